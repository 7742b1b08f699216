-- Phases 6 and 7: figures for the head office, and documents that are drawn up
-- from templates, kept in versions and approved step by step.

-- Analytics -------------------------------------------------------------------

CREATE TABLE analytics_snapshots (
    id SERIAL PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    snapshot_date DATE NOT NULL,
    snapshot_type VARCHAR(10) NOT NULL DEFAULT 'month'
        CHECK (snapshot_type IN ('day', 'month', 'cycle')),
    members_count INTEGER NOT NULL,
    active_members_count INTEGER NOT NULL,
    total_savings NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    total_loans_outstanding NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    total_fines NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    average_attendance NUMERIC(5,2),
    loan_default_rate NUMERIC(5,2),
    metrics JSONB,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (group_id, snapshot_type, snapshot_date),
    CHECK (active_members_count BETWEEN 0 AND members_count)
);

COMMENT ON TABLE analytics_snapshots IS 'Key figures of a group on one day';

CREATE TABLE generated_reports (
    id SERIAL PRIMARY KEY,
    group_id INTEGER REFERENCES savings_groups (id) ON DELETE CASCADE,
    requested_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    report_type VARCHAR(40) NOT NULL,
    title VARCHAR(150) NOT NULL,
    format VARCHAR(10) NOT NULL DEFAULT 'pdf' CHECK (format IN ('pdf', 'xlsx', 'csv')),
    parameters JSONB NOT NULL DEFAULT '{}',
    period_start DATE,
    period_end DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'queued'
        CHECK (status IN ('queued', 'running', 'done', 'failed')),
    file_url TEXT,
    file_size INTEGER,
    error_message TEXT,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CHECK (period_end >= period_start)
);

CREATE INDEX idx_generated_reports_group_id ON generated_reports (group_id);
CREATE INDEX idx_generated_reports_requested_by ON generated_reports (requested_by);

COMMENT ON TABLE generated_reports IS 'Reports that were asked for, and their files';
COMMENT ON COLUMN generated_reports.group_id IS 'NULL: a report over all groups';

CREATE TABLE member_analytics (
    id SERIAL PRIMARY KEY,
    member_id INTEGER NOT NULL UNIQUE REFERENCES group_members (id) ON DELETE CASCADE,
    period_start DATE,
    period_end DATE,
    total_savings NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    total_withdrawals NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    total_fines NUMERIC(12,2) NOT NULL DEFAULT 0.00,
    loans_taken INTEGER NOT NULL DEFAULT 0,
    loans_repaid INTEGER NOT NULL DEFAULT 0,
    attendance_percentage NUMERIC(5,2),
    savings_consistency DOUBLE PRECISION,
    credit_score SMALLINT CHECK (credit_score BETWEEN 300 AND 850),
    calculated_at TIMESTAMPTZ,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

COMMENT ON TABLE member_analytics IS 'Key figures of a member';
COMMENT ON COLUMN member_analytics.savings_consistency IS 'Coefficient of variation of the monthly deposits; 0 is perfectly regular';

-- Advanced --------------------------------------------------------------------

CREATE TABLE service_providers (
    id SERIAL PRIMARY KEY,
    service_id INTEGER REFERENCES services (id) ON DELETE SET NULL,
    code VARCHAR(20) NOT NULL UNIQUE,
    name VARCHAR(100) NOT NULL,
    provider_type VARCHAR(20) NOT NULL
        CHECK (provider_type IN ('mobile_money', 'bank', 'sms', 'storage')),
    country CHAR(2),
    contact VARCHAR(100),
    phone VARCHAR(15),
    api_base_url VARCHAR(255),
    settings JSONB NOT NULL DEFAULT '{}',
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_service_providers_service_id ON service_providers (service_id);

COMMENT ON TABLE service_providers IS 'Companies whose services the platform uses';

CREATE TABLE document_templates (
    id SERIAL PRIMARY KEY,
    category_id INTEGER NOT NULL REFERENCES document_categories (id) ON DELETE RESTRICT,
    code VARCHAR(40) NOT NULL,
    language CHAR(2) NOT NULL DEFAULT 'en',
    title VARCHAR(150) NOT NULL,
    body TEXT NOT NULL,
    placeholders TEXT[] NOT NULL DEFAULT '{}',
    revision INTEGER NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (code, language, revision)
);

CREATE INDEX idx_document_templates_category_id ON document_templates (category_id);
CREATE INDEX idx_document_templates_created_by ON document_templates (created_by);

COMMENT ON TABLE document_templates IS 'Texts with placeholders, in each language';

ALTER TABLE documents
    ADD COLUMN template_id INTEGER REFERENCES document_templates (id) ON DELETE SET NULL,
    ADD COLUMN current_version INTEGER NOT NULL DEFAULT 1;

CREATE INDEX idx_documents_template_id ON documents (template_id);

CREATE TABLE document_versions (
    id SERIAL PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    version_number INTEGER NOT NULL CHECK (version_number > 0),
    file_url TEXT NOT NULL,
    file_size INTEGER NOT NULL,
    checksum BYTEA,
    change_summary VARCHAR(255),
    uploaded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (document_id, version_number)
);

CREATE INDEX idx_document_versions_uploaded_by ON document_versions (uploaded_by);

COMMENT ON TABLE document_versions IS 'Every file that a document ever had; written once, never edited';

-- What is there already is everyone's first version.
INSERT INTO document_versions (document_id, version_number, file_url, file_size, checksum, uploaded_by, created_date)
SELECT id, 1, file_url, file_size, checksum, uploaded_by, created_date
FROM documents;

CREATE TABLE document_approvals (
    id SERIAL PRIMARY KEY,
    document_version_id INTEGER NOT NULL REFERENCES document_versions (id) ON DELETE CASCADE,
    approver_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    step_number SMALLINT NOT NULL DEFAULT 1,
    decision VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (decision IN ('pending', 'approved', 'rejected')),
    decided_at TIMESTAMPTZ,
    comments TEXT,
    due_date DATE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (document_version_id, step_number),
    CHECK (decision = 'pending' OR decided_at IS NOT NULL)
);

CREATE INDEX idx_document_approvals_approver_id ON document_approvals (approver_id);

COMMENT ON TABLE document_approvals IS 'Who has to approve a version of a document, and what was decided';

CREATE TABLE audit_log (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    session_id UUID REFERENCES sessions (id) ON DELETE SET NULL,
    action VARCHAR(20) NOT NULL CHECK (action IN ('insert', 'update', 'delete', 'login', 'export')),
    table_name VARCHAR(63),
    record_id INTEGER,
    old_values JSONB,
    new_values JSONB,
    ip_address INET,
    user_agent TEXT,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX idx_audit_log_user_id ON audit_log (user_id);
CREATE INDEX idx_audit_log_session_id ON audit_log (session_id);
CREATE INDEX idx_audit_log_record ON audit_log (table_name, record_id);

COMMENT ON TABLE audit_log IS 'Who changed what; only ever added to';
