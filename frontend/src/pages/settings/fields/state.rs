//! The set-up as it is being changed, what of the company it is changed with, and the one thing that is being done.
//! Requests that change what is stored go out from here.

mod saving;

use std::sync::Arc;

use handoff::interface::{
    CandidateSearch, CatalogueField, FittingSource, RememberedView, SetupVersion, SetupView,
};
use handoff::{CandidateId, FieldId, FieldProblem, Setup, SetupField, Stage};
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::browser::{focus, pause};
use crate::components::toasts::Toasts;
use crate::draft::setup::{keep, kept};
use crate::setup_model::{Picker, SetupModel};
use crate::shelf::TabShelf;
use crate::tasks::{effect, spawn};

/// What never changes while the page is open. Read once, without a signal per field.
pub(super) struct Company {
    pub(super) fields: Vec<CatalogueField>,
    pub(super) sources: Vec<FittingSource>,
    pub(super) picker: Picker,
}

impl Company {
    /// The field with this alias; `None` when the connection does not see it.
    pub(super) fn field(&self, id: &FieldId) -> Option<&CatalogueField> {
        self.fields.iter().find(|field| field.id == *id)
    }

    /// The company's label, or the alias.
    pub(super) fn label(&self, id: &FieldId) -> String {
        let field = self.field(id);
        field.map_or_else(|| id.as_str().to_owned(), |field| field.label.clone())
    }
}

/// What is being done, or was tried last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    Saving,
    Restoring,
    Forgetting,
    Beginning,
    Importing,
    Exporting,
}

/// What of the list is opened to be changed. One thing at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Field(FieldId),
    Section(usize),
}

/// What somebody else has stored since these changes began.
#[derive(Clone)]
pub(super) struct Newer {
    pub(super) version: u64,
    pub(super) setup: Setup,
    /// The versions that came since, newest first.
    pub(super) news: Vec<SetupVersion>,
}

/// A whole set-up that may take the place of this one.
#[derive(Clone)]
pub(super) struct Proposal {
    /// For example `“With pay”`.
    pub(super) name: String,
    pub(super) setup: Setup,
    /// What this company lacks of it.
    pub(super) lacks: Vec<String>,
}

/// The options of a list, once they were asked for; `None` when they cannot be had.
type Choices = Vec<(FieldId, Option<Vec<String>>)>;

/// The page. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) company: StoredValue<Arc<Company>>,
    pub(super) model: RwSignal<SetupModel>,
    pub(super) history: RwSignal<Vec<SetupVersion>>,
    pub(super) remembered: RwSignal<Vec<RememberedView>>,
    pub(super) newer: RwSignal<Option<Newer>>,
    pub(super) proposal: RwSignal<Option<Proposal>>,
    /// What the last proposal that was taken lacks, until it is saved or given up.
    pub(super) lacks: RwSignal<Vec<String>>,
    pub(super) choices: RwSignal<Choices>,
    pub(super) open: RwSignal<Option<Open>>,
    pub(super) doing: RwSignal<Option<Doing>>,
    /// What led nowhere, and why, unless single fields are to blame.
    pub(super) trouble: RwSignal<Option<(Doing, ApiError)>>,
    pub(super) problems: RwSignal<Vec<FieldProblem>>,
    /// What was done to the list, to be read out.
    pub(super) said: RwSignal<String>,
    /// Whose form is looked at.
    pub(super) candidate: RwSignal<Option<(CandidateId, String)>>,
    toasts: Toasts,
    owner: StoredValue<Option<Owner>>,
}

impl Fields {
    pub(super) fn begin(view: SetupView) -> Self {
        let model = kept(&TabShelf, &view);
        let newer = (model.version() != view.version).then(|| newer_than(model.version(), &view));
        let company = Company {
            picker: Picker::new(&view.fields),
            fields: view.fields,
            sources: view.sources,
        };
        let state = Self {
            company: StoredValue::new(Arc::new(company)),
            model: RwSignal::new(model),
            history: RwSignal::new(view.history),
            remembered: RwSignal::new(view.remembered),
            newer: RwSignal::new(newer),
            proposal: RwSignal::new(None),
            lacks: RwSignal::default(),
            choices: RwSignal::default(),
            open: RwSignal::new(None),
            doing: RwSignal::new(None),
            trouble: RwSignal::new(None),
            problems: RwSignal::default(),
            said: RwSignal::default(),
            candidate: RwSignal::new(None),
            toasts: Toasts::here(),
            owner: StoredValue::new(Owner::current()),
        };
        effect(move || state.model.with(|model| keep(&TabShelf, model)));
        state
    }

    pub(super) fn company(self) -> Arc<Company> {
        self.company.get_value()
    }

    /// Whether anything is being done: then every button waits.
    pub(super) fn is_busy(self) -> Signal<bool> {
        Signal::derive(move || self.doing.with(Option::is_some))
    }

    pub(super) fn is_doing(self, doing: Doing) -> Signal<bool> {
        Signal::derive(move || self.doing.get() == Some(doing))
    }

    /// Changes what is asked about a field, and takes its problem away.
    pub(super) fn change(self, id: &FieldId, change: impl FnOnce(&mut SetupField) + 'static) {
        self.boxed_change(id, Box::new(change));
    }

    fn boxed_change(self, id: &FieldId, change: Box<dyn FnOnce(&mut SetupField)>) {
        let before = self
            .model
            .with_untracked(|model| model.now().field(id).cloned());
        let Some(mut after) = before.clone() else {
            return;
        };
        change(&mut after);
        // An input that was only passed through reports what it had.
        if before.as_ref() == Some(&after) {
            return;
        }
        self.answered(id);
        self.model.update(|model| {
            if let Some(field) = model.field_mut(id) {
                *field = after;
            }
        });
    }

    pub(super) fn answered(self, id: &FieldId) {
        if self
            .problems
            .with_untracked(|all| all.iter().any(|one| one.field == *id))
        {
            self.problems
                .update(|problems| problems.retain(|problem| problem.field != *id));
        }
    }

    /// Moves a field, says where it is now, and keeps the focus on the button that was pressed.
    pub(super) fn moves(self, id: &FieldId, focus_on: String, act: fn(&mut SetupModel, &FieldId)) {
        self.model.update(|model| act(model, id));
        self.say_place(id);
        self.focus(focus_on);
    }

    pub(super) fn move_to(self, id: &FieldId, section: usize, focus_on: String) {
        self.model.update(|model| model.move_to(id, section));
        self.say_place(id);
        self.focus(focus_on);
    }

    fn say_place(self, id: &FieldId) {
        let label = self.company().label(id);
        let place = self.model.with_untracked(|model| {
            let (section, place) = model.place(id)?;
            let (of, title) = (model.size(section), model.title(section));
            Some(format!("{label} is now {} of {of} in {title}.", place + 1))
        });
        self.said.set(place.unwrap_or_default());
    }

    /// Takes a field out; the focus goes to its neighbour.
    pub(super) fn remove(self, id: &FieldId) {
        let mut next = None;
        self.answered(id);
        self.open.set(None);
        self.model.update(|model| next = model.remove(id));
        self.said
            .set(format!("{} is removed.", self.company().label(id)));
        let next = next.map_or_else(|| ADD.to_owned(), |next| edit_id(&next));
        self.focus(next);
    }

    /// Asks once for the options of a list. They come with the form of somebody, so somebody must be hired.
    pub(super) fn want_choices(self, id: &FieldId) {
        let is_asked = |choices: &Choices| choices.iter().any(|(known, _)| known == id);
        if self.choices.with_untracked(is_asked) {
            return;
        }
        let id = id.clone();
        self.spawn(async move {
            let candidate = self
                .candidate
                .get_untracked()
                .map(|(candidate, _)| candidate);
            let candidate = match candidate {
                Some(candidate) => Some(candidate),
                None => somebody().await,
            };
            let choices = match candidate {
                Some(candidate) => api::field_choices(&id, candidate).await.ok(),
                None => None,
            };
            let choices = choices.filter(|choices| !choices.is_empty());
            self.choices.update(|all| all.push((id, choices)));
        });
    }

    /// Moves focus to what is about to appear.
    pub(super) fn focus(self, id: String) {
        self.after_drawing(move || focus(&id));
    }

    pub(super) fn after_drawing(self, act: impl FnOnce() + 'static) {
        self.spawn(async move {
            pause(0).await;
            act();
        });
    }

    pub(super) fn say(self, news: &str) {
        self.toasts.say(news);
    }

    /// An event handler has no owner of its own; leaving the page must end the waiting.
    pub(super) fn spawn(self, task: impl Future<Output = ()> + 'static) {
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(task));
        }
    }
}

/// Anybody who is hired.
async fn somebody() -> Option<CandidateId> {
    let search = CandidateSearch {
        stage: Some(Stage::Hired),
        ..CandidateSearch::default()
    };
    let page = api::search_candidates(&search).await.ok()?;
    page.candidates.into_iter().next().map(|found| found.id)
}

fn newer_than(version: u64, view: &SetupView) -> Newer {
    let mut news = view.history.clone();
    news.retain(|one| one.version > version);
    Newer {
        version: view.version,
        setup: view.setup.clone(),
        news,
    }
}

/// DOM id of the button that opens the picker.
pub(super) const ADD: &str = "fields-add";
/// What stands before the number of a section where a problem names its field.
pub(super) const SECTION: &str = "section ";
/// DOM id of what says that somebody else has saved.
pub(super) const NEWER: &str = "fields-newer";

/// DOM id of the button that opens a field's editor.
pub(super) fn edit_id(field: &FieldId) -> String {
    format!("edit-{}", field.as_str())
}
