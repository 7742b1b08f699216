//! What can be listed, read, written and deleted: one entry a table, with what can't be told from the schema.

use diesel::prelude::*;
use serde_json::{Map, Value as Json};

use super::access::Caller;
use super::actions;
use super::input::Given;
use super::problem::Problem;
use super::sql::{Condition, Order};
use super::tables::{Column, Table};
use super::value::Value;
use crate::database::Database;
use crate::decimal::Units;
use crate::ledger;
use crate::models::advanced::ServiceProvider;
use crate::models::core::{Notification, User};
use crate::models::documents::{
    Document, DocumentCategory, MobileMoneyAccount, MobileMoneyReconciliation, MobileMoneyTransaction,
};
use crate::models::iga::{IgaActivity, IgaCashflowEntry, IgaParticipation, IgaReturn};
use crate::models::loans::{GroupLoan, LoanAssessment, LoanInstallment};
use crate::models::meetings::{Meeting, MeetingActivity, MeetingAttendance};
use crate::models::savings::{
    CashbookEntry, FineType, GroupMember, MemberFine, MemberSaving, MemberShare, SavingTransaction, SavingType,
    SavingsGroup, ShareTransaction,
};
use crate::password;
use crate::schema;

/// A row as it is answered: every column by its name.
pub(crate) type Row = Map<String, Json>;

/// A table that the server gives access to.
pub(crate) struct Resource {
    /// Where it is, below the address of the interface.
    pub(crate) path: &'static str,
    /// What one row is called.
    pub(crate) one: &'static str,
    table: &'static str,
    rows: fn(&mut Database, Selection) -> QueryResult<Vec<Row>>,
    pub(crate) owner: Owner,
    /// What can be done besides reading.
    pub(crate) can: &'static [Operation],
    /// What only administrators do of it.
    pub(crate) by_administrators: &'static [Operation],
    /// Columns that are not answered, nor asked for.
    pub(crate) hidden: &'static [&'static str],
    /// Columns that nobody can set here.
    pub(crate) closed: &'static [&'static str],
    /// Totals that are given at first.
    pub(crate) opened: &'static [&'static str],
    /// Columns that must be given though they have a default.
    pub(crate) required: &'static [&'static str],
    /// Columns that only administrators set.
    pub(crate) restricted: &'static [&'static str],
    /// Columns that stay as they were at first, besides those of the keys to the owner.
    pub(crate) fixed: &'static [&'static str],
    /// The column with the user who has made the row.
    pub(crate) author: Option<&'static str>,
    /// The order of a list, and whether it descends.
    pub(crate) order: (&'static str, bool),
    /// Why a row can be changed or deleted no more, if it can't.
    pub(crate) guard: fn(&Row) -> Option<&'static str>,
    /// What this one can't write, whoever else can.
    pub(crate) refuse: fn(&Caller, &mut Given<'_>),
    /// What follows from the columns of a row that is written.
    pub(crate) derive: fn(&Given<'_>) -> Vec<(&'static str, Value)>,
    /// What must hold elsewhere for a new row, when nobody else can change that any more.
    pub(crate) admit: Admit,
    /// What makes a row in the place of a plain insert, and gives its id.
    pub(crate) make: Option<Make>,
    /// What follows elsewhere from a row that was written or deleted.
    pub(crate) after: fn(&mut Database, &Row) -> QueryResult<()>,
}

/// Makes a row of what was found to be right.
pub(crate) type Make = fn(&mut Database, &Caller, &[(&'static str, Value)]) -> Result<i32, Problem>;

/// Looks at what else must hold of what was found to be right.
pub(crate) type Admit = fn(&mut Database, &[(&'static str, Value)]) -> Result<(), Problem>;

/// Whose a row is.
pub(crate) enum Owner {
    /// All may see it, and only administrators change it.
    Everybody,
    /// A group's, and maybe one member's: the columns that lead there, from one table to the next. None are needed where
    /// the row is the group itself, or the member.
    Group { group: &'static [&'static str], member: Option<&'static [&'static str]> },
    /// A user's, by this column.
    User(&'static str),
}

/// What can be done besides reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    Create,
    Change,
    Delete,
}

/// Which rows, in which order, and which part of them.
pub(crate) struct Selection {
    pub(crate) condition: Condition,
    pub(crate) order: Order,
    pub(crate) limit: i64,
    pub(crate) offset: i64,
}

const ALL: &[Operation] = &[Operation::Create, Operation::Change, Operation::Delete];

impl Resource {
    pub(crate) fn table(&self) -> &'static Table {
        Table::named(self.table)
    }

    pub(crate) fn load(&self, database: &mut Database, selection: Selection) -> QueryResult<Vec<Row>> {
        (self.rows)(database, selection)
    }

    /// The resource that a table is.
    pub(crate) fn of_table(table: &str) -> Option<&'static Self> {
        RESOURCES.iter().find(|resource| resource.table == table)
    }

    /// The columns that are answered.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &'static Column> {
        self.table().columns.iter().filter(|column| !self.hidden.contains(&column.name))
    }

    /// A column that is answered.
    pub(crate) fn shown(&self, name: &str) -> Option<&'static Column> {
        self.columns().find(|column| column.name == name)
    }

    /// Whether a column can be given when a row is made.
    pub(crate) fn can_be_given(&self, name: &str) -> bool {
        let kept = ["id", "created_date", "updated_date"];
        let column = self.table().column(name);
        column.is_some_and(|column| {
            let is_total = column.is_total && !self.opened.contains(&name);
            let is_kept = kept.contains(&name) || column.is_generated || is_total;
            let is_open = !self.closed.contains(&name) && !self.hidden.contains(&name);
            is_open && !is_kept && self.author != Some(name)
        })
    }

    /// Whether a column stays as it was at first.
    pub(crate) fn is_fixed(&self, name: &str) -> bool {
        let owners = match &self.owner {
            Owner::Everybody => [None, None],
            Owner::Group { group, member } => [group.first(), member.and_then(<[_]>::first)],
            Owner::User(column) => [Some(column), None],
        };
        self.table().key.contains(&name)
            || self.fixed.contains(&name)
            || owners.into_iter().flatten().any(|column| *column == name)
    }
}

/// What most resources are.
const fn resource(
    path: &'static str,
    one: &'static str,
    table: &'static str,
    rows: fn(&mut Database, Selection) -> QueryResult<Vec<Row>>,
) -> Resource {
    Resource {
        path,
        one,
        table,
        rows,
        owner: Owner::Everybody,
        can: ALL,
        by_administrators: &[],
        hidden: &[],
        closed: &[],
        opened: &[],
        required: &[],
        restricted: &[],
        fixed: &[],
        author: None,
        order: ("id", false),
        guard: |_| None,
        refuse: |_, _| (),
        derive: |_| Vec::new(),
        admit: |_, _| Ok(()),
        make: None,
        after: |_, _| Ok(()),
    }
}

/// A resource of this table, whose rows are this model.
macro_rules! of {
    ($path:literal, $one:literal, $table:ident, $model:ident { $($field:ident: $value:expr),* $(,)? }) => {
        Resource {
            $($field: $value,)*
            ..resource($path, $one, stringify!($table), |database, selection| {
                let rows: Vec<$model> = schema::$table::table
                    .filter(selection.condition)
                    .order(selection.order)
                    .limit(selection.limit)
                    .offset(selection.offset)
                    .select($model::as_select())
                    .load(database)?;
                rows.iter().map(row).collect()
            })
        }
    };
}

const OF_GROUP: Owner = Owner::Group { group: &["group_id"], member: None };
const OF_MEMBER: Owner = Owner::Group { group: &["member_id", "group_id"], member: Some(&["member_id"]) };
const OF_ACTIVITY: Owner = Owner::Group { group: &["activity_id", "group_id"], member: None };

/// All of them.
pub(crate) static RESOURCES: &[Resource] = &[
    of!(
        "groups",
        "group",
        savings_groups,
        SavingsGroup {
            owner: Owner::Group { group: &[], member: None },
            by_administrators: &[Operation::Create, Operation::Delete],
            author: Some("created_by"),
            order: ("name", false),
        }
    ),
    of!(
        "members",
        "member",
        group_members,
        GroupMember {
            owner: Owner::Group { group: &["group_id"], member: Some(&[]) },
            restricted: &["user_id"],
            order: ("member_number", false),
        }
    ),
    of!("saving-types", "kind of saving", saving_types, SavingType {}),
    of!("accounts", "savings account", member_savings, MemberSaving { owner: OF_MEMBER, fixed: &["saving_type_id"] }),
    of!(
        "savings",
        "payment into or out of savings",
        saving_transactions,
        SavingTransaction {
            owner: Owner::Group {
                group: &["member_saving_id", "member_id", "group_id"],
                member: Some(&["member_saving_id", "member_id"]),
            },
            can: &[Operation::Create],
            closed: &["verified_by", "verified_at", "mobile_money_transaction_id"],
            required: &["transaction_date"],
            author: Some("recorded_by"),
            order: ("transaction_date", true),
            make: Some(actions::record_saving),
        }
    ),
    of!(
        "cashbook",
        "entry in the cashbook",
        group_cashbook,
        CashbookEntry { owner: OF_GROUP, can: &[], order: ("entry_date", true) }
    ),
    of!(
        "shares",
        "shares of a member",
        member_shares,
        MemberShare { owner: OF_MEMBER, can: &[Operation::Create], closed: &["last_purchase_date", "status"] }
    ),
    of!(
        "share-transactions",
        "shares that are bought, given back, or handed on",
        share_transactions,
        ShareTransaction {
            owner: Owner::Group {
                group: &["member_share_id", "member_id", "group_id"],
                member: Some(&["member_share_id", "member_id"]),
            },
            can: &[Operation::Create],
            closed: &["unit_price"],
            required: &["transaction_date"],
            author: Some("recorded_by"),
            order: ("transaction_date", true),
            make: Some(actions::trade_shares),
        }
    ),
    of!("fine-types", "kind of fine", fine_types, FineType { owner: OF_GROUP, order: ("name", false) }),
    of!(
        "fines",
        "fine",
        member_fines,
        MemberFine {
            owner: OF_MEMBER,
            closed: &["status", "paid_amount", "paid_date", "waived_by", "waiver_reason"],
            order: ("issued_date", true),
            guard: |row| (row["status"] != "unpaid").then_some("the fine has been paid in part, or waived"),
        }
    ),
    of!(
        "loan-assessments",
        "assessment of a loan",
        loan_assessments,
        LoanAssessment { owner: OF_MEMBER, author: Some("assessed_by"), order: ("assessment_date", true) }
    ),
    of!(
        "loans",
        "loan",
        group_loans,
        GroupLoan {
            owner: Owner::Group { group: &["group_id"], member: Some(&["member_id"]) },
            closed: &["status", "disbursement_date", "due_date", "approved_by"],
            opened: &["principal_amount"],
            required: &["interest_rate"],
            order: ("application_date", true),
            guard: |row| (row["status"] != "applied").then_some("the loan has been approved"),
            derive: total_due,
        }
    ),
    of!(
        "installments",
        "installment of a loan",
        loan_repayment_schedule,
        LoanInstallment {
            owner: Owner::Group { group: &["loan_id", "group_id"], member: Some(&["loan_id", "member_id"]) },
            can: &[],
            order: ("due_date", false),
        }
    ),
    of!(
        "meetings",
        "meeting",
        meetings,
        Meeting {
            owner: OF_GROUP,
            author: Some("scheduled_by"),
            order: ("meeting_date", true),
            after: |database, row| match id(row, "id") {
                Some(meeting) => ledger::refresh_meeting(database, meeting),
                None => Ok(()),
            },
        }
    ),
    of!(
        "meeting-activities",
        "point of a meeting",
        meeting_activities,
        MeetingActivity {
            owner: Owner::Group { group: &["meeting_id", "group_id"], member: None },
            order: ("sequence_number", false),
        }
    ),
    of!(
        "attendance",
        "attendance of a member",
        meeting_attendance,
        MeetingAttendance {
            owner: Owner::Group { group: &["meeting_id", "group_id"], member: Some(&["member_id"]) },
            author: Some("recorded_by"),
            order: ("meeting_id", true),
            after: |database, row| match (id(row, "meeting_id"), id(row, "member_id")) {
                (Some(meeting), Some(member)) => ledger::refresh_attendance(database, meeting, member),
                _ => Ok(()),
            },
        }
    ),
    of!(
        "iga-activities",
        "income-generating activity",
        iga_activities,
        IgaActivity { owner: OF_GROUP, order: ("start_date", true) }
    ),
    of!(
        "iga-participation",
        "part of a member in an activity",
        iga_participation,
        IgaParticipation {
            owner: Owner::Group { group: &["activity_id", "group_id"], member: Some(&["member_id"]) },
            order: ("activity_id", false),
        }
    ),
    of!(
        "iga-cashflow",
        "income or expense of an activity",
        iga_cashflow,
        IgaCashflowEntry { owner: OF_ACTIVITY, author: Some("recorded_by"), order: ("flow_date", true) }
    ),
    of!(
        "iga-returns",
        "return of an activity",
        iga_returns,
        IgaReturn {
            owner: Owner::Group {
                // By the row of iga_participation that it refers to.
                group: &["activity_id", "activity_id", "group_id"],
                member: Some(&["member_id"]),
            },
            order: ("period_start", true),
        }
    ),
    of!(
        "document-categories",
        "kind of document",
        document_categories,
        DocumentCategory { order: ("display_order", false) }
    ),
    of!(
        "documents",
        "document",
        documents,
        Document {
            owner: Owner::Group { group: &["group_id"], member: Some(&["member_id"]) },
            author: Some("uploaded_by"),
            closed: &["verified_by", "verified_at", "template_id"],
            order: ("created_date", true),
        }
    ),
    of!(
        "service-providers",
        "company whose services the platform uses",
        service_providers,
        ServiceProvider { can: &[], hidden: &["api_base_url", "settings"], order: ("code", false) }
    ),
    of!(
        "mobile-money-accounts",
        "account of mobile money",
        mobile_money_accounts,
        MobileMoneyAccount {
            owner: Owner::Group { group: &["group_id"], member: Some(&["member_id"]) },
            closed: &["verified_by", "verified_at", "last_synced_at"],
            derive: opening_balance,
        }
    ),
    of!(
        "mobile-money-transactions",
        "payment by mobile money",
        mobile_money_transactions,
        MobileMoneyTransaction {
            owner: Owner::Group { group: &["account_id", "group_id"], member: Some(&["account_id", "member_id"]) },
            closed: &["status", "failure_reason", "provider_response", "initiated_at", "completed_at"],
            author: Some("initiated_by"),
            order: ("initiated_at", true),
            guard: |row| (row["status"] != "pending").then_some("the provider has decided on the payment"),
            admit: actions::need_active_account,
        }
    ),
    of!(
        "mobile-money-reconciliations",
        "comparison with a provider's statement",
        mobile_money_reconciliations,
        MobileMoneyReconciliation {
            owner: Owner::Group { group: &["account_id", "group_id"], member: Some(&["account_id", "member_id"]) },
            can: &[],
            order: ("period_end", true),
        }
    ),
    of!(
        "users",
        "user",
        users,
        User {
            owner: Owner::User("id"),
            can: &[Operation::Create, Operation::Change],
            by_administrators: &[Operation::Create],
            hidden: &["password_hash"],
            closed: &["failed_login_count", "last_login_at", "must_change_password"],
            restricted: &["username", "first_name", "last_name", "role", "is_active"],
            order: ("username", false),
            refuse: |caller, given| {
                if given.value("id") == Some(&Value::Integer32(caller.user_id)) {
                    for column in ["role", "is_active"] {
                        if given.is_given(column) {
                            given.refuse(column, "is set by another administrator");
                        }
                    }
                }
            },
            derive: unknown_password,
        }
    ),
    of!(
        "notifications",
        "notification",
        notifications,
        Notification {
            owner: Owner::User("user_id"),
            by_administrators: &[Operation::Create],
            fixed: &["notification_type", "channel", "title", "body", "payload", "group_id", "sent_at"],
            order: ("created_date", true),
        }
    ),
];

/// A model as a row of JSON.
fn row(model: &impl serde::Serialize) -> QueryResult<Row> {
    match serde_json::to_value(model) {
        Ok(Json::Object(row)) => Ok(row),
        Ok(_) => Err(diesel::result::Error::DeserializationError("a model is no object".into())),
        Err(error) => Err(diesel::result::Error::DeserializationError(error.into())),
    }
}

/// A number in a row.
pub(crate) fn id(row: &Row, column: &str) -> Option<i32> {
    row.get(column)?.as_i64().and_then(|id| i32::try_from(id).ok())
}

/// The principal with its interest, which is flat.
fn total_due(given: &Given<'_>) -> Vec<(&'static str, Value)> {
    match (given.value("principal_amount"), given.value("interest_rate")) {
        (Some(Value::Decimal(principal)), Some(Value::Decimal(rate))) => {
            // In parts of ten thousand, and halves up.
            let interest = (i128::from(principal.units) * i128::from(rate.units) + 5_000) / 10_000;
            let units = i64::try_from(i128::from(principal.units) + interest).unwrap_or(i64::MAX);
            vec![("total_due", Value::Decimal(Units { units, scale: principal.scale }))]
        }
        _ => Vec::new(),
    }
}

/// The balance of a group's account is told from its payments; that of a member's is not known.
fn opening_balance(given: &Given<'_>) -> Vec<(&'static str, Value)> {
    let is_null = |name| given.value(name).is_none_or(|value| *value == Value::Null);
    let nothing = Value::Decimal(Units { units: 0, scale: 2 });
    if is_null("id") && is_null("member_id") { vec![("balance", nothing)] } else { Vec::new() }
}

/// A new user has a password that nobody knows, until an administrator asks for one.
fn unknown_password(given: &Given<'_>) -> Vec<(&'static str, Value)> {
    match given.value("id") {
        None | Some(Value::Null) => {
            // No password is right where there is no hash.
            let hash = password::hash(&password::generate()).unwrap_or_default();
            vec![("password_hash", Value::Text(hash)), ("must_change_password", Value::Boolean(true))]
        }
        Some(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::access::along;
    use super::{Owner, RESOURCES, Resource};

    #[test]
    fn every_path_leads_to_a_group_or_a_member() {
        for resource in RESOURCES {
            let table = resource.table();
            if let Owner::Group { group, member } = &resource.owner {
                // Panics where a column refers to nothing.
                for path in [Some(*group), *member].into_iter().flatten() {
                    along(table, path, vec![1]);
                }
            }
            for column in resource.closed.iter().chain(resource.fixed).chain(resource.opened).chain(resource.restricted)
            {
                assert!(table.column(column).is_some(), "{} has no column {column}", resource.path);
            }
            assert!(table.column(resource.order.0).is_some(), "{}", resource.path);
            assert!(resource.author.is_none_or(|author| table.column(author).is_some()), "{}", resource.path);
        }
    }

    /// Else an officer could point to something of another group.
    #[test]
    fn whatever_a_row_can_refer_to_is_a_resource_or_a_user() {
        for resource in RESOURCES.iter().filter(|resource| !resource.can.is_empty()) {
            for reference in &resource.table().references {
                let is_given = reference.columns.iter().any(|column| resource.can_be_given(column));
                let is_known = reference.parent == "users" || Resource::of_table(reference.parent).is_some();
                assert!(!is_given || is_known, "{} refers to {}", resource.path, reference.parent);
            }
        }
    }

    #[test]
    fn whatever_must_be_there_is_given_or_made() {
        for resource in RESOURCES.iter().filter(|resource| !resource.can.is_empty()) {
            for column in resource.table().columns.iter().filter(|column| !column.is_nullable && !column.has_default) {
                let computed = ["total_due", "unit_price", "password_hash"];
                let is_made = resource.author == Some(column.name) || computed.contains(&column.name);
                assert!(is_made || resource.can_be_given(column.name), "{}.{}", resource.path, column.name);
            }
        }
    }
}
