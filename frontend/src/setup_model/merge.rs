//! One admin's changes on top of another's: what both began with, what mine became, what theirs became.
//!
//! Where both changed the same thing, mine counts, because the person sees it and saves it. What only they changed stays
//! theirs. Nothing is dropped in silence.

use handoff::setup::SetupSection;
use handoff::{FieldId, Setup, SetupField};

use super::differences::{differences, pairs};

/// Theirs with what was changed from `base` to `mine`.
pub fn on_top(base: &Setup, mine: &Setup, theirs: &Setup) -> Setup {
    let mut merged = theirs.clone();
    rename_sections(base, mine, &mut merged);
    for field in base.fields() {
        if mine.field(&field.id).is_none() {
            take(&mut merged, &field.id);
        }
    }
    let differences = differences(base, mine);
    let mut placed: Vec<&FieldId> = Vec::new();
    for (what, ids) in &differences.fields {
        if matches!(*what, "Added" | "Moved") {
            placed.extend(ids);
        }
    }
    for section in &mine.sections {
        let was_there = base.sections.iter().any(|one| one.title == section.title);
        if !was_there {
            section_called(&mut merged, &section.title);
        }
        for (place, field) in section.fields.iter().enumerate() {
            let was = base.field(&field.id);
            let is_same = was == Some(field);
            let is_placed = placed.contains(&&field.id);
            if is_same && !is_placed {
                continue;
            }
            let there = theirs.field(&field.id);
            let now = combined(was, field, there);
            let stays = !is_placed && there.is_some();
            match merged_field(&mut merged, &field.id).filter(|_| stays) {
                Some(there) => *there = now,
                None => {
                    take(&mut merged, &field.id);
                    let before = section.fields.get(..place).unwrap_or_default();
                    insert(&mut merged, &section.title, before, now);
                }
            }
        }
    }
    remove_sections(base, mine, &mut merged);
    order_sections(base, mine, &mut merged);
    if mine.trax_schedules != base.trax_schedules {
        merged.trax_schedules.clone_from(&mine.trax_schedules);
    }
    if mine.may_add_options != base.may_add_options {
        merged.may_add_options = mine.may_add_options;
    }
    merged
}

/// What I changed about a field as I changed it, everything else as they have it.
fn combined(
    was: Option<&SetupField>,
    mine: &SetupField,
    theirs: Option<&SetupField>,
) -> SetupField {
    let mut now = mine.clone();
    let (Some(was), Some(theirs)) = (was, theirs) else {
        return now;
    };
    if mine.asks == was.asks {
        now.asks = theirs.asks;
    }
    if mine.source == was.source {
        now.source.clone_from(&theirs.source);
    }
    if mine.fixed == was.fixed {
        now.fixed.clone_from(&theirs.fixed);
    }
    if mine.hint == was.hint {
        now.hint.clone_from(&theirs.hint);
    }
    if mine.admins_only == was.admins_only {
        now.admins_only = theirs.admins_only;
    }
    now
}

fn rename_sections(base: &Setup, mine: &Setup, merged: &mut Setup) {
    for (section, pair) in mine.sections.iter().zip(pairs(base, mine)) {
        let Some(was) = pair.and_then(|pair| base.sections.get(pair)) else {
            continue;
        };
        let mut there = merged.sections.iter_mut();
        if let Some(there) = there.find(|there| there.title == was.title) {
            there.title.clone_from(&section.title);
        }
    }
}

/// Takes away the sections that I took away, unless they have put something into one.
fn remove_sections(base: &Setup, mine: &Setup, merged: &mut Setup) {
    let pairs = pairs(base, mine);
    for (place, section) in base.sections.iter().enumerate() {
        if !pairs.contains(&Some(place)) {
            merged
                .sections
                .retain(|there| there.title != section.title || !there.fields.is_empty());
        }
    }
}

/// In my order, when I changed it; those that I do not have come last.
fn order_sections(base: &Setup, mine: &Setup, merged: &mut Setup) {
    if pairs(base, mine).iter().flatten().is_sorted() {
        return;
    }
    let mut left = std::mem::take(&mut merged.sections);
    for section in &mine.sections {
        let place = left.iter().position(|one| one.title == section.title);
        merged
            .sections
            .extend(place.map(|place| left.remove(place)));
    }
    merged.sections.append(&mut left);
}

fn section_called<'a>(setup: &'a mut Setup, title: &str) -> Option<&'a mut SetupSection> {
    let place = setup.sections.iter().position(|one| one.title == title);
    let place = place.unwrap_or_else(|| {
        setup.sections.push(SetupSection {
            title: title.to_owned(),
            fields: Vec::new(),
        });
        setup.sections.len() - 1
    });
    setup.sections.get_mut(place)
}

fn merged_field<'a>(setup: &'a mut Setup, id: &FieldId) -> Option<&'a mut SetupField> {
    let mut fields = setup.sections.iter_mut().flat_map(|one| &mut one.fields);
    fields.find(|field| field.id == *id)
}

fn take(setup: &mut Setup, id: &FieldId) {
    for section in &mut setup.sections {
        section.fields.retain(|field| field.id != *id);
    }
}

/// Behind the nearest of those that stand before it with me.
fn insert(setup: &mut Setup, title: &str, before: &[SetupField], field: SetupField) {
    let Some(section) = section_called(setup, title) else {
        return;
    };
    let place = |other: &SetupField| {
        let mut fields = section.fields.iter();
        fields.position(|field| field.id == other.id)
    };
    let place = before.iter().rev().find_map(place);
    let place = place.map_or(0, |place| place + 1);
    section.fields.insert(place, field);
}
