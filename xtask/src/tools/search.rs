//! Finding programs the way a shell does: on `PATH`.

use std::{env, path::PathBuf};

/// The first of `names` that is on `PATH`. A name without an ending gets the platform's own.
pub(super) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        let suffix = if name.contains('.') {
            ""
        } else {
            env::consts::EXE_SUFFIX
        };
        let file = format!("{name}{suffix}");
        env::split_paths(&path)
            .map(|folder| folder.join(&file))
            .find(|candidate| candidate.is_file())
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_that_exists_is_taken() {
        let found = on_path(&["no-such-program", "sh"]);
        assert!(found.is_some_and(|path| path.ends_with("sh")));
        assert_eq!(on_path(&["no-such-program"]), None);
    }
}
