//! Every fault on every call: what the caller is told, and how many requests arrived.
//!
//! The matrix is printed; see it with `cargo test -p bamboohr --test fault_matrix -- --nocapture`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "../samples/bitmap.rs"]
mod bitmap;
mod calls;
mod faults;

use std::fmt;
use std::time::Duration;

use bamboohr::{ApiKey, Client, Endpoint, Error, Limits, LostAnswer, Options, Retries};
use bamboohr_sandbox::{ADMIN_KEY, COMPANY, Sandbox};

use calls::{CALLS, Call, Kind, Prepared};
use faults::{FAULTS, Played};

/// Tries of a read.
const TRIES: usize = 3;

/// What a caller is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Done,
    Refused,
    RateLimited,
    NotDelivered,
    TimedOut,
    Broken,
    ServerFailed,
    Undecodable,
    Undocumented,
}

impl Told {
    fn by(outcome: &Result<(), Error>) -> Self {
        match outcome {
            Ok(()) => Self::Done,
            Err(Error::Refused(refusal))
                if refusal.reason == bamboohr::RefusalReason::RateLimited =>
            {
                Self::RateLimited
            }
            Err(Error::Refused(_)) => Self::Refused,
            Err(Error::NotDelivered(_)) => Self::NotDelivered,
            Err(Error::Lost(LostAnswer::TimedOut)) => Self::TimedOut,
            Err(Error::Lost(LostAnswer::Broken)) => Self::Broken,
            Err(Error::ServerFailed(_)) => Self::ServerFailed,
            Err(Error::Undecodable { .. }) => Self::Undecodable,
            Err(Error::Undocumented { .. }) => Self::Undocumented,
            Err(other) => panic!("{other:?}"),
        }
    }

    /// Whether a second request could help a read.
    fn may_pass(self) -> bool {
        use Told::{Broken, NotDelivered, RateLimited, ServerFailed, TimedOut};
        [Broken, NotDelivered, RateLimited, ServerFailed, TimedOut].contains(&self)
    }
}

impl fmt::Display for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::RateLimited => "slower",
            Self::NotDelivered => "not-sent",
            Self::TimedOut => "timeout",
            Self::Broken => "broken",
            Self::ServerFailed => "5xx",
            Self::Undecodable => "unreadable",
            Self::Undocumented => "odd",
        })
    }
}

/// One cell of the matrix.
struct Cell {
    told: Told,
    /// Whether the error says that nothing happened.
    nothing_happened: bool,
    /// Whether the company's people are as they were before.
    is_unchanged: bool,
    requests: usize,
}

fn client(url: &str, limits: Limits) -> Client {
    let endpoint = Endpoint::at(url, COMPANY.parse().unwrap()).unwrap();
    let retries = Retries {
        tries: u32::try_from(TRIES).unwrap(),
        within: Duration::from_secs(20),
        first_pause: Duration::from_millis(1),
        longest_pause: Duration::from_millis(1),
    };
    let options = Options { limits, retries };
    Client::with(endpoint, ApiKey::new(ADMIN_KEY.to_owned()), options).unwrap()
}

async fn play(call: &Call, fault: &Played, sandbox: &Sandbox, helper: &Client) -> Cell {
    sandbox.reset();
    let prepared = Prepared::in_company(helper).await;
    let (before, people) = (sandbox.requests().len(), sandbox.employees());
    let limits = Limits {
        whole_call: Duration::from_millis(fault.patience),
        upload: Duration::from_millis(fault.patience),
        body: 256 * 1024,
        ..Limits::default()
    };
    let url = match fault.fault {
        Some(make) => {
            sandbox.add_fault(make(call.method, call.path).times(99));
            sandbox.url()
        }
        None => {
            let gone = Sandbox::start().await.unwrap();
            let url = gone.url();
            gone.stop().await;
            url
        }
    };
    // A new client each time: what one fault taught about the pace must not slow the next.
    let outcome = (call.run)(client(&url, limits), prepared).await;
    Cell {
        told: Told::by(&outcome),
        nothing_happened: outcome.is_err_and(|error| error.nothing_happened()),
        is_unchanged: sandbox.employees() == people,
        requests: sandbox.requests().len() - before,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_fault_on_every_call_has_its_place_and_no_write_is_sent_twice() {
    let mut rows = Vec::new();
    for call in CALLS {
        rows.push(tokio::spawn(async move {
            let sandbox = Sandbox::start().await.unwrap();
            let helper = client(&sandbox.url(), Limits::default());
            let mut cells = Vec::new();
            for fault in FAULTS {
                cells.push(play(call, fault, &sandbox, &helper).await);
            }
            cells
        }));
    }
    let mut matrix = Vec::new();
    for row in rows {
        matrix.push(row.await.unwrap());
    }
    print(&matrix);

    let mut wrong = Vec::new();
    for (call, cells) in CALLS.iter().zip(&matrix) {
        for (fault, cell) in FAULTS.iter().zip(cells) {
            let place = format!("{} × {}", call.name, fault.name);
            let expected = (fault.expect)(call);
            if cell.told != expected {
                wrong.push(format!("{place}: told {}, not {expected}", cell.told));
            }
            let requests = match call.kind {
                _ if fault.fault.is_none() => 0,
                Kind::Read if cell.told.may_pass() => TRIES,
                Kind::Read | Kind::Write => 1,
            };
            if cell.requests != requests {
                wrong.push(format!(
                    "{place}: {} requests, not {requests}",
                    cell.requests
                ));
            }
            if cell.nothing_happened && !cell.is_unchanged {
                wrong.push(format!("{place}: something happened after all"));
            }
            let certain = [Told::Refused, Told::RateLimited, Told::NotDelivered];
            if cell.nothing_happened != certain.contains(&cell.told) {
                wrong.push(format!("{place}: whether nothing happened is wrong"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn print(matrix: &[Vec<Cell>]) {
    println!(
        "\nWhat the caller is told, and how many requests arrived (a read is tried {TRIES} times):\n"
    );
    for (index, fault) in FAULTS.iter().enumerate() {
        println!("{:>2}  {}", index + 1, fault.name);
    }
    println!();
    for (first, faults) in (0..FAULTS.len())
        .step_by(10)
        .map(|first| (first, &FAULTS[first..(first + 10).min(FAULTS.len())]))
    {
        print!("{:<23}", "call");
        for index in first..first + faults.len() {
            print!("{:<14}", format!("{}", index + 1));
        }
        println!();
        for (call, cells) in CALLS.iter().zip(matrix) {
            print!("{:<23}", call.name);
            for cell in &cells[first..first + faults.len()] {
                print!("{:<14}", format!("{} ×{}", cell.told, cell.requests));
            }
            println!();
        }
        println!();
    }
    let writes = CALLS
        .iter()
        .zip(matrix)
        .filter(|(call, _)| call.kind == Kind::Write);
    let most = writes
        .flat_map(|(_, cells)| cells)
        .map(|cell| cell.requests);
    println!(
        "{} calls × {} faults; a write was sent at most {} time.",
        CALLS.len(),
        FAULTS.len(),
        most.max().unwrap_or_default()
    );
}
