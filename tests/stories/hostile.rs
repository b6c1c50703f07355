//! Names and texts that want to be code stay text, everywhere they are shown, under the enforced policy. That no page
//! broke the policy is looked at after every story.

use anyhow::{Result, ensure};
use serde_json::json;
use system_tests::{World, wait_for};

/// Each of them would leave a mark if it ran.
const PAYLOADS: [&str; 8] = [
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "\"><svg onload=window.ran=1>",
    "javascript:window.ran=1",
    "</textarea><iframe srcdoc=\"<script>parent.ran=1</script>\">",
    "{{constructor.constructor('window.ran=1')()}}",
    "<a href=\"javascript:window.ran=1\" autofocus onfocus=window.ran=1>x</a>",
    "<math><mtext><style><img src=x onerror=window.ran=1></style></mtext></math>",
];

/// A candidate made of one payload.
fn hostile(number: usize, payload: &str) -> String {
    let document =
        json!({ "name": payload, "kind": payload, "bytes": 3, "media_type": "application/pdf" });
    json!({
        "id": format!("cand_{number}"), "first_name": payload, "last_name": format!("Hostile{number}"),
        "preferred_name": payload, "email": payload, "phone": payload, "stage": "hired",
        "address": { "line1": payload, "city": payload, "state": payload, "postal_code": payload, "country": payload },
        "job": { "title": payload, "department": payload, "location": payload },
        "offer": { "start_date": "2027-03-01", "salary": payload, "currency": payload },
        "documents": [document],
        "answers": [{ "question": payload, "answer": payload }],
    })
    .to_string()
}

async fn nothing_ran(world: &World) -> Result<()> {
    let ran = "return [window.ran === undefined, document.querySelectorAll('main iframe, main svg[onload], main img[onerror]').length]";
    let ran = world.person.browser().script(ran, vec![]).await?;
    ensure!(ran == json!([true, 0]), "{ran}");
    Ok(())
}

#[tokio::test]
async fn texts_that_want_to_be_code_stay_text_on_every_page() -> Result<()> {
    let candidates: Vec<&'static str> = PAYLOADS
        .iter()
        .enumerate()
        .map(|(number, payload)| &*hostile(number, payload).leak())
        .collect();
    let world = World::with_candidates(&candidates).await?;
    let person = &world.person;
    person.opens("/candidates").await?;
    person.sees("Hostile7").await?;
    nothing_ran(&world).await?;
    for number in 0..PAYLOADS.len() {
        for page in ["", "/send"] {
            person
                .opens(&format!("/candidates/cand_{number}{page}"))
                .await?;
            person.sees(&format!("Hostile{number}")).await?;
            nothing_ran(&world).await?;
        }
    }
    // Sent, refused by BambooHR in its own words, and in the log.
    person.opens("/candidates/cand_0/send").await?;
    person.enters("Home Email", "hostile@example.com").await?;
    person.presses("Send to BambooHR").await?;
    person.sees("Hostile0").await?;
    nothing_ran(&world).await?;
    person.opens("/log").await?;
    person.sees("Export log").await?;
    nothing_ran(&world).await?;
    Ok(())
}

#[tokio::test]
async fn the_policy_is_enforced_and_what_breaks_it_is_reported_without_a_word_of_it() -> Result<()>
{
    let world = World::new().await?;
    world.expects_a_violation();
    let person = &world.person;
    person.opens("/candidates").await?;
    person.sees("Amelia Hartwell").await?;
    let script = "
        const place = document.createElement('p');
        const tries = {
            harmless: () => { place.innerHTML = '<b>bold</b>'; },
            event: () => { place.innerHTML = '<img src=x onerror=window.ran=1>'; },
            script: () => { place.innerHTML = '<script>window.ran=1</script>'; },
            elsewhere: () => { document.createElement('script').src = 'https://evil.example/x.js'; },
            another: () => { trustedTypes.createPolicy('another', {}); },
        };
        return Object.entries(tries).map(([name, attempt]) => {
            try { attempt(); return [name, 'let through']; } catch { return [name, 'refused']; }
        });";
    let tried = person.browser().script(script, vec![]).await?;
    let tried: Vec<(String, String)> = serde_json::from_value(tried)?;
    for (name, outcome) in tried {
        let expected = match name.as_str() {
            "harmless" => "let through",
            _ => "refused",
        };
        ensure!(outcome == expected, "{name}: {outcome}");
    }
    nothing_ran(&world).await?;
    wait_for("a report of it in the log", async || {
        let log = world.proxy.log();
        let is_told = log.contains("broke the content security policy");
        ensure!(
            !log.contains("window.ran"),
            "what it was is nobody's business"
        );
        Ok(is_told.then_some(()))
    })
    .await
}
