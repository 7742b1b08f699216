//! What `schema-drift` reports of MariaDB: nothing of a database as it should be, and each change by hand.

use diesel::connection::SimpleConnection;
use diesel::{Connection, MysqlConnection};
use schema_catalog::{Catalog, Dialect};
use schema_drift::{Introspect, Schema};
use schema_macro_tests::drift;
use schema_macro_tests::server::mysql::MariadbDatabase;

const MIGRATIONS: &str = "
    CREATE TABLE __diesel_schema_migrations (
        version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
    );
    INSERT INTO __diesel_schema_migrations (version) VALUES ('001'), ('002');";

#[test]
fn changes_by_hand_of_mariadb() {
    drift::run("mariadb.sql", |base, change| {
        // What defines a table can't be undone in MariaDB, so that each case has a database of its own.
        let database = MariadbDatabase::create();
        let mut live = MysqlConnection::establish(&database.url()).unwrap_or_else(|error| panic!("{error}"));
        let mut run = |sql: &str| live.batch_execute(sql).unwrap_or_else(|error| panic!("{sql}\n{error}"));
        run(base);
        run(MIGRATIONS);
        let catalog = Catalog::from_sql(Dialect::Mariadb, "base.sql", base).unwrap_or_else(|error| panic!("{error}"));
        let mut expected = Schema::from_catalog(&catalog, Some(vec!["001".to_owned(), "002".to_owned()]));
        let found = live.introspect().expect("the database can be read");
        for table in expected.tables.to_mut() {
            table.triggers = found.table(&table.name).and_then(|found| found.triggers.clone());
        }
        if !change.is_empty() {
            live.batch_execute(change).unwrap_or_else(|error| panic!("{change}\n{error}"));
        }
        schema_drift::check(&mut live, &expected).unwrap_or_else(|error| panic!("{error}")).to_string()
    });
}
