//! Every fault, and what the taxonomy promises for it.

use std::time::Duration;

use bamboohr_sandbox::Fault;

use super::Told;
use super::calls::{Call, Needs};

/// A fault to play, or a BambooHR that is not there at all.
pub(crate) struct Played {
    pub(crate) name: &'static str,
    pub(crate) fault: Option<fn(&str, &str) -> Fault>,
    /// How long a call waits for its answer, in milliseconds.
    pub(crate) patience: u64,
    pub(crate) expect: fn(&Call) -> Told,
}

const fn played(
    name: &'static str,
    fault: fn(&str, &str) -> Fault,
    expect: fn(&Call) -> Told,
) -> Played {
    Played {
        name,
        fault: Some(fault),
        patience: 5000,
        expect,
    }
}

/// A plain answer with this status.
macro_rules! answered {
    ($status:literal, $expect:expr) => {
        played(
            stringify!($status),
            |method, path| Fault::on(method, path).answer($status),
            $expect,
        )
    };
}

/// A success without anything in it that the caller needs.
fn empty_success(call: &Call) -> Told {
    unless_the_head_is_enough(call, Told::Undecodable)
}

/// A refusal that BambooHR does not document for a create.
fn not_for_a_create(call: &Call) -> Told {
    match call.needs {
        Needs::Id => Told::Undocumented,
        _ => Told::Refused,
    }
}

/// A success whose body does not come to its end.
fn unless_the_head_is_enough(call: &Call, otherwise: Told) -> Told {
    match call.needs {
        Needs::Nothing => Told::Done,
        _ => otherwise,
    }
}

pub(crate) const FAULTS: &[Played] = &[
    played("no fault", Fault::on, |_| Told::Done),
    Played {
        name: "nobody listens",
        fault: None,
        patience: 5000,
        expect: |_| Told::NotDelivered,
    },
    answered!(400, |_| Told::Refused),
    answered!(401, |_| Told::Refused),
    answered!(402, not_for_a_create),
    answered!(403, |_| Told::Refused),
    answered!(404, |_| Told::Refused),
    answered!(405, |_| Told::Refused),
    answered!(406, not_for_a_create),
    answered!(408, |_| Told::Undocumented),
    answered!(409, |_| Told::Refused),
    answered!(412, not_for_a_create),
    answered!(413, |_| Told::Refused),
    answered!(415, |_| Told::Refused),
    answered!(422, not_for_a_create),
    played(
        "429 with Retry-After",
        |method, path| {
            Fault::on(method, path)
                .answer(429)
                .header("Retry-After", "0")
        },
        |_| Told::RateLimited,
    ),
    played(
        "429 without: the account's limit for a create, else a rate limit",
        |method, path| Fault::on(method, path).answer(429),
        |call| match call.needs {
            Needs::Id => Told::Refused,
            _ => Told::RateLimited,
        },
    ),
    answered!(500, |_| Told::ServerFailed),
    played(
        "500 after storing",
        |method, path| Fault::on(method, path).answer(500).after_storing(),
        |_| Told::ServerFailed,
    ),
    answered!(502, |_| Told::ServerFailed),
    played(
        "503 as since September 2026",
        |method, path| Fault::on(method, path).answer(503),
        |_| Told::ServerFailed,
    ),
    played(
        "503 with Retry-After, as before",
        |method, path| {
            Fault::on(method, path)
                .answer(503)
                .header("Retry-After", "0")
        },
        |_| Told::ServerFailed,
    ),
    answered!(504, |_| Told::ServerFailed),
    played(
        "502 as an HTML page",
        |method, path| Fault::on(method, path).html_page(502),
        |_| Told::ServerFailed,
    ),
    played(
        "redirect to another host",
        |method, path| Fault::on(method, path).redirect("https://elsewhere.example/"),
        |_| Told::Undocumented,
    ),
    played(
        "connection dropped before storing",
        |method, path| Fault::on(method, path).drop_before_storing(),
        |_| Told::Broken,
    ),
    played(
        "connection dropped after storing",
        |method, path| Fault::on(method, path).drop_after_storing(),
        |_| Told::Broken,
    ),
    Played {
        name: "no answer in time",
        fault: Some(|method, path| {
            Fault::on(method, path)
                .answer(200)
                .delay(Duration::from_secs(3))
        }),
        patience: 400,
        expect: |_| Told::TimedOut,
    },
    Played {
        name: "an answer byte by byte",
        fault: Some(|method, path| {
            Fault::on(method, path)
                .answer(200)
                .body("a body that takes its time")
                .slow(Duration::from_millis(100))
        }),
        patience: 800,
        expect: |call| unless_the_head_is_enough(call, Told::TimedOut),
    },
    played(
        "an answer cut off",
        |method, path| {
            Fault::on(method, path)
                .answer(200)
                .body("a body that will be cut off")
                .truncated()
        },
        |call| unless_the_head_is_enough(call, Told::Broken),
    ),
    played(
        "an answer without end",
        |method, path| Fault::on(method, path).answer(200).endless(1 << 20),
        |call| unless_the_head_is_enough(call, Told::Undecodable),
    ),
    played(
        "a success without a body",
        |method, path| Fault::on(method, path).answer(200),
        empty_success,
    ),
    played(
        "a success that is an HTML page",
        |method, path| Fault::on(method, path).html_page(200),
        |_| Told::Undecodable,
    ),
    played(
        "JSON that says it is HTML",
        |method, path| Fault::on(method, path).content_type("text/html; charset=UTF-8"),
        |_| Told::Done,
    ),
    played(
        "XML where JSON was asked for",
        |method, path| Fault::on(method, path).as_xml(),
        |call| match call.needs {
            Needs::Json => Told::Undecodable,
            Needs::JsonOrXml | Needs::Id | Needs::Nothing => Told::Done,
        },
    ),
    played(
        "409 with the misspelt header only",
        |method, path| {
            Fault::on(method, path)
                .answer(409)
                .header("X-BambooHR-Error-Messsage", "Duplicate option")
        },
        |_| Told::Refused,
    ),
];
