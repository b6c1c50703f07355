//! What the pages of docs/embedding.md are written for, and what bundles them.

use super::npm_packages::NpmPackages;

pub(super) const FRAMEWORKS: NpmPackages = NpmPackages {
    name: "frameworks",
    beside: "tests/frameworks",
    reason: "the examples of docs/embedding.md are run with it",
};

#[cfg(test)]
mod tests {
    use super::super::npm_packages::is_pinned;

    #[test]
    fn every_package_of_the_examples_has_a_hash_and_none_a_host() {
        assert!(is_pinned(include_str!(
            "../../../tests/frameworks/package-lock.json"
        )));
    }
}
