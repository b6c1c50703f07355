//! The form while it is filled in: what went before, the questions, and the button at the bottom.

use handoff::interface::{SendProblem, SendView};
use handoff::{FieldProblem, Form};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::BackToProfile;
use super::files::Files;
use super::submit::Submitting;
use crate::attempt;
use crate::batch;
use crate::browser::focus;
use crate::components::banner::Banner;
use crate::components::button::{Button, SubmitButton, Weight, button_class};
use crate::components::error_notice::failed_press;
use crate::components::error_summary::ErrorSummary;
use crate::components::page_heading::PageHeading;
use crate::draft;
use crate::form_model::FormModel;
use crate::pages::questions::{Questions, input_id};
use crate::paths;
use crate::shelf::{Shelf, TabShelf};
use crate::tasks::{drawn, effect, memo};
use crate::words::Tone;

/// What the ids of the form's inputs begin with.
const PREFIX: &str = "send";
/// The words for an answer that leaves open what became of the request.
const NOT_KNOWN: &str = "We do not know whether the send began. Press “Send to BambooHR” again: that is safe, because \
                         the same send is never made twice.";

/// The form with its entries.
#[component]
pub(super) fn Editor(name: String, form: Form, earlier: Option<SendView>) -> impl IntoView {
    let candidate = form.candidate.clone();
    let notices = form.notices.clone();
    let restored = draft::restore(&TabShelf, &form).or_else(|| batch::typed(&TabShelf, &form));
    let mut model = FormModel::new(form, restored);
    if let Some(earlier) = &earlier {
        mark_refused_field(&mut model, earlier);
    }
    let problem = earlier.and_then(|earlier| earlier.problem);
    let model = RwSignal::new(model);
    keep_draft(model);

    let submitting = Submitting::new(candidate.clone(), model);
    // A memo, so that typing looks at the summary only when a problem in it has changed.
    let summary = memo(move || {
        model.with(|model| {
            let line = |problem: FieldProblem| {
                let is_known = model.form().field(&problem.field).is_some();
                (
                    is_known.then(|| input_id(PREFIX, &problem.field)),
                    problem.message,
                )
            };
            model.summary().into_iter().map(line).collect::<Vec<_>>()
        })
    });
    let submit = move |event: SubmitEvent| {
        // First of all: a form that is submitted by the browser would leave the page.
        event.prevent_default();
        submitting.press();
    };
    view! {
        <BackToProfile candidate=candidate.clone() name=name.clone() />
        <PageHeading text=format!("Send {name} to BambooHR") />
        <ErrorSummary lines=summary />
        <div class="send-failure" id=super::submit::FAILURE tabindex="-1">
            {drawn(move || submitting.failure.get().map(|error| failed_press(error, NOT_KNOWN)))}
        </div>
        {problem.map(|problem| view! { <Earlier name=name.clone() problem=problem /> })}
        {notices
            .into_iter()
            .map(|notice| {
                view! {
                    <Banner tone=Tone::Warning>
                        <p>{notice}</p>
                    </Banner>
                }
            })
            .collect_view()}
        <Restored model=model />
        <p class="muted">"Questions marked with * must be answered."</p>
        <form method="post" novalidate=true autocomplete="off" on:submit=submit>
            <Questions prefix=PREFIX model=model />
            <Files model=model />
            <div class="actions actions--form">
                <SubmitButton label="Send to BambooHR" busy_label="Sending…" busy=submitting.is_busy />
                <a class=button_class(Weight::Secondary) href=paths::profile(&candidate)>
                    "Cancel"
                </a>
            </div>
        </form>
    }
}

/// What BambooHR complained about stays marked until it is corrected, over reloads as well.
fn mark_refused_field(model: &mut FormModel, earlier: &SendView) {
    let Some(SendProblem {
        field: Some(field),
        title,
        ..
    }) = &earlier.problem
    else {
        return;
    };
    let entry = model.entries().entries.get(field);
    if !attempt::is_corrected(&TabShelf, &earlier.candidate, &earlier.id, field, entry) {
        model.mark(FieldProblem {
            field: field.clone(),
            message: title.clone(),
        });
    }
}

/// Keeps every change, but not the form as it was opened.
fn keep_draft(model: RwSignal<FormModel>) {
    let mut is_first = true;
    effect(move || {
        model.with(|model| {
            if !std::mem::take(&mut is_first) {
                draft::save(&TabShelf, model.form(), model.draft());
            }
        });
    });
}

/// What became of the last send, above the form that corrects it.
#[component]
fn Earlier(name: String, problem: SendProblem) -> impl IntoView {
    let SendProblem {
        title,
        advice,
        upstream_message,
        ..
    } = problem;
    view! {
        <Banner tone=Tone::Bad title=format!("{name} was not sent: {title}")>
            <p>{advice}</p>
            {upstream_message.map(|message| view! { <p>"BambooHR said: " <q>{message}</q></p> })}
        </Banner>
    }
}

#[component]
fn Restored(model: RwSignal<FormModel>) -> impl IntoView {
    let is_restored = memo(move || model.with(FormModel::is_restored));
    // The notice goes away with its button; the first question is where starting over starts.
    let start_over = Callback::new(move |()| {
        model.update(FormModel::start_over);
        model.with_untracked(|model| {
            TabShelf.clear(&batch::draft_key(&model.form().candidate));
        });
        let first = model.with_untracked(|model| {
            model
                .form()
                .fields()
                .next()
                .map(|field| input_id(PREFIX, &field.id))
        });
        if let Some(first) = first {
            focus(&first);
        }
    });
    drawn(move || {
        is_restored.get().then(|| {
            view! {
                <Banner tone=Tone::Plain>
                    <p>"Your entries from before were restored."</p>
                    <Button weight=Weight::Secondary on_press=start_over>
                        "Start over"
                    </Button>
                </Banner>
            }
        })
    })
}
