//! What a group does besides saving: its joint business, its mobile money and its papers.

use chrono::{Datelike, NaiveDate};

use super::book::{Book, END, START, cents, date, later, next_id, part, written};
use super::office::{CONSTITUTION, MANAGER};
use super::year::{Sitting, Year};
use crate::decimal::{Coordinate, Hours, Money, Percentage, Quantity};
use crate::models::advanced::{DocumentApproval, DocumentVersion};
use crate::models::documents::{Document, MobileMoneyAccount, MobileMoneyReconciliation, MobileMoneyTransaction};
use crate::models::iga::{IgaActivity, IgaCashflowEntry, IgaParticipation, IgaReturn};
use crate::models::savings::SavingTransaction;

/// How many take part in the joint business.
const PARTICIPANTS: usize = 6;

impl Book {
    pub(super) fn open_ventures(&mut self, year: &mut Year) {
        let founded = date(2024, 2, 1);
        let (constitution, registration, identity) =
            (self.categories.constitution, self.categories.registration, self.categories.identity);
        self.file(year, constitution, "Constitution", founded, None);
        self.file(year, registration, "Registration certificate", founded, None);
        self.file(year, identity, "Identity card of the chair", founded, year.members.first().copied());
        year.account_id = self.open_account(year, None);
        self.open_account(year, year.members.get(1).copied());
        year.activity_id = self.open_activity(year);
    }

    /// A document with its versions, approved where it has two.
    fn file(&mut self, year: &Year, category_id: i32, title: &str, day: NaiveDate, member_id: Option<i32>) {
        let id = next_id(&self.contents.documents);
        let is_constitution = category_id == self.categories.constitution;
        let slug = title.to_lowercase().replace(' ', "-");
        let url = |version: i32| format!("https://files.example/{}/{slug}-{version}.pdf", year.group.code);
        let versions = if is_constitution { 2 } else { 1 };
        self.contents.documents.push(Document {
            id,
            group_id: year.group_id,
            member_id,
            category_id,
            title: title.to_owned(),
            file_name: format!("{slug}.pdf"),
            file_url: url(versions),
            file_size: 40_960 + i64::from(id),
            mime_type: "application/pdf".to_owned(),
            checksum: None,
            labels: r#"["signed"]"#.to_owned(),
            status: "verified".to_owned(),
            issue_date: Some(day),
            expiry_date: None,
            uploaded_by: Some(year.secretary()),
            verified_by: Some(MANAGER),
            verified_at: Some(written(day)),
            created_date: written(day),
            updated_date: written(day),
            template_id: is_constitution.then_some(CONSTITUTION),
            current_version: versions,
        });
        for version_number in 1..=versions {
            let version_id = next_id(&self.contents.document_versions);
            self.contents.document_versions.push(DocumentVersion {
                id: version_id,
                document_id: id,
                version_number,
                file_url: url(version_number),
                file_size: 40_960 + i64::from(id),
                checksum: None,
                change_summary: (version_number > 1).then(|| "Signed by all".to_owned()),
                uploaded_by: Some(year.secretary()),
                created_date: written(day),
            });
            if is_constitution {
                self.contents.document_approvals.push(DocumentApproval {
                    id: next_id(&self.contents.document_approvals),
                    document_version_id: version_id,
                    approver_id: if version_number == 1 { year.agent } else { MANAGER },
                    step_number: 1,
                    decision: if version_number == 1 { "rejected" } else { "approved" }.to_owned(),
                    decided_at: Some(written(day)),
                    comments: (version_number == 1).then(|| "Signatures are missing".to_owned()),
                    due_date: None,
                    created_date: written(day),
                    updated_date: written(day),
                });
            }
        }
    }

    fn open_account(&mut self, year: &Year, member_id: Option<i32>) -> i32 {
        let id = next_id(&self.contents.mobile_money_accounts);
        self.contents.mobile_money_accounts.push(MobileMoneyAccount {
            id,
            group_id: year.group_id,
            member_id,
            phone_number: format!("{}{:06}", year.group.dialling_code, 900 + id),
            account_label: Some(if member_id.is_some() { "Treasurer" } else { "Group" }.to_owned()),
            currency: year.group.currency.to_owned(),
            balance: member_id.is_none().then_some(Money::ZERO),
            is_primary: member_id.is_none(),
            status: "active".to_owned(),
            verified_by: Some(MANAGER),
            verified_at: Some(written(START)),
            last_synced_at: member_id.is_none().then(|| written(END)),
            created_date: written(START),
            updated_date: written(END),
            provider_id: year.group.provider,
        });
        id
    }

    /// Money that a member sends by telephone.
    pub(super) fn receive_mobile_money(&mut self, year: &Year, day: NaiveDate, amount: Money) -> i32 {
        self.move_mobile_money(year, day, "collection", "succeeded", amount)
    }

    fn move_mobile_money(&mut self, year: &Year, day: NaiveDate, kind: &str, status: &str, amount: Money) -> i32 {
        let id = next_id(&self.contents.mobile_money_transactions);
        let is_done = status == "succeeded";
        self.contents.mobile_money_transactions.push(MobileMoneyTransaction {
            id,
            account_id: year.account_id,
            transaction_type: kind.to_owned(),
            amount,
            fee: part(amount, 1),
            counterparty_phone_number: Some(format!("{}{:06}", year.group.dialling_code, 100 + year.members[1])),
            external_reference: format!("{}-{id:06}", year.group.currency),
            status: status.to_owned(),
            failure_reason: (!is_done).then(|| "The telephone was switched off".to_owned()),
            provider_response: Some(format!(r#"{{"ok":{is_done}}}"#)),
            initiated_by: Some(year.treasurer()),
            initiated_at: written(day),
            completed_at: is_done.then(|| written(day)),
            created_date: written(day),
            updated_date: written(day),
        });
        id
    }

    fn open_activity(&mut self, year: &Year) -> i32 {
        let (name, activity_type, products) = year.group.activity;
        let id = next_id(&self.contents.iga_activities);
        let [latitude, longitude] = [year.group.latitude, year.group.longitude]
            .map(|degrees| format!("{degrees:.6}").parse::<Coordinate>().ok());
        self.contents.iga_activities.push(IgaActivity {
            id,
            group_id: year.group_id,
            name: name.to_owned(),
            activity_type: activity_type.to_owned(),
            description: None,
            products: products.to_owned(),
            start_date: START,
            end_date: None,
            initial_capital: cents(year.group.base * 10),
            expected_return: Some(cents(year.group.base * 14)),
            location: Some(year.group.village.to_owned()),
            latitude,
            longitude,
            status: "running".to_owned(),
            created_date: written(START),
            updated_date: written(END),
            coordinator_member_id: year.members.get(3).copied(),
        });
        for (nth, member_id) in year.members.iter().copied().skip(3).take(PARTICIPANTS).enumerate() {
            self.contents.iga_participation.push(IgaParticipation {
                activity_id: id,
                member_id,
                participation_role: if nth == 0 { "coordinator" } else { "worker" }.to_owned(),
                contribution_amount: part(cents(year.group.base), 50),
                profit_share: (nth < 2).then(|| Percentage::from_units(2_500).unwrap_or_default()),
                hours_worked: Hours::from_units(self.rng.i64(2_000..9_000)).unwrap_or_default(),
                joined_date: START,
                left_date: None,
                created_date: written(START),
                updated_date: written(END),
            });
        }
        id
    }

    /// What the joint business earns and costs in a month, and the papers of the month.
    pub(super) fn run_venture(&mut self, year: &mut Year, sitting: &Sitting) {
        let activity_id = year.activity_id;
        let month = sitting.day.month();
        if month == 1 {
            self.venture_entry(year, sitting, "out", cents(year.group.base * 10), "Capital for the joint business");
        }
        let flows = [("income", "sales", 100 + self.rng.i64(0..80)), ("expense", "inputs", 30 + self.rng.i64(0..40))];
        for (flow_type, category, percent) in flows {
            self.contents.iga_cashflow.push(IgaCashflowEntry {
                id: next_id(&self.contents.iga_cashflow),
                activity_id,
                flow_date: sitting.day,
                flow_type: flow_type.to_owned(),
                category: category.to_owned(),
                amount: part(cents(year.group.base), percent),
                quantity: Quantity::from_units(percent * 125),
                unit: Some("kg".to_owned()),
                description: None,
                receipt_url: None,
                recorded_by: Some(year.secretary()),
                created_date: written(sitting.day),
                updated_date: written(sitting.day),
            });
        }
        if month.is_multiple_of(6) {
            self.divide_profit(year, sitting, activity_id);
        }
        let minutes = self.categories.minutes;
        self.file(year, minutes, &format!("Minutes {}", sitting.day.format("%B")), sitting.day, None);
        if month == 6 {
            let paid = part(cents(year.group.base), 15);
            let transaction_id = self.move_mobile_money(year, sitting.day, "payout", "succeeded", paid);
            self.enter(year, sitting, None, ("expense", "out"), paid, "Air time");
            if let Some(entry) = self.contents.group_cashbook.last_mut() {
                entry.mobile_money_transaction_id = Some(transaction_id);
            }
            self.move_mobile_money(year, sitting.day, "collection", "failed", paid);
        }
    }

    fn venture_entry(&mut self, year: &mut Year, sitting: &Sitting, direction: &str, amount: Money, description: &str) {
        self.enter(year, sitting, None, ("iga", direction), amount, description);
        if let Some(entry) = self.contents.group_cashbook.last_mut() {
            entry.iga_activity_id = Some(year.activity_id);
        }
    }

    /// Half a year's profit: a part for the cash box, the rest for those who worked.
    fn divide_profit(&mut self, year: &mut Year, sitting: &Sitting, activity_id: i32) {
        let month = sitting.day.month();
        let (from, to) = if month == 6 { (START, date(2025, 6, 30)) } else { (date(2025, 7, 1), END) };
        let each = part(cents(year.group.base), 35);
        let participants = self.contents.iga_participation.iter().filter(|it| it.activity_id == activity_id);
        let members: Vec<i32> = participants.map(|it| it.member_id).collect();
        self.venture_entry(year, sitting, "in", cents(year.group.base * 4), "Profit of the joint business");
        for member_id in members {
            self.contents.iga_returns.push(IgaReturn {
                id: next_id(&self.contents.iga_returns),
                activity_id,
                member_id,
                meeting_id: Some(sitting.id),
                period_start: from,
                period_end: to,
                gross_amount: each,
                deductions: part(each, 5),
                net_amount: None,
                payment_method: "cash".to_owned(),
                paid_date: Some(sitting.day),
                created_date: written(sitting.day),
                updated_date: written(sitting.day),
            });
            let net = cents(each.units() - part(each, 5).units());
            self.venture_entry(year, sitting, "out", net, "Profit paid to a member");
        }
    }

    /// Interest on voluntary savings, what became of the loans, and the provider's statements.
    pub(super) fn end_year(&mut self, year: &Year) {
        for member_id in year.members.iter().copied() {
            let member_saving_id = self.saving_of(member_id, self.saving_types.voluntary);
            let interest = part(self.balance_of(member_saving_id), 2);
            if interest == Money::ZERO {
                continue;
            }
            self.contents.saving_transactions.push(SavingTransaction {
                id: next_id(&self.contents.saving_transactions),
                member_saving_id,
                meeting_id: None,
                transaction_type: "interest".to_owned(),
                amount: interest,
                transaction_date: END,
                payment_method: "bank".to_owned(),
                reference_number: None,
                notes: Some("Interest of the year".to_owned()),
                recorded_by: Some(year.treasurer()),
                verified_by: Some(MANAGER),
                verified_at: Some(written(END)),
                created_date: written(END),
                updated_date: written(END),
                mobile_money_transaction_id: None,
            });
        }
        self.judge_loans(year);
        for (from, to) in [(1, 3), (4, 6), (7, 9), (10, 12)] {
            let period_end = date(2025, to, if to == 6 || to == 9 { 30 } else { 31 });
            self.contents.mobile_money_reconciliations.push(MobileMoneyReconciliation {
                id: next_id(&self.contents.mobile_money_reconciliations),
                account_id: year.account_id,
                period_start: date(2025, from, 1),
                period_end,
                statement_balance: Money::ZERO,
                ledger_balance: Money::ZERO,
                difference: None,
                unmatched_count: 0,
                status: "balanced".to_owned(),
                reconciled_by: Some(MANAGER),
                reconciled_at: Some(written(later(period_end, 3))),
                notes: None,
                created_date: written(later(period_end, 3)),
                updated_date: written(later(period_end, 3)),
            });
        }
    }
}
