//! What the manifests of packages must say before a registry takes them, and anyone finds them there.

use crate::published::Package;

/// What is wrong with the manifests.
pub(super) fn faults(packages: &[Package]) -> Vec<String> {
    packages.iter().flat_map(|package| faults_of(package, packages)).collect()
}

fn faults_of(package: &Package, packages: &[Package]) -> Vec<String> {
    let Package { name, version, description, license, readme, keywords, categories, .. } = package;
    let mut faults = Vec::new();
    if let Some(first) = packages.first().filter(|first| first.version != *version) {
        faults.push(format!(
            "{name} is of version {version}, but {} of {}; write `version.workspace = true` in both",
            first.name, first.version
        ));
    }
    for needed in package.members() {
        match packages.iter().find(|package| package.name == needed.name) {
            None => faults.push(format!("{name} needs {}, which is not published", needed.name)),
            Some(own) if needed.req != format!("^{}", own.version) => faults.push(format!(
                "{name} needs {} {}, which is of version {}; write that in the workspace's `Cargo.toml`",
                needed.name, needed.req, own.version
            )),
            Some(_) => {}
        }
    }
    let said = [
        ("description", description.is_some()),
        ("license", license.is_some()),
        ("readme", readme.is_some()),
        ("keywords", !keywords.is_empty()),
        ("categories", !categories.is_empty()),
    ];
    faults.extend(said.iter().filter(|(_, is_said)| !is_said).map(|(key, _)| format!("{name} has no `{key}`")));
    // https://doc.rust-lang.org/cargo/reference/manifest.html#the-keywords-field
    if keywords.len() > 5 || keywords.iter().any(|keyword| keyword.len() > 20) {
        faults.push(format!("{name} has more than five `keywords`, or one with more than 20 characters"));
    }
    faults
}

/// Which packages do not say where they are developed. That is asked only of a release.
pub(super) fn without_repository(packages: &[Package]) -> Option<String> {
    let without = packages.iter().filter(|package| package.repository.is_none());
    let names: Vec<&str> = without.map(|package| package.name.as_str()).collect();
    let advice = "write its address below `[workspace.package]`, and `repository.workspace = true` in each";
    (!names.is_empty()).then(|| format!("no `repository` is named by {}; {advice}", names.join(", ")))
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::{faults, without_repository};
    use crate::published::Package;

    /// A package of version 0.2.0 that is right, and needs these of the same version.
    pub(in super::super) fn package(name: &str, needs: &[&str]) -> Package {
        let needs: Vec<_> =
            needs.iter().map(|name| json!({ "name": name, "req": "^0.2.0", "kind": null, "path": "" })).collect();
        let package = json!({
            "id": name, "name": name, "version": "0.2.0", "description": "", "license": "MIT", "readme": "README.md",
            "repository": "https://example.org", "keywords": ["sql"], "categories": ["database"], "features": {},
            "dependencies": needs, "targets": [],
        });
        serde_json::from_value(package).expect("it is as cargo has it")
    }

    #[test]
    fn each_fault_is_told() {
        let right = [package("a", &["b"]), package("b", &[])];
        assert_eq!((faults(&right), without_repository(&right)), (Vec::new(), None));

        let told = |change: &dyn Fn(&mut [Package; 2])| {
            let mut packages = right.clone();
            change(&mut packages);
            faults(&packages).join("\n")
        };
        assert_eq!(told(&|packages| packages[0].license = None), "a has no `license`");
        assert_eq!(told(&|packages| packages[1].keywords.clear()), "b has no `keywords`");
        assert_eq!(
            told(&|packages| packages[0].dependencies[0].name = "c".into()),
            "a needs c, which is not published"
        );
        assert_eq!(
            told(&|packages| packages[1].version = "0.3.0".into()),
            "a needs b ^0.2.0, which is of version 0.3.0; write that in the workspace's `Cargo.toml`\n\
             b is of version 0.3.0, but a of 0.2.0; write `version.workspace = true` in both"
        );
        let mut packages = right.clone();
        packages[1].repository = None;
        assert!(without_repository(&packages).is_some_and(|fault| fault.starts_with("no `repository` is named by b;")));
    }
}
