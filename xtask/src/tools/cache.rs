//! Where tools are kept between runs, outside the checkout, so that clones share them.

use std::{ffi::OsString, path::PathBuf};

use anyhow::{Result, bail};

/// Chooses the folder itself.
const CHOSEN: &str = "SEND_TO_BAMBOOHR_TOOLS";

/// The cache folder, as an absolute path; it may not exist yet. `variable` reads the environment.
pub(super) fn folder(variable: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf> {
    let variable = |name| variable(name).filter(|value| !value.is_empty());
    let folder = if let Some(chosen) = variable(CHOSEN) {
        PathBuf::from(chosen)
    } else if let Some(caches) = variable("XDG_CACHE_HOME").or_else(|| variable("LOCALAPPDATA")) {
        PathBuf::from(caches).join("send-to-bamboohr").join("tools")
    } else if let Some(home) = variable("HOME") {
        let caches = if cfg!(target_os = "macos") {
            "Library/Caches"
        } else {
            ".cache"
        };
        PathBuf::from(home)
            .join(caches)
            .join("send-to-bamboohr")
            .join("tools")
    } else {
        bail!("There is no home folder to keep tools in. Set {CHOSEN} to a folder of your choice.");
    };
    Ok(std::path::absolute(folder)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    fn folder_with(variables: &[(&str, &str)]) -> Result<PathBuf> {
        folder(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn a_chosen_folder_is_used_as_it_is() {
        let variables = [(CHOSEN, "/tools"), ("XDG_CACHE_HOME", "/caches")];
        assert_eq!(folder_with(&variables).unwrap(), PathBuf::from("/tools"));
    }

    #[test]
    fn without_a_choice_the_person_s_cache_is_used() {
        let variables = [("XDG_CACHE_HOME", "/caches"), ("HOME", "/home/ann")];
        let expected = PathBuf::from("/caches/send-to-bamboohr/tools");
        assert_eq!(folder_with(&variables).unwrap(), expected);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_empty_variable_counts_as_unset() {
        let variables = [(CHOSEN, ""), ("XDG_CACHE_HOME", ""), ("HOME", "/home/ann")];
        let expected = PathBuf::from("/home/ann/.cache/send-to-bamboohr/tools");
        assert_eq!(folder_with(&variables).unwrap(), expected);
    }

    #[test]
    fn without_a_home_the_person_is_told_what_to_set() {
        let problem = folder_with(&[]).unwrap_err().to_string();
        assert!(problem.contains(CHOSEN), "{problem}");
    }
}
