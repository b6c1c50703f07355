//! Files of an application: each has a time of its own, and all of a read have one together.

use super::*;

/// The times of files that a company has which sets none.
const USUAL: [(&str, &str); 1] = [("PINPOINT_FILE_SECONDS", "30")];

/// The names of the candidate's documents.
fn names(profile: &Value) -> Vec<String> {
    let documents = profile["candidate"]["documents"].as_array();
    let documents = documents.into_iter().flatten();
    documents
        .map(|document| document["name"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// So many requests for a file are never answered.
fn silences(world: &World, path: &str, times: usize) {
    for _ in 0..times {
        let silent = PinpointFault::Silent;
        world.pinpoint.add_fault("GET", path, silent);
    }
}

#[tokio::test]
async fn a_file_that_does_not_come_holds_up_neither_the_hire_nor_the_other_files() -> Result<()> {
    let world = World::connected(None).await?;
    let mut hire = Hire::new(APPLICATION, "Ada", EMAIL);
    hire.letter = Some(b"%PDF-1.4 a letter".to_vec());
    world.pinpoint.put(hire);
    silences(&world, "/cv.pdf", 9);
    world.hears_of_the_hire().await?;
    let path = format!("/api/candidates/{CANDIDATE}");
    let profile = get(&world.proxy, &path).await?;
    ensure!(names(&profile) == ["Letter.pdf"], "{profile}");
    let form = get(&world.proxy, &format!("{path}/form")).await?;
    let notices = form["notices"].to_string();
    ensure!(
        notices.contains("Lovelace CV.pdf has not come from Pinpoint yet"),
        "{notices}"
    );
    // Everything else works, so nobody has to look at the connection.
    let view = get(&world.proxy, INTEGRATION).await?;
    ensure!(
        view["stopped"].is_null() && view["failures"] == json!([]),
        "{view}"
    );
    world.pinpoint.ends_faults();
    wait_for("the file that came later", async || {
        let profile = get(&world.proxy, &path).await?;
        Ok((names(&profile) == ["Lovelace CV.pdf", "Letter.pdf"]).then_some(()))
    })
    .await?;
    ensure!(world.pinpoint.asked("GET", "/letter.pdf") == 2, "read once");
    let form = get(&world.proxy, &format!("{path}/form")).await?;
    ensure!(
        !form["notices"].to_string().contains("has not come"),
        "{form}"
    );
    Ok(())
}

/// Opens the form until it is of this name.
async fn form_of(world: &World, name: &str) -> Result<Value> {
    let path = format!("/api/candidates/{CANDIDATE}/form");
    wait_for("the form of the changed candidate", async || {
        let form = get(&world.proxy, &path).await?;
        let notices = form["notices"].to_string();
        ensure!(!notices.contains("This is what Pinpoint said"), "{notices}");
        Ok(form.to_string().contains(name).then_some(form))
    })
    .await
}

#[tokio::test]
async fn a_form_is_of_the_candidate_now_though_a_file_does_not_come() -> Result<()> {
    let world = World::connected_with(None, &USUAL).await?;
    world.hears_of_the_hire().await?;
    let mut hire = Hire::new(APPLICATION, "Augusta", EMAIL);
    hire.letter = Some(b"%PDF-1.4 a letter".to_vec());
    world.pinpoint.put(hire);
    silences(&world, "/letter.pdf", 9);
    let path = format!("/api/candidates/{CANDIDATE}");
    let form = form_of(&world, "Augusta").await?;
    let notices = form["notices"].to_string();
    ensure!(
        notices.contains("Letter.pdf has not come from Pinpoint yet"),
        "{notices}"
    );
    let profile = get(&world.proxy, &path).await?;
    ensure!(names(&profile) == ["Lovelace CV.pdf"], "{profile}");
    Ok(())
}

#[tokio::test]
async fn many_files_that_do_not_come_hold_up_a_hire_together_no_longer_than_a_read_may_take()
-> Result<()> {
    let times = [USUAL[0], ("PINPOINT_ALL_FILES_SECONDS", "4")];
    let world = World::connected_with(None, &times).await?;
    let mut hire = Hire::new(APPLICATION, "Ada", EMAIL);
    hire.letter = Some(b"%PDF-1.4 a letter".to_vec());
    hire.copies = 4;
    world.pinpoint.put(hire);
    silences(&world, "/cv.pdf", 9);
    silences(&world, "/copy.pdf", 9);
    world.hears_of_the_hire().await?;
    let profile = get(&world.proxy, &format!("/api/candidates/{CANDIDATE}")).await?;
    ensure!(
        names(&profile) == ["Letter.pdf"],
        "after the first that is late: {profile}"
    );
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_there_twice_stays_one_while_the_first_of_both_is_late() -> Result<()> {
    let world = World::connected(None).await?;
    let mut hire = Hire::new(APPLICATION, "Ada", EMAIL);
    hire.copies = 1;
    world.pinpoint.put(hire.clone());
    world.hears_of_the_hire().await?;
    let read = world.pinpoint.asked("GET", "/copy.pdf");
    hire.first_name = "Augusta".to_owned();
    hire.cv_place = "moved/cv.pdf";
    world.pinpoint.put(hire);
    silences(&world, "/moved/cv.pdf", 9);
    form_of(&world, "Augusta").await?;
    let profile = get(&world.proxy, &format!("/api/candidates/{CANDIDATE}")).await?;
    ensure!(names(&profile) == ["Lovelace CV.pdf"], "{profile}");
    ensure!(world.pinpoint.asked("GET", "/copy.pdf") == read);
    Ok(())
}
