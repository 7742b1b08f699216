//! Messages of failed connections, without the password.

/// `message` with the password of `url` hidden.
///
/// libpq quotes pieces of a URL that it cannot read, and where the password has an unescaped `/`,
/// `@` or `:` such a piece may be a part of it.
///
/// ```
/// let (message, url) = ("can't connect to mysql://me:s3cret@db/", "mysql://me:s3cret@db/");
/// assert_eq!(schema_drift::without_password(message, url), "can't connect to mysql://me:***@db/");
/// ```
#[must_use]
pub fn without_password(message: &str, url: &str) -> String {
    let Some(password) = password(url).filter(|password| !password.is_empty()) else {
        return message.to_owned();
    };
    password
        .split([':', '/', '?', '#', '@'])
        .filter(|piece| !piece.is_empty())
        .fold(message.replace(password, "***"), |message, piece| message.replace(&format!("\"{piece}\""), "\"***\""))
}

/// The password in a URL (`postgres://user:password@host`, `?password=…`) or in libpq's other form
/// (`host=… password=…`), as it is written there.
fn password(url: &str) -> Option<&str> {
    if let Some((_, after_scheme)) = url.split_once("://")
        && let Some((user_info, _)) = after_scheme.rsplit_once('@')
    {
        return user_info.split_once(':').map(|(_, password)| password);
    }
    let (_, value) = url.split_once("password=")?;
    match value.strip_prefix('\'') {
        Some(quoted) => quoted.split('\'').next(),
        None => value.split(['&', ' ']).next(),
    }
}

#[cfg(test)]
mod tests {
    use super::{password, without_password};

    #[test]
    fn finds_the_password_in_every_form() {
        assert_eq!(password("postgres://agent:s3cret@db:5432/savings"), Some("s3cret"));
        assert_eq!(password("postgres://agent:p@ss/word@db/savings"), Some("p@ss/word"));
        assert_eq!(password("postgres://db/savings?user=agent&password=s3cret&sslmode=disable"), Some("s3cret"));
        assert_eq!(password("host=db password='two words' user=agent"), Some("two words"));
        assert_eq!(password("host=db password=s3cret user=agent"), Some("s3cret"));
        assert_eq!(password("postgres://agent@db/savings"), None);
        assert_eq!(password("savings"), None);
    }

    #[test]
    fn hides_the_password_and_its_pieces() {
        let message = r#"missing "=" after "postgre://agent:s3cret@db" in connection info string"#;
        assert_eq!(
            without_password(message, "postgre://agent:s3cret@db"),
            r#"missing "=" after "postgre://agent:***@db" in connection info string"#
        );
        assert_eq!(
            without_password(
                r#"invalid integer value "p" for connection option "port""#,
                "postgres://agent:p/w@db/savings"
            ),
            r#"invalid integer value "***" for connection option "port""#
        );
    }

    #[test]
    fn leaves_a_message_without_password_alone() {
        assert_eq!(without_password("Connection refused", "postgres://agent@db"), "Connection refused");
    }
}
