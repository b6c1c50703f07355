//! How a form that is being filled in reads: its sections, its folds, its draft.

use handoff::interface::DraftView;

use super::Tone;
use crate::form_model::Standing;

/// How far a section is.
pub fn standing(standing: Standing) -> (String, Tone) {
    match standing {
        Standing::ToCorrect(count) => (format!("{count} to correct"), Tone::Bad),
        Standing::ToAnswer(count) => (format!("{count} to answer"), Tone::Warning),
        Standing::Complete => ("Complete".to_owned(), Tone::Good),
        Standing::Optional => ("Optional".to_owned(), Tone::Plain),
    }
}

/// How many files go along.
pub fn files_chosen(count: usize) -> (String, Tone) {
    match count {
        0 => ("None chosen".to_owned(), Tone::Plain),
        1 => ("1 file".to_owned(), Tone::Good),
        _ => (format!("{count} files"), Tone::Good),
    }
}

/// The line that opens the fields that can wait.
pub fn fold_label(count: usize) -> String {
    format!("Optional fields ({count})")
}

/// Why a value is needed now. The rules say it as the end of a sentence that begins with the label, and here it stands
/// right under the label.
pub fn needed(label: &str, reason: &str) -> String {
    match reason.strip_prefix("is needed") {
        Some(rest) => format!("Needed{rest}"),
        None => format!("{label} {reason}"),
    }
}

/// How long ago something was, in minutes at the finest.
pub fn ago(seconds: u64) -> String {
    match seconds {
        0..45 => "just now".to_owned(),
        45..90 => "a minute ago".to_owned(),
        90..3_000 => format!("{} minutes ago", (seconds + 30) / 60),
        3_000..5_400 => "an hour ago".to_owned(),
        5_400..79_200 => format!("{} hours ago", (seconds + 1_800) / 3_600),
        _ => "some days ago".to_owned(),
    }
}

/// Somebody else is at the same form.
pub fn edited_by(draft: &DraftView, seconds: u64) -> String {
    format!("{} is editing this form ({})", draft.who, ago(seconds))
}

/// Somebody has changed the same form.
pub fn grown_apart(draft: &DraftView, seconds: u64) -> String {
    let who = match draft.is_mine {
        true => "You changed this form in another tab",
        false => &format!("{} changed this form", draft.who),
    };
    format!("{who} ({})", ago(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_begins_a_sentence_of_its_own() {
        let reason = "is needed as soon as any part of the address is given.";
        let words = "Needed as soon as any part of the address is given.";
        assert_eq!(needed("Country", reason), words);
        assert_eq!(
            needed("Country", "must be there."),
            "Country must be there."
        );
    }

    #[test]
    fn the_past_is_told_in_round_numbers() {
        for (seconds, words) in [
            (0, "just now"),
            (60, "a minute ago"),
            (120, "2 minutes ago"),
            (2_999, "50 minutes ago"),
            (3_600, "an hour ago"),
            (7_200, "2 hours ago"),
            (200_000, "some days ago"),
        ] {
            assert_eq!(ago(seconds), words, "{seconds}");
        }
    }
}
