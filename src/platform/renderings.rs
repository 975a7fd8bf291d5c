//! Pages that differ from one visitor to the next in a single text.

use super::{error::Error, page_cache::Version};
use std::sync::{PoisonError, RwLock};

/// Renderings of a page in its versions, each without that text.
#[derive(Debug, Default)]
pub struct Renderings(RwLock<Vec<Rendering>>);

#[derive(Debug)]
struct Rendering {
    version: Version,
    path: String,
    before: String,
    after: String,
}

impl Renderings {
    /// Returns the page of a path with `text` in its place. It is rendered, with `text`, unless it was before; `text` must
    /// be one that nobody can guess, else somebody else's words could be taken for the place.
    pub fn page(
        &self,
        version: Version,
        path: &str,
        text: &str,
        render: impl FnOnce() -> Result<String, Error>,
    ) -> Result<String, Error> {
        if let Some(page) = self.known(version, path, text) {
            return Ok(page);
        }
        let page = render()?;
        if let Some((before, after)) = page.split_once(text).filter(|(_, after)| !after.contains(text)) {
            let (before, after) = (before.to_owned(), after.to_owned());
            let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
            all.retain(|one| one.version != version);
            all.push(Rendering { version, path: path.to_owned(), before, after });
        }
        Ok(page)
    }

    fn known(&self, version: Version, path: &str, text: &str) -> Option<String> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = all.iter().find(|one| one.version == version && one.path == path)?;
        Some([&found.before, text, &found.after].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::i18n::Language;

    #[test]
    fn a_page_is_rendered_once_for_each_version_and_has_the_text_of_the_moment() {
        let renderings = Renderings::default();
        let mut rendered = 0;
        let mut page = |language, path: &str, text: &str| {
            let version = Version { language, asked: false };
            let render = || {
                rendered += 1;
                Ok(format!("<p lang={language}>{text}</p>{path}"))
            };
            let page = renderings.page(version, path, text, render).unwrap();
            (page, rendered)
        };
        for (language, path, text, count) in [
            (Language::Nl, "/a", "one", 1),
            (Language::Nl, "/a", "two", 1),
            (Language::Fr, "/a", "three", 2),
            (Language::Nl, "/b", "four", 3),
            (Language::Nl, "/b", "five", 3),
            (Language::Fr, "/a", "six", 3),
        ] {
            let expected = format!("<p lang={language}>{text}</p>{path}");
            assert_eq!(page(language, path, text), (expected, count), "{text}");
        }
    }

    #[test]
    fn a_page_with_the_text_twice_or_never_is_rendered_each_time() {
        let renderings = Renderings::default();
        let version = Version { language: Language::En, asked: true };
        for page in ["x and x", "nothing"] {
            let render = || Ok(page.to_owned());
            assert_eq!(renderings.page(version, "/a", "x", render).unwrap(), page);
        }
    }
}
