//! The TypeScript client: made of the description of the interface, strictly typed, and able to send a hire.

use std::path::{Path, PathBuf};
use std::process::Output;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;
use tokio::process::Command;

use crate::joined::Joined;

fn client() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../clients/typescript")
}

/// A copy of the client, where node finds the packages that it needs.
fn copied() -> Result<TempDir> {
    let tools = std::env::var_os("TYPESCRIPT_TOOLS");
    let tools = tools.context("TYPESCRIPT_TOOLS is not set; run `cargo xtask test`")?;
    let folder = tempfile::Builder::new().prefix("copy-").tempdir_in(tools)?;
    let files = [
        "package.json",
        "README.md",
        "tsconfig.json",
        "tsconfig.example.json",
        "src/index.ts",
        "src/interface.ts",
        "examples/send.ts",
    ];
    for file in files {
        let copy = folder.path().join(file);
        std::fs::create_dir_all(copy.parent().context("no folder")?)?;
        std::fs::copy(client().join(file), copy).with_context(|| file.to_owned())?;
    }
    Ok(folder)
}

fn node(folder: &TempDir, program: &str, arguments: &[&str]) -> Command {
    let program = folder.path().join("../node_modules").join(program);
    let mut command = Command::new("node");
    command.arg(program).args(arguments);
    command.current_dir(folder.path()).kill_on_drop(true);
    command
}

async fn well(mut command: Command) -> Result<String> {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().await.context("it needs node and npm")?;
    let said = String::from_utf8_lossy(&stdout).into_owned();
    let complaint = String::from_utf8_lossy(&stderr);
    ensure!(status.success(), "{command:?}: {said}{complaint}");
    Ok(said)
}

#[tokio::test]
async fn the_typescript_client_is_the_one_that_the_description_makes() -> Result<()> {
    let folder = copied()?;
    let description = client().join("../../docs/openapi.json");
    let description = description.to_str().context("no name")?;
    let wanted = [
        description,
        "--default-non-nullable",
        "false",
        "--output",
        "made.ts",
    ];
    well(node(&folder, "openapi-typescript/bin/cli.js", &wanted)).await?;
    let made = std::fs::read_to_string(folder.path().join("made.ts"))?;
    let on_record = std::fs::read_to_string(client().join("src/interface.ts"))?;
    ensure!(
        made == on_record,
        "clients/typescript/src/interface.ts is not what docs/openapi.json makes: cd clients/typescript && npm ci && npm run \
         generate"
    );
    Ok(())
}

#[tokio::test]
async fn the_example_of_the_typescript_client_is_strictly_typed_and_sends_one_hire() -> Result<()> {
    let folder = copied()?;
    well(node(&folder, "typescript/bin/tsc", &[])).await?;
    let checked = ["--project", "tsconfig.example.json"];
    let compiled = [&checked[..], &["--noEmit", "false", "--outDir", "out"]].concat();
    well(node(&folder, "typescript/bin/tsc", &compiled)).await?;

    let joined = Joined::new().await?;
    let mut example = Command::new("node");
    example
        .arg("out/examples/send.js")
        .current_dir(folder.path())
        .env("PROXY", joined.proxy.url())
        .env("KEY", &joined.key)
        .kill_on_drop(true);
    let said = well(example).await?;
    ensure!(said.contains("First Name, Last Name"), "{said}");
    ensure!(said.contains("\ndone\n"), "{said}");
    ensure!(joined.employees_with("rhea.voss@example.com").len() == 1);

    let packed = system_tests::packed(folder.path())?;
    for file in [
        "package.json",
        "README.md",
        "dist/index.js",
        "dist/index.d.ts",
        "dist/interface.d.ts",
    ] {
        ensure!(packed.iter().any(|packed| packed == file), "{packed:?}");
    }
    Ok(())
}
