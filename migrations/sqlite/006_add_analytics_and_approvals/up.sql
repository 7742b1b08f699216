-- Phases 6 and 7: figures for the head office, and documents that are drawn up
-- from templates, kept in versions and approved step by step.

-- Analytics -------------------------------------------------------------------

-- Key figures of a group on one day.
CREATE TABLE analytics_snapshots (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES savings_groups (id) ON DELETE CASCADE,
    snapshot_date DATE NOT NULL,
    snapshot_type VARCHAR(10) NOT NULL DEFAULT 'month'
        CHECK (snapshot_type IN ('day', 'month', 'cycle')),
    members_count INTEGER NOT NULL,
    active_members_count INTEGER NOT NULL,
    total_savings BIGINT NOT NULL DEFAULT 0,
    total_loans_outstanding BIGINT NOT NULL DEFAULT 0,
    total_fines BIGINT NOT NULL DEFAULT 0,
    average_attendance BIGINT,
    loan_default_rate BIGINT,
    metrics TEXT CHECK (json_type(metrics) = 'object'),
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (group_id, snapshot_type, snapshot_date),
    CHECK (active_members_count BETWEEN 0 AND members_count)
);

-- Reports that were asked for, and their files.
CREATE TABLE generated_reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- NULL: a report over all groups
    group_id INTEGER REFERENCES savings_groups (id) ON DELETE CASCADE,
    requested_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    report_type VARCHAR(40) NOT NULL,
    title VARCHAR(150) NOT NULL,
    format VARCHAR(10) NOT NULL DEFAULT 'pdf' CHECK (format IN ('pdf', 'xlsx', 'csv')),
    parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_type(parameters) = 'object'),
    period_start DATE,
    period_end DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'queued'
        CHECK (status IN ('queued', 'running', 'done', 'failed')),
    file_url TEXT,
    file_size INTEGER,
    error_message TEXT,
    started_at TIMESTAMP,
    finished_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CHECK (period_end >= period_start)
);

CREATE INDEX idx_generated_reports_group_id ON generated_reports (group_id);
CREATE INDEX idx_generated_reports_requested_by ON generated_reports (requested_by);

-- Key figures of a member.
CREATE TABLE member_analytics (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    member_id INTEGER NOT NULL UNIQUE REFERENCES group_members (id) ON DELETE CASCADE,
    period_start DATE,
    period_end DATE,
    total_savings BIGINT NOT NULL DEFAULT 0,
    total_withdrawals BIGINT NOT NULL DEFAULT 0,
    total_fines BIGINT NOT NULL DEFAULT 0,
    loans_taken INTEGER NOT NULL DEFAULT 0,
    loans_repaid INTEGER NOT NULL DEFAULT 0,
    attendance_percentage BIGINT,
    -- Coefficient of variation of the monthly deposits; 0 is perfectly regular
    savings_consistency DOUBLE PRECISION,
    credit_score SMALLINT CHECK (credit_score BETWEEN 300 AND 850),
    calculated_at TIMESTAMP,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

-- Advanced --------------------------------------------------------------------

-- Companies whose services the platform uses.
CREATE TABLE service_providers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    service_id INTEGER REFERENCES services (id) ON DELETE SET NULL,
    code VARCHAR(20) NOT NULL UNIQUE,
    name VARCHAR(100) NOT NULL,
    provider_type VARCHAR(20) NOT NULL
        CHECK (provider_type IN ('mobile_money', 'bank', 'sms', 'storage')),
    country CHAR(2),
    contact VARCHAR(100),
    phone VARCHAR(15),
    api_base_url VARCHAR(255),
    settings TEXT NOT NULL DEFAULT '{}' CHECK (json_type(settings) = 'object'),
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE INDEX idx_service_providers_service_id ON service_providers (service_id);

-- Texts with placeholders, in each language.
CREATE TABLE document_templates (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    category_id INTEGER NOT NULL REFERENCES document_categories (id) ON DELETE RESTRICT,
    code VARCHAR(40) NOT NULL,
    language CHAR(2) NOT NULL DEFAULT 'en',
    title VARCHAR(150) NOT NULL,
    body TEXT NOT NULL,
    placeholders TEXT NOT NULL DEFAULT '[]' CHECK (json_type(placeholders) = 'array'),
    revision INTEGER NOT NULL DEFAULT 1,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (code, language, revision)
);

CREATE INDEX idx_document_templates_category_id ON document_templates (category_id);
CREATE INDEX idx_document_templates_created_by ON document_templates (created_by);

ALTER TABLE documents
    ADD COLUMN template_id INTEGER REFERENCES document_templates (id) ON DELETE SET NULL;
ALTER TABLE documents ADD COLUMN current_version INTEGER NOT NULL DEFAULT 1;

CREATE INDEX idx_documents_template_id ON documents (template_id);

-- Every file that a document ever had; written once, never edited.
CREATE TABLE document_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    version_number INTEGER NOT NULL CHECK (version_number > 0),
    file_url TEXT NOT NULL,
    file_size INTEGER NOT NULL,
    checksum BLOB,
    change_summary VARCHAR(255),
    uploaded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (document_id, version_number)
);

CREATE INDEX idx_document_versions_uploaded_by ON document_versions (uploaded_by);

-- What is there already is everyone's first version.
INSERT INTO document_versions (document_id, version_number, file_url, file_size, checksum, uploaded_by, created_date)
SELECT id, 1, file_url, file_size, checksum, uploaded_by, created_date
FROM documents;

-- Who has to approve a version of a document, and what was decided.
CREATE TABLE document_approvals (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    document_version_id INTEGER NOT NULL REFERENCES document_versions (id) ON DELETE CASCADE,
    approver_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    step_number SMALLINT NOT NULL DEFAULT 1,
    decision VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (decision IN ('pending', 'approved', 'rejected')),
    decided_at TIMESTAMP,
    comments TEXT,
    due_date DATE,
    created_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    updated_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    UNIQUE (document_version_id, step_number),
    CHECK (decision = 'pending' OR decided_at IS NOT NULL)
);

CREATE INDEX idx_document_approvals_approver_id ON document_approvals (approver_id);

-- Who changed what; only ever added to.
CREATE TABLE audit_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
    session_id CHAR(36) REFERENCES sessions (id) ON DELETE SET NULL,
    action VARCHAR(20) NOT NULL CHECK (action IN ('insert', 'update', 'delete', 'login', 'export')),
    table_name VARCHAR(63),
    record_id INTEGER,
    old_values TEXT CHECK (json_type(old_values) = 'object'),
    new_values TEXT CHECK (json_type(new_values) = 'object'),
    ip_address VARCHAR(45),
    user_agent TEXT,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX idx_audit_log_user_id ON audit_log (user_id);
CREATE INDEX idx_audit_log_session_id ON audit_log (session_id);
CREATE INDEX idx_audit_log_record ON audit_log (table_name, record_id);
