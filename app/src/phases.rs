//! The nine phases in which the platform grew, and the tables of each.

use serde::Serialize;

/// Tables that came to the platform together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Phase {
    /// As everyone writes it; a text, for there is a phase 1.5.
    pub number: &'static str,
    /// What the phase is about.
    pub title: &'static str,
    /// The tables by their SQL names, those first that the others refer to.
    pub tables: &'static [&'static str],
}

/// All phases, in order.
pub const PHASES: &[Phase] = &[
    Phase {
        number: "0",
        title: "Core",
        tables: &["users", "user_sessions", "services", "permissions", "user_permissions", "notifications"],
    },
    Phase {
        number: "1",
        title: "Savings",
        tables: &[
            "savings_groups",
            "group_members",
            "saving_types",
            "member_savings",
            "saving_transactions",
            "group_cashbook",
            "fine_types",
            "member_fines",
            "member_shares",
            "share_transactions",
            "share_outs",
            "share_out_payments",
        ],
    },
    Phase {
        number: "1.5",
        title: "Income-generating activities",
        tables: &["iga_activities", "iga_participation", "iga_cashflow", "iga_returns"],
    },
    Phase { number: "2", title: "Loans", tables: &["loan_assessments", "group_loans", "loan_repayment_schedule"] },
    Phase {
        number: "3",
        title: "Meetings",
        tables: &["meetings", "meeting_activities", "member_activity_participation", "meeting_attendance"],
    },
    Phase {
        number: "4",
        title: "Documents and mobile money",
        tables: &[
            "document_categories",
            "documents",
            "mobile_money_accounts",
            "mobile_money_transactions",
            "mobile_money_reconciliations",
        ],
    },
    Phase {
        number: "5",
        title: "Achievements",
        tables: &["achievements", "badges", "member_achievements", "member_badges", "leaderboard"],
    },
    Phase {
        number: "6",
        title: "Analytics",
        tables: &["analytics_snapshots", "generated_reports", "member_analytics"],
    },
    Phase {
        number: "7",
        title: "Advanced",
        tables: &["service_providers", "document_templates", "document_versions", "document_approvals", "audit_log"],
    },
];

#[cfg(test)]
mod tests {
    use super::PHASES;
    use crate::schema::TABLES;

    #[test]
    fn every_table_is_in_exactly_one_phase() {
        for table in TABLES {
            let phases: Vec<_> =
                PHASES.iter().filter(|phase| phase.tables.contains(table)).map(|phase| phase.number).collect();
            assert_eq!(phases.len(), 1, "`{table}` is in the phases {phases:?}");
        }
    }

    #[test]
    fn no_phase_names_an_unknown_table() {
        for phase in PHASES {
            for table in phase.tables {
                assert!(TABLES.contains(table), "phase {} names `{table}`, which no migration creates", phase.number);
            }
        }
    }

    #[test]
    fn no_phase_names_a_table_twice() {
        let named: usize = PHASES.iter().map(|phase| phase.tables.len()).sum();
        assert_eq!(named, TABLES.len());
    }
}
