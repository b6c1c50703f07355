//! Pressing "Update": send the ticked fields once, and go where the answer points.

use std::collections::BTreeSet;

use handoff::interface::{FieldChange, NewUpdate, SendSummary, TickedField};
use handoff::{CandidateId, FieldId};
use leptos::prelude::*;

use crate::address::{Address, Way};
use crate::api::{self, ApiError};
use crate::pages::once::once;
use crate::paths;
use crate::tasks::spawn;

/// The update of one employee. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Updating {
    /// Which fields are to be sent.
    pub(super) ticked: RwSignal<BTreeSet<FieldId>>,
    /// Whether a request is under way.
    pub(super) is_busy: RwSignal<bool>,
    /// Why the last press led nowhere.
    pub(super) failure: RwSignal<Option<ApiError>>,
    candidate: StoredValue<CandidateId>,
    changes: StoredValue<Vec<FieldChange>>,
    owner: StoredValue<Option<Owner>>,
    address: Address,
}

impl Updating {
    pub(super) fn new(candidate: CandidateId, changes: &[FieldChange]) -> Self {
        Self {
            ticked: RwSignal::new(ticked_at_first(changes)),
            is_busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            candidate: StoredValue::new(candidate),
            changes: StoredValue::new(changes.to_vec()),
            owner: StoredValue::new(Owner::current()),
            address: Address::here(),
        }
    }

    /// Somebody ticked or emptied a box.
    pub(super) fn tick(self, field: &FieldId, tick: bool) {
        self.ticked.update(|ticked| {
            if tick {
                ticked.insert(field.clone());
            } else {
                ticked.remove(field);
            }
        });
    }

    /// Somebody pressed the button.
    pub(super) fn press(self) {
        self.is_busy.set(true);
        self.failure.set(None);
        let task = async move {
            let candidate = self.candidate.get_value();
            let ticked = self.ticked.get_untracked();
            let fields = self.changes.with_value(|changes| {
                let ticked = changes
                    .iter()
                    .filter(|change| ticked.contains(&change.field));
                ticked.map(TickedField::of).collect()
            });
            let subject = format!("update:{}", candidate.as_str());
            let answer: Result<SendSummary, ApiError> = once(
                &subject,
                &api::updates_path(&candidate),
                &NewUpdate { fields },
            )
            .await;
            self.is_busy.set(false);
            match answer {
                Ok(send) => self.go_to(&candidate, &send.id),
                Err(ApiError::Problem(problem)) if problem.send.is_some() => {
                    let standing = problem.send.unwrap_or_default();
                    self.go_to(&candidate, &standing);
                }
                Err(error) => self.failure.set(Some(error)),
            }
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(task));
        }
    }

    fn go_to(self, candidate: &CandidateId, send: &str) {
        self.address.take(Way::to(paths::send(candidate, send)));
    }
}

/// What is ticked before anybody chose. Where the candidate has nothing, there is nothing to send.
fn ticked_at_first(changes: &[FieldChange]) -> BTreeSet<FieldId> {
    changes
        .iter()
        .filter(|change| change.what.is_ticked_at_first() && change.candidate.is_some())
        .map(|change| change.field.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use handoff::interface::ChangeKind;

    fn change(field: &str, what: ChangeKind, candidate: Option<&str>) -> FieldChange {
        FieldChange {
            field: FieldId::new(field),
            label: field.to_owned(),
            candidate: candidate.map(str::to_owned),
            sent: None,
            stored: None,
            is_visible: true,
            what,
        }
    }

    #[test]
    fn what_somebody_meant_in_bamboohr_is_not_ticked() {
        let changes = [
            change("city", ChangeKind::CandidateChanged, Some("Oslo")),
            change("country", ChangeKind::NeverStored, Some("Norway")),
            change("jobTitle", ChangeKind::BambooHrChanged, Some("Nurse")),
            change("division", ChangeKind::BothChanged, Some("North")),
            change("payRate", ChangeKind::NotVisible, Some("1 EUR")),
            change("state", ChangeKind::CandidateChanged, None),
        ];
        let ticked = ticked_at_first(&changes);
        let ticked: Vec<_> = ticked.iter().map(FieldId::as_str).collect();
        assert_eq!(ticked, ["city", "country"]);
    }
}
