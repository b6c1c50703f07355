//! The key reaches neither the browser nor a log, and personal data reaches no log and no address.

use anyhow::{Result, ensure};
use bamboohr_sandbox::{ADMIN_KEY, Fault};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use system_tests::{Browser, Person, Relay, World};

#[tokio::test]
async fn the_key_is_in_nothing_the_browser_received_and_in_no_log_line() -> Result<()> {
    let world = World::new().await?;
    let relay = Relay::start(world.proxy.url().trim_start_matches("http://")).await?;
    let person = Person::at(Browser::start().await?, relay.url());
    person.opens("/candidates").await?;
    person.presses("Amelia Hartwell").await?;
    person.is_on("Amelia Hartwell").await?;
    person.opens("/candidates/cand_0001/send").await?;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").answer(401));
    person.presses("Send to BambooHR").await?;
    person.presses("Check again").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;

    ensure!(
        relay.received("Amelia"),
        "the relay sees what the browser receives"
    );
    ensure!(
        relay.received("wasm-bindgen") || relay.received("\0asm"),
        "the application's code came this way too"
    );
    let log = world.proxy.log();
    ensure!(log.contains("create employee"), "the log tells of the send");
    let forms = [
        ADMIN_KEY.to_owned(),
        STANDARD.encode(ADMIN_KEY),
        STANDARD.encode(format!("{ADMIN_KEY}:x")),
        STANDARD.encode(format!("{ADMIN_KEY}:")),
    ];
    for form in &forms {
        ensure!(!relay.received(form), "the browser received the key");
        ensure!(!log.contains(form), "a log line has the key");
    }
    Ok(())
}

#[tokio::test]
async fn personal_data_is_in_no_log_line_and_in_no_address() -> Result<()> {
    let world = World::new().await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.enters("Search candidates", "amelia").await?;
    person.presses("Amelia Hartwell").await?;
    person.is_on("Amelia Hartwell").await?;
    let profile = person.browser().driver.current_url().await?;
    person.opens("/candidates/cand_0001/send").await?;
    person.enters("Preferred Name", "Canaryname").await?;
    person.enters("City", "Canarytown").await?;
    person.enters("Pay rate", "71234.56").await?;
    world.sandbox.add_fault(
        Fault::on("POST", "/employees")
            .answer(409)
            .header("X-BambooHR-Error-Message", "Canarytown is no city"),
    );
    person.presses("Send to BambooHR").await?;
    person.sees("Canarytown is no city").await?;
    let refused = person.browser().driver.current_url().await?;
    person.presses("Correct and send again").await?;
    world
        .sandbox
        .add_fault(Fault::on("POST", "/employees").drop_after_storing());
    person.presses("Send to BambooHR").await?;
    person.is_on("Amelia Hartwell is now in BambooHR").await?;

    let log = world.proxy.log().to_lowercase();
    let addresses = format!(
        "{profile} {refused} {}",
        person.browser().driver.current_url().await?
    )
    .to_lowercase();
    for canary in [
        "amelia",
        "hartwell",
        "canaryname",
        "canarytown",
        "71234.56",
        "marigold",
        "7946 0197",
    ] {
        ensure!(!log.contains(canary), "a log line has {canary}");
        ensure!(
            !addresses.contains(canary),
            "an address has {canary}: {addresses}"
        );
        for request in world.sandbox.requests() {
            ensure!(
                !request.path.to_lowercase().contains(canary),
                "{}",
                request.path
            );
        }
    }
    Ok(())
}
