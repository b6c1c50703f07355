//! The list of candidates as last seen: search text, filter, loaded rows.
//!
//! It lives as long as the application, not as long as the page, so that going back to the list finds
//! it as it was left. The search text stays in memory: it is mostly somebody's name.

use std::collections::BTreeSet;

use handoff::interface::{CandidatePage, CandidateSearch, CandidateSummary, SendSummary, SortBy};
use handoff::{CandidateId, Stage};
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::arrival;
use crate::browser::{focus, pause};
use crate::shelf::TabShelf;
use crate::tasks::spawn_detached;

/// Milliseconds without typing after which the search is asked.
const QUIET: i32 = 200;
/// Rows that are fetched again when the list is reopened; more would take too many requests.
const MOST_KEPT: usize = 500;

/// What the list is doing.
#[derive(Clone, Debug, PartialEq)]
pub enum Activity {
    /// Waiting for the first page of an answer.
    Searching,
    /// Waiting for the next page.
    LoadingMore,
    /// Nothing.
    Idle,
    /// The last request failed.
    Failed(ApiError),
}

/// What an answer found, and to which question: by the time it is read, the search field may hold
/// another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// How many candidates there are over all pages.
    pub total: u64,
    /// The stage that was asked for.
    pub stage: Option<Stage>,
    /// Whether there were words to search for.
    pub is_search: bool,
}

/// The list. Cheap to copy; all copies are the same list.
#[derive(Clone, Copy)]
pub struct CandidateList {
    /// What is in the search field.
    pub text: RwSignal<String>,
    /// The stage filter.
    pub stage: RwSignal<Option<Stage>>,
    /// What the rows are sorted by, and whether the last comes first.
    pub order: RwSignal<(SortBy, bool)>,
    /// Rows loaded so far.
    pub rows: RwSignal<Vec<CandidateSummary>>,
    /// What the newest answer found; `None` before the first one.
    pub found: RwSignal<Option<Found>>,
    /// Whether there are further pages.
    pub next: RwSignal<Option<String>>,
    /// Who is selected to be sent together.
    pub selected: RwSignal<BTreeSet<CandidateId>>,
    /// What the list is doing.
    pub activity: RwSignal<Activity>,
    /// Counts questions. An answer whose question is no longer the newest is dropped.
    question: StoredValue<u64>,
}

impl CandidateList {
    /// Provides an empty list to all rooms.
    pub fn provide() {
        provide_context(Self {
            text: RwSignal::default(),
            stage: RwSignal::new(None),
            order: RwSignal::default(),
            rows: RwSignal::default(),
            found: RwSignal::new(None),
            next: RwSignal::new(None),
            selected: RwSignal::default(),
            activity: RwSignal::new(Activity::Searching),
            question: StoredValue::new(0),
        });
    }

    /// The list of the application around this component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Somebody typed into the search field. The list waits for the answer from now on, although it is
    /// asked for a moment later: what is on the screen belongs to another text.
    pub fn search(self, text: String) {
        self.text.set(text);
        let question = self.new_question();
        self.activity.set(Activity::Searching);
        spawn_detached(async move {
            pause(QUIET).await;
            self.ask(question, 0).await;
        });
    }

    /// Shows another stage, or all. The rows on the screen belong to another filter and go at once.
    pub fn filter(self, stage: Option<Stage>) {
        self.stage.set(stage);
        self.rows.set(Vec::new());
        self.found.set(None);
        self.selected.set(BTreeSet::new());
        self.reload();
    }

    /// Sorts the rows another way. They stay on the screen until the answer arrives.
    pub fn sort(self, by: SortBy, descending: bool) {
        self.order.set((by, descending));
        let question = self.new_question();
        spawn_detached(self.ask(question, 0));
    }

    /// Asks again for what is shown; the rows stay until the answer arrives.
    pub fn reload(self) {
        let question = self.new_question();
        let keep = self.rows.with_untracked(Vec::len).min(MOST_KEPT);
        spawn_detached(self.ask(question, keep));
    }

    /// Appends the next page and moves focus to its first row, because the button may be gone.
    pub fn load_more(self) {
        match self.activity.get_untracked() {
            Activity::Idle => {}
            Activity::Searching | Activity::LoadingMore => return,
            // Nobody knows to which question the rows and the place after them belong.
            Activity::Failed(_) => return self.reload(),
        }
        let Some(after) = self.next.get_untracked() else {
            return;
        };
        let question = self.new_question();
        self.activity.set(Activity::LoadingMore);
        spawn_detached(async move {
            let asked = self.search_for(Some(after));
            let answer = api::search_candidates(&asked).await;
            if self.question.get_value() != question {
                return;
            }
            match answer {
                Ok(page) => {
                    let first_new = page
                        .candidates
                        .first()
                        .map(|row| row_link_id(row.id.as_str()));
                    self.take(page, &asked, false);
                    pause(0).await;
                    if let Some(id) = first_new {
                        focus(&id);
                    }
                }
                Err(error) => self.activity.set(Activity::Failed(error)),
            }
        });
    }

    fn new_question(self) -> u64 {
        self.question.update_value(|question| *question += 1);
        self.question.get_value()
    }

    /// Fetches pages from the first until `keep` rows are there again.
    async fn ask(self, question: u64, keep: usize) {
        let is_stale = || self.question.get_value() != question;
        if is_stale() {
            return;
        }
        self.activity.set(Activity::Searching);
        let mut loaded: Option<CandidatePage> = None;
        loop {
            let after = loaded.as_ref().and_then(|page| page.next.clone());
            let asked = self.search_for(after);
            let answer = api::search_candidates(&asked).await;
            if is_stale() {
                return;
            }
            let mut page = match answer {
                Ok(page) => page,
                Err(error) => return self.activity.set(Activity::Failed(error)),
            };
            if let Some(before) = loaded.take() {
                page.candidates = before
                    .candidates
                    .into_iter()
                    .chain(page.candidates)
                    .collect();
            }
            if page.next.is_none() || page.candidates.len() >= keep {
                return self.take(page, &asked, true);
            }
            loaded = Some(page);
        }
    }

    fn search_for(self, after: Option<String>) -> CandidateSearch {
        let (sort, descending) = self.order.get_untracked();
        CandidateSearch {
            stage: self.stage.get_untracked(),
            text: self.text.with_untracked(|text| text.trim().to_owned()),
            sort,
            descending,
            after,
        }
    }

    fn take(self, page: CandidatePage, asked: &CandidateSearch, replace: bool) {
        for row in &page.candidates {
            if let Some(send) = &row.send {
                arrival::note(&TabShelf, &row.id, send.state);
            }
            // Whoever was sent meanwhile, from here or elsewhere, is selected no more.
            if !can_be_sent(row) && self.selected.with_untracked(|all| all.contains(&row.id)) {
                self.selected.update(|all| {
                    all.remove(&row.id);
                });
            }
        }
        if replace {
            self.rows.set(page.candidates);
        } else {
            self.rows.update(|rows| rows.extend(page.candidates));
        }
        self.found.set(Some(Found {
            total: page.total,
            stage: asked.stage,
            is_search: !asked.text.is_empty(),
        }));
        self.next.set(page.next);
        self.activity.set(Activity::Idle);
    }
}

/// Whether somebody can be sent: hired, and nobody in BambooHR yet as far as we know.
pub fn can_be_sent(row: &CandidateSummary) -> bool {
    let is_free = |send: &SendSummary| send.state.allows_another() && send.employee.is_none();
    row.stage == Stage::Hired && row.send.as_ref().is_none_or(is_free)
}

/// The DOM id of a row's link.
pub fn row_link_id(candidate: &str) -> String {
    format!("row-{candidate}")
}
