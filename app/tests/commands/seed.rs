//! `seed-demo-data`: the same rows every time, all or none, and every total what its parts make.

use std::process::Stdio;

use app::contents::Contents;
use app::database::Database;
use app::decimal::Money;
use app::schema::{group_cashbook, group_members, member_savings, saving_transactions, savings_groups};
use app::seed::{Extent, SeedError, Seeding, seed};
use diesel::dsl::sum;
use diesel::prelude::*;

use crate::Program;

const SEEDING: Seeding<'_> = Seeding { password_hash: "hash", replace: false, extent: Extent::Whole };

pub(crate) fn seeded(program: &Program) -> (Database, Contents) {
    program.succeed("migrate up");
    let mut database = program.connect();
    let contents = seed(&mut database, &SEEDING, &|_, _| {}).expect("the database is empty");
    (database, contents)
}

/// What is there, but for what the migrations bring, which has the moment in it.
fn rows(database: &mut Database) -> Contents {
    let all = Contents::load(database).expect("the database can be read");
    Contents { saving_types: Vec::new(), document_categories: Vec::new(), ..all }
}

#[test]
fn both_engines_hold_the_same_rows_every_time() {
    let [(mut postgres, _server), (mut sqlite, _folder)] = Program::on_both().map(|program| {
        let (mut database, first) = seeded(&program);
        let again = seed(&mut database, &SEEDING, &|_, _| {});
        let Err(SeedError::NotEmpty(counts)) = again else { panic!("it was seeded twice") };
        assert!(counts.contains(&("group_members", 53)) && counts.contains(&("savings_groups", 3)), "{counts:?}");
        let replaced = seed(&mut database, &Seeding { replace: true, ..SEEDING }, &|_, _| {})
            .expect("what is there is to be replaced");
        assert!(replaced == first, "the rows are others the second time");
        (database, program)
    });
    let (postgres, sqlite) = (rows(&mut postgres), rows(&mut sqlite));
    for (count, other) in postgres.counts().iter().zip(sqlite.counts()) {
        assert_eq!(*count, other);
        assert!(count.1 > 0 || count.0 == "audit_log", "`{}` is empty", count.0);
    }
    assert!(postgres == sqlite, "the engines hold different rows");
    assert_eq!(postgres.savings_groups.iter().map(|group| group.members_count).sum::<i32>(), 53);
}

/// By sums of the engine itself, which know nothing of how the rows were made.
#[test]
fn the_engines_come_to_the_same_totals() {
    for program in Program::on_both() {
        let (mut database, contents) = seeded(&program);
        assert_eq!(contents.wrong_totals().expect("all fit"), [""; 0]);
        let mut sum_of = |kinds: [&str; 2]| -> Money {
            let amounts = saving_transactions::table
                .filter(saving_transactions::transaction_type.eq_any(kinds))
                .select(sum(saving_transactions::amount));
            amounts.get_result::<Option<Money>>(&mut database).expect("it is a sum").unwrap_or_default()
        };
        let (added, taken) = (sum_of(["deposit", "interest"]), sum_of(["withdrawal", "fee"]));
        let saved = added.checked_sub(taken);
        let balances = member_savings::table.select(sum(member_savings::current_balance));
        assert_eq!(balances.get_result::<Option<Money>>(&mut database).expect("it is a sum"), saved);
        let groups = savings_groups::table.select(sum(savings_groups::savings_balance));
        assert_eq!(groups.get_result::<Option<Money>>(&mut database).expect("it is a sum"), saved);

        for group in &contents.savings_groups {
            let mut cash = |direction: &str| -> Money {
                let entries = group_cashbook::table
                    .filter(group_cashbook::group_id.eq(group.id).and(group_cashbook::direction.eq(direction)))
                    .select(sum(group_cashbook::amount));
                entries.get_result::<Option<Money>>(&mut database).expect("it is a sum").unwrap_or_default()
            };
            assert_eq!(group.loan_fund_balance, cash("in").checked_sub(cash("out")));
            let members = group_members::table.filter(group_members::group_id.eq(group.id)).count();
            assert_eq!(members.get_result::<i64>(&mut database), Ok(group.members_count.into()));
        }
        assert!(contents.group_cashbook.iter().all(|entry| entry.running_balance >= Some(Money::ZERO)));
    }
}

/// A total, and what makes it wrong.
type Change = (&'static str, fn(&mut Contents));

/// Each total, made wrong by one.
#[test]
fn a_total_that_is_wrong_is_noticed() {
    fn one_more(amount: &mut Money) {
        *amount = Money::from_units(amount.units() + 1).expect("it is not the greatest");
    }
    fn one_more_of(amount: &mut Option<Money>) {
        one_more(amount.get_or_insert_default());
    }
    let changes: &[Change] = &[
        ("savings_groups.members_count", |it| it.savings_groups[0].members_count += 1),
        ("savings_groups.savings_balance", |it| one_more(&mut it.savings_groups[0].savings_balance)),
        ("savings_groups.loan_balance", |it| one_more_of(&mut it.savings_groups[0].loan_balance)),
        ("savings_groups.loan_fund_balance", |it| one_more_of(&mut it.savings_groups[0].loan_fund_balance)),
        ("group_members.share_balance", |it| one_more(&mut it.group_members[0].share_balance)),
        ("group_members.total_contributions", |it| one_more(&mut it.group_members[0].total_contributions)),
        ("group_members.attendance_percentage", |it| it.group_members[0].attendance_percentage = None),
        ("group_members.total_points", |it| it.group_members[0].total_points += 1),
        ("member_savings.current_balance", |it| one_more(&mut it.member_savings[0].current_balance)),
        ("member_savings.last_transaction_date", |it| it.member_savings[0].last_transaction_date = None),
        ("group_cashbook.running_balance", |it| one_more_of(&mut it.group_cashbook[0].running_balance)),
        ("member_shares.shares_owned", |it| it.member_shares[0].shares_owned += 1),
        ("member_shares.total_value", |it| one_more_of(&mut it.member_shares[0].total_value)),
        ("share_outs.total_shares", |it| it.share_outs[0].total_shares += 1),
        ("share_outs.value_per_share", |it| one_more(&mut it.share_outs[0].value_per_share)),
        ("share_out_payments.gross_amount", |it| one_more(&mut it.share_out_payments[0].gross_amount)),
        ("share_out_payments.net_amount", |it| one_more(&mut it.share_out_payments[0].net_amount)),
        ("iga_returns.net_amount", |it| one_more_of(&mut it.iga_returns[0].net_amount)),
        ("group_loans.principal_amount", |it| one_more(&mut it.group_loans[0].principal_amount)),
        ("group_loans.total_due", |it| one_more(&mut it.group_loans[0].total_due)),
        ("group_loans.amount_paid", |it| one_more(&mut it.group_loans[0].amount_paid)),
        ("group_loans.outstanding_balance", |it| one_more_of(&mut it.group_loans[0].outstanding_balance)),
        ("meetings.total_members", |it| it.meetings[0].total_members += 1),
        ("meetings.members_present", |it| it.meetings[0].members_present += 1),
        ("meetings.quorum_met", |it| it.meetings[0].quorum_met = None),
        ("meetings.total_savings_collected", |it| one_more(&mut it.meetings[0].total_savings_collected)),
        ("meetings.total_fines_collected", |it| one_more(&mut it.meetings[0].total_fines_collected)),
        ("meetings.total_loan_repayments", |it| one_more(&mut it.meetings[0].total_loan_repayments)),
        ("meeting_activities.amount_collected", |it| one_more_of(&mut it.meeting_activities[0].amount_collected)),
        ("mobile_money_accounts.balance", |it| one_more_of(&mut it.mobile_money_accounts[0].balance)),
        ("mobile_money_reconciliations.ledger_balance", |it| {
            one_more(&mut it.mobile_money_reconciliations[0].ledger_balance);
        }),
        ("mobile_money_reconciliations.difference", |it| {
            one_more_of(&mut it.mobile_money_reconciliations[0].difference);
        }),
        ("documents.current_version", |it| it.documents[0].current_version += 1),
        ("member_achievements.points_awarded", |it| it.member_achievements[0].points_awarded += 1),
    ];
    let (_, contents) = seeded(&Program::on_sqlite());
    for (total, change) in changes {
        let mut changed = contents.clone();
        change(&mut changed);
        let wrong = changed.wrong_totals().expect("all fit");
        assert!(wrong.iter().any(|line| line.starts_with(&format!("{total} of "))), "{total}: {wrong:?}");
    }
}

#[test]
fn the_password_is_given_or_generated_and_shown_once() {
    let program = Program::on_sqlite();
    program.succeed("migrate up");
    let shown = program.succeed("seed-demo-data");
    let words: Vec<&str> = shown.lines().last().unwrap_or_default().split([' ', ',']).collect();
    let password = words.iter().skip_while(|word| **word != "with").nth(1).expect("it is shown");
    let administrator = Contents::load(&mut program.connect()).expect("the database can be read").users.remove(0);
    assert!(app::password::is_right(password, &administrator.password_hash));
    assert!(administrator.password_hash.starts_with("$argon2id$"));

    let told = program.fail("seed-demo-data");
    assert!(told.contains("help: nothing was changed; `--replace` deletes every row first"), "{told}");
    let output = program
        .command("seed-demo-data --replace --json")
        .env("APP_ADMIN_PASSWORD", "correct horse")
        .output()
        .expect("the program runs");
    let shown = String::from_utf8(output.stdout).expect("only text is written");
    assert!(shown.contains("\"rows\"") && !shown.contains("correct horse"), "{shown}");
    let administrator = Contents::load(&mut program.connect()).expect("the database can be read").users.remove(0);
    assert!(app::password::is_right("correct horse", &administrator.password_hash));
}

/// Whoever comes second finds the rows of the first, and says so.
#[test]
fn of_two_who_seed_at_once_one_does() {
    for program in Program::on_both() {
        program.succeed("migrate up");
        let both = [(); 2].map(|()| {
            let mut command = program.command("seed-demo-data");
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program runs")
        });
        let mut ended = both.map(|one| one.wait_with_output().expect("it ends"));
        ended.sort_by_key(|output| output.status.code());
        assert_eq!(ended.each_ref().map(|output| output.status.code()), [Some(0), Some(2)], "{ended:?}");
        let told = String::from_utf8_lossy(&ended[1].stderr);
        assert!(told.starts_with("error: the database holds data already: "), "{told}");
    }
}

/// A database that lacks a migration is neither filled, nor read, nor served.
#[test]
fn what_is_not_migrated_is_not_used() {
    for program in Program::on_both() {
        program.succeed("migrate up --to 006");
        for command in [
            "seed-demo-data",
            "serve --listen 127.0.0.1:0",
            "aggregate-group-data",
            "aggregate-member-data RW-GAS-001",
            "record-saving RW-GAS-001 004 voluntary 1",
        ] {
            assert_eq!(
                program.fail(command),
                "error: the database lacks 007_complete_schema_alignment\n\
                 help: `app migrate up` applies what is pending\n",
                "{command}"
            );
        }
    }
}
