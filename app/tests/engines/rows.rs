//! Rows for the tables as each migration leaves them: among them what later migrations have to clean up, split, number
//! or give back.

use std::fmt::Write;

/// `#12.50#` is a decimal with its digits, `~maize,beans~` a list of words.
pub(crate) const ROWS: [&str; 8] = [BASE, SAVINGS, LOANS, IGA, DOCUMENTS, ACHIEVEMENTS, ANALYTICS, ALIGNED];

/// Decimals as they are, lists as arrays; once 007 has run there are none left to insert.
pub(crate) fn for_postgres(rows: &str) -> String {
    let rows = replaced(rows, '#', |digits, out| out.push_str(digits));
    replaced(&rows, '~', |words, out| write!(out, "'{{{words}}}'").expect("a text takes every write"))
}

/// Decimals as their number of smallest units, lists as JSON.
pub(crate) fn for_sqlite(rows: &str) -> String {
    let rows = replaced(rows, '#', |digits, out| {
        let units: i64 = digits.replace('.', "").parse().expect("a decimal stands between two marks");
        write!(out, "{units}").expect("a text takes every write");
    });
    replaced(&rows, '~', |words, out| {
        let words: Vec<_> =
            words.split(',').filter(|word| !word.is_empty()).map(|word| format!("\"{word}\"")).collect();
        write!(out, "'[{}]'", words.join(",")).expect("a text takes every write");
    })
}

/// The text with what stands between two marks written anew.
fn replaced(text: &str, mark: char, replace: impl Fn(&str, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    for (position, piece) in text.split(mark).enumerate() {
        if position % 2 == 0 { out.push_str(piece) } else { replace(piece, &mut out) }
    }
    out
}

const BASE: &str = "
INSERT INTO users (username, email, full_name, phone, password_hash, role, is_active, last_login_at, created_at, modified_on) VALUES
    ('amina', 'amina@example.org', '  Amina  Uwase Keza ', '+250788000001', 'h', 'agent', NULL, '2024-03-01 08:00:00', NULL, '2024-01-02 03:04:05'),
    ('root', 'root@example.org', 'Madonna', NULL, 'h', 'admin', TRUE, NULL, '2024-01-01 00:00:00', NULL),
    ('peter', 'peter@example.org', 'Peter Okello', NULL, 'h', 'auditor', FALSE, NULL, NULL, NULL);
INSERT INTO sessions (id, user_id, token_hash, ip_address, last_seen_at, expires_at) VALUES
    ('6f1c1f5e-8a53-4f7e-9d2e-0a1b2c3d4e5f', 1, '', '192.0.2.7', '2024-03-01 08:00:00', '2024-04-01 08:00:00'),
    ('7f1c1f5e-8a53-4f7e-9d2e-0a1b2c3d4e5f', 2, 'b', '2001:db8::1', NULL, '2024-04-01 08:00:00');
INSERT INTO services (code, name, contact, base_url, settings) VALUES
    ('savings', 'Savings', 'desk 1', 'https://example.org', '{\"limit\": 5}'),
    ('office', 'Office hours', NULL, '', '{}');
INSERT INTO permissions (service_id, code, name) VALUES (1, 'read', 'Read'), (1, 'write', 'Write');
INSERT INTO user_permissions (user_id, permission_id, granted_by) VALUES (1, 1, 2), (1, NULL, 2), (3, 2, NULL);
INSERT INTO notifications (user_id, notification_type, title, body, payload) VALUES
    (1, 'welcome', 'Hello', 'Welcome', '  {\"a\": 1} '),
    (1, 'welcome', 'Hello', 'Welcome', '  '),
    (2, 'welcome', 'Hello', 'Welcome', NULL);
INSERT INTO savings_groups (name, group_code, district, parish, village, created_by, created_at, updated_at) VALUES
    ('Twitezimbere', 'RW-GAS-001', 'Gasabo', NULL, 'Kacyiru', 1, NULL, NULL),
    ('Kwagalana', 'UG-KLA-001', NULL, 'Nakawa', NULL, NULL, '2024-01-01 00:00:00', NULL);
INSERT INTO group_members (group_id, user_id, member_number, name, national_id, gender, phone, joined_date) VALUES
    (1, 1, '001', 'Amina Uwase', '1199', 'Female', '0788', '2023-01-01'),
    (1, NULL, '002', ' Jean  de Dieu ', NULL, 'm', NULL, '2023-01-01'),
    (1, NULL, '003', 'Keza', NULL, 'Other', NULL, '2023-02-01'),
    (2, NULL, '001', 'Sarah Namutebi', NULL, NULL, NULL, '2023-02-01'),
    (2, NULL, '002', 'Left Already', NULL, 'f', NULL, '2023-02-01');
DELETE FROM group_members WHERE member_number = '002' AND group_id = 2;
UPDATE savings_groups SET chair_member_id = 1, treasurer_member_id = 2 WHERE id = 1;
INSERT INTO meetings (group_id, meeting_number, meeting_date, meeting_time, venue, latitude, longitude, scheduled_by, recorder_id, total_members, members_present, quorum_met, total_savings_collected) VALUES
    (1, 7, '2024-02-01', '09:30:00', 'Under the tree', 1.5, 30.25, 1, 2, 3, 2, TRUE, #1250.50#),
    (1, 7, '2024-01-01', NULL, NULL, -1.5, NULL, NULL, NULL, 3, 3, NULL, #0.01#),
    (2, NULL, '2024-01-08', NULL, NULL, NULL, NULL, NULL, NULL, 1, 1, FALSE, #99999999.99#);
INSERT INTO meeting_minutes (meeting_id, content) VALUES (1, 'All was agreed');
INSERT INTO meeting_activities (meeting_id, activity_type, title, amount_collected, led_by) VALUES
    (1, 'savings', 'Savings', #1250.50#, 2), (2, 'fines', 'Fines', NULL, NULL);
INSERT INTO member_activity_participation (meeting_activity_id, member_id, amount, recorded_by) VALUES
    (1, 1, #1000.00#, 1), (1, 2, #250.50#, NULL);
INSERT INTO meeting_attendance (meeting_id, member_id, is_present, excuse_reason) VALUES
    (1, 1, TRUE, NULL), (1, 2, FALSE, 'ill'), (2, 2, TRUE, NULL), (2, 1, TRUE, NULL), (3, 4, FALSE, NULL), (2, 3, FALSE, 'away'), (1, 3, TRUE, NULL);
";

const SAVINGS: &str = "
UPDATE savings_groups SET cycle_start_date = '2024-01-01', cycle_end_date = '2024-12-31', share_value = #500.00# WHERE id = 1;
INSERT INTO group_members (group_id, member_number, first_name, last_name, gender) VALUES (2, '003', 'Grace', 'Akello', 'F');
UPDATE notifications SET group_id = 1 WHERE id = 3;
INSERT INTO member_savings (member_id, saving_type_id, target_amount, opened_date) VALUES (1, 1, #10000.00#, '2024-01-01'), (2, 1, NULL, '2024-01-01');
INSERT INTO saving_transactions (member_saving_id, meeting_id, transaction_type, amount, transaction_date, payment_method, reference, verified_by, verified_at) VALUES
    (1, 1, 'deposit', #1000.10#, '2024-02-01', NULL, 'r1', 2, '2024-02-01 10:00:00'),
    (1, 2, 'withdrawal', #0.20#, '2024-01-01', 'cash', NULL, NULL, NULL),
    (2, NULL, 'interest', #0.01#, '2024-02-02', 'bank', NULL, NULL, NULL);
INSERT INTO group_cashbook (group_id, meeting_id, member_id, entry_date, entry_type, direction, amount, description, approved_by) VALUES
    (1, 1, 1, '2024-02-01', 'saving', 'in', #1000.10#, 'Savings', 2);
INSERT INTO fine_types (group_id, name, amount) VALUES (1, 'Late', #2.00#), (2, 'Late', #3.50#);
INSERT INTO fines (member_id, fine_type_id, meeting_id, amount, issued_date, status, waived_by) VALUES
    (1, 1, 1, #2.00#, '2024-02-01', 'paid', NULL), (2, NULL, NULL, #7.77#, '2024-02-01', 'unpaid', 1);
UPDATE meeting_attendance SET fine_id = 2 WHERE meeting_id = 1 AND member_id = 2;
INSERT INTO member_shares (member_id, shares_owned, share_value) VALUES (1, 3, #500.01#);
INSERT INTO share_transactions (member_share_id, transaction_type, shares, unit_price, transaction_date, to_member_id) VALUES (1, 'purchase', 3, #500.01#, '2024-02-01', 2);
INSERT INTO share_outs (group_id, cycle_number, share_out_date, total_fund, total_shares, value_per_share) VALUES
    (1, 1, '2024-12-31', #1000.00#, 3, NULL), (1, 2, '2025-12-31', #2000.00#, 3, NULL), (1, 3, '2025-12-31', #0.01#, 2, NULL), (2, 1, '2024-12-31', #12.00#, 5, #2.40#);
INSERT INTO share_out_payments (share_out_id, member_id, shares, gross_amount, loan_deduction, net_amount) VALUES (1, 1, 3, #1000.00#, #0.50#, #999.50#);
";

const LOANS: &str = "
UPDATE savings_groups SET loan_balance = NULL, loan_fund_balance = #9999999999.99# WHERE id = 2;
INSERT INTO loan_assessments (member_id, assessed_by, assessment_date, requested_amount, recommended_amount, purpose, savings_score, risk_level) VALUES
    (1, 1, '2024-02-01', #500.00#, #400.00#, 'Seeds', #99.95#, NULL), (2, NULL, '2024-02-01', #500.00#, #0.00#, 'Roof', NULL, 'extreme'), (4, NULL, '2024-02-01', #5.00#, #0.00#, 'Roof', #100.00#, 'low');
INSERT INTO group_loans (group_id, member_id, assessment_id, guarantor_member_id, loan_number, principal, interest_rate, total_due, amount_paid, application_date, approved_by) VALUES
    (1, 1, 1, 2, 'L1', #400.00#, #7.25#, #429.00#, #100.00#, '2024-02-01', 2);
INSERT INTO loan_repayment_schedule (loan_id, meeting_id, installment_number, due_date, principal_due, penalty_amount) VALUES
    (1, NULL, 1, '2024-04-01', #200.00#, NULL), (1, 1, 1, '2024-03-01', #200.00#, #1.05#);
INSERT INTO group_cashbook (group_id, entry_date, entry_type, direction, amount, description) VALUES
    (1, '2024-02-02', 'loan', 'out', #400.00#, 'Loan L1'), (1, '2024-03-02', 'repayment', 'in', #100.00#, 'Loan L1');
INSERT INTO meeting_activities (meeting_id, activity_type, title) VALUES (1, 'loans', 'Loans');
INSERT INTO member_activity_participation (meeting_activity_id, member_id, amount) VALUES (3, 1, #400.00#);
";

const IGA: &str = "
INSERT INTO iga_activities (group_id, name, activity_type, coordinator, products, start_date, initial_capital, latitude, longitude) VALUES
    (1, 'Maize', 'farming', 'amina UWASE', ~maize,beans~, '2024-01-01', #1000.00#, #-1.944072#, #30.061885#),
    (1, 'Baskets', 'crafts', 'Nobody Here', ~~, '2024-01-01', #0.00#, NULL, NULL);
INSERT INTO iga_participation (activity_id, member_id, contribution_amount, profit_share, hours_worked, joined_date) VALUES
    (1, 1, #100.00#, #33.33#, #12.50#, '2024-01-01'), (1, 2, #0.00#, NULL, #0.25#, '2024-01-01');
INSERT INTO iga_cashflow (activity_id, flow_date, flow_type, category, amount, quantity) VALUES (1, '2024-02-01', 'income', 'sales', #55.55#, #2.125#);
INSERT INTO iga_returns (activity_id, member_id, period_start, period_end, gross_amount, deductions) VALUES (1, 1, '2024-01-01', '2024-03-31', #20.00#, #0.01#);
INSERT INTO group_cashbook (group_id, entry_date, entry_type, direction, amount, description, iga_activity_id) VALUES
    (1, '2024-02-02', 'iga', 'out', #1000.00#, 'Seeds', 1);
";

const DOCUMENTS: &str = "
INSERT INTO documents (group_id, member_id, category_id, title, file_name, file_url, file_size, mime_type, labels, uploaded_by) VALUES
    (1, NULL, 1, 'Constitution', 'c.pdf', 'https://example.org/c.pdf', 1024, 'application/pdf', ~signed~, 2),
    (1, 1, 4, 'Card', 'i.png', 'https://example.org/i.png', 10, 'image/png', NULL, 1);
INSERT INTO mobile_money_accounts (group_id, member_id, provider, phone, balance, verified_by, verified_at) VALUES
    (1, NULL, 'mtn', '0788', #100.00#, 1, '2024-02-01 10:00:00'), (1, 1, 'mtn', '0789', NULL, NULL, NULL), (2, NULL, 'airtel', '0700', NULL, NULL, NULL);
INSERT INTO mobile_money_transactions (account_id, transaction_type, amount, counterparty_phone, external_reference, response, completed_at) VALUES
    (1, 'collection', #1000.10#, '0789', 'x1', ' {\"ok\": true}', '2024-02-01 10:00:00'), (1, 'payout', #0.01#, NULL, 'x2', ' ', NULL);
INSERT INTO mobile_money_reconciliations (account_id, period_start, period_end, statement_balance, ledger_balance) VALUES (1, '2024-01-01', '2024-01-31', #100.00#, #100.01#);
UPDATE saving_transactions SET mobile_money_transaction_id = 1 WHERE id = 1;
UPDATE group_cashbook SET mobile_money_transaction_id = 1 WHERE id = 1;
UPDATE savings_groups SET is_registered = TRUE, registration_number = 'R1' WHERE id = 1;
";

const ACHIEVEMENTS: &str = "
INSERT INTO achievements (code, name, description, category, criteria, target_value) VALUES ('saver', 'Saver', 'Saves', 'savings', '{\"metric\": \"savings\"}', #1000.00#);
INSERT INTO badges (achievement_id, name, icon) VALUES (1, 'Saver', NULL);
INSERT INTO member_achievements (member_id, achievement_id, meeting_id, progress, awarded_by) VALUES (1, 1, 1, #66.67#, 1);
INSERT INTO member_badges (member_id, badge_id, awarded_date) VALUES (1, 1, '2024-02-01');
INSERT INTO leaderboard (group_id, member_id, period, period_start, position, savings_score) VALUES
    (1, 1, 'month', '2024-01-01', 2, #10.00#), (1, 1, 'month', '2024-01-01', 1, #12.34#), (1, 2, 'month', '2024-01-01', 2, NULL);
";

const ANALYTICS: &str = "
INSERT INTO analytics_snapshots (group_id, snapshot_date, members_count, active_members_count, total_savings, average_attendance, metrics) VALUES
    (1, '2024-01-31', 3, 3, #999.91#, #66.67#, '{\"a\": [1, 2]}');
INSERT INTO generated_reports (group_id, requested_by, report_type, title, started_at) VALUES (1, 1, 'year', 'Year', '2024-02-01 10:00:00');
INSERT INTO member_analytics (member_id, period_start, period_end, total_savings, savings_consistency, created_date) VALUES
    (1, NULL, NULL, #999.90#, 0.5, '2024-02-10 00:00:00'), (2, '2024-01-01', '2024-01-31', #0.01#, NULL, '2024-02-10 00:00:00');
INSERT INTO service_providers (service_id, code, name, provider_type, contact, phone) VALUES (1, 'mtn', 'MTN Rwanda', 'mobile_money', 'desk', '0788');
INSERT INTO document_templates (category_id, code, title, body, placeholders, created_by) VALUES (1, 'constitution', 'Constitution', 'We, {name}', ~name,date~, 1);
UPDATE documents SET template_id = 1 WHERE id = 1;
INSERT INTO document_versions (document_id, version_number, file_url, file_size, uploaded_by) VALUES (1, 2, 'https://example.org/d.pdf', 1025, 2);
INSERT INTO document_approvals (document_version_id, approver_id, decision, decided_at) VALUES (1, 2, 'approved', '2024-02-01 10:00:00');
INSERT INTO audit_log (user_id, session_id, action, table_name, record_id, old_values, ip_address) VALUES
    (1, '6f1c1f5e-8a53-4f7e-9d2e-0a1b2c3d4e5f', 'update', 'users', 1, '{\"role\": \"agent\"}', '192.0.2.7');
";

const ALIGNED: &str = "
UPDATE users SET role = 'manager' WHERE id = 3;
UPDATE services SET base_url = NULL WHERE id = 2;
INSERT INTO group_members (group_id, member_number, first_name, last_name, gender) VALUES (1, '010', 'New', 'Member', 'unknown');
DELETE FROM group_members WHERE group_id = 2 AND member_number = '003';
INSERT INTO saving_transactions (member_saving_id, transaction_type, amount, transaction_date, payment_method) VALUES (2, 'deposit', #1.99#, '2024-03-03', 'cash');
UPDATE meetings SET meeting_type = 'emergency' WHERE id = 2;
UPDATE meetings SET minutes = 'Typed later' WHERE id = 3;
UPDATE meeting_attendance SET attendance_status = 'late' WHERE meeting_id = 1 AND member_id = 3;
UPDATE member_fines SET status = 'partly_paid', paid_amount = #3.33# WHERE id = 2;
UPDATE documents SET uploaded_by = NULL WHERE id = 1;
UPDATE loan_assessments SET recommended_amount = NULL WHERE id = 3;
INSERT INTO member_analytics (member_id, period_start, period_end) VALUES (2, '2024-02-01', '2024-02-29');
UPDATE share_outs SET total_shares = 4 WHERE id = 1;
DELETE FROM users WHERE id = 3;
";
