//! What can be done to any resource: lists, rows, and what is said of input that can't be taken.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Server;
use super::money::wrong_totals_of;

#[test]
fn every_column_of_a_table_is_answered() {
    for server in Server::shared().iter() {
        let live = server.program.connect().introspect().expect("the database can be read");
        let document = server.document();
        for (list, table) in [
            ("groups", "savings_groups"),
            ("members", "group_members"),
            ("saving-types", "saving_types"),
            ("accounts", "member_savings"),
            ("savings", "saving_transactions"),
            ("cashbook", "group_cashbook"),
            ("shares", "member_shares"),
            ("fine-types", "fine_types"),
            ("fines", "member_fines"),
            ("loan-assessments", "loan_assessments"),
            ("loans", "group_loans"),
            ("installments", "loan_repayment_schedule"),
            ("meetings", "meetings"),
            ("meeting-activities", "meeting_activities"),
            ("attendance", "meeting_attendance"),
            ("iga-activities", "iga_activities"),
            ("iga-participation", "iga_participation"),
            ("iga-cashflow", "iga_cashflow"),
            ("iga-returns", "iga_returns"),
            ("document-categories", "document_categories"),
            ("documents", "documents"),
            ("notifications", "notifications"),
            ("share-transactions", "share_transactions"),
            ("service-providers", "service_providers"),
            ("mobile-money-accounts", "mobile_money_accounts"),
            ("mobile-money-transactions", "mobile_money_transactions"),
            ("mobile-money-reconciliations", "mobile_money_reconciliations"),
            ("users", "users"),
        ] {
            let hidden: &[&str] = match list {
                "users" => &["password_hash"],
                "service-providers" => &["api_base_url", "settings"],
                _ => &[],
            };
            let columns = live.table(table).and_then(|table| table.columns.as_ref()).expect("it is there");
            let columns = columns.iter().map(|column| column.name.as_ref()).filter(|name| !hidden.contains(name));
            let columns: BTreeSet<&str> = columns.collect();
            let row = server.get("admin", &format!("/api/v1/{list}?limit=1")).json()["items"][0].clone();
            let answered: BTreeSet<&str> = row.as_object().expect("a row").keys().map(String::as_str).collect();
            assert_eq!(answered, columns, "{list}");
            let documented = &document["components"]["schemas"][list]["properties"];
            let documented: BTreeSet<&str> =
                documented.as_object().expect("a schema").keys().map(String::as_str).collect();
            assert_eq!(documented, columns, "{list}");
            for name in hidden {
                for query in [format!("{name}=x"), format!("{name}.min=x"), format!("sort={name}")] {
                    assert_eq!(server.get("admin", &format!("/api/v1/{list}?{query}")).status, 422, "{list}?{query}");
                }
            }
        }
    }
}

#[test]
fn a_list_is_read_in_parts_and_by_filters() {
    for server in Server::shared().iter() {
        let ids = |query: &str| -> Vec<i64> {
            let answer = server.get("auditor", &format!("/api/v1/meetings?{query}"));
            assert_eq!(answer.status, 200, "{}", answer.text);
            let page = answer.json();
            page["items"].as_array().expect("a list").iter().map(|row| row["id"].as_i64().expect("an id")).collect()
        };
        let all = ids("group_id=2&sort=-members_present&limit=500");
        assert_eq!(all.len(), 26);
        let parts: Vec<i64> = (0..3)
            .flat_map(|part| ids(&format!("group_id=2&sort=-members_present&limit=10&offset={}", part * 10)))
            .collect();
        assert_eq!(parts, all, "the parts are not the whole");
        let mut other_way = ids("group_id=2&sort=members_present&limit=500");
        other_way.reverse();
        assert_eq!(other_way, all);
        assert_eq!(ids("group_id=2&offset=1000"), [0_i64; 0]);
        assert_eq!(ids("meeting_date.min=2025-12-01&meeting_date.max=2025-12-31&group_id=1&limit=500").len(), 4);
        assert_eq!(ids("decisions_made=null&status=held&group_id=3").len(), ids("group_id=3").len());
        assert_eq!(ids("location=%27%20OR%201%3D1%20--"), [0_i64; 0]);

        let page = server.get("auditor", "/api/v1/meetings").json();
        assert_eq!((page["limit"].as_i64(), page["items"].as_array().map(Vec::len)), (Some(50), Some(50)));
        let wrong = server.get(
            "auditor",
            "/api/v1/meetings?limit=501&offset=-1&sort=nope&nope=1&group_id=x&latitude=1&status.max.y=1",
        );
        assert_eq!(wrong.fields(), ["limit", "offset", "sort", "nope", "group_id", "latitude", "status.max.y"]);
    }
}

#[test]
fn each_field_that_can_not_be_taken_has_an_entry() {
    for server in Server::shared().iter() {
        let body = json!({
            "group_id": 1,
            "member_number": "001",
            "first_name": "x".repeat(101),
            "last_name": null,
            "gender": "unsure",
            "date_of_birth": "2025-02-29",
            "email": 12,
            "joined_date": "2025-06-01",
            "left_date": "2025-05-31",
            "share_balance": "100.00",
            "user_id": 99_999,
            "nationality": "RW",
        });
        let errors = server.write("admin", "POST", "/api/v1/members", &body).errors();
        let errors: Vec<(&str, &str)> =
            errors.iter().map(|(field, detail)| (field.as_str(), detail.as_str())).collect();
        assert_eq!(
            errors,
            [
                ("user_id", "there is no such row to refer to"),
                ("member_number", "is taken already together with `group_id`"),
                ("date_of_birth", "must be a date, such as \"2025-01-31\""),
                ("gender", "must be one of female, male, other, unknown"),
                ("email", "must be a text of up to 128 characters"),
                ("left_date", "must be at least `joined_date`"),
                ("first_name", "must be a text of up to 100 characters"),
                ("last_name", "must not be null"),
                ("share_balance", "is set by the server"),
                ("nationality", "there is no such field"),
            ]
        );
        let empty = server.write("admin", "POST", "/api/v1/members", &json!({}));
        assert_eq!(empty.fields(), ["group_id", "member_number", "gender", "first_name", "last_name"]);
        let sooner = server.write("admin", "PATCH", "/api/v1/members/9", &json!({ "left_date": "2020-01-01" }));
        assert_eq!(sooner.fields(), ["left_date"], "what was there before does not count");
        let no_json = server.write("admin", "POST", "/api/v1/members", &json!([1]));
        assert_eq!(no_json.status, 400);
    }
}

/// What no column can hold, in every field of every body that the document has, never reaches the database.
#[test]
fn whatever_is_sent_is_answered_with_fields() {
    for server in Server::shared().iter() {
        let document = server.document();
        let mut bodies = 0;
        for (path, item) in document["paths"].as_object().expect("paths") {
            let schema = &item["post"]["requestBody"]["content"]["application/json"]["schema"];
            let name = schema["$ref"].as_str().and_then(|name| name.rsplit_once('/'));
            let Some((_, name)) = name else { continue };
            let properties = document["components"]["schemas"][name]["properties"].as_object().expect("fields");
            for value in [json!({}), json!([]), json!("\u{0}"), json!(1e300), json!(70_000)] {
                let body: serde_json::Map<_, _> =
                    properties.keys().map(|field| (field.clone(), value.clone())).collect();
                let answer = server.write("admin", "POST", path, &Value::Object(body));
                let fields = answer.fields();
                if value.is_object() || value.is_array() {
                    assert_eq!(fields.len(), properties.len(), "{path}: {fields:?}");
                }
                let told = answer.text.to_lowercase();
                for word in ["sqlite", "postgres", "constraint", "diesel", "select ", "relation"] {
                    assert!(!told.contains(word), "{path}: {told}");
                }
            }
            bodies += 1;
        }
        assert!(bodies > 14, "only {bodies} bodies");
        let long = json!({ "name": "x".repeat(66_000) });
        assert_eq!(server.write("admin", "POST", "/api/v1/groups", &long).status, 413);
    }
}

/// A group from its first day, on a server of its own: afterwards every total is what its parts make.
#[test]
fn a_group_is_made_and_led_by_the_interface() {
    for server in Server::shared().iter() {
        let create = |list: &str, body: Value| {
            let answer = server.write("admin", "POST", &format!("/api/v1/{list}"), &body);
            assert_eq!(answer.status, 201, "{list}: {}", answer.text);
            answer.json()
        };
        let change = |path: String, body: Value| {
            let answer = server.write("admin", "PATCH", &format!("/api/v1/{path}"), &body);
            assert_eq!(answer.status, 200, "{path}: {}", answer.text);
            answer.json()
        };
        let delete = |path: String| server.write("admin", "DELETE", &format!("/api/v1/{path}"), &Value::Null).status;
        let group = create(
            "groups",
            json!({
                "name": "Abadahigwa", "group_code": "RW-TST-001", "country": "RW", "district": "Huye", "parish": "Ngoma",
                "village": "Butare"
            }),
        );
        assert_eq!((&group["status"], &group["created_by"]), (&json!("active"), &json!(1)));
        let group = &group["id"];
        let [first, second] = ["001", "002"].map(|number| {
            let member = create(
                "members",
                json!({
                    "group_id": group, "member_number": number, "first_name": "Ada", "last_name": "", "gender": "female"
                }),
            );
            member["id"].clone()
        });
        assert_eq!(change(format!("groups/{group}"), json!({ "chair_member_id": first }))["members_count"], 2);

        let meeting =
            create("meetings", json!({ "group_id": group, "meeting_number": 1, "meeting_date": "2025-03-01" }));
        let meeting = &meeting["id"];
        for (member, status) in [(&first, "present"), (&second, "absent")] {
            create("attendance", json!({ "meeting_id": meeting, "member_id": member, "attendance_status": status }));
        }
        let held = change(format!("meetings/{meeting}"), json!({ "status": "held", "minutes": "All went well." }));
        assert_eq!(
            (&held["members_present"], &held["total_members"], &held["quorum_met"]),
            (&json!(1), &json!(2), &json!(false))
        );
        change(format!("attendance/{meeting}/{second}"), json!({ "attendance_status": "late" }));
        let row = |path: String| server.get("admin", &format!("/api/v1/{path}")).json();
        assert_eq!(row(format!("meetings/{meeting}"))["quorum_met"], true);
        assert_eq!(row(format!("members/{second}"))["attendance_percentage"], "100.00");
        let activity = create(
            "iga-activities",
            json!({
                "group_id": group, "name": "Bees", "activity_type": "livestock", "start_date": "2025-03-01",
                "products": "[\"honey\"]", "latitude": "-2.596700"
            }),
        );
        let activity = &activity["id"];
        create("iga-participation", json!({ "activity_id": activity, "member_id": first, "profit_share": "50.00" }));
        create(
            "iga-cashflow",
            json!({
                "activity_id": activity, "flow_date": "2025-04-01", "flow_type": "income", "category": "honey", "amount": "80.25"
            }),
        );
        let paid = |member: &Value| {
            json!({
                "activity_id": activity, "member_id": member, "period_start": "2025-03-01", "period_end": "2025-05-31",
                "gross_amount": "40.00", "deductions": "0.13"
            })
        };
        assert_eq!(create("iga-returns", paid(&first))["net_amount"], "39.87");
        let stranger = server.write("admin", "POST", "/api/v1/iga-returns", &paid(&second));
        assert_eq!(stranger.fields(), ["activity_id"], "who takes no part is paid");
        let document = create(
            "documents",
            json!({
                "group_id": group, "category_id": 1, "title": "Constitution", "file_name": "c.pdf", "file_url": "https://files.example/c.pdf",
                "file_size": 1024, "mime_type": "application/pdf", "checksum": "00ff"
            }),
        );
        assert_eq!((&document["checksum"], &document["current_version"]), (&json!("00ff"), &json!(1)));

        let id = group.as_i64().and_then(|id| i32::try_from(id).ok()).expect("an id");
        assert_eq!(wrong_totals_of(server, id), [""; 0]);

        for path in [format!("members/{first}"), format!("groups/{group}"), format!("meetings/{meeting}")] {
            assert_eq!(delete(path.clone()), 409, "{path} takes others with it");
        }
        assert_eq!(delete(format!("attendance/{meeting}/{second}")), 204);
        assert_eq!(row(format!("meetings/{meeting}"))["total_members"], 1);
        assert_eq!(row(format!("members/{second}"))["attendance_percentage"], Value::Null);
        assert_eq!(delete(format!("members/{second}")), 204);
        assert_eq!(row(format!("groups/{group}"))["members_count"], 1);
        assert_eq!(delete(format!("members/{second}")), 404);
    }
}
