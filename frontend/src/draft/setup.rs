//! The set-up of the form as an admin has changed it and not saved, in the tab only. What it was made of is kept with it,
//! so that it can be put on top of what somebody else has saved since.

use handoff::Setup;
use handoff::interface::SetupView;
use serde::{Deserialize, Serialize};

use crate::setup_model::SetupModel;
use crate::shelf::Shelf;

const KEY: &str = "form-setup";

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u64,
    stored: Setup,
    now: Setup,
}

/// Keeps what was changed, or forgets it when nothing is.
pub fn keep(shelf: &impl Shelf, model: &SetupModel) {
    let kept = Kept {
        version: model.version(),
        stored: model.stored().clone(),
        now: model.now().clone(),
    };
    match serde_json::to_string(&kept) {
        Ok(text) if model.is_changed() => shelf.put(KEY, &text),
        _ => shelf.clear(KEY),
    }
}

/// What was changed before, on what it was changed on: a model whose version is not the view's is behind. Without news
/// it is the model of what is stored.
pub fn kept(shelf: &impl Shelf, view: &SetupView) -> SetupModel {
    let fresh = SetupModel::new(view.version, view.setup.clone());
    let kept = shelf.text(KEY);
    let Some(kept) = kept.and_then(|text| serde_json::from_str::<Kept>(&text).ok()) else {
        return fresh;
    };
    if kept.now == view.setup || kept.now == kept.stored {
        return fresh;
    }
    let mut model = SetupModel::new(kept.version, kept.stored);
    model.replace(kept.now);
    model
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup_model::sample::{ids, setup, view};
    use crate::shelf::MemoryShelf;

    fn changed(version: u64) -> SetupModel {
        let mut model = SetupModel::new(version, setup());
        model.remove(&ids(["city"])[0]);
        model
    }

    #[test]
    fn changes_come_back_with_what_they_were_made_on() {
        let shelf = MemoryShelf::default();
        keep(&shelf, &changed(3));
        assert_eq!(kept(&shelf, &view(3, setup())), changed(3));

        let mut theirs = SetupModel::new(3, setup());
        theirs.move_up(&ids(["lastName"])[0]);
        let behind = kept(&shelf, &view(4, theirs.now().clone()));
        assert_eq!(behind, changed(3));
    }

    #[test]
    fn what_is_stored_already_or_not_readable_is_no_change() {
        let shelf = MemoryShelf::default();
        keep(&shelf, &changed(3));
        let stored = changed(3).now().clone();
        let model = kept(&shelf, &view(4, stored.clone()));
        assert_eq!(model, SetupModel::new(4, stored));

        shelf.put(KEY, "{broken");
        assert!(!kept(&shelf, &view(3, setup())).is_changed());
    }

    #[test]
    fn what_was_given_up_is_forgotten() {
        let shelf = MemoryShelf::default();
        let mut model = changed(3);
        keep(&shelf, &model);
        model.discard();
        keep(&shelf, &model);
        assert!(shelf.0.borrow().is_empty());
    }
}
