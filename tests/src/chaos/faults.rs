//! What BambooHR does wrong in a round: a script of faults for every kind of request, thrown with the dice.
//!
//! The fields of the company are left alone: without them no form can be made, and nothing be sent.

use std::time::Duration;

use bamboohr_sandbox::{Fault, Sandbox};
use fastrand::Rng;

/// What goes wrong most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weather {
    /// Anything, everywhere.
    Storm,
    /// Employees are stored and the answer is lost.
    LostAnswers,
    /// BambooHR asks to slow down.
    Busy,
    /// Nothing: only crashes.
    Calm,
}

/// A write that BambooHR may have carried out.
const CREATE: (&str, &str) = ("POST", "/employees");
/// Later writes: the employee, rows (new and changed), documents, the photo.
const WRITES: [(&str, &str); 5] = [
    ("POST", "/employees/*"),
    ("POST", "/employees/*/tables/*"),
    ("POST", "/employees/*/tables/*/*"),
    ("POST", "/employees/*/files"),
    ("POST", "/employees/*/photo"),
];
/// Lists, single people and change feeds, rows, files, searches.
const READS: [(&str, &str); 5] = [
    ("GET", "/employees"),
    ("GET", "/employees/*"),
    ("GET", "/employees/*/tables/*"),
    ("GET", "/employees/*/files/view"),
    ("POST", "/datasets/employee/data"),
];

impl Weather {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Storm, Self::LostAnswers, Self::Busy, Self::Calm];

    /// Of a hundred creates, later writes and reads, how many go wrong.
    fn shares(self) -> [u8; 3] {
        match self {
            Self::Storm => [50, 35, 25],
            Self::LostAnswers => [75, 40, 10],
            Self::Busy => [35, 12, 8],
            Self::Calm => [0, 0, 0],
        }
    }

    /// Adds a script for so many sends. `patience` is how long the client waits for an answer.
    pub fn break_over(self, sandbox: &Sandbox, sends: usize, patience: Duration, dice: &mut Rng) {
        let [creates, writes, reads] = self.shares();
        let mut script =
            |what: (&'static str, &'static str), share: u8, length: usize, kind: Kind| {
                for _ in 0..length {
                    let fault = Fault::on(what.0, what.1);
                    // A fault without effect uses up its turn: this request goes well.
                    let fault = match dice.u8(..100) < share {
                        true => self.spoil(fault, kind, patience, dice),
                        false => fault,
                    };
                    sandbox.add_fault(fault);
                }
            };
        script(CREATE, creates, sends * 2, Kind::Create);
        for what in WRITES {
            script(what, writes, sends * 2, Kind::Write);
        }
        for what in READS {
            script(what, reads, sends * 3, Kind::Read);
        }
    }

    fn spoil(self, fault: Fault, kind: Kind, patience: Duration, dice: &mut Rng) -> Fault {
        match (self, kind) {
            (Self::LostAnswers, Kind::Create) => lost(fault, patience, dice),
            (Self::Busy, _) if dice.u8(..3) > 0 => slow_down(fault),
            (_, Kind::Read) => unread(fault, patience, dice),
            (_, Kind::Create | Kind::Write) => anything(fault, patience, dice),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Create,
    Write,
    Read,
}

/// Stored, and the answer never comes or cannot be read.
fn lost(fault: Fault, patience: Duration, dice: &mut Rng) -> Fault {
    match dice.u8(..8) {
        0 | 1 => fault.drop_after_storing(),
        2 => fault.answer(500).after_storing(),
        3 => fault.answer(502).after_storing(),
        4 => fault.answer(503).header("Retry-After", "1").after_storing(),
        5 => fault.html_page(200).after_storing(),
        6 => fault.redirect("https://elsewhere.example/").after_storing(),
        // Stored in time, told too late.
        _ => fault.answer(201).after_storing().delay(patience * 3 / 2),
    }
}

fn anything(fault: Fault, patience: Duration, dice: &mut Rng) -> Fault {
    match dice.u8(..12) {
        0 | 1 => fault.drop_before_storing(),
        2 => fault.answer(500),
        3 => fault.answer(503),
        4 => fault.html_page(502),
        5 => fault.redirect("https://elsewhere.example/"),
        6 => slow_down(fault),
        7 => fault.truncated(),
        // Stored when nobody waits any more.
        8 => fault.delay(patience * 3 / 2),
        _ => lost(fault, patience, dice),
    }
}

fn unread(fault: Fault, patience: Duration, dice: &mut Rng) -> Fault {
    match dice.u8(..8) {
        0 => fault.drop_before_storing(),
        1 => fault.answer(500),
        2 => fault.answer(503).header("Retry-After", "1"),
        3 => fault.html_page(200),
        4 => fault.redirect("https://elsewhere.example/"),
        5 => slow_down(fault),
        6 => fault.truncated(),
        _ => fault.delay(patience * 3 / 2),
    }
}

fn slow_down(fault: Fault) -> Fault {
    fault.answer(429).header("Retry-After", "1")
}
