//! In which order packages are published: what others need comes before them.

use crate::failure::{Failure, Result};
use crate::published::Package;

/// The packages in such an order.
pub(super) fn of(packages: &[Package]) -> Result<Vec<&Package>> {
    let mut order: Vec<&Package> = Vec::new();
    while order.len() < packages.len() {
        let is_there = |name: &str| order.iter().any(|package| package.name == name);
        let next = packages
            .iter()
            .find(|package| !is_there(&package.name) && package.members().all(|needed| is_there(&needed.name)));
        let waiting = packages.iter().filter(|package| !is_there(&package.name)).map(|package| package.name.as_str());
        let next = next.ok_or_else(|| {
            let waiting = waiting.collect::<Vec<_>>().join(", ");
            Failure::new(format!(
                "none of these can be published before the others, since each needs another: {waiting}"
            ))
        })?;
        order.push(next);
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::super::manifests::tests::package;

    #[test]
    fn what_is_needed_comes_first() {
        let order = |packages: &[_]| match super::of(packages) {
            Ok(order) => order.iter().map(|package| package.name.as_str()).collect::<Vec<_>>().join(" "),
            Err(failure) => failure.to_string(),
        };
        let packages = [package("a", &["b", "c"]), package("b", &["c"]), package("c", &[]), package("d", &[])];
        assert_eq!(order(&packages), "c b a d");
        let circle = [package("a", &["b"]), package("b", &["a"]), package("c", &[])];
        assert!(order(&circle).ends_with("since each needs another: a, b"), "{}", order(&circle));
    }
}
