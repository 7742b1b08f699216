//! Money: what moves it, and that every total follows.

use std::sync::Mutex;
use std::thread;

use app::contents::Contents;
use serde_json::{Value, json};

use super::Server;

#[track_caller]
fn wrong_totals(server: &Server) -> Vec<String> {
    let contents = Contents::load(&mut server.program.connect()).expect("the database can be read");
    contents.wrong_totals().expect("all fit")
}

/// The account of the treasurer's group for a member's voluntary savings.
fn account(server: &Server, member: i64) -> Value {
    server.get("admin", &format!("/api/v1/accounts?member_id={member}&saving_type_id=2")).json()["items"][0].clone()
}

#[test]
fn a_loan_goes_its_way() {
    for server in Server::shared().iter() {
        let officer = "treasurer.umoja";
        let member = &server.list(officer, "/api/v1/members")[9]["id"];
        let send = |path: &str, body: Value| server.write(officer, "POST", &format!("/api/v1/{path}"), &body);
        let asked = json!({
            "group_id": 3, "member_id": member, "loan_number": "T-001", "principal_amount": "1000.01",
            "interest_rate": "12.50", "term_months": 3, "application_date": "2026-01-02"
        });
        let loan = send("loans", asked);
        assert_eq!(loan.status, 201, "{}", loan.text);
        let loan = loan.json();
        assert_eq!((&loan["total_due"], &loan["status"]), (&json!("1125.01"), &json!("applied")));
        let path = format!("loans/{}", loan["id"]);
        let now = || server.get(officer, &format!("/api/v1/{path}")).json();

        for (field, value) in [("status", "repaid"), ("amount_paid", "1.00"), ("total_due", "0.00")] {
            let change = server.write(officer, "PATCH", &format!("/api/v1/{path}"), &json!({ field: value }));
            assert_eq!(change.fields(), [field]);
        }
        let changed = server.write(officer, "PATCH", &format!("/api/v1/{path}"), &json!({ "interest_rate": "10.00" }));
        assert_eq!(changed.json()["total_due"], "1100.01", "{}", changed.text);

        let on = |day: &str| json!({ "entry_date": day });
        assert_eq!(send(&format!("{path}/disbursement"), on("2026-01-03")).status, 409, "nobody has approved it");
        assert_eq!(send(&format!("{path}/approval"), json!({})).json()["status"], "approved");
        assert_eq!(send(&format!("{path}/approval"), json!({})).status, 409);
        assert_eq!(server.write(officer, "DELETE", &format!("/api/v1/{path}"), &Value::Null).status, 409);
        assert_eq!(send(&format!("{path}/disbursement"), json!({})).fields(), ["entry_date"]);
        assert_eq!(send(&format!("{path}/disbursement"), on("2020-01-03")).status, 409, "the cashbook has gone on");
        let paid_out = send(&format!("{path}/disbursement"), on("2026-01-03"));
        assert_eq!(paid_out.json()["outstanding_balance"], "1100.01", "{}", paid_out.text);
        assert_eq!(send(&format!("{path}/disbursement"), on("2026-01-03")).status, 409, "it is paid out twice");
        assert_eq!(wrong_totals_of(server, 3), [""; 0]);

        let pay =
            |amount: &str| send(&format!("{path}/repayments"), json!({ "amount": amount, "entry_date": "2026-02-03" }));
        assert_eq!(pay("0.00").fields(), ["amount"]);
        assert_eq!(pay("1100.02").status, 409, "more is paid than is owed");
        assert_eq!(pay("400.00").json()["outstanding_balance"], "700.01");
        let schedule = server.get(officer, &format!("/api/v1/installments?loan_id={}", loan["id"])).json();
        let schedule: Vec<_> = schedule["items"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|it| {
                [&it["due_date"], &it["principal_due"], &it["interest_due"], &it["amount_paid"], &it["status"]]
                    .map(|it| it.as_str().expect("a text").to_owned())
            })
            .collect();
        assert_eq!(
            schedule,
            [
                ["2026-02-03", "333.33", "33.33", "366.66", "paid"],
                ["2026-03-03", "333.33", "33.33", "33.34", "partly_paid"],
                ["2026-04-03", "333.35", "33.34", "0.00", "pending"],
            ]
        );
        assert_eq!(pay("700.01").json()["status"], "repaid");
        assert_eq!(pay("0.01").status, 409);
        assert_eq!(now()["outstanding_balance"], "0.00");
        assert_eq!(wrong_totals_of(server, 3), [""; 0]);
    }
}

/// Those of a group; other tests write in the others.
pub(super) fn wrong_totals_of(server: &Server, group: i32) -> Vec<String> {
    let contents = Contents::load(&mut server.program.connect()).expect("the database can be read");
    let is_of = |table: &str, id: i32| match table {
        "savings_groups" => id == group,
        "group_members" => contents.group_members.iter().any(|row| row.id == id && row.group_id == group),
        "group_cashbook" => contents.group_cashbook.iter().any(|row| row.id == id && row.group_id == group),
        "group_loans" => contents.group_loans.iter().any(|row| row.id == id && row.group_id == group),
        "meetings" => contents.meetings.iter().any(|row| row.id == id && row.group_id == group),
        _ => false,
    };
    let wrong = contents.wrong_totals().expect("all fit");
    let of_group = wrong.into_iter().filter(|line| {
        let (place, rest) = line.split_once('.').expect("a table");
        let id = rest.split_once(" of ").and_then(|(_, rest)| rest.split_once(':')).expect("an id").0;
        is_of(place, id.parse().expect("a number"))
    });
    of_group.collect()
}

#[test]
fn a_fine_is_paid_or_waived() {
    for server in Server::shared().iter() {
        let officer = "treasurer.twitezimbere";
        let member = &server.list(officer, "/api/v1/members")[8]["id"];
        let send = |path: &str, body: Value| server.write(officer, "POST", &format!("/api/v1/{path}"), &body);
        let fine = || {
            let made = send("fines", json!({ "member_id": member, "amount": "10.00", "issued_date": "2026-01-01" }));
            assert_eq!(made.status, 201, "{}", made.text);
            format!("fines/{}", made.json()["id"])
        };
        let meeting = server.get(officer, "/api/v1/meetings?limit=1").json()["items"][0].clone();
        let path = fine();
        let pay = |amount: &str| {
            send(
                &format!("{path}/payments"),
                json!({ "amount": amount, "entry_date": "2026-02-03", "meeting_id": meeting["id"] }),
            )
        };
        assert_eq!(pay("4.00").json()["status"], "partly_paid");
        assert_eq!(pay("6.01").status, 409);
        assert_eq!(send(&format!("{path}/waiver"), json!({ "waiver_reason": "mercy" })).status, 409);
        let paid = pay("6.00").json();
        assert_eq!((&paid["status"], &paid["paid_date"]), (&json!("paid"), &json!("2026-02-03")));
        assert_eq!(server.write(officer, "DELETE", &format!("/api/v1/{path}"), &Value::Null).status, 409);

        let path = fine();
        assert_eq!(send(&format!("{path}/waiver"), json!({})).fields(), ["waiver_reason"]);
        let waived = send(&format!("{path}/waiver"), json!({ "waiver_reason": "mercy" })).json();
        assert_eq!(waived["status"], "waived");
        assert_eq!(
            send(&format!("{path}/payments"), json!({ "amount": "1.00", "entry_date": "2026-02-03" })).status,
            409
        );
        assert_eq!(wrong_totals_of(server, 1), [""; 0]);
    }
}

#[test]
fn savings_are_paid_in_and_out() {
    for server in Server::shared().iter() {
        let officer = "treasurer.kwagalana";
        let account = account(server, 25);
        let pay = |kind: &str, amount: &str| {
            let body = json!({
                "member_saving_id": account["id"], "transaction_type": kind, "amount": amount,
                "transaction_date": "2026-01-03", "payment_method": "bank", "reference_number": "B-1"
            });
            server.write(officer, "POST", "/api/v1/savings", &body)
        };
        let paid = pay("deposit", "12.34");
        assert_eq!(paid.status, 201, "{}", paid.text);
        let path = paid.headers["location"].to_str().expect("a path").to_owned();
        assert_eq!(server.get(officer, &path).json()["reference_number"], "B-1");
        assert_eq!(pay("withdrawal", "99999999.00").status, 409);
        assert_eq!(pay("deposit", "9999999999.99").status, 409);
        assert_eq!(pay("deposit", "-1.00").fields(), ["amount"]);
        assert_eq!(pay("interest", "1.00").fields(), ["transaction_type"]);
        assert_eq!(pay("withdrawal", "12.34").status, 201);
        for method in ["PATCH", "DELETE"] {
            assert_eq!(server.write(officer, method, &path, &json!({})).status, 405, "{method}");
        }
        assert_eq!(wrong_totals_of(server, 2), [""; 0]);
    }
}

/// 16 clients at once, on servers of their own.
#[test]
fn many_who_save_at_once_lose_nothing_and_double_nothing() {
    const CLIENTS: usize = 16;
    const PAYMENTS: usize = 6;
    for program in crate::Program::on_both() {
        let server = Server::seeded(program);
        server.token("treasurer.twitezimbere");
        let before = server.get("admin", "/api/v1/groups/1").json();
        let failed = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for client in 0..CLIENTS {
                let (server, failed) = (&server, &failed);
                scope.spawn(move || {
                    let account = 3 * (client % 5) + 1;
                    for nth in 0..PAYMENTS {
                        let kind = if nth % 3 == 2 { "withdrawal" } else { "deposit" };
                        let body = json!({
                            "member_saving_id": account, "transaction_type": kind, "amount": format!("{}.01", client + 1),
                            "transaction_date": "2026-01-03", "meeting_id": 1
                        });
                        let answer = server.write("treasurer.twitezimbere", "POST", "/api/v1/savings", &body);
                        if answer.status != 201 {
                            failed.lock().expect("no client panics").push(answer.text);
                        }
                    }
                });
            }
        });
        assert_eq!(*failed.lock().expect("no client has panicked"), [""; 0]);
        assert_eq!(wrong_totals(&server), [""; 0]);
        let after = server.get("admin", "/api/v1/groups/1").json();
        let cents = |group: &Value| -> i64 {
            group["savings_balance"].as_str().expect("a text").replace('.', "").parse().expect("a number")
        };
        // Each client pays in four times and out twice.
        let expected: i64 = (1..=16).map(|client| (client * 100 + 1) * 2).sum();
        assert_eq!(cents(&after) - cents(&before), expected);
        println!("{CLIENTS} clients recorded {} payments on {}", CLIENTS * PAYMENTS, server.program.url);
    }
}
