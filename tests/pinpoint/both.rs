//! A company that uses both ways: whoever is hired comes into the list by themselves, and is handed over by a press.

use std::ffi::OsString;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use system_tests::pinpoint_host::{FileShape, PinpointCandidate, Ways};
use system_tests::{Hire, PINPOINT_KEY, PINPOINT_SECRET, PinpointRest, PinpointWebhooks, wait_for};

use super::office::Office;

const APPLICATION: u64 = 8_863_807;
const UUID: &str = "00000000-0000-4000-8000-000008863807";
const EMAIL: &str = "ada.lovelace@example.com";
const INTEGRATION: &str = "/api/integrations/pinpoint";
/// 32 bytes that seal in these tests.
const MASTER_KEY: &str = "1111111111111111111111111111111111111111111111111111111111111111";

struct Both {
    office: Office,
    pinpoint: PinpointRest,
    webhooks: PinpointWebhooks,
}

impl Both {
    async fn open() -> Result<Self> {
        let pinpoint = PinpointRest::start().await?;
        let mut variables = pinpoint.variables();
        variables.push(("MASTER_KEYS", OsString::from(MASTER_KEY)));
        let office = Office::open_with("submit_seconds = 7", variables).await?;
        let new = json!({ "subdomain": "acme", "api_key": PINPOINT_KEY, "signing_secret": PINPOINT_SECRET, "version": 0 });
        let stored = asked(&office, reqwest::Method::PUT, INTEGRATION, &new).await?;
        let change = json!({ "enabled": true, "version": stored["version"] });
        let path = format!("{INTEGRATION}/enabled");
        let enabled = asked(&office, reqwest::Method::PUT, &path, &change).await?;
        let hook = enabled["webhook"].as_str().context("no address")?;
        let webhooks = PinpointWebhooks::to(format!("{}{hook}", office.proxy.url()))?;
        Ok(Self {
            office,
            pinpoint,
            webhooks,
        })
    }

    /// As Pinpoint's REST interface tells of them.
    fn hire(&self) -> Hire {
        let mut hire = Hire::new(APPLICATION, "Ada", EMAIL);
        hire.cv = self.candidate().cv.unwrap_or_default().0;
        hire
    }

    /// The same person as the plugin's form has them.
    fn candidate(&self) -> PinpointCandidate {
        let mut candidate = self.office.full();
        candidate.variables.extend([
            ("application_uuid", UUID.to_owned()),
            ("candidate_last_name", "Lovelace".to_owned()),
            ("candidate_email", EMAIL.to_owned()),
        ]);
        candidate
    }

    async fn hears_of_the_hire(&self) -> Result<()> {
        let hired = PinpointWebhooks::hired(APPLICATION, jiff::Timestamp::now().as_second());
        self.webhooks.deliver(&hired).await?;
        wait_for("the read", async || {
            let documents = self.documents().await?;
            Ok(documents
                .contains(&"Lovelace CV.pdf".to_owned())
                .then_some(()))
        })
        .await
    }

    async fn presses(&self) -> Result<()> {
        let ways = Ways {
            files: FileShape::DataObject,
            ..Ways::default()
        };
        let host = self.office.host.with(ways);
        let banner = host.opens(&self.candidate()).await?.submits().await?;
        ensure!(banner.is_success(), "{banner:?}");
        Ok(())
    }

    /// The names of the candidate's documents.
    async fn documents(&self) -> Result<Vec<String>> {
        let url = format!("{}/api/candidates/pinpoint-{UUID}", self.office.proxy.url());
        let profile: Value = reqwest::get(url).await?.json().await?;
        let documents = profile["candidate"]["documents"].as_array();
        let names = documents.into_iter().flatten();
        let names = names.filter_map(|document| document["name"].as_str().map(str::to_owned));
        Ok(names.collect())
    }
}

async fn asked(
    office: &Office,
    method: reqwest::Method,
    path: &str,
    body: &Value,
) -> Result<Value> {
    let url = format!("{}{path}", office.proxy.url());
    let answer = reqwest::Client::new().request(method, url).json(body);
    let answer = answer.send().await?;
    let status = answer.status();
    let body: Value = answer.json().await?;
    ensure!(status.is_success(), "{path}: {status} {body}");
    Ok(body)
}

#[tokio::test]
async fn a_cv_that_comes_by_a_read_and_by_a_press_is_kept_once_in_either_order() -> Result<()> {
    for is_read_first in [true, false] {
        let both = Both::open().await?;
        both.pinpoint.put(both.hire());
        if is_read_first {
            both.hears_of_the_hire().await?;
            both.presses().await?;
        } else {
            both.presses().await?;
            both.hears_of_the_hire().await?;
        }
        let documents = both.documents().await?;
        ensure!(
            documents == ["Lovelace CV.pdf"],
            "{is_read_first}: {documents:?}"
        );
        let files = both.office.employee(&both.candidate())?.files;
        ensure!(files.len() == 1, "{is_read_first}: {files:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_file_that_an_application_has_twice_is_kept_once_and_read_once() -> Result<()> {
    let both = Both::open().await?;
    let mut hire = both.hire();
    hire.copies = 1;
    both.pinpoint.put(hire.clone());
    both.hears_of_the_hire().await?;
    let read = both.pinpoint.asked("GET", "/copy.pdf");
    ensure!(read == 2, "its address and the storage: {read}");
    // Something else is changed: the files are the same.
    hire.first_name = "Augusta".to_owned();
    both.pinpoint.put(hire);
    let url = format!(
        "{}/api/candidates/pinpoint-{UUID}/form",
        both.office.proxy.url()
    );
    wait_for("the read of what was changed", async || {
        let form = reqwest::get(&url).await?.text().await?;
        Ok(form.contains("Augusta").then_some(()))
    })
    .await?;
    let documents = both.documents().await?;
    ensure!(documents == ["Lovelace CV.pdf"], "{documents:?}");
    ensure!(both.pinpoint.asked("GET", "/copy.pdf") == read);
    Ok(())
}
