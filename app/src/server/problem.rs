//! What is answered when something can't be done: problem details, <https://www.rfc-editor.org/rfc/rfc9457>.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use diesel::result::DatabaseErrorKind::{
    CheckViolation, ForeignKeyViolation, NotNullViolation, SerializationFailure, UniqueViolation,
};
use diesel::result::Error::DatabaseError as Refused;
use serde::Serialize;

use crate::database::DatabaseError;
use crate::ledger::LedgerError;
use crate::summary::SummaryError;

/// The media type of a problem.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request was not done.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    pub(crate) detail: String,
    pub(crate) errors: Vec<FieldError>,
    /// After how many seconds to try again.
    pub(crate) retry_after: Option<u64>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FieldError {
    pub(crate) field: String,
    pub(crate) detail: String,
}

impl FieldError {
    pub(crate) fn new(field: &str, detail: impl Into<String>) -> Self {
        Self { field: field.to_owned(), detail: detail.into() }
    }
}

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), errors: Vec::new(), retry_after: None }
    }

    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "there is nothing here, or nothing that you may see")
    }

    pub(crate) fn forbidden(detail: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    pub(crate) fn unauthorized(detail: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, detail)
    }

    pub(crate) fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, detail)
    }

    pub(crate) fn too_many(seconds: u64) -> Self {
        let detail = "too many attempts; wait before the next one";
        Self { retry_after: Some(seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS, detail) }
    }

    pub(crate) fn invalid(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "some fields can't be taken as they are") }
    }

    pub(crate) fn unavailable() -> Self {
        let detail = "the database can't be used just now";
        Self { retry_after: Some(1), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
    }

    /// What is wrong is told to the log, and to nobody else.
    pub(crate) fn internal(error: &dyn std::fmt::Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "this is our fault; the log tells more under the request's id")
    }
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'a str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = Body {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or_default(),
            status: self.status.as_u16(),
            detail: &self.detail,
            errors: &self.errors,
        };
        let mut response = (self.status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

impl From<diesel::result::Error> for Problem {
    fn from(error: diesel::result::Error) -> Self {
        match &error {
            diesel::result::Error::NotFound => Self::not_found(),
            // All that can be told of input is told before: what is left has been changed by someone else meanwhile.
            Refused(
                UniqueViolation | ForeignKeyViolation | NotNullViolation | CheckViolation | SerializationFailure,
                _,
            ) => {
                tracing::warn!(%error, "a row was refused");
                Self::conflict("this is not possible with what others have written meanwhile; read it again")
            }
            _ => DatabaseError::from(error).into(),
        }
    }
}

impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Query(diesel::result::Error::NotFound) => Self::not_found(),
            DatabaseError::Query(_) => Self::internal(&error),
            _ => {
                tracing::warn!(%error, "the database can't be used");
                Self::unavailable()
            }
        }
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Database(error) => error.into(),
            LedgerError::Unknown(error) => error.into(),
            LedgerError::NotPositive(_) => Self::invalid(vec![FieldError::new("amount", "must be more than 0")]),
            error => Self::conflict(error.to_string().replace('\n', "; ")),
        }
    }
}

impl From<SummaryError> for Problem {
    fn from(error: SummaryError) -> Self {
        match error {
            SummaryError::Database(error) => error.into(),
            SummaryError::NoGroup { .. } | SummaryError::NoMember { .. } => Self::not_found(),
        }
    }
}
