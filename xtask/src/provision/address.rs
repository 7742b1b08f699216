//! The address in a database URL, and whether anything listens there.

use std::fmt;
use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use crate::failure::{Failure, Result};

/// How long a server may take to answer.
const LIMIT: Duration = Duration::from_secs(10);

/// Where a server listens.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Address {
    Tcp {
        host: String,
        port: u16,
    },
    /// A folder with the socket, as `host` of a PostgreSQL URL may say.
    Socket {
        folder: String,
        port: u16,
    },
}

/// A connection to read from and write to.
pub(crate) trait Connection: Read + Write {}

impl<T: Read + Write> Connection for T {}

impl Address {
    /// The address in `scheme://user:password@host:port/database?host=…&port=…`.
    pub(crate) fn of(url: &str, schemes: &[&str], default_port: u16) -> Result<Self> {
        let scheme = schemes[0];
        let Some((_, rest)) = url.split_once("://").filter(|(given, _)| schemes.contains(given)) else {
            return Err(Failure::new(format!("it is no URL that begins with `{scheme}://`")));
        };
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let authority = rest.split_once('/').map_or(rest, |(authority, _)| authority);
        let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let (host, port) = match host_and_port.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port),
            _ => (host_and_port, ""),
        };
        let parameter = |name| query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
        let host = parameter("host").map_or(host, |(_, host)| host);
        let port = parameter("port").map_or(port, |(_, port)| port);

        let host = percent_decoded(host.trim_start_matches('[').trim_end_matches(']'));
        let port = match port {
            "" => default_port,
            port => port.parse().map_err(|_| Failure::new(format!("`{port}` is no port")))?,
        };
        Ok(match host.as_str() {
            "" => Self::Tcp { host: "localhost".to_owned(), port },
            folder if folder.starts_with('/') => Self::Socket { folder: host, port },
            _ => Self::Tcp { host, port },
        })
    }

    /// Connects to a TCP port, or to PostgreSQL's socket.
    pub(crate) fn connect(&self) -> io::Result<Box<dyn Connection>> {
        match self {
            Self::Tcp { host, port } => {
                let mut last = io::Error::from(io::ErrorKind::NotFound);
                for address in (host.as_str(), *port).to_socket_addrs()? {
                    match TcpStream::connect_timeout(&address, LIMIT) {
                        Ok(stream) => {
                            stream.set_read_timeout(Some(LIMIT))?;
                            return Ok(Box::new(stream));
                        }
                        Err(error) => last = error,
                    }
                }
                Err(last)
            }
            Self::Socket { folder, port } => {
                let stream = UnixStream::connect(format!("{folder}/.s.PGSQL.{port}"))?;
                stream.set_read_timeout(Some(LIMIT))?;
                Ok(Box::new(stream))
            }
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp { host, port } => write!(f, "{host}:{port}"),
            Self::Socket { folder, port } => write!(f, "{folder}, port {port}"),
        }
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let decoded = match rest {
            [b'%', high, low, ..] => hex_digit(*high).zip(hex_digit(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_digit(digit: u8) -> Option<u8> {
    // A digit in base 16 is below 16.
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(url: &str) -> Option<Address> {
        Address::of(url, &["postgres", "postgresql"], 5432).ok()
    }

    fn tcp(host: &str, port: u16) -> Option<Address> {
        Some(Address::Tcp { host: host.to_owned(), port })
    }

    #[test]
    fn every_part_is_optional() {
        assert_eq!(address("postgres://"), tcp("localhost", 5432));
        assert_eq!(address("postgresql://db/test"), tcp("db", 5432));
        assert_eq!(address("postgres://me:p@ss@db.example:6000/test?sslmode=disable"), tcp("db.example", 6000));
        assert_eq!(address("postgres://me@[::1]:6000/"), tcp("::1", 6000));
        assert_eq!(address("postgres://[::1]"), tcp("::1", 5432));
    }

    #[test]
    fn sockets_are_folders() {
        let socket = Some(Address::Socket { folder: "/var/run/postgresql".to_owned(), port: 5433 });
        assert_eq!(address("postgres://me@%2Fvar%2Frun%2Fpostgresql:5433/test"), socket);
        assert_eq!(address("postgres:///test?host=/var/run/postgresql&port=5433"), socket);
    }

    #[test]
    fn what_is_no_url_is_refused() {
        assert_eq!(address("host=localhost user=me"), None);
        assert_eq!(address("mysql://localhost"), None);
        assert_eq!(address("postgres://localhost:port/"), None);
    }
}
