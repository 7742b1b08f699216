//! Who sees and changes what.

use serde_json::{Map, Value, json};

use super::Server;

/// Every operation of the document: method, path, and whether a token is asked for.
fn operations(server: &Server) -> Vec<(String, String, bool)> {
    let document = server.document();
    let paths = document["paths"].as_object().expect("paths").clone();
    let mut operations = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("operations") {
            let needs_token =
                operation["security"].as_array().expect("what it asks for").iter().any(|it| it != &json!({}));
            operations.push((method.to_uppercase(), path.clone(), needs_token));
        }
    }
    operations
}

/// A path with numbers in the place of its parameters.
fn filled(path: &str, key: &[String]) -> String {
    let mut key = key.iter();
    let part = |part: &str| {
        let is_parameter = part.starts_with('{');
        if is_parameter { key.next().cloned().unwrap_or_else(|| "1".to_owned()) } else { part.to_owned() }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[test]
fn every_route_but_four_asks_who_it_is() {
    for server in Server::shared().iter() {
        let operations = operations(server);
        assert!(operations.len() > 80, "only {} operations", operations.len());
        let mut open = Vec::new();
        for (method, path, needs_token) in &operations {
            if !needs_token {
                open.push(format!("{method} {path}"));
                continue;
            }
            let body = (method != "GET" && method != "DELETE").then(|| json!({}));
            for token in [None, Some("ab"), Some("")] {
                let answer = server.send(token, method, &filled(path, &[]), body.as_ref());
                assert_eq!(answer.status, 401, "{method} {path} with {token:?}: {}", answer.text);
            }
        }
        open.sort();
        assert_eq!(open, ["GET /api/v1/openapi.json", "GET /health", "GET /ready", "POST /api/v1/session"]);
    }
}

/// The paths of lists, with the names of the columns of the key.
fn lists(server: &Server) -> Vec<(String, Vec<String>)> {
    let document = server.document();
    let paths = document["paths"].as_object().expect("paths");
    let is_row = |path: &str| path.ends_with('}') && path.starts_with("/api/v1/");
    paths
        .keys()
        .filter(|path| is_row(path))
        .map(|path| {
            let (list, key) = path.split_once("/{").expect("it has a key");
            let key = key.split('/').map(|part| part.trim_matches(['{', '}']).to_owned()).collect();
            (list.to_owned(), key)
        })
        .collect()
}

fn key_of(row: &Map<String, Value>, key: &[String]) -> Vec<String> {
    key.iter().map(|column| row[column].to_string()).collect()
}

/// For all but what is everybody's: whatever the one does not see in a list is not there in any way.
#[test]
fn who_is_of_one_group_sees_nothing_of_another() {
    for server in Server::shared().iter() {
        let operations = operations(server);
        let mut tried = 0;
        for (list, key) in lists(server) {
            let all = server.list("admin", &list);
            let own = server.list("chair.twitezimbere", &list);
            let is_everybodys =
                ["saving-types", "document-categories", "service-providers"].iter().any(|name| list.ends_with(name));
            assert_eq!(all.len() == own.len(), is_everybodys, "{list}: {} of {}", own.len(), all.len());
            for row in &own {
                let group = row.get("group_id").and_then(Value::as_i64);
                assert!(group.is_none_or(|group| group == 1) || list.ends_with("notifications"), "{list}: {row:?}");
            }
            let seen: Vec<_> = own.iter().map(|row| key_of(row, &key)).collect();
            let others = all.iter().map(|row| key_of(row, &key)).filter(|key| !seen.contains(key));
            for other in others.step_by((all.len() / 3).max(1)) {
                let below = |path: &str| path.starts_with(&format!("{list}/{{"));
                for (method, path, _) in operations.iter().filter(|(_, path, _)| below(path)) {
                    let answer =
                        server.write("chair.twitezimbere", method, &filled(path, &other), &json!({ "name": "x" }));
                    assert!(
                        answer.status == 404
                            || (answer.status == 403 && method == "DELETE" && list.ends_with("groups")),
                        "{method} {path} of {other:?}: {} {}",
                        answer.status,
                        answer.text
                    );
                    tried += 1;
                }
            }
        }
        assert!(tried > 100, "only {tried} were tried");
    }
}

#[test]
fn what_is_of_another_group_can_not_be_referred_to() {
    for server in Server::shared().iter() {
        let first = |list: &str, filter: &str| {
            server.get("admin", &format!("{list}?{filter}&limit=1")).json()["items"][0]["id"].clone()
        };
        let [own_member, other_member] = [1, 2].map(|group| first("/api/v1/members", &format!("group_id={group}")));
        let [own_meeting, other_meeting] = [1, 2].map(|group| first("/api/v1/meetings", &format!("group_id={group}")));
        let fine = |member: &Value, meeting: &Value| {
            let body =
                json!({ "member_id": member, "meeting_id": meeting, "amount": "5.00", "issued_date": "2025-12-30" });
            server.write("chair.twitezimbere", "POST", "/api/v1/fines", &body)
        };
        assert_eq!(fine(&other_member, &own_meeting).fields(), ["member_id"]);
        assert_eq!(fine(&own_member, &other_meeting).fields(), ["meeting_id"]);
        assert_eq!(fine(&json!(99_999), &json!(99_999)).fields(), ["member_id"]);
        let mixed = json!({
            "member_id": own_member, "meeting_id": other_meeting, "amount": "5.00", "issued_date": "2025-12-30"
        });
        let by_administrator = server.write("admin", "POST", "/api/v1/fines", &mixed);
        assert_eq!(by_administrator.fields(), ["meeting_id"], "a fine would be of two groups");

        let made = fine(&own_member, &own_meeting);
        assert_eq!(made.status, 201, "{}", made.text);
        let path = made.headers["location"].to_str().expect("a path").to_owned();
        let moved = json!({ "member_id": other_member });
        assert_eq!(server.write("chair.twitezimbere", "PATCH", &path, &moved).fields(), ["member_id"]);
        let moved = json!({ "meeting_id": other_meeting });
        assert_eq!(server.write("chair.twitezimbere", "PATCH", &path, &moved).fields(), ["meeting_id"]);
        let officer = json!({ "chair_member_id": other_member });
        assert_eq!(
            server.write("chair.twitezimbere", "PATCH", "/api/v1/groups/1", &officer).fields(),
            ["chair_member_id"]
        );
        assert_eq!(server.write("chair.twitezimbere", "DELETE", &path, &Value::Null).status, 204);
    }
}

#[test]
fn each_role_does_what_it_may() {
    for server in Server::shared().iter() {
        let me = server.get("member.twitezimbere", "/api/v1/session").json()["memberships"][0]["member_id"].clone();
        let seen = server.list("member.twitezimbere", "/api/v1/members");
        assert_eq!(seen.iter().map(|member| &member["id"]).collect::<Vec<_>>(), [&me]);
        let accounts = server.list("member.twitezimbere", "/api/v1/accounts");
        assert!(accounts.len() == 3 && accounts.iter().all(|account| account["member_id"] == me), "{accounts:?}");
        // What is the whole group's is shown to its members.
        assert_eq!(server.list("member.twitezimbere", "/api/v1/meetings").len(), 52);
        assert_eq!(server.get("member.twitezimbere", "/api/v1/groups/1/summary").status, 200);
        assert_eq!(server.get("member.twitezimbere", "/api/v1/groups/2/summary").status, 404);
        assert_eq!(server.get("member.twitezimbere", &format!("/api/v1/members/{me}/summary")).status, 200);
        assert_eq!(server.get("member.twitezimbere", "/api/v1/members/1/summary").status, 404);

        let kind = json!({ "group_id": 1, "name": "Chatter", "default_amount": "1.00" });
        let create = |username: &str, list: &str, body: &Value| server.write(username, "POST", list, body).status;
        for username in ["member.twitezimbere", "auditor", "manager"] {
            assert_eq!(create(username, "/api/v1/fine-types", &kind), 403, "{username}");
        }
        assert_eq!(server.get("auditor", "/api/v1/members?group_id=2&limit=1").json()["total"], 18);
        assert_eq!(server.write("auditor", "PATCH", "/api/v1/members/1", &json!({})).status, 403);
        assert_eq!(server.list("agent.rw", "/api/v1/groups").len(), 1);
        assert_eq!(create("agent.rw", "/api/v1/fine-types", &kind), 201);
        assert_eq!(create("treasurer.twitezimbere", "/api/v1/fine-types", &kind), 422, "it is there already");
        assert_eq!(create("treasurer.kwagalana", "/api/v1/fine-types", &kind), 422, "it is another group's");

        assert_eq!(create("treasurer.twitezimbere", "/api/v1/groups", &json!({})), 403);
        assert_eq!(create("treasurer.twitezimbere", "/api/v1/saving-types", &json!({})), 403);
        assert_eq!(server.write("chair.twitezimbere", "DELETE", "/api/v1/groups/1", &Value::Null).status, 403);
        let linked = json!({ "user_id": 1 });
        assert_eq!(server.write("chair.twitezimbere", "PATCH", "/api/v1/members/5", &linked).fields(), ["user_id"]);
    }
}

/// Neither is a user's business what others are told.
#[test]
fn notifications_are_for_their_user_alone() {
    for server in Server::shared().iter() {
        let body = |user: i32| json!({ "user_id": user, "notification_type": "test", "title": "Hello", "body": "There is news." });
        assert_eq!(server.write("auditor", "POST", "/api/v1/notifications", &body(6)).status, 403);
        let made = server.write("admin", "POST", "/api/v1/notifications", &body(6));
        assert_eq!(made.status, 201, "{}", made.text);
        let path = made.headers["location"].to_str().expect("a path").to_owned();
        assert_eq!(server.get("auditor", &path).status, 200);
        for other in ["manager", "chair.twitezimbere"] {
            assert_eq!(server.get(other, &path).status, 404, "{other}");
        }
    }
}

/// Only administrators make users and say what they are; nobody is told a password but the one that was just made.
#[test]
fn users_are_made_by_administrators() {
    for server in Server::shared().iter() {
        let body = json!({
            "username": "new.agent", "email": "new.agent@example.com", "first_name": "New", "last_name": "Agent",
            "role": "agent"
        });
        for username in ["auditor", "chair.kwagalana"] {
            assert_eq!(server.write(username, "POST", "/api/v1/users", &body).status, 403, "{username}");
        }
        let mut with_hash = body.clone();
        with_hash["password_hash"] = json!("x");
        assert_eq!(server.write("admin", "POST", "/api/v1/users", &with_hash).fields(), ["password_hash"]);
        let made = server.write("admin", "POST", "/api/v1/users", &body);
        assert_eq!(made.status, 201, "{}", made.text);
        assert_eq!((&made.json()["must_change_password"], &made.json()["is_active"]), (&json!(true), &json!(true)));
        assert_eq!(server.write("admin", "POST", "/api/v1/users", &body).fields(), ["username", "email"]);
        let path = made.headers["location"].to_str().expect("a path").to_owned();

        // Others see nothing of this one, in no way.
        for username in ["auditor", "chair.kwagalana"] {
            assert_eq!(server.get(username, &path).status, 404, "{username}");
            assert_eq!(server.list(username, "/api/v1/users").len(), 1, "{username}");
            let reset = server.write(username, "POST", &format!("{path}/password"), &json!({}));
            assert_eq!(reset.status, 404, "{username}");
        }
        let given = server.write("admin", "POST", &format!("{path}/password"), &json!({}));
        let given = given.json()["password"].as_str().expect("a text").to_owned();
        let log_in = |password: &str| {
            let body = json!({ "username": "new.agent", "password": password });
            server.send(None, "POST", "/api/v1/session", Some(&body))
        };
        let token = log_in(&given).json()["token"].as_str().expect("a token").to_owned();
        assert_eq!(server.send(Some(&token), "GET", &path, None).status, 403, "the password is to be changed first");
        let change = json!({ "current_password": given, "new_password": "quite another one" });
        assert_eq!(server.send(Some(&token), "PUT", "/api/v1/session/password", Some(&change)).status, 204);

        let own = |body: Value| server.send(Some(&token), "PATCH", &path, Some(&body));
        assert_eq!(own(json!({ "preferred_language": "rw" })).json()["preferred_language"], "rw");
        let denied =
            own(json!({ "role": "admin", "is_active": true, "username": "admin2", "must_change_password": false }));
        assert_eq!(denied.fields(), ["username", "role", "is_active", "must_change_password"]);
        assert_eq!(server.send(Some(&token), "POST", &format!("{path}/password"), None).status, 403);
        let promoted = server.write("admin", "PATCH", &path, &json!({ "role": "auditor" }));
        assert_eq!(promoted.json()["role"], "auditor", "{}", promoted.text);
        let me = server.get("admin", "/api/v1/session").json()["user_id"].clone();
        let demoted = json!({ "role": "agent", "is_active": false });
        let demoted = server.write("admin", "PATCH", &format!("/api/v1/users/{me}"), &demoted);
        assert_eq!(demoted.fields(), ["role", "is_active"], "there might be no administrator any more");

        assert_eq!(server.send(Some(&token), "GET", &path, None).status, 200);
        assert_eq!(server.write("admin", "PATCH", &path, &json!({ "is_active": false })).status, 200);
        assert_eq!(server.send(Some(&token), "GET", &path, None).status, 401);
        assert_eq!(log_in("quite another one").status, 401);
        assert_eq!(server.write("admin", "DELETE", &path, &Value::Null).status, 405);
        assert!(!server.log().contains(&given), "the password is in the log");
    }
}
