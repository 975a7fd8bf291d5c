//! Texts that people, browsers and attackers put into fields, sooner or later.

/// Texts in UTF-8 that somebody may type or paste, each with what it is.
pub fn texts() -> Vec<(&'static str, String)> {
    let own = |(name, text): &(&'static str, &str)| (*name, (*text).to_owned());
    let mut all: Vec<_> = [LOOKS_LIKE_NOTHING, BREAKS_LINES, CONFUSES_READERS, INJECTS, POSES]
        .iter()
        .flat_map(|kind| kind.iter().map(own))
        .collect();
    all.extend([
        ("one long word", "x".repeat(16 * 1024)),
        ("zalgo", format!("Z{}algo was here, said the log", "\u{300}\u{315}\u{327}".repeat(60))),
        ("deep markdown", format!("{}deep{}", "> * [".repeat(500), "](x)".repeat(500))),
        ("many brackets", "((((((((((".repeat(300)),
        ("format strings", "%s%n%x%p {} {0} {:?} ${jndi:ldap://x} $(id) `id` ".repeat(4)),
        ("all of latin 1", ('\u{20}'..='\u{ff}').filter(|c| !c.is_control()).collect()),
    ]);
    // Just below, at and just beyond every limit, in characters of two bytes; and in the widest.
    for limit in [10, 20, 80, 120, 254, 2_000, 4_000, 8_000] {
        all.extend(
            [limit - 1, limit, limit + 1].map(|length| ("about as long as may be", "é".repeat(length))),
        );
        all.push(("as wide as may be", "\u{1F9D1}".repeat(limit)));
    }
    all
}

/// Percent-encoded bytes that are no UTF-8.
pub const BROKEN: &[(&str, &str)] = &[
    ("a stray byte", "%FF"),
    ("a stray continuation", "abc%80def"),
    ("cut in the middle", "caf%C3"),
    ("lone high surrogate", "%ED%A0%80"),
    ("lone low surrogate", "%ED%B0%80"),
    ("overlong slash", "%C0%AF"),
    ("overlong NUL", "%C0%80"),
    ("overlong three bytes", "%E0%80%AF"),
    ("beyond Unicode", "%F4%90%80%80"),
    ("five bytes", "%F8%88%80%80%80"),
    ("UTF-16 with a mark", "%FF%FE%61%00"),
    ("latin 1", "caf%E9"),
];

const LOOKS_LIKE_NOTHING: &[(&str, &str)] = &[
    ("empty", ""),
    ("one space", " "),
    ("spaces of all kinds", " \t\u{a0}\u{2003}\u{3000}\u{205f}"),
    ("zero width", "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}"),
    ("hangul filler", "\u{3164}\u{115f}"),
    ("braille blank", "\u{2800}\u{2800}\u{2800}\u{2800}\u{2800}"),
    ("soft hyphens", "\u{ad}\u{ad}\u{ad}\u{ad}"),
    ("variation selectors", "\u{fe0f}\u{fe0f}\u{e0100}"),
];

const BREAKS_LINES: &[(&str, &str)] = &[
    ("NUL", "before\0after it went on and on"),
    ("only NUL", "\0"),
    ("line feed", "one line\nand another one of them"),
    ("carriage return", "one line\rand another one of them"),
    ("both", "one line\r\nand another one of them"),
    ("the wrong way round", "one line\n\rand another one of them"),
    ("vertical tab and form feed", "one line\u{b}and\u{c}another one of them"),
    ("next line", "one line\u{85}and another one of them"),
    ("line separator", "one line\u{2028}and another one of them"),
    ("paragraph separator", "one line\u{2029}and another one of them"),
    ("ANSI colours", "\u{1b}[31mred\u{1b}[0m and \u{1b}]0;title\u{7}more"),
    ("C1 controls", "\u{9b}31m and \u{90}more of it all"),
    ("backspaces", "rm -rf\u{8}\u{8}\u{8}\u{7f} something else"),
    ("header injection", "Subject\r\nBcc: everybody@example.org\r\n\r\nHello you"),
    ("SMTP smuggling", "x\r\n.\r\nMAIL FROM:<a@example.org>\r\n"),
    ("bare dots", "x\n.\n.\nQUIT and more of the same"),
    ("calendar injection", "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y"),
];

const CONFUSES_READERS: &[(&str, &str)] = &[
    ("right to left override", "invoice\u{202e}fdp.exe was what it said"),
    ("isolates", "\u{2066}left\u{2067}right\u{2068}first\u{2069} pop"),
    ("mark inside", "the\u{feff}mark in the middle of it"),
    ("composed", "caf\u{e9} na\u{ef}ve \u{212b}ngstr\u{f6}m and so on"),
    ("decomposed", "cafe\u{301} nai\u{308}ve A\u{30a}ngstro\u{308}m and so on"),
    ("compatibility", "\u{fb01}ne \u{2460}\u{2461} \u{ff21}\u{ff22} \u{fdfa} and so on"),
    ("families", "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466} told us everything"),
    ("flags and skins", "\u{1f1e7}\u{1f1ea}\u{1f44d}\u{1f3fd} told us everything about it"),
    ("homoglyphs", "\u{430}\u{441}m\u{435} and p\u{430}yp\u{430}l look alike"),
    ("arabic", "\u{627}\u{644}\u{641}\u{634}\u{644} \u{628}\u{62f}\u{627}\u{64a}\u{629} and more"),
    ("non-characters", "a\u{fffe}b\u{ffff}c\u{fdd0}d and then some more"),
    ("private use", "\u{e000}\u{f8ff}\u{f0000}\u{10fffd} and then some more"),
    ("tags", "\u{e0041}\u{e0042}\u{e007f} and then some more"),
    ("replacement", "\u{fffd}\u{fffd}\u{fffd} and then some more of it"),
];

const INJECTS: &[(&str, &str)] = &[
    ("script", "<script>alert(document.domain)</script>"),
    ("event handler", "<img src=x onerror=alert(1)>"),
    ("quotes", "\" autofocus onfocus=alert(1) x=\"' onclick='x"),
    ("end of textarea", "</textarea><script>alert(1)</script>"),
    ("end of title", "</title></style></script><b>bold"),
    ("javascript address", "javascript:alert(1)//and some more"),
    ("data address", "data:text/html;base64,PHNjcmlwdD4= and more"),
    ("svg", "<svg/onload=alert(1)><animate/></svg>"),
    ("mathml", "<math><mtext><table><mglyph><style></math>"),
    ("comment and cdata", "<!--><![CDATA[<b>]]>--!> and some more"),
    ("entities", "&lt;b&gt; &amp;amp; &#x3C;b&#62; &notit; &"),
    ("templates", "{{ 7*7 }} {% include \"/etc/passwd\" %} {# x #}"),
    ("fluent", "{ $n } { -brand } { intake-title } {\"\"}"),
    ("SQL", "'; DROP TABLE stories; -- \" OR 1=1 /* $$x$$ */"),
    ("SQL with backslash", "\\'; select pg_sleep(10); -- \\x00 E'\\n'"),
    ("formula", "=HYPERLINK(\"http://evil.example\",\"x\")"),
    ("formula again", "@SUM(1+1)*cmd|' /C calc'!A0 and more"),
    ("path", "../../../../etc/passwd\\..\\..\\x and more"),
    ("JSON", "{\"a\":[1,null,\"\\u0000\"],\"__proto__\":{}}"),
    ("address spoof", "https://example.org@evil.example/\u{2024}\u{2024} more"),
];

const POSES: &[(&str, &str)] = &[
    ("a number", "1"),
    ("minus one", "-1"),
    ("zero", "0"),
    ("more than 16 bits", "70000"),
    ("more than 32 bits", "99999999999"),
    ("more than 128 bits", "999999999999999999999999999999999999999999"),
    ("not a number", "NaN"),
    ("with a sign", "+1"),
    ("arabic digits", "\u{661}\u{662}"),
    ("true", "true"),
    ("null", "null"),
    ("undefined", "[object Object]"),
    ("a nil id", "00000000-0000-0000-0000-000000000000"),
    ("a braced id", "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}"),
    ("a code that is nobody's", "0000-0000-0000-0000-0000-0000-0000"),
    ("a code with a wrong check", "0000-0000-0000-0000-0000-0000-0001"),
    ("a code too short", "0000-0000-0000"),
    ("a code too long", "0000-0000-0000-0000-0000-0000-0000-0000"),
    ("a code in full width", "\u{ff10}\u{ff10}\u{ff10}\u{ff10}-0000-0000-0000-0000-0000-0000"),
    ("signed by nobody", "0000-0000-0000-0000-0000-0000-0000.AAAA"),
    ("an address at a number", "a@[127.0.0.1]"),
    ("an address without a dot", "a@b"),
    ("an option", "-oQ/tmp@example.org"),
    ("two addresses", "a@example.org, b@example.org"),
    ("an address with a name", "Mia <mia@example.org>"),
    ("a comment in an address", "mia(x)@example.org"),
    ("an address in another script", "mia@ex\u{e4}mple.org"),
];
