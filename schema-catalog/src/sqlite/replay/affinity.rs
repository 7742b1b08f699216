//! Affinities of types: <https://www.sqlite.org/datatype3.html#type_affinity>.

/// What a column makes of values. The order is the engine's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Affinity {
    /// Of an expression that is no column.
    #[default]
    None,
    Blob,
    Text,
    Numeric,
    Integer,
    Real,
    /// Numeric, but values of other kinds are left as they are.
    Flexible,
}

impl Affinity {
    /// The affinity of a type by its name.
    pub(super) fn of_type(sql_type: &str) -> Self {
        let upper = sql_type.to_ascii_uppercase();
        let has = |part: &str| upper.contains(part);
        if has("INT") {
            Self::Integer
        } else if has("CHAR") || has("CLOB") || has("TEXT") {
            Self::Text
        } else {
            // Of these the engine takes the one that is first complete, except that `BLOB` goes before those of numbers.
            if has("BLOB") {
                Self::Blob
            } else if has("REAL") || has("FLOA") || has("DOUB") {
                Self::Real
            } else {
                Self::Numeric
            }
        }
    }

    /// The affinity of a column that is declared with this type.
    pub(super) fn of_column(sql_type: &str) -> Self {
        if sql_type.is_empty() { Self::Blob } else { Self::of_type(sql_type) }
    }

    /// The type that `CREATE TABLE … AS` gives a column: <https://www.sqlite.org/lang_createtable.html#ctas>.
    pub(super) fn as_type(self) -> &'static str {
        match self {
            Self::None | Self::Blob => "",
            Self::Text => "TEXT",
            Self::Integer => "INT",
            Self::Real => "REAL",
            Self::Numeric | Self::Flexible => "NUM",
        }
    }

    /// The type that a view's column has, where it is no column of a table of that affinity.
    pub(super) fn as_view_type(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Blob => "BLOB",
            other => other.as_type(),
        }
    }
}

/// What values an expression can have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    pub(super) number: bool,
    pub(super) text: bool,
    pub(super) blob: bool,
}

impl Kinds {
    pub(super) const NONE: Self = Self { number: false, text: false, blob: false };
    pub(super) const NUMBER: Self = Self { number: true, ..Self::NONE };
    pub(super) const TEXT: Self = Self { text: true, ..Self::NONE };
    pub(super) const BLOB: Self = Self { blob: true, ..Self::NONE };
    pub(super) const ANY: Self = Self { number: true, text: true, blob: true };

    pub(super) fn or(self, other: Self) -> Self {
        Self { number: self.number || other.number, text: self.text || other.text, blob: self.blob || other.blob }
    }

    pub(super) fn of(affinity: Affinity) -> Self {
        match affinity {
            Affinity::None | Affinity::Blob => Self::ANY,
            Affinity::Text => Self { number: false, ..Self::ANY },
            _ => Self { text: false, ..Self::ANY },
        }
    }
}

/// What is known of an expression's type.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// The type of the table's column that it is.
    pub(super) declared: Option<String>,
    pub(super) affinity: Affinity,
    pub(super) kinds: Kinds,
    pub(super) cast: bool,
}

impl Typed {
    pub(super) fn of(kinds: Kinds) -> Self {
        Self { kinds, ..Self::default() }
    }

    pub(super) fn column(declared: Option<String>, affinity: Affinity) -> Self {
        Self { declared, affinity, kinds: Kinds::of(affinity), cast: false }
    }

    /// The type of a column of several queries put together.
    pub(super) fn together(parts: &[Self], otherwise: Affinity) -> Self {
        let Some(first) = parts.first() else { return Self::default() };
        let at = parts.iter().position(|part| part.affinity > Affinity::None).unwrap_or(parts.len() - 1);
        let mut affinity = parts[at].affinity.max(otherwise);
        if parts.len() > 1 && affinity >= Affinity::Text {
            let others = parts.iter().enumerate().filter(|(index, _)| *index != at);
            let kinds = others.fold(Kinds::NONE, |all, (_, part)| all.or(part.kinds));
            if affinity == Affinity::Text && kinds.number || affinity >= Affinity::Numeric && kinds.text {
                affinity = Affinity::Blob;
            }
            if affinity >= Affinity::Numeric && first.cast {
                affinity = Affinity::Flexible;
            }
        }
        Self { declared: first.declared.clone(), affinity, kinds: Kinds::of(affinity), cast: false }
    }

    /// The type that a view shows for it.
    pub(super) fn view_type(&self) -> String {
        match &self.declared {
            Some(declared) if Affinity::of_type(declared) == self.affinity => declared.clone(),
            _ => self.affinity.as_view_type().to_owned(),
        }
    }
}
