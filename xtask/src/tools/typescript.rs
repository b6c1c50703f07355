//! What makes and checks the TypeScript client: openapi-typescript, the compiler, and what the client itself needs.

use super::npm_packages::NpmPackages;

pub(super) const TYPESCRIPT: NpmPackages = NpmPackages {
    name: "typescript-client",
    beside: "clients/typescript",
    reason: "the TypeScript client is made and checked with it",
};

#[cfg(test)]
mod tests {
    use super::super::npm_packages::is_pinned;

    #[test]
    fn every_package_of_the_typescript_client_has_a_hash_and_none_a_host() {
        assert!(is_pinned(include_str!(
            "../../../clients/typescript/package-lock.json"
        )));
    }
}
