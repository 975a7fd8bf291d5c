//! Texts of the product in Dutch, French and English (Fluent).

mod accept;

use crate::text_enum;
use chrono::Locale;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rust_embed::RustEmbed;
use std::{collections::BTreeMap, sync::LazyLock};

text_enum! {
    /// A language of the interface, of a mail, of a story.
    pub enum Language {
        Nl = "nl",
        Fr = "fr",
        En = "en",
    }
}

impl Language {
    /// Returns the language's name in that language.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Nl => "Nederlands",
            Self::Fr => "Français",
            Self::En => "English",
        }
    }

    /// Returns the locale for dates.
    pub const fn locale(self) -> Locale {
        match self {
            Self::Nl => Locale::nl_BE,
            Self::Fr => Locale::fr_BE,
            Self::En => Locale::en_GB,
        }
    }

    /// Returns the text of `key`.
    pub fn text(self, key: &str) -> String {
        self.text_with(key, &FluentArgs::new())
    }

    /// Returns the text of `key` with its variables, or the key itself where it is missing; tests demand that none is.
    pub fn text_with(self, key: &str, args: &FluentArgs<'_>) -> String {
        self.lookup(key, args).unwrap_or_else(|| key.to_owned())
    }

    /// Returns the text of `key` with the variable `n`.
    pub fn text_n<N: Into<FluentValue<'static>>>(self, key: &str, n: N) -> String {
        let mut args = FluentArgs::new();
        args.set("n", n.into());
        self.text_with(key, &args)
    }

    /// Returns the text of `key`, if it exists and all its variables are given.
    pub fn lookup(self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = WORDS.get(&self)?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = vec![];
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    /// Returns the best of `offered` for an `Accept-Language` header; the first when nothing fits.
    pub fn negotiate(header: &str, offered: &[Self]) -> Option<Self> {
        accept::best(header, offered)
    }
}

#[derive(RustEmbed)]
#[folder = "locales/"]
struct Files;

static WORDS: LazyLock<BTreeMap<Language, FluentBundle<FluentResource>>> =
    LazyLock::new(|| Language::ALL.iter().map(|&language| (language, bundle(language))).collect());

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(language.as_str().parse().into_iter().collect());
    // Isolation marks around variables would show up in plain-text mails and calendars.
    bundle.set_use_isolating(false);
    for (name, text) in sources(language) {
        let resource = FluentResource::try_new(text).unwrap_or_else(|(partial, errors)| {
            tracing::error!(file = name, ?errors, "words that cannot be read");
            partial
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(file = name, ?errors, "words given twice");
        }
    }
    bundle
}

/// Returns the files of a language and their texts.
pub fn sources(language: Language) -> Vec<(String, String)> {
    let own = Files::iter().filter(|name| name.starts_with(language.as_str()));
    own.filter_map(|name| {
        let file = Files::get(&name)?;
        Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
    })
    .collect()
}
