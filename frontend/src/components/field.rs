//! The frame of one question: label, required mark, hint, why an answer is needed, notice, problem; below the input
//! remarks and the origin of a first value.
//!
//! It ties them together in one `aria-describedby`. The input inside comes from the caller, who gives
//! it the same [`Question`] and writes `described_by`, `aria_required` and `aria_invalid` to it.
//!
//! Ids: the input has the question's, the parts add `-hint`, `-reason`, `-notice`, `-remarks`, `-origin` and `-problem`.
//! The label is the input's name and moves the focus to it. A problem begins with "Error:" for who cannot see its
//! colour; it is no live region, because the summary of the form is. A first value that was changed can be put back by a
//! button, which hands the focus to the input as it goes away.

use leptos::prelude::*;

use crate::browser::focus;
use crate::form_model::{Notice, Origin};
use crate::tasks::drawn;

/// One question as it is shown.
#[derive(Clone)]
pub struct Question {
    /// DOM id of the input; the parts around it derive theirs.
    pub id: String,
    /// The label.
    pub label: String,
    /// One sentence of help.
    pub hint: Option<String>,
    /// Why an answer is needed now, when it would not be needed otherwise.
    pub reason: Signal<Option<String>>,
    /// Why there is no first value.
    pub notice: Signal<Option<Notice>>,
    /// What the notice offers to do, below its words.
    pub offers: ViewFn,
    /// What is to be known about the answer, without being a mistake.
    pub remarks: Signal<Option<String>>,
    /// Where the first value came from.
    pub origin: Signal<Option<Origin>>,
    /// Puts the first value back.
    pub put_back: Callback<()>,
    /// Whether an answer is needed now.
    pub required: Signal<bool>,
    /// What is wrong with the answer.
    pub problem: Signal<Option<String>>,
}

impl Question {
    /// A question with nothing but its label.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            hint: None,
            reason: Signal::stored(None),
            notice: Signal::stored(None),
            offers: ViewFn::default(),
            remarks: Signal::stored(None),
            origin: Signal::stored(None),
            put_back: Callback::new(|()| ()),
            required: Signal::stored(false),
            problem: Signal::stored(None),
        }
    }

    /// Ids of everything that explains the input, in the order they are read.
    pub fn described_by(&self) -> Signal<Option<String>> {
        let question = self.clone();
        Signal::derive(move || {
            let parts = [
                ("hint", question.hint.is_some()),
                ("reason", question.reason.with(Option::is_some)),
                ("notice", question.notice.with(Option::is_some)),
                ("remarks", question.remarks.with(Option::is_some)),
                ("origin", question.origin.with(Option::is_some)),
                ("problem", question.problem.with(Option::is_some)),
            ];
            let ids = parts
                .into_iter()
                .filter(|part| part.1)
                .map(|part| format!("{}-{}", question.id, part.0));
            Some(ids.collect::<Vec<_>>().join(" ")).filter(|ids| !ids.is_empty())
        })
    }

    /// The value of `aria-required`.
    pub fn aria_required(&self) -> Signal<Option<&'static str>> {
        let required = self.required;
        Signal::derive(move || required.get().then_some("true"))
    }

    /// The value of `aria-invalid`.
    pub fn aria_invalid(&self) -> Signal<Option<&'static str>> {
        let problem = self.problem;
        Signal::derive(move || problem.with(Option::is_some).then_some("true"))
    }
}

/// Label, hint, reason, notice and problem. They stand above the input, where a keyboard on the screen or a list
/// that folds out does not hide them.
#[component]
pub fn FieldHead(
    /// The question.
    question: Question,
) -> impl IntoView {
    let Question {
        id,
        label,
        hint,
        reason,
        notice,
        offers,
        required,
        problem,
        ..
    } = question;
    let part = |part: &str| format!("{id}-{part}");
    let (hint_id, reason_id) = (part("hint"), part("reason"));
    let (notice_id, problem_id) = (part("notice"), part("problem"));
    // The mark is for the eye; `aria-required` says the same to others.
    let mark = move || {
        required
            .get()
            .then(|| view! { <span class="field__mark" aria-hidden="true">" *"</span> })
    };
    view! {
        <div class="field__head">
            <label class="field__label" for=id>
                {label}
                {drawn(mark)}
            </label>
            {hint.map(|hint| line("field__hint", hint_id, hint))}
            {drawn(move || {
                reason.get().map(|reason| line("field__reason", reason_id.clone(), reason))
            })}
            {drawn(move || {
                notice.get().map(|notice| noticed(notice_id.clone(), notice, offers.run()))
            })}
            {drawn(move || {
                problem
                    .get()
                    .map(|problem| {
                        view! {
                            <p class="field__problem" id=problem_id.clone()>
                                <span class="visually-hidden">"Error: "</span>
                                {problem}
                            </p>
                        }
                    })
            })}
        </div>
    }
}

fn line(class: &'static str, id: String, words: String) -> AnyView {
    view! {
        <p class=class id=id>
            {words}
        </p>
    }
    .into_any()
}

fn noticed(id: String, notice: Notice, offers: AnyView) -> AnyView {
    let class = match notice.is_settled {
        true => "field__notice field__notice--settled",
        false => "field__notice",
    };
    view! {
        <div class=class>
            <p id=id>{notice.words}</p>
            {offers}
        </div>
    }
    .into_any()
}

/// What stands below the input: how the answer was understood, what strikes about it, and where the first value came
/// from.
#[component]
pub fn FieldFoot(
    /// The question.
    question: Question,
    /// How the answer was understood.
    #[prop(optional_no_strip)]
    understood: Option<AnyView>,
) -> impl IntoView {
    let Question {
        id,
        label,
        remarks,
        origin,
        put_back,
        ..
    } = question;
    let (remarks_id, origin_id) = (format!("{id}-remarks"), format!("{id}-origin"));
    let remarks = move || {
        let words = remarks.get();
        words.map(|words| line("field__remarks", remarks_id.clone(), words))
    };
    let origin = move || {
        let Origin { words, is_changed } = origin.get()?;
        let (id, name) = (id.clone(), format!("Put back {label}"));
        let button = is_changed.then(|| {
            let press = move |_| {
                put_back.run(());
                focus(&id);
            };
            view! {
                <button type="button" class="field__put-back" aria-label=name on:click=press>
                    "Put back"
                </button>
            }
        });
        Some(view! {
            <div class="field__origin">
                <p id=origin_id.clone()>{words}</p>
                {button}
            </div>
        })
    };
    view! { <div class="field__foot">{understood} {drawn(remarks)} {drawn(origin)}</div> }
}

/// A question with one input.
#[component]
pub fn Field(
    /// The question.
    question: Question,
    /// How the answer was understood, for below the input.
    #[prop(optional)]
    understood: Option<AnyView>,
    /// The input; its id must be the question's.
    children: Children,
) -> impl IntoView {
    let problem = question.problem;
    let foot = question.clone();
    view! {
        <div class="field" class:field--invalid=move || problem.with(Option::is_some)>
            <FieldHead question=question />
            {children()}
            <FieldFoot question=foot understood=understood />
        </div>
    }
}
