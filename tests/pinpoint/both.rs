//! A company that uses both ways: whoever is hired comes into the list by themselves, and is handed over by a press.

use std::ffi::OsString;

use anyhow::{Result, ensure};
use serde_json::Value;
use system_tests::pinpoint_host::{FileShape, PinpointCandidate, Ways};
use system_tests::{Hire, MASTER_KEY, PinpointFault, PinpointRest, PinpointWebhooks, wait_for};

use super::office::Office;

const APPLICATION: u64 = 8_863_807;
const UUID: &str = "00000000-0000-4000-8000-000008863807";
const EMAIL: &str = "ada.lovelace@example.com";

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
        let hook = pinpoint.joins(&office.proxy).await?;
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

    /// Presses with a CV that is to be fetched from this address; what is said.
    async fn presses_with_a_cv_at(&self, url: &str) -> Result<String> {
        let mut candidate = self.candidate();
        candidate.cv = Some((Vec::new(), url.to_owned()));
        let form = self.office.host.opens(&candidate).await?;
        // A host that has waited long enough says so in its banner.
        let banner = form.submits().await?;
        ensure!(banner.is_success(), "{banner:?}");
        Ok(banner.words())
    }

    /// The sizes of the employee's documents.
    fn arrived(&self) -> Result<Vec<usize>> {
        let employee = self.office.employee(&self.candidate())?;
        Ok(employee
            .files
            .into_iter()
            .map(|file| usize::try_from(file.size).unwrap_or_default())
            .collect())
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

#[tokio::test]
async fn a_cv_whose_address_gives_no_file_is_read_where_the_account_has_a_key_for_it() -> Result<()>
{
    let never = "/never/";
    for place in ["https://evil.example/cv.pdf", never] {
        let both = Both::open().await?;
        let mut hire = both.hire();
        hire.cv = b"%PDF-1.4 as Pinpoint has it".to_vec();
        both.pinpoint.put(hire.clone());
        let url = match place == never {
            true => both.office.blobs.cv().replace("/blobs/", never),
            false => place.to_owned(),
        };
        let said = both.presses_with_a_cv_at(&url).await?;
        ensure!(!said.contains("did not go along"), "{place}: {said}");
        ensure!(both.arrived()? == [hire.cv.len()], "{place}");
        ensure!(!both.pinpoint.key_was_at_storage());
        ensure!(!both.office.proxy.log().contains("evil.example"));
    }
    Ok(())
}

#[tokio::test]
async fn a_cv_that_is_nowhere_or_somebody_elses_stops_no_hire_and_is_named() -> Result<()> {
    for case in ["nobody", "somebody else", "no key", "silent"] {
        let both = Both::open().await?;
        let mut hire = both.hire();
        match case {
            "nobody" => hire.id = 2,
            "somebody else" => {
                hire.first_name = "Grace".to_owned();
                hire.email = "grace@example.com".to_owned();
            }
            "no key" => both.pinpoint.kill_key(true),
            // Whoever asks who is hired meets some of them.
            _ => (0..9).for_each(|_| {
                let silent = PinpointFault::Silent;
                both.pinpoint.add_fault("GET", "/applications", silent);
            }),
        }
        both.pinpoint.put(hire);
        let said = both
            .presses_with_a_cv_at("https://evil.example/cv.pdf")
            .await?;
        ensure!(
            said.contains(
                "The CV did not go along: its address is not one that files are taken from"
            ),
            "{case}: {said}"
        );
        ensure!(both.arrived()?.is_empty(), "{case}");
    }
    Ok(())
}
