//! The scripts that are written by hand travel without their remarks and indentation: a page of somebody else waits for
//! them.

use std::{fs, path::Path};

use anyhow::{Context, Result};

/// Where they are in a built frontend: what frames and pages of others load, and what belongs to the wasm.
const FOLDERS: [&str; 2] = ["embed", "snippets"];

/// Rewrites the scripts of a release.
pub(super) fn lighten(release: &Path) -> Result<()> {
    FOLDERS
        .iter()
        .try_for_each(|folder| lighten_folder(&release.join(folder)))
}

fn lighten_folder(folder: &Path) -> Result<()> {
    let files = fs::read_dir(folder);
    for file in files.with_context(|| format!("Cannot read {}", folder.display()))? {
        let path = file?.path();
        if path.is_dir() {
            lighten_folder(&path)?;
        } else if path.extension().is_some_and(|ending| ending == "js") {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("Cannot read {}", path.display()))?;
            fs::write(&path, lightened(&text))
                .with_context(|| format!("Cannot write {}", path.display()))?;
        }
    }
    Ok(())
}

/// Without lines that are a remark, empty lines, and what lines begin with. No text of ours that goes over several lines has
/// any of it.
fn lightened(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let lines = lines.filter(|line| !line.is_empty() && !is_remark(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn is_remark(line: &str) -> bool {
    line.starts_with("//") || (line.starts_with("/**") && line.ends_with("*/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_travels_without_remarks_and_indentation() {
        let script = "// What it is.\nconst one = 1; // stays\n\n/** More. */\nfunction two() {\n  // Why.\n  return \"// no remark\";\n}\n";
        assert_eq!(
            lightened(script),
            "const one = 1; // stays\nfunction two() {\nreturn \"// no remark\";\n}\n"
        );
    }

    #[test]
    fn every_remark_in_our_scripts_has_lines_of_its_own() {
        for script in [
            include_str!("../../../embed/send-to-bamboohr.js"),
            include_str!("../../../frontend/frame/frame.js"),
            include_str!("../../../frontend/frame/look.js"),
        ] {
            let light = lightened(script);
            assert!(!light.contains("/*") && !light.contains(" // "));
            assert!(light.len() < script.len());
        }
    }
}
