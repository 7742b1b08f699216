//! `SET`: the variables that decide what a statement does.
//!
//! <https://mariadb.com/kb/en/server-system-variables/>

use super::Mysql;
use crate::cursor::{Fragment, Name};
use crate::fault::Fault;

impl Mysql {
    pub(crate) fn set(&mut self, assignments: &[(Name, Fragment)]) -> Result<(), Fault> {
        for (name, value) in assignments {
            let text = value.text.trim_matches(['\'', '"', ' ']);
            // Dumps keep what was set in a variable, and put it back at their end.
            let back = text.starts_with('@') || text.eq_ignore_ascii_case("DEFAULT");
            match name.value.to_ascii_lowercase().as_str() {
                "foreign_key_checks" => self.settings.foreign_key_checks = back || is_on(text),
                "explicit_defaults_for_timestamp" => self.settings.explicit_timestamps = back || is_on(text),
                "default_storage_engine" | "storage_engine" if !back => {
                    self.settings.engine = text.to_ascii_lowercase();
                }
                "sql_mode" => {
                    let mode = text.to_ascii_uppercase();
                    let has = |one: &str| mode.split(',').any(|known| known.trim() == one);
                    if has("NO_BACKSLASH_ESCAPES") && !back {
                        let message = "with `NO_BACKSLASH_ESCAPES` strings end elsewhere, which is not understood";
                        return Err(Fault::refused(name.place, message));
                    }
                    if has("ORACLE") && self.is_mariadb() && !back {
                        return Err(Fault::refused(name.place, "the grammar of `sql_mode=ORACLE` is not understood"));
                    }
                    self.settings.ansi_quotes = !back && (has("ANSI_QUOTES") || has("ANSI"));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn is_on(value: &str) -> bool {
    value == "1" || ["ON", "TRUE"].iter().any(|on| value.eq_ignore_ascii_case(on))
}
