DROP TABLE audit_log;
DROP TABLE document_approvals;
DROP TABLE document_versions;

ALTER TABLE documents
    DROP COLUMN template_id,
    DROP COLUMN current_version;

DROP TABLE document_templates;
DROP TABLE service_providers;
DROP TABLE member_analytics;
DROP TABLE generated_reports;
DROP TABLE analytics_snapshots;
