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
    let found = [named(url), of_user(url)];
    found.into_iter().flatten().filter(|password| !password.is_empty()).fold(message.to_owned(), |message, password| {
        let pieces = password.split([':', '/', '?', '#', '@']).filter(|piece| !piece.is_empty());
        pieces.fold(message.replace(password, "***"), |message, piece| {
            message.replace(&format!("\"{piece}\""), "\"***\"")
        })
    })
}

/// The password before the host of a URL, as it is written there: `postgres://user:password@host`.
fn of_user(url: &str) -> Option<&str> {
    let (_, after_scheme) = url.split_once("://")?;
    let (user_info, _) = after_scheme.rsplit_once('@')?;
    user_info.split_once(':').map(|(_, password)| password)
}

/// The password that is named, in a URL (`?password=…`) or in libpq's other form (`host=… password=…`).
fn named(url: &str) -> Option<&str> {
    let (_, value) = url.split_once("password=")?;
    match value.strip_prefix('\'') {
        Some(quoted) => quoted.split('\'').next(),
        None => value.split(['&', ' ']).next(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn finds_the_password_in_every_form() {
        for (url, hidden) in [
            ("postgres://agent:s3cret@db:5432/savings", "postgres://agent:***@db:5432/savings"),
            ("postgres://agent:p@ss/word@db/savings", "postgres://agent:***@db/savings"),
            (
                "postgres://db/savings?password=s3cret&sslmode=disable",
                "postgres://db/savings?password=***&sslmode=disable",
            ),
            ("postgres://agent@db/savings?password=s3cret", "postgres://agent@db/savings?password=***"),
            ("postgres://agent@db:5432/savings?password=s3@cret", "postgres://agent@db:5432/savings?password=***"),
            ("host=db password='two words' user=agent", "host=db password='***' user=agent"),
            ("host=db password=s3cret user=agent", "host=db password=*** user=agent"),
            ("postgres://agent@db/savings", "postgres://agent@db/savings"),
            ("savings", "savings"),
        ] {
            assert_eq!(without_password(url, url), hidden);
        }
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
