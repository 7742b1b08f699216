//! Every row of every table, as models: read, written, and compared.

use diesel::prelude::*;
use diesel::sql_query;

use crate::database::Database;
use crate::models::achievements::*;
use crate::models::advanced::*;
use crate::models::analytics::*;
use crate::models::core::*;
use crate::models::documents::*;
use crate::models::iga::*;
use crate::models::loans::*;
use crate::models::meetings::*;
use crate::models::savings::*;
use crate::schema;
use crate::schema::savings_groups::{chair_member_id, secretary_member_id, treasurer_member_id};

/// For each table, in an order in which each refers to those before it: its name, its primary key, its model.
///
/// `savings_groups` alone also refers to a table after it, by its officers.
macro_rules! tables {
    (filled by migrations { $($fixed:ident by $fixed_key:ident: $fixed_model:ident,)* }
     filled by users { $($table:ident by ($($key:ident),+): $model:ident,)* }) => {
        /// Every row of every table, sorted by the primary keys.
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct Contents {
            $(#[doc = concat!("`", stringify!($fixed), "`, which the migrations fill.")] pub $fixed: Vec<$fixed_model>,)*
            $(#[doc = concat!("`", stringify!($table), "`.")] pub $table: Vec<$model>,)*
        }

        impl Contents {
            /// The tables that the migrations fill.
            pub const FILLED: &'static [&'static str] = &[$(stringify!($fixed)),*];

            /// Reads all.
            ///
            /// # Errors
            ///
            /// If the database can't be read.
            pub fn load(database: &mut Database) -> QueryResult<Self> {
                Ok(Self {
                    $($fixed: schema::$fixed::table
                        .order(schema::$fixed::$fixed_key)
                        .select($fixed_model::as_select())
                        .load(database)?,)*
                    $($table: schema::$table::table
                        .order(($(schema::$table::$key),+))
                        .select($model::as_select())
                        .load(database)?,)*
                })
            }

            /// How many rows each table has that the migrations do not fill.
            #[must_use]
            pub fn counts(&self) -> Vec<(&'static str, usize)> {
                vec![$((stringify!($table), self.$table.len()),)*]
            }

            /// How many rows each table of a database has that the migrations do not fill.
            ///
            /// # Errors
            ///
            /// If the database can't be read.
            pub fn live_counts(database: &mut Database) -> QueryResult<Vec<(&'static str, i64)>> {
                Ok(vec![$((stringify!($table), schema::$table::table.count().get_result(database)?),)*])
            }

            fn delete_rows(database: &mut Database) -> QueryResult<()> {
                let deletes: &[fn(&mut Database) -> QueryResult<usize>] =
                    &[$(|database| diesel::delete(schema::$table::table).execute(database),)*];
                deletes.iter().rev().try_for_each(|delete| delete(database).map(drop))
            }

            /// Inserts all rows but those of the migrations, and calls `inserted` after each.
            fn insert_rows(&self, database: &mut Database, inserted: &dyn Fn()) -> QueryResult<()> {
                $(for row in &self.$table {
                    diesel::insert_into(schema::$table::table).values(row).execute(database)?;
                    inserted();
                })*
                Ok(())
            }
        }
    };
}

tables! {
    filled by migrations {
        saving_types by id: SavingType,
        document_categories by id: DocumentCategory,
    }
    filled by users {
        users by (id): User,
        user_sessions by (id): UserSession,
        services by (id): Service,
        permissions by (id): Permission,
        user_permissions by (user_id, permission_id): UserPermission,
        savings_groups by (id): SavingsGroup,
        group_members by (id): GroupMember,
        notifications by (id): Notification,
        meetings by (id): Meeting,
        meeting_activities by (id): MeetingActivity,
        member_activity_participation by (id): MemberActivityParticipation,
        fine_types by (id): FineType,
        member_fines by (id): MemberFine,
        meeting_attendance by (meeting_id, member_id): MeetingAttendance,
        service_providers by (id): ServiceProvider,
        mobile_money_accounts by (id): MobileMoneyAccount,
        mobile_money_transactions by (id): MobileMoneyTransaction,
        mobile_money_reconciliations by (id): MobileMoneyReconciliation,
        member_savings by (id): MemberSaving,
        saving_transactions by (id): SavingTransaction,
        iga_activities by (id): IgaActivity,
        iga_participation by (activity_id, member_id): IgaParticipation,
        iga_cashflow by (id): IgaCashflowEntry,
        iga_returns by (id): IgaReturn,
        group_cashbook by (id): CashbookEntry,
        member_shares by (id): MemberShare,
        share_transactions by (id): ShareTransaction,
        share_outs by (id): ShareOut,
        share_out_payments by (id): ShareOutPayment,
        loan_assessments by (id): LoanAssessment,
        group_loans by (id): GroupLoan,
        loan_repayment_schedule by (id): LoanInstallment,
        document_templates by (id): DocumentTemplate,
        documents by (id): Document,
        document_versions by (id): DocumentVersion,
        document_approvals by (id): DocumentApproval,
        achievements by (id): Achievement,
        badges by (id): Badge,
        member_achievements by (id): MemberAchievement,
        member_badges by (member_id, badge_id): MemberBadge,
        leaderboard by (id): LeaderboardEntry,
        analytics_snapshots by (id): AnalyticsSnapshot,
        generated_reports by (id): GeneratedReport,
        member_analytics by (id): MemberAnalytics,
        audit_log by (id): AuditLogEntry,
    }
}

impl Contents {
    /// Inserts all rows but those of the migrations, with their ids, and calls `inserted` after each.
    ///
    /// What triggers keep is left to them: afterwards the database holds these contents if, and only if, the triggers
    /// come to the same.
    ///
    /// # Errors
    ///
    /// If a row is refused. Run it in a transaction: it does not undo what went well before.
    pub fn insert(&self, database: &mut Database, inserted: &dyn Fn()) -> QueryResult<()> {
        let mut first = self.clone();
        for group in &mut first.savings_groups {
            group.members_count = 0;
            (group.chair_member_id, group.treasurer_member_id, group.secretary_member_id) = (None, None, None);
        }
        for saving in &mut first.member_savings {
            saving.current_balance = crate::decimal::Money::ZERO;
            saving.last_transaction_date = None;
        }
        first.insert_rows(database, inserted)?;
        for group in &self.savings_groups {
            let officers = (
                chair_member_id.eq(group.chair_member_id),
                treasurer_member_id.eq(group.treasurer_member_id),
                secretary_member_id.eq(group.secretary_member_id),
            );
            diesel::update(schema::savings_groups::table.find(group.id)).set(officers).execute(database)?;
        }
        if let Database::Postgres(connection) = database {
            sql_query(NUMBER_ON).execute(connection)?;
        }
        Ok(())
    }

    /// Deletes every row but those of the migrations, and lets ids begin anew.
    ///
    /// # Errors
    ///
    /// If the database can't be written. Run it in a transaction.
    pub fn clear(database: &mut Database) -> QueryResult<()> {
        // While the trigger counts members down, PostgreSQL looks for officers that are deleted already.
        let nobody =
            (chair_member_id.eq(None::<i32>), treasurer_member_id.eq(None::<i32>), secretary_member_id.eq(None::<i32>));
        diesel::update(schema::savings_groups::table).set(nobody).execute(database)?;
        Self::delete_rows(database)?;
        match database {
            Database::Postgres(connection) => sql_query(NUMBER_ON).execute(connection)?,
            Database::Sqlite(connection) => sql_query(NUMBER_ANEW).execute(connection)?,
        };
        Ok(())
    }

    /// How many rows there are that the migrations do not fill.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.counts().iter().map(|(_, count)| count).sum()
    }
}

/// Rows that bring their ids leave the sequences of PostgreSQL where they were.
const NUMBER_ON: &str = "
    DO $$
    DECLARE
        numbered RECORD;
    BEGIN
        FOR numbered IN
            SELECT table_name, pg_get_serial_sequence(quote_ident(table_name), column_name) AS sequence_name
            FROM information_schema.columns
            WHERE table_schema = 'public' AND column_name = 'id'
        LOOP
            IF numbered.sequence_name IS NOT NULL THEN
                EXECUTE format(
                    'SELECT setval(%L, GREATEST((SELECT max(id) FROM %I), 1), EXISTS (SELECT FROM %I))',
                    numbered.sequence_name, numbered.table_name, numbered.table_name
                );
            END IF;
        END LOOP;
    END
    $$";

/// The numbers that SQLite has given: <https://sqlite.org/autoinc.html>.
const NUMBER_ANEW: &str = "DELETE FROM sqlite_sequence WHERE name NOT IN ('saving_types', 'document_categories')";

#[cfg(test)]
mod tests {
    use super::Contents;
    use crate::schema::TABLES;

    #[test]
    fn every_table_is_among_them() {
        let counts = Contents::default().counts();
        for table in TABLES.iter().filter(|table| !Contents::FILLED.contains(table)) {
            assert!(counts.iter().any(|(name, _)| name == table), "`{table}` is missing");
        }
        assert_eq!(counts.len() + Contents::FILLED.len(), TABLES.len());
    }
}
