//! The rows of the log.

use handoff::interface::{LogRow, SendKind, SendState};
use leptos::prelude::*;

use super::state::{Log, row_link_id};
use crate::browser::moment_in_words;
use crate::components::badge::{SendBadge, badge_of};
use crate::components::data_table::{Heads, row, table, text};
use crate::components::employee_link::employee_id;
use crate::paths;
use crate::tasks::memo;
use crate::words::{Tone, link_to_send};

const HEADS: Heads = &[
    "Candidate",
    "State",
    "Begun",
    "Employee",
    "Attempts",
    "Problem",
];

#[component]
pub(super) fn LogRows(log: Log) -> impl IntoView {
    let may_open = memo(move || {
        log.page
            .with(|page| page.as_ref().is_none_or(|page| page.may_open))
    });
    let rows = move || {
        let rows = log.rows.get().into_iter();
        rows.map(|entry| one(entry, may_open.get())).collect_view()
    };
    view! { <div class="card data-card">{table("Sends", HEADS, rows.into_any())}</div> }
}

/// Links lead on only for whoever `may_open` a send.
fn one(entry: LogRow, may_open: bool) -> AnyView {
    let kind = match entry.kind {
        SendKind::Create => None,
        SendKind::Update => Some("Update"),
        SendKind::Rehire => Some("Rehire"),
    };
    let state = match (entry.state, &entry.employee, &entry.problem) {
        // Its answer came after somebody had decided.
        (SendState::Released, _, Some(_)) => badge_of("Was created", Tone::Warning),
        (SendState::Released, Some(_), None) => badge_of("Was there already", Tone::Plain),
        (SendState::Released, None, None) => badge_of("Nobody was created", Tone::Plain),
        (state, ..) => view! { <SendBadge state=Some(state) /> }.into_any(),
    };
    let way_on = way_on(&entry).filter(|_| may_open);
    let way_on = way_on.map(|(words, page)| link(words, page, &entry.name));
    let batch = entry.batch.as_deref().map(|batch| {
        let link = link("Open the batch", paths::batch(batch), &entry.name);
        view! { <span class="data__small">{link}</span> }
    });
    // Without a word, not even a space: an empty cell leaves no trace on narrow screens.
    let problem = (entry.problem.is_some() || way_on.is_some()).then(|| {
        view! {
            <span>
                <span dir="auto">{entry.problem}</span>
                " "
                {way_on}
            </span>
        }
    });
    let name = match may_open {
        true => view! {
            <a id=row_link_id(&entry.id) href=paths::send(&entry.candidate, &entry.id) dir="auto">
                {entry.name}
            </a>
        }
        .into_any(),
        // What more rows are loaded for moves the focus here all the same.
        false => view! {
            <span id=row_link_id(&entry.id) tabindex="-1" dir="auto">
                {entry.name}
            </span>
        }
        .into_any(),
    };
    let name = view! {
        {name}
        {kind.map(|kind| view! { <span class="data__small">{kind}</span> })}
    };
    let when = moment_in_words(&entry.at);
    let begun = view! {
        <span dir="auto">{entry.who}</span>
        <time class="data__small" datetime=entry.at>
            {when}
        </time>
        {batch}
    };
    row(
        HEADS,
        vec![
            name.into_any(),
            state,
            begun.into_any(),
            entry.employee.map(employee_id).into_any(),
            text(entry.attempts.to_string()),
            problem.into_any(),
        ],
    )
}

/// What a person can do about it, and where; nothing when there is nothing to do or a newer send did it.
fn way_on(entry: &LogRow) -> Option<(&'static str, String)> {
    if entry.state.needs_person() {
        let page = paths::send(&entry.candidate, &entry.id);
        return Some((link_to_send(entry.state), page));
    }
    if !entry.is_newest || !entry.state.allows_another() {
        return None;
    }
    Some(match entry.employee {
        Some(_) => ("Compare with BambooHR", paths::changes(&entry.candidate)),
        None => ("Correct and send again", paths::send_form(&entry.candidate)),
    })
}

/// A link that says to who cannot see its row whom it is about.
fn link(words: &'static str, page: String, name: &str) -> AnyView {
    let about = format!(": {name}");
    view! {
        <a href=page>
            {words}
            <span class="visually-hidden">{about}</span>
        </a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use handoff::CandidateId;
    use handoff::interface::{EmployeeLink, LogOutcome};

    fn entry(state: SendState, is_newest: bool, is_there: bool) -> LogRow {
        LogRow {
            id: "s1".to_owned(),
            candidate: CandidateId::parse("cand_1").unwrap(),
            name: "Ann Example".to_owned(),
            kind: SendKind::Create,
            state,
            who: "Rosa".to_owned(),
            at: String::new(),
            changed_at: String::new(),
            employee: is_there.then(|| EmployeeLink {
                id: "131".to_owned(),
                url: String::new(),
            }),
            attempts: 1,
            problem: None,
            batch: None,
            is_newest,
        }
    }

    #[test]
    fn a_row_leads_on_where_a_person_can_do_something() {
        for state in SendState::ALL {
            let way = way_on(&entry(state, true, false)).map(|way| way.1);
            let expected = match LogOutcome::of(state) {
                LogOutcome::NeedsPerson => Some("/candidates/cand_1/sends/s1"),
                LogOutcome::NotSent => Some("/candidates/cand_1/send"),
                LogOutcome::Running | LogOutcome::Done => None,
            };
            assert_eq!(way.as_deref(), expected, "{state:?}");
        }
        let there = way_on(&entry(SendState::Released, true, true)).unwrap();
        assert_eq!(there.1, "/candidates/cand_1/changes");
        assert_eq!(way_on(&entry(SendState::Refused, false, false)), None);
    }
}
