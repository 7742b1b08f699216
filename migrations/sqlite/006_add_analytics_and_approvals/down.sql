DROP TABLE audit_log;
DROP TABLE document_approvals;
DROP TABLE document_versions;

DROP INDEX idx_documents_template_id;
ALTER TABLE documents DROP COLUMN template_id;
ALTER TABLE documents DROP COLUMN current_version;

DROP TABLE document_templates;
DROP TABLE service_providers;
DROP TABLE member_analytics;
DROP TABLE generated_reports;
DROP TABLE analytics_snapshots;
