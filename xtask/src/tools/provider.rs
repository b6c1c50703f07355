//! oidc-provider, the certified OpenID provider that the stories sign in with. It is published on npm only.

use super::npm_packages::NpmPackages;

pub(super) const PROVIDER: NpmPackages = NpmPackages {
    name: "oidc-provider",
    beside: "tests/provider",
    reason: "the tests sign in with it",
};

#[cfg(test)]
mod tests {
    use super::super::npm_packages::is_pinned;

    #[test]
    fn every_package_has_a_hash_and_none_a_host() {
        assert!(is_pinned(include_str!(
            "../../../tests/provider/package-lock.json"
        )));
    }
}
