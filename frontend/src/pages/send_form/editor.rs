//! The form while it is filled in: what went before, how far its sections are, the questions, and the button at the
//! bottom.

use handoff::interface::{DraftView, SendProblem, SendView};
use handoff::{FieldProblem, Form};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::BackToProfile;
use super::PREFIX;
use super::drafts::{Apart, Company, KeptWhere, Restored};
use super::files::Files;
use super::keeping::Drafts;
use super::progress::Progress;
use super::submit::Submitting;
use crate::attempt;
use crate::batch;
use crate::browser::today;
use crate::components::banner::Banner;
use crate::components::button::{SubmitButton, Weight, button_class};
use crate::components::error_notice::failed_press;
use crate::components::error_summary::ErrorSummary;
use crate::components::page_heading::PageHeading;
use crate::draft::kept::{self, Kept, Newest, newest};
use crate::draft::{self, Draft, is_news};
use crate::form_model::FormModel;
use crate::host;
use crate::pages::questions::{Questions, input_id};
use crate::paths;
use crate::shelf::TabShelf;
use crate::tasks::{drawn, effect, memo};
use crate::words::Tone;

/// The words for an answer that leaves open what became of the request.
const NOT_KNOWN: &str = "We do not know whether the send began. Press “Send to BambooHR” again: that is safe, because \
                         the same send is never made twice.";

/// The form with its entries.
#[component]
pub(super) fn Editor(
    name: String,
    form: Form,
    earlier: Option<SendView>,
    theirs: Option<DraftView>,
) -> impl IntoView {
    let candidate = form.candidate.clone();
    let notices = form.notices.clone();
    let Begun {
        draft,
        from,
        kept,
        apart,
    } = begun(&form, theirs.clone());
    let mut model = FormModel::new(form, draft).on(today());
    if let Some(earlier) = &earlier {
        mark_refused_field(&mut model, earlier);
    }
    let problem = earlier.and_then(|earlier| earlier.problem);
    let model = RwSignal::new(model);
    let drafts = Drafts::begin(model, kept, apart);
    tell_the_page_around(model);

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
        <div class="form-page">
            <div class="form-page__head">
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
                <Apart drafts=drafts />
                <Company theirs=theirs />
                <Restored model=model drafts=drafts from=from />
                <p class="muted">"Questions marked with * must be answered."</p>
            </div>
            <div class="form-page__side">
                <Progress model=model />
                <KeptWhere drafts=drafts />
            </div>
            <form class="form-page__form" method="post" novalidate=true autocomplete="off" on:submit=submit>
                <Questions prefix=PREFIX model=model />
                <Files model=model />
                <div class="actions actions--form">
                    <SubmitButton label="Send to BambooHR" busy_label="Sending…" busy=submitting.is_busy />
                    <a class=button_class(Weight::Secondary) href=paths::profile(&candidate)>
                        "Cancel"
                    </a>
                </div>
            </form>
        </div>
    }
}

/// The page around a frame does not let go of what was typed without a question.
fn tell_the_page_around(model: RwSignal<FormModel>) {
    let is_dirty = memo(move || model.with(|model| is_news(model.form(), model.draft())));
    effect(move || host::tell_dirty(is_dirty.get()));
    on_cleanup(|| host::tell_dirty(false));
}

/// What a form begins with.
struct Begun {
    draft: Option<Draft>,
    /// Who made it, if that is somebody else.
    from: Option<String>,
    kept: Kept,
    /// The proxy's, when it and the tab's have grown apart.
    apart: Option<DraftView>,
}

/// The newest of what the tab and the proxy keep.
fn begun(form: &Form, theirs: Option<DraftView>) -> Begun {
    let candidate = &form.candidate;
    let kept = kept::noted(&TabShelf, candidate);
    let typed = draft::restore(&TabShelf, form).or_else(|| batch::typed(&TabShelf, form));
    let read = theirs
        .as_ref()
        .map(|theirs| draft::read(&theirs.draft, form));
    let is_same = read.as_ref().is_some_and(|read| *read == typed);
    let chosen = newest(kept, typed.is_some(), theirs.as_ref());
    match (chosen, theirs) {
        (Newest::Proxy, Some(theirs)) => {
            let version = theirs.version;
            let kept = Kept {
                version,
                is_saved: true,
            };
            kept::note(&TabShelf, candidate, kept);
            let draft = read.flatten();
            if let Some(draft) = &draft {
                draft::save(&TabShelf, form, draft);
            }
            Begun {
                draft,
                from: (!theirs.is_mine).then_some(theirs.who),
                kept,
                apart: None,
            }
        }
        (Newest::Apart, Some(theirs)) => Begun {
            draft: typed,
            from: None,
            kept: match is_same {
                true => Kept {
                    version: theirs.version,
                    is_saved: true,
                },
                false => kept,
            },
            apart: (!is_same).then_some(theirs),
        },
        (_, theirs) => Begun {
            draft: typed,
            from: None,
            // What the proxy does not have any more, nobody is to be asked about.
            kept: theirs.map_or_else(Kept::default, |_| kept),
            apart: None,
        },
    }
}

/// What BambooHR complained about stays marked until it is corrected, over reloads as well.
fn mark_refused_field(model: &mut FormModel, earlier: &SendView) {
    let Some(SendProblem {
        field: Some(field),
        title,
        advice,
        upstream_message,
        code,
        ..
    }) = &earlier.problem
    else {
        return;
    };
    // What to do, and who can do it: the banner that says so is far away. Of a value that was not taken, BambooHR itself
    // says most.
    let more = match (code.as_str(), upstream_message) {
        ("invalid-value", Some(said)) => format!("BambooHR said: “{said}”"),
        _ => advice.clone(),
    };
    let entry = model.entries().entries.get(field);
    if !attempt::is_corrected(&TabShelf, &earlier.candidate, &earlier.id, field, entry) {
        model.mark(FieldProblem {
            field: field.clone(),
            message: format!("{title} {more}"),
        });
    }
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
