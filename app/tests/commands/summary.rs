//! `aggregate-member-data` and `aggregate-group-data`: sums of single payments, equal to the totals that are kept.

use app::summary;

use crate::Program;
use crate::seed::seeded;

#[test]
fn sums_of_payments_are_the_totals_that_are_kept() {
    for program in Program::on_both() {
        let (mut database, contents) = seeded(&program);
        for group in &contents.savings_groups {
            let sums = summary::group(&mut database, &group.group_code).expect("the group is there");
            assert_eq!(sums.sums.savings, group.savings_balance);
            assert_eq!(Some(sums.cash), group.loan_fund_balance);
            assert_eq!(sums.members, i64::from(group.members_count));
            assert_eq!(sums.months.len(), 12);
            let members = summary::members(&mut database, &group.group_code, None).expect("the group is there");
            let kept: Vec<_> = contents.group_members.iter().filter(|member| member.group_id == group.id).collect();
            assert_eq!(members.len(), kept.len());
            for (member, kept) in members.iter().zip(kept) {
                assert_eq!(member.member_number, kept.member_number);
                assert_eq!(member.sums.share_value, kept.share_balance);
                assert_eq!(member.sums.attendance_percentage, kept.attendance_percentage);
                let own = contents.member_savings.iter().filter(|saving| saving.member_id == kept.id);
                let balance = app::decimal::Money::checked_sum(own.map(|saving| saving.current_balance));
                assert_eq!(Some(member.sums.savings), balance);
            }
        }
    }
}

#[test]
fn a_person_and_a_program_can_read_them() {
    for program in Program::on_both() {
        drop(seeded(&program));
        let groups = program.succeed("aggregate-group-data");
        for part in ["Twitezimbere (RW-GAS-001), 20 members", "Umoja (KE-NBO-001), 15 members", "2025-12"] {
            assert!(groups.contains(part), "{groups}");
        }
        let member = program.json("aggregate-member-data RW-GAS-001 004 --json");
        assert_eq!(member[0]["name"], "Eric Nshimiyimana");
        assert!(member[0]["savings"].is_string(), "money is a text: {member}");
        assert!(program.succeed("aggregate-member-data RW-GAS-001 004").contains("Eric Nshimiyimana"));
        assert_eq!(
            program.fail("aggregate-group-data XX-1"),
            "error: there is no group XX-1\nhelp: known: KE-NBO-001, RW-GAS-001, UG-KLA-001\n"
        );
        assert!(
            program
                .fail("aggregate-member-data KE-NBO-001 99")
                .starts_with("error: group KE-NBO-001 has no member 99\nhelp: known: 001, 002, ")
        );
    }
}
