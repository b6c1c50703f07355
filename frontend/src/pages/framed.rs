//! `/embed`: the form for one candidate in a frame on a page of an applicant tracking system, and what became of it.
//!
//! It shows the candidate whom the page names, if the page's token lets its reader see them, and the rooms about sending:
//! the form, the result, the comparison. Every other address of the application leads out, to the page. There is no router,
//! which would take over the browser's history, and no cookie: what lets in is in `frame.js`, in memory.

mod inside;
mod leaving;

use handoff::CandidateId;
use handoff::interface::EmbedOpened;
use leptos::prelude::*;

use crate::annexes::Annex;
use crate::annexes::door::prepare;
use crate::browser::{pause, reload};
use crate::components::button::{Button, Weight};
use crate::host::{self, NoWayIn, Said};
use crate::tasks::{drawn, memo, spawn_detached};
use inside::{Inside, Waiting};
use leaving::Leaving;

/// Milliseconds in which the page says whom the frame is about.
const PATIENCE: i32 = 20_000;

/// How far a reader has come.
#[derive(Clone, Debug, PartialEq)]
enum Entry {
    /// The page was not heard yet, or its token is being looked at.
    Waiting,
    /// Here they are.
    In(CandidateId, EmbedOpened),
    /// Not with this token, or without one.
    Out(Obstacle),
}

/// Why nothing is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Obstacle {
    /// The page has handed over no token.
    NoToken,
    /// The proxy does not take the token.
    NotAccepted,
    /// The proxy does not answer.
    OutOfReach,
    /// The page names nobody.
    NobodyNamed,
    /// The token is for other candidates.
    AnotherCandidate,
    /// Part of the application did not arrive.
    NotLoaded,
}

impl Obstacle {
    /// What the page is told.
    fn code(self) -> &'static str {
        match self {
            Self::NoToken => "no-token",
            Self::NotAccepted => "token-not-accepted",
            Self::OutOfReach => "out-of-reach",
            Self::NobodyNamed => "no-candidate",
            Self::AnotherCandidate => "candidate-not-allowed",
            Self::NotLoaded => "not-loaded",
        }
    }

    /// What the reader is told, who did nothing wrong.
    fn words(self) -> &'static str {
        match self {
            Self::NoToken => {
                "Your applicant tracking system did not say who you are. Try again, or sign in there once more."
            }
            Self::NotAccepted => {
                "What your applicant tracking system handed over is not valid any more. Try again."
            }
            Self::OutOfReach => {
                "The server cannot be reached now. Nothing was sent. Try again in a moment."
            }
            Self::NobodyNamed => {
                "Your applicant tracking system did not say whom this is about. Please tell its makers."
            }
            Self::AnotherCandidate => {
                "Your applicant tracking system let you in for another candidate. Try again from the candidate’s own page."
            }
            Self::NotLoaded => {
                "A part of it did not arrive. Check your connection and open it again."
            }
        }
    }
}

/// What there is at the address of the frame.
#[component]
pub fn Framed() -> impl IntoView {
    if !host::is_framed() {
        return view! { <Alone /> }.into_any();
    }
    let entry = RwSignal::new(Entry::Waiting);
    let named = RwSignal::new(None::<CandidateId>);
    let is_asking = RwSignal::new(false);
    let leaving = Leaving::new();
    let enter = Callback::new(move |()| {
        if is_asking.get_untracked() {
            return;
        }
        is_asking.set(true);
        spawn_detached(async move {
            let mut way = host::come_in().await;
            let is_worth_another = match &way {
                // Meanwhile the page may have named somebody else, for whom another token is needed.
                Ok(opened) => !named.with_untracked(|named| is_for(opened, named.as_ref())),
                // It may have been handed over long ago.
                Err(why) => *why == NoWayIn::NotAccepted,
            };
            if is_worth_another {
                way = match host::come_in().await {
                    Err(NoWayIn::NoToken) => way,
                    other => other,
                };
            }
            is_asking.set(false);
            arrive(entry, named.get_untracked(), way);
        });
    });
    // The form will be next, so it can be on its way.
    prepare(Annex::Sending);
    let hear = move |said| match said {
        Said::Closing => leaving.begin(),
        Said::Context {
            candidate,
            is_fresh,
        } => {
            let is_same = named.get_untracked() == candidate;
            named.set(candidate.clone());
            match (entry.get_untracked(), candidate) {
                // It is shown again after its pass ended, or only its look has changed.
                (Entry::In(..), _) if is_same && host::is_late() => enter.run(()),
                (Entry::In(..), _) if is_same => {}
                // Whoever closes what could not be shown, and opens it again, tries again.
                (Entry::Out(_), _) if is_same && !is_fresh => {}
                (Entry::In(_, opened), Some(other))
                    if opened.candidates.contains(&other) && !host::is_late() =>
                {
                    entry.set(Entry::In(other, opened));
                }
                _ => {
                    entry.set(Entry::Waiting);
                    enter.run(());
                }
            }
        }
    };
    spawn_detached(async move {
        if host::listen(hear).await.is_err() {
            return entry.set(Entry::Out(Obstacle::NotLoaded));
        }
        pause(PATIENCE).await;
        // A page that was heard has time: perhaps nobody opened the form yet.
        if !host::is_greeted() {
            arrive(entry, None, Err(NoWayIn::NoToken));
        }
    });
    let outside = move || match entry.get() {
        Entry::Waiting => view! { <Waiting /> }.into_any(),
        Entry::In(..) => ().into_any(),
        Entry::Out(obstacle) => view! { <Outside obstacle enter is_asking /> }.into_any(),
    };
    // Stays from when somebody was in for the first time: the rooms are those of one session.
    let was_in = memo(move || matches!(entry.get(), Entry::In(..)));
    let is_in = Memo::new(move |was: Option<&bool>| was == Some(&true) || was_in.get());
    view! {
        {drawn(outside)}
        {drawn(move || is_in.get().then(|| view! { <Inside entry leaving /> }))}
        {leaving.question()}
    }
    .into_any()
}

/// Lets in who may come in.
fn arrive(entry: RwSignal<Entry>, named: Option<CandidateId>, way: Result<EmbedOpened, NoWayIn>) {
    let obstacle = match (way, named) {
        (Err(NoWayIn::NoToken), _) => Obstacle::NoToken,
        (Err(NoWayIn::NotAccepted), _) => Obstacle::NotAccepted,
        (Err(NoWayIn::OutOfReach), _) => Obstacle::OutOfReach,
        (Ok(_), None) => Obstacle::NobodyNamed,
        (Ok(opened), Some(candidate)) if is_for(&opened, Some(&candidate)) => {
            return entry.set(Entry::In(candidate, opened));
        }
        (Ok(_), Some(_)) => Obstacle::AnotherCandidate,
    };
    host::tell_failed(obstacle.code(), obstacle.words());
    entry.set(Entry::Out(obstacle));
}

fn is_for(opened: &EmbedOpened, candidate: Option<&CandidateId>) -> bool {
    candidate.is_none_or(|candidate| opened.candidates.contains(candidate))
}

/// For who cannot come in.
#[component]
fn Outside(obstacle: Obstacle, enter: Callback<()>, is_asking: RwSignal<bool>) -> impl IntoView {
    let label = move || match is_asking.get() {
        true => "One moment…",
        false => "Try again",
    };
    let again = Callback::new(move |()| match obstacle {
        Obstacle::NotLoaded => reload(),
        _ => enter.run(()),
    });
    view! {
        <main class="page">
            <div class="narrow empty" role="alert">
                <h1 class="page-title">"This cannot be shown now"</h1>
                <p>{obstacle.words()}</p>
                <Button weight=Weight::Primary busy=is_asking on_press=again>
                    {drawn(label)}
                </Button>
            </div>
        </main>
    }
}

/// For who opens the address by itself.
#[component]
fn Alone() -> impl IntoView {
    view! {
        <main class="page">
            <div class="narrow empty">
                <h1 class="page-title">"Open this from your applicant tracking system"</h1>
                <p>
                    "This address shows nothing by itself: your applicant tracking system shows the form for BambooHR in one of \
                     its own pages."
                </p>
            </div>
        </main>
    }
}
