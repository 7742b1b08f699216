//! The OpenAPI document: what the schema says of each table, in its words.

use serde_json::json;
use utoipa::openapi::path::{Operation as Documented, OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::{AdditionalProperties, KnownFormat, SchemaFormat, SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ArrayBuilder, ComponentsBuilder, ContentBuilder, InfoBuilder, Object, ObjectBuilder, OpenApiBuilder, Paths, Ref,
    RefOr, Required, ResponseBuilder, Schema,
};

use super::actions::Action;
use super::problem::MEDIA_TYPE;
use super::resources::{RESOURCES, Resource};
use super::rules::{Operand, Operator, Rule};
use super::selection::{COMPARISONS, LIMIT, is_filter};
use super::tables::{self, Column, Table};
use super::value::Value;

/// What a request to a resource is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    List,
    Read,
    Create,
    Change,
    Delete,
    Summary,
}

/// What other requests are answered with.
#[derive(Clone, Copy)]
pub(super) enum Answer {
    Nothing,
    Object,
    State,
    Session,
    User,
}

/// How the caller is told.
const BEARER: &str = "token";

/// The whole document.
pub(super) fn document(paths: Paths) -> String {
    let mut components = ComponentsBuilder::new().schema("problem", problem());
    for resource in RESOURCES {
        let table = resource.table();
        let name = resource.path;
        components = components.schema(name, row(resource)).schema(format!("{name}.list"), list(name));
        if !resource.can.is_empty() {
            let new = |column: &Column| resource.can_be_given(column.name);
            components =
                components.schema(format!("{name}.new"), body(table, &new, &|column| is_required(resource, column)));
            let changed = |column: &Column| new(column) && !resource.is_fixed(column.name);
            components = components.schema(format!("{name}.change"), body(table, &changed, &|_| false));
        }
    }
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    let document = OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Savings groups")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(
                    "Groups that save and lend together. Amounts of money are texts, so that no reader makes floats of \
                     them. Moments are in UTC.",
                ))
                .build(),
        )
        .paths(paths)
        .components(Some(components.security_scheme(BEARER, SecurityScheme::Http(bearer)).build()))
        .build();
    // It is made of texts, numbers and lists, none of which JSON lacks.
    document.to_json().unwrap_or_default()
}

/// An operation for everybody.
pub(super) fn open_operation(
    tag: &str,
    summary: &str,
    answer: Answer,
    fields: &[(&'static str, &'static str)],
) -> Documented {
    let mut operation =
        OperationBuilder::new().tag(tag).summary(Some(summary)).security(SecurityRequirement::default());
    if !fields.is_empty() {
        operation = operation.request_body(Some(json_body(texts(fields))));
        operation = refused(operation, &["400", "415", "422", "429"]);
    }
    if matches!(answer, Answer::State) {
        operation = refused(operation, &["503"]);
    }
    let (status, schema): (_, Option<RefOr<Schema>>) = match answer {
        Answer::Nothing => ("204", None),
        Answer::Object => ("200", Some(ObjectBuilder::new().into())),
        Answer::State => ("200", Some(texts(&[("status", "how it is")]).into())),
        Answer::Session => {
            operation = refused(operation, &["401"]);
            let schema = ObjectBuilder::new()
                .property("token", described("to be sent as `Authorization: Bearer …`"))
                .property("expires_at", column_type(tables::Kind::Moment))
                .property("must_change_password", of_type(Type::Boolean));
            (
                "201",
                Some(
                    ["token", "expires_at", "must_change_password"]
                        .into_iter()
                        .fold(schema, ObjectBuilder::required)
                        .into(),
                ),
            )
        }
        Answer::User => ("200", Some(ObjectBuilder::new().into())),
    };
    operation.response(status, response("done", schema)).build()
}

/// An operation for those who have logged in.
pub(super) fn operation(
    tag: &str,
    summary: &str,
    answer: Answer,
    fields: &[(&'static str, &'static str)],
) -> Documented {
    let mut documented = open_operation(tag, summary, answer, fields);
    documented.security = Some(vec![needs_token()]);
    documented.responses.responses.insert("401".to_owned(), response_of("problem", "no session", MEDIA_TYPE));
    documented
}

/// An operation on a resource.
pub(super) fn of_resource(resource: &Resource, summary: &str, kind: Kind) -> Documented {
    let name = resource.path;
    let mut operation = OperationBuilder::new().tag(name).summary(Some(summary)).security(needs_token());
    if !matches!(kind, Kind::List | Kind::Create) {
        operation = keys(operation, resource);
    }
    let (status, schema, refusals): (_, Option<String>, &[&str]) = match kind {
        Kind::List => ("200", Some(format!("{name}.list")), &["422"]),
        Kind::Read => ("200", Some(name.to_owned()), &["404"]),
        Kind::Create => ("201", Some(name.to_owned()), &["400", "403", "409", "415", "422"]),
        Kind::Change => ("200", Some(name.to_owned()), &["400", "403", "404", "409", "415", "422"]),
        Kind::Delete => ("204", None, &["403", "404", "409"]),
        Kind::Summary => ("200", None, &["404"]),
    };
    operation = match kind {
        Kind::List => parameters(resource).into_iter().fold(operation, OperationBuilder::parameter),
        Kind::Create => operation.request_body(Some(json_body(Ref::from_schema_name(format!("{name}.new"))))),
        Kind::Change => operation.request_body(Some(json_body(Ref::from_schema_name(format!("{name}.change"))))),
        _ => operation,
    };
    let schema: Option<RefOr<Schema>> = match kind {
        Kind::Summary => Some(ObjectBuilder::new().into()),
        _ => schema.map(|name| Ref::from_schema_name(name).into()),
    };
    refused(operation, refusals)
        .response("401", response_of("problem", "no session", MEDIA_TYPE))
        .response(status, response("done", schema))
        .build()
}

/// Something else that is done to a row.
pub(super) fn of_action(resource: &Resource, action: &Action) -> Documented {
    let is_field = |column: &Column| action.fields.iter().any(|(name, _)| *name == column.name);
    let is_required = |column: &Column| action.fields.contains(&(column.name, true));
    let mut operation = keys(OperationBuilder::new().tag(resource.path).summary(Some(action.summary)), resource);
    if !action.fields.is_empty() {
        let body = body(Table::named(action.table), &is_field, &is_required);
        operation = operation.request_body(Some(json_body(body)));
    }
    refused(operation.security(needs_token()), &["400", "403", "404", "409", "415", "422"])
        .response("401", response_of("problem", "no session", MEDIA_TYPE))
        .response("200", response("done", Some(Ref::from_schema_name(resource.path).into())))
        .build()
}

/// A password that is given to a user.
pub(super) fn of_password(resource: &Resource, summary: &str) -> Documented {
    let operation = keys(OperationBuilder::new().tag(resource.path).summary(Some(summary)), resource);
    let answer = texts(&[("password", "to be changed at the next login, and told only once")]);
    refused(operation.security(needs_token()), &["403", "404"])
        .response("401", response_of("problem", "no session", MEDIA_TYPE))
        .response("200", response("done", Some(answer.into())))
        .build()
}

fn needs_token() -> SecurityRequirement {
    SecurityRequirement::new(BEARER, Vec::<String>::new())
}

fn is_required(resource: &Resource, column: &Column) -> bool {
    (!column.is_nullable && !column.has_default) || resource.required.contains(&column.name)
}

fn keys(operation: OperationBuilder, resource: &Resource) -> OperationBuilder {
    resource.table().key.iter().fold(operation, |operation, column| {
        let schema = column_type(tables::Kind::Integer { bytes: 4 });
        operation.parameter(
            ParameterBuilder::new()
                .name(*column)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(schema)),
        )
    })
}

/// What a list can be asked for.
fn parameters(resource: &Resource) -> Vec<Parameter> {
    let query = |name: String, description: &str, schema: ObjectBuilder| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Query)
            .required(Required::False)
            .description(Some(description))
            .schema(Some(schema))
            .build()
    };
    let number = |least: i64| of_type(Type::Integer).minimum(Some(least));
    let mut all = vec![
        query("limit".to_owned(), "how many rows", number(1).maximum(Some(LIMIT.1)).default(Some(json!(LIMIT.0)))),
        query("offset".to_owned(), "how many rows to pass over", number(0)),
        query("sort".to_owned(), "a column; with `-` before it, descending", of_type(Type::String)),
    ];
    for column in resource.columns().filter(|column| is_filter(column.kind)) {
        for (suffix, operator) in COMPARISONS {
            let description = format!("rows with {}{operator}this", column.name);
            all.push(query(format!("{}{suffix}", column.name), &description, column_type(column.kind)));
        }
    }
    all
}

/// A row, as it is answered.
fn row(resource: &Resource) -> ObjectBuilder {
    resource.columns().fold(ObjectBuilder::new(), |object, column| {
        object.property(column.name, schema_of(resource.table(), column)).required(column.name)
    })
}

/// A part of a list.
fn list(of: &str) -> ObjectBuilder {
    let number = || of_type(Type::Integer);
    let object = ObjectBuilder::new()
        .property("items", ArrayBuilder::new().items(Ref::from_schema_name(of)))
        .property("total", number().description(Some("how many there are in all")))
        .property("limit", number())
        .property("offset", number());
    ["items", "total", "limit", "offset"].into_iter().fold(object, ObjectBuilder::required)
}

/// What is sent.
fn body(table: &Table, is_field: &dyn Fn(&Column) -> bool, is_required: &dyn Fn(&Column) -> bool) -> ObjectBuilder {
    let object = ObjectBuilder::new().additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)));
    table.columns.iter().filter(|column| is_field(column)).fold(object, |object, column| {
        let object = object.property(column.name, schema_of(table, column));
        if is_required(column) { object.required(column.name) } else { object }
    })
}

/// A column with what the checks say of it.
fn schema_of(table: &Table, column: &Column) -> Object {
    let mut schema = column_type(column.kind);
    if let Some(values) = table.allowed(column.name) {
        let null = column.is_nullable.then_some(serde_json::Value::Null);
        schema = schema.enum_values(Some(values.iter().map(|value| json!(value)).chain(null)));
    }
    for rule in &table.rules {
        if let Rule::Compare { column: of, operator, with: Operand::Constant(Value::Integer(number)) } = rule
            && *of == column.name
        {
            schema = match operator {
                Operator::AtLeast => schema.minimum(Some(*number)),
                Operator::More => schema.exclusive_minimum(Some(*number)),
                Operator::AtMost => schema.maximum(Some(*number)),
                Operator::Less => schema.exclusive_maximum(Some(*number)),
                Operator::Other => schema,
            };
        }
    }
    let mut schema = schema.build();
    if column.is_nullable
        && let SchemaType::Type(known) = schema.schema_type.clone()
    {
        schema.schema_type = SchemaType::from_iter([known, Type::Null]);
    }
    schema
}

fn column_type(kind: tables::Kind) -> ObjectBuilder {
    let text = || of_type(Type::String);
    let format = |name: &str| text().format(Some(SchemaFormat::Custom(name.to_owned())));
    match kind {
        tables::Kind::Boolean => of_type(Type::Boolean),
        tables::Kind::Integer { bytes } => {
            let format = if bytes == 8 { KnownFormat::Int64 } else { KnownFormat::Int32 };
            of_type(Type::Integer).format(Some(SchemaFormat::KnownFormat(format)))
        }
        tables::Kind::Double => of_type(Type::Number),
        tables::Kind::Decimal { precision, scale } => {
            let whole = precision - scale;
            text().pattern(Some(format!(r"^[-+]?[0-9]{{1,{whole}}}(\.[0-9]{{1,{scale}}})?$")))
        }
        tables::Kind::Text { length, is_fixed } => text().max_length(length).min_length(length.filter(|_| is_fixed)),
        tables::Kind::Date => format("date"),
        tables::Kind::Time => format("time-local"),
        tables::Kind::Moment => format("date-time-local"),
        tables::Kind::Bytes => text().pattern(Some("^([0-9a-f]{2})*$")),
    }
}

fn of_type(kind: Type) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(kind)
}

fn described(description: &str) -> ObjectBuilder {
    of_type(Type::String).description(Some(description))
}

/// An object of texts that must all be there.
fn texts(fields: &[(&'static str, &'static str)]) -> ObjectBuilder {
    fields.iter().fold(ObjectBuilder::new(), |object, (name, description)| {
        object.property(*name, described(description)).required(*name)
    })
}

fn problem() -> ObjectBuilder {
    let error = texts(&[("field", "which field or parameter"), ("detail", "what is wrong with it")]);
    let object = ["type", "title", "detail"]
        .into_iter()
        .fold(ObjectBuilder::new(), |object, name| object.property(name, of_type(Type::String)).required(name));
    object
        .property("status", of_type(Type::Integer))
        .required("status")
        .property("errors", ArrayBuilder::new().items(error))
}

fn json_body(schema: impl Into<RefOr<Schema>>) -> RequestBody {
    let content = ContentBuilder::new().schema(Some(schema)).build();
    RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build()
}

fn response(description: &str, schema: Option<RefOr<Schema>>) -> ResponseBuilder {
    let response = ResponseBuilder::new().description(description);
    match schema {
        Some(schema) => response.content("application/json", ContentBuilder::new().schema(Some(schema)).build()),
        None => response,
    }
}

fn response_of(schema: &str, description: &str, media_type: &str) -> RefOr<utoipa::openapi::Response> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build();
    ResponseBuilder::new().description(description).content(media_type, content).build().into()
}

/// The statuses of problems.
fn refused(operation: OperationBuilder, statuses: &[&str]) -> OperationBuilder {
    statuses.iter().fold(operation, |operation, status| {
        let description = match *status {
            "400" => "no JSON",
            "401" => "not the right password",
            "403" => "not allowed",
            "404" => "not there, or not to be seen",
            "409" => "not possible as things are",
            "415" => "not JSON",
            "422" => "fields that can't be taken",
            "429" => "too many attempts",
            _ => "not possible just now",
        };
        operation.response(*status, response_of("problem", description, MEDIA_TYPE))
    })
}
