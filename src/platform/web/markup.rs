//! Parsing of this site's own pages, which have attributes in double quotes and close every tag.

/// Opening tag.
pub(super) struct Tag<'a> {
    /// Source of the tag.
    pub text: &'a str,
    pub name: &'a str,
}

impl<'a> Tag<'a> {
    /// Returns names, values and places of the attributes.
    fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str, std::ops::Range<usize>)> {
        let text = self.text;
        let mut at = 1 + self.name.len();
        std::iter::from_fn(move || {
            let rest = text.get(at..text.len() - 1)?;
            let start = at + (rest.len() - rest.trim_start().len());
            let rest = text.get(start..text.len() - 1)?;
            let name =
                rest.split(|c: char| c == '=' || c.is_whitespace()).next().filter(|name| !name.is_empty())?;
            let after = rest.get(name.len()..)?;
            let value = after.strip_prefix("=\"").and_then(|quoted| quoted.split('"').next());
            at = start + name.len() + value.map_or(0, |value| value.len() + 3);
            Some((name, value.unwrap_or_default(), start..at))
        })
    }

    /// Returns the value of an attribute.
    pub fn get(&self, name: &str) -> Option<String> {
        self.attributes().find(|(known, ..)| *known == name).map(|(_, value, _)| unescaped(value))
    }

    pub fn has(&self, name: &str) -> bool {
        self.attributes().any(|(known, ..)| known == name)
    }

    /// Returns the tag with an attribute set, or without it.
    pub fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut tag = self.text.to_owned();
        if let Some((_, _, place)) = self.attributes().find(|(known, ..)| *known == name) {
            tag.replace_range(place, "");
        }
        if let Some(value) = value {
            let end = tag.len() - 1;
            let set = if value.is_empty() && name != "value" {
                format!(" {name}")
            } else {
                format!(" {name}=\"{}\"", escaped(value))
            };
            tag.insert_str(end, &set);
        }
        tag
    }
}

/// Returns the opening tags of a text, with their start and end.
pub(super) fn tags(html: &str) -> impl Iterator<Item = (usize, Tag<'_>, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + html.get(at..)?.find('<')?;
            let rest = html.get(start + 1..)?;
            let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            if name.is_empty() {
                at = start + 1;
                continue;
            }
            let mut quoted = false;
            let end = rest.find(|c| {
                quoted ^= c == '"';
                c == '>' && !quoted
            })?;
            at = start + 1 + end + 1;
            return Some((start, Tag { text: html.get(start..at)?, name }, at));
        }
    })
}

/// Escapes a text for markup.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// Decodes the entities that templates write.
pub(super) fn unescaped(text: &str) -> String {
    text.replace("&#x2F;", "/")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&")
}
