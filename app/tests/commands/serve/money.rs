//! Money: what moves it, and that every total follows.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

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
    let is_member = |id: i32| contents.group_members.iter().any(|row| row.id == id && row.group_id == group);
    let is_of = |table: &str, id: i32| match table {
        "savings_groups" => id == group,
        "group_members" => is_member(id),
        "group_cashbook" => contents.group_cashbook.iter().any(|row| row.id == id && row.group_id == group),
        "group_loans" => contents.group_loans.iter().any(|row| row.id == id && row.group_id == group),
        "meetings" => contents.meetings.iter().any(|row| row.id == id && row.group_id == group),
        "member_shares" => contents.member_shares.iter().any(|row| row.id == id && is_member(row.member_id)),
        "mobile_money_accounts" => {
            contents.mobile_money_accounts.iter().any(|row| row.id == id && row.group_id == group)
        }
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

/// What is good for an officer is decided by another one.
#[test]
fn nobody_approves_his_or_her_own_loan() {
    for server in Server::shared().iter() {
        let [own, others] = ["treasurer.umoja", "chair.umoja"];
        let session = server.get(own, "/api/v1/session").json();
        let member = &session["memberships"][0]["member_id"];
        let asked = json!({
            "group_id": 3, "member_id": member, "loan_number": "T-002", "principal_amount": "10.00",
            "interest_rate": "5.00", "term_months": 1, "application_date": "2026-01-02"
        });
        let loan = server.write(own, "POST", "/api/v1/loans", &asked);
        let approval = format!("/api/v1/loans/{}/approval", loan.json()["id"]);
        let refused = server.write(own, "POST", &approval, &json!({}));
        assert_eq!(refused.status, 403, "{}", refused.text);
        assert_eq!(refused.json()["detail"], "nobody approves his or her own loan");
        assert_eq!(server.write(others, "POST", &approval, &json!({})).json()["status"], "approved");

        let fine = json!({ "member_id": member, "amount": "1.00", "issued_date": "2026-01-02" });
        let fine = server.write(own, "POST", "/api/v1/fines", &fine);
        let waiver = format!("/api/v1/fines/{}/waiver", fine.json()["id"]);
        let mercy = json!({ "waiver_reason": "mercy" });
        assert_eq!(server.write(own, "POST", &waiver, &mercy).status, 403);
        assert_eq!(server.write(others, "POST", &waiver, &mercy).json()["status"], "waived");
    }
}

/// A group that no other test looks at, with two members.
fn group(server: &Server, code: &str) -> (Value, [Value; 2]) {
    let create = |list: &str, body: Value| {
        let made = server.write("admin", "POST", &format!("/api/v1/{list}"), &body);
        assert_eq!(made.status, 201, "{list}: {}", made.text);
        made.json()["id"].clone()
    };
    let group = create(
        "groups",
        json!({
            "name": code, "group_code": code, "country": "RW", "district": "Gasabo",
            "parish": "Remera", "village": "Rukiri", "share_value": "2.50"
        }),
    );
    let members = ["001", "002"].map(|number| {
        create(
            "members",
            json!({
                "group_id": group, "member_number": number, "first_name": "Ana", "last_name": number, "gender": "female"
            }),
        )
    });
    (group, members)
}

fn number(id: &Value) -> i32 {
    id.as_i64().and_then(|id| i32::try_from(id).ok()).expect("an id")
}

#[test]
fn shares_are_bought_given_back_and_handed_on() {
    for server in Server::shared().iter() {
        let (group, [first, second]) = group(server, "T-SHARES");
        let create = |list: &str, body: Value| server.write("admin", "POST", &format!("/api/v1/{list}"), &body);
        let shares = create("shares", json!({ "member_id": first, "cycle_number": 1, "share_value": "2.50" }));
        assert_eq!(shares.status, 201, "{}", shares.text);
        let shares = shares.json()["id"].clone();
        let trade = |kind: &str, count: i32, to: Option<&Value>| {
            let mut body = json!({
                "member_share_id": shares, "transaction_type": kind, "shares": count, "transaction_date": "2026-01-03"
            });
            if let Some(to) = to {
                body["to_member_id"] = to.clone();
            }
            create("share-transactions", body)
        };
        assert_eq!(trade("redemption", 1, None).status, 409, "there are none");
        let bought = trade("purchase", 10, None);
        assert_eq!(bought.json()["unit_price"], "2.50", "{}", bought.text);
        assert_eq!(trade("redemption", 3, None).status, 201);
        assert_eq!(trade("transfer", 2, Some(&second)).status, 201);
        assert_eq!(trade("transfer", 6, Some(&second)).status, 409, "there are five");
        assert_eq!(trade("transfer", 1, None).fields(), ["to_member_id"]);
        assert_eq!(trade("transfer", 1, Some(&first)).fields(), ["to_member_id"]);
        assert_eq!(trade("transfer", 1, Some(&json!(1))).fields(), ["to_member_id"], "who is of another group");
        assert_eq!(trade("purchase", 1, Some(&second)).fields(), ["to_member_id"]);
        assert_eq!(trade("purchase", 0, None).fields(), ["shares"]);
        assert_eq!(trade("purchase", i32::MAX, None).status, 409, "it is more than fits");

        let now = |path: String| server.get("admin", &format!("/api/v1/{path}")).json();
        assert_eq!(now(format!("members/{first}"))["share_balance"], "12.50");
        assert_eq!(now(format!("members/{first}"))["total_contributions"], "25.00");
        assert_eq!(now(format!("members/{second}"))["share_balance"], "5.00");
        assert_eq!(now(format!("groups/{group}"))["loan_fund_balance"], "17.50");
        assert_eq!(now(format!("shares?member_id={second}"))["items"][0]["shares_owned"], 2);
        assert_eq!(wrong_totals_of(server, number(&group)), [""; 0]);
    }
}

#[test]
fn mobile_money_counts_when_the_provider_has_moved_it() {
    for server in Server::shared().iter() {
        let (group, [first, _]) = group(server, "T-MOBILE");
        let create = |list: &str, body: Value| server.write("admin", "POST", &format!("/api/v1/{list}"), &body);
        let account = json!({
            "group_id": group, "provider_id": 1, "phone_number": "+250788000001", "currency": "RWF", "status": "active"
        });
        let account = create("mobile-money-accounts", account);
        assert_eq!((account.status, &account.json()["balance"]), (201, &json!("0.00")), "{}", account.text);
        let id = account.json()["id"].clone();
        let of_member = json!({
            "group_id": group, "member_id": first, "provider_id": 1, "phone_number": "+250788000002", "currency": "RWF"
        });
        assert_eq!(create("mobile-money-accounts", of_member).json()["balance"], Value::Null);

        let pay = |kind: &str, amount: &str, reference: &str| {
            let body = json!({
                "account_id": id, "transaction_type": kind, "amount": amount, "fee": "0.10",
                "external_reference": reference
            });
            let made = create("mobile-money-transactions", body);
            assert_eq!((made.status, &made.json()["status"]), (201, &json!("pending")), "{}", made.text);
            format!("mobile-money-transactions/{}", made.json()["id"])
        };
        let balance = || server.get("admin", &format!("/api/v1/mobile-money-accounts/{id}")).json()["balance"].clone();
        let first = pay("collection", "100.00", "T-1");
        assert_eq!(balance(), "0.00");
        let changed = server.write("admin", "PATCH", &format!("/api/v1/{first}"), &json!({ "amount": "90.00" }));
        assert_eq!(changed.json()["amount"], "90.00", "{}", changed.text);
        let done = create(&format!("{first}/success"), json!({ "provider_response": "{\"ok\":true}" }));
        assert_eq!(done.json()["status"], "succeeded", "{}", done.text);
        assert!(done.json()["completed_at"].is_string());
        assert_eq!(balance(), "89.90");
        assert_eq!(create(&format!("{first}/success"), json!({})).status, 409);
        assert_eq!(create(&format!("{first}/failure"), json!({ "failure_reason": "x" })).status, 409);
        for (method, body) in [("PATCH", json!({ "amount": "1.00" })), ("DELETE", Value::Null)] {
            assert_eq!(server.write("admin", method, &format!("/api/v1/{first}"), &body).status, 409, "{method}");
        }

        let second = pay("payout", "40.00", "T-2");
        assert_eq!(create(&format!("{second}/failure"), json!({})).fields(), ["failure_reason"]);
        assert_eq!(
            create(&format!("{second}/success"), json!({ "provider_response": "no JSON" })).fields(),
            ["provider_response"]
        );
        let failed = create(&format!("{second}/failure"), json!({ "failure_reason": "The telephone was off" }));
        assert_eq!(failed.json()["failure_reason"], "The telephone was off");
        assert_eq!(balance(), "89.90");
        let third = pay("payout", "40.00", "T-3");
        assert_eq!(create(&format!("{third}/success"), json!({})).status, 200);
        assert_eq!(balance(), "49.80");
        assert_eq!(create(&format!("{third}/reversal"), json!({})).json()["status"], "reversed");
        assert_eq!(balance(), "89.90");
        // Who is no officer there sees nothing of it.
        assert_eq!(server.get("treasurer.umoja", &format!("/api/v1/{third}")).status, 404);
        assert_eq!(wrong_totals_of(server, number(&group)), [""; 0]);
    }
}

/// Whether it is not active yet, or no longer. What the provider is at work on, it decides.
#[test]
fn mobile_money_goes_by_active_accounts_alone() {
    for server in Server::shared().iter() {
        let (group, _) = group(server, "T-BLOCKED");
        let create = |list: &str, body: Value| server.write("admin", "POST", &format!("/api/v1/{list}"), &body);
        let account = json!({
            "group_id": group, "provider_id": 1, "phone_number": "+250788000003", "currency": "RWF"
        });
        let account = create("mobile-money-accounts", account).json()["id"].clone();
        let set_status = |status: &str| {
            let path = format!("/api/v1/mobile-money-accounts/{account}");
            let changed = server.write("admin", "PATCH", &path, &json!({ "status": status }));
            assert_eq!(changed.json()["status"], status, "{}", changed.text);
        };
        let pay = |reference: &str| {
            let body = json!({
                "account_id": account, "transaction_type": "collection", "amount": "5.00",
                "external_reference": reference
            });
            create("mobile-money-transactions", body)
        };
        let refused = |status: &str| {
            let detail = format!("must be an active account, and this one is {status}");
            assert_eq!(pay("T-REFUSED").errors(), [("account_id".to_owned(), detail)]);
        };
        refused("pending");
        set_status("active");
        let paid = pay("T-PAID");
        assert_eq!(paid.status, 201, "{}", paid.text);
        for status in ["blocked", "closed"] {
            set_status(status);
            refused(status);
        }
        let done = create(&format!("mobile-money-transactions/{}/success", paid.json()["id"]), json!({}));
        assert_eq!(done.json()["status"], "succeeded", "{}", done.text);
        let all = server.get("admin", &format!("/api/v1/mobile-money-transactions?account_id={account}")).json();
        assert_eq!(all["total"], 1);
        assert_eq!(wrong_totals_of(server, number(&group)), [""; 0]);
    }
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

/// 16 clients at once, on databases of their own.
#[test]
fn many_who_save_at_once_lose_nothing_and_double_nothing() {
    const CLIENTS: usize = 16;
    const PAYMENTS: usize = 6;
    for server in Server::on_both() {
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

/// The server is killed while eight clients record savings: what was answered is kept, and nothing is there by half.
#[test]
fn what_was_answered_outlives_the_server() {
    const CLIENTS: usize = 8;
    for mut server in Server::on_both() {
        let token = server.token("treasurer.twitezimbere");
        let recorded = |server: &Server| {
            let contents = Contents::load(&mut server.program.connect()).expect("the database can be read");
            assert_eq!(contents.wrong_totals().expect("all fit"), [""; 0]);
            contents.saving_transactions.len()
        };
        let before = recorded(&server);
        let answered = AtomicUsize::new(0);
        thread::scope(|scope| {
            for client in 0..CLIENTS {
                let (server, token, answered) = (&server, &token, &answered);
                scope.spawn(move || {
                    let body = json!({
                        "member_saving_id": 3 * (client % 5) + 1, "transaction_type": "deposit", "amount": "1.01",
                        "transaction_date": "2026-01-03", "meeting_id": 1
                    });
                    let pay = || server.attempt(Some(token), "POST", "/api/v1/savings", Some(&body));
                    while pay().is_ok_and(|answer| answer.status() == 201) {
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            thread::sleep(Duration::from_millis(500 + fastrand::u64(..1_000)));
            server.kill();
        });
        assert_eq!(server.wait(), None, "it was killed");
        server.program.wait_until_alone();
        let (answered, kept) = (answered.into_inner(), recorded(&server) - before);
        assert!(answered > 0 && (answered..=answered + CLIENTS).contains(&kept), "{answered} answered, {kept} kept");
        println!("{answered} payments answered and {kept} kept on {}", server.program.url);
    }
}
