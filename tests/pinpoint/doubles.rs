//! The other doubles of Pinpoint, its webhooks and its REST interface, in the ways that its documents describe: each makes
//! a difference, and in none is somebody brought twice.

mod door;

use std::ffi::OsString;

use anyhow::{Result, ensure};
use bamboohr_sandbox::Sandbox;
use serde_json::{Value, json};
use system_tests::{
    Hire, MASTER_KEY, PINPOINT_KEY, PinpointRest, PinpointWebhooks, Proxy, ProxyOptions, wait_for,
};

use door::{Door, Way};

const APPLICATION: u64 = 71;

/// Two companies' systems and our program between them, which is connected with both.
struct Source {
    pinpoint: PinpointRest,
    proxy: Proxy,
    hook: String,
    _sandbox: Sandbox,
}

impl Source {
    async fn connected() -> Result<Self> {
        let (sandbox, pinpoint) = (Sandbox::start().await?, PinpointRest::start().await?);
        let options = ProxyOptions::beside(&sandbox);
        let mut variables = pinpoint.variables();
        variables.push(("MASTER_KEYS", OsString::from(MASTER_KEY)));
        let proxy = Proxy::start_with(options, &variables).await?;
        Ok(Self {
            hook: pinpoint.joins(&proxy).await?,
            pinpoint,
            proxy,
            _sandbox: sandbox,
        })
    }

    /// Waits until somebody is in the list, and says what is known of them.
    async fn arrived(&self, hire: &Hire) -> Result<Value> {
        let path = format!(
            "{}/api/candidates/pinpoint-{}",
            self.proxy.url(),
            hire.uuid()
        );
        wait_for("the candidate", async || {
            let profile: Value = reqwest::get(&path).await?.json().await?;
            Ok(Some(profile).filter(|profile| profile["candidate"]["first_name"].is_string()))
        })
        .await
    }

    /// How often the application was read.
    fn reads(&self) -> usize {
        self.pinpoint
            .asked("GET", &format!("/api/v1/applications/{APPLICATION}"))
    }
}

fn hire() -> Hire {
    Hire::new(APPLICATION, "Ada", "ada@home.example")
}

fn event() -> String {
    PinpointWebhooks::hired(APPLICATION, jiff::Timestamp::now().as_second())
}

#[tokio::test]
async fn a_delivery_is_repeated_as_it_was_until_it_is_taken_and_brings_somebody_once() -> Result<()>
{
    let source = Source::connected().await?;
    source.pinpoint.put(hire());
    let ways = [
        Way::Refused(500),
        Way::Refused(302),
        Way::Silent,
        Way::TakenBut(502),
        Way::TakenInSilence,
    ];
    let door = Door::before(&source.proxy.url(), &ways).await?;
    let webhooks = PinpointWebhooks::to(format!("{}{}", door.origin, source.hook))?;
    let repeated = webhooks.deliver_repeatedly(&event()).await?;
    let expected = [Some(500), Some(302), None, Some(502), None, Some(200)];
    ensure!(
        repeated.answers == expected && !repeated.is_switched_off,
        "{repeated:?}"
    );
    let seen = door.seen();
    ensure!(
        seen.len() == 6 && seen.iter().all(|one| *one == seen[0]),
        "{seen:?}"
    );
    source.arrived(&hire()).await?;
    ensure!(
        source.reads() == 1,
        "{} reads for one event",
        source.reads()
    );
    Ok(())
}

#[tokio::test]
async fn a_webhook_that_always_fails_is_repeated_ten_times_and_switched_off() -> Result<()> {
    let door = Door::before("http://127.0.0.1:1", &[]).await?;
    let webhooks = PinpointWebhooks::to(format!("{}/nowhere", door.origin))?;
    let repeated = webhooks.deliver_repeatedly(&event()).await?;
    ensure!(
        repeated.answers == [Some(502); 11] && repeated.is_switched_off,
        "{repeated:?}"
    );
    ensure!(door.seen().len() == 11);
    Ok(())
}

#[tokio::test]
async fn custom_fields_and_files_are_read_whichever_way_the_name_of_a_file_is_spelled() -> Result<()>
{
    let source = Source::connected().await?;
    let webhooks = PinpointWebhooks::to(format!("{}{}", source.proxy.url(), source.hook))?;
    for (id, file_name_as) in [(81, "name"), (82, "filename")] {
        let hire = Hire {
            file_name_as,
            custom: vec![
                ("T-shirt".to_owned(), json!(["M", "L"])),
                ("Visa".to_owned(), json!(null)),
            ],
            ..Hire::new(id, "Ada", &format!("ada.{id}@home.example"))
        };
        source.pinpoint.put(hire.clone());
        let now = jiff::Timestamp::now().as_second();
        webhooks.deliver(&PinpointWebhooks::hired(id, now)).await?;
        let profile = source.arrived(&hire).await?;
        let text = profile.to_string();
        ensure!(text.contains("Lovelace CV.pdf"), "{file_name_as}: {text}");
        let answers = profile["candidate"]["answers"].to_string();
        ensure!(
            answers.contains("T-shirt") && answers.contains('M'),
            "{answers}"
        );
        ensure!(!answers.contains("Visa"), "{answers}");
    }
    Ok(())
}

#[tokio::test]
async fn the_double_finds_an_application_by_its_uuid_and_tells_what_it_was_asked_for_only()
-> Result<()> {
    let pinpoint = PinpointRest::start().await?;
    let one = Hire {
        custom: vec![("T-shirt".to_owned(), json!("M"))],
        ..hire()
    };
    pinpoint.put(one.clone());
    pinpoint.put(Hire::new(72, "Bo", "bo@home.example"));
    let get = async |path: &str| -> Result<Value> {
        let request = reqwest::Client::new().get(format!("{}/api/v1/{path}", pinpoint.url()));
        Ok(request
            .header("x-api-key", PINPOINT_KEY)
            .send()
            .await?
            .json()
            .await?)
    };
    let ids = |found: &Value| -> Vec<String> {
        let data = found["data"].as_array().into_iter().flatten();
        data.map(|one| one["id"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    ensure!(ids(&get("applications").await?) == ["71", "72"]);
    let by_uuid = get(&format!("applications?filter[uuid]={}", one.uuid())).await?;
    ensure!(ids(&by_uuid) == ["71"], "{by_uuid}");
    ensure!(ids(&get("applications?filter[uuid]=none").await?).is_empty());
    let plain = get("applications/71").await?;
    let relation = &plain["data"]["relationships"]["custom_attributes"];
    ensure!(relation["meta"]["included"] == false, "{relation}");
    let included =
        get("applications/71?include=custom_attributes,custom_attributes.custom_field").await?;
    let relation = &included["data"]["relationships"]["custom_attributes"];
    ensure!(
        relation["data"][0]["type"] == "custom_attributes",
        "{relation}"
    );
    let included = included["included"].to_string();
    ensure!(
        included.contains("T-shirt") && included.contains("custom_fields"),
        "{included}"
    );
    Ok(())
}
