//! Words that say nothing by themselves, folded.

use crate::platform::i18n::Language;
use std::{collections::HashSet, sync::LazyLock};

type Words = LazyLock<HashSet<&'static str>>;

static DUTCH: Words = LazyLock::new(|| {
    words(
        "aan af al alle als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er \
    ge geen geweest haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je jij jou jouw jullie kan kon \
    kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons onze ook op over reeds te tegen \
    toch toen tot u uit uw van veel voor want waren was wat we wel werd wezen wie wij wil worden wordt zal ze zei zelf zich zij \
    zijn zo zonder zou zouden ging gaan gaat hadden mocht moest",
    )
});
static FRENCH: Words = LazyLock::new(|| {
    words(
        "ai aie aient ait as au aura aurait aussi aux avaient avais avait avec avez avoir avons car ce cela ces cet \
    cette ceux chez comme dans de des donc dont du elle elles en encore entre es est et etaient etais etait etant ete etes etre \
    eu eut eux faire fait font fus fut furent ici il ils jamais je jusqu la le les leur leurs lorsqu lui ma mais me mes moi mon \
    ne ni nos notre nous on ont ou par parce pas peu peut plus pour puis puisqu qu quand que quel quelle quelqu qui quoi sa sans \
    se sera serait ses si soi soit sommes son sont sous suis sur ta te tes toi ton tous tout toute toutes tres tu un une va vos \
    votre vous vont y",
    )
});
static ENGLISH: Words = LazyLock::new(|| {
    words(
        "about above after again all also am an and any are aren as at be because been before being below between \
    both but by can could couldn did didn do does doesn doing don down during each few for from further had hadn has hasn have \
    haven having he her here hers herself him himself his how if in into is isn it its itself just ll me more most my myself no \
    nor not now of off on once only or other our ours ourselves out over own re same shan she should shouldn so some such than \
    that the their theirs them themselves then there these they this those through to too under until up us ve very was wasn we \
    were weren what when where which while who whom why will with won would wouldn you your yours yourself",
    )
});

fn words(list: &'static str) -> HashSet<&'static str> {
    list.split(' ').collect()
}

/// Tells whether a word says nothing by itself; no single letter does.
pub fn is_stop_word(language: Language, folded: &str) -> bool {
    let mut letters = folded.chars();
    if letters.next().is_some_and(|letter| !letter.is_numeric()) && letters.next().is_none() {
        return true;
    }
    let words = match language {
        Language::Nl => &DUTCH,
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    };
    words.contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own() {
        assert!(is_stop_word(Language::Nl, "het") && !is_stop_word(Language::En, "het"));
        assert!(is_stop_word(Language::Fr, "etait") && is_stop_word(Language::Fr, "l"));
        assert!(is_stop_word(Language::En, "the") && !is_stop_word(Language::En, "7"));
        assert!(!is_stop_word(Language::En, ""));
    }
}
