//! Who uses the application: the first admin, colleagues, roles, and a session that ends while somebody is at work.

use anyhow::{Result, ensure};
use system_tests::{World, wait_for};

const AMELIA: &str = r#"{ "id": "cand_1", "first_name": "Amelia", "last_name": "Hartwell", "stage": "hired",
    "email": "amelia.hartwell@example.com", "phone": null, "job": { "title": "Barista" },
    "offer": { "start_date": "2027-03-01" } }"#;
const BENS: &str = r#"{ "id": "cand_2", "first_name": "Noah", "last_name": "Lind", "stage": "hired",
    "email": "noah.lind@example.com", "phone": null, "job": { "title": "Baker" },
    "recruiters": ["Ben@acme.example"] }"#;
const ANN: (&str, &str) = ("ann@acme.example", "trout lantern gravel opera");
const BO: (&str, &str) = ("bo@acme.example", "violet anchor mosaic thunder");

/// The first admin has opened the link that the program printed.
async fn with_ann() -> Result<World> {
    let world = World::behind_doors(&[AMELIA, BENS]).await?;
    let link = world.proxy.first_link().await?;
    let token = link.split_once('#').map_or("", |(_, token)| token);
    let person = &world.person;
    person.opens(&format!("/welcome#{token}")).await?;
    person.is_on("Welcome").await?;
    person.sees("You are the first admin").await?;
    person.finds_no_barrier().await?;
    person.enters("First and last name", "Ann Lee").await?;
    person.enters("E-mail address", ANN.0).await?;
    person.enters("Passphrase", "ann lee").await?;
    person.presses("Go on").await?;
    person.sees("There is a problem").await?;
    ensure!(person.reads("E-mail address").await? == ANN.0);
    person.enters("Passphrase", ANN.1).await?;
    person.leaves_by("Go on").await?;
    person.is_on("Candidates").await?;
    person.sees("Ann Lee").await?;
    Ok(world)
}

/// Signs in with the form on the page.
async fn signs_in(world: &World, (email, passphrase): (&str, &str)) -> Result<()> {
    let person = &world.person;
    person.enters("E-mail address", email).await?;
    person.enters("Passphrase", passphrase).await?;
    person.presses("Sign in").await
}

/// The admin adds somebody, who gets the link and chooses a passphrase.
async fn adds(
    world: &World,
    name: &str,
    role: &str,
    (email, passphrase): (&str, &str),
) -> Result<()> {
    let person = &world.person;
    person.opens("/settings/users").await?;
    person.is_on("Users").await?;
    person.enters("First and last name", name).await?;
    person.enters("E-mail address", email).await?;
    person.chooses("Role", role).await?;
    person.presses("Add and make a link").await?;
    person.sees(&format!("A link for {name}")).await?;
    person.finds_no_barrier().await?;
    let text = person.text().await?;
    let link = text.lines().find_map(|line| line.split_once("/welcome#"));
    let token = link.map_or("", |(_, token)| token.trim()).to_owned();
    signs_out(world).await?;
    person.opens(&format!("/welcome#{token}")).await?;
    person
        .sees(&format!("{name}, you sign in with {email}"))
        .await?;
    person.enters("Passphrase", passphrase).await?;
    person.leaves_by("Go on").await?;
    person.sees_no_more("Choose a passphrase").await?;
    person.sees(name).await
}

async fn signs_out(world: &World) -> Result<()> {
    let person = &world.person;
    person.opens("/account").await?;
    person.is_on("Your account").await?;
    person.leaves_by("Sign out").await?;
    person.is_on("Sign in").await
}

#[tokio::test]
async fn the_first_admin_invites_a_recruiter_who_sees_what_is_theirs_and_no_settings() -> Result<()>
{
    let world = with_ann().await?;
    let person = &world.person;
    person.sees("Noah Lind").await?;
    adds(&world, "Bo Lind", "Recruiter", BO).await?;
    person.is_on("Candidates").await?;
    person.sees("Amelia Hartwell").await?;
    let text = person.text().await?;
    ensure!(!text.contains("Noah Lind"), "a colleague's candidate");
    ensure!(!text.contains("Settings"), "settings are for admins");
    person.opens("/settings/users").await?;
    person.sees("Only an admin can see and change this").await?;
    person.opens("/candidates/cand_2").await?;
    person.sees("We cannot find this page").await?;
    person.finds_no_barrier().await?;

    // Who is not known is told nothing, and the address stays.
    signs_out(&world).await?;
    person.finds_no_barrier().await?;
    signs_in(&world, (BO.0, "not it at all")).await?;
    person
        .sees("The e-mail address or the passphrase is not right")
        .await?;
    ensure!(person.reads("E-mail address").await? == BO.0);
    person.enters("Passphrase", BO.1).await?;
    person.presses("Sign in").await?;
    person.is_on("Candidates").await?;
    let complaints = person.browser().complaints().await?;
    let complaints: Vec<_> = complaints
        .iter()
        .filter(|line| !line.contains("status of 40"))
        .collect();
    ensure!(complaints.is_empty(), "{complaints:?}");
    Ok(())
}

#[tokio::test]
async fn whoever_is_signed_out_at_work_signs_in_and_goes_on_with_everything_typed() -> Result<()> {
    let world = with_ann().await?;
    let person = &world.person;
    person.opens("/candidates/cand_1/send").await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    person.enters("Last Name", "Hart").await?;
    person.notes_the_document().await?;
    world.signs_out_elsewhere(ANN.0, ANN.1).await?;
    person.enters("Last Name", "Hartwell-Day").await?;
    person.presses("Send to BambooHR").await?;
    person
        .sees("What you typed is still here. Sign in and go on.")
        .await?;
    person.finds_no_barrier().await?;
    ensure!(world.creates() == 0);
    ensure!(person.reads("Last Name").await? == "Hartwell-Day");
    signs_in(&world, ANN).await?;
    person
        .sees_no_more("What you typed is still here. Sign in and go on.")
        .await?;
    person.has_not_reloaded().await?;
    ensure!(person.reads("Last Name").await? == "Hartwell-Day");
    person.presses("Send to BambooHR").await?;
    person
        .is_on("Amelia Hartwell-Day is now in BambooHR")
        .await?;
    let employee = world.employee("amelia.hartwell@example.com")?;
    ensure!(
        employee
            .fields
            .get("lastName")
            .is_some_and(|name| name == "Hartwell-Day")
    );
    ensure!(world.creates() == 1);
    Ok(())
}

#[tokio::test]
async fn what_somebody_typed_in_a_tab_is_for_nobody_who_signs_in_there_after_them() -> Result<()> {
    let world = with_ann().await?;
    let person = &world.person;
    adds(&world, "Bo Lind", "Recruiter", BO).await?;
    person.is_on("Candidates").await?;
    person.opens("/candidates/cand_1/send").await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    person.enters("Last Name", "Of Bo alone").await?;
    signs_out(&world).await?;
    signs_in(&world, ANN).await?;
    person.sees("Ann Lee").await?;
    let kept = "return JSON.stringify({ ...sessionStorage })";
    wait_for("the tab to be hers", async || {
        let kept = person.browser().script(kept, vec![]).await?.to_string();
        Ok((kept.contains("owner") && !kept.contains("Of Bo alone")).then_some(()))
    })
    .await?;
    person.opens("/candidates/cand_1/send").await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    ensure!(person.reads("Last Name").await? == "Hartwell");
    Ok(())
}

#[tokio::test]
async fn a_viewer_reads_the_log_and_is_led_nowhere_else() -> Result<()> {
    let world = with_ann().await?;
    let person = &world.person;
    person.opens("/candidates/cand_1/send").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    adds(&world, "Vi Day", "Viewer", BO).await?;
    person.is_on("Export log").await?;
    person.sees("Amelia Hartwell").await?;
    let links = "return [...document.querySelectorAll('main a[href^=\"/\"]')].length";
    let links = person.browser().script(links, vec![]).await?;
    ensure!(links == serde_json::json!(0), "{links} links");
    person.finds_no_barrier().await?;
    person.opens("/candidates").await?;
    person.is_on("Export log").await?;
    person.opens("/candidates/cand_1").await?;
    person.sees("You may read the export log").await?;
    Ok(())
}

#[tokio::test]
async fn an_admin_changes_roles_by_keyboard_and_cannot_be_the_last_to_go() -> Result<()> {
    let world = with_ann().await?;
    let person = &world.person;
    adds(&world, "Bo Lind", "Recruiter", BO).await?;
    signs_out(&world).await?;
    // Bo was in this tab before, so it begins anew.
    person.enters("E-mail address", ANN.0).await?;
    person.enters("Passphrase", ANN.1).await?;
    person.leaves_by("Sign in").await?;
    person.is_on("Candidates").await?;
    person.presses("Settings").await?;
    person.is_on("Settings").await?;
    person.finds_no_barrier().await?;
    person.presses("Users").await?;
    person.is_on("Users").await?;
    person.sees("2 users").await?;
    person.chooses("Role of Ann Lee", "Viewer").await?;
    person.sees("Make somebody else an admin first").await?;
    ensure!(person.reads("Role of Ann Lee").await? == "admin");
    person.chooses("Role of Bo Lind", "Admin").await?;
    person.sees("Bo Lind is an admin now.").await?;
    person.presses("Remove Bo Lind").await?;
    person.presses("Remove").await?;
    person.sees("Bo Lind is removed.").await?;
    person.sees("One user").await?;
    person.finds_no_barrier().await?;

    // All of it is in the record, which holds.
    person.opens("/settings/record").await?;
    person.is_on("Record").await?;
    person.sees("Removed a user").await?;
    person.presses("Check the record").await?;
    person.sees("The record is as it was written").await?;
    person.finds_no_barrier().await?;
    person.chooses("What was done", "Removed a user").await?;
    person.sees("1 of 1 entries").await?;
    person.chooses("What was done", "Everything").await?;
    person.sees_no_more("1 of 1 entries").await?;
    Ok(())
}

#[tokio::test]
async fn another_passphrase_takes_the_old_one_and_ends_what_is_open_elsewhere() -> Result<()> {
    let world = with_ann().await?;
    let person = &world.person;
    person.presses("Ann Lee").await?;
    person.is_on("Your account").await?;
    person.finds_no_barrier().await?;
    person
        .enters("Your passphrase now", "not it at all")
        .await?;
    person.enters("New passphrase", BO.1).await?;
    person.presses("Change").await?;
    person.sees("This is not your passphrase.").await?;
    person.enters("Your passphrase now", ANN.1).await?;
    person.presses("Change").await?;
    person.sees("Your passphrase is changed.").await?;
    signs_out(&world).await?;
    signs_in(&world, (ANN.0, BO.1)).await?;
    person.is_on("Candidates").await
}
