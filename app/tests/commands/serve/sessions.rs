//! Logging in: passwords, tokens, and how often they are tried.

use serde_json::json;

use super::{PASSWORD, Server};

#[test]
fn a_token_is_good_until_its_session_ends() {
    for server in Server::shared().iter() {
        let body = json!({ "username": "agent.ke", "password": PASSWORD });
        let log_in = || server.send(None, "POST", "/api/v1/session", Some(&body)).json();
        let [first, second] = [log_in(), log_in()].map(|said| said["token"].as_str().expect("a token").to_owned());
        assert_ne!(first, second);
        let who = |token: &str| server.send(Some(token), "GET", "/api/v1/session", None);
        assert_eq!(who(&first).json()["officer_of_groups"], json!([3]));
        assert_eq!(who("0".repeat(64).as_str()).status, 401);

        assert_eq!(server.send(Some(&first), "DELETE", "/api/v1/session", None).status, 204);
        assert_eq!(who(&first).status, 401);
        assert_eq!(who(&second).status, 200);

        server.program.execute(
            "UPDATE user_sessions SET expires_at = '2020-01-01 00:00:00' WHERE user_id = \
             (SELECT id FROM users WHERE username = 'agent.ke')",
        );
        let over = who(&second);
        assert_eq!(over.status, 401);
        assert_eq!(over.headers["content-type"], "application/problem+json");
        assert_eq!(over.headers["www-authenticate"], "Bearer");
    }
}

#[test]
fn nobody_is_told_whether_there_is_such_a_user() {
    for server in Server::shared().iter() {
        let log_in = |body| server.send(None, "POST", "/api/v1/session", Some(&body));
        let wrong = log_in(json!({ "username": "auditor", "password": "wrong" }));
        let nobody = log_in(json!({ "username": "nobody", "password": "wrong" }));
        assert_eq!((wrong.status, &wrong.text), (401, &nobody.text));
        assert_eq!(log_in(json!({ "username": 1, "more": "x" })).fields(), ["more", "username", "password"]);
        assert_eq!(log_in(json!({ "username": "a\0", "password": "x" })).fields(), ["username"]);
        assert_eq!(log_in(json!([])).status, 400);
    }
}

#[test]
fn a_password_is_tried_ten_times_a_minute() {
    for server in Server::shared().iter() {
        let log_in = || {
            let body = json!({ "username": "guessed", "password": "guess" });
            server.send(None, "POST", "/api/v1/session", Some(&body))
        };
        let tries: Vec<u16> = (0..10).map(|_| log_in().status).collect();
        assert_eq!(tries, [401; 10]);
        let refused = log_in();
        assert_eq!(refused.status, 429);
        let seconds: u64 = refused.headers["retry-after"].to_str().expect("a text").parse().expect("a number");
        assert!((1..=60).contains(&seconds), "{seconds}");
        // Others are not kept out.
        server.token("admin");
    }
}

#[test]
fn who_was_given_a_password_chooses_another_first() {
    for server in Server::shared().iter() {
        let username = "member.umoja";
        let log_in = |password: &str| {
            let body = json!({ "username": username, "password": password });
            server.send(None, "POST", "/api/v1/session", Some(&body))
        };
        let token = log_in(PASSWORD).json()["token"].as_str().expect("a token").to_owned();
        let other = log_in(PASSWORD).json()["token"].as_str().expect("a token").to_owned();
        let groups = |token: &str| server.send(Some(token), "GET", "/api/v1/groups", None).status;
        assert_eq!(groups(&token), 403);
        let change = |old: &str, new: &str| {
            let body = json!({ "current_password": old, "new_password": new });
            server.send(Some(&token), "PUT", "/api/v1/session/password", Some(&body))
        };
        assert_eq!(change("wrong", "something new").fields(), ["current_password"]);
        assert_eq!(change(PASSWORD, "short").fields(), ["new_password"]);
        assert_eq!(change(PASSWORD, PASSWORD).fields(), ["new_password"]);
        assert_eq!(change(PASSWORD, "something new").status, 204);
        assert_eq!(groups(&token), 200);
        assert_eq!(groups(&other), 401, "another session has outlived the password");
        assert_eq!(log_in(PASSWORD).status, 401);
        assert_eq!(log_in("something new").status, 201);
    }
}
