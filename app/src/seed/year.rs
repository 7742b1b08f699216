//! A group's year: its members, its meetings, and what they save there.

use chrono::{Datelike, NaiveDate};

use super::book::{Book, END, START, cents, clock, date, later, next_id, part, written};
use super::office::{FIRST_AGENT, MANAGER};
use super::people::{Group, OCCUPATIONS};
use crate::decimal::Money;
use crate::models::core::Notification;
use crate::models::meetings::{Meeting, MeetingActivity, MeetingAttendance, MemberActivityParticipation};
use crate::models::savings::{
    CashbookEntry, FineType, GroupMember, MemberFine, MemberSaving, MemberShare, SavingTransaction, SavingsGroup,
    ShareTransaction,
};

/// The cycle that the year is.
pub(super) const CYCLE: i16 = 2;

/// A group while its year goes by.
pub(super) struct Year {
    pub(super) group: &'static Group,
    pub(super) group_id: i32,
    pub(super) members: Vec<i32>,
    /// The users who are its chair, treasurer, secretary and a member without an office.
    pub(super) users: [i32; 4],
    pub(super) agent: i32,
    /// What is in the cash box.
    pub(super) cash: Money,
    /// Its account with the provider of mobile money.
    pub(super) account_id: i32,
    /// Its joint business.
    pub(super) activity_id: i32,
    late_fine: i32,
    absence_fine: i32,
}

/// A meeting while it is held.
pub(super) struct Sitting {
    pub(super) id: i32,
    pub(super) number: i32,
    pub(super) day: NaiveDate,
    /// Whether it is the first one of its month.
    pub(super) opens_month: bool,
    /// Those who are there.
    pub(super) present: Vec<i32>,
    savings: i32,
    fines: i32,
    pub(super) loans: i32,
}

impl Year {
    pub(super) fn treasurer(&self) -> i32 {
        self.users[1]
    }

    pub(super) fn secretary(&self) -> i32 {
        self.users[2]
    }
}

impl Book {
    pub(super) fn record_year(&mut self, nth: i32, group: &'static Group) {
        let mut year = self.open_group(nth, group);
        self.open_ventures(&mut year);
        let (mut day, mut number, mut month) = (START, 0, 0);
        while day <= END {
            number += 1;
            let mut sitting = self.open_meeting(&year, day, number, day.month() != month);
            month = day.month();
            self.call_roll(&year, &mut sitting);
            if number == 1 {
                self.share_out_last_cycle(&mut year, &sitting);
            }
            self.collect_savings(&mut year, &sitting);
            self.collect_fines(&mut year, &sitting);
            if sitting.opens_month && day.month() % 3 == 2 {
                self.sell_shares(&mut year, &sitting);
            }
            self.collect_repayments(&mut year, &sitting);
            if sitting.opens_month {
                self.lend(&mut year, &sitting);
                self.run_venture(&mut year, &sitting);
                let spent = part(cents(group.base), 40);
                self.enter(&mut year, &sitting, None, ("expense", "out"), spent, "Stationery and transport");
                self.notify(&year, &sitting);
            }
            day = later(day, group.every);
        }
        self.end_year(&year);
    }

    fn open_group(&mut self, nth: i32, group: &'static Group) -> Year {
        let group_id = next_id(&self.contents.savings_groups);
        let founded = date(2024, 1, 6);
        let first_user = FIRST_AGENT + 4 + 4 * nth;
        let users = [first_user, first_user + 1, first_user + 2, first_user + 3];
        let first_member = next_id(&self.contents.group_members);
        let agent = FIRST_AGENT + nth;
        self.contents.savings_groups.push(SavingsGroup {
            id: group_id,
            name: group.name.to_owned(),
            group_code: group.code.to_owned(),
            description: Some(format!("Meets {} in {}", group.frequency, group.village)),
            country: group.country.to_owned(),
            district: group.district.to_owned(),
            parish: group.parish.to_owned(),
            village: group.village.to_owned(),
            formation_date: Some(founded),
            meeting_frequency: group.frequency.to_owned(),
            chair_member_id: Some(first_member),
            treasurer_member_id: Some(first_member + 1),
            secretary_member_id: Some(first_member + 2),
            members_count: 0,
            status: "active".to_owned(),
            created_by: agent,
            created_date: written(founded),
            updated_date: written(END),
            cycle_start_date: Some(START),
            cycle_end_date: Some(END),
            cycle_status: "active".to_owned(),
            share_value: Some(cents(group.base)),
            savings_balance: Money::ZERO,
            loan_balance: None,
            loan_fund_balance: None,
            constitution_document_url: Some(format!("https://files.example/{}/constitution.pdf", group.code)),
            registration_certificate_url: None,
            is_registered: Some(true),
            registration_number: Some(format!("{}/2024", group.code)),
            registration_date: Some(date(2024, 2, 1)),
        });
        let members = (0..group.first_names.len()).map(|nth| self.join(group, group_id, nth, &users)).collect();
        let [late_fine, absence_fine] =
            [("Late arrival", 10), ("Absence without excuse", 25)].map(|(name, percent)| {
                let id = next_id(&self.contents.fine_types);
                self.contents.fine_types.push(FineType {
                    id,
                    group_id,
                    name: name.to_owned(),
                    description: None,
                    default_amount: part(cents(group.base), percent),
                    is_active: true,
                    created_date: written(founded),
                    updated_date: written(founded),
                });
                id
            });
        Year {
            group,
            group_id,
            members,
            users,
            agent,
            cash: Money::ZERO,
            account_id: 0,
            activity_id: 0,
            late_fine,
            absence_fine,
        }
    }

    /// A member, with an account for each kind of saving.
    fn join(&mut self, group: &Group, group_id: i32, nth: usize, users: &[i32; 4]) -> i32 {
        let id = next_id(&self.contents.group_members);
        let (first_name, gender) = group.first_names[nth];
        let last_name = group.last_names[nth % group.last_names.len()];
        let joined = date(2024, 1, 6);
        let role = ["chair", "treasurer", "secretary", "key_holder"].get(nth).copied().unwrap_or("member");
        let born = date(1960 + self.rng.i32(0..42), self.rng.u32(1..=12), self.rng.u32(1..=28));
        let occupation = OCCUPATIONS[self.rng.usize(0..OCCUPATIONS.len())];
        self.contents.group_members.push(GroupMember {
            id,
            group_id,
            user_id: users.get(nth).copied(),
            member_number: format!("{:03}", nth + 1),
            id_number: Some(format!("{}{}{id:08}", group.country, born.year())),
            date_of_birth: Some(born),
            gender: gender.to_owned(),
            occupation: Some(occupation.to_owned()),
            phone_number: Some(format!("{}{:06}", group.dialling_code, 100 + id)),
            email: None,
            member_role: role.to_owned(),
            status: "active".to_owned(),
            joined_date: joined,
            left_date: None,
            created_date: written(joined),
            updated_date: written(END),
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            share_balance: Money::ZERO,
            total_contributions: Money::ZERO,
            is_eligible_for_loans: false,
            attendance_percentage: None,
            total_points: 0,
        });
        let types = self.saving_types;
        for saving_type_id in [types.compulsory, types.voluntary, types.social_fund] {
            let wants = saving_type_id == types.voluntary;
            self.contents.member_savings.push(MemberSaving {
                id: next_id(&self.contents.member_savings),
                member_id: id,
                saving_type_id,
                current_balance: Money::ZERO,
                target_amount: wants.then(|| cents(group.base * 20)),
                target_date: wants.then_some(END),
                opened_date: START,
                last_transaction_date: None,
                status: "open".to_owned(),
                created_date: written(START),
                updated_date: written(END),
            });
        }
        id
    }

    fn open_meeting(&mut self, year: &Year, day: NaiveDate, number: i32, opens_month: bool) -> Sitting {
        let id = next_id(&self.contents.meetings);
        self.contents.meetings.push(Meeting {
            id,
            group_id: year.group_id,
            meeting_number: number,
            meeting_date: day,
            meeting_time: Some(clock(9, 30)),
            meeting_type: if number == 1 { "share_out" } else { "regular" }.to_owned(),
            status: "held".to_owned(),
            location: Some(year.group.place.to_owned()),
            latitude: Some(year.group.latitude),
            longitude: Some(year.group.longitude),
            scheduled_by: Some(year.users[0]),
            recorded_by: Some(year.secretary()),
            agenda: Some("Savings, fines, loans, other matters".to_owned()),
            decisions_made: None,
            action_items: None,
            total_members: 0,
            members_present: 0,
            quorum_met: None,
            total_savings_collected: Money::ZERO,
            total_fines_collected: Money::ZERO,
            created_date: written(day),
            updated_date: written(day),
            total_loan_repayments: Money::ZERO,
            minutes: Some(format!("Meeting {number} of {}: all entries were read out and agreed.", year.group.name)),
        });
        let mut activity = |activity_type: &str, title: &str, sequence_number: i16| {
            let activity_id = next_id(&self.contents.meeting_activities);
            self.contents.meeting_activities.push(MeetingActivity {
                id: activity_id,
                meeting_id: id,
                activity_type: activity_type.to_owned(),
                title: title.to_owned(),
                description: None,
                sequence_number,
                start_time: Some(clock(9, 20 + 10 * u32::from(sequence_number.unsigned_abs()))),
                end_time: Some(clock(10, 10 * u32::from(sequence_number.unsigned_abs()))),
                amount_collected: None,
                led_by: year.members.get(usize::from(sequence_number.unsigned_abs())).copied(),
                is_completed: true,
                created_date: written(day),
                updated_date: written(day),
            });
            activity_id
        };
        let savings = activity("savings", "Savings", 1);
        let fines = activity("fines", "Fines", 2);
        let loans = activity("loans", "Repayments and loans", 3);
        Sitting { id, number, day, opens_month, present: Vec::new(), savings, fines, loans }
    }

    /// Who is there, and the fines of those who are late or missing.
    fn call_roll(&mut self, year: &Year, sitting: &mut Sitting) {
        for (nth, member_id) in year.members.iter().copied().enumerate() {
            // Some come always, some now and then.
            let keen = if nth % 5 == 0 { 97 } else { 84 };
            let status = match self.rng.u32(0..100) {
                roll if roll < keen => "present",
                roll if roll < keen + 3 => "late",
                roll if roll < keen + 9 => "excused",
                _ => "absent",
            };
            let fine_type = match status {
                "late" => Some((year.late_fine, 10)),
                "absent" => Some((year.absence_fine, 25)),
                _ => None,
            };
            let fine_id = fine_type.map(|(fine_type_id, percent)| {
                let amount = part(cents(year.group.base), percent);
                self.fine(member_id, fine_type_id, amount, sitting)
            });
            if ["present", "late"].contains(&status) {
                sitting.present.push(member_id);
            }
            self.contents.meeting_attendance.push(MeetingAttendance {
                meeting_id: sitting.id,
                member_id,
                attendance_status: status.to_owned(),
                arrival_time: match status {
                    "present" => Some(clock(9, 25)),
                    "late" => Some(clock(9, 55)),
                    _ => None,
                },
                excuse_reason: (status == "excused").then(|| "Sent word before".to_owned()),
                recorded_by: Some(year.secretary()),
                created_date: written(sitting.day),
                updated_date: written(sitting.day),
                fine_id,
            });
        }
    }

    fn fine(&mut self, member_id: i32, fine_type_id: i32, amount: Money, sitting: &Sitting) -> i32 {
        let id = next_id(&self.contents.member_fines);
        let is_waived = id % 40 == 7;
        self.contents.member_fines.push(MemberFine {
            id,
            member_id,
            fine_type_id: Some(fine_type_id),
            meeting_id: Some(sitting.id),
            amount,
            reason: None,
            issued_date: sitting.day,
            due_date: Some(later(sitting.day, 30)),
            status: if is_waived { "waived" } else { "unpaid" }.to_owned(),
            paid_date: None,
            waived_by: is_waived.then_some(MANAGER),
            waiver_reason: is_waived.then(|| "Illness in the family".to_owned()),
            created_date: written(sitting.day),
            updated_date: written(sitting.day),
            paid_amount: Money::ZERO,
        });
        id
    }

    fn collect_savings(&mut self, year: &mut Year, sitting: &Sitting) {
        let (base, types) = (year.group.base, self.saving_types);
        let mut all = Money::ZERO;
        for member_id in sitting.present.iter().copied() {
            let mut given = cents(base * self.rng.i64(1..=3));
            self.save(year, sitting, member_id, types.compulsory, "deposit", given);
            if self.chance(20) {
                let more = cents(base / 2 + self.rng.i64(0..base));
                self.save(year, sitting, member_id, types.voluntary, "deposit", more);
                given = cents(given.units() + more.units());
            }
            if sitting.opens_month {
                let fund = part(cents(base), 20);
                self.save(year, sitting, member_id, types.social_fund, "deposit", fund);
                given = cents(given.units() + fund.units());
            }
            self.take_part(year, sitting, sitting.savings, member_id, given);
            all = cents(all.units() + given.units());
        }
        self.enter(year, sitting, None, ("saving", "in"), all, "Savings of the meeting");
        if sitting.number % 6 == 0 {
            self.withdraw(year, sitting);
        }
    }

    /// One who is there takes half of the voluntary savings.
    fn withdraw(&mut self, year: &mut Year, sitting: &Sitting) {
        let Some(member_id) = sitting.present.get(self.rng.usize(0..sitting.present.len().max(1))).copied() else {
            return;
        };
        let half = part(self.balance_of(self.saving_of(member_id, self.saving_types.voluntary)), 50);
        if half > Money::ZERO && half <= year.cash {
            self.save(year, sitting, member_id, self.saving_types.voluntary, "withdrawal", half);
            self.enter(year, sitting, Some(member_id), ("saving", "out"), half, "Voluntary savings paid out");
        }
    }

    /// The account of a member for a kind of saving.
    pub(super) fn saving_of(&self, member_id: i32, saving_type_id: i32) -> i32 {
        let mut savings = self.contents.member_savings.iter();
        savings.find(|it| (it.member_id, it.saving_type_id) == (member_id, saving_type_id)).map_or(0, |it| it.id)
    }

    pub(super) fn balance_of(&self, saving_id: i32) -> Money {
        let transactions = self.contents.saving_transactions.iter().filter(|it| it.member_saving_id == saving_id);
        cents(transactions.map(|it| it.signed_amount().units()).sum())
    }

    fn save(
        &mut self,
        year: &Year,
        sitting: &Sitting,
        member_id: i32,
        saving_type_id: i32,
        transaction_type: &str,
        amount: Money,
    ) {
        let id = next_id(&self.contents.saving_transactions);
        // The treasurer's come by telephone at the start of each quarter.
        let is_mobile = sitting.opens_month
            && sitting.day.month() % 3 == 1
            && year.members.get(1) == Some(&member_id)
            && transaction_type == "deposit";
        let mobile = is_mobile.then(|| self.receive_mobile_money(year, sitting.day, amount));
        self.contents.saving_transactions.push(SavingTransaction {
            id,
            member_saving_id: self.saving_of(member_id, saving_type_id),
            meeting_id: Some(sitting.id),
            transaction_type: transaction_type.to_owned(),
            amount,
            transaction_date: sitting.day,
            payment_method: if is_mobile { "mobile_money" } else { "cash" }.to_owned(),
            reference_number: Some(format!("{}-{id:05}", year.group.country)),
            notes: None,
            recorded_by: Some(year.treasurer()),
            verified_by: sitting.opens_month.then_some(MANAGER),
            verified_at: sitting.opens_month.then(|| written(sitting.day)),
            created_date: written(sitting.day),
            updated_date: written(sitting.day),
            mobile_money_transaction_id: mobile,
        });
    }

    pub(super) fn take_part(&mut self, year: &Year, sitting: &Sitting, activity_id: i32, member_id: i32, given: Money) {
        let mut so_far = self.contents.member_activity_participation.iter_mut().rev();
        if let Some(entry) = so_far.find(|it| (it.activity_id, it.member_id) == (activity_id, member_id)) {
            entry.amount = entry.amount.map(|amount| cents(amount.units() + given.units()));
            return;
        }
        self.contents.member_activity_participation.push(MemberActivityParticipation {
            id: next_id(&self.contents.member_activity_participation),
            activity_id,
            member_id,
            participation_type: "contributed".to_owned(),
            amount: Some(given),
            remarks: None,
            recorded_by: Some(year.secretary()),
            created_date: written(sitting.day),
            updated_date: written(sitting.day),
        });
    }

    /// Those who are there pay what they owe from earlier meetings, most of them in full.
    fn collect_fines(&mut self, year: &mut Year, sitting: &Sitting) {
        let mut paid = Vec::new();
        for position in 0..self.contents.member_fines.len() {
            let fine = &self.contents.member_fines[position];
            let is_owed = fine.status == "unpaid" && fine.issued_date < sitting.day;
            if !is_owed || !sitting.present.contains(&fine.member_id) {
                continue;
            }
            let amount = match self.rng.u32(0..100) {
                0..75 => fine.amount,
                75..80 => part(fine.amount, 50),
                _ => continue,
            };
            let fine = &mut self.contents.member_fines[position];
            fine.paid_amount = amount;
            fine.status = if amount == fine.amount { "paid" } else { "partly_paid" }.to_owned();
            fine.paid_date = Some(sitting.day);
            fine.updated_date = written(sitting.day);
            paid.push((fine.member_id, amount));
        }
        let all = cents(paid.iter().map(|(_, amount)| amount.units()).sum());
        for (member_id, amount) in paid {
            self.take_part(year, sitting, sitting.fines, member_id, amount);
        }
        self.enter(year, sitting, None, ("fine", "in"), all, "Fines of the meeting");
    }

    fn sell_shares(&mut self, year: &mut Year, sitting: &Sitting) {
        let price = cents(year.group.base);
        for member_id in sitting.present.clone() {
            let shares = self.rng.i32(1..=4);
            let share_id = self.shares_of(member_id, CYCLE, price);
            self.move_shares(year, sitting, share_id, "purchase", shares, None);
            let value = cents(price.units() * i64::from(shares));
            self.enter(year, sitting, Some(member_id), ("share", "in"), value, "Shares bought");
        }
        // Before the year ends the second one who is there hands a share to the first.
        if let ([first, second, ..], 11) = (sitting.present.as_slice(), sitting.day.month()) {
            let share_id = self.shares_of(*second, CYCLE, price);
            self.move_shares(year, sitting, share_id, "transfer", 1, Some(*first));
        }
    }

    /// A member's shares of a cycle, of which there are none at first.
    pub(super) fn shares_of(&mut self, member_id: i32, cycle_number: i16, share_value: Money) -> i32 {
        let mut shares = self.contents.member_shares.iter();
        if let Some(found) = shares.find(|it| (it.member_id, it.cycle_number) == (member_id, cycle_number)) {
            return found.id;
        }
        let id = next_id(&self.contents.member_shares);
        self.contents.member_shares.push(MemberShare {
            id,
            member_id,
            cycle_number,
            shares_owned: 0,
            share_value,
            total_value: None,
            last_purchase_date: Some(START),
            status: if cycle_number == CYCLE { "active" } else { "redeemed" }.to_owned(),
            created_date: written(START),
            updated_date: written(END),
        });
        id
    }

    pub(super) fn move_shares(
        &mut self,
        year: &Year,
        sitting: &Sitting,
        member_share_id: i32,
        transaction_type: &str,
        shares: i32,
        to_member_id: Option<i32>,
    ) {
        // What was bought in the last cycle was bought before the first meeting of this one.
        let is_before = transaction_type == "purchase" && sitting.number == 1;
        let day = if is_before { date(2024, 6, 1) } else { sitting.day };
        self.contents.share_transactions.push(ShareTransaction {
            id: next_id(&self.contents.share_transactions),
            member_share_id,
            meeting_id: (!is_before).then_some(sitting.id),
            to_member_id,
            transaction_type: transaction_type.to_owned(),
            shares,
            unit_price: cents(year.group.base),
            transaction_date: day,
            recorded_by: Some(year.treasurer()),
            notes: None,
            created_date: written(day),
            updated_date: written(day),
        });
    }

    /// Writes into the cashbook, unless it is nothing.
    pub(super) fn enter(
        &mut self,
        year: &mut Year,
        sitting: &Sitting,
        member_id: Option<i32>,
        (entry_type, direction): (&str, &str),
        amount: Money,
        description: &str,
    ) {
        if amount == Money::ZERO {
            return;
        }
        let change = if direction == "in" { amount } else { -amount };
        year.cash = cents(year.cash.units() + change.units());
        self.contents.group_cashbook.push(CashbookEntry {
            id: next_id(&self.contents.group_cashbook),
            group_id: year.group_id,
            meeting_id: Some(sitting.id),
            member_id,
            entry_date: sitting.day,
            entry_type: entry_type.to_owned(),
            direction: direction.to_owned(),
            amount,
            running_balance: None,
            description: description.to_owned(),
            reference_number: None,
            recorded_by: Some(year.treasurer()),
            approved_by: (direction == "out").then_some(year.users[0]),
            created_date: written(sitting.day),
            updated_date: written(sitting.day),
            iga_activity_id: None,
            mobile_money_transaction_id: None,
        });
    }

    /// The officers are told of the next meeting.
    fn notify(&mut self, year: &Year, sitting: &Sitting) {
        for user_id in year.users {
            let is_read = self.chance(80);
            self.contents.notifications.push(Notification {
                id: next_id(&self.contents.notifications),
                user_id,
                notification_type: "meeting".to_owned(),
                channel: "in_app".to_owned(),
                title: format!("{} meets on {}", year.group.name, later(sitting.day, year.group.every)),
                body: format!("{}, at half past nine.", year.group.place),
                payload: Some(format!(r#"{{"group_id":{}}}"#, year.group_id)),
                is_read,
                sent_at: Some(written(sitting.day)),
                read_at: is_read.then(|| written(later(sitting.day, 1))),
                created_date: written(sitting.day),
                updated_date: written(sitting.day),
                group_id: Some(year.group_id),
            });
        }
    }
}
