//! A real browser without a window, driven as WebDriver says: <https://www.w3.org/TR/webdriver2/>.
//!
//! The report of `cargo schema` is looked at with it as well.

#![allow(dead_code, reason = "each of the tests that share it uses a part")]

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The environment variable with the path of chromedriver, if it is not on the path.
const VARIABLE: &str = "SCHEMA_TEST_CHROMEDRIVER";

/// What stands for the keys in texts that are typed.
pub(crate) const TAB: char = '\u{e004}';
pub(crate) const ENTER: char = '\u{e007}';

/// How the standard marks what is an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The program that drives browsers. Killed when dropped.
pub(crate) struct Driver {
    process: Child,
    address: String,
    client: ureq::Agent,
}

impl Driver {
    pub(crate) fn start() -> Self {
        let program = env::var_os(VARIABLE).filter(|program| !program.is_empty()).unwrap_or("chromedriver".into());
        let started = Command::new(&program).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut process = started.unwrap_or_else(|error| {
            panic!(
                "this test needs chromedriver and Chromium ({error}): run `cargo xtask test`, which provides them, or set \
                 {VARIABLE} to the path of chromedriver"
            )
        });
        let lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let address = format!("http://127.0.0.1:{}", port.expect("chromedriver tells its port"));
        let client = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Self { process, address, client }
    }

    /// A browser with these options.
    pub(crate) fn browser(&self, options: &[&str]) -> Browser<'_> {
        let folder = tempfile::tempdir().expect("there is a folder for what is temporary");
        let data = format!("--user-data-dir={}", folder.path().display());
        // Nothing but the page is asked for. Root has no sandbox.
        let own = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--disable-sync",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            &data,
        ];
        let arguments: Vec<&str> = own.into_iter().chain(options.iter().copied()).collect();
        let wanted = json!({ "alwaysMatch": { "goog:chromeOptions": { "args": arguments } } });
        let session = self.send("POST", "/session", &json!({ "capabilities": wanted }));
        let session = session["sessionId"].as_str().unwrap_or_else(|| panic!("there is no browser: {session}"));
        let browser = Browser { driver: self, session: format!("/session/{session}"), _folder: folder };
        // What is looked for may be on a page that is still to come.
        browser.send("POST", "/timeouts", &json!({ "implicit": 10_000 }));
        browser
    }

    #[track_caller]
    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.address));
        let answer = if method == "POST" {
            self.client.run(request.body(body.to_string()).expect("the request is one"))
        } else {
            self.client.run(request.body(()).expect("the request is one"))
        };
        let mut answer = answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let mut said: Value = answer.body_mut().read_json().expect("chromedriver answers with JSON");
        said["value"].take()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser with one page. Ends when dropped.
pub(crate) struct Browser<'a> {
    driver: &'a Driver,
    session: String,
    _folder: TempDir,
}

impl Browser<'_> {
    #[track_caller]
    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let said = self.driver.send(method, &format!("{}{path}", self.session), body);
        assert!(said.get("error").is_none(), "{method} {path} {body}: {}", said["message"]);
        said
    }

    #[track_caller]
    pub(crate) fn open(&self, url: &str) {
        self.send("POST", "/url", &json!({ "url": url }));
    }

    /// Makes the screen that of a small phone; no window is so narrow.
    #[track_caller]
    pub(crate) fn shrink(&self) {
        let screen = json!({ "width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": true });
        let body = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": screen });
        self.send("POST", "/goog/cdp/execute", &body);
    }

    /// The path of the page that is shown.
    #[track_caller]
    pub(crate) fn path(&self) -> String {
        let url = self.send("GET", "/url", &Value::Null);
        let url = url.as_str().expect("it is a text").to_owned();
        url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).expect("it has a path")
    }

    /// What a script returns.
    #[track_caller]
    pub(crate) fn run(&self, script: &str) -> Value {
        self.send("POST", "/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// The elements that a CSS selector finds.
    #[track_caller]
    pub(crate) fn all(&self, selector: &str) -> Vec<String> {
        let found = self.send("POST", "/elements", &json!({ "using": "css selector", "value": selector }));
        found.as_array().expect("a list").iter().map(id_of).collect()
    }

    /// The first of them.
    #[track_caller]
    pub(crate) fn one(&self, selector: &str) -> String {
        id_of(&self.send("POST", "/element", &json!({ "using": "css selector", "value": selector })))
    }

    /// The link with this text.
    #[track_caller]
    pub(crate) fn link(&self, text: &str) -> String {
        id_of(&self.send("POST", "/element", &json!({ "using": "link text", "value": text })))
    }

    /// What has the focus.
    #[track_caller]
    pub(crate) fn focused(&self) -> String {
        id_of(&self.send("GET", "/element/active", &Value::Null))
    }

    #[track_caller]
    pub(crate) fn text(&self, element: &str) -> String {
        let text = self.send("GET", &format!("/element/{element}/text"), &Value::Null);
        text.as_str().expect("it is a text").to_owned()
    }

    /// Clicks what leads to another page, and waits until that is there.
    #[track_caller]
    pub(crate) fn follow(&self, element: &str) {
        self.send("POST", &format!("/element/{element}/click"), &json!({}));
        let name = format!("{}/element/{element}/name", self.session);
        let begun = Instant::now();
        while self.driver.send("GET", &name, &Value::Null).get("error").is_none() {
            assert!(begun.elapsed() < Duration::from_secs(10), "nothing follows");
            thread::sleep(Duration::from_millis(20));
        }
    }

    #[track_caller]
    pub(crate) fn write(&self, element: &str, text: &str) {
        self.send("POST", &format!("/element/{element}/value"), &json!({ "text": text }));
    }

    /// What the browser complained of since this was last asked: errors of scripts, and what a policy forbids.
    #[track_caller]
    pub(crate) fn complaints(&self) -> Vec<String> {
        let said = self.send("POST", "/se/log", &json!({ "type": "browser" }));
        let entries = said.as_array().expect("a list").iter();
        entries.map(|entry| entry["message"].as_str().expect("it is a text").to_owned()).collect()
    }

    #[track_caller]
    pub(crate) fn cookie(&self, name: &str) -> Value {
        self.send("GET", &format!("/cookie/{name}"), &Value::Null)
    }
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        self.driver.send("DELETE", &self.session, &Value::Null);
    }
}

#[track_caller]
fn id_of(element: &Value) -> String {
    element[ELEMENT].as_str().expect("it is an element").to_owned()
}
