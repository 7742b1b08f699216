//! How the server begins and ends, and what it says of itself.

use std::thread;
use std::time::{Duration, Instant};

use app::contents::Contents;
use diesel::connection::SimpleConnection;
use schema_macro_tests::summary;
use serde_json::{Value, json};

use super::{PASSWORD, Server};
use crate::{Program, memory};

#[test]
fn nothing_is_served_from_a_database_that_is_not_as_expected() {
    for program in Program::on_both() {
        program.succeed("migrate up");
        program.execute("ALTER TABLE meetings ADD COLUMN chairperson_id INTEGER");
        let told = program.fail("serve --listen 127.0.0.1:0");
        assert!(told.contains("meetings.chairperson_id: expected none, found a column"), "{told}");
        assert!(told.ends_with("note: nothing is served from a database that is not as expected\n"), "{told}");
    }
}

#[test]
fn an_address_that_is_taken_is_told() {
    let program = Program::on_sqlite();
    program.succeed("migrate up");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = taken.local_addr().expect("it listens");
    let told = program.fail(&format!("serve --listen {address}"));
    let last = "\nhelp: name another address with `--listen`\n";
    assert!(told.starts_with(&format!("error: cannot listen at {address}: ")) && told.ends_with(last), "{told}");
}

#[test]
fn a_request_under_way_is_ended_before_the_server() {
    for mut server in Server::on_both() {
        assert_eq!(server.send(None, "GET", "/health", None).json(), json!({ "status": "alive" }));
        assert_eq!(server.send(None, "GET", "/ready", None).json(), json!({ "status": "ready" }));
        server.token("admin");
        let before = Contents::load(&mut server.program.connect()).expect("the database can be read");
        // Someone else writes, so that a payment must wait.
        let mut other = server.program.connect();
        other
            .batch_execute(match &other {
                app::database::Database::Postgres(_) => "BEGIN; LOCK TABLE savings_groups IN EXCLUSIVE MODE",
                app::database::Database::Sqlite(_) => "BEGIN IMMEDIATE",
            })
            .expect("nobody else writes");
        let answer = thread::scope(|scope| {
            let paying = scope.spawn(|| {
                let body = json!({
                    "member_saving_id": 1, "transaction_type": "deposit", "amount": "1.00",
                    "transaction_date": "2026-01-03"
                });
                server.write("admin", "POST", "/api/v1/savings", &body)
            });
            thread::sleep(Duration::from_millis(500));
            server.terminate();
            let begun = Instant::now();
            while !server.log().contains("ending what is under way") {
                assert!(begun.elapsed() < Duration::from_secs(5), "{}", server.log());
                thread::sleep(Duration::from_millis(20));
            }
            assert!(!paying.is_finished());
            let address = server.address.trim_start_matches("http://");
            while std::net::TcpStream::connect(address).is_ok() {
                assert!(begun.elapsed() < Duration::from_secs(5), "the server still takes requests");
                thread::sleep(Duration::from_millis(20));
            }
            other.batch_execute("ROLLBACK").expect("it was begun");
            paying.join().expect("it is answered")
        });
        assert_eq!(answer.status, 201, "{}", answer.text);
        assert_eq!(server.wait(), Some(0), "{}", server.log());
        let after = Contents::load(&mut server.program.connect()).expect("the database can be read");
        assert_eq!(after.saving_transactions.len(), before.saving_transactions.len() + 1);
    }
}

#[test]
fn every_line_of_the_log_is_json_and_none_has_a_secret() {
    for server in Server::shared().iter() {
        let token = server.token("admin");
        let secret = "hunter2-secret";
        let body = json!({ "username": "admin", "password": secret });
        assert_eq!(server.send(None, "POST", "/api/v1/session", Some(&body)).status, 401);
        assert_eq!(server.send(None, "GET", &format!("/api/v1/groups?token={secret}"), None).status, 401);
        assert_eq!(server.send(Some(secret), "GET", &format!("/{secret}"), None).status, 404);
        let answer = server.write("admin", "POST", "/api/v1/fine-types", &json!({ "name": secret }));
        let id = answer.headers["x-request-id"].to_str().expect("a text");
        let hash: Vec<_> = {
            let contents = Contents::load(&mut server.program.connect()).expect("the database can be read");
            let sessions = contents.user_sessions.iter().filter(|session| session.revoked_at.is_none());
            assert!(sessions.clone().count() > 0 && sessions.clone().all(|session| session.token_hash.len() == 32));
            contents.users.iter().map(|user| user.password_hash.clone()).collect()
        };
        let log = server.log();
        for line in log.lines() {
            let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            assert!(line["timestamp"].is_string() && line["level"].is_string(), "{line}");
        }
        let of_request = log.lines().find(|line| line.contains(id)).expect("each request is logged with its id");
        let of_request: Value = serde_json::from_str(of_request).expect("it is JSON");
        assert_eq!((&of_request["span"]["path"], &of_request["status"]), (&json!("/api/v1/fine-types"), &json!(422)));
        for hidden in [token.as_str(), PASSWORD, secret, "$argon2"].into_iter().chain(hash.iter().map(String::as_str)) {
            assert!(!log.contains(hidden), "`{hidden}` is in\n{log}");
        }
    }
}

#[test]
fn requests_are_answered_for_days() {
    let servers = Server::on_both();
    let cookies = servers.each_ref().map(|server| {
        let answer = server.form("/login", &[("username", "admin"), ("password", PASSWORD)], &[]);
        let set = answer.headers["set-cookie"].to_str().expect("a text").split(';').next();
        set.expect("a text has a first part").to_owned()
    });
    let names = servers.each_ref().map(|server| format!("the server on {:?}", server.program.connect().engine()));
    let programs = [0, 1].map(|engine| (names[engine].as_str(), servers[engine].process.id()));
    let held = memory::held(&programs, 48, 96, |at| {
        for (server, cookie) in servers.iter().zip(&cookies) {
            let one = at / 8;
            let answer = match at % 8 {
                0 => server.get("admin", &format!("/api/v1/members/{}", 1 + one % 20)),
                1 => server.get("admin", &format!("/api/v1/members?{}", filters(one))),
                2 => server.get("admin", "/api/v1/savings?limit=500"),
                3 => server.get("admin", &format!("/api/v1/groups/{}/summary", 1 + one % 3)),
                4 => server.with_cookie(&format!("/groups/{}?year=2025", 1 + one % 3), cookie),
                5 => server.write("admin", "PATCH", "/api/v1/groups/1", &json!({ "village": format!("Rukiri {at}") })),
                6 => server.get("admin", &format!("/api/v1/nothing/{at}")),
                _ => {
                    let body = json!({ "username": format!("nobody {at}"), "password": "wrong" });
                    server.send(None, "POST", "/api/v1/session", Some(&body))
                }
            };
            let expected: &[u16] = match at % 8 {
                6 => &[404],
                // Who tries too often is told to wait.
                7 => &[401, 429],
                _ => &[200],
            };
            assert!(expected.contains(&answer.status), "request {at}: {answer:?}");
        }
    });
    for program in held {
        summary::tell(&program.to_string());
        // Ten connections keep 2 MB of pages each, and the allocator now and then the 19 MB that hashing a password takes.
        assert!(program.grown() < 48 * 1024, "{program}");
    }
}

/// Parameters of a list, which make another statement of SQL for each of the first 46,656 numbers.
fn filters(number: u64) -> String {
    const FILTERS: [&str; 6] =
        ["id.min=1", "id.max=9", "group_id.min=1", "group_id.max=9", "total_points.min=0", "total_points.max=9"];
    let chosen = (0..6).map(|place| FILTERS[(number / 6_u64.pow(place) % 6) as usize]);
    chosen.collect::<Vec<_>>().join("&")
}
