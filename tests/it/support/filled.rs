//! Forms filled in well, and with exactly one thing wrong.

use super::{Field, Form, Kind, PASSWORD, Page, Visitor};

/// Word in everything that is typed here, so that it is found where it should not be.
pub const MARK: &str = "Markword";

/// A form, who fills it in, and what they type when they do it well.
pub struct Filled {
    pub who: Visitor,
    pub form: Form,
    pub pairs: Vec<(String, String)>,
}

/// A form with something wrong in it.
pub struct Bad {
    pub what: String,
    pub field: Option<String>,
    pub body: Vec<u8>,
}

fn example(field: &Field) -> String {
    match &field.kind {
        Kind::Typed(kind) => match kind.as_str() {
            "email" => "markword@example.org".to_owned(),
            "date" => "2027-06-05".to_owned(),
            "time" => "10:00".to_owned(),
            "number" => "30".to_owned(),
            "password" => PASSWORD.to_owned(),
            "textarea" => format!("{MARK} and enough others to make a paragraph of some length."),
            _ => format!("{MARK} and so on"),
        },
        _ => String::new(),
    }
}

fn encode(pairs: &[(String, String)]) -> Vec<u8> {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
}

/// Fills in a form well; keeps what the page has filled in.
fn well(form: &Form) -> Vec<(String, String)> {
    let mut pairs = form.pairs();
    for (name, value) in &mut pairs {
        let field = form.fields.iter().find(|field| field.name == *name).unwrap();
        if value.is_empty() && field.required || field.kind == Kind::Typed("password".to_owned()) {
            *value = example(field);
        }
        if let Kind::Choice(options) = &field.kind
            && value.is_empty()
        {
            *value = options.iter().find(|option| !option.is_empty()).cloned().unwrap_or_default();
        }
    }
    pairs
}

impl Filled {
    /// A form filled in as it is meant.
    pub fn new(who: Visitor, form: Form) -> Self {
        let pairs = well(&form);
        Self { who, form, pairs }
    }

    /// The form as its browser sends it.
    pub fn body(&self) -> Vec<u8> {
        encode(&self.pairs)
    }

    fn with(&self, name: &str, value: &str) -> Vec<u8> {
        let mut pairs = self.pairs.clone();
        pairs.retain(|(known, _)| known != name);
        pairs.push((name.to_owned(), value.to_owned()));
        encode(&pairs)
    }

    fn without(&self, name: &str) -> Vec<u8> {
        let mut pairs = self.pairs.clone();
        pairs.retain(|(known, _)| known != name);
        encode(&pairs)
    }

    /// Returns variants that every form must refuse.
    pub fn refused(&self) -> Vec<Bad> {
        let mut all = vec![];
        let mut add = |what: &str, field: Option<&Field>, body: Vec<u8>| {
            all.push(Bad { what: what.to_owned(), field: field.map(|field| field.name.clone()), body });
        };
        let many: String = (0..10_000).map(|n| format!("&f{n}={MARK}")).collect();
        add("10 000 parameters", None, [encode(&self.pairs), many.into_bytes()].concat());
        add("too large", None, self.with("more", &MARK.repeat(40_000)));
        for field in &self.form.fields {
            let name = field.name.as_str();
            let some = Some(field);
            let raw = |value: &str| [self.without(name), format!("&{name}={value}").into_bytes()].concat();
            add("invalid UTF-8", some, raw("%FF%C0%80"));
            add("twice", some, raw(&format!("{MARK}&{name}={MARK}")));
            if name == "csrf" {
                add("a foreign token", some, self.with(name, MARK));
                add("no token", some, self.without(name));
            } else if !matches!(field.kind, Kind::Ticked(_)) {
                if !field.takes_any_text() {
                    add("NUL", some, self.with(name, &format!("{MARK}\0{MARK}")));
                }
                let long = MARK.repeat(field.limit.unwrap_or(20_000) / MARK.len() + 1);
                add("too long", some, self.with(name, &long));
            }
            if matches!(field.kind, Kind::Choice(_) | Kind::Hidden) && name != "csrf" {
                add("not offered", some, self.with(name, MARK));
            }
            if field.required {
                // A slot keeps what a form leaves out: not every form has every field.
                if !self.form.action.contains("/slots/") {
                    add("missing", some, self.without(name));
                }
                add("empty", some, self.with(name, ""));
                add("only spaces", some, self.with(name, " \t\u{a0}\u{3000} "));
            }
        }
        all
    }

    /// Returns variants that may be accepted: optional fields left out in every way.
    pub fn bearable(&self) -> Vec<Bad> {
        let mut all = vec![];
        // What nobody sees is left out, and nobody is told.
        for field in self.form.fields.iter().filter(|field| field.takes_any_text()) {
            all.push(Bad {
                what: "NUL".to_owned(),
                field: Some(field.name.clone()),
                body: self.with(&field.name, &format!("{MARK}\0{MARK} and some more of it")),
            });
        }
        for field in self.form.fields.iter().filter(|field| !field.required && field.name != "csrf") {
            let name = field.name.as_str();
            for (what, body) in [
                ("missing", self.without(name)),
                ("empty", self.with(name, "")),
                ("only spaces", self.with(name, " \t\u{a0} ")),
                ("NUL", self.with(name, "\0")),
            ] {
                all.push(Bad { what: what.to_owned(), field: Some(name.to_owned()), body });
            }
        }
        all
    }

    /// Tells whether a field is hidden from people.
    pub fn is_hidden(&self, name: &str) -> bool {
        let mut all = self.form.fields.iter();
        all.any(|field| field.name == name && field.kind == Kind::Hidden)
    }

    pub async fn send(&self, bad: &Bad) -> Page {
        self.who.post_raw(&self.form.action, &bad.body).await
    }

    /// Everything typed is there again.
    pub fn is_kept(&self, bad: &Bad, page: &Page) -> Result<(), String> {
        let sent: Vec<(String, String)> = form_urlencoded::parse(&bad.body).into_owned().collect();
        let value = |name: &str| sent.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
        let same = |form: &&Form| {
            // A hidden word tells forms of one address apart.
            let told_apart = |field: &&Field| field.name == "kind" && field.kind == Kind::Hidden;
            let kind = form.fields.iter().find(told_apart);
            form.action == self.form.action && kind.is_none_or(|field| field.value == value("kind"))
        };
        let again = page.forms();
        let Some(again) = again.iter().find(same) else {
            return Err("the form is not shown again".to_owned());
        };
        for field in &again.fields {
            let typed = matches!(&field.kind, Kind::Typed(kind) if kind != "password");
            let wanted = value(&field.name).replace("\r\n", "\n");
            // HTML has no NUL.
            if typed && !wanted.contains('\0') && field.value != wanted {
                return Err(format!("{} was {wanted:?} and is {:?}", field.name, field.value));
            }
        }
        Ok(())
    }
}
