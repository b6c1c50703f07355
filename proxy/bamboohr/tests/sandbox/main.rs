//! The client over real sockets against the sandbox, which counts what really arrives.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "../samples/bitmap.rs"]
mod bitmap;
mod credentials;
mod employees;
mod files;
mod finding;
mod metadata;
mod pace;
mod privacy;
mod refusals;
mod tables;

use std::collections::BTreeMap;
use std::time::Duration;

use bamboohr::{ApiKey, EmployeeId};
use bamboohr::{Client, Credentials, Endpoint, FieldValue, Limits, Options, Retries};
use bamboohr_sandbox::{ADMIN_KEY, COMPANY, Sandbox};

fn options() -> Options {
    Options {
        limits: Limits {
            connect: Duration::from_secs(2),
            body: 1024 * 1024,
            ..Limits::default()
        },
        retries: Retries {
            first_pause: Duration::from_millis(1),
            ..Retries::default()
        },
    }
}

fn endpoint(sandbox: &Sandbox) -> Endpoint {
    Endpoint::at(&sandbox.url(), COMPANY.parse().unwrap()).unwrap()
}

fn client_with(sandbox: &Sandbox, credentials: impl Into<Credentials>) -> Client {
    Client::with(endpoint(sandbox), credentials, options()).unwrap()
}

fn client(sandbox: &Sandbox, key: &str) -> Client {
    client_with(sandbox, ApiKey::new(key.to_owned()))
}

fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, FieldValue> {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), FieldValue::text(*value)))
        .collect()
}

/// Somebody who starts in many years.
fn ann() -> BTreeMap<String, FieldValue> {
    let mut ann = values(&[
        ("firstName", "Ann"),
        ("lastName", "Lee"),
        ("homeEmail", "ann@example.com"),
        ("hireDate", "2040-02-01"),
        ("jobTitle", "Recruiter"),
    ]);
    let pay = FieldValue::Money {
        value: "60000.00".to_owned(),
        currency: "GBP".to_owned(),
    };
    ann.insert("payRate".to_owned(), pay);
    ann
}

/// A sandbox, an administrator's client, and Ann in the company.
async fn with_ann() -> (Sandbox, Client, EmployeeId) {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    let id = client.create_employee(&ann()).await.unwrap();
    (sandbox, client, id)
}
