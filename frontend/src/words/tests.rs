//! Tables for the words.

use handoff::FieldId;
use handoff::interface::{Happened, SendKind, SendState};

use super::*;

fn line(label: &str, outcome: Outcome) -> ReceiptLine {
    ReceiptLine {
        field: FieldId::new(label),
        label: label.to_owned(),
        sent: "x".to_owned(),
        outcome,
    }
}

fn differs(stored: &str) -> Outcome {
    Outcome::Differs {
        stored: stored.to_owned(),
    }
}

#[test]
fn every_state_has_the_badge_that_says_what_is_true() {
    let words: Vec<_> = SendState::ALL
        .into_iter()
        .map(|state| (state, badge(state).map(|badge| badge.0)))
        .collect();
    assert_eq!(
        words,
        [
            (SendState::Intent, Some("Sending…")),
            (SendState::TwinFound, Some("Needs a decision")),
            (SendState::InFlight, Some("Sending…")),
            (SendState::Created, Some("In BambooHR")),
            (SendState::Incomplete, Some("Not complete")),
            (SendState::Done, Some("In BambooHR")),
            (SendState::Refused, Some("Not sent")),
            (SendState::NotSent, Some("Not sent")),
            (SendState::Unknown, Some("Checking BambooHR…")),
            (SendState::NeedsPerson, Some("Needs a decision")),
            (SendState::Released, None),
        ]
    );
}

#[test]
fn a_receipt_is_summed_up_in_a_sentence_that_names_what_to_check() {
    let stored = || line("a", Outcome::Stored);
    let cases = [
        (vec![stored()], "The value is stored."),
        (vec![stored(), stored()], "All 2 values are stored."),
        (
            vec![stored(), stored(), line("b", differs("y"))],
            "2 of 3 values are stored. Check this one in BambooHR:",
        ),
        (
            vec![
                stored(),
                line("b", differs("")),
                line("c", Outcome::NotVisible),
            ],
            "1 of 3 values is stored. Check these 2 in BambooHR:",
        ),
    ];
    for (lines, sentence) in cases {
        assert_eq!(receipt_summary(&Receipt { lines }), sentence);
    }
}

#[test]
fn lines_to_check_come_first_and_the_rest_keeps_its_order() {
    let lines = vec![
        line("one", Outcome::Stored),
        line("two", Outcome::NotVisible),
        line("three", Outcome::Stored),
        line("four", differs("y")),
    ];
    let order: Vec<_> = receipt_lines(&Receipt { lines })
        .into_iter()
        .map(|line| line.label)
        .collect();
    assert_eq!(order, ["four", "two", "one", "three"]);
}

#[test]
fn outcomes_are_told_in_words() {
    assert_eq!(outcome(&Outcome::Stored), "Stored");
    assert_eq!(outcome(&differs("Y")), "BambooHR has “Y”");
    assert_eq!(outcome(&differs("")), "Not stored");
    assert_eq!(
        outcome(&Outcome::NotVisible),
        "Not visible to this connection"
    );
}

#[test]
fn counts_are_whole_sentences() {
    assert_eq!(candidate_count(61, None, false), "61 candidates");
    assert_eq!(
        candidate_count(1, Some(Stage::Hired), false),
        "1 candidate in Hired"
    );
    assert_eq!(
        candidate_count(1, None, true),
        "1 candidate matches your search"
    );
    assert_eq!(
        candidate_count(0, Some(Stage::Offer), true),
        "No candidates in Offer match your search"
    );
}

#[test]
fn file_sizes_are_rounded_down() {
    assert_eq!(file_size(0), "0 bytes");
    assert_eq!(file_size(84_400), "84 KB");
    assert_eq!(file_size(1_290_000), "1.2 MB");
}

#[test]
fn initials_come_from_the_first_and_the_last_word() {
    assert_eq!(initials("Ann Example"), "AE");
    assert_eq!(initials("maría de la Cruz"), "MC");
    assert_eq!(initials("Suharto"), "S");
    assert_eq!(initials("李 小龍"), "李小");
    assert_eq!(initials("(Bo) — Li"), "BL");
    assert_eq!(initials(" "), "");
}

#[test]
fn thousands_stand_apart_and_what_is_no_number_stays() {
    for (number, read) in [
        ("76500.00", "76,500.00"),
        ("1234567", "1,234,567"),
        ("999", "999"),
        ("65.000,00", "65.000,00"),
        ("about 30k", "about 30k"),
        ("", ""),
    ] {
        assert_eq!(grouped(number), read);
    }
}

#[test]
fn the_history_says_of_a_send_what_the_proxy_says() {
    let sent = happened(&Happened::Sent {
        send: "s".to_owned(),
        state: SendState::Intent,
        words: "Sent to BambooHR by Ann".to_owned(),
    });
    assert_eq!(sent, "Sent to BambooHR by Ann");
    let moved = happened(&Happened::Moved {
        stage: Stage::Offer,
    });
    assert_eq!(moved, "Moved to Offer");
}

#[test]
fn one_field_and_none_are_no_plural() {
    for (same, words) in [
        (0, ""),
        (1, "1 other field says the same everywhere. "),
        (7, "7 other fields say the same everywhere. "),
    ] {
        assert_eq!(same_fields(same), words);
    }
    for (same, beginning) in [
        (0, "No field is filled in here"),
        (1, "The one field that is filled in here says the same"),
        (7, "All 7 fields say the same"),
    ] {
        let words = nothing_differs(same);
        assert!(words.starts_with(beginning), "{words}");
        assert!(words.ends_with("There is nothing to update."), "{words}");
    }
}

#[test]
fn waiting_times_are_never_shorter_in_words() {
    for (seconds, words) in [
        (1, "one second"),
        (60, "60 seconds"),
        (91, "2 minutes"),
        (300, "5 minutes"),
        (301, "6 minutes"),
        (5_401, "2 hours"),
    ] {
        assert_eq!(duration(seconds), words);
    }
}

#[test]
fn each_kind_of_send_has_headings_of_its_own() {
    let headings: Vec<_> = SendKind::ALL
        .into_iter()
        .map(|kind| {
            [heading_running, heading_done, heading_not_sent].map(|heading| heading(kind, "Ann"))
        })
        .collect();
    assert_eq!(
        headings,
        [
            [
                "Sending Ann to BambooHR",
                "Ann is now in BambooHR",
                "Ann was not sent"
            ],
            [
                "Updating Ann in BambooHR",
                "Ann is updated in BambooHR",
                "Ann was not updated"
            ],
            [
                "Rehiring Ann in BambooHR",
                "Ann is rehired in BambooHR",
                "Ann was not rehired"
            ],
        ]
    );
}

#[test]
fn the_log_says_how_many_there_are_and_how_many_wait_for_somebody() {
    assert_eq!(log_summary(0, 0), "No sends.");
    assert_eq!(log_summary(1, 1), "1 send. 1 needs a person.");
    assert_eq!(log_summary(120, 3), "120 sends. 3 need a person.");
}

#[test]
fn a_day_of_a_chart_is_short() {
    assert_eq!(day_in_words("2027-01-04"), "4 Jan");
    assert_eq!(day_in_words("soon"), "soon");
}
