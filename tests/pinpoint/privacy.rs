//! What stays behind in the log: nobody, and no secret.

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;

use system_tests::pinpoint_host::PinpointCandidate;

use super::office::Office;

/// A shorter value may stand in a log for another reason.
const SHORTEST: usize = 8;

/// The same person with values that stand in no log but as theirs.
fn unmistakable(mut candidate: PinpointCandidate, country: &str) -> PinpointCandidate {
    let surname = candidate.variables["candidate_last_name"].clone();
    for (name, value) in [
        ("candidate_first_name", "Adalgisa-Łucja 名".to_owned()),
        ("candidate_preferred_name", "Adalgisina".to_owned()),
        ("candidate_last_name", format!("{surname}-Wolkenstein")),
        ("candidate_address_city", "Niederwolkenstein".to_owned()),
        ("candidate_address_country_code", country.to_owned()),
        ("candidate_address_postal_zip", "78701-4242".to_owned()),
        ("job_title", "Wolkenschieberin".to_owned()),
        ("company_name", "Wolkenstein & Daughters".to_owned()),
    ] {
        candidate.variables.insert(name, value);
    }
    candidate
}

#[tokio::test]
async fn neither_candidates_nor_the_code_nor_addresses_of_files_are_in_any_log_line() -> Result<()>
{
    let office = Office::open("").await?;
    let full = || unmistakable(office.full(), "United States");
    let mut candidates = vec![
        full(),
        unmistakable(office.elsewhere(), "Switzerland"),
        full(),
        full(),
    ];
    // One that cannot be sent, one whose file is not there, one that BambooHR fails at.
    candidates[2]
        .variables
        .insert("candidate_start_date", "some day in spring".to_owned());
    if let Some((_, url)) = &mut candidates[3].cv {
        *url = url.replace("cv.pdf", "gone.pdf");
    }
    for candidate in &candidates {
        office.host.opens(candidate).await?.submits().await?;
    }
    for sent in [0, 1, 3] {
        office.employee(&candidates[sent])?;
    }
    office
        .sandbox
        .add_fault(Fault::on("POST", "/employees").answer(500));
    let last = full();
    office.host.opens(&last).await?.submits().await?;
    let mut stranger = office.host.clone();
    stranger.configure(
        "connectionCode",
        "stbk_somebody-elses-code-that-works-nowhere",
    )?;
    stranger.opens(&last).await?.submits().await?;
    candidates.push(last);

    let log = office.proxy.log();
    ensure!(log.contains("/export/submit"), "the log has what was asked");
    ensure!(
        !log.contains(office.code()) && !log.contains("somebody-elses-code"),
        "a code is in the log"
    );
    ensure!(
        !log.contains("eyJfcmFpbHMi"),
        "the address of a file is in the log"
    );
    for candidate in &candidates {
        for (name, value) in &candidate.variables {
            // By its id somebody may be named.
            if *name == "application_uuid" {
                continue;
            }
            ensure!(
                value.len() >= SHORTEST,
                "{name} is too short to be told from others"
            );
            ensure!(!log.contains(value.as_str()), "{name} is in the log");
        }
    }
    Ok(())
}
