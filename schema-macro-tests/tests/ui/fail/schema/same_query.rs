//! Tables that may not appear in one query: those that no foreign key connects, of another `schema!`, and one twice.

use diesel::query_source::{Table, TableNotEqual};

mod schema {
    schema_macro::schema!(except = ["visits"], same_query = "fk_related_tables");
}

mod other {
    schema_macro::schema!(only = ["visits"]);
}

fn in_one_query<A: TableNotEqual<B>, B: Table>() {}

fn main() {
    in_one_query::<schema::savings_groups::table, schema::group_members::table>();
    in_one_query::<schema::savings_groups::table, schema::meetings::table>();
    in_one_query::<schema::savings_groups::table, other::visits::table>();
    in_one_query::<schema::savings_groups::table, schema::savings_groups::table>();
}
