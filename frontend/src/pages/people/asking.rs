//! A form of a few inputs whose press is one request: what was typed, what is wrong with it, and whether it is being
//! asked.

use handoff::FieldProblem;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::browser::{focus, pause};
use crate::components::error_notice::ErrorNotice;
use crate::components::error_summary::{ERROR_SUMMARY, ErrorSummary, SummaryLine};
use crate::components::field::Question;
use crate::components::secret_input::SecretInput;
use crate::components::text_input::{TextInput, Typing};
use crate::tasks::{drawn, spawn};

/// Its state. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub struct Asking {
    form: &'static str,
    /// What is wrong with single answers.
    problems: RwSignal<Vec<FieldProblem>>,
    /// Why nothing came of it, when no answer is to blame.
    trouble: RwSignal<Option<ApiError>>,
    /// Whether it is being asked.
    pub is_busy: RwSignal<bool>,
    owner: StoredValue<Option<Owner>>,
}

impl Asking {
    /// Nothing was asked yet. The inputs' ids begin with `form`.
    pub fn new(form: &'static str) -> Self {
        Self {
            form,
            problems: RwSignal::default(),
            trouble: RwSignal::new(None),
            is_busy: RwSignal::new(false),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// Asks, unless it is being asked, and hands over what came of it.
    pub fn ask<T: 'static>(
        self,
        request: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.trouble.set(None);
        self.problems.set(Vec::new());
        let asking = async move {
            let answer = request.await;
            self.is_busy.set(false);
            match answer {
                Ok(answer) => then(answer),
                Err(error) if !error.fields().is_empty() => {
                    self.problems.set(error.fields().to_vec());
                    pause(0).await;
                    focus(ERROR_SUMMARY);
                }
                Err(error) => self.trouble.set(Some(error)),
            }
        };
        // A handler has no owner of its own.
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(asking));
        }
    }

    fn question(self, field: &'static str, label: &str, hint: Option<&str>) -> Question {
        Question {
            hint: hint.map(str::to_owned),
            required: Signal::stored(true),
            problem: Signal::derive(move || {
                self.problems.with(|problems| {
                    let mut problems = problems.iter();
                    let problem = problems.find(|problem| problem.field.as_str() == field);
                    problem.map(|problem| problem.message.clone())
                })
            }),
            ..Question::new(format!("{}-{field}", self.form), label)
        }
    }

    /// An input for one line. `fills` is what the browser may fill in.
    pub fn text(
        self,
        (field, label, fills): (&'static str, &str, &'static str),
        hint: Option<&str>,
        text: RwSignal<String>,
    ) -> AnyView {
        let typing = match field {
            "email" => Typing::Email,
            _ => Typing::Words,
        };
        view! {
            <TextInput
                question=self.question(field, label, hint)
                typing=typing
                fills=fills
                value=text
                on_change=Callback::new(move |typed| text.set(typed))
                on_leave=Callback::new(|()| ())
            />
        }
        .into_any()
    }

    /// An input for a passphrase.
    pub fn passphrase(
        self,
        (field, label, fills): (&'static str, &str, &'static str),
        hint: Option<&str>,
        text: RwSignal<String>,
    ) -> AnyView {
        view! {
            <SecretInput
                question=self.question(field, label, hint)
                fills=fills
                value=text
                on_change=Callback::new(move |typed| text.set(typed))
                on_leave=Callback::new(|()| ())
            />
        }
        .into_any()
    }

    /// An input for a secret of another system, which nothing fills in.
    pub fn secret(
        self,
        (field, label): (&'static str, &str),
        hint: &str,
        is_required: bool,
        text: RwSignal<String>,
    ) -> AnyView {
        let question = Question {
            required: Signal::stored(is_required),
            ..self.question(field, label, Some(hint))
        };
        view! {
            <SecretInput
                question=question
                value=text
                on_change=Callback::new(move |typed| text.set(typed))
                on_leave=Callback::new(|()| ())
            />
        }
        .into_any()
    }

    /// What stands above the inputs: all problems, or why nothing came of it.
    pub fn troubles(self) -> AnyView {
        let lines = Signal::derive(move || {
            let line = |problem: FieldProblem| -> SummaryLine {
                let input = format!("{}-{}", self.form, problem.field.as_str());
                (Some(input), problem.message)
            };
            self.problems
                .get()
                .into_iter()
                .map(line)
                .collect::<Vec<_>>()
        });
        view! {
            <ErrorSummary lines=lines />
            {drawn(move || self.trouble.get().map(|error| view! { <ErrorNotice error=error /> }))}
        }
        .into_any()
    }
}

/// What is said about every passphrase that is chosen.
pub const PASSPHRASE_HINT: &str = "At least 12 characters. Four words that have nothing to do with each other are easy to \
                                   remember and hard to guess.";
