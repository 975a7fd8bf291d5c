//! Stories in a library, and what people type to find them.

use super::TestSite;
use diesel_async::SimpleAsyncConnection;
use pratfall::{
    ids::StoryId,
    library::{
        model::Readable,
        store::{indexing, shelving},
    },
    organisations::Readers,
    platform::db::transaction,
};
use std::collections::BTreeMap;

/// A story: its name in [`GOLDEN`], language, title, what happened, what was learned.
pub type Tale = (&'static str, &'static str, &'static str, &'static str, &'static str);

pub const TALES: &[Tale] = &[
    // Dutch
    (
        "crane",
        "nl",
        "De kraan die een uur te vroeg kwam",
        "De werfleider had de torenkraan voor zeven uur besteld, maar de straatvergunning gold pas vanaf acht. \
        De politie stuurde de chauffeur weer weg.",
        "Lees de vergunning voor je een kraan bestelt, en bel de gemeente één keer te veel.",
    ),
    (
        "invoices",
        "nl",
        "Twee keer dezelfde factuurrun",
        "Ik dacht dat de eerste run was vastgelopen en startte hem opnieuw. Vierduizend klanten kregen hun rekening dubbel.",
        "Een knop die twee keer geld vraagt, moet eerst vragen of je het zeker weet. Sindsdien bellen we bij een vastloper eerst de boekhouding.",
    ),
    (
        "outage",
        "nl",
        "Stroomstoring in het datacenter",
        "Tijdens het onderhoud trok ik de verkeerde stekker uit. De noodbatterijen hielden het drie minuten vol en daarna viel alles uit.",
        "Label elke kabel aan beide kanten. Een back-up van de stroomvoorziening die niemand test, is er geen.",
    ),
    (
        "candidate",
        "nl",
        "De sollicitant die ik vergat",
        "Ik liet een kandidaat veertig minuten in de wachtkamer zitten omdat het sollicitatiegesprek niet in mijn agenda stond.",
        "Zet gesprekken zelf in je agenda. Excuses maken werkt beter dan een smoes over de file.",
    ),
    (
        "password",
        "nl",
        "Het wachtwoord op het whiteboard",
        "Bij een rondleiding voor bezoekers hing het wachtwoord van de beheerder nog op het bord. Iemand nam er een foto van.",
        "Wachtwoorden horen in een kluis. We lopen nu elke vrijdag een ronde langs de vergaderzalen.",
    ),
    (
        "ideas",
        "nl",
        "Coördinatie zonder coördinator",
        "Drie ploegen werkten met veel ideeën aan dezelfde reünie en niemand had de cateraar gebeld. Tweehonderd mensen kregen chips.",
        "Eén iemand moet de draad vasthouden, ook als iedereen even goed is.",
    ),
    (
        "translation",
        "nl",
        "Een vertaalfout in de bijsluiter",
        "In de Franse versie stond eetlepel waar theelepel hoorde. De vertaling was door niemand nagelezen die de taal spreekt.",
        "Laat elke vertaling nalezen door iemand die er dagelijks mee werkt. Kwaliteitscontrole is geen vertraging.",
    ),
    (
        "onboarding",
        "nl",
        "Mijn eerste week als teamleider",
        "Ik herschikte de werkroosters zonder iemand iets te vragen. Twee verpleegkundigen dienden hun ontslag in.",
        "Luister een maand voor je iets verandert. Leidinggeven is vooral vragen stellen.",
    ),
    // French
    (
        "panne",
        "fr",
        "La panne de courant du lundi",
        "J’ai lancé la mise à jour un lundi matin. Le serveur principal est tombé et toute l’équipe de la réception est restée trois heures sans écran.",
        "On ne déploie jamais un lundi. Un plan de retour arrière s’écrit avant, pas pendant l’incident.",
    ),
    (
        "event",
        "fr",
        "L’événement sans public",
        "Nous avions réservé une salle de deux cents places et envoyé les invitations à une ancienne liste. Six personnes sont venues, dont ma mère.",
        "Vérifiez la liste avant d’imprimer les badges. Un petit événement réussi vaut mieux qu’un grand échec.",
    ),
    (
        "cafe",
        "fr",
        "Le café sur le clavier du client",
        "Pendant la démonstration, j’ai renversé mon café sur l’ordinateur portable du client. Toutes les données de la journée étaient dessus.",
        "Pas de tasses près des machines. Et proposez tout de suite de payer la réparation.",
    ),
    (
        "contract",
        "fr",
        "Un contrat signé trop vite",
        "Le fournisseur promettait une remise jusqu’à minuit. J’ai signé sans relire la clause de résiliation : cinq ans.",
        "Une remise qui presse est un piège. Demandez à une collègue juriste de relire chaque contrat.",
    ),
    (
        "budget",
        "fr",
        "Le budget oublié de la formation",
        "J’avais mis les heures de formation dans le mauvais onglet du tableur. En octobre, il ne restait plus un euro.",
        "Un budget se relit à deux. Depuis, nous fermons les comptes chaque trimestre.",
    ),
    (
        "mail",
        "fr",
        "Répondre à tous",
        "J’ai envoyé à huit cents collègues un message qui se moquait de la cantine. Le cuisinier l’a lu aussi.",
        "Attendez dix minutes avant d’envoyer un message drôle. Je suis allé m’excuser en cuisine.",
    ),
    (
        "delays",
        "fr",
        "Trois mois de retard sur le chantier",
        "Le béton a été coulé avant l’arrivée des gaines électriques. Il a fallu tout percer.",
        "Faites valider le planning par les électriciens. Les délais se perdent entre deux métiers.",
    ),
    (
        "deploy",
        "fr",
        "Déployée sans tests",
        "La nouvelle version a été déployée un vendredi soir parce que le chef de projet partait en congé. Les paiements étaient refusés tout le week-end.",
        "Une mise en production est une affaire d’équipe, et les tests automatisés n’ont pas de congé.",
    ),
    // English
    (
        "backup",
        "en",
        "The backup that was never restored",
        "For two years our nightly back-ups ran green. When the disk died we learned that they held empty files.",
        "A backup nobody has restored is a wish. We rehearse a restore every first Tuesday.",
    ),
    (
        "deadline",
        "en",
        "I promised a deadline for other people",
        "In front of the client I said we would ship in two weeks. My colleagues heard about it from the newsletter.",
        "Ask the people who do the work before you give a date. An honest no is cheaper than overtime.",
    ),
    (
        "prod",
        "en",
        "I dropped the production database",
        "Two terminal windows looked the same. I typed the command in the wrong one and eleven thousand orders were gone.",
        "Make production look different. We now colour the prompt red and need two people for destructive commands.",
    ),
    (
        "hiring",
        "en",
        "Hiring the loudest person in the room",
        "The candidate interviewed brilliantly and I skipped the references. Half the department asked to be moved within months.",
        "Confidence is not competence. Call the references, all of them.",
    ),
    (
        "spreadsheet",
        "en",
        "A spreadsheet error worth a salary",
        "I sorted one column and not its neighbours. Forty employees were paid somebody else’s salary.",
        "Spreadsheets need a second pair of eyes. Lock the columns that belong together.",
    ),
    (
        "naive",
        "en",
        "A naïve façade",
        "I believed the supplier’s brochure about the façade panels. They warped in the first heat wave and the architect cried.",
        "Test materials in the weather that they will meet. Naïveté is expensive.",
    ),
    (
        "apology",
        "en",
        "The apology that made it worse",
        "After the leak I sent customers three pages of explanations and no apology. They cancelled.",
        "Say sorry first, explain later, and keep it short.",
    ),
    (
        "meeting",
        "en",
        "Nine meetings about one button",
        "We discussed the colour of a button for a whole quarter while users could not log in.",
        "Decide small things quickly. Somebody has to own the decision.",
    ),
];

/// Queries, each with the language of its page and the story that must be found, first.
pub const GOLDEN: &[(&str, &str, &str)] = &[
    // Dutch
    ("nl", "kraan", "crane"),
    ("nl", "torenkraan", "crane"),
    ("nl", "vergunningen", "crane"),
    ("nl", "straat vergunning", "crane"),
    ("nl", "leider werf", "crane"),
    ("nl", "factuur", "invoices"),
    ("nl", "facturen run", "invoices"),
    ("nl", "boekhoudng", "invoices"),
    ("nl", "\"twee keer geld\"", "invoices"),
    ("nl", "stroom", "outage"),
    ("nl", "storingen", "outage"),
    ("nl", "batterij", "outage"),
    ("nl", "backup stroom", "outage"),
    ("nl", "sollicitatie", "candidate"),
    ("nl", "gesprek", "candidate"),
    ("nl", "kandidaten", "candidate"),
    ("nl", "solicitant", "candidate"),
    ("nl", "wachtwoorden", "password"),
    ("nl", "zalen", "password"),
    ("nl", "rondl", "password"),
    ("nl", "coordinatie", "ideas"),
    ("nl", "idee", "ideas"),
    ("nl", "REUNIE", "ideas"),
    ("nl", "vertaling fout", "translation"),
    ("nl", "lepel", "translation"),
    ("nl", "kwaliteit", "translation"),
    ("nl", "vertaling -kraan", "translation"),
    ("nl", "rooster", "onboarding"),
    ("nl", "verpleegkundige", "onboarding"),
    ("nl", "teamlieder", "onboarding"),
    // French, and from the Dutch page
    ("fr", "panne", "panne"),
    ("nl", "panne de courant", "panne"),
    ("fr", "\"panne de courant\"", "panne"),
    ("fr", "equipe reception", "panne"),
    ("fr", "l'incident", "panne"),
    ("fr", "evenement", "event"),
    ("fr", "ÉVÉNEMENTS", "event"),
    ("nl", "evenemant", "event"),
    ("fr", "invit", "event"),
    ("fr", "cafe", "cafe"),
    ("fr", "café", "cafe"),
    ("nl", "café clavier", "cafe"),
    ("fr", "ordinateurs", "cafe"),
    ("fr", "contrats", "contract"),
    ("fr", "resiliation", "contract"),
    ("fr", "fournisseurs", "contract"),
    ("fr", "juristes", "contract"),
    ("fr", "bugdet", "budget"),
    ("fr", "formations", "budget"),
    ("fr", "trimestres", "budget"),
    ("fr", "cantine", "mail"),
    ("fr", "s'excuser", "mail"),
    ("fr", "delais", "delays"),
    ("fr", "électricien", "delays"),
    ("fr", "béton -café", "delays"),
    ("fr", "déployer", "deploy"),
    ("fr", "deployees", "deploy"),
    ("fr", "week-end", "deploy"),
    ("fr", "automatizés", "deploy"),
    // English, and from other pages
    ("en", "backups", "backup"),
    ("en", "back-up", "backup"),
    ("en", "restoring", "backup"),
    ("nl", "rehearse restore", "backup"),
    ("en", "deadlines", "deadline"),
    ("fr", "overtime", "deadline"),
    ("en", "colleague newsletter", "deadline"),
    ("en", "production database", "prod"),
    ("en", "\"wrong one\"", "prod"),
    ("en", "databse", "prod"),
    ("en", "destruct", "prod"),
    ("en", "references", "hiring"),
    ("en", "interview", "hiring"),
    ("en", "competance", "hiring"),
    ("en", "spreadsheets", "spreadsheet"),
    ("en", "salaries", "spreadsheet"),
    ("en", "spredsheet", "spreadsheet"),
    ("en", "naive", "naive"),
    ("en", "facade", "naive"),
    ("en", "brochures", "naive"),
    ("en", "apologies", "apology"),
    ("en", "sorry", "apology"),
    ("en", "cancelling", "apology"),
    ("en", "meetings -apology", "meeting"),
    ("en", "buttons", "meeting"),
    ("en", "decide quickly", "meeting"),
];

/// Ids of the tales, by name, in a library that now holds them all.
pub async fn shelve_all(site: &TestSite) -> BTreeMap<&'static str, StoryId> {
    let mut ids = BTreeMap::new();
    let mut texts = vec![];
    for (n, (name, language, title, what_happened, learned)) in TALES.iter().enumerate() {
        let id = StoryId::new();
        ids.insert(*name, id);
        let week = u32::try_from(n).unwrap() + 1;
        let story = text(language, week, title, what_happened);
        let learned = learned.split_whitespace().collect::<Vec<_>>().join(" ");
        texts.push(Readable { story_id: id, learned, ..story });
    }
    shelve(site, &texts).await;
    ids
}

/// A text of a week of 2026.
pub fn text(language: &str, week: u32, title: &str, what_happened: &str) -> Readable {
    Readable {
        story_id: StoryId::new(),
        version: 1,
        week: format!("2026-W{week:02}"),
        language: language.parse().unwrap(),
        theme_id: None,
        event_id: None,
        readers: Readers::Everybody,
        title: title.to_owned(),
        what_happened: what_happened.split_whitespace().collect::<Vec<_>>().join(" "),
        made_sense: String::new(),
        cost: String::new(),
        learned: String::new(),
        advice: String::new(),
        shown_name: None,
        intensity: None,
        content_notes: vec![],
    }
}

/// Puts texts into the library of `acme`, as if their authors had agreed to them.
pub async fn shelve(site: &TestSite, texts: &[Readable]) {
    let organisation = site.organisation.id;
    let mut owner = site.as_owner().await;
    for text in texts {
        let (id, language, readers) = (text.story_id, text.language, text.readers);
        let theme = text.theme_id.map_or("null".to_owned(), |id| format!("'{id}'"));
        owner
            .batch_execute(&format!(
                "insert into stories (organisation_id, id, status, week, language, theme_id, told_by, anonymity, silence, lane, \
                    changed_week, for_library, readers) \
                    values ('{organisation}', '{id}', 'submitted', '2026-W01', '{language}', {theme}, 'library', 'anonymous', \
                    'never', 'house', '2026-W01', true, '{readers}'); \
                 insert into story_versions (organisation_id, story_id, number, key_month, wrapped_key, sealed, written_by) \
                    values ('{organisation}', '{id}', 1, '2026-01', 'x', 'x', 'author'); \
                 insert into consents values ('{organisation}', '{id}', 1, 'author', 'never'); \
                 update stories set status = 'accepted', told_version = 1, agreed_version = 1 where id = '{id}'"
            ))
            .await
            .unwrap();
    }
    let mut conn = site.app.db.tenant(organisation).await.unwrap();
    transaction(&mut conn, async |mut tx| {
        shelving::insert(&mut tx, organisation, texts).await?;
        indexing::insert(&mut tx, organisation, texts).await
    })
    .await
    .unwrap();
}
