//! The frame of one question: label, required mark, hint, notice, origin of a first value, problem.
//!
//! It ties them together in one `aria-describedby`. The input inside comes from the caller, who gives
//! it the same [`Question`] and writes `described_by`, `aria_required` and `aria_invalid` to it.
//!
//! Ids: the input has the question's, the parts add `-hint`, `-notice`, `-problem` and `-origin`. The label is
//! the input's name and moves the focus to it. A problem begins with "Error:" for who cannot see its colour; it
//! is no live region, because the summary of the form is.

use leptos::prelude::*;

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
    /// Why there is no first value.
    pub notice: Option<String>,
    /// Where the first value came from, while it is unchanged.
    pub origin: Signal<Option<String>>,
    /// Whether an answer is needed now.
    pub required: Signal<bool>,
    /// What is wrong with the answer.
    pub problem: Signal<Option<String>>,
}

impl Question {
    /// Ids of everything that explains the input, in the order they are read.
    pub fn described_by(&self) -> Signal<Option<String>> {
        let question = self.clone();
        Signal::derive(move || {
            let parts = [
                ("hint", question.hint.is_some()),
                ("notice", question.notice.is_some()),
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

/// Label, hint, notice and problem. They stand above the input, where a keyboard on the screen or a list
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
        notice,
        required,
        problem,
        ..
    } = question;
    let part = |part: &str| format!("{id}-{part}");
    let (hint_id, notice_id, problem_id) = (part("hint"), part("notice"), part("problem"));
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
            {hint
                .map(|hint| {
                    view! {
                        <p class="field__hint" id=hint_id>
                            {hint}
                        </p>
                    }
                })}
            {notice
                .map(|notice| {
                    view! {
                        <p class="field__notice" id=notice_id>
                            {notice}
                        </p>
                    }
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

/// What stands below the input: how the answer was understood, and where the first value came from.
#[component]
pub fn FieldFoot(
    /// The question.
    question: Question,
    /// How the answer was understood.
    #[prop(optional_no_strip)]
    understood: Option<AnyView>,
) -> impl IntoView {
    let Question { id, origin, .. } = question;
    let id = format!("{id}-origin");
    let origin = move || {
        origin.get().map(|origin| {
            view! {
                <p class="field__origin" id=id.clone()>
                    {format!("From {origin}")}
                </p>
            }
        })
    };
    view! { <div class="field__foot">{understood} {drawn(origin)}</div> }
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
