//! What BambooHR refuses, in its own words, and answers that are out of bounds.

use std::time::Duration;

use bamboohr::{AsOf, Error, RefusalReason};
use bamboohr_sandbox::{ADMIN_KEY, Fault, LIMITED_KEY, Sandbox, Scenario};

use super::{ann, client, values, with_ann};

#[tokio::test]
async fn a_bamboohr_that_is_not_there_was_certainly_not_reached() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    sandbox.stop().await;
    let error = client.create_employee(&ann()).await.unwrap_err();
    assert!(matches!(error, Error::NotDelivered(_)), "{error:?}");
    assert!(error.nothing_happened());
}

#[tokio::test]
async fn a_key_that_may_not_is_told_in_bamboohrs_words() {
    let sandbox = Sandbox::start().await.unwrap();
    let limited = client(&sandbox, LIMITED_KEY)
        .create_employee(&ann())
        .await
        .unwrap_err();
    let limited = limited.refusal().unwrap();
    assert_eq!(limited.reason, RefusalReason::NotPermitted);
    let said = limited.message.as_deref();
    assert_eq!(said, Some("Insufficient permissions"));
    let wrong = client(&sandbox, "no-such-key").fields().await.unwrap_err();
    let wrong = wrong.refusal().unwrap();
    assert_eq!(wrong.reason, RefusalReason::KeyRejected);
    let said = wrong.message.as_deref();
    assert_eq!(said, Some("API key not provided or invalid"));
}

#[tokio::test]
async fn a_doubled_message_is_said_once() {
    let (_sandbox, client, _) = with_ann().await;
    let twin = client.create_employee(&ann()).await.unwrap_err();
    let twin = twin.refusal().unwrap();
    assert_eq!(twin.reason, RefusalReason::DuplicateEmail);
    assert_eq!(twin.message.as_deref(), Some("Duplicate email"));
}

#[tokio::test]
async fn a_full_account_is_not_taken_for_a_busy_one() {
    let sandbox = Sandbox::builder()
        .scenario(Scenario::Full)
        .start()
        .await
        .unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    let error = client.create_employee(&ann()).await.unwrap_err();
    let refusal = error.refusal().unwrap();
    assert_eq!(
        (refusal.status, refusal.reason, refusal.retry_after),
        (429, RefusalReason::AccountLimit, None)
    );
    // Nothing was learned about the pace: the next call goes at once.
    client.fields().await.unwrap();
}

#[tokio::test]
async fn the_service_of_before_2026_is_understood_as_well() {
    let scenario = Sandbox::builder().scenario(Scenario::Before2026);
    let sandbox = scenario.start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    // An empty answer: the id is in the Location alone.
    let id = client.create_employee(&ann()).await.unwrap();
    let phone = values(&[("workPhone", "1")]);
    client.update_employee(&id, &phone).await.unwrap();
    let read = client.employee(&id, &["workPhone"], AsOf::Planned).await;
    assert_eq!(read.unwrap().text("workPhone"), Some("1"));
    // The message is in the misspelt header alone.
    let twin = client.create_employee(&ann()).await.unwrap_err();
    assert_eq!(
        twin.refusal().map(|refusal| refusal.reason),
        Some(RefusalReason::DuplicateEmail)
    );
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_cut_off() {
    let sandbox = Sandbox::start().await.unwrap();
    let endless = Fault::on("GET", "/meta/fields")
        .answer(200)
        .endless(1 << 30);
    sandbox.add_fault(endless);
    let error = client(&sandbox, ADMIN_KEY).fields().await.unwrap_err();
    assert!(
        matches!(error, Error::Undecodable { status: 200, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_refusal_whose_text_never_ends_is_a_refusal() {
    let sandbox = Sandbox::start().await.unwrap();
    let endless = Fault::on("POST", "/employees").answer(403).endless(1 << 30);
    sandbox.add_fault(endless);
    let error = client(&sandbox, ADMIN_KEY).create_employee(&ann()).await;
    let error = error.unwrap_err();
    assert_eq!(
        error.refusal().map(|refusal| refusal.reason),
        Some(RefusalReason::NotPermitted)
    );
}

#[tokio::test]
async fn a_read_is_asked_again_and_a_write_is_not() {
    let (sandbox, client, _) = with_ann().await;
    for (fault, path) in [
        (
            Fault::on("GET", "/meta/fields").answer(502),
            "a bad gateway",
        ),
        (
            Fault::on("GET", "/meta/fields").drop_before_storing(),
            "a drop",
        ),
        (
            Fault::on("GET", "/meta/fields").answer(500).times(2),
            "two failures",
        ),
    ] {
        sandbox.add_fault(fault);
        assert!(client.fields().await.is_ok(), "{path}");
    }
    let before = sandbox.requests().len();
    sandbox.add_fault(Fault::on("POST", "/employees").drop_before_storing());
    client.create_employee(&ann()).await.unwrap_err();
    assert_eq!(sandbox.requests().len(), before + 1);
}

#[tokio::test]
async fn an_outage_is_not_answered_with_a_multiple_of_the_load() {
    let (sandbox, client, _) = with_ann().await;
    sandbox.add_fault(Fault::on("GET", "/meta/fields").answer(500).times(1000));
    let before = sandbox.requests().len();
    for _ in 0..30 {
        client.fields().await.unwrap_err();
    }
    let asked = sandbox.requests().len() - before;
    assert_eq!(
        asked, 40,
        "thirty calls and the ten repetitions of the budget"
    );
}

#[tokio::test]
async fn a_read_gives_up_when_bamboohr_asks_for_more_time_than_there_is() {
    let (sandbox, client, _) = with_ann().await;
    let wait = Fault::on("GET", "/meta/fields").answer(429);
    sandbox.add_fault(wait.header("Retry-After", "3600"));
    let error = client.fields().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    // Nobody else asks either, until then.
    let before = sandbox.requests().len();
    let held = client.create_employee(&ann()).await.unwrap_err();
    assert!(matches!(held, Error::HeldBack(_)), "{held:?}");
    assert!(held.nothing_happened());
    assert!(held.retry_after().unwrap() > Duration::from_secs(3500));
    assert_eq!(sandbox.requests().len(), before);
}
