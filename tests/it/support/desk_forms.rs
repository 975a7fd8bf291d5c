//! Forms of the desk, of sign-in, invitation and subscription.

use super::{Field, Filled, Form, House, TestSite, Visitor};
use pratfall::accounts::Role;

/// Fields that only a browser's memory of passwords reads, and a proof that nobody asks for in this house.
const NOT_READ: &[(&str, &str)] = &[
    ("/desk/invitations/", "email"),
    ("/desk/profile/password", "email"),
    ("/acme/subscribe", "proof"),
    ("/acme/library/", "proof"),
];

/// Furnishes a house with a claimed story, whose page shows all its forms.
pub async fn furnished(site: &TestSite) -> House {
    let house = House::furnish(site, &site.organisation).await;
    let claim = house.address("/desk/{org}/stories/{story}/claim");
    assert_eq!(house.staff(Role::Moderator).post(&claim, &[]).await.status, 303);
    house
}

/// Every form of every page that somebody can open, once.
pub async fn desk_forms(site: &TestSite, house: &House) -> Vec<Filled> {
    let mut found: Vec<Filled> = vec![];
    let everybody =
        std::iter::once(site.visitor()).chain(Role::ALL.iter().map(|role| house.staff(*role).clone()));
    let everybody: Vec<Visitor> = everybody.collect();
    for route in site.routes().await {
        let Some(pattern) = route.strip_prefix("GET ") else {
            continue;
        };
        // What authors send is tried where authors are.
        if pattern.starts_with("/dev") || pattern.ends_with("/receipt") || pattern.ends_with("/stories/new") {
            continue;
        }
        let path = house.address(pattern);
        for who in &everybody {
            for mut form in who.get(&path).await.forms() {
                let read = |field: &Field| {
                    !NOT_READ
                        .iter()
                        .any(|(place, name)| form.action.starts_with(place) && field.name == *name)
                };
                let fields = form.fields.iter().filter(|field| read(field)).cloned().collect();
                form.fields = fields;
                let fixed = |form: &Form| {
                    let kind = form.fields.iter().find(|field| field.name == "kind");
                    (form.action.clone(), kind.map(|field| field.value.clone()))
                };
                if found.iter().all(|known| fixed(&known.form) != fixed(&form)) {
                    found.push(Filled::new(who.clone(), form));
                }
            }
        }
    }
    // What takes something away comes last.
    found.sort_by_key(|filled| filled.form.action.ends_with("/removal"));
    found
}
