//! What stays behind in the log: nobody, and no secret.

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;

use super::office::Office;

#[tokio::test]
async fn neither_candidates_nor_the_code_nor_addresses_of_files_are_in_any_log_line() -> Result<()>
{
    let office = Office::open("").await?;
    let mut candidates = vec![
        office.full(),
        office.elsewhere(),
        office.full(),
        office.full(),
    ];
    // One that cannot be sent, one whose file is not there, one that BambooHR fails at.
    candidates[2]
        .variables
        .insert("candidate_start_date", "soon".to_owned());
    if let Some((_, url)) = &mut candidates[3].cv {
        *url = url.replace("cv.pdf", "gone.pdf");
    }
    for candidate in &candidates {
        office.host.opens(candidate).await?.submits().await?;
    }
    office
        .sandbox
        .add_fault(Fault::on("POST", "/employees").answer(500));
    let last = office.full();
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
            let is_about_somebody = value.len() > 5
                && !["application_uuid", "candidate_start_date", "job_title"].contains(name);
            ensure!(
                !is_about_somebody || !log.contains(value.as_str()),
                "{name} is in the log"
            );
        }
    }
    Ok(())
}
