//! Every total that the database keeps, computed anew from its parts.
//!
//! This is the one place that says what a total is made of. The triggers keep two of them; the others are kept by those
//! who write the parts.

use std::collections::BTreeMap;

use crate::contents::Contents;
use crate::decimal::{DecimalError, Money, Percentage};
use crate::models::documents::MobileMoneyTransaction;
use crate::models::meetings::MeetingAttendance;
use crate::models::savings::SavingTransaction;

/// Sums or numbers by the id of that which they belong to.
type ById<T> = BTreeMap<i32, T>;

/// A sum does not fit into its column.
const TOO_GREAT: DecimalError = DecimalError::TooGreat { precision: 12, scale: 2 };

fn sum(amounts: impl IntoIterator<Item = Money>) -> Result<Money, DecimalError> {
    Money::checked_sum(amounts).ok_or(TOO_GREAT)
}

fn times(price: Money, count: i32) -> Result<Money, DecimalError> {
    price.checked_mul(count.into()).ok_or(TOO_GREAT)
}

fn sums(parts: impl IntoIterator<Item = (i32, Money)>) -> Result<ById<Money>, DecimalError> {
    let mut sums = ById::new();
    for (id, amount) in parts {
        let so_far: &mut Money = sums.entry(id).or_default();
        *so_far = so_far.checked_add(amount).ok_or(TOO_GREAT)?;
    }
    Ok(sums)
}

fn counts(parts: impl IntoIterator<Item = (i32, i32)>) -> ById<i32> {
    let mut counts = ById::new();
    for (id, count) in parts {
        *counts.entry(id).or_default() += count;
    }
    counts
}

fn of<T: Copy + Default>(totals: &ById<T>, id: i32) -> T {
    totals.get(&id).copied().unwrap_or_default()
}

/// How many of all, in hundredths, with halves rounded up; `None` of nothing.
#[must_use]
pub fn percentage(part: i64, all: i64) -> Option<Percentage> {
    if all == 0 {
        return None;
    }
    Percentage::from_units((part * 10_000 + all / 2) / all)
}

impl SavingTransaction {
    /// What it adds to the balance.
    #[must_use]
    pub fn signed_amount(&self) -> Money {
        if ["deposit", "interest"].contains(&self.transaction_type.as_str()) { self.amount } else { -self.amount }
    }
}

impl MobileMoneyTransaction {
    /// What it adds to the account, without the fee.
    #[must_use]
    pub fn signed_amount(&self) -> Money {
        if self.transaction_type == "collection" { self.amount } else { -self.amount }
    }
}

impl MeetingAttendance {
    /// Whether the member was there, be it late.
    #[must_use]
    pub fn was_there(&self) -> bool {
        ["present", "late"].contains(&self.attendance_status.as_str())
    }
}

impl Contents {
    /// Sets every total to what its parts make.
    ///
    /// # Errors
    ///
    /// If one does not fit into its column.
    pub fn recompute(&mut self) -> Result<(), DecimalError> {
        self.recompute_savings()?;
        self.recompute_shares()?;
        self.recompute_loans()?;
        self.recompute_cashbook()?;
        self.recompute_meetings()?;
        self.recompute_returns_and_accounts()?;
        self.recompute_achievements();
        self.recompute_members()?;
        self.recompute_groups()
    }

    fn recompute_savings(&mut self) -> Result<(), DecimalError> {
        let balances = sums(self.saving_transactions.iter().map(|it| (it.member_saving_id, it.signed_amount())))?;
        let mut last = ById::new();
        for transaction in &self.saving_transactions {
            let date = last.entry(transaction.member_saving_id).or_insert(transaction.transaction_date);
            *date = transaction.transaction_date.max(*date);
        }
        for saving in &mut self.member_savings {
            saving.current_balance = of(&balances, saving.id);
            saving.last_transaction_date = last.get(&saving.id).copied();
        }
        Ok(())
    }

    fn recompute_shares(&mut self) -> Result<(), DecimalError> {
        let cycles: ById<i16> = self.member_shares.iter().map(|it| (it.id, it.cycle_number)).collect();
        let own = counts(self.share_transactions.iter().map(|it| {
            let bought = it.transaction_type == "purchase";
            (it.member_share_id, if bought { it.shares } else { -it.shares })
        }));
        for share in &mut self.member_shares {
            let received = self.share_transactions.iter().filter(|it| {
                it.to_member_id == Some(share.member_id) && cycles.get(&it.member_share_id) == Some(&share.cycle_number)
            });
            share.shares_owned = of(&own, share.id) + received.map(|it| it.shares).sum::<i32>();
            share.total_value = Some(times(share.share_value, share.shares_owned)?);
        }
        let shares = counts(self.share_out_payments.iter().map(|it| (it.share_out_id, it.shares)));
        for share_out in &mut self.share_outs {
            share_out.total_shares = of(&shares, share_out.id).into();
            let per_share = share_out.total_fund.units().checked_div(share_out.total_shares).unwrap_or_default();
            share_out.value_per_share = Money::from_units(per_share).ok_or(TOO_GREAT)?;
        }
        let values: ById<Money> = self.share_outs.iter().map(|it| (it.id, it.value_per_share)).collect();
        for payment in &mut self.share_out_payments {
            payment.gross_amount = times(of(&values, payment.share_out_id), payment.shares)?;
            payment.net_amount = sum([payment.gross_amount, -payment.loan_deduction, -payment.fine_deduction])?;
        }
        Ok(())
    }

    fn recompute_loans(&mut self) -> Result<(), DecimalError> {
        let installments = &self.loan_repayment_schedule;
        let principal = sums(installments.iter().map(|it| (it.loan_id, it.principal_due)))?;
        let interest = sums(installments.iter().map(|it| (it.loan_id, it.interest_due)))?;
        let penalties = sums(installments.iter().map(|it| (it.loan_id, it.penalty_amount)))?;
        let paid = sums(installments.iter().map(|it| (it.loan_id, it.amount_paid)))?;
        for loan in self.group_loans.iter_mut().filter(|loan| principal.contains_key(&loan.id)) {
            loan.principal_amount = of(&principal, loan.id);
            loan.total_due = sum([loan.principal_amount, of(&interest, loan.id), of(&penalties, loan.id)])?;
            loan.amount_paid = of(&paid, loan.id);
        }
        for loan in &mut self.group_loans {
            loan.outstanding_balance = Some(sum([loan.total_due, -loan.amount_paid])?);
        }
        Ok(())
    }

    /// In the order of the days, and of the ids within a day.
    fn recompute_cashbook(&mut self) -> Result<(), DecimalError> {
        let mut order: Vec<usize> = (0..self.group_cashbook.len()).collect();
        order.sort_by_key(|position| (self.group_cashbook[*position].entry_date, self.group_cashbook[*position].id));
        let mut boxes = ById::<Money>::new();
        for position in order {
            let entry = &mut self.group_cashbook[position];
            let balance = boxes.entry(entry.group_id).or_default();
            let amount = if entry.direction == "in" { entry.amount } else { -entry.amount };
            *balance = balance.checked_add(amount).ok_or(TOO_GREAT)?;
            entry.running_balance = Some(*balance);
        }
        Ok(())
    }

    fn recompute_meetings(&mut self) -> Result<(), DecimalError> {
        let members = counts(self.meeting_attendance.iter().map(|it| (it.meeting_id, 1)));
        let present = counts(self.meeting_attendance.iter().map(|it| (it.meeting_id, i32::from(it.was_there()))));
        let deposits = self.saving_transactions.iter().filter(|it| it.transaction_type == "deposit");
        let savings = sums(deposits.filter_map(|it| Some((it.meeting_id?, it.amount))))?;
        let received = |entry_type: &'static str| {
            let entries =
                self.group_cashbook.iter().filter(move |it| it.entry_type == entry_type && it.direction == "in");
            sums(entries.filter_map(|it| Some((it.meeting_id?, it.amount))))
        };
        let (fines, repayments) = (received("fine")?, received("repayment")?);
        for meeting in self.meetings.iter_mut().filter(|meeting| meeting.status == "held") {
            meeting.total_members = of(&members, meeting.id);
            meeting.members_present = of(&present, meeting.id);
            // Two of three make a quorum.
            meeting.quorum_met = Some(meeting.members_present * 3 >= meeting.total_members * 2);
            meeting.total_savings_collected = of(&savings, meeting.id);
            meeting.total_fines_collected = of(&fines, meeting.id);
            meeting.total_loan_repayments = of(&repayments, meeting.id);
        }
        let contributed = self.member_activity_participation.iter();
        let collected = sums(contributed.filter_map(|it| Some((it.activity_id, it.amount?))))?;
        for activity in &mut self.meeting_activities {
            activity.amount_collected = collected.get(&activity.id).copied();
        }
        Ok(())
    }

    fn recompute_returns_and_accounts(&mut self) -> Result<(), DecimalError> {
        for payment in &mut self.iga_returns {
            payment.net_amount = Some(sum([payment.gross_amount, -payment.deductions])?);
        }
        let moved = |until: Option<chrono::NaiveDate>| {
            let transactions = self.mobile_money_transactions.iter().filter(move |it| {
                it.status == "succeeded" && until.is_none_or(|until| it.initiated_at.date() <= until)
            });
            sums(transactions.flat_map(|it| [(it.account_id, it.signed_amount()), (it.account_id, -it.fee)]))
        };
        let balances = moved(None)?;
        for account in self.mobile_money_accounts.iter_mut().filter(|account| account.balance.is_some()) {
            account.balance = Some(of(&balances, account.id));
        }
        let mut ledgers = Vec::new();
        for reconciliation in &self.mobile_money_reconciliations {
            ledgers.push(of(&moved(Some(reconciliation.period_end))?, reconciliation.account_id));
        }
        for (reconciliation, ledger) in self.mobile_money_reconciliations.iter_mut().zip(ledgers) {
            reconciliation.ledger_balance = ledger;
            reconciliation.difference = Some(sum([reconciliation.statement_balance, -ledger])?);
        }
        for document in &mut self.documents {
            let versions = self.document_versions.iter().filter(|version| version.document_id == document.id);
            document.current_version = versions.map(|version| version.version_number).max().unwrap_or(1);
        }
        Ok(())
    }

    fn recompute_achievements(&mut self) {
        let points: ById<i32> = self.achievements.iter().map(|it| (it.id, it.points)).collect();
        for achieved in &mut self.member_achievements {
            achieved.points_awarded = of(&points, achieved.achievement_id) * i32::from(achieved.times_earned);
        }
    }

    fn recompute_members(&mut self) -> Result<(), DecimalError> {
        let owners: ById<i32> = self.member_savings.iter().map(|it| (it.id, it.member_id)).collect();
        let deposits = self.saving_transactions.iter().filter(|it| it.transaction_type == "deposit");
        let deposits = sums(deposits.filter_map(|it| Some((*owners.get(&it.member_saving_id)?, it.amount))))?;
        let holders: ById<i32> = self.member_shares.iter().map(|it| (it.id, it.member_id)).collect();
        let mut bought = Vec::new();
        for purchase in self.share_transactions.iter().filter(|it| it.transaction_type == "purchase") {
            bought.push((of(&holders, purchase.member_share_id), times(purchase.unit_price, purchase.shares)?));
        }
        let bought = sums(bought)?;
        let shares = sums(self.member_shares.iter().filter_map(|it| Some((it.member_id, it.total_value?))))?;
        let called = counts(self.meeting_attendance.iter().map(|it| (it.member_id, 1)));
        let there = counts(self.meeting_attendance.iter().map(|it| (it.member_id, i32::from(it.was_there()))));
        let points = counts(self.member_achievements.iter().map(|it| (it.member_id, it.points_awarded)));
        for member in &mut self.group_members {
            member.share_balance = of(&shares, member.id);
            member.total_contributions = sum([of(&deposits, member.id), of(&bought, member.id)])?;
            member.attendance_percentage = percentage(of(&there, member.id).into(), of(&called, member.id).into());
            member.total_points = of(&points, member.id);
        }
        Ok(())
    }

    fn recompute_groups(&mut self) -> Result<(), DecimalError> {
        let groups: ById<i32> = self.group_members.iter().map(|it| (it.id, it.group_id)).collect();
        let members = counts(self.group_members.iter().map(|it| (it.group_id, 1)));
        let savings = sums(self.member_savings.iter().map(|it| (of(&groups, it.member_id), it.current_balance)))?;
        let owed = self.group_loans.iter().filter(|it| ["disbursed", "defaulted"].contains(&it.status.as_str()));
        let owed = sums(owed.filter_map(|it| Some((it.group_id, it.outstanding_balance?))))?;
        let cash = sums(
            self.group_cashbook
                .iter()
                .map(|it| (it.group_id, if it.direction == "in" { it.amount } else { -it.amount })),
        )?;
        for group in &mut self.savings_groups {
            group.members_count = of(&members, group.id);
            group.savings_balance = of(&savings, group.id);
            group.loan_balance = Some(of(&owed, group.id));
            // Unknown until something is written into the cashbook.
            group.loan_fund_balance = cash.get(&group.id).copied();
        }
        Ok(())
    }
}

/// The totals, by table.
macro_rules! totals {
    ($($table:ident: $($total:ident),+;)*) => {
        /// The columns that are totals, by table.
        pub const TOTALS: &[(&str, &[&str])] = &[$((stringify!($table), &[$(stringify!($total)),+])),*];

        impl Contents {
            /// Every total that is not what its parts make, in words.
            ///
            /// # Errors
            ///
            /// If one does not fit into its column.
            pub fn wrong_totals(&self) -> Result<Vec<String>, DecimalError> {
                let mut right = self.clone();
                right.recompute()?;
                let mut wrong = Vec::new();
                $($(for (kept, right) in self.$table.iter().zip(&right.$table) {
                    if kept.$total != right.$total {
                        let (kept_total, right_total) = (&kept.$total, &right.$total);
                        wrong.push(format!(
                            "{}.{} of {}: {kept_total:?} is kept, its parts make {right_total:?}",
                            stringify!($table), stringify!($total), kept.id
                        ));
                    }
                })+)*
                Ok(wrong)
            }

            /// How many totals there are.
            #[must_use]
            pub fn total_count(&self) -> usize {
                [$(self.$table.len() * [$(stringify!($total)),+].len()),*].iter().sum()
            }
        }
    };
}

totals! {
    savings_groups: members_count, savings_balance, loan_balance, loan_fund_balance;
    group_members: share_balance, total_contributions, attendance_percentage, total_points;
    member_savings: current_balance, last_transaction_date;
    group_cashbook: running_balance;
    member_shares: shares_owned, total_value;
    share_outs: total_shares, value_per_share;
    share_out_payments: gross_amount, net_amount;
    iga_returns: net_amount;
    group_loans: principal_amount, total_due, amount_paid, outstanding_balance;
    meetings: total_members, members_present, quorum_met, total_savings_collected, total_fines_collected, total_loan_repayments;
    meeting_activities: amount_collected;
    mobile_money_accounts: balance;
    mobile_money_reconciliations: ledger_balance, difference;
    documents: current_version;
    member_achievements: points_awarded;
}
