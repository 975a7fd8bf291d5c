//! `Accept-Language` by its weights (RFC 9110 § 12.5.4, RFC 4647).

use super::Language;
use std::cmp::Reverse;

/// Weight 1; weights count in thousandths.
const WHOLE: u16 = 1000;
/// Ranges that are read, more than any browser sends.
const MOST: usize = 64;

/// Returns the heaviest of `offered`, of equal ones the one named first. Languages without a range weigh what `*`
/// weighs, else nothing; weightless ones come last, refused ones (`q=0`) after them.
pub(super) fn best(header: &str, offered: &[Language]) -> Option<Language> {
    let ranges: Vec<(&str, u16)> = header.split(',').take(MOST).filter_map(range).collect();
    let wanted = |language: Language| {
        let named = ranges
            .iter()
            .enumerate()
            .filter(|(_, (tag, _))| primary(tag).eq_ignore_ascii_case(language.as_str()));
        let heaviest = named.max_by_key(|(place, (_, weight))| (*weight, Reverse(*place)));
        let any = || ranges.iter().find(|(tag, _)| *tag == "*").map(|(_, weight)| *weight);
        match heaviest {
            Some((place, (_, weight))) => (Some(*weight), place),
            None => (any(), MOST),
        }
    };
    // `max_by_key` returns the last of equal ones: the first offered counts.
    offered.iter().rev().copied().max_by_key(|language| {
        let (weight, place) = wanted(*language);
        (weight != Some(0), weight.unwrap_or(0), Reverse(place))
    })
}

/// Returns the language of a tag, without region, script and extensions. Some programs write `nl_BE`.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// Parses `fr-BE;q=0.8`; `None` where the weight is malformed.
fn range(text: &str) -> Option<(&str, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let weight = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim())
    });
    Some((tag, weight.map_or(Some(WHOLE), thousandths)?))
}

/// Parses `0.8` as 800; digits beyond the third are ignored.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if !part.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    match whole {
        "0" | "" if !text.is_empty() => format!("{part:0<3}").get(..3)?.parse().ok(),
        "1" if part.bytes().all(|digit| digit == b'0') => Some(WHOLE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Fr, Nl};
    use proptest::prelude::*;

    #[test]
    fn weights_decide() {
        let cases = [
            ("fr;q=0.2,nl;q=0.9", Nl),
            ("nl;q=0.2,fr;q=0.9", Fr),
            ("en;q=0.1, fr;q=0.11", Fr),
            ("fr-BE,fr;q=0.9,en;q=0.8", Fr),
            ("de,en;q=0.5", En),
            ("en, fr", En),
            ("fr, en", Fr),
            ("FR-be", Fr),
            ("en-GB-oxendict", En),
            ("fr-u-nu-latn;q=0.9, nl;q=0.8", Fr),
            ("fr_BE", Fr),
            ("nl-Latn-BE-x-private, fr;q=0.9", Nl),
            // A region that comes later may weigh more than its language.
            ("fr;q=0.2, en;q=0.5, fr-CA;q=0.9", Fr),
            // A no is a no.
            ("nl;q=0", Fr),
            ("nl;q=0, fr;q=0.000", En),
            ("nl;q=0, *", Fr),
            ("fr;q=0, *;q=0.5", Nl),
            ("fr-FR;q=0, fr;q=0.4", Fr),
            ("*;q=0, en;q=0.1", En),
            ("nl;q=0, fr;q=0, en;q=0", Nl),
            // Unnamed languages.
            ("*", Nl),
            ("en;q=0.4, *;q=0.5", Nl),
            ("en;q=0.5, *;q=0.4", En),
            ("*, en;q=0.4", Nl),
            ("de", Nl),
            ("", Nl),
            // As programs write it.
            ("en ; q = 0.3 , fr ; Q=0.7", Fr),
            ("fr;level=1;q=0.1,en;q=0.2", En),
            ("en;q=1.000,fr;q=1", En),
            ("en;q=.5,fr;q=0.4", En),
            ("en;q=0.12345,fr;q=0.2", Fr),
            ("en;q=1.5,fr;q=0.1", Fr),
            ("en;q=0,9,fr;q=0.1", Fr),
            ("en;q=-1,fr;q=0.1", Fr),
            ("en;q=NaN,fr;q=0.1", Fr),
            ("\u{0}garbage;;q=x,,", Nl),
            ("french, dutch", Nl),
            ("f\u{e9}, en", En),
        ];
        for (header, language) in cases {
            assert_eq!(best(header, Language::ALL), Some(language), "{header:?}");
        }
        assert_eq!(best("nl", &[Fr]), Some(Fr));
        assert_eq!(best("nl;q=0.5, en;q=0.4", &[Fr, En]), Some(En));
        assert_eq!(best("nl", &[]), None);
    }

    proptest! {
        #[test]
        fn an_offered_language_is_always_chosen(header in ".*", more in "([a-z*]{0,3}(-[a-z]{2})?(;q=[0-9.]{0,6})?,?){0,80}") {
            for text in [header, more] {
                prop_assert!(best(&text, Language::ALL).is_some());
            }
        }
    }
}
