//! The tables that are declared: no view, and no table without a primary key or in a schema that Diesel can't name.

mod schema {
    schema_macro::schema!();
}

fn main() {
    let tables = ["absences", "branches", "group_members", "meeting_attendance", "meetings", "member_fines", "payments", "savings_groups", "visits", "audit.events", "auth.Sign Ins", "auth.accounts"];
    assert_eq!(schema::TABLES, tables);
}
