//! What an upload costs in memory. One test in a program of its own, because it measures the program; the
//! sandbox, which keeps the file, runs in another one.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

use bamboohr::{ApiKey, Client, Content, Document, Endpoint, FieldValue};
use bamboohr_sandbox::{ADMIN_KEY, COMPANY, Sandbox};

const MEGABYTE: u64 = 1024 * 1024;
const FILE: u64 = 19 * MEGABYTE;
const MOST: u64 = 8 * MEGABYTE;

/// Names this program's second role to it.
const ROLE: &str = "BE_THE_SANDBOX";

#[tokio::test]
async fn a_19_megabyte_file_is_uploaded_with_less_than_8_megabytes_of_memory() {
    if std::env::var_os(ROLE).is_some() {
        return be_the_sandbox().await;
    }
    let (mut sandbox, url) = sandbox_in_another_process();
    let endpoint = Endpoint::at(&url, COMPANY.parse().unwrap()).unwrap();
    let client = Client::new(endpoint, ApiKey::new(ADMIN_KEY.to_owned())).unwrap();
    let ann = ["firstName", "lastName"].map(|name| (name.to_owned(), FieldValue::text("Ann")));
    let employee = client.create_employee(&BTreeMap::from(ann)).await.unwrap();
    let category = client.files(&employee).await.unwrap().swap_remove(0).id;

    let mut file = tempfile::NamedTempFile::new().unwrap();
    for _ in 0..FILE / MEGABYTE {
        file.write_all(&vec![0x5A; usize::try_from(MEGABYTE).unwrap()])
            .unwrap();
    }
    let opened = tokio::fs::File::open(file.path()).await.unwrap();
    let document = Document {
        name: "portfolio.pdf",
        category: &category,
        share: false,
        content: Content::stream(opened, FILE),
    };
    // Forget the highest mark so far; what follows is the upload's own.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = memory("VmRSS");
    client.upload_file(&employee, document).await.unwrap();
    let risen = memory("VmHWM").saturating_sub(before);

    let stored = client.files(&employee).await.unwrap();
    let size = stored.iter().flat_map(|category| &category.files).next();
    assert_eq!(size.and_then(|file| file.size), Some(FILE));
    println!(
        "a file of {} MB raised this program's memory from {} kB by {} kB",
        FILE / MEGABYTE,
        before / 1024,
        risen / 1024
    );
    assert!(risen <= MOST, "{} kB", risen / 1024);
    sandbox.kill().unwrap();
    sandbox.wait().unwrap();
}

/// A value of `/proc/self/status` in bytes.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    let kilobytes = line.split_whitespace().nth(1).unwrap();
    kilobytes.parse::<u64>().unwrap() * 1024
}

fn sandbox_in_another_process() -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--nocapture", "a_19_megabyte_file"])
        .env(ROLE, "yes")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut lines = lines.map_while(Result::ok);
    let url = lines.find_map(|line| {
        let start = line.find("http://")?;
        line.get(start..).map(str::to_owned)
    });
    (child, url.unwrap())
}

/// Serves until the other program ends, which closes the standard input.
async fn be_the_sandbox() {
    let sandbox = Sandbox::start().await.unwrap();
    println!("{}", sandbox.url());
    let ended = tokio::task::spawn_blocking(|| std::io::stdin().lines().count());
    ended.await.unwrap();
}
