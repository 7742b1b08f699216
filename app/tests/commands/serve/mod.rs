//! `serve`, by the real server: each test talks to one on PostgreSQL and one on SQLite, which all tests share.

mod access;
mod life;
mod money;
mod page;
mod rows;
mod sessions;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use serde_json::{Map, Value, json};
use tempfile::NamedTempFile;

use crate::Program;

/// The password of everybody.
pub(crate) const PASSWORD: &str = "a password for tests";

/// A running server. Killed when dropped.
pub(crate) struct Server {
    pub(crate) program: Program,
    pub(crate) address: String,
    process: Child,
    log: NamedTempFile,
    client: ureq::Agent,
    tokens: Mutex<HashMap<String, String>>,
    /// What its database is a copy of: made once for the servers that run just now.
    _seeded: Arc<[Program; 2]>,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) text: String,
}

/// With the year of three groups in its database, and one password for all users.
fn seeded(program: Program) -> Program {
    program.succeed("migrate up");
    let seeded = program.command("seed-demo-data").env("APP_ADMIN_PASSWORD", PASSWORD).output();
    assert!(seeded.expect("the program runs").status.success());
    program.execute("UPDATE users SET must_change_password = FALSE WHERE username <> 'member.umoja'");
    program
}

impl Server {
    /// Serves the database of this program, which must be there.
    fn start(program: Program, seeded: Arc<[Program; 2]>) -> Self {
        let log = NamedTempFile::new().expect("there is a folder for what is temporary");
        let errors = File::create(log.path()).expect("the file is ours");
        let mut process = program
            .command("serve --listen 127.0.0.1:0")
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .expect("the program runs");
        let mut address = String::new();
        let out = process.stdout.take().expect("it is piped");
        BufReader::new(out).read_line(&mut address).expect("the address is written");
        let client = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build()
            .into();
        let address = address.trim().to_owned();
        assert!(address.starts_with("http://"), "{}", fs::read_to_string(log.path()).unwrap_or_default());
        Self { program, address, process, log, client, tokens: Mutex::default(), _seeded: seeded }
    }

    /// One on each engine, of databases with the year of three groups that no other test has.
    pub(crate) fn on_both() -> [Self; 2] {
        static SEEDED: Mutex<Weak<[Program; 2]>> = Mutex::new(Weak::new());
        let mut known = SEEDED.lock().unwrap_or_else(PoisonError::into_inner);
        let databases = known.upgrade().unwrap_or_else(|| Arc::new(Program::on_both().map(seeded)));
        *known = Arc::downgrade(&databases);
        drop(known);
        [0, 1].map(|engine| Self::start(databases[engine].copy(), Arc::clone(&databases)))
    }

    /// One on each engine, shared by the tests that run just now. What one writes the others must not look at.
    pub(crate) fn shared() -> Arc<[Self; 2]> {
        static SHARED: Mutex<Weak<[Server; 2]>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let servers = Arc::new(Self::on_both());
            *shared = Arc::downgrade(&servers);
            servers
        })
    }

    /// A token of this user, who logs in once.
    pub(crate) fn token(&self, username: &str) -> String {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let log_in = || {
            let body = json!({ "username": username, "password": PASSWORD });
            let answer = self.send(None, "POST", "/api/v1/session", Some(&body));
            assert_eq!(answer.status, 201, "{username}: {}", answer.text);
            answer.json()["token"].as_str().expect("a token").to_owned()
        };
        tokens.entry(username.to_owned()).or_insert_with(log_in).clone()
    }

    pub(crate) fn send(&self, token: Option<&str>, method: &str, path: &str, body: Option<&Value>) -> Answer {
        Answer::of(self.attempt(token, method, path, body))
    }

    /// Sends what need not be answered.
    pub(crate) fn attempt(
        &self,
        token: Option<&str>,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<ureq::http::Response<ureq::Body>, ureq::Error> {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.address));
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        match body {
            Some(body) => {
                let request = request.header("content-type", "application/json").body(body.to_string());
                self.client.run(request.expect("the request is one"))
            }
            None => self.client.run(request.body(()).expect("the request is one")),
        }
    }

    /// What a browser is answered that sends a form.
    pub(crate) fn form(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut request = self.client.post(format!("{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::of(request.send_form(fields.iter().copied()))
    }

    /// What a browser is answered that has this cookie.
    pub(crate) fn with_cookie(&self, path: &str, cookie: &str) -> Answer {
        Answer::of(self.client.get(format!("{}{path}", self.address)).header("cookie", cookie).call())
    }

    /// What a user is answered who asks for something.
    pub(crate) fn get(&self, username: &str, path: &str) -> Answer {
        self.send(Some(&self.token(username)), "GET", path, None)
    }

    /// All rows of a list that a user may see.
    pub(crate) fn list(&self, username: &str, path: &str) -> Vec<Map<String, Value>> {
        let mut rows = Vec::new();
        loop {
            let answer = self.get(username, &format!("{path}?limit=500&offset={}", rows.len()));
            assert_eq!(answer.status, 200, "{path}: {}", answer.text);
            let page = answer.json();
            let items = page["items"].as_array().expect("a list");
            rows.extend(items.iter().map(|row| row.as_object().expect("an object").clone()));
            if rows.len() as u64 >= page["total"].as_u64().expect("a number") {
                return rows;
            }
            assert!(!items.is_empty(), "{path}: a page is empty before the end");
        }
    }

    /// What a user is answered who writes something.
    pub(crate) fn write(&self, username: &str, method: &str, path: &str, body: &Value) -> Answer {
        let body = (method != "DELETE").then_some(body);
        self.send(Some(&self.token(username)), method, path, body)
    }

    pub(crate) fn document(&self) -> Value {
        self.send(None, "GET", "/api/v1/openapi.json", None).json()
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.log.path()).expect("the log can be read")
    }

    /// Asks it to end, as an operator does.
    pub(crate) fn terminate(&self) {
        self.signal("-TERM");
    }

    /// Ends it without asking, while others use it.
    pub(crate) fn kill(&self) {
        self.signal("-KILL");
    }

    fn signal(&self, signal: &str) {
        let pid = self.process.id().to_string();
        let done = std::process::Command::new("kill").args([signal, &pid]).status();
        assert!(done.expect("there is `kill`").success());
    }

    /// Waits until it has ended, and gives its exit code.
    pub(crate) fn wait(&mut self) -> Option<i32> {
        self.process.wait().expect("it is ours").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    #[track_caller]
    fn of(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Self {
        let mut answer = answer.unwrap_or_else(|error| panic!("there is no answer: {error}"));
        let text = answer.body_mut().read_to_string().expect("only text is answered");
        Self { status: answer.status().as_u16(), headers: answer.headers().clone(), text }
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The fields with errors, and what is said of them.
    #[track_caller]
    pub(crate) fn errors(&self) -> Vec<(String, String)> {
        assert_eq!(self.status, 422, "{self:?}");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let errors = self.json()["errors"].as_array().expect("errors").clone();
        errors.iter().map(|error| (text(&error["field"]), text(&error["detail"]))).collect()
    }

    #[track_caller]
    pub(crate) fn fields(&self) -> Vec<String> {
        self.errors().into_iter().map(|(field, _)| field).collect()
    }
}
