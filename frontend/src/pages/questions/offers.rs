//! What a field offers when the candidate's words are no option: the options that could be meant, each a button, and to
//! add the words to the list in BambooHR. The list is the whole company's, so that is asked about first.

use handoff::interface::NewOption;
use handoff::{CandidateId, Entry, FieldId, FieldKind, FormField};
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::browser::{focus, pause};
use crate::components::button::{Button, Weight};
use crate::components::confirm_dialog::ConfirmDialog;
use crate::form_model::FormModel;
use crate::tasks::{drawn, spawn, spawn_detached};

/// What stands below the words of a field's notice.
pub(super) fn of(input: &str, field: &FormField, model: RwSignal<FormModel>) -> ViewFn {
    // Of an amount, what is likely is its currency, and that is in its list.
    let is_of_list = field.kind == FieldKind::Choice && field.found.is_some();
    if !is_of_list || field.likely.is_empty() && !field.can_add {
        return ViewFn::default();
    }
    let adding = Adding {
        input: StoredValue::new(input.to_owned()),
        field: StoredValue::new(field.id.clone()),
        model,
        is_busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        owner: StoredValue::new(Owner::current()),
    };
    let label = field.label.clone();
    ViewFn::from(move || offers(adding, &label))
}

fn offers(adding: Adding, label: &str) -> AnyView {
    let notice = adding
        .model
        .with_untracked(|model| adding.field.with_value(|field| model.notice(field)));
    let Some(notice) = notice.filter(|notice| !notice.is_settled) else {
        return ().into_any();
    };
    let likely = notice.likely.into_iter().map(|option| {
        let words = option.clone();
        let choose = Callback::new(move |()| adding.choose(option.clone()));
        view! {
            <Button weight=Weight::Secondary on_press=choose>
                {words}
            </Button>
        }
    });
    let add = notice.can_add.map(|option| add(adding, label, option));
    let group = format!("What could be meant for {label}");
    view! {
        <div class="offers" role="group" aria-label=group>
            {likely.collect_view()}
            {add}
        </div>
        <p class="offers__busy" role="status">
            {drawn(move || adding.is_busy.get().then_some("Adding it to BambooHR…"))}
        </p>
        {drawn(move || {
            adding
                .failure
                .get()
                .map(|error| {
                    view! {
                        <p class="offers__failure" role="alert">
                            {format!("{}. {}", error.title(), error.detail())}
                        </p>
                    }
                })
        })}
    }
    .into_any()
}

fn add(adding: Adding, label: &str, option: String) -> AnyView {
    let id = adding.input.with_value(|input| format!("{input}-add"));
    let opener = format!("Add “{option}” to {label} in BambooHR");
    let title = format!("Add “{option}” to {label}?");
    let text = format!(
        "{label} is a list of your whole company. “{option}” will be there for everybody, in BambooHR as well, and stays \
         there whatever becomes of this hire."
    );
    let yes = Callback::new(move |()| adding.add(option.clone()));
    view! {
        <ConfirmDialog
            id=id
            opener=opener
            title=title
            text=text
            confirm="Add to BambooHR"
            busy=adding.is_busy
            on_confirm=yes
        />
    }
    .into_any()
}

/// One field of which an option is chosen or added. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
struct Adding {
    input: StoredValue<String>,
    field: StoredValue<FieldId>,
    model: RwSignal<FormModel>,
    is_busy: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
    owner: StoredValue<Option<Owner>>,
}

impl Adding {
    /// The button goes away with the press, so the focus goes to the answer.
    fn choose(self, option: String) {
        let field = self.field.get_value();
        self.model
            .update(|model| model.enter(&field, Entry::Text(option)));
        self.input.with_value(|input| focus(input));
    }

    fn add(self, option: String) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.failure.set(None);
        let candidate = self.candidate();
        let new = NewOption {
            field: self.field.get_value(),
            option,
        };
        let (model, input) = (self.model, self.input.get_value());
        let task = async move {
            let answer = api::add_option(&candidate, &new).await;
            self.is_busy.set(false);
            match answer {
                Ok(field) => {
                    // The question is drawn anew with its longer list, and this task ends with the old one.
                    spawn_detached(async move {
                        pause(0).await;
                        focus(&input);
                    });
                    model.update(|model| model.take_field(field, &new.option));
                }
                Err(error) => self.failure.set(Some(error)),
            }
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(task));
        }
    }

    fn candidate(self) -> CandidateId {
        self.model
            .with_untracked(|model| model.form().candidate.clone())
    }
}
