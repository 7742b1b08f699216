//! `record-saving`: one payment, and many at once.

use std::thread;
use std::time::{Duration, Instant};

use app::contents::Contents;
use app::decimal::Money;
use app::ledger::{Occasion, Saving, Way, find_account, record};
use chrono::NaiveDate;

use crate::Program;
use crate::seed::seeded;

#[test]
fn a_payment_changes_every_total_that_follows_from_it() {
    for program in Program::on_both() {
        let (mut database, before) = seeded(&program);
        let said = program.json("record-saving RW-GAS-001 004 voluntary 1250.50 --date 2026-01-03 --json");
        assert!(said["balance"].is_string(), "{said}");
        program.succeed("record-saving RW-GAS-001 004 voluntary 1250.50 --date 2026-01-03 --withdraw");
        program.succeed("record-saving KE-NBO-001 001 compulsory 0.01 --date 2026-01-03");
        let after = Contents::load(&mut database).expect("the database can be read");
        assert_eq!(after.wrong_totals().expect("all fit"), [""; 0]);
        assert_eq!(after.saving_transactions.len(), before.saving_transactions.len() + 3);

        let told = program.fail("record-saving RW-GAS-001 004 voluntary 99999999.99 --withdraw --date 2026-01-04");
        assert!(told.starts_with("error: 99999999.99 can't be paid out: there is "), "{told}");
        assert!(told.ends_with(" on the account\n"), "{told}");
        let told = program.fail("record-saving RW-GAS-001 004 voluntary 1 --date 2025-01-04");
        assert!(told.starts_with("error: the cashbook has entries of 2026-01-03"), "{told}");
        let told = program.fail("record-saving RW-GAS-001 004 gold 1 --date 2026-01-04");
        assert!(told.ends_with("help: known: compulsory, voluntary, social_fund\n"), "{told}");
        assert!(program.fail("record-saving RW-GAS-001 004 voluntary 0").contains("an amount is more than nothing"));
        let unchanged = Contents::load(&mut database).expect("the database can be read");
        assert!(unchanged == after, "what is refused leaves something behind");
    }
}

/// How long they write: ten seconds where all is to be tried, else less.
fn period() -> Duration {
    Duration::from_secs(if std::env::var_os("SCHEMA_TEST_FULL").is_some() { 10 } else { 2 })
}

/// 16 clients, each with a connection of its own, pay in and take out for some seconds.
#[test]
fn many_who_write_at_once_lose_nothing_and_double_nothing() {
    const CLIENTS: usize = 16;
    for program in Program::on_both() {
        let (mut database, before) = seeded(&program);
        let until = Instant::now() + period();
        let recorded: Vec<(usize, i64)> = thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|client| {
                    let mut database = program.connect();
                    scope.spawn(move || {
                        let member = format!("{:03}", client % 5 + 1);
                        let account = find_account(&mut database, "RW-GAS-001", &member, "compulsory");
                        let account = account.expect("every member has one");
                        let day = NaiveDate::from_ymd_opt(2026, 1, 3).expect("there is such a day");
                        let (mut count, mut sum) = (0, 0);
                        while Instant::now() < until {
                            let units = i64::try_from(client * 100 + count % 7 + 1).expect("it is small");
                            let way = if count % 3 == 2 { Way::Withdrawal } else { Way::Deposit };
                            let amount = Money::from_units(units).expect("it is small");
                            let saving = Saving::in_cash(account, way, amount, Occasion::on(day));
                            record(&mut database, &saving).expect("there is enough, and time to wait");
                            count += 1;
                            sum += if way == Way::Deposit { units } else { -units };
                        }
                        (count, sum)
                    })
                })
                .collect();
            clients.into_iter().map(|client| client.join().expect("no client fails")).collect()
        });
        let after = Contents::load(&mut database).expect("the database can be read");
        let (count, sum) = recorded.iter().fold((0, 0), |(count, sum), client| (count + client.0, sum + client.1));
        assert!(count >= CLIENTS, "only {count} were recorded");
        assert_eq!(after.saving_transactions.len(), before.saving_transactions.len() + count);
        assert_eq!(after.group_cashbook.len(), before.group_cashbook.len() + count);
        let saved = |contents: &Contents| contents.savings_groups[0].savings_balance.units();
        assert_eq!(saved(&after), saved(&before) + sum);
        assert_eq!(after.wrong_totals().expect("all fit"), [""; 0]);
        println!("{CLIENTS} clients recorded {count} payments on {}", program.url);
    }
}
