//! Those who sign in, what they may do, and what all groups share.

use super::book::{Book, START, cents, date, later, next_id, written};
use super::people::GROUPS;
use crate::models::achievements::{Achievement, Badge};
use crate::models::advanced::{AuditLogEntry, DocumentTemplate, ServiceProvider};
use crate::models::core::{Permission, Service, User, UserPermission, UserSession};

/// The users who are no members, by id.
pub(super) const ADMINISTRATOR: i32 = 1;
pub(super) const MANAGER: i32 = 2;
/// The agent of the first group; those of the others follow.
pub(super) const FIRST_AGENT: i32 = 3;
pub(super) const AUDITOR: i32 = 6;

/// The template of every group's constitution.
pub(super) const CONSTITUTION: i32 = 1;

impl Book {
    /// Users, services, permissions, providers, templates, achievements and badges.
    pub(super) fn open_office(&mut self, password_hash: &str) {
        let staff = [
            ("admin", "admin", "Beatrice", "Mutesi", "en"),
            ("manager", "manager", "Robert", "Kagame", "en"),
            ("agent.rw", "agent", "Ange", "Umutoni", "rw"),
            ("agent.ug", "agent", "Peter", "Okello", "lg"),
            ("agent.ke", "agent", "Mercy", "Wanjiku", "sw"),
            ("auditor", "auditor", "Daniel", "Mwesigwa", "en"),
        ];
        for (username, role, first_name, last_name, language) in staff {
            self.add_user(username, role, (first_name, last_name), language, password_hash);
        }
        for group in &GROUPS {
            for (office, member) in ["chair", "treasurer", "secretary", "member"].iter().zip(group.first_names) {
                let last_name = group.last_names.first().copied().unwrap_or_default();
                let username = format!("{office}.{}", group.slug());
                self.add_user(&username, "agent", (member.0, last_name), "en", password_hash);
            }
        }
        self.open_sessions();
        self.add_services();
        self.add_achievements();
        let templates = [
            (
                self.categories.constitution,
                "constitution",
                "Constitution of a savings group",
                "We, the members of {name}, save together and lend to each other.",
            ),
            (self.categories.receipt, "receipt", "Receipt", "{name} has received {amount}."),
        ];
        for (category_id, code, title, body) in templates {
            self.contents.document_templates.push(DocumentTemplate {
                id: next_id(&self.contents.document_templates),
                category_id,
                code: code.to_owned(),
                language: "en".to_owned(),
                title: title.to_owned(),
                body: body.to_owned(),
                placeholders: r#"["name"]"#.to_owned(),
                revision: 1,
                is_active: true,
                created_by: Some(MANAGER),
                created_date: written(START),
                updated_date: written(START),
            });
        }
    }

    fn add_user(&mut self, username: &str, role: &str, name: (&str, &str), language: &str, password_hash: &str) {
        let id = next_id(&self.contents.users);
        let since = written(date(2024, 12, 1));
        self.contents.users.push(User {
            id,
            username: username.to_owned(),
            email: format!("{username}@groups.example"),
            phone_number: Some(format!("+2507000000{id:02}")),
            password_hash: password_hash.to_owned(),
            role: role.to_owned(),
            preferred_language: language.to_owned(),
            is_active: true,
            failed_login_count: 0,
            last_login_at: (id <= FIRST_AGENT).then(|| written(START)),
            created_date: since,
            updated_date: since,
            first_name: name.0.to_owned(),
            last_name: name.1.to_owned(),
            must_change_password: id > AUDITOR,
        });
    }

    /// Sessions that have ended, and what was done in them.
    fn open_sessions(&mut self) {
        for user_id in [ADMINISTRATOR, MANAGER, FIRST_AGENT] {
            let id = format!("00000000-0000-4000-8000-{user_id:012}");
            let opened = written(later(START, 1));
            self.contents.user_sessions.push(UserSession {
                id: id.clone(),
                user_id,
                token_hash: vec![u8::try_from(user_id).unwrap_or_default(); 32],
                ip_address: Some(format!("192.0.2.{user_id}")),
                user_agent: Some("Mozilla/5.0 (demonstration)".to_owned()),
                last_seen_at: Some(opened),
                expires_at: written(later(START, 2)),
                revoked_at: Some(opened),
                created_date: opened,
                updated_date: opened,
            });
            self.contents.audit_log.push(AuditLogEntry {
                id: next_id(&self.contents.audit_log),
                user_id: Some(user_id),
                session_id: Some(id),
                action: "login".to_owned(),
                table_name: Some("user_sessions".to_owned()),
                record_id: None,
                old_values: None,
                new_values: Some(r#"{"channel":"web"}"#.to_owned()),
                ip_address: Some(format!("192.0.2.{user_id}")),
                user_agent: None,
                created_date: opened,
                request_id: None,
            });
        }
    }

    fn add_services(&mut self) {
        let since = written(date(2024, 12, 1));
        let services = [
            ("savings", "Savings", "savings"),
            ("loans", "Loans", "loans"),
            ("payments", "Mobile money", "payments"),
            ("documents", "Documents", "documents"),
            ("reports", "Reports", "reporting"),
        ];
        for (order, (code, name, category)) in (1_i16..).zip(services) {
            let service_id = next_id(&self.contents.services);
            self.contents.services.push(Service {
                id: service_id,
                code: code.to_owned(),
                name: name.to_owned(),
                description: None,
                category: category.to_owned(),
                support_contact: Some("Support desk".to_owned()),
                base_url: None,
                settings: "{}".to_owned(),
                display_order: Some(order),
                is_active: true,
                created_date: since,
                updated_date: since,
            });
            for action in ["read", "write"] {
                let permission_id = next_id(&self.contents.permissions);
                self.contents.permissions.push(Permission {
                    id: permission_id,
                    service_id,
                    code: format!("{code}.{action}"),
                    name: format!("{name}: {action}"),
                    description: None,
                    is_sensitive: action == "write",
                    created_date: since,
                    updated_date: since,
                });
                let holders: &[i32] = if action == "read" { &[MANAGER, FIRST_AGENT, AUDITOR] } else { &[MANAGER] };
                self.contents.user_permissions.extend(holders.iter().map(|user_id| UserPermission {
                    user_id: *user_id,
                    permission_id,
                    granted_by: Some(ADMINISTRATOR),
                    expires_on: None,
                    created_date: since,
                    updated_date: since,
                }));
            }
        }
        self.contents.user_permissions.sort_by_key(|row| (row.user_id, row.permission_id));
        for (code, name, country) in
            [("mtn", "MTN MoMo", "RW"), ("airtel", "Airtel Money", "UG"), ("mpesa", "M-Pesa", "KE")]
        {
            self.contents.service_providers.push(ServiceProvider {
                id: next_id(&self.contents.service_providers),
                service_id: Some(3),
                code: code.to_owned(),
                name: name.to_owned(),
                provider_type: "mobile_money".to_owned(),
                country: Some(country.to_owned()),
                support_contact: None,
                phone_number: None,
                api_base_url: None,
                settings: "{}".to_owned(),
                is_active: true,
                created_date: since,
                updated_date: since,
            });
        }
    }

    fn add_achievements(&mut self) {
        let since = written(date(2024, 12, 1));
        let achievements = [
            ("always_there", "Always there", "attendance", "attendance_percentage", 90, 50, "gold", "#FFD700"),
            ("steady_saver", "Steady saver", "savings", "deposits", 20, 30, "silver", "#C0C0C0"),
            ("paid_back", "Paid back", "loans", "loans_repaid", 1, 20, "bronze", "#CD7F32"),
            ("entrepreneur", "Entrepreneur", "iga", "returns", 1, 10, "bronze", "#CD7F32"),
        ];
        for (code, name, category, metric, least, points, tier, color) in achievements {
            let id = next_id(&self.contents.achievements);
            self.contents.achievements.push(Achievement {
                id,
                code: code.to_owned(),
                name: name.to_owned(),
                description: format!("Has reached {least} in {metric}"),
                category: category.to_owned(),
                criteria: format!(r#"{{"metric":"{metric}","at_least":{least}}}"#),
                target_value: Some(cents(least * 100)),
                points,
                is_repeatable: false,
                is_active: true,
                created_date: since,
                updated_date: since,
            });
            self.contents.badges.push(Badge {
                id,
                achievement_id: Some(id),
                name: name.to_owned(),
                description: None,
                tier: tier.to_owned(),
                points_required: points,
                icon: None,
                color: color.to_owned(),
                created_date: since,
                updated_date: since,
            });
        }
    }
}
