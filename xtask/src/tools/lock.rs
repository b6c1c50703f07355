//! Reading one version out of Cargo.lock.
//!
//! wasm-bindgen refuses to work with a library of another version, so the lock file decides the tool's.

use std::{fs, path::Path};

use anyhow::{Context, Result};

/// The version at which `lock_file` holds `package`.
pub(super) fn version_of(package: &str, lock_file: &Path) -> Result<String> {
    let text = fs::read_to_string(lock_file)
        .with_context(|| format!("Cannot read {}", lock_file.display()))?;
    find_version(package, &text).with_context(|| {
        format!(
            "{} does not hold {package}. Restore it from version control.",
            lock_file.display()
        )
    })
}

/// Cargo writes `name` and `version` on lines of their own, in this order, within each `[[package]]`.
fn find_version(package: &str, text: &str) -> Option<String> {
    let wanted = format!("name = \"{package}\"");
    let mut lines = text.lines().skip_while(|line| line.trim() != wanted);
    lines.next()?;
    let version = lines.next()?.trim().strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-futures"
version = "0.4.79"
dependencies = [
 "wasm-bindgen",
]

[[package]]
name = "wasm-bindgen"
version = "0.2.129"
source = "registry"
"#;

    #[test]
    fn the_version_of_exactly_the_named_package_is_found() {
        assert_eq!(
            find_version("wasm-bindgen", LOCK).as_deref(),
            Some("0.2.129")
        );
        let futures = find_version("wasm-bindgen-futures", LOCK);
        assert_eq!(futures.as_deref(), Some("0.4.79"));
    }

    #[test]
    fn a_package_that_is_not_locked_has_no_version() {
        assert_eq!(find_version("wasm", LOCK), None);
        assert_eq!(find_version("wasm-bindgen", ""), None);
        assert_eq!(
            find_version("wasm-bindgen", "name = \"wasm-bindgen\""),
            None
        );
    }

    #[test]
    fn this_workspace_locks_the_library_that_decides_the_tool() {
        let lock_file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        assert!(version_of("wasm-bindgen", &lock_file).is_ok());
    }
}
