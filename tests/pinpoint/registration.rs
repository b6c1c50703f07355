//! Registering, configuring and opening.

use anyhow::{Result, ensure};
use system_tests::pinpoint_host::{Banner, Configured, PinpointHost, Ways, Widget};

use super::office::Office;

#[tokio::test]
async fn pinpoints_staff_register_the_plugin_and_an_admin_configures_it() -> Result<()> {
    let office = Office::open("").await?;
    ensure!(
        office.host.warnings.is_empty(),
        "{:?}",
        office.host.warnings
    );
    ensure!(office.host.label() == "Send to BambooHR");
    let shown = office.host.shown_configuration();
    ensure!(
        shown
            .iter()
            .any(|(key, value)| key == "companyDomain" && value == "acme")
    );
    ensure!(
        !format!("{shown:?}").contains(office.code()),
        "a secret is shown"
    );
    // Before it is configured the form says what is missing, and so does a submit.
    let url = office.host.clone();
    let unconfigured = PinpointHost::register(&registered(&url), Ways::default()).await?;
    let form = unconfigured.opens(&office.full()).await?;
    ensure!(
        form.fields().len() == 1 && form.fields()[0].widget == Widget::Callout,
        "{:?}",
        form.fields()
    );
    let banner = form.submits().await?;
    ensure!(
        matches!(&banner, Banner::Failure { .. }) && banner.words().contains("not connected yet"),
        "{banner:?}"
    );
    ensure!(office.creates() == 0);
    Ok(())
}

#[tokio::test]
async fn the_form_is_prefilled_and_every_field_can_be_drawn() -> Result<()> {
    let office = Office::open("").await?;
    let candidate = office.full();
    let mut form = office.host.opens(&candidate).await?;
    ensure!(form.value("firstName") == "Ada" && form.value("hireDate") == "2027-03-01");
    ensure!(
        form.value("candidateJobTitle") == "Backend Engineer" && form.value("jobTitle").is_empty()
    );
    ensure!(form.field("applicationUuid")?.read_only);
    ensure!(form.missing().is_empty(), "{:?}", form.missing());
    // The country decides about the states; what was typed before stays.
    form.enters("city", "Houston").await?;
    form.enters("country", "United States").await?;
    ensure!(form.refetches == 1);
    ensure!(form.value("city") == "Houston" && form.value("country") == "United States");
    ensure!(
        form.options("state")?
            .iter()
            .any(|(label, _)| label == "Texas")
    );
    ensure!(
        form.value("jobTitle") == "Backend Engineer",
        "now that it is known, it is chosen"
    );
    form.enters("state", "Texas").await?;
    let banner = form.submits().await?;
    ensure!(banner.is_success(), "{banner:?}");
    let employee = office.employee(&candidate)?;
    let holds = |field: &str| employee.fields.get(field).map(String::as_str);
    ensure!(
        holds("city") == Some("Houston") && holds("state") == Some("TX"),
        "{employee:?}"
    );
    ensure!(
        holds("jobTitle") == Some("Backend Engineer"),
        "{employee:?}"
    );
    ensure!(
        employee
            .files
            .iter()
            .any(|file| file.name.contains("cv") || file.name.contains("CV")),
        "{employee:?}"
    );
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_is_shown_at_its_field_and_can_be_corrected() -> Result<()> {
    let office = Office::open("").await?;
    let mut candidate = office.full();
    candidate
        .variables
        .insert("job_title", "Backend Engneer".to_owned());
    candidate
        .variables
        .insert("candidate_email", "no address".to_owned());
    let mut form = office.host.opens(&candidate).await?;
    let Banner::Failure { errors, toast } = form.submits().await? else {
        anyhow::bail!("it was taken");
    };
    ensure!(
        errors.iter().any(|(key, _)| key == "homeEmail"),
        "{errors:?}"
    );
    ensure!(toast.contains("nobody was added"), "{toast}");
    ensure!(office.creates() == 0);
    // Whatever the words were: they are seen, and the option is chosen by a person.
    candidate
        .variables
        .insert("candidate_email", office.minimal().email().to_owned());
    let email = candidate.email().to_owned();
    form.enters("homeEmail", &email).await?;
    form.enters("jobTitle", "Backend Engineer").await?;
    let banner = form.submits().await?;
    ensure!(banner.is_success(), "{banner:?}");
    ensure!(office.employee(&candidate)?.fields["jobTitle"] == "Backend Engineer");
    Ok(())
}

#[tokio::test]
async fn the_code_may_come_in_either_place_and_a_company_that_is_another_is_refused() -> Result<()>
{
    let office = Office::open("").await?;
    for configured in [Configured::Header, Configured::Body, Configured::Both] {
        let host = office.host.with(Ways {
            configured,
            ..Ways::default()
        });
        ensure!(
            host.opens(&office.full()).await?.fields().len() > 5,
            "{configured:?}"
        );
    }
    let mut other = office.host.clone();
    other.configure("companyDomain", "globex")?;
    let form = other.opens(&office.full()).await?;
    ensure!(
        form.fields()[0].label == "Another company is connected",
        "{:?}",
        form.fields()
    );
    Ok(())
}

#[tokio::test]
async fn what_the_plugin_says_it_is_stays_as_it_was_read_until_somebody_refreshes_it() -> Result<()>
{
    let office = Office::open("").await?;
    let mut host = office.host.clone();
    host.maps("firstName", "{{candidate_full_name}}")?;
    let mut candidate = office.full();
    candidate
        .variables
        .insert("candidate_full_name", "Ada B.".to_owned());
    ensure!(
        host.opens(&candidate).await?.value("firstName") == "Ada B.",
        "a customer edits mappings"
    );
    host.refresh().await?;
    ensure!(host.opens(&candidate).await?.value("firstName") == "Ada");
    Ok(())
}

fn registered(host: &PinpointHost) -> String {
    host.registered().to_owned()
}
