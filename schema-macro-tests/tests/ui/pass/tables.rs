//! The tables that are declared: neither a view nor a table without a primary key.

mod schema {
    schema_macro::schema!();
}

fn main() {
    let tables = ["group_members", "meeting_attendance", "member_fines", "payments", "savings_groups"];
    assert_eq!(schema::TABLES, tables);
}
