//! `/settings/record`: who did what, whether the record is as it was written, and all of it as a file.

use handoff::interface::{AuditEntry, AuditPage, AuditSearch, AuditVerdict};
use leptos::html::Select;
use leptos::prelude::*;

use super::head;
use crate::api::{self, ApiError};
use crate::browser::{focus, focus_heading, moment_in_words, pause, save_file};
use crate::components::banner::Banner;
use crate::components::button::{Button, Weight};
use crate::components::data_table::{Heads, row, table, text};
use crate::components::error_notice::ErrorNotice;
use crate::components::select_input::follow_value;
use crate::components::skeleton::SkeletonCard;
use crate::load::{Load, Loader};
use crate::tasks::{drawn, spawn};
use crate::words::Tone;

const HEADS: Heads = &["When", "Who", "What", "More", "About"];
const FILE: &str = "audit.jsonl";
const KIND: &str = "record-kind";

/// What is shown and what is being asked. Cheap to copy.
#[derive(Clone, Copy)]
struct Record {
    entries: RwSignal<Vec<AuditEntry>>,
    total: RwSignal<u64>,
    next: RwSignal<Option<i64>>,
    kind: RwSignal<String>,
    verdict: RwSignal<Option<AuditVerdict>>,
    trouble: RwSignal<Option<ApiError>>,
    is_busy: RwSignal<bool>,
    /// Counts questions, so that an answer that is out of date is dropped.
    question: StoredValue<u32>,
    owner: StoredValue<Option<Owner>>,
}

impl Record {
    fn of(page: AuditPage) -> Self {
        Self {
            entries: RwSignal::new(page.entries),
            total: RwSignal::new(page.total),
            next: RwSignal::new(page.next),
            kind: RwSignal::default(),
            verdict: RwSignal::new(None),
            trouble: RwSignal::new(None),
            is_busy: RwSignal::new(false),
            question: StoredValue::new(0),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// Asks one thing. The buttons wait meanwhile; the filter does not, so that the last choice counts.
    fn ask<T: 'static>(
        self,
        request: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        self.trouble.set(None);
        self.is_busy.set(true);
        let asking = async move {
            let answer = request.await;
            self.is_busy.set(false);
            match answer {
                Ok(answer) => then(answer),
                Err(error) => self.trouble.set(Some(error)),
            }
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(asking));
        }
    }

    /// Entries before this one, or the newest.
    fn look(self, before: Option<i64>) {
        let question = self.question.get_value() + 1;
        self.question.set_value(question);
        let what = Some(self.kind.get_untracked()).filter(|kind| !kind.is_empty());
        let search = AuditSearch {
            who: None,
            what,
            before,
        };
        let request = async move { api::search_audit(&search).await };
        self.ask(request, move |page: AuditPage| {
            if self.question.get_value() != question {
                return;
            }
            self.total.set(page.total);
            self.next.set(page.next);
            let first = page.entries.first().map(|entry| entry.sequence);
            match before {
                Some(_) => self.entries.update(|entries| entries.extend(page.entries)),
                None => self.entries.set(page.entries),
            }
            // The button that was pressed may be gone.
            if let (Some(_), Some(first)) = (before, first) {
                let go_on = async move {
                    pause(0).await;
                    focus(&entry_id(first));
                };
                if let Some(owner) = self.owner.get_value() {
                    owner.with(|| spawn(go_on));
                }
            }
        });
    }
}

fn entry_id(sequence: i64) -> String {
    format!("entry-{sequence}")
}

/// The record.
#[component]
pub fn RecordPage() -> impl IntoView {
    let loader = Loader::new(async || api::search_audit(&AuditSearch::default()).await);
    let again = Callback::new(move |()| {
        loader.again();
        focus_heading();
    });
    view! {
        {head("Record")}
        {drawn(move || match loader.state.get() {
            Load::Loading => view! { <SkeletonCard lines=8 /> }.into_any(),
            Load::Failed(error) => view! { <ErrorNotice error=error again=again /> }.into_any(),
            Load::Ready(page) => view! { <Entries page=page /> }.into_any(),
        })}
    }
}

#[component]
fn Entries(page: AuditPage) -> impl IntoView {
    let kinds = page.kinds.clone();
    let record = Record::of(page);
    let verify = Callback::new(move |()| {
        record.ask(api::verify_audit(), move |verdict| {
            record.verdict.set(Some(verdict));
        });
    });
    let export = Callback::new(move |()| {
        record.ask(api::export_audit(), |content: Vec<u8>| {
            save_file(FILE, &content);
        });
    });
    let more = Callback::new(move |()| record.look(record.next.get_untracked()));
    let rows = move || record.entries.get().into_iter().map(one).collect_view();
    view! {
        <p class="record__about">
            "Everything that was done is written here, each entry bound to the one before: an entry that is changed or taken \
             out later is found."
        </p>
        <div class="record__bar">
            <Kinds record=record kinds=kinds />
            <div class="actions">
                <Button weight=Weight::Secondary busy=record.is_busy on_press=verify>
                    "Check the record"
                </Button>
                <Button weight=Weight::Secondary busy=record.is_busy on_press=export>
                    "Take it as a file"
                </Button>
            </div>
        </div>
        <div class="record__verdict" role="status">{drawn(move || record.verdict.get().map(verdict))}</div>
        {drawn(move || record.trouble.get().map(|error| view! { <ErrorNotice error=error /> }))}
        <div class="card data-card">{table("Record", HEADS, rows.into_any())}</div>
        <div class="record__more">
            <p class="muted" role="status">
                {drawn(move || {
                    format!("{} of {} entries", record.entries.with(Vec::len), record.total.get())
                })}
            </p>
            {drawn(move || {
                record
                    .next
                    .get()
                    .map(|_| {
                        view! {
                            <Button weight=Weight::Secondary busy=record.is_busy on_press=more>
                                "Show more"
                            </Button>
                        }
                    })
            })}
        </div>
    }
}

#[component]
fn Kinds(record: Record, kinds: Vec<(String, String)>) -> impl IntoView {
    let select = NodeRef::<Select>::new();
    follow_value(select, record.kind.into());
    let choose = move |event| {
        record.kind.set(event_target_value(&event));
        record.look(None);
    };
    let option = |(code, words): (String, String)| view! { <option value=code>{words}</option> };
    view! {
        <div class="field">
            <label class="field__label" for=KIND>
                "What was done"
            </label>
            <select class="input input--select" id=KIND node_ref=select on:change=choose>
                <option value="">"Everything"</option>
                {kinds.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

fn one(entry: AuditEntry) -> AnyView {
    let when = moment_in_words(&entry.at);
    let cells = vec![
        view! {
            <time datetime=entry.at id=entry_id(entry.sequence) tabindex="-1">
                {when}
            </time>
        }
        .into_any(),
        view! { <span dir="auto">{entry.who}</span> }.into_any(),
        text(entry.words),
        // Without a word an empty cell leaves no trace on narrow screens.
        (!entry.note.is_empty())
            .then(|| view! { <span dir="auto">{entry.note}</span> })
            .into_any(),
        view! { <span class="data__small">{entry.about}</span> }.into_any(),
    ];
    row(HEADS, cells)
}

fn verdict(verdict: AuditVerdict) -> AnyView {
    match verdict.problem {
        Some(problem) => view! {
            <Banner tone=Tone::Bad title="The record is not as it was written".to_owned()>
                <p>{problem}</p>
                <p>"Tell whoever runs the server: somebody has changed the database behind the application’s back."</p>
            </Banner>
        }
        .into_any(),
        None => view! {
            <Banner tone=Tone::Good title="The record is as it was written".to_owned()>
                <p>
                    "To prove later that nothing up to here was written anew, note this elsewhere: "
                    <code class="users__address">{format!("{}:{}", verdict.sequence, verdict.hash)}</code>
                </p>
            </Banner>
        }
        .into_any(),
    }
}
