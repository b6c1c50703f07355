//! What the client makes of answers that are wrong, late, too large or lead elsewhere, and what it sends to whom.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "rest/comments.rs"]
mod comments;
#[path = "rest/server.rs"]
mod server;

use std::time::{Duration, Instant};

use outside::NotDownloaded;
use pinpoint::rest::{
    ApiKey, ApplicationId, Client, Error, Limits, Options, Reason, Resource, Site,
};
use secrecy::SecretString;
use server::{Answer, Server};

const KEY: &str = "canary-key";

fn client(server: &Server, file_hosts: &[String]) -> Client {
    let site = Site::at(&server.url(), "acme".parse().unwrap()).unwrap();
    let options = Options {
        limits: Limits {
            connect: Duration::from_secs(2),
            whole_call: Duration::from_millis(400),
            all_tries: Duration::from_secs(3),
            body: 64 * 1024,
            file: 64 * 1024,
        },
        tries: 3,
        first_pause: Duration::from_millis(5),
        file_hosts: file_hosts.to_vec(),
    };
    Client::with(site, ApiKey::new(SecretString::from(KEY)), options).unwrap()
}

fn id() -> ApplicationId {
    ApplicationId::parse("8863807").unwrap()
}

fn failure(status: u16, code: &str) -> Answer {
    Answer::json(
        status,
        &format!(r#"{{"errors":[{{"code":"{code}","status":"{status}"}}]}}"#),
    )
}

#[tokio::test]
async fn a_read_is_asked_again_when_that_may_help_and_a_write_never() {
    for (answer, reads) in [
        (Answer::Reset, 3),
        (Answer::Silent, 3),
        (failure(500, "internal_server_error"), 3),
        (failure(429, "too_many_requests"), 3),
        (failure(401, "unauthorized"), 1),
        (failure(403, "forbidden"), 1),
        (failure(404, "not_found"), 1),
        (failure(422, "unprocessable_entity"), 1),
        (failure(400, "bad_request"), 1),
        (Answer::json(200, "<html>"), 1),
        (Answer::json(302, ""), 1),
    ] {
        let server = Server::always(answer.clone()).await;
        let client = client(&server, &[]);
        client.application(&id()).await.unwrap_err();
        assert_eq!(server.requests().len(), reads, "{answer:?}");
        client.comment(&id(), "x").await.unwrap_err();
        assert_eq!(server.requests().len(), reads + 1, "{answer:?}");
        let said = server.requests().join("\n");
        assert!(said.contains("x-api-key: canary-key"), "{said}");
    }
}

#[tokio::test]
async fn what_a_write_met_says_whether_pinpoint_can_have_acted() {
    for (answer, nothing_happened) in [
        (Answer::Reset, false),
        (Answer::Silent, false),
        (failure(500, "internal_server_error"), false),
        (failure(422, "unprocessable_entity"), true),
        (failure(401, "unauthorized"), true),
        (Answer::json(403, "<html>"), false),
        (Answer::json(201, "no json"), false),
    ] {
        let server = Server::always(answer.clone()).await;
        let error = client(&server, &[]).comment(&id(), "x").await.unwrap_err();
        assert_eq!(
            error.nothing_happened(),
            nothing_happened,
            "{answer:?} {error}"
        );
    }
    // Nobody listens there.
    let unreachable = Site::at("http://127.0.0.1:1", "acme".parse().unwrap()).unwrap();
    let key = ApiKey::new(SecretString::from(KEY));
    let client = Client::with(unreachable, key, Options::default()).unwrap();
    let error = client.comment(&id(), "x").await.unwrap_err();
    assert!(
        matches!(error, Error::NotDelivered(_)) && error.nothing_happened(),
        "{error}"
    );
}

#[tokio::test]
async fn a_pause_that_is_asked_for_is_kept_or_handed_on() {
    let wait = |seconds: &str| {
        let mut answer = failure(429, "too_many_requests");
        if let Answer::Http { headers, .. } = &mut answer {
            headers.push(format!("retry-after: {seconds}"));
        }
        answer
    };
    let server = Server::always(wait("1")).await;
    let began = Instant::now();
    let error = client(&server, &[])
        .may_read(Resource::Jobs)
        .await
        .unwrap_err();
    assert_eq!(error.refused(), Some(Reason::TooManyRequests));
    assert!(
        began.elapsed() >= Duration::from_secs(2),
        "two pauses between three tries"
    );
    let server = Server::always(wait("600")).await;
    let error = client(&server, &[])
        .may_read(Resource::Jobs)
        .await
        .unwrap_err();
    assert_eq!(
        server.requests().len(),
        1,
        "nobody waits for ten minutes here"
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(600)));
}

#[tokio::test]
async fn an_answer_without_end_too_deep_or_too_slow_costs_little() {
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let many = format!("{{\"data\":[{}1]}}", "1,".repeat(20_000));
    for answer in [
        Answer::Endless,
        Answer::Dripping,
        Answer::json(200, &deep),
        Answer::json(200, &many),
        Answer::json(200, "null"),
        Answer::json(200, r#"{"data":null}"#),
        Answer::json(200, r#"{"data":{"id":"../x","type":"applications"}}"#),
    ] {
        let server = Server::always(answer.clone()).await;
        let began = Instant::now();
        client(&server, &[]).application(&id()).await.unwrap_err();
        assert!(began.elapsed() < Duration::from_secs(3), "{answer:?}");
    }
}

#[tokio::test]
async fn a_file_comes_over_allowed_hosts_and_the_key_stays_here() {
    let storage = Server::always(Answer::file(b"a CV")).await;
    let blob = Server::always(Answer::redirect(&format!("{}/x?signed=y", storage.url()))).await;
    let client = client(&blob, &[blob.host(), storage.host()]);
    let address = SecretString::from(format!("{}/blob", blob.url()));
    let file = client.download(&address).await.unwrap();
    assert_eq!(
        (file.content.as_slice(), file.media_type.as_deref()),
        (&b"a CV"[..], Some("application/pdf"))
    );
    for server in [&blob, &storage] {
        let said = server.requests().join("\n").to_lowercase();
        assert!(
            !said.contains("canary") && !said.contains("referer"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn a_file_that_leads_elsewhere_without_end_or_is_too_large_is_none() {
    let elsewhere = Server::always(Answer::file(b"inside")).await;
    let own = Server::always(Answer::redirect(&elsewhere.url())).await;
    let address = |server: &Server| SecretString::from(format!("{}/blob", server.url()));
    let refused = client(&own, &[own.host()])
        .download(&address(&own))
        .await
        .unwrap_err();
    assert!(matches!(refused, NotDownloaded::NotAllowed), "{refused}");
    assert!(elsewhere.requests().is_empty(), "nobody was asked there");

    let circle = Server::always(Answer::redirect("/again")).await;
    let refused = client(&circle, &[circle.host()])
        .download(&address(&circle))
        .await
        .unwrap_err();
    assert!(
        matches!(refused, NotDownloaded::TooManyRedirects),
        "{refused}"
    );
    assert_eq!(circle.requests().len(), 4);

    let large = Server::always(Answer::Endless).await;
    let refused = client(&large, &[large.host()])
        .download(&address(&large))
        .await
        .unwrap_err();
    assert!(matches!(refused, NotDownloaded::TooLarge), "{refused}");
    let gone = Server::always(failure(404, "not_found")).await;
    let refused = client(&gone, &[gone.host()])
        .download(&address(&gone))
        .await
        .unwrap_err();
    assert!(
        matches!(refused, NotDownloaded::Refused(404)) && !refused.may_pass(),
        "{refused}"
    );
    for text in ["", "x", "ftp://127.0.0.1/x", "http://[::1]/x"] {
        let refused = client(&gone, &[])
            .download(&SecretString::from(text))
            .await
            .unwrap_err();
        assert!(matches!(refused, NotDownloaded::NotAllowed), "{text}");
        assert!(!refused.to_string().contains("127"), "{refused}");
    }
}
