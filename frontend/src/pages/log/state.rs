//! The log as last seen: filters, loaded rows, and what is being asked.

use handoff::interface::{LogOutcome, LogRow, LogSearch};
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::browser::{focus, pause, save_file};
use crate::candidate_list::Activity;
use crate::tasks::spawn;

/// Milliseconds without typing after which the search is asked.
const QUIET: i32 = 200;
/// Milliseconds between looks while something in the log is running.
const LOOK_AGAIN: i32 = 4_000;

/// How the file is called.
const FILE: &str = "bamboohr-export-log.csv";

/// What the newest answer says beside its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) total: u64,
    pub(super) next: Option<String>,
    pub(super) need_person: u64,
    pub(super) may_open: bool,
}

/// The log. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Log {
    pub(super) search: RwSignal<LogSearch>,
    pub(super) rows: RwSignal<Vec<LogRow>>,
    pub(super) page: RwSignal<Option<Page>>,
    pub(super) activity: RwSignal<Activity>,
    /// Whether the file is being made.
    pub(super) is_exporting: RwSignal<bool>,
    /// Counts questions. An answer whose question is no longer the newest is dropped.
    question: StoredValue<u64>,
    owner: StoredValue<Option<Owner>>,
}

impl Log {
    /// Asks now, and again while something is running.
    pub(super) fn begin() -> Self {
        let log = Self {
            search: RwSignal::default(),
            rows: RwSignal::default(),
            page: RwSignal::new(None),
            activity: RwSignal::new(Activity::Searching),
            is_exporting: RwSignal::new(false),
            question: StoredValue::new(0),
            owner: StoredValue::new(Owner::current()),
        };
        log.reload();
        log.spawn(async move {
            loop {
                pause(LOOK_AGAIN).await;
                if log.can_look_again() {
                    log.ask(log.new_question(), None).await;
                }
            }
        });
        log
    }

    /// Changes what is searched for; the rows stay until the answer arrives.
    pub(super) fn filter(self, change: impl FnOnce(&mut LogSearch)) {
        self.search.update(change);
        self.activity.set(Activity::Searching);
        let question = self.new_question();
        self.spawn(async move {
            pause(QUIET).await;
            self.ask(question, None).await;
        });
    }

    /// Asks again for what is shown.
    pub(super) fn reload(self) {
        self.activity.set(Activity::Searching);
        let question = self.new_question();
        self.spawn(self.ask(question, None));
    }

    /// Appends the next page and moves focus to its first row, because the button may be gone.
    pub(super) fn load_more(self) {
        if self.activity.get_untracked() != Activity::Idle {
            return;
        }
        let Some(after) = self.page.with_untracked(|page| page.as_ref()?.next.clone()) else {
            return;
        };
        self.activity.set(Activity::LoadingMore);
        let question = self.new_question();
        self.spawn(self.ask(question, Some(after)));
    }

    /// Has the browser keep everything that is searched for as a file.
    pub(super) fn export(self) {
        self.is_exporting.set(true);
        self.spawn(async move {
            let search = self.search.get_untracked();
            match api::export_sends(&search).await {
                Ok(content) => save_file(FILE, &content),
                Err(error) => self.fail(error),
            }
            self.is_exporting.set(false);
        });
    }

    /// Only while nothing else is asked and the first page is all there is: a list of several pages would
    /// lose the others.
    fn can_look_again(self) -> bool {
        let is_running = |row: &LogRow| LogOutcome::of(row.state) == LogOutcome::Running;
        self.activity.get_untracked() == Activity::Idle
            && self
                .rows
                .with_untracked(|rows| rows.len() <= 50 && rows.iter().any(is_running))
    }

    fn new_question(self) -> u64 {
        self.question.update_value(|question| *question += 1);
        self.question.get_value()
    }

    async fn ask(self, question: u64, after: Option<String>) {
        if self.question.get_value() != question {
            return;
        }
        let is_first = after.is_none();
        let mut search = self.search.get_untracked();
        search.after = after;
        let answer = api::search_sends(&search).await;
        if self.question.get_value() != question {
            return;
        }
        match answer {
            Ok(page) => {
                let first_new = page.sends.first().map(|row| row_link_id(&row.id));
                self.page.set(Some(Page {
                    total: page.total,
                    next: page.next,
                    need_person: page.need_person,
                    may_open: page.may_open,
                }));
                if is_first {
                    self.rows.set(page.sends);
                } else {
                    self.rows.update(|rows| rows.extend(page.sends));
                }
                self.activity.set(Activity::Idle);
                if let Some(id) = first_new.filter(|_| !is_first) {
                    pause(0).await;
                    focus(&id);
                }
            }
            Err(error) => self.fail(error),
        }
    }

    fn fail(self, error: ApiError) {
        self.activity.set(Activity::Failed(error));
    }

    /// An event handler has no owner of its own; leaving the page must end the waiting.
    fn spawn(self, task: impl Future<Output = ()> + 'static) {
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(task));
        }
    }
}

/// The DOM id of a row's link.
pub(super) fn row_link_id(send: &str) -> String {
    format!("log-{send}")
}
