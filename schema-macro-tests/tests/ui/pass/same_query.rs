//! Tables that appear together in a query: any two of all schemas, an alias, `ONLY`, `TABLESAMPLE`, and one that is declared
//! by hand.

use diesel::debug_query;
use diesel::dsl::{OnlyDsl as _, TablesampleDsl as _, exists, sql};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;

mod schema {
    schema_macro::schema!();
}

/// What foreign keys relate is in groups, and tables of two groups, or of none, are let appear together by hand.
mod related {
    use auth::accounts;

    schema_macro::schema!(same_query = "fk_related_tables");
    diesel::allow_tables_to_appear_in_same_query!(savings_groups, accounts, meetings);
}

diesel::table! {
    logs (id) {
        id -> Integer,
        member_id -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(group_members, logs);

use schema::auth::accounts;
use schema::{group_members, payments, savings_groups};

fn main() {
    let (others, same) = diesel::alias!(group_members as others, group_members as same);
    let across = group_members::table
        .inner_join(accounts::table.on(accounts::member_id.eq(group_members::id.nullable())))
        .left_join(savings_groups::table.on(savings_groups::id.eq(group_members::group_id)))
        .filter(exists(payments::table.filter(payments::member_id.nullable().eq(accounts::member_id))))
        .select((accounts::email, savings_groups::id.nullable()));
    assert!(debug_query::<Pg, _>(&across).to_string().contains(r#"JOIN "auth"."accounts""#));

    let aliases = others
        .inner_join(same.on(others.field(group_members::id).eq(same.field(group_members::id))))
        .inner_join(accounts::table.on(accounts::id.eq(same.field(group_members::id))))
        .select((others.field(group_members::id), accounts::id));
    assert!(debug_query::<Pg, _>(&aliases).to_string().contains(r#""group_members" AS "same""#));

    let only = group_members::table.only().inner_join(accounts::table.on(sql::<Bool>("true"))).select(accounts::id);
    assert!(debug_query::<Pg, _>(&only).to_string().contains(r#"ONLY "group_members""#));

    let sample = accounts::table
        .inner_join(payments::table.tablesample_bernoulli(10).on(sql::<Bool>("true")))
        .select(accounts::id);
    assert!(debug_query::<Pg, _>(&sample).to_string().contains(r#""payments" TABLESAMPLE BERNOULLI"#));

    let by_hand = group_members::table
        .inner_join(logs::table.on(logs::member_id.eq(group_members::id)))
        .select((logs::id, group_members::id));
    assert!(debug_query::<Pg, _>(&by_hand).to_string().contains(r#"JOIN "logs""#));

    let groups = related::savings_groups::table
        .inner_join(related::auth::accounts::table.on(sql::<Bool>("true")))
        .inner_join(related::meetings::table.on(sql::<Bool>("true")))
        .select((related::savings_groups::id, related::auth::accounts::id, related::meetings::id));
    assert!(debug_query::<Pg, _>(&groups).to_string().contains(r#"JOIN "meetings""#));
}
