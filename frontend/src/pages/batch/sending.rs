//! Pressing "Send": those who are complete, once, and then to the page that follows them.

use handoff::CandidateId;
use handoff::interface::{AcceptedBatch, BatchCandidate, BatchEntry, NewBatch};
use leptos::prelude::*;

use crate::address::{Address, Way};
use crate::api::ApiError;
use crate::batch;
use crate::browser::today;
use crate::draft;
use crate::form_model::FormModel;
use crate::pages::once::once;
use crate::paths;
use crate::shelf::TabShelf;
use crate::tasks::{effect, spawn};

/// The batch being prepared. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    /// Whether a request is under way.
    pub(super) is_busy: RwSignal<bool>,
    /// Why the last press led nowhere.
    pub(super) failure: RwSignal<Option<ApiError>>,
    people: StoredValue<Vec<(CandidateId, RwSignal<FormModel>)>>,
    owner: StoredValue<Option<Owner>>,
    address: Address,
}

impl Sending {
    /// Everybody who can be sent, with what was typed on an earlier visit.
    pub(super) fn new(candidates: &[BatchCandidate]) -> Self {
        let can = candidates
            .iter()
            .filter(|candidate| candidate.obstacle.is_none());
        let people = can.map(|candidate| (candidate.id.clone(), model_of(candidate)));
        Self {
            is_busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            people: StoredValue::new(people.collect()),
            owner: StoredValue::new(Owner::current()),
            address: Address::here(),
        }
    }

    /// The entries of one person.
    pub(super) fn model(self, id: &CandidateId) -> Option<RwSignal<FormModel>> {
        self.people.with_value(|people| {
            let mut people = people.iter();
            people.find(|(other, _)| other == id).map(|found| found.1)
        })
    }

    /// How many can be sent, complete or not.
    pub(super) fn count_all(self) -> usize {
        self.people.with_value(Vec::len)
    }

    /// How many are complete.
    pub(super) fn count_ready(self) -> usize {
        let is_complete =
            |(_, model): &&(CandidateId, RwSignal<FormModel>)| model.with(FormModel::is_complete);
        self.people
            .with_value(|people| people.iter().filter(is_complete).count())
    }

    /// Somebody pressed the button.
    pub(super) fn press(self) {
        self.is_busy.set(true);
        self.failure.set(None);
        let candidates = self.people.with_value(|people| {
            let entry = |(id, model): &(CandidateId, RwSignal<FormModel>)| {
                model.with_untracked(|model| {
                    model.is_complete().then(|| BatchEntry {
                        id: id.clone(),
                        submission: model.entries().clone(),
                    })
                })
            };
            people.iter().filter_map(entry).collect()
        });
        let task = async move {
            let answer: Result<AcceptedBatch, ApiError> =
                once("batch:send", "/api/batches", &NewBatch { candidates }).await;
            self.is_busy.set(false);
            match answer {
                Ok(batch) => self.leave_for(&batch),
                Err(error) => self.failure.set(Some(error)),
            }
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(task));
        }
    }

    fn leave_for(self, batch: &AcceptedBatch) {
        batch::forget_choice(&TabShelf);
        // In place of the list of what is missing: it can no longer be sent.
        self.address.take(Way::correction(paths::batch(&batch.id)));
    }
}

fn model_of(candidate: &BatchCandidate) -> RwSignal<FormModel> {
    let form = batch::form_of(candidate);
    let key = batch::draft_key(&candidate.id);
    let restored = draft::restore_at(&TabShelf, &key, &form);
    let model = RwSignal::new(FormModel::new(form, restored).on(today()));
    let mut is_first = true;
    effect(move || {
        model.with(|model| {
            if !std::mem::take(&mut is_first) {
                draft::save_at(&TabShelf, &key, model.form(), model.draft());
            }
        });
    });
    model
}
