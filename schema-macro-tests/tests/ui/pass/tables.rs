//! The tables that are declared: neither a view nor a table without a primary key.

mod schema {
    schema_macro::schema!();
}

fn main() {
    let tables = ["absences", "branches", "group_members", "meeting_attendance", "meetings", "member_fines", "payments", "savings_groups", "visits"];
    assert_eq!(schema::TABLES, tables);
}
