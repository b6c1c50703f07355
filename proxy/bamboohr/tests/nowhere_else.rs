//! The key travels to the company's own BambooHR and nowhere else, whatever a name, an answer or the environment says.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "samples/raw.rs"]
mod raw;
#[path = "samples/subdomains.rs"]
mod subdomains;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::{Arc, Mutex};

use bamboohr::{ApiKey, Client, Company, Endpoint, FieldValue, Options, Retries};
use tokio::io::AsyncWriteExt;

use raw::Raw;
use subdomains::hostile_subdomains;

/// Tells this program to be the one whose environment names a proxy.
const ROLE: &str = "ASK_WITH_PROXIES_IN_THE_ENVIRONMENT";

fn client(url: &str) -> Client {
    let endpoint = Endpoint::at(url, "acme".parse().unwrap()).unwrap();
    let options = Options {
        retries: Retries::NONE,
        ..Options::default()
    };
    Client::with(endpoint, ApiKey::new("canary-key".to_owned()), options).unwrap()
}

fn ann() -> BTreeMap<String, FieldValue> {
    let names = ["firstName", "lastName"];
    BTreeMap::from(names.map(|name| (name.to_owned(), FieldValue::text("Ann"))))
}

/// Somebody who counts who comes, and answers nobody.
async fn decoy() -> Raw {
    Raw::start(|_| Box::pin(async {})).await
}

/// Texts that are companies, though they look like something else.
const ODD_COMPANIES: [&str; 8] = ["127", "0x7f", "localhost", "com", "www", "a-", "0", "api"];

#[test]
fn of_500_hostile_subdomains_each_is_refused_or_names_a_host_of_bamboohrs() {
    let mut texts = hostile_subdomains();
    texts.extend(ODD_COMPANIES.map(str::to_owned));
    let (mut refused, mut taken) = (0, Vec::new());
    for text in &texts {
        let Ok(company) = text.parse::<Company>() else {
            refused += 1;
            continue;
        };
        for endpoint in [Endpoint::of(company.clone()), Endpoint::gateway_of(company)] {
            let page = url::Url::parse(&endpoint.employee_page("7")).unwrap();
            assert_eq!(page.scheme(), "https", "{text:?}");
            assert_eq!(page.host_str(), Some(&*format!("{text}.bamboohr.com")));
            assert!(
                page.port().is_none() && page.username().is_empty() && page.password().is_none()
            );
        }
        taken.push(text);
    }
    println!(
        "{} hostile subdomains: {refused} refused, hosts of BambooHR's: {taken:?}",
        texts.len()
    );
    assert!(texts.len() >= 500, "only {}", texts.len());
    let expected: BTreeSet<&str> = ODD_COMPANIES.into_iter().collect();
    assert_eq!(
        taken
            .iter()
            .map(|text| text.as_str())
            .collect::<BTreeSet<_>>(),
        expected
    );
}

#[tokio::test]
async fn whatever_an_answer_says_about_another_place_nobody_is_asked_there() {
    let decoy = decoy().await;
    let elsewhere = decoy.url.trim_start_matches("http://");
    let places = [
        format!("http://{elsewhere}/"),
        format!("http://{elsewhere}/api/v1/employees/7"),
        format!("//{elsewhere}/api/v1/employees/7"),
        format!("http://acme.bamboohr.com@{elsewhere}/employees/7"),
        format!("http:\\\\{elsewhere}\\employees\\7"),
        format!("HTTP://{elsewhere}?id=7"),
        format!("/\\{elsewhere}/7"),
        format!("http://{elsewhere}/%0d%0ax:y/../7"),
    ];
    let statuses: Vec<u16> = [200, 201, 202]
        .into_iter()
        .chain(300..=310)
        .chain([350, 399])
        .collect();
    let answer = Arc::new(Mutex::new(String::new()));
    let next = Arc::clone(&answer);
    let bamboohr = Raw::start(move |mut stream| {
        let head = next.lock().unwrap().clone();
        Box::pin(async move { stream.write_all(head.as_bytes()).await.unwrap() })
    });
    let bamboohr = bamboohr.await;
    let client = client(&bamboohr.url);
    let mut asked = 0;
    for status in &statuses {
        for place in &places {
            *answer.lock().unwrap() = format!(
                "HTTP/1.1 {status} Odd\r\nlocation: {place}\r\ncontent-location: {place}\r\nrefresh: 0; url={place}\r\n\
                 link: <{place}>; rel=\"next\"\r\nalt-svc: h2=\"{elsewhere}\"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            );
            let created = client.create_employee(&ann()).await;
            client.myself(&[]).await.unwrap_err();
            // Only the id is taken out of a success, and only a success has one.
            match created {
                Ok(id) => assert!(id.as_str() == "7" && (200..300).contains(status)),
                Err(error) => assert!(!error.nothing_happened(), "{status}: {error}"),
            }
            asked += 2;
            assert_eq!(bamboohr.connections(), asked, "{status}: one request each");
        }
    }
    println!(
        "{asked} answers with {} statuses and {} places to go: {} connections there",
        statuses.len(),
        places.len(),
        decoy.connections()
    );
    assert_eq!(decoy.connections(), 0);
}

#[tokio::test]
async fn a_proxy_that_the_environment_names_is_not_used() {
    if let Some(url) = std::env::var_os(ROLE) {
        client(url.to_str().unwrap()).myself(&[]).await.unwrap_err();
        return;
    }
    let decoy = decoy().await;
    let bamboohr = Raw::start(|mut stream| {
        let answer = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        Box::pin(async move { stream.write_all(answer).await.unwrap() })
    });
    let bamboohr = bamboohr.await;
    let mut program = Command::new(std::env::current_exe().unwrap());
    program.arg("a_proxy_that_the_environment_names_is_not_used");
    for variable in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        program.env(variable, &decoy.url);
        program.env(variable.to_lowercase(), &decoy.url);
    }
    program
        .env(ROLE, &bamboohr.url)
        .env_remove("NO_PROXY")
        .env_remove("no_proxy");
    let ended = tokio::task::spawn_blocking(move || program.output().unwrap());
    let ended = ended.await.unwrap();
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stdout)
    );
    assert_eq!((bamboohr.connections(), decoy.connections()), (1, 0));
}
