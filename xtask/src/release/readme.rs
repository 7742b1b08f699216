//! What a registry shows of a package.

use std::fs;

use crate::published::Package;
use crate::workspace;

/// Links that lead nowhere there, and READMEs that can't be read.
pub(super) fn faults(packages: &[Package]) -> Vec<String> {
    let mut faults = Vec::new();
    for Package { name, readme, .. } in packages {
        let Some(readme) = readme else { continue };
        let file = workspace::root().join(name).join(readme);
        match fs::read_to_string(&file) {
            Err(error) => faults.push(format!("cannot read {}: {error}", file.display())),
            Ok(text) => faults.extend(relative_links(&text).map(|link| {
                format!(
                    "the README of {name} links to `{link}`, which is nowhere on a registry; name what it is instead"
                )
            })),
        }
    }
    faults
}

fn relative_links(text: &str) -> impl Iterator<Item = &str> {
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    links.filter(|link| !["https://", "http://", "#"].iter().any(|start| link.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::relative_links;

    #[test]
    fn links_out_of_the_package_are_found() {
        let text = "[a](https://example.org) [b](#b) [c](../README.md), [d](docs/d.md#x).";
        assert_eq!(relative_links(text).collect::<Vec<_>>(), ["../README.md", "docs/d.md#x"]);
    }
}
