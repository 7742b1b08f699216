//! What follows from a year: points, badges, standings, key figures and reports.

use chrono::{Datelike, Months, NaiveDate};

use super::book::{Book, END, START, next_id, written};
use super::office::MANAGER;
use crate::decimal::{Money, Percentage};
use crate::models::achievements::{LeaderboardEntry, MemberAchievement, MemberBadge};
use crate::models::analytics::{AnalyticsSnapshot, GeneratedReport, MemberAnalytics};
use crate::models::savings::{GroupMember, SavingTransaction};
use crate::totals::percentage;

/// From what attendance on a member may borrow.
const LEAST_ATTENDANCE: i64 = 7_500;

/// What a member did in the year.
struct Record {
    deposits: usize,
    saved: Money,
    withdrawn: Money,
    fined: Money,
    loans: i32,
    repaid: i32,
    returns: usize,
}

impl Book {
    pub(super) fn record_standings(&mut self) {
        for reconciliation in &mut self.contents.mobile_money_reconciliations {
            reconciliation.statement_balance = reconciliation.ledger_balance;
        }
        for member in self.contents.group_members.clone() {
            let record = self.record_of(&member);
            self.judge_member(&member, &record);
        }
        self.contents.member_badges.sort_by_key(|row| (row.member_id, row.badge_id));
        self.rank_members();
        for group_id in self.contents.savings_groups.iter().map(|group| group.id).collect::<Vec<_>>() {
            for month in 1..=12 {
                self.take_snapshot(group_id, month);
            }
            self.report(Some(group_id), "group_year", "The year of a group");
        }
        self.report(None, "all_groups", "All groups in one year");
    }

    fn record_of(&self, member: &GroupMember) -> Record {
        let savings: Vec<i32> =
            self.contents.member_savings.iter().filter(|it| it.member_id == member.id).map(|it| it.id).collect();
        let transactions =
            || self.contents.saving_transactions.iter().filter(|it| savings.contains(&it.member_saving_id));
        let of_type = |kind: &'static str| transactions().filter(move |it| it.transaction_type == kind);
        let sum = |amounts: &mut dyn Iterator<Item = Money>| Money::checked_sum(amounts).unwrap_or(Money::MAX);
        let loans = || self.contents.group_loans.iter().filter(|it| it.member_id == member.id);
        let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        Record {
            deposits: of_type("deposit").count(),
            saved: sum(&mut of_type("deposit").map(|it| it.amount)),
            withdrawn: sum(&mut of_type("withdrawal").map(|it| it.amount)),
            fined: sum(&mut self
                .contents
                .member_fines
                .iter()
                .filter(|it| it.member_id == member.id)
                .map(|it| it.amount)),
            loans: count(loans().filter(|it| it.disbursement_date.is_some()).count()),
            repaid: count(loans().filter(|it| it.status == "repaid").count()),
            returns: self.contents.iga_returns.iter().filter(|it| it.member_id == member.id).count(),
        }
    }

    fn judge_member(&mut self, member: &GroupMember, record: &Record) {
        let attendance = member.attendance_percentage.map_or(0, Percentage::units);
        for row in self.contents.group_members.iter_mut().filter(|row| row.id == member.id) {
            row.is_eligible_for_loans = attendance >= LEAST_ATTENDANCE;
        }
        let last_meeting = self.contents.meetings.iter().rfind(|it| it.group_id == member.group_id).map(|it| it.id);
        let reached = [attendance >= 9_000, record.deposits >= 20, record.repaid >= 1, record.returns >= 1];
        for (achievement_id, is_reached) in (1..).zip(reached) {
            self.contents.member_achievements.push(MemberAchievement {
                id: next_id(&self.contents.member_achievements),
                member_id: member.id,
                achievement_id,
                meeting_id: last_meeting.filter(|_| is_reached),
                progress: Percentage::from_units(if is_reached { 10_000 } else { 5_000 }).unwrap_or_default(),
                earned_date: is_reached.then_some(END),
                times_earned: i16::from(is_reached),
                points_awarded: 0,
                awarded_by: is_reached.then_some(MANAGER),
                created_date: written(END),
                updated_date: written(END),
            });
            if is_reached {
                self.contents.member_badges.push(MemberBadge {
                    member_id: member.id,
                    badge_id: achievement_id,
                    awarded_date: END,
                    awarded_by: Some(MANAGER),
                    citation: None,
                    is_displayed: true,
                    created_date: written(END),
                    updated_date: written(END),
                });
            }
        }
        self.contents.member_analytics.push(MemberAnalytics {
            id: next_id(&self.contents.member_analytics),
            member_id: member.id,
            period_start: START,
            period_end: END,
            total_savings: record.saved,
            total_withdrawals: record.withdrawn,
            total_fines: record.fined,
            loans_taken: record.loans,
            loans_repaid: record.repaid,
            attendance_percentage: member.attendance_percentage,
            savings_consistency: Some(0.25),
            credit_score: Some(600 + i16::try_from(attendance / 100).unwrap_or_default()),
            calculated_at: Some(written(END)),
            created_date: written(END),
            updated_date: written(END),
        });
    }

    /// By points, then by what was saved.
    fn rank_members(&mut self) {
        let points = |book: &Self, member_id: i32| -> i64 {
            let achieved = book.contents.member_achievements.iter().filter(|it| it.member_id == member_id);
            let earned = achieved.filter(|it| it.times_earned > 0);
            earned
                .filter_map(|it| book.contents.achievements.iter().find(|known| known.id == it.achievement_id))
                .map(|known| i64::from(known.points))
                .sum()
        };
        let mut members: Vec<(i32, i64, Money, GroupMember)> = self
            .contents
            .group_members
            .iter()
            .map(|member| (member.group_id, -points(self, member.id), -member.total_contributions, member.clone()))
            .collect();
        members.sort_by_key(|(group_id, points, saved, member)| (*group_id, *points, *saved, member.id));
        let mut place = (0, 0);
        for (group_id, points, _, member) in members {
            place = if place.0 == group_id { (group_id, place.1 + 1) } else { (group_id, 1) };
            self.contents.leaderboard.push(LeaderboardEntry {
                id: next_id(&self.contents.leaderboard),
                group_id,
                member_id: member.id,
                period: "cycle".to_owned(),
                period_start: START,
                position: place.1,
                previous_position: None,
                points: -points,
                savings_score: None,
                attendance_score: member.attendance_percentage,
                repayment_score: None,
                created_date: written(END),
                updated_date: written(END),
            });
        }
    }

    /// The key figures of a group at the end of a month.
    fn take_snapshot(&mut self, group_id: i32, month: u32) {
        let day = last_day(month);
        let contents = &self.contents;
        let members: Vec<i32> =
            contents.group_members.iter().filter(|it| it.group_id == group_id).map(|it| it.id).collect();
        let savings: Vec<i32> =
            contents.member_savings.iter().filter(|it| members.contains(&it.member_id)).map(|it| it.id).collect();
        let sum = |amounts: &mut dyn Iterator<Item = Money>| Money::checked_sum(amounts).unwrap_or(Money::MAX);
        let saved = contents.saving_transactions.iter();
        let saved = saved.filter(|it| it.transaction_date <= day && savings.contains(&it.member_saving_id));
        let entries = |kind: &'static str| {
            let entries = contents.group_cashbook.iter().filter(move |it| it.group_id == group_id);
            entries.filter(move |it| it.entry_date <= day && it.entry_type == kind).map(|it| it.amount)
        };
        let lent = [sum(&mut entries("loan")), -sum(&mut entries("repayment"))];
        let fines = contents.member_fines.iter();
        let fines = fines.filter(|it| it.issued_date <= day && members.contains(&it.member_id));
        let meetings = contents.meetings.iter().filter(|it| it.group_id == group_id && it.meeting_date <= day);
        let (present, called) = meetings.fold((0, 0), |(present, called), meeting| {
            (present + i64::from(meeting.members_present), called + i64::from(meeting.total_members))
        });
        let count = i32::try_from(members.len()).unwrap_or(i32::MAX);
        let snapshot = AnalyticsSnapshot {
            id: next_id(&contents.analytics_snapshots),
            group_id,
            snapshot_date: day,
            snapshot_type: "month".to_owned(),
            members_count: count,
            active_members_count: count,
            total_savings: sum(&mut saved.map(SavingTransaction::signed_amount)),
            total_loans_outstanding: sum(&mut lent.into_iter()).max(Money::ZERO),
            total_fines: sum(&mut fines.map(|it| it.amount)),
            average_attendance: percentage(present, called),
            loan_default_rate: None,
            metrics: Some(format!(r#"{{"month":{month}}}"#)),
            created_date: written(day),
            updated_date: written(day),
        };
        self.contents.analytics_snapshots.push(snapshot);
    }

    fn report(&mut self, group_id: Option<i32>, report_type: &str, title: &str) {
        let id = next_id(&self.contents.generated_reports);
        self.contents.generated_reports.push(GeneratedReport {
            id,
            group_id,
            requested_by: Some(MANAGER),
            report_type: report_type.to_owned(),
            title: title.to_owned(),
            format: "pdf".to_owned(),
            parameters: r#"{"year":2025}"#.to_owned(),
            period_start: Some(START),
            period_end: Some(END),
            status: "done".to_owned(),
            file_url: Some(format!("https://files.example/reports/{id}.pdf")),
            file_size: Some(81_920),
            error_message: None,
            started_at: Some(written(END)),
            finished_at: Some(written(END)),
            created_date: written(END),
            updated_date: written(END),
        });
    }
}

fn last_day(month: u32) -> NaiveDate {
    let first = START.with_day(1).and_then(|day| day.checked_add_months(Months::new(month)));
    first.and_then(|day| day.pred_opt()).unwrap_or(END)
}
