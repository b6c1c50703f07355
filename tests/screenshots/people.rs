//! Whoever uses the application: the welcome of a link, signing in, users, and being signed out at work.

use anyhow::Result;
use system_tests::World;

use crate::camera::Camera;

const AMELIA: &str = r#"{ "id": "cand_1", "first_name": "Amelia", "last_name": "Hartwell", "stage": "hired",
    "email": "amelia.hartwell@example.com", "phone": null, "job": { "title": "Barista" },
    "offer": { "start_date": "2027-03-01" } }"#;
const ANN: (&str, &str) = ("ann@acme.example", "trout lantern gravel opera");

pub(crate) async fn take(camera: &Camera) -> Result<()> {
    let world = World::behind_doors(&[AMELIA]).await?;
    let person = &world.person;
    let browser = person.browser();
    person.opens("/").await?;
    person.is_on("Sign in").await?;
    camera.take(browser, "sign-in", false).await?;
    person.enters("E-mail address", ANN.0).await?;
    person.enters("Passphrase", "not it at all").await?;
    person.presses("Sign in").await?;
    person.sees("That did not work").await?;
    camera.take(browser, "sign-in-wrong", false).await?;

    let link = world.proxy.first_link().await?;
    let token = link.split_once('#').map_or("", |(_, token)| token);
    person.opens(&format!("/welcome#{token}")).await?;
    person.is_on("Welcome").await?;
    camera.take(browser, "welcome", false).await?;
    person.enters("First and last name", "Ann Lee").await?;
    person.enters("E-mail address", ANN.0).await?;
    person.enters("Passphrase", ANN.1).await?;
    person.leaves_by("Go on").await?;
    person.is_on("Candidates").await?;

    person.opens("/settings").await?;
    person.is_on("Settings").await?;
    camera.take(browser, "settings", false).await?;
    person.opens("/settings/users").await?;
    for (name, email, role) in [
        ("Bo Lind", "bo@acme.example", "Recruiter"),
        ("Vi Day", "vi@acme.example", "Viewer"),
    ] {
        person.enters("First and last name", name).await?;
        person.enters("E-mail address", email).await?;
        person.chooses("Role", role).await?;
        person.presses("Add and make a link").await?;
        person.sees(&format!("A link for {name}")).await?;
    }
    camera.take(browser, "users", true).await?;
    person.opens("/settings/embedding").await?;
    person.is_on("Embedding").await?;
    person.enters("Name of the system", "Acme ATS").await?;
    person.presses("Make a key").await?;
    person.sees("A key for Acme ATS").await?;
    person
        .enters("Beginning of its addresses", "https://ats.example")
        .await?;
    person.presses("Allow").await?;
    person.sees("https://ats.example").await?;
    camera.take(browser, "embedding", false).await?;
    person.opens("/settings/record").await?;
    person.is_on("Record").await?;
    person.presses("Check the record").await?;
    person.sees("The record is as it was written").await?;
    camera.take(browser, "record", false).await?;
    person.opens("/account").await?;
    person.is_on("Your account").await?;
    camera.take(browser, "account", false).await?;

    person.opens("/candidates/cand_1/send").await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    world.signs_out_elsewhere(ANN.0, ANN.1).await?;
    person.enters("Last Name", "Hartwell-Day").await?;
    person.presses("Send to BambooHR").await?;
    person.sees("What you typed is still here").await?;
    camera.take_screen(browser, "signed-out-at-work").await
}
