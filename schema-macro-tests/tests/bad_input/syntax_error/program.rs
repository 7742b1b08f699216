//! A program over migrations that can't be read is told so once, not once a struct.

use diesel::prelude::*;
use schema_macro::table;

mod schema {
    schema_macro::schema!();
}

use schema::{fines, members};

#[table("members")]
#[derive(Queryable, Selectable, Identifiable)]
pub struct Member {
    pub id: i32,
}

#[table("fines")]
#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(belongs_to(Member))]
pub struct Fine {
    pub number: i32,
    pub member_id: i32,
}

#[table("loans", partial)]
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
pub struct Loan {
    pub member_id: i32,
    pub amount: i32,
}

#[table("shares", partial)]
#[derive(HasQuery)]
pub struct Share {
    pub amount: i32,
}

fn fines_of(connection: &mut PgConnection, member: i32) -> QueryResult<Vec<Fine>> {
    fines::table
        .inner_join(members::table)
        .filter(members::id.eq(member))
        .select(Fine::as_select())
        .load(connection)
}

fn main() {
    let _ = fines_of;
}
