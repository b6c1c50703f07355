//! The client over real sockets against the sandbox, which counts what really arrives.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::time::Duration;

use bamboohr::{
    ApiKey, AsOf, Client, Endpoint, Error, FieldValue, Limits, LostAnswer, Options, RefusalReason,
    Retries,
};
use bamboohr_sandbox::{ADMIN_KEY, Fault, LIMITED_KEY, Sandbox};

fn client(sandbox: &Sandbox, key: &str) -> Client {
    let endpoint = Endpoint::at(&sandbox.url(), "acme".parse().unwrap()).unwrap();
    let limits = Limits {
        connect: Duration::from_secs(2),
        whole_call: Duration::from_millis(600),
        body: 1024 * 1024,
        ..Limits::default()
    };
    let retries = Retries {
        first_pause: Duration::from_millis(1),
        ..Retries::default()
    };
    let options = Options { limits, retries };
    Client::with(endpoint, ApiKey::new(key.to_owned()), options).unwrap()
}

fn ann() -> BTreeMap<String, FieldValue> {
    let text = |name: &str, value: &str| (name.to_owned(), FieldValue::Text(value.to_owned()));
    let pay = FieldValue::Money {
        value: "60000.00".to_owned(),
        currency: "GBP".to_owned(),
    };
    BTreeMap::from([
        text("firstName", "Ann"),
        text("lastName", "Lee"),
        text("homeEmail", "ann@example.com"),
        text("hireDate", "2040-02-01"),
        text("jobTitle", "Recruiter"),
        ("payRate".to_owned(), pay),
    ])
}

#[tokio::test]
async fn somebody_created_can_be_read_back_before_the_first_day_of_work() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    let id = client.create_employee(&ann()).await.unwrap();
    let fields = [
        "firstName",
        "jobTitle",
        "payRate",
        "mobilePhone",
        "terminationDate",
        "noSuchField",
    ];
    let read = client.employee(&id, &fields, AsOf::Planned).await.unwrap();
    assert_eq!(read.text("firstName"), Some("Ann"));
    assert_eq!(read.text("jobTitle"), Some("Recruiter"));
    assert_eq!(read.text("payRate"), Some("60000.00 GBP"));
    for empty in ["mobilePhone", "terminationDate"] {
        assert_eq!(read.get(empty), Some(&FieldValue::Empty), "{empty}");
    }
    assert_eq!(read.get("noSuchField"), None);
    let today = client.employee(&id, &fields, AsOf::Today).await.unwrap();
    assert_eq!(today.get("jobTitle"), Some(&FieldValue::Empty));
    assert_eq!(today.get("payRate"), Some(&FieldValue::Empty));
}

#[tokio::test]
async fn a_list_holds_everybody_the_inactive_and_the_future_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    let id = client.create_employee(&ann()).await.unwrap();
    let people = client.people().await.unwrap();
    assert_eq!(people.len(), sandbox.employees().len());
    let found = people.iter().find(|person| person.id == id).unwrap();
    assert_eq!(found.text("homeEmail"), Some("ann@example.com"));
    assert_eq!(found.text("hireDate"), Some("2040-02-01"));
    assert_eq!(found.text("status"), Some("Inactive"));
}

#[tokio::test]
async fn no_request_carries_a_persons_data_in_its_url() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    let id = client.create_employee(&ann()).await.unwrap();
    let fields = ["firstName"];
    client.employee(&id, &fields, AsOf::Planned).await.unwrap();
    client.people().await.unwrap();
    for request in sandbox.requests() {
        let path = request.path.to_lowercase();
        assert!(
            !["ann", "lee", "example.com"]
                .iter()
                .any(|word| path.contains(word)),
            "{path}"
        );
    }
}

#[tokio::test]
async fn metadata_is_read_with_all_its_oddities() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    let fields = client.fields().await.unwrap();
    assert_eq!(
        fields
            .iter()
            .filter(|field| field.alias.as_deref() == Some("payRate"))
            .count(),
        2
    );
    assert!(
        fields
            .iter()
            .any(|field| field.id.to_string().starts_with('-'))
    );
    let lists = client.lists().await.unwrap();
    assert!(
        lists
            .iter()
            .any(|list| list.options.iter().any(|option| option.archived))
    );
    let countries = client.countries().await.unwrap();
    let canada = countries
        .iter()
        .find(|country| country.iso_code.as_deref() == Some("CA"))
        .unwrap();
    assert!(
        client
            .provinces(&canada.id)
            .await
            .unwrap()
            .iter()
            .any(|province| province.label == "ON")
    );
}

#[tokio::test]
async fn each_failure_of_a_create_has_its_place_and_is_one_request() {
    let create = || Fault::on("POST", "/employees");
    let refused = |error: &Error| error.refusal().map(|refusal| refusal.reason);
    type Verdict = fn(&Error) -> bool;
    let cases: [(&str, Fault, Verdict); 11] = [
        ("400", create().answer(400), |error| {
            matches!(error, Error::Refused(_))
        }),
        ("409", create().answer(409), |error| {
            matches!(error, Error::Refused(_))
        }),
        (
            "429 with a wait",
            create().answer(429).header("Retry-After", "2"),
            |error| {
                error
                    .refusal()
                    .is_some_and(|refusal| refusal.retry_after == Some(Duration::from_secs(2)))
            },
        ),
        ("429 without", create().answer(429), |error| {
            error
                .refusal()
                .is_some_and(|refusal| refusal.reason == RefusalReason::AccountLimit)
        }),
        ("408", create().answer(408), |error| {
            matches!(error, Error::Undocumented { status: 408, .. })
        }),
        ("500", create().answer(500), |error| {
            matches!(error, Error::ServerFailed(_))
        }),
        ("503", create().answer(503).after_storing(), |error| {
            matches!(error, Error::ServerFailed(_))
        }),
        (
            "redirect",
            create().answer(307).header("Location", "/api/v1/employees"),
            |error| matches!(error, Error::Undocumented { status: 307, .. }),
        ),
        ("dropped", create().drop_after_storing(), |error| {
            matches!(error, Error::Lost(LostAnswer::Broken))
        }),
        (
            "too slow",
            create().delay(Duration::from_secs(3)),
            |error| matches!(error, Error::Lost(LostAnswer::TimedOut)),
        ),
        ("no id", create().answer(201).body("{}"), |error| {
            matches!(error, Error::Undecodable { .. })
        }),
    ];
    for (name, fault, is_expected) in cases {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.add_fault(fault);
        let error = client(&sandbox, ADMIN_KEY)
            .create_employee(&ann())
            .await
            .unwrap_err();
        assert!(is_expected(&error), "{name}: {error:?}");
        assert_eq!(
            error.nothing_happened(),
            refused(&error).is_some(),
            "{name}"
        );
        assert_eq!(sandbox.requests().len(), 1, "{name}");
    }
}

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
    assert_eq!(
        (limited.reason, limited.message.as_deref()),
        (
            RefusalReason::NotPermitted,
            Some("Insufficient permissions")
        )
    );
    let wrong = client(&sandbox, "no-such-key").fields().await.unwrap_err();
    let wrong = wrong.refusal().unwrap();
    assert_eq!(wrong.reason, RefusalReason::KeyRejected);
    assert_eq!(
        wrong.message.as_deref(),
        Some("API key not provided or invalid")
    );
}

#[tokio::test]
async fn a_doubled_message_is_said_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    client.create_employee(&ann()).await.unwrap();
    let twin = client.create_employee(&ann()).await.unwrap_err();
    let twin = twin.refusal().unwrap();
    assert_eq!(
        (twin.reason, twin.message.as_deref()),
        (RefusalReason::DuplicateEmail, Some("Duplicate email"))
    );
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let sandbox = Sandbox::start().await.unwrap();
    let huge = "x".repeat(3 * 1024 * 1024);
    sandbox.add_fault(Fault::on("GET", "/meta/fields").answer(200).body(&huge));
    let error = client(&sandbox, ADMIN_KEY).fields().await.unwrap_err();
    assert!(
        matches!(error, Error::Undecodable { status: 200, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn no_error_names_the_key_or_a_url() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, "canary-key");
    let refused = client.fields().await.unwrap_err();
    sandbox.stop().await;
    let unreachable = client.fields().await.unwrap_err();
    for error in [refused, unreachable] {
        let text = format!("{error} {error:?} {client:?}");
        assert!(!text.contains("canary-key"), "{text}");
        assert!(!error.to_string().contains("http"), "{error}");
    }
}
