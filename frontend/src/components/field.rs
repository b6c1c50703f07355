//! The frame of one question: label, required mark, hint, notice, origin of a first value, problem.
//!
//! It ties them together in one `aria-describedby`. The input inside comes from the caller, who gives
//! it the same [`Question`].

use leptos::prelude::*;

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

/// The label's words with the mark of a required question. The mark is for the eye; `aria-required`
/// says the same to others.
#[component]
pub fn LabelWords(
    /// The label.
    label: String,
    /// Whether an answer is needed now.
    required: Signal<bool>,
) -> impl IntoView {
    view! {
        {label}
        {move || {
            required.get().then(|| view! { <span class="field__mark" aria-hidden="true">" *"</span> })
        }}
    }
}

/// Hint, notice and problem, which stand above the input, where a keyboard on the screen or a list that
/// folds out does not hide them.
#[component]
pub fn FieldWords(
    /// The question.
    question: Question,
) -> impl IntoView {
    let Question {
        id,
        hint,
        notice,
        problem,
        ..
    } = question;
    let problem_id = format!("{id}-problem");
    view! {
        {hint
            .map(|hint| {
                view! {
                    <p class="field__hint" id=format!("{id}-hint")>
                        {hint}
                    </p>
                }
            })}
        {notice
            .map(|notice| {
                view! {
                    <p class="field__notice" id=format!("{id}-notice")>
                        {notice}
                    </p>
                }
            })}
        {move || {
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
        }}
    }
}

/// Where the first value came from; below the input.
#[component]
pub fn FieldOrigin(
    /// The question.
    question: Question,
) -> impl IntoView {
    let Question { id, origin, .. } = question;
    let id = format!("{id}-origin");
    move || {
        origin.get().map(|origin| {
            view! {
                <p class="field__origin" id=id.clone()>
                    {format!("From {origin}")}
                </p>
            }
        })
    }
}

/// A question with one input.
#[component]
pub fn Field(
    /// The question.
    question: Question,
    /// The input; its id must be the question's.
    children: Children,
) -> impl IntoView {
    let problem = question.problem;
    let words = question.clone();
    let origin = question.clone();
    view! {
        <div class="field" class:field--invalid=move || problem.with(Option::is_some)>
            <label class="field__label" for=question.id>
                <LabelWords label=question.label.clone() required=question.required />
            </label>
            <FieldWords question=words />
            {children()}
            <FieldOrigin question=origin />
        </div>
    }
}
