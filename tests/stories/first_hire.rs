//! The whole story, as a person sees it.

use anyhow::{Result, ensure};
use system_tests::World;

#[tokio::test]
async fn a_recruiter_sends_a_hired_candidate_and_gets_a_receipt() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/").await?;
    person.is_on("Candidates").await?;
    person.enters("Search candidates", "oliver").await?;
    person.presses("Oliver Pemberton").await?;
    person.is_on("Oliver Pemberton").await?;

    person.presses("Actions").await?;
    person
        .sees("Only candidates in the stage Hired can be sent.")
        .await?;
    ensure!(
        person.finds_disabled("Send to BambooHR").await?,
        "nobody is sent before Hired"
    );
    person.strikes(thirtyfour::Key::Escape).await?;
    person.chooses("Stage", "Hired").await?;
    person.sees("Stage changed to Hired").await?;

    person.presses("Actions").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Send Oliver Pemberton to BambooHR").await?;
    ensure!(person.reads("First Name").await? == "Oliver");
    ensure!(person.reads("Job Title").await? == "Account Executive");
    // He gave none, and it can wait.
    person.unfolds().await?;
    person.enters("Preferred Name", "Olly").await?;
    person.enters("Hire Date", "2040-03-05").await?;
    person.sees("Monday, 5 March 2040").await?;
    person.chooses("Department", "Marketing").await?;
    person.presses("Send to BambooHR").await?;

    person.is_on("Oliver Pemberton is now in BambooHR").await?;
    let employee = world.employee("oliver.pemberton@example.com")?;
    person.sees(&format!("Employee id {}", employee.id)).await?;
    person.sees("values are stored").await?;
    let stored = |field: &str| employee.fields.get(field).map(String::as_str);
    ensure!(stored("firstName") == Some("Oliver") && stored("lastName") == Some("Pemberton"));
    ensure!(stored("preferredName") == Some("Olly"), "the typed name");
    ensure!(stored("hireDate") == Some("2040-03-05"), "the typed date");
    ensure!(
        stored("department") == Some("Marketing"),
        "the chosen department"
    );
    ensure!(
        employee.status == "Inactive",
        "the first day is still to come"
    );
    ensure!(world.creates() == 1);

    let link = person.link("View in BambooHR").await?;
    ensure!(
        link == format!(
            "{}/employees/employee.php?id={}",
            world.sandbox.url(),
            employee.id
        ),
        "{link}"
    );
    person.presses("Back to Oliver Pemberton").await?;
    person.is_on("Oliver Pemberton").await?;
    person.sees("In BambooHR").await?;
    person.presses("Actions").await?;
    ensure!(person.link("View in BambooHR").await? == link);
    let complaints = person.browser().complaints().await?;
    ensure!(complaints.is_empty(), "{complaints:?}");
    Ok(())
}

#[tokio::test]
async fn a_result_can_be_looked_at_again_after_a_reload() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates/cand_0001/send").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    person.reloads().await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    person.sees("values are stored").await?;
    person.opens("/candidates/cand_0001/send").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    ensure!(world.creates() == 1);

    let address = person.browser().driver.current_url().await?;
    let elsewhere = address.path().replace("cand_0001", "cand_0002");
    person.opens(&elsewhere).await?;
    person.is_on("We cannot find this page").await?;
    Ok(())
}

#[tokio::test]
async fn hostile_text_of_a_candidate_stays_text() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.enters("Search candidates", "drop table").await?;
    person.presses("<b>Robert</b> O’Drop; DROP TABLE").await?;
    person.is_on("<b>Robert</b> O’Drop; DROP TABLE").await?;
    person
        .sees("<script>alert('hello')</script> & <img src=x onerror=alert(1)>")
        .await?;
    person.opens("/candidates/cand_0060/send").await?;
    person.presses("Send to BambooHR").await?;
    person
        .is_on("<b>Robert</b> O’Drop; DROP TABLE is now in BambooHR")
        .await?;
    let employee = world.employee("robert.odrop@example.com")?;
    ensure!(
        employee
            .fields
            .get("firstName")
            .is_some_and(|name| name == "<b>Robert</b>")
    );
    let complaints = person.browser().complaints().await?;
    ensure!(complaints.is_empty(), "{complaints:?}");
    Ok(())
}
