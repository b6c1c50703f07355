//! Pinpoint as a source of candidates, from the webhook to the comment: one employee and one comment, whatever gets lost.

mod files;
mod incomplete;
mod many_comments;
mod together;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{ADMIN_KEY, Fault, Sandbox};
use serde_json::{Value, json};
use system_tests::{
    Hire, PINPOINT_KEY, PINPOINT_SECRET, PinpointFault, PinpointRest, PinpointWebhooks, Proxy,
    ProxyOptions, WrittenComment, wait_for,
};
use test_postgres::Server;

use super::{accepted_of, creates, done, employees_with};

const EMAIL: &str = "ada.lovelace@example.com";
const CANDIDATE: &str = "pinpoint-00000000-0000-4000-8000-000008863807";
const APPLICATION: u64 = 8_863_807;
/// 32 bytes that seal in these tests.
const MASTER_KEY: &str = "1111111111111111111111111111111111111111111111111111111111111111";
const INTEGRATION: &str = "/api/integrations/pinpoint";

/// Two companies' systems and our program between them.
struct World {
    sandbox: Sandbox,
    pinpoint: PinpointRest,
    proxy: Proxy,
    hook: String,
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

async fn ask(proxy: &Proxy, method: reqwest::Method, path: &str, body: &Value) -> Result<Value> {
    let http = reqwest::Client::new();
    let request = http.request(method, format!("{}{path}", proxy.url()));
    let answer = request.json(body).send().await?;
    let status = answer.status();
    let body: Value = answer.json().await?;
    ensure!(status.is_success(), "{path}: {status} {body}");
    Ok(body)
}

async fn get(proxy: &Proxy, path: &str) -> Result<Value> {
    Ok(reqwest::get(format!("{}{path}", proxy.url()))
        .await?
        .json()
        .await?)
}

async fn start(
    sandbox: &Sandbox,
    pinpoint: &PinpointRest,
    database: Option<&str>,
) -> Result<Proxy> {
    start_with(sandbox, pinpoint, database, None).await
}

async fn start_with(
    sandbox: &Sandbox,
    pinpoint: &PinpointRest,
    database: Option<&str>,
    candidates: Option<PathBuf>,
) -> Result<Proxy> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let options = ProxyOptions {
        bamboohr: sandbox.url(),
        key: Some(ADMIN_KEY.to_owned()),
        settle_seconds: 1,
        frontend: None,
        candidates,
        has_doors: false,
        providers: None,
        database: database.map(str::to_owned),
    };
    let variables = [
        ("MASTER_KEYS", OsString::from(MASTER_KEY)),
        ("LEASE_SECONDS", OsString::from("2")),
    ]
    .into_iter()
    .chain(pinpoint.variables());
    let variables: Vec<_> = variables.collect();
    Proxy::start_with(options, &variables).await
}

impl World {
    /// Pinpoint is connected and switched on, and somebody was hired there.
    async fn connected(database: Option<&str>) -> Result<Self> {
        let (sandbox, pinpoint) = (Sandbox::start().await?, PinpointRest::start().await?);
        pinpoint.put(Hire::new(APPLICATION, "Ada", EMAIL));
        let proxy = start(&sandbox, &pinpoint, database).await?;
        Self::connect(sandbox, pinpoint, proxy).await
    }

    async fn connect(sandbox: Sandbox, pinpoint: PinpointRest, proxy: Proxy) -> Result<Self> {
        let new = json!({ "subdomain": "https://acme.pinpointhq.com", "api_key": PINPOINT_KEY,
                          "signing_secret": PINPOINT_SECRET, "version": 0 });
        let stored = ask(&proxy, reqwest::Method::PUT, INTEGRATION, &new).await?;
        let change = json!({ "enabled": true, "version": stored["version"] });
        let path = format!("{INTEGRATION}/enabled");
        let enabled = ask(&proxy, reqwest::Method::PUT, &path, &change).await?;
        ensure!(enabled["enabled"] == true, "{enabled}");
        let hook = enabled["webhook"]
            .as_str()
            .context("no address")?
            .to_owned();
        Ok(Self {
            sandbox,
            pinpoint,
            proxy,
            hook,
        })
    }

    fn webhooks(&self) -> Result<PinpointWebhooks> {
        webhooks_of(&self.proxy, &self.hook)
    }

    /// Says that they are hired, and waits until they are in the list.
    async fn hears_of_the_hire(&self) -> Result<()> {
        self.webhooks()?
            .deliver(&PinpointWebhooks::hired(APPLICATION, now()))
            .await?;
        arrived(&self.proxy).await
    }

    /// What was written for us.
    fn comments(&self) -> Vec<WrittenComment> {
        let mut comments = self.pinpoint.comments();
        comments.retain(|comment| comment.text.starts_with("Added"));
        comments
    }

    fn told(&self) -> usize {
        self.comments().len()
    }

    async fn one_of_each(&self, employee: &str) -> Result<()> {
        ensure!(creates(&self.sandbox) == 1 && employees_with(&self.sandbox, EMAIL) == 1);
        let comments = self.comments();
        ensure!(comments.len() == 1, "{comments:?}");
        ensure!(
            comments[0].application == APPLICATION.to_string(),
            "{comments:?}"
        );
        let text = &comments[0].text;
        ensure!(
            text.starts_with(&format!("Added to BambooHR as employee {employee}: http")),
            "{text}"
        );
        ensure!(
            !text.contains("Ada") && !text.contains("Lovelace") && !text.contains('@'),
            "{text}"
        );
        ensure!(
            !self.pinpoint.key_was_at_storage(),
            "the key left for another host"
        );
        Ok(())
    }
}

fn webhooks_of(proxy: &Proxy, hook: &str) -> Result<PinpointWebhooks> {
    PinpointWebhooks::to(format!("{}{hook}", proxy.url()))
}

async fn arrived(proxy: &Proxy) -> Result<()> {
    wait_for("the candidate to arrive", async || {
        let profile = get(proxy, &format!("/api/candidates/{CANDIDATE}")).await?;
        Ok((profile["candidate"]["first_name"] == "Ada").then_some(()))
    })
    .await
}

/// The id of the employee that a send made.
async fn employee(proxy: &Proxy, send: &str) -> Result<String> {
    let send = get(proxy, &format!("/api/sends/{send}")).await?;
    let id = send["employee"]["id"].as_str();
    Ok(id.context("no employee")?.to_owned())
}

/// Waits until the history says that Pinpoint was told.
async fn history_says(proxy: &Proxy, words: &str) -> Result<()> {
    wait_for(words, async || {
        let profile = get(proxy, &format!("/api/candidates/{CANDIDATE}")).await?;
        let history = profile["history"].as_array().context("no history")?.clone();
        let says = |entry: &Value| {
            entry["words"]
                .as_str()
                .is_some_and(|said| said.contains(words))
        };
        Ok(history.iter().any(says).then_some(()))
    })
    .await
}

async fn from_the_webhook_to_the_comment(database: Option<&str>) -> Result<()> {
    let world = World::connected(database).await?;
    world.hears_of_the_hire().await?;
    let profile = get(&world.proxy, &format!("/api/candidates/{CANDIDATE}")).await?;
    let candidate = &profile["candidate"];
    ensure!(candidate["stage"] == "hired", "{candidate}");
    ensure!(
        candidate["offer"]["start_date"] == "2026-02-02",
        "of the offer: {candidate}"
    );
    ensure!(
        candidate["job"]["department"] == "Engineering",
        "{candidate}"
    );
    ensure!(
        candidate["documents"][0]["name"] == "Lovelace CV.pdf",
        "{candidate}"
    );
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    done(&world.proxy, &send).await?;
    history_says(&world.proxy, "Pinpoint was told").await?;
    world
        .one_of_each(&employee(&world.proxy, &send).await?)
        .await?;
    let files = world.sandbox.requests();
    ensure!(
        !world.proxy.log().contains("canary"),
        "a secret is in the log"
    );
    ensure!(
        !world.proxy.log().contains("Lovelace"),
        "a name is in the log"
    );
    ensure!(!files.is_empty());
    Ok(())
}

#[tokio::test]
async fn somebody_hired_in_pinpoint_becomes_one_employee_and_pinpoint_is_told_once() -> Result<()> {
    from_the_webhook_to_the_comment(None).await?;
    let database = Server::shared()?.database()?;
    from_the_webhook_to_the_comment(Some(&database)).await
}

#[tokio::test]
async fn a_comment_whose_answer_was_lost_or_refused_is_written_once() -> Result<()> {
    for faults in [
        vec![PinpointFault::LostAfterDoing],
        vec![PinpointFault::Reset, PinpointFault::LostAfterDoing],
        vec![
            PinpointFault::Status(500, None),
            PinpointFault::Status(429, Some(1)),
        ],
        // It arrives when it has been looked for already.
        vec![PinpointFault::LostBeforeDoing(Duration::from_secs(1))],
    ] {
        let world = World::connected(None).await?;
        world.hears_of_the_hire().await?;
        // What a colleague said shows that Pinpoint can be asked for comments.
        world.pinpoint.say(APPLICATION, "Welcome!");
        for fault in faults {
            world.pinpoint.add_fault("POST", "/comments", fault);
        }
        let send = accepted_of(&world.proxy, CANDIDATE).await?;
        done(&world.proxy, &send).await?;
        history_says(&world.proxy, "Pinpoint was told").await?;
        wait_for("what is late", async || {
            Ok(world.pinpoint.is_quiet().then_some(()))
        })
        .await?;
        world
            .one_of_each(&employee(&world.proxy, &send).await?)
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_proxy_killed_around_the_comment_leaves_one() -> Result<()> {
    // Before it is stored, and between storing and answering.
    for (fault, stored) in [
        (PinpointFault::Silent, 0),
        (PinpointFault::SilentAfterDoing, 1),
    ] {
        let mut world = World::connected(None).await?;
        world.hears_of_the_hire().await?;
        world.pinpoint.say(APPLICATION, "Welcome!");
        world.pinpoint.add_fault("POST", "/comments", fault);
        let send = accepted_of(&world.proxy, CANDIDATE).await?;
        done(&world.proxy, &send).await?;
        wait_for("the comment to be on its way", async || {
            Ok((world.pinpoint.asked("POST", "/comments") == 1).then_some(()))
        })
        .await?;
        ensure!(world.told() == stored);
        world.proxy.kill_and_start_again().await?;
        history_says(&world.proxy, "Pinpoint was told").await?;
        world
            .one_of_each(&employee(&world.proxy, &send).await?)
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_lost_comment_is_not_written_again_unless_a_look_would_have_shown_it() -> Result<()> {
    let world = World::connected(None).await?;
    world.hears_of_the_hire().await?;
    // Nothing came of the first request, and no look has ever shown a comment.
    let reset = || PinpointFault::Reset;
    world.pinpoint.add_fault("POST", "/comments", reset());
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    done(&world.proxy, &send).await?;
    history_says(&world.proxy, "Look at the application").await?;
    ensure!(world.told() == 0 && world.pinpoint.asked("POST", "/comments") == 1);

    // Somebody else's is written; that it can be seen makes the first one certain to be missing.
    world.pinpoint.put(Hire::new(2, "Mary", "mary@example.com"));
    let hired = PinpointWebhooks::hired(2, now());
    world.webhooks()?.deliver(&hired).await?;
    let mary = "pinpoint-00000000-0000-4000-8000-000000000002";
    wait_for("the other candidate", async || {
        let profile = get(&world.proxy, &format!("/api/candidates/{mary}")).await?;
        Ok((profile["candidate"]["first_name"] == "Mary").then_some(()))
    })
    .await?;
    let other = accepted_of(&world.proxy, mary).await?;
    done(&world.proxy, &other).await?;
    wait_for("the other's comment", async || {
        let comments = world.comments();
        Ok(comments
            .iter()
            .any(|comment| comment.application == "2")
            .then_some(()))
    })
    .await?;
    let check = format!("{INTEGRATION}/check");
    wait_for("the first comment", async || {
        ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
        Ok((world.told() == 2).then_some(()))
    })
    .await?;
    history_says(&world.proxy, "Pinpoint was told").await?;
    ensure!(world.told() == 2, "{:?}", world.comments());
    Ok(())
}

#[tokio::test]
async fn what_is_certain_about_a_comment_is_not_asked_of_a_person() -> Result<()> {
    for (fault, posts, looks) in [
        // It is there, whatever else was said.
        (PinpointFault::UnreadableAfterDoing, 1, 2),
        // It is not there.
        (PinpointFault::Status(429, None), 2, 4),
    ] {
        let world = World::connected(None).await?;
        world.hears_of_the_hire().await?;
        world.pinpoint.add_fault("POST", "/comments", fault);
        let before = world.pinpoint.asked("GET", "/comments");
        let send = accepted_of(&world.proxy, CANDIDATE).await?;
        done(&world.proxy, &send).await?;
        history_says(&world.proxy, "Pinpoint was told").await?;
        ensure!(world.pinpoint.asked("POST", "/comments") == posts);
        // A look that finds nothing asks in both spellings.
        ensure!(world.pinpoint.asked("GET", "/comments") == before + looks);
        world
            .one_of_each(&employee(&world.proxy, &send).await?)
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn checking_while_a_comment_is_on_its_way_writes_no_second_one() -> Result<()> {
    let world = World::connected(None).await?;
    world.hears_of_the_hire().await?;
    // Longer than a lease: it is renewed while the comment is on its way.
    let late = PinpointFault::Late(Duration::from_secs(4));
    world.pinpoint.add_fault("POST", "/comments", late);
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    done(&world.proxy, &send).await?;
    wait_for("the comment to be on its way", async || {
        Ok((world.pinpoint.asked("POST", "/comments") == 1).then_some(()))
    })
    .await?;
    let check = format!("{INTEGRATION}/check");
    ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    history_says(&world.proxy, "Pinpoint was told").await?;
    wait_for("the late comment", async || {
        Ok((world.told() > 0).then_some(()))
    })
    .await?;
    ensure!(world.pinpoint.asked("POST", "/comments") == 1);
    world
        .one_of_each(&employee(&world.proxy, &send).await?)
        .await
}

#[tokio::test]
async fn somebody_sent_before_the_webhook_is_read_gets_one_comment_and_is_read_afterwards()
-> Result<()> {
    let (sandbox, pinpoint) = (Sandbox::start().await?, PinpointRest::start().await?);
    pinpoint.put(Hire::new(APPLICATION, "Ada", EMAIL));
    // As a press in Pinpoint brings them: nothing here says of which application they are.
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("candidates.json");
    let handed_over = json!([{ "id": CANDIDATE, "first_name": "Ada", "last_name": "Lovelace", "email": EMAIL,
        "phone": null, "stage": "hired", "job": { "title": "Engineer" },
        "offer": { "start_date": "2026-02-02", "employment_type": null } }]);
    std::fs::write(&file, handed_over.to_string())?;
    let proxy = start_with(&sandbox, &pinpoint, None, Some(file)).await?;
    let world = World::connect(sandbox, pinpoint, proxy).await?;
    let slow = Fault::on("POST", "/employees").delay(Duration::from_secs(3));
    world.sandbox.add_fault(slow);
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    wait_for("the create call to be on its way", async || {
        Ok((creates(&world.sandbox) == 1).then_some(()))
    })
    .await?;
    world
        .webhooks()?
        .deliver(&PinpointWebhooks::hired(APPLICATION, now()))
        .await?;
    wait_for("the read that meets the send", async || {
        let is_read = world.proxy.log().contains("arrived=UnderWay");
        Ok(is_read.then_some(()))
    })
    .await?;
    done(&world.proxy, &send).await?;
    history_says(&world.proxy, "Pinpoint was told").await?;
    wait_for("the read after the send", async || {
        let profile = get(&world.proxy, &format!("/api/candidates/{CANDIDATE}")).await?;
        let documents = &profile["candidate"]["documents"];
        Ok((documents[0]["name"] == "Lovelace CV.pdf").then_some(()))
    })
    .await?;
    world
        .one_of_each(&employee(&world.proxy, &send).await?)
        .await
}

#[tokio::test]
async fn what_cannot_be_done_because_the_key_cannot_be_opened_waits_for_it() -> Result<()> {
    let mut world = World::connected(None).await?;
    let silent = PinpointFault::Silent;
    world.pinpoint.add_fault("GET", "/applications/", silent);
    let hired = PinpointWebhooks::hired(APPLICATION, now());
    world.webhooks()?.deliver(&hired).await?;
    wait_for("the read to be on its way", async || {
        Ok((world.pinpoint.asked("GET", "/applications/") == 1).then_some(()))
    })
    .await?;
    world.proxy.kill().await?;
    let with = |key: String| [("MASTER_KEYS", OsString::from(key))];
    let kept = world.proxy.keep_ledger().with(&with("2".repeat(64)));
    let mut other = kept.start_again().await?;
    wait_for("the key that cannot be opened to be said", async || {
        let view = get(&other, INTEGRATION).await?;
        ensure!(view["failures"] == json!([]), "{view}");
        Ok(view
            .to_string()
            .contains("cannot be opened. Enter")
            .then_some(()))
    })
    .await?;
    other.kill().await?;
    let kept = other.keep_ledger().with(&with(MASTER_KEY.to_owned()));
    arrived(&kept.start_again().await?).await
}

#[tokio::test]
async fn a_webhook_five_times_at_once_on_two_proxies_brings_somebody_once() -> Result<()> {
    let database = Server::shared()?.database()?;
    let world = World::connected(Some(&database)).await?;
    let other = start(&world.sandbox, &world.pinpoint, Some(&database)).await?;
    let body = PinpointWebhooks::hired(APPLICATION, now());
    let both = [
        webhooks_of(&world.proxy, &world.hook)?,
        webhooks_of(&other, &world.hook)?,
    ];
    let sending = (0..5).map(|number| {
        let (webhooks, body) = (both[number % 2].clone(), body.clone());
        tokio::spawn(async move { webhooks.deliver(&body).await })
    });
    let mut slowest = Duration::ZERO;
    for sent in sending.collect::<Vec<_>>() {
        slowest = slowest.max(sent.await??);
    }
    arrived(&other).await?;
    let send = accepted_of(&other, CANDIDATE).await?;
    done(&other, &send).await?;
    history_says(&world.proxy, "Pinpoint was told").await?;
    world.one_of_each(&employee(&other, &send).await?).await?;
    println!("webhooks: the slowest of five answers took {slowest:?}");
    ensure!(slowest < Duration::from_secs(1), "{slowest:?}");
    Ok(())
}

#[tokio::test]
async fn only_a_body_that_is_signed_with_the_secret_of_its_address_is_taken() -> Result<()> {
    let world = World::connected(None).await?;
    let webhooks = world.webhooks()?;
    let body = PinpointWebhooks::hired(APPLICATION, now());
    let signature = PinpointWebhooks::signature(PINPOINT_SECRET, &body)?;
    let of_another = PinpointWebhooks::signature("whsec_another", &body)?;
    let tampered = body.replace("8863807", "8863808");
    let nobodys = webhooks_of(
        &world.proxy,
        &format!("/api/pinpoint/webhooks/{}", "x".repeat(43)),
    )?;
    for (status, delivered) in [
        (401, webhooks.send_with(None, &body).await?),
        (401, webhooks.send_with(Some(""), &body).await?),
        (401, webhooks.send_with(Some(&of_another), &body).await?),
        (401, webhooks.send_with(Some(&signature), &tampered).await?),
        (
            401,
            webhooks
                .send_with(Some(&signature), &format!("{body}\n"))
                .await?,
        ),
        (401, nobodys.send_with(Some(&signature), &body).await?),
        (400, webhooks.send("{}").await?),
        (
            200,
            webhooks.send(r#"{"event":"application_moved"}"#).await?,
        ),
        (
            200,
            webhooks
                .send(&PinpointWebhooks::hired(APPLICATION, now() - 26 * 3600))
                .await?,
        ),
    ] {
        ensure!(delivered.status == status, "{status}: {delivered:?}");
    }
    ensure!(
        world.pinpoint.asked("GET", "/applications/") == 0,
        "nothing was read"
    );
    ensure!(webhooks.send(&body).await?.status == 200);
    arrived(&world.proxy).await
}

#[tokio::test]
async fn what_pinpoint_does_not_allow_is_said_and_goes_on_when_it_was_mended() -> Result<()> {
    let world = World::connected(None).await?;
    world.hears_of_the_hire().await?;
    world.pinpoint.forbid("POST comments");
    let send = accepted_of(&world.proxy, CANDIDATE).await?;
    done(&world.proxy, &send).await?;
    history_says(&world.proxy, "The key may not do this").await?;
    let view = get(&world.proxy, INTEGRATION).await?;
    ensure!(
        view["failures"][0]
            .as_str()
            .is_some_and(|said| said.contains("8863807")),
        "{view}"
    );
    world.pinpoint.allow_all();
    let check = format!("{INTEGRATION}/check");
    let report = ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    ensure!(
        report["findings"]
            .as_array()
            .is_some_and(|found| found.len() == 5),
        "{report}"
    );
    history_says(&world.proxy, "Pinpoint was told").await?;
    world
        .one_of_each(&employee(&world.proxy, &send).await?)
        .await?;

    // A rejected key stops everything, and nothing is lost.
    world.pinpoint.kill_key(true);
    world.pinpoint.put(Hire::new(2, "Mary", "mary@example.com"));
    world
        .webhooks()?
        .deliver(&PinpointWebhooks::hired(2, now()))
        .await?;
    wait_for("the key to be found out", async || {
        let view = get(&world.proxy, INTEGRATION).await?;
        let stopped = view["stopped"].as_str().unwrap_or_default().to_owned();
        Ok(stopped.contains("rejects the key").then_some(()))
    })
    .await?;
    world.pinpoint.kill_key(false);
    ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    wait_for("the other candidate", async || {
        let profile = get(
            &world.proxy,
            "/api/candidates/pinpoint-00000000-0000-4000-8000-000000000002",
        )
        .await?;
        Ok((profile["candidate"]["first_name"] == "Mary").then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_form_is_of_the_candidate_as_pinpoint_has_them_now_or_says_that_it_is_not() -> Result<()>
{
    let world = World::connected(None).await?;
    world.hears_of_the_hire().await?;
    let mut hire = Hire::new(APPLICATION, "Augusta", EMAIL);
    hire.exported_to = Some("HiBob".to_owned());
    hire.updated_at = "2026-01-03T00:00:00.000Z".to_owned();
    world.pinpoint.put(hire);
    let path = format!("/api/candidates/{CANDIDATE}/form");
    let prefilled = |form: &Value| form.to_string().contains("Augusta");
    let fresh = wait_for("the form of the changed candidate", async || {
        let form = get(&world.proxy, &path).await?;
        Ok(prefilled(&form).then_some(form))
    })
    .await?;
    ensure!(
        fresh["notices"]
            .to_string()
            .contains("exported to HiBob as 12"),
        "{}",
        fresh["notices"]
    );
    world.pinpoint.kill_key(true);
    let stale = wait_for("the form that says that it is old", async || {
        let form = get(&world.proxy, &path).await?;
        let says = form["notices"]
            .to_string()
            .contains("This is what Pinpoint said");
        Ok(says.then_some(form))
    })
    .await?;
    ensure!(prefilled(&stale));
    Ok(())
}

#[tokio::test]
async fn whoever_was_hired_while_no_webhook_came_is_found_by_asking() -> Result<()> {
    let world = World::connected(None).await?;
    let mut hire = Hire::new(APPLICATION, "Ada", EMAIL);
    hire.updated_at = jiff::Timestamp::now().to_string();
    world.pinpoint.put(hire);
    // Checking asks again at once; else it is the quarter of an hour.
    let check = format!("{INTEGRATION}/check");
    ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    arrived(&world.proxy).await?;
    let view = get(&world.proxy, INTEGRATION).await?;
    ensure!(
        view["last_poll_at"].is_string() && view["last_event_at"].is_null(),
        "{view}"
    );
    Ok(())
}

/// How many candidates are in the list whose names hold this.
async fn listed(proxy: &Proxy, words: &str) -> Result<u64> {
    let search = json!({ "text": words });
    let path = "/api/candidates/search";
    let page = ask(proxy, reqwest::Method::POST, path, &search).await?;
    page["total"].as_u64().context("no total")
}

#[tokio::test]
async fn of_many_who_were_hired_at_once_nobody_is_missed_while_some_are_changed() -> Result<()> {
    let world = World::connected(None).await?;
    let began = jiff::Timestamp::now();
    let hire = |id: u64, after: i64| {
        let mut hire = Hire::new(id, "Many", &format!("{id}@example.com"));
        let changed = began + jiff::SignedDuration::from_millis(after);
        hire.updated_at = changed.to_string();
        hire
    };
    // Of one moment at the end of the first page are more than fit onto it.
    let moments = (1..=230).map(|id: i64| if (95..=105).contains(&id) { 100 } else { id });
    for (id, moment) in (1..).zip(moments) {
        world.pinpoint.put(hire(id, moment));
    }
    // Whoever is changed leaves the first page, and all others move up.
    for id in 10..20 {
        world.pinpoint.put_after_a_page(hire(id, 500));
    }
    let check = format!("{INTEGRATION}/check");
    ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    wait_for("all of them", async || {
        Ok((listed(&world.proxy, "Many").await? == 230).then_some(()))
    })
    .await
}

#[tokio::test]
async fn whoever_was_hired_for_a_confidential_job_is_found_too_and_what_cannot_be_read_stops_nobody()
-> Result<()> {
    let world = World::connected(None).await?;
    for (id, visibility) in [(1, "external"), (2, "confidential"), (3, "private_job")] {
        let mut hire = Hire::new(id, "Found", &format!("{id}@example.com"));
        hire.updated_at = jiff::Timestamp::now().to_string();
        hire.visibility = visibility;
        world.pinpoint.put(hire);
    }
    world.pinpoint.spoil_the_list();
    let check = format!("{INTEGRATION}/check");
    ask(&world.proxy, reqwest::Method::POST, &check, &json!({})).await?;
    wait_for("all three", async || {
        Ok((listed(&world.proxy, "Found").await? == 3).then_some(()))
    })
    .await
}
