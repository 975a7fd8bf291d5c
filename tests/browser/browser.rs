//! Chromium, led through its driver.

use crate::{checks, site::Mail};
use serde_json::json;
use std::{future::Future, net::TcpListener, process::Stdio, time::Duration};
use thirtyfour::prelude::*;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::{interval, timeout},
};

/// Bound on a page or a job on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(100);

const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en-US",
    "--window-size=1280,900",
];

/// A person's browser.
pub struct Browser {
    pub driver: WebDriver,
    pub scripts: bool,
    base: String,
    _chromedriver: Child,
}

impl Browser {
    /// A fresh browser that runs the pages' scripts, or does not.
    pub async fn start(base: &str, scripts: bool) -> Self {
        let (chromedriver, port) = chromedriver().await;
        let mut capabilities = DesiredCapabilities::chrome();
        for flag in FLAGS {
            capabilities.add_arg(flag).unwrap();
        }
        if !scripts {
            let blocked = json!({"profile.managed_default_content_settings.javascript": 2});
            capabilities.add_experimental_option("prefs", blocked).unwrap();
        }
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await.unwrap();
        let browser = Self { driver, scripts, base: base.to_owned(), _chromedriver: chromedriver };
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": checks::COLLECTOR})).await;
        browser
    }

    /// One command of the `DevTools`.
    pub async fn devtools(&self, command: &str, parameters: serde_json::Value) -> serde_json::Value {
        self.driver.cdp().send_raw(command, parameters).await.unwrap()
    }

    /// Goes to a path of the site, or to a whole address.
    pub async fn go(&self, to: &str) {
        let address = if to.starts_with("http") { to.to_owned() } else { format!("{}{to}", self.base) };
        self.driver.goto(address).await.unwrap();
    }

    /// Goes to a page and looks at it closely.
    pub async fn visit(&self, to: &str) {
        self.go(to).await;
        self.arrive("h1").await;
    }

    /// Waits for an element.
    pub async fn see(&self, css: &str) -> WebElement {
        let found = self.driver.query(By::Css(css)).wait(PATIENCE, GLANCE).first().await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{css}: {error}\n{}", self.driver.source().await.unwrap()),
        }
    }

    /// Waits for the element that tells a page, and looks at the page closely.
    pub async fn arrive(&self, css: &str) -> WebElement {
        self.see(css).await;
        checks::page(self).await;
        self.see(css).await
    }

    /// Tells whether an element is there now.
    pub async fn has(&self, css: &str) -> bool {
        !self.driver.find_all(By::Css(css)).await.unwrap().is_empty()
    }

    /// Clicks, where nothing covers it: a bar that stays in view may.
    pub async fn press(&self, css: &str) {
        let element = self.see(css).await;
        let middle = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.driver.execute(middle, vec![element.to_json().unwrap()]).await.unwrap();
        element.click().await.unwrap();
    }

    /// Types into the field of this name.
    pub async fn fill(&self, name: &str, text: &str) {
        self.see(&format!("main [name={name}]")).await.send_keys(text).await.unwrap();
    }

    /// Sends the form, or presses the button, whose address holds `action`.
    pub async fn send(&self, action: &str) {
        let form =
            format!("form[action*='{action}']:not(:has(button[formaction])) button:not([type=button])");
        self.press(&format!("{form}, button[formaction*='{action}']:not(.sr)")).await;
    }

    /// Path of the present page.
    pub async fn path(&self) -> String {
        self.driver.current_url().await.unwrap().path().to_owned()
    }

    /// Waits until a form has led to this path, and looks at the page closely: a heading the page before has as well.
    pub async fn land(&self, path: &str) {
        self.until(path, async || self.path().await == path).await;
        self.arrive("h1").await;
    }

    /// Shows a mail as a mail program does, and looks at it closely.
    pub async fn show(&self, mail: &Mail) {
        self.driver.goto("about:blank").await.unwrap();
        let tree = self.devtools("Page.getFrameTree", json!({})).await;
        let frame = &tree["frameTree"]["frame"]["id"];
        self.devtools("Page.setDocumentContent", json!({"frameId": frame, "html": mail.html})).await;
        self.see("[role=article][lang]").await;
        checks::mail(self).await;
    }

    /// Looks again and again, until the server has done what it does in the background.
    pub async fn until<F: Future<Output = bool>>(&self, what: &str, look: impl Fn() -> F) {
        let mut ticks = interval(GLANCE);
        let looking = async {
            while !look().await {
                ticks.tick().await;
            }
        };
        let Err(late) = timeout(PATIENCE, looking).await else {
            return;
        };
        panic!("{what}: {late}\n{}", self.driver.source().await.unwrap());
    }

    /// Closes the browser.
    pub async fn quit(self) {
        self.driver.quit().await.unwrap();
    }
}

/// Starts a driver on a free port. It is told which: left to choose, it takes one that is free for IPv6, and ends when
/// that is not free for IPv4.
async fn chromedriver() -> (Child, u16) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut driver = Command::new("chromedriver")
        .arg(format!("--port={port}"))
        .env("LANGUAGE", "en_US")
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("chromedriver: apt-get install chromium chromium-driver");
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    while !lines.next_line().await.unwrap().expect("chromedriver ended").contains("started successfully") {}
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    (driver, port)
}
