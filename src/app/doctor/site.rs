//! Access for visitors, and the headers of authors' pages.

use super::{Target, finding::Finding};
use crate::{
    app::ask::{Answer, ask},
    organisations,
    platform::error::Error,
};
use diesel_async::AsyncPgConnection;
use std::net::SocketAddr;

/// Pages for one author, below an organisation: no browser may keep them.
const OWN: &[&str] = &["/stories/new", "/receipt"];
/// Authors' pages that are the same for everybody: a browser may keep them if it asks each time.
const SHARED: &[&str] = &["/promise", ""];

#[derive(Debug, Clone)]
pub struct Facts {
    pub https: bool,
    /// Set when only this machine can reach the program.
    pub loopback: bool,
    /// Set when the public address is this machine.
    pub local_address: bool,
    /// Set for a demonstration.
    pub demo: bool,
    /// Pages and their answers; `None` when no server runs.
    pub pages: Option<Vec<(String, Answer)>>,
}

pub(super) async fn examine(target: Target<'_>, conn: &mut AsyncPgConnection) -> Result<Vec<Finding>, Error> {
    let settings = target.settings;
    let all = organisations::store::all(conn).await?;
    let paths =
        all.iter().flat_map(|one| OWN.iter().chain(SHARED).map(|page| format!("/{}{page}", one.slug)));
    let paths: Vec<String> = std::iter::once("/".to_owned()).chain(paths).collect();
    let (bind, host) = (settings.bind, settings.public_host().to_owned());
    let pages = tokio::task::spawn_blocking(move || visit(bind, &host, paths)).await;
    let facts = Facts {
        https: settings.https(),
        loopback: settings.bind.ip().is_loopback(),
        local_address: settings.is_local(),
        demo: target.demo,
        pages: pages.ok().flatten(),
    };
    Ok(judge(&facts))
}

/// Requests all paths; returns `None` when nobody listens.
fn visit(bind: SocketAddr, host: &str, paths: Vec<String>) -> Option<Vec<(String, Answer)>> {
    let mut answers = vec![];
    for path in paths {
        let answer = match ask(bind, host, &path) {
            Ok(answer) => answer,
            Err(_) if answers.is_empty() => return None,
            Err(_) => Answer::default(),
        };
        answers.push((path, answer));
    }
    Some(answers)
}

/// Returns the names of headers that are wrong in an answer.
fn faults(path: &str, answer: &Answer) -> Vec<&'static str> {
    let is = |name: &str, wanted: fn(&str) -> bool| answer.header(name).is_some_and(wanted);
    let below = path.get(1..).and_then(|rest| rest.find('/')).map_or("", |slash| &path[slash + 1..]);
    let is_own = OWN.contains(&below);
    let rules = [
        ("status", answer.status == 200),
        ("Set-Cookie", answer.header("set-cookie").is_none()),
        (
            "Cache-Control",
            is("cache-control", |value| value.contains("no-store"))
                || !is_own && is("cache-control", |value| value == "no-cache"),
        ),
        ("Referrer-Policy", is("referrer-policy", |value| value == "same-origin")),
        (
            "Content-Security-Policy",
            is("content-security-policy", |value| {
                value.starts_with("default-src 'none'") && !value.contains("unsafe-inline")
            }),
        ),
    ];
    rules.into_iter().filter(|(_, well)| !well).map(|(name, _)| name).collect()
}

pub fn judge(facts: &Facts) -> Vec<Finding> {
    let way = match (facts.https, facts.loopback, facts.local_address) {
        (true, true, _) => Finding::green("doctor-https-well"),
        (true, false, _) => Finding::yellow("doctor-https-beside", "doctor-https-beside-do"),
        (false, true, true) => Finding::green("doctor-https-local"),
        (false, ..) => Finding::red("doctor-https-ill", "doctor-https-do"),
    };
    let mut findings = vec![way];
    findings.push(match &facts.pages {
        None => Finding::unknown("doctor-headers-unknown"),
        Some(pages) => {
            let wrong = pages.iter().filter_map(|(path, answer)| {
                let faults = faults(path, answer);
                (!faults.is_empty()).then(|| format!("{path} ({})", faults.join(", ")))
            });
            let wrong: Vec<String> = wrong.collect();
            Finding::green("doctor-headers-well").unless(&wrong, "doctor-headers-ill", "doctor-headers-do")
        }
    });
    if facts.demo {
        findings.push(if facts.loopback && facts.local_address {
            Finding::demo("doctor-demo-notes")
        } else {
            Finding::red("doctor-demo-open", "doctor-demo-do")
        });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::doctor::finding::{
        self,
        Verdict::{self, Green, Red, Unknown, Yellow},
    };

    const HEADERS: [(&str, &str); 3] = [
        ("cache-control", "no-store"),
        ("referrer-policy", "same-origin"),
        ("content-security-policy", "default-src 'none'; script-src 'self'"),
    ];

    fn well() -> Facts {
        let headers = HEADERS.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let answer = Answer { status: 200, headers };
        Facts {
            https: true,
            loopback: true,
            local_address: false,
            demo: false,
            pages: Some(vec![("/acme/receipt".to_owned(), answer)]),
        }
    }

    fn verdict(facts: &Facts, key: &str) -> Option<Verdict> {
        finding::tests::verdict(&judge(facts), key)
    }

    #[test]
    fn every_way_to_reach_it_has_a_verdict() {
        let with = |https, loopback, local_address| Facts { https, loopback, local_address, ..well() };
        assert_eq!(verdict(&with(true, true, false), "doctor-https-well"), Some(Green));
        assert_eq!(verdict(&with(true, false, false), "doctor-https-beside"), Some(Yellow));
        assert_eq!(verdict(&with(false, true, true), "doctor-https-local"), Some(Green));
        assert_eq!(verdict(&with(false, true, false), "doctor-https-ill"), Some(Red));
        assert_eq!(verdict(&with(false, false, true), "doctor-https-ill"), Some(Red));
    }

    #[test]
    fn every_header_that_is_missing_or_too_much_is_named() {
        assert_eq!(verdict(&well(), "doctor-headers-well"), Some(Green));
        for missing in 0..HEADERS.len() {
            let mut facts = well();
            for (_, answer) in facts.pages.iter_mut().flatten() {
                answer.headers.remove(missing);
            }
            assert_eq!(verdict(&facts, "doctor-headers-ill"), Some(Red));
        }
        let mut cookie = well();
        for (path, answer) in cookie.pages.iter_mut().flatten() {
            answer.headers.push(("set-cookie".to_owned(), "a=b".to_owned()));
            assert_eq!(faults(path, answer), ["Set-Cookie"]);
        }
        assert_eq!(verdict(&cookie, "doctor-headers-ill"), Some(Red));
        let (_, mut kept) = well().pages.unwrap().remove(0);
        kept.headers[0].1 = "no-cache".to_owned();
        assert_eq!(faults("/acme/promise", &kept), [""; 0]);
        assert_eq!(faults("/receipt", &kept), [""; 0], "the home of an organisation");
        assert_eq!(faults("/acme/stories/new", &kept), ["Cache-Control"]);
        let silent = Facts { pages: None, ..well() };
        assert_eq!(verdict(&silent, "doctor-headers-unknown"), Some(Unknown));
    }

    #[test]
    fn a_demonstration_for_others_is_red() {
        let here = Facts { demo: true, local_address: true, ..well() };
        assert_eq!(verdict(&here, "doctor-demo-notes"), Some(Verdict::Demo));
        let open = Facts { loopback: false, ..here };
        assert_eq!(verdict(&open, "doctor-demo-open"), Some(Red));
    }
}
