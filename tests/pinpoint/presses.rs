//! Presses at once, after each other, after Pinpoint gave up waiting, and beside a person in the application.

use std::time::Duration;

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;
use system_tests::pinpoint_host::Banner;
use system_tests::wait_for;

use super::office::Office;

#[tokio::test]
async fn a_double_press_makes_one_employee_and_both_are_told_the_same() -> Result<()> {
    let office = Office::open("submit_seconds = 30").await?;
    let host = office.host.clone().waits(Duration::from_secs(40))?;
    let candidate = office.full();
    let form = host.opens(&candidate).await?;
    let (one, other) = tokio::join!(form.submits(), form.submits());
    let (one, other) = (one?, other?);
    ensure!(one.is_success() && one == other, "{one:?} {other:?}");
    ensure!(office.creates() == 1);
    office.employee(&candidate)?;
    // Another tab, an hour later.
    ensure!(host.opens(&candidate).await?.submits().await? == one);
    ensure!(office.creates() == 1);
    Ok(())
}

#[tokio::test]
async fn a_retry_after_pinpoint_gave_up_waiting_joins_the_send_that_is_under_way() -> Result<()> {
    let office = Office::open("submit_seconds = 20").await?;
    office
        .sandbox
        .add_fault(Fault::on("POST", "/employees").delay(Duration::from_secs(4)));
    let impatient = office.host.clone().waits(Duration::from_secs(1))?;
    let candidate = office.full();
    let form = impatient.opens(&candidate).await?;
    let first = form.submits().await?;
    ensure!(first == Banner::Broken("timed out".to_owned()), "{first:?}");
    wait_for("the create call", async || {
        Ok((office.creates() == 1).then_some(()))
    })
    .await?;
    let patient = office.host.clone().waits(Duration::from_secs(30))?;
    let second = patient.opens(&candidate).await?.submits().await?;
    ensure!(second.is_success(), "{second:?}");
    ensure!(office.creates() == 1);
    office.employee(&candidate)?;
    Ok(())
}

#[tokio::test]
async fn when_the_own_deadline_is_over_the_answer_says_so_and_the_next_press_how_it_went()
-> Result<()> {
    let office = Office::open("submit_seconds = 4").await?;
    office
        .sandbox
        .add_fault(Fault::on("POST", "/employees").delay(Duration::from_secs(8)));
    let candidate = office.full();
    let form = office.host.opens(&candidate).await?;
    let (banner, took) = form.submits_timed().await?;
    ensure!(took < Duration::from_secs(5), "{took:?}");
    let words = banner.words();
    ensure!(
        !banner.is_success() && words.contains("nothing is sent a second time"),
        "{words}"
    );
    ensure!(
        words.contains(&format!("{}/candidates/pinpoint-", office.proxy.url())),
        "where to look: {words}"
    );
    wait_for("the employee to be told", async || {
        Ok(form.submits().await?.is_success().then_some(()))
    })
    .await?;
    ensure!(office.creates() == 1);
    office.employee(&candidate)?;
    Ok(())
}

#[tokio::test]
async fn somebody_who_may_be_in_bamboohr_already_is_decided_about_by_a_person() -> Result<()> {
    let office = Office::open("").await?;
    let first = office.full();
    ensure!(
        office
            .host
            .opens(&first)
            .await?
            .submits()
            .await?
            .is_success()
    );
    // Another application of the same person.
    let mut second = first.clone();
    second
        .variables
        .insert("application_uuid", uuid::Uuid::now_v7().to_string());
    let banner = office.host.opens(&second).await?.submits().await?;
    ensure!(banner.words().contains("may be Ada"), "{banner:?}");
    ensure!(office.creates() == 1, "nobody was sent");
    office.employee(&first)?;
    Ok(())
}

#[tokio::test]
async fn without_an_id_of_the_application_the_address_of_mail_tells_who_it_is() -> Result<()> {
    let office = Office::open("[dialect]\napplication_id_variable = \"no_such_variable\"").await?;
    let candidate = office.full();
    let form = office.host.opens(&candidate).await?;
    ensure!(form.value("applicationUuid").is_empty());
    let first = form.submits().await?;
    ensure!(first.is_success(), "{first:?}");
    ensure!(form.submits().await? == first && office.creates() == 1);
    let mut nobody = office.full();
    nobody.variables.remove("candidate_email");
    let banner = office.host.opens(&nobody).await?;
    let missing = banner.submits().await?.words();
    ensure!(
        missing.contains("neither the id of the application nor an e-mail address"),
        "{missing}"
    );
    // An address that is corrected in the form, on the second press too, is still the same hire.
    let candidate = office.full();
    let mut form = office.host.opens(&candidate).await?;
    form.enters("homeEmail", "corrected@home.example").await?;
    let corrected = form.submits().await?;
    ensure!(corrected.is_success(), "{corrected:?}");
    let again = office.host.opens(&candidate).await?;
    ensure!(again.submits().await? == corrected && office.creates() == 2);
    Ok(())
}
