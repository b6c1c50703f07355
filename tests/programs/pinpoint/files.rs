//! Files of an application, each in a time of its own.

use super::*;

#[tokio::test]
async fn a_file_that_does_not_come_holds_up_neither_the_hire_nor_the_other_files() -> Result<()> {
    let world = World::connected(None).await?;
    let mut hire = Hire::new(APPLICATION, "Ada", EMAIL);
    hire.letter = Some(b"%PDF-1.4 a letter".to_vec());
    world.pinpoint.put(hire);
    for _ in 0..3 {
        let silent = PinpointFault::Silent;
        world.pinpoint.add_fault("GET", "/cv.pdf", silent);
    }
    world.hears_of_the_hire().await?;
    let path = format!("/api/candidates/{CANDIDATE}");
    let profile = get(&world.proxy, &path).await?;
    let names = |profile: &Value| -> Vec<String> {
        let documents = profile["candidate"]["documents"].as_array();
        let documents = documents.into_iter().flatten();
        documents
            .map(|document| document["name"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    ensure!(names(&profile) == ["Letter.pdf"], "{profile}");
    let form = get(&world.proxy, &format!("{path}/form")).await?;
    let notices = form["notices"].to_string();
    ensure!(
        notices.contains("Lovelace CV.pdf has not come from Pinpoint yet"),
        "{notices}"
    );
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
