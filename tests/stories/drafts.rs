//! What is typed is kept by the proxy, for another window and for whoever goes on; which files go along is chosen.

use anyhow::{Result, ensure};
use bamboohr_sandbox::Fault;
use serde_json::json;
use system_tests::World;
use thirtyfour::Key;

const FORM: &str = "/candidates/cand_0001/send";

#[tokio::test]
async fn what_was_typed_is_there_in_another_window_and_two_versions_are_never_mixed_unasked()
-> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person.enters("City", "Bath").await?;
    person.sees("Draft saved").await?;
    opens_another_window(&world).await?;
    person
        .sees("Your entries from before were restored.")
        .await?;
    ensure!(person.reads("City").await? == "Bath");

    // Meanwhile the other window goes on.
    let goes_on = "
        const path = '/api/candidates/cand_0001/draft';
        return fetch(path).then((answer) => answer.json()).then(({ draft, version }) => fetch(path, {
            method: 'PUT', headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ draft: draft.replaceAll('Bath', 'Wells'), version }),
        })).then((answer) => answer.status)";
    ensure!(person.browser().script(goes_on, vec![]).await? == json!(200));
    person.enters("City", "Truro").await?;
    person
        .sees("There are two versions. Choose at the top.")
        .await?;
    ensure!(person.reads("City").await? == "Truro");
    person.finds_no_barrier().await?;
    person.presses("Use the other tab’s").await?;
    ensure!(person.reads("City").await? == "Wells");
    person.enters("City", "Truro").await?;
    person.sees("Draft saved").await?;
    opens_another_window(&world).await?;
    ensure!(person.reads("City").await? == "Truro");

    person.presses("Start over").await?;
    ensure!(person.reads("City").await? == "Bristol");
    opens_another_window(&world).await?;
    ensure!(person.reads("City").await? == "Bristol");
    ensure!(person.browser().complaints().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn what_was_corrected_right_before_a_refused_send_is_not_undone_by_the_draft() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person.enters("Last Name", "").await?;
    person.sees("Draft saved").await?;
    let creating = Fault::on("POST", "/employees");
    world.sandbox.add_fault(creating.answer(403));
    person.enters("Last Name", "Hartwell").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell was not sent").await?;
    person.presses("Correct and send again").await?;
    person.is_on("Send Amelia Hartwell to BambooHR").await?;
    ensure!(person.reads("Last Name").await? == "Hartwell");
    Ok(())
}

#[tokio::test]
async fn a_document_goes_where_it_was_put_one_that_was_unticked_stays_and_of_the_photo_a_square_goes()
-> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens(FORM).await?;
    person.ticks("amelia-cv.pdf").await?;
    person
        .chooses("Category of signed-offer.pdf", "Resumes and Applications")
        .await?;
    person
        .ticks("Shared with the employee: signed-offer.pdf")
        .await?;
    ensure!(person.reads("Size of the square").await? == "200");
    let focus = "document.getElementById('send-photo-side').focus()";
    person.browser().script(focus, vec![]).await?;
    person.strikes(Key::Home).await?;
    // Like everything else it is there again after a reload.
    person.sees("Draft saved").await?;
    person.reloads().await?;
    ensure!(person.reads("Size of the square").await? == "150");
    ensure!(!person.finds_ticked("amelia-cv.pdf").await?);
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;
    let employee = world.employee("amelia.hartwell@example.com")?;
    let files: Vec<_> = employee.files.iter().collect();
    let [file] = files.as_slice() else {
        anyhow::bail!("{files:?}");
    };
    ensure!(file.name == "signed-offer.pdf" && file.shared, "{file:?}");
    ensure!(employee.photo.is_some());
    Ok(())
}

/// The tab forgets, and what the proxy keeps is what there is.
async fn opens_another_window(world: &World) -> Result<()> {
    let browser = world.person.browser();
    browser.script("sessionStorage.clear()", vec![]).await?;
    world.person.opens("/log").await?;
    browser.script("sessionStorage.clear()", vec![]).await?;
    world.person.opens(FORM).await?;
    world.person.is_on("Send Amelia Hartwell to BambooHR").await
}
