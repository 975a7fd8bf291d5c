//! Believable stories: words of each language in the frequencies of Zipf and Mandelbrot, so that the commonest is in about
//! half of all stories and the 5 000th in less than one of a hundred.

use chrono::{Days, NaiveDate};
use pratfall::{
    ids::StoryId,
    library::model::Readable,
    organisations::Readers,
    platform::{i18n::Language, time::iso_week},
};
use std::collections::HashSet;

/// Words of a language.
const WORDS: usize = 100_000;
/// One of so many stories names somebody.
const NAMED: usize = 5;
/// First names and family names of people in stories.
const NAMES: [&str; 2] = [
    "Jan Marie Ahmed Sofie Luc Fatima Pieter Chantal Mehmet Els Yannick Greet Olivier An Thomas Nadia",
    "Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Wouters De_Smet Dubois Lambert Dupont El_Idrissi Yilmaz Nguyen",
];
/// Days before today on which stories were told.
const DAYS: usize = 7 * 365;

const DUTCH: &str = "fout klant server project factuur vergadering storing planning collega team levering melding mail systeem \
    afspraak budget kantoor leverancier contract deadline opleiding machine verzekering rapport gesprek kabel wachtwoord bestelling";
const FRENCH: &str = "erreur client serveur projet facture réunion panne planning collègue équipe livraison message courriel système \
    rendez budget bureau fournisseur contrat délai formation machine assurance rapport entretien câble commande événement";
const ENGLISH: &str = "mistake client server project invoice meeting outage schedule colleague team delivery message mail system \
    appointment budget office supplier contract deadline training machine insurance report interview cable password order";
/// Syllables of the rarer words.
const SYLLABLES: [&str; 3] = [
    "ver ge be ont her aan op ker ling dor mal sen ten baar schap ven gel lop rijk zam wer poot kist bloem",
    "dé ré con par tra men bli vou cher eau tion pel lan dri fer mou ga sé tir ron que vi bel",
    "re un con per ton ble tra mer shi wor ding ly pa ster cle ing fo gra mon ket ard lin wick",
];

/// Numbers without a pattern, the same each time.
pub struct Numbers(u64);

impl Numbers {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// splitmix64, the upper half.
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or_default()
    }

    /// A number from 0 to 1.
    fn part(&mut self) -> f64 {
        f64::from(self.next()) / f64::from(u32::MAX)
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next()).unwrap_or_default() % n
    }
}

/// Words of each language, commonest first.
pub struct Tales {
    words: [Vec<String>; 3],
    /// Shares of all words that the first ones make up.
    shares: Vec<f64>,
}

impl Tales {
    pub fn new() -> Self {
        let mut numbers = Numbers::new(1);
        let words = [DUTCH, FRENCH, ENGLISH].into_iter().zip(SYLLABLES);
        let words = words.map(|(common, syllables)| {
            let syllables: Vec<&str> = syllables.split_whitespace().collect();
            let mut all: Vec<String> = common.split_whitespace().map(str::to_owned).collect();
            let mut known: HashSet<String> = all.iter().cloned().collect();
            while all.len() < WORDS {
                let length = 2 + numbers.below(4);
                let word: String = (0..length).map(|_| syllables[numbers.below(syllables.len())]).collect();
                if known.insert(word.clone()) {
                    all.push(word);
                }
            }
            all
        });
        let words: Vec<_> = words.collect();
        let mut sum = 0.0;
        let shares = (0..WORDS).map(|rank| {
            sum += 1.0 / (f64::from(u32::try_from(rank).unwrap_or(u32::MAX)) + 50.0);
            sum
        });
        let shares: Vec<f64> = shares.collect();
        let shares = shares.iter().map(|share| share / sum).collect();
        let [dutch, french, english] = words.try_into().unwrap_or_default();
        Self { words: [dutch, french, english], shares }
    }

    /// The word of a language at a place in the order of frequency.
    pub fn word(&self, language: usize, rank: usize) -> &str {
        self.words.get(language).and_then(|words| words.get(rank)).map_or("", String::as_str)
    }

    /// The name of somebody.
    pub fn name(numbers: &mut Numbers) -> String {
        let one = |list: &str, numbers: &mut Numbers| {
            let all: Vec<&str> = list.split_whitespace().collect();
            all[numbers.below(all.len())].replace('_', " ")
        };
        format!("{} {}", one(NAMES[0], numbers), one(NAMES[1], numbers))
    }

    fn any(&self, language: usize, numbers: &mut Numbers) -> &str {
        let at = numbers.part();
        self.word(language, self.shares.partition_point(|share| *share < at).min(WORDS - 1))
    }

    fn sentences(&self, language: usize, words: usize, numbers: &mut Numbers) -> String {
        let mut text = String::new();
        for n in 0..words {
            text.push_str(self.any(language, numbers));
            text.push_str(if n % 14 == 13 { ". " } else { " " });
        }
        text
    }

    /// The day of one of so many stories, up to `today`.
    pub fn day(today: NaiveDate, n: usize, of: usize) -> NaiveDate {
        let ago = of.saturating_sub(n + 1) * DAYS / of.max(1);
        today - Days::new(u64::try_from(ago).unwrap_or_default())
    }

    /// A story of about 2 KB, told on a day.
    pub fn tale(&self, day: NaiveDate, numbers: &mut Numbers) -> Readable {
        let language = numbers.below(3);
        let text = |most: usize, numbers: &mut Numbers| {
            let words = most / 2 + numbers.below(most / 2);
            self.sentences(language, words, numbers)
        };
        let name = (numbers.below(NAMED) == 0).then(|| format!(" {} ", Self::name(numbers)));
        Readable {
            story_id: StoryId::new(),
            version: 1,
            week: iso_week(day),
            language: [Language::Nl, Language::Fr, Language::En][language],
            theme_id: None,
            event_id: None,
            readers: Readers::Everybody,
            title: text(10, numbers),
            what_happened: text(160, numbers) + &name.unwrap_or_default(),
            made_sense: text(60, numbers),
            cost: text(20, numbers),
            learned: text(80, numbers),
            advice: text(30, numbers),
            shown_name: None,
            intensity: None,
            content_notes: vec![],
        }
    }
}
