//! Somebody who answers in BambooHR's place and means ill: what it costs in time and memory, and what the caller is told.
//! One test in a program of its own, because it measures the program.
//!
//! The figures are printed; see them with `cargo test -p bamboohr --test hostile -- --nocapture`.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "hostile/attacks.rs"]
mod attacks;
#[path = "samples/raw.rs"]
mod raw;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bamboohr::{ApiKey, Client, Endpoint, Error, FieldValue, Limits, LostAnswer, Options, Retries};

use attacks::{ATTACKS, Attack};
use raw::Raw;

const MEGABYTE: u64 = 1024 * 1024;
/// Beyond the largest body that is read, twice because it grows by doubling.
const MOST_MEMORY: u64 = 80 * MEGABYTE;
/// How long a call waits for an attack that takes its time, and for any other.
const PATIENCE: [Duration; 2] = [Duration::from_millis(800), Duration::from_secs(30)];
/// Most time beyond the patience with the slow ones, and in all with the others. Much of it is for a busy machine.
const MOST_TIME: Duration = Duration::from_secs(15);

/// What a caller is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Done,
    TimedOut,
    Broken,
    Unreadable,
    Refused,
    ServerFailed,
    Odd,
}

impl Told {
    fn by<T>(outcome: &Result<T, Error>) -> Self {
        match outcome {
            Ok(_) => Self::Done,
            Err(Error::Lost(LostAnswer::TimedOut)) => Self::TimedOut,
            Err(Error::Lost(LostAnswer::Broken)) => Self::Broken,
            Err(Error::Undecodable { .. }) => Self::Unreadable,
            Err(Error::Refused(_)) => Self::Refused,
            Err(Error::ServerFailed(_)) => Self::ServerFailed,
            Err(Error::Undocumented { .. }) => Self::Odd,
            Err(other) => panic!("{other:?}"),
        }
    }
}

impl Attack {
    fn patience(&self) -> Duration {
        let [short, long] = PATIENCE;
        let is_slow = self.fields == Told::TimedOut;
        if is_slow { short } else { long }
    }
}

/// One call under one attack.
struct Met {
    told: Told,
    nothing_happened: bool,
    took: Duration,
    /// Bytes of this program, which is also the one that attacks.
    risen: u64,
    /// Bytes that left.
    sent: u64,
}

async fn meets<T>(attack: &Attack, call: impl AsyncFnOnce(Client) -> Result<T, Error>) -> Met {
    let sent = Arc::new(AtomicU64::new(0));
    let (counted, answer) = (Arc::clone(&sent), attack.answer);
    let place = Raw::start(move |stream| answer(stream, Arc::clone(&counted))).await;
    let endpoint = Endpoint::at(&place.url, "acme".parse().unwrap()).unwrap();
    let options = Options {
        limits: Limits {
            whole_call: attack.patience(),
            ..Limits::default()
        },
        retries: Retries::NONE,
    };
    let client = Client::with(endpoint, ApiKey::new("key".to_owned()), options).unwrap();
    // Forget the highest mark so far; what follows is this call's own.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let (before, began) = (memory("VmRSS"), Instant::now());
    let outcome = call(client).await;
    let took = began.elapsed();
    let risen = memory("VmHWM").saturating_sub(before);
    // On a busy machine the time may be over before it came.
    assert!(place.connections() <= 1, "{}: one request", attack.name);
    Met {
        told: Told::by(&outcome),
        nothing_happened: outcome.is_err_and(|error| error.nothing_happened()),
        took,
        risen,
        sent: sent.load(Ordering::SeqCst),
    }
}

/// A value of `/proc/self/status` in bytes.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    let kilobytes = line.split_whitespace().nth(1).unwrap();
    kilobytes.parse::<u64>().unwrap() * 1024
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_answers_in_bamboohrs_place_costs_little_and_never_decides_a_create() {
    let ann = ["firstName", "lastName"].map(|name| (name.to_owned(), FieldValue::text("Ann")));
    let ann = BTreeMap::from(ann);
    let mut wrong = Vec::new();
    println!(
        "{:<44}{:<10}{:<24}{:<12}{:>8}{:>10}{:>10}",
        "", "call", "told", "a create", "ms", "MB more", "MB sent"
    );
    for attack in ATTACKS {
        let fields = meets(attack, async |client| client.fields().await).await;
        let myself = meets(attack, async |client| client.myself(&[]).await).await;
        let create = meets(attack, async |client| client.create_employee(&ann).await).await;
        for (call, met, expected) in [
            ("fields", &fields, attack.fields),
            ("myself", &myself, attack.myself),
            ("create", &create, attack.create),
        ] {
            let becomes = match (call, met.told, met.nothing_happened) {
                ("create", Told::Done, _) => "created",
                ("create", _, true) => "refused",
                ("create", _, false) => "unknown",
                _ => "",
            };
            println!(
                "{:<44}{call:<10}{:<24}{becomes:<12}{:>8}{:>10.1}{:>10.1}",
                attack.name,
                format!("{:?}", met.told),
                met.took.as_millis(),
                megabytes(met.risen),
                megabytes(met.sent),
            );
            let place = format!("{} × {call}", attack.name);
            if met.told != expected {
                wrong.push(format!("{place}: told {:?}, not {expected:?}", met.told));
            }
            if met.nothing_happened != (met.told == Told::Refused) {
                wrong.push(format!("{place}: whether nothing happened is wrong"));
            }
            if met.took > MOST_TIME {
                wrong.push(format!("{place}: {:?}", met.took));
            }
            if met.risen > MOST_MEMORY {
                wrong.push(format!("{place}: {:.1} MB more", megabytes(met.risen)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn megabytes(bytes: u64) -> f64 {
    let kilobytes = u32::try_from(bytes / 1024).unwrap();
    f64::from(kilobytes) / 1024.0
}
