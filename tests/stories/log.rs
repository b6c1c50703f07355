//! The export log: what needs a person first, narrowed down, as a file, and in numbers; without a mouse.

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::Fault;
use serde_json::json;
use system_tests::{Person, World, wait_for};
use thirtyfour::Key;

/// One lost and undecided, two done, one refused, begun in this order.
async fn four_sends() -> Result<World> {
    let world = World::new().await?;
    let person = &world.person;
    let creating = || Fault::on("POST", "/employees");
    for (candidate, fault, heading) in [
        (
            "cand_0001",
            Some(creating().drop_before_storing()),
            "Please check Amelia Hartwell in BambooHR",
        ),
        ("cand_0002", None, "Jonas Brandt is now in BambooHR"),
        ("cand_0003", None, "Priya Raman is now in BambooHR"),
        (
            "cand_0004",
            Some(creating().answer(403)),
            "Mateo Figueroa was not sent",
        ),
    ] {
        person
            .opens(&format!("/candidates/{candidate}/send"))
            .await?;
        fault
            .into_iter()
            .for_each(|fault| world.sandbox.add_fault(fault));
        person.presses("Send to BambooHR").await?;
        person.is_on(heading).await?;
    }
    Ok(world)
}

/// The names in the table, in its order.
async fn names(person: &Person) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('table[aria-label=Sends] tbody th a')].map((link) => link.innerText)";
    Ok(serde_json::from_value(
        person.browser().script(script, vec![]).await?,
    )?)
}

async fn lists(person: &Person, expected: &[&str]) -> Result<()> {
    let there = async || Ok((names(person).await? == expected).then_some(()));
    wait_for(&format!("the rows {expected:?}"), there).await
}

#[tokio::test]
async fn the_log_works_by_keyboard_alone_and_whoever_needs_a_person_comes_first() -> Result<()> {
    let world = four_sends().await?;
    let person = &world.person;
    person.tabs_to("Export log1 need a person").await?;
    person.strikes(Key::Enter).await?;
    person.is_on("Export log").await?;
    person.sees("4 sends. 1 needs a person.").await?;
    let all = [
        "Amelia Hartwell",
        "Mateo Figueroa",
        "Priya Raman",
        "Jonas Brandt",
    ];
    lists(person, &all).await?;
    person.finds_no_barrier().await?;

    person.tabs_to("Name or id").await?;
    person.types("raman").await?;
    person.sees("1 send. 1 needs a person.").await?;
    lists(person, &["Priya Raman"]).await?;
    for _ in 0.."raman".len() {
        person.strikes(Key::Backspace).await?;
    }
    lists(person, &all).await?;
    person.tabs_to("Outcome").await?;
    person.types("Not").await?;
    lists(person, &["Mateo Figueroa"]).await?;
    for key in [Key::Home, Key::Down] {
        person.strikes(key).await?;
    }
    lists(person, &["Amelia Hartwell"]).await?;
    person.finds_no_barrier().await?;
    person
        .tabs_to("Decide what happened: Amelia Hartwell")
        .await?;
    person.strikes(Key::Enter).await?;
    person
        .is_on("Please check Amelia Hartwell in BambooHR")
        .await
}

#[tokio::test]
async fn from_the_log_a_refused_hire_is_corrected_and_sent_again() -> Result<()> {
    let world = four_sends().await?;
    let person = &world.person;
    person.opens("/log").await?;
    let again = "Correct and send again: Mateo Figueroa";
    person.presses(again).await?;
    person.is_on("Send Mateo Figueroa to BambooHR").await?;
    person.presses("Send to BambooHR").await?;
    person.is_on("Mateo Figueroa is now in BambooHR").await?;
    person.opens("/log").await?;
    person.sees("5 sends. 1 needs a person.").await?;
    ensure!(
        !person.text().await?.contains("Correct and send again"),
        "what was refused was sent since"
    );
    person
        .presses("Decide what happened: Amelia Hartwell")
        .await?;
    person
        .is_on("Please check Amelia Hartwell in BambooHR")
        .await?;
    person.presses("Nobody was created").await?;
    person
        .presses("I have looked into BambooHR: nobody was created")
        .await?;
    person.is_on("Amelia Hartwell can be sent again").await?;
    person.opens("/log").await?;
    person.sees("Nobody was created").await?;
    person.finds_no_barrier().await
}

#[tokio::test]
async fn the_log_is_a_file_of_what_is_chosen_and_a_table_for_who_cannot_see_the_chart() -> Result<()>
{
    let world = four_sends().await?;
    let person = &world.person;
    person.opens("/log").await?;
    person.sees("4 sends.").await?;
    // What the browser is given to keep, as bytes: a text would lose the mark at its beginning.
    let watch = "
        const make = URL.createObjectURL;
        URL.createObjectURL = (file) => {
            file.arrayBuffer().then((content) => { window.__file = [...new Uint8Array(content)] });
            return make(file);
        }";
    person.browser().script(watch, vec![]).await?;
    let rows = async || -> Result<Vec<String>> {
        person.presses("Download as CSV").await?;
        let file = wait_for("the file", async || {
            let take = "const file = window.__file ?? null; window.__file = null; return file";
            let file = person.browser().script(take, vec![]).await?;
            Ok(serde_json::from_value::<Option<Vec<u8>>>(file)?)
        })
        .await?;
        let text = String::from_utf8(file)?;
        ensure!(text.starts_with('\u{feff}'), "{text}");
        Ok(text.lines().skip(1).map(str::to_owned).collect())
    };
    ensure!(rows().await?.len() == 4);
    person.enters("Name or id", "raman").await?;
    person.enters("Who", "DEMO").await?;
    person.sees("1 send.").await?;
    let one = rows().await?;
    ensure!(one.len() == 1 && one[0].contains("Priya Raman"), "{one:?}");
    person.enters("Name or id", "").await?;
    person.enters("Who", "").await?;
    person.sees("4 sends.").await?;
    person.chooses("Outcome", "In BambooHR").await?;
    person.sees("2 sends.").await?;
    let done = rows().await?;
    ensure!(done.len() == 2, "{done:?}");
    ensure!(done.iter().all(|row| row.contains("\"done\"")), "{done:?}");
    let employee = world.employee("jonas.brandt@example.com")?;
    ensure!(
        done.iter()
            .any(|row| row.contains("Jonas Brandt") && row.contains(&employee.id)),
        "{done:?}"
    );

    let script = "
        const table = document.querySelector('table[aria-label=\"Sends per week\"]');
        const heads = [...table.querySelectorAll('thead th')].map((head) => head.textContent.trim());
        const weeks = [...table.querySelectorAll('tbody tr')]
            .map((week) => [...week.querySelectorAll('td')].map((cell) => Number(cell.textContent)));
        const isHidden = table.closest('[aria-hidden=true]') !== null;
        return { heads, weeks, isHidden }";
    let chart = person.browser().script(script, vec![]).await?;
    let heads = [
        "Week from",
        "Need a person",
        "Running",
        "In BambooHR",
        "Not sent",
    ];
    ensure!(chart["heads"] == json!(heads), "{chart}");
    ensure!(chart["isHidden"] == json!(false), "{chart}");
    let weeks = chart["weeks"].as_array().context("no weeks")?;
    ensure!(weeks.len() == 12, "{weeks:?}");
    ensure!(weeks[11] == json!([1, 0, 2, 1]), "{weeks:?}");
    person.finds_no_barrier().await
}
