//! Files of many megabytes, and what is said of those that do not go along.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use system_tests::pinpoint_host::{Configured, FileShape, Ways};

use super::office::Office;

/// The largest document that BambooHR takes.
const LARGEST: usize = 20 * 1024 * 1024;
/// The largest of which it is known only afterwards who brings it.
const LARGEST_OF_A_STRANGER: usize = 10 * 1024 * 1024;
/// What it may cost to take in the largest submit, besides what the program takes anyway: far below what a machine has.
const MEMORY: u64 = 400 * 1024 * 1024;

#[tokio::test]
async fn the_largest_files_go_along_and_larger_ones_are_named() -> Result<()> {
    let office = Office::open("submit_seconds = 45").await?;
    let before = memory(&office)?;
    for (configured, bytes, goes) in [
        (Configured::Header, LARGEST, true),
        (Configured::Header, LARGEST + 1, false),
        (Configured::Body, LARGEST_OF_A_STRANGER, true),
    ] {
        let ways = Ways {
            files: FileShape::DataObject,
            configured,
            ..Ways::default()
        };
        let host = office.host.with(ways).waits(Duration::from_secs(50))?;
        let mut candidate = office.full();
        candidate.cv = Some((vec![b'x'; bytes], office.blobs.cv()));
        let banner = host.opens(&candidate).await?.submits().await?;
        ensure!(banner.is_success(), "{banner:?}");
        let files = office.employee(&candidate)?.files.len();
        ensure!(files == usize::from(goes), "{bytes} bytes: {files} files");
        let is_named = banner
            .words()
            .contains("The CV did not go along: it is larger than 20 MB");
        ensure!(is_named != goes, "{banner:?}");
    }
    let grown = memory(&office)?.saturating_sub(before);
    println!(
        "submits with a file of 20 MB: {} MB at most",
        grown / 1024 / 1024
    );
    ensure!(grown < MEMORY, "{grown} bytes");
    Ok(())
}

#[tokio::test]
async fn a_file_that_cannot_be_fetched_stops_no_hire_and_is_named() -> Result<()> {
    let office = Office::open("").await?;
    for (url, words) in [
        (
            "https://127.0.0.1/cv.pdf",
            "not one that files are taken from",
        ),
        (
            "https://evil.example/cv.pdf",
            "not one that files are taken from",
        ),
        (
            &office.blobs.cv().replace("cv.pdf", "gone.pdf"),
            "refused with status 404",
        ),
    ] {
        let mut candidate = office.full();
        candidate.cv = Some((Vec::new(), url.to_owned()));
        let banner = office.host.opens(&candidate).await?.submits().await?;
        ensure!(
            banner.is_success() && banner.words().contains(words),
            "{url}: {banner:?}"
        );
        ensure!(office.employee(&candidate)?.files.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn a_file_that_never_comes_holds_up_no_submit() -> Result<()> {
    let office = Office::open("submit_seconds = 6").await?;
    let mut candidate = office.full();
    candidate.cv = Some((Vec::new(), office.blobs.cv().replace("/blobs/", "/never/")));
    let form = office.host.opens(&candidate).await?;
    let (banner, took) = form.submits_timed().await?;
    ensure!(
        banner.is_success() && banner.words().contains("did not come in time"),
        "{banner:?}"
    );
    ensure!(took < Duration::from_secs(7), "{took:?}");
    office.employee(&candidate)?;
    Ok(())
}

/// The most memory that the proxy has had, in bytes.
fn memory(office: &Office) -> Result<u64> {
    let process = office.proxy.process().context("the proxy has ended")?;
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = most.context("no VmHWM")?.trim().trim_end_matches(" kB");
    Ok(kilobytes.trim().parse::<u64>()? * 1024)
}
