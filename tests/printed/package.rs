//! The npm package of the element: what is in it, and that it can be used by its name.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use system_tests::packed;
use tempfile::TempDir;

/// Everything that is published.
const FILES: [&str; 9] = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "package.json",
    "react.d.ts",
    "send-to-bamboohr.d.ts",
    "send-to-bamboohr.js",
    "server.js",
    "vue.d.ts",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../embed")
}

/// A folder of somebody who has installed what is published, as the guide says, beside the frameworks.
pub(crate) fn installed() -> Result<TempDir> {
    let packages = std::env::var_os("FRAMEWORKS").context("run `cargo xtask test`")?;
    installed_in(Path::new(&packages))
}

/// The same, beside other packages.
pub(crate) fn installed_in(packages: &Path) -> Result<TempDir> {
    let project = tempfile::Builder::new()
        .prefix("project-")
        .tempdir_in(packages)?;
    std::fs::write(project.path().join("package.json"), "{}")?;
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/embedding.md");
    let guide = std::fs::read_to_string(guide)?;
    let command = "npm install --install-links";
    ensure!(guide.contains(&format!("`{command} path/to/embed`")));
    let mut words = command.split(' ');
    let mut npm = Command::new(words.next().context("no program")?);
    npm.args(words)
        .args(["--offline", "--no-audit", "--no-fund"])
        .arg(folder())
        .current_dir(project.path());
    said(&mut npm)?;
    Ok(project)
}

/// The bundler, for a project.
pub(crate) fn esbuild(project: &TempDir) -> Command {
    let mut esbuild = Command::new("node");
    esbuild
        .arg("../node_modules/esbuild/bin/esbuild")
        .args(["--bundle", "--format=esm"])
        .current_dir(project.path());
    esbuild
}

/// What it prints, when it does well.
pub(crate) fn said(command: &mut Command) -> Result<String> {
    let output = command.output().context("it needs node and npm")?;
    let said = String::from_utf8(output.stdout)?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?}: {said}{complaint}");
    Ok(said)
}

#[test]
fn the_package_has_exactly_its_files_and_both_licences() -> Result<()> {
    ensure!(packed(&folder())? == FILES, "{:?}", packed(&folder())?);
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let ours = std::fs::read(folder().join("..").join(licence))?;
        ensure!(std::fs::read(folder().join(licence))? == ours, "{licence}");
    }
    Ok(())
}

#[test]
fn no_link_of_the_package_leaves_it() -> Result<()> {
    for file in FILES {
        let text = std::fs::read_to_string(folder().join(file))?;
        for link in text.split("](").skip(1) {
            let link = link.split(')').next().unwrap_or_default();
            let is_inside = link.starts_with("https://") || FILES.contains(&link);
            ensure!(is_inside, "{file} leads to {link}");
        }
    }
    Ok(())
}

#[test]
fn a_server_can_import_the_package_and_gets_nothing_of_it() -> Result<()> {
    let project = installed()?;
    let script =
        "const all = await import('send-to-bamboohr'); console.log(Object.keys(all).length)";
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", script])
        .current_dir(project.path());
    ensure!(said(&mut node)?.trim() == "0");
    Ok(())
}

#[test]
fn bundles_for_browsers_have_the_element_and_those_for_servers_do_not() -> Result<()> {
    let project = installed()?;
    std::fs::write(project.path().join("app.js"), "import 'send-to-bamboohr';")?;
    for (kind, has_it) in [
        ("--platform=browser", true),
        // With no condition of any platform.
        ("--platform=neutral", true),
        ("--platform=node", false),
        ("--conditions=edge-light", false),
        ("--conditions=workerd", false),
    ] {
        let bundle = said(esbuild(&project).args(["app.js", kind]))?;
        let has = bundle.contains("customElements.define");
        ensure!(has == has_it, "{kind}: {bundle}");
    }
    Ok(())
}
