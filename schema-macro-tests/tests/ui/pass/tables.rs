//! The tables that are declared: no view, and no table without a primary key or in a schema that Diesel can't name.

mod schema {
    schema_macro::schema!();
}

// Less to compile, where there are hundreds of tables.
mod related {
    schema_macro::schema!(only = ["group_members", "savings_groups"], same_query = "fk_related_tables");
}

fn main() {
    let tables = ["absences", "branches", "group_members", "meeting_attendance", "meetings", "member_fines", "payments", "savings_groups", "visits", "audit.events", "auth.Sign Ins", "auth.accounts"];
    assert_eq!(schema::TABLES, tables);
}
