//! Stories on their way into the library.

use super::{
    PASSWORD, Page, TestSite, Visitor,
    database::lines,
    days::{add_story, organiser, release},
    stories::{accept, claimed},
};
use diesel_async::SimpleAsyncConnection;
use pratfall::{
    accounts::{self, Role, actions::Invitation, forms::Invitee, password::Password},
    ids::InvitationId,
    platform::{i18n::Language, mail::EmailAddress},
};

/// A story that is in the library.
pub struct Shelved {
    /// Receipt code.
    pub code: String,
    pub id: String,
    pub moderator: Visitor,
}

impl Shelved {
    /// Its address at the desk.
    pub fn desk(&self) -> String {
        format!("/desk/acme/stories/{}", self.id)
    }

    /// Its address in the library.
    pub fn page(&self) -> String {
        format!("/acme/library/{}", self.id)
    }
}

/// Tells a story with these choices, which is accepted and agreed to, and mixes.
pub async fn agreed(site: &TestSite, changes: &[(&str, &str)]) -> Shelved {
    let (code, moderator, path) = claimed(site, changes).await;
    accept(&moderator, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    site.work().await;
    Shelved { code, id: path.rsplit('/').next().unwrap().to_owned(), moderator }
}

/// Tells a story to be read only, which comes to the library.
pub async fn shelved(site: &TestSite, title: &str) -> Shelved {
    shelved_with(site, &[("title", title)]).await
}

/// The same, with these choices.
pub async fn shelved_with(site: &TestSite, changes: &[(&str, &str)]) -> Shelved {
    let changes = [&[("told_by", "library"), ("language", "en")], changes].concat();
    agreed(site, &changes).await
}

/// Puts the first story that can be told on a day's agenda; returns the day's address at the desk.
pub async fn put_on_a_day(site: &TestSite) -> String {
    let (desk, event) = organiser(site).await;
    add_story(&desk, &event, "10").await;
    release(&desk, &event).await;
    event
}

/// Tells a story with these choices on a day that is over, so that it is in the library too; returns the day's address
/// at the desk as well.
pub async fn told_on_a_day(site: &TestSite, changes: &[(&str, &str)]) -> (Shelved, String) {
    let story = agreed(site, &[&[("told_by", "reader")], changes].concat()).await;
    let event = put_on_a_day(site).await;
    site.move_to("2027-06-05".parse().unwrap());
    site.mix().await;
    site.work().await;
    (story, event)
}

/// Returns the titles of the stories in the library.
pub async fn titles(site: &TestSite) -> Vec<String> {
    lines(site, "select title as line from library_texts order by 1").await
}

/// Puts a story into a pack, which is shown from then on.
pub async fn pack(desk: &Visitor, pack: &str, story: &str) {
    let mut form = desk.get(pack).await.fields("#pack");
    form.extend([("shown", "on"), ("story", story)].map(|(k, v)| (k.to_owned(), v.to_owned())));
    let done = desk.post_map(&format!("{pack}/stories"), &form).await;
    assert_eq!(done.status, 303, "{}", done.body);
}

/// Sends the form that hides a story.
pub async fn hide(site: &TestSite, story: &Shelved, who: &str) -> Page {
    let path = format!("{}/hiding", story.page());
    let mut form = site.visitor().get(&path).await.fields("#hide");
    form.insert("who".to_owned(), who.to_owned());
    site.visitor().post_map(&path, &form).await
}

/// Another moderator.
pub async fn colleague(site: &TestSite, name: &str) -> Visitor {
    let somebody = Invitee {
        email: EmailAddress::parse(&format!("{name}@acme.example.org")).unwrap(),
        name: format!("A. {name}"),
        role: Role::Moderator,
        language: Language::En,
    };
    let mut conn = site.app.db.tenant(site.organisation.id).await.unwrap();
    let invited = accounts::actions::invite(
        &mut conn,
        site.organisation.id,
        None,
        InvitationId::new(),
        somebody,
        site.app.clock.now(),
    );
    let Invitation::Link(id) = invited.await.unwrap() else { panic!("somebody new") };
    drop(conn);
    let password = Password::parse(PASSWORD, &[]).unwrap();
    let signed_in = accounts::actions::take_up(&site.app, id, password).await;
    let mut visitor = site.visitor();
    visitor.with_session(signed_in.unwrap().token.as_str(), "acme").await;
    site.work().await;
    visitor
}

/// Titles in the library after a mix.
pub async fn titles_after_mix(site: &TestSite) -> Vec<String> {
    site.mix().await;
    site.work().await;
    titles(site).await
}

/// Puts copies of a shelved story on the shelf: as many as asked, two a week.
pub async fn fill(site: &TestSite, count: i64) {
    let sql = format!(
        "create temp table n as select gen_random_uuid() as id, i from generate_series(1, {count}) i; \
         insert into stories select (jsonb_populate_record(null::stories, to_jsonb(s) || jsonb_build_object('id', n.id, \
            'told_version', null, 'agreed_version', null, 'status', 'submitted'))).* from (select * from stories limit 1) s, n; \
         insert into story_versions select organisation_id, n.id, number, key_month, wrapped_key, sealed, written_by \
            from story_versions v, n where story_id = (select story_id from library_texts limit 1); \
         insert into consents select organisation_id, n.id, version, given_by, silence from consents c, n \
            where story_id = (select story_id from library_texts limit 1); \
         update stories set status = 'accepted', told_version = 1, agreed_version = 1 where id in (select id from n); \
         insert into library_texts select organisation_id, n.id, version, '20' || (10 + n.i / 104) || '-W' || \
            lpad((1 + n.i / 2 % 52)::text, 2, '0'), language, theme_id, event_id, readers, title || ' ' || n.i, what_happened, \
            made_sense, cost, learned, advice, shown_name, intensity, content_notes from library_texts t, n; drop table n"
    );
    site.as_owner().await.batch_execute(&sql).await.unwrap();
}
