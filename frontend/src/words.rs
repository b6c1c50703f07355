//! How states, amounts and dates read to a person. Pure; no markup.

mod doctor;
mod form;
mod sends;
pub mod setup;

use handoff::interface::LARGEST_BATCH;
use handoff::{Outcome, Receipt, ReceiptLine, Stage, date_in_words};

pub use doctor::{by_weight, doctor_summary, severity, to_do, trial_summary};
pub use form::{ago, edited_by, files_chosen, fold_label, grown_apart, needed, standing};
pub use sends::{
    badge, duration, happened, heading_done, heading_not_sent, heading_running, link_to_send,
    log_outcome, log_summary, nothing_differs, same_fields, step_progress, update_button,
    what_changed,
};

/// How a badge or a banner looks. The words always say the same without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// It goes on by itself.
    Busy,
    /// Somebody should look.
    Warning,
    /// It did not work.
    Bad,
    /// Neither.
    Plain,
}

impl Tone {
    /// The name used in class names.
    pub fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Busy => "busy",
            Self::Warning => "warning",
            Self::Bad => "bad",
            Self::Plain => "plain",
        }
    }
}

/// How many candidates the list holds, for example `3 candidates in Hired`.
pub fn candidate_count(total: u64, stage: Option<Stage>, is_search: bool) -> String {
    let noun = if total == 1 {
        "candidate"
    } else {
        "candidates"
    };
    let number = if total == 0 {
        "No".to_owned()
    } else {
        total.to_string()
    };
    let place = stage
        .map(|stage| format!(" in {}", stage.label()))
        .unwrap_or_default();
    let found = match (is_search, total) {
        (false, _) => "",
        (true, 1) => " matches your search",
        (true, _) => " match your search",
    };
    format!("{number} {noun}{place}{found}")
}

/// What became of one value.
pub fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Stored => "Stored".to_owned(),
        Outcome::Differs { stored } if stored.is_empty() => "Not stored".to_owned(),
        Outcome::Differs { stored } => format!("BambooHR has “{stored}”"),
        Outcome::NotVisible => "Not visible to this connection".to_owned(),
    }
}

/// How an outcome looks.
pub fn outcome_tone(outcome: &Outcome) -> Tone {
    match outcome {
        Outcome::Stored => Tone::Good,
        Outcome::Differs { .. } => Tone::Warning,
        Outcome::NotVisible => Tone::Plain,
    }
}

/// The receipt in one sentence; it ends with a colon when lines to check follow.
pub fn receipt_summary(receipt: &Receipt) -> String {
    let all = receipt.lines.len();
    let stored = receipt
        .lines
        .iter()
        .filter(|line| line.outcome == Outcome::Stored)
        .count();
    match (all, all - stored) {
        (1, 0) => "The value is stored.".to_owned(),
        (_, 0) => format!("All {all} values are stored."),
        (_, 1) => format!(
            "{stored} of {all} values {} stored. Check this one in BambooHR:",
            is_or_are(stored)
        ),
        (_, left) => format!(
            "{stored} of {all} values {} stored. Check these {left} in BambooHR:",
            is_or_are(stored)
        ),
    }
}

fn is_or_are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// The lines of a receipt with those to check first, else in the order of the form.
pub fn receipt_lines(receipt: &Receipt) -> Vec<ReceiptLine> {
    let rank = |line: &ReceiptLine| match line.outcome {
        Outcome::Differs { .. } => 0,
        Outcome::NotVisible => 1,
        Outcome::Stored => 2,
    };
    // Three passes instead of a sort: with three ranks they do the same, and need no sorting code.
    let of_rank = |wanted| {
        receipt
            .lines
            .iter()
            .filter(move |line| rank(line) == wanted)
    };
    (0..3).flat_map(of_rank).cloned().collect()
}

/// A plain number with its thousands apart, `76500.00` as `76,500.00`; anything else as it is.
pub fn grouped(number: &str) -> String {
    let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut apart = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    apart + rest
}

/// `2027-01-04` as `4 Jan`; anything else as it is.
pub fn day_in_words(text: &str) -> String {
    let words = date_in_words(text).unwrap_or_default();
    let mut words = words.split(' ').skip(1);
    match (words.next(), words.next().and_then(|month| month.get(..3))) {
        (Some(day), Some(month)) => format!("{day} {month}"),
        _ => text.to_owned(),
    }
}

/// So many people.
pub fn people(count: usize) -> String {
    match count {
        1 => "1 person".to_owned(),
        _ => format!("{count} people"),
    }
}

/// How many candidates are selected, and when that is too many.
pub fn selected(count: usize) -> String {
    match count {
        0 => "Nobody selected. Tick candidates to send them together.".to_owned(),
        1..=LARGEST_BATCH => format!("{} selected.", people(count)),
        _ => format!(
            "{} selected. At most {LARGEST_BATCH} can be sent at once.",
            people(count)
        ),
    }
}

/// The words of the button that sends so many candidates.
pub fn batch_button(count: usize) -> String {
    match count {
        0 => "Nobody can be sent yet".to_owned(),
        1 => "Send 1 candidate to BambooHR".to_owned(),
        _ => format!("Send {count} candidates to BambooHR"),
    }
}

/// The size of a file, for example `84 KB`.
pub fn file_size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// One or two letters for a picture of somebody who has none.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    first
        .into_iter()
        .chain(words.next_back())
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests;
