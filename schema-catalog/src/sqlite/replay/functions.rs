//! The functions that the engine has of itself: <https://www.sqlite.org/lang_corefunc.html>.

/// What a function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It gives the same for the same arguments.
    Scalar,
    /// It may give something else each time.
    Volatile,
    Aggregate,
    /// It needs an `OVER`.
    Window,
}

/// A function by its name, the least and the most arguments it takes, and what it is.
type Known = (&'static str, usize, usize, Kind);

const MANY: usize = usize::MAX;

const FUNCTIONS: &[Known] = &[
    ("abs", 1, 1, Kind::Scalar),
    ("avg", 1, 1, Kind::Aggregate),
    ("changes", 0, 0, Kind::Volatile),
    ("char", 0, MANY, Kind::Scalar),
    ("coalesce", 2, MANY, Kind::Scalar),
    ("concat", 1, MANY, Kind::Scalar),
    ("concat_ws", 2, MANY, Kind::Scalar),
    ("count", 0, 1, Kind::Aggregate),
    ("cume_dist", 0, 0, Kind::Window),
    ("current_date", 0, 0, Kind::Volatile),
    ("current_time", 0, 0, Kind::Volatile),
    ("current_timestamp", 0, 0, Kind::Volatile),
    ("date", 0, MANY, Kind::Scalar),
    ("datetime", 0, MANY, Kind::Scalar),
    ("dense_rank", 0, 0, Kind::Window),
    ("first_value", 1, 1, Kind::Window),
    ("format", 0, MANY, Kind::Scalar),
    ("glob", 2, 2, Kind::Scalar),
    ("group_concat", 1, 2, Kind::Aggregate),
    ("hex", 1, 1, Kind::Scalar),
    ("if", 2, MANY, Kind::Scalar),
    ("ifnull", 2, 2, Kind::Scalar),
    ("iif", 2, MANY, Kind::Scalar),
    ("instr", 2, 2, Kind::Scalar),
    ("json", 1, 1, Kind::Scalar),
    ("json_array", 0, MANY, Kind::Scalar),
    ("json_array_insert", 0, MANY, Kind::Scalar),
    ("json_array_length", 1, 2, Kind::Scalar),
    ("json_error_position", 1, 1, Kind::Scalar),
    ("json_extract", 0, MANY, Kind::Scalar),
    ("json_group_array", 1, 1, Kind::Aggregate),
    ("json_group_object", 2, 2, Kind::Aggregate),
    ("json_insert", 0, MANY, Kind::Scalar),
    ("json_object", 0, MANY, Kind::Scalar),
    ("json_patch", 2, 2, Kind::Scalar),
    ("json_pretty", 1, 2, Kind::Scalar),
    ("json_quote", 1, 1, Kind::Scalar),
    ("json_remove", 0, MANY, Kind::Scalar),
    ("json_replace", 0, MANY, Kind::Scalar),
    ("json_set", 0, MANY, Kind::Scalar),
    ("json_type", 1, 2, Kind::Scalar),
    ("json_valid", 1, 2, Kind::Scalar),
    ("jsonb", 1, 1, Kind::Scalar),
    ("jsonb_array", 0, MANY, Kind::Scalar),
    ("jsonb_array_insert", 0, MANY, Kind::Scalar),
    ("jsonb_extract", 0, MANY, Kind::Scalar),
    ("jsonb_group_array", 1, 1, Kind::Aggregate),
    ("jsonb_group_object", 2, 2, Kind::Aggregate),
    ("jsonb_insert", 0, MANY, Kind::Scalar),
    ("jsonb_object", 0, MANY, Kind::Scalar),
    ("jsonb_patch", 2, 2, Kind::Scalar),
    ("jsonb_remove", 0, MANY, Kind::Scalar),
    ("jsonb_replace", 0, MANY, Kind::Scalar),
    ("jsonb_set", 0, MANY, Kind::Scalar),
    ("julianday", 0, MANY, Kind::Scalar),
    ("lag", 1, 3, Kind::Window),
    ("last_insert_rowid", 0, 0, Kind::Volatile),
    ("last_value", 1, 1, Kind::Window),
    ("lead", 1, 3, Kind::Window),
    ("length", 1, 1, Kind::Scalar),
    ("like", 2, 3, Kind::Scalar),
    ("likelihood", 2, 2, Kind::Scalar),
    ("likely", 1, 1, Kind::Scalar),
    ("lower", 1, 1, Kind::Scalar),
    ("ltrim", 1, 2, Kind::Scalar),
    ("max", 1, 1, Kind::Aggregate),
    ("max", 2, MANY, Kind::Scalar),
    ("min", 1, 1, Kind::Aggregate),
    ("min", 2, MANY, Kind::Scalar),
    ("nth_value", 2, 2, Kind::Window),
    ("ntile", 1, 1, Kind::Window),
    ("nullif", 2, 2, Kind::Scalar),
    ("octet_length", 1, 1, Kind::Scalar),
    ("percent_rank", 0, 0, Kind::Window),
    ("printf", 0, MANY, Kind::Scalar),
    ("quote", 1, 1, Kind::Scalar),
    ("random", 0, 0, Kind::Volatile),
    ("randomblob", 1, 1, Kind::Volatile),
    ("rank", 0, 0, Kind::Window),
    ("replace", 3, 3, Kind::Scalar),
    ("round", 1, 2, Kind::Scalar),
    ("row_number", 0, 0, Kind::Window),
    ("rtrim", 1, 2, Kind::Scalar),
    ("sign", 1, 1, Kind::Scalar),
    ("sqlite_compileoption_get", 1, 1, Kind::Volatile),
    ("sqlite_compileoption_used", 1, 1, Kind::Volatile),
    ("sqlite_source_id", 0, 0, Kind::Volatile),
    ("sqlite_version", 0, 0, Kind::Volatile),
    ("strftime", 0, MANY, Kind::Scalar),
    ("string_agg", 2, 2, Kind::Aggregate),
    ("substr", 2, 3, Kind::Scalar),
    ("substring", 2, 3, Kind::Scalar),
    ("subtype", 1, 1, Kind::Scalar),
    ("sum", 1, 1, Kind::Aggregate),
    ("time", 0, MANY, Kind::Scalar),
    ("timediff", 2, 2, Kind::Scalar),
    ("total", 1, 1, Kind::Aggregate),
    ("total_changes", 0, 0, Kind::Volatile),
    ("trim", 1, 2, Kind::Scalar),
    ("typeof", 1, 1, Kind::Scalar),
    ("unhex", 1, 2, Kind::Scalar),
    ("unicode", 1, 1, Kind::Scalar),
    ("unistr", 1, 1, Kind::Scalar),
    ("unistr_quote", 1, 1, Kind::Scalar),
    ("unixepoch", 0, MANY, Kind::Scalar),
    ("unlikely", 1, 1, Kind::Scalar),
    ("upper", 1, 1, Kind::Scalar),
    ("zeroblob", 1, 1, Kind::Scalar),
];

/// What is known of a function that is called so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Function(Kind),
    /// It is there, but takes another number of arguments.
    WrongCount,
    Unknown,
}

/// Looks for a function that takes so many arguments.
pub(super) fn find(name: &str, arguments: usize) -> Found {
    let mut named = FUNCTIONS.iter().filter(|(known, ..)| known.eq_ignore_ascii_case(name)).peekable();
    if named.peek().is_none() {
        return Found::Unknown;
    }
    match named.find(|(_, least, most, _)| (*least..=*most).contains(&arguments)) {
        Some((.., kind)) => Found::Function(*kind),
        None => Found::WrongCount,
    }
}
