//! Passwords: made, and kept as hashes only.

use argon2::Argon2;
use argon2::password_hash::rand_core::{OsRng, RngCore};
use argon2::password_hash::{Error, PasswordHash, PasswordHasher, PasswordVerifier, SaltString};

/// Letters and digits that are not taken for one another.
const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A password of 20 letters and digits by chance: more than 2 to the power of 110.
#[must_use]
pub fn generate() -> String {
    let mut random = [0; 20];
    OsRng.fill_bytes(&mut random);
    random.iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
}

/// The hash of a password, by Argon2id with a salt of its own, in the form that names algorithm and parameters.
///
/// # Errors
///
/// If the password is longer than four gigabytes.
pub fn hash(password: &str) -> Result<String, Error> {
    let salt = SaltString::generate(&mut OsRng);
    Ok(Argon2::default().hash_password(password.as_bytes(), &salt)?.to_string())
}

/// Whether a password is the one that was hashed. A hash that is none fits no password.
///
/// ```
/// let hash = app::password::hash("correct horse")?;
/// assert!(app::password::is_right("correct horse", &hash));
/// assert!(!app::password::is_right("battery staple", &hash));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn is_right(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}
