//! In what two set-ups differ: how many changes that are, and which, for the eye of an admin.
//!
//! A section has no name but its title. So one whose title is gone and one that is new at the same place are one section
//! with another title.

use handoff::{Asks, FieldId, Setup, SetupField, SetupSection};

/// What differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// What happened to fields, and to which: `Added`, `Removed`, `Required now`, ….
    pub fields: Vec<(&'static str, Vec<FieldId>)>,
    /// Everything else, one sentence each.
    pub others: Vec<String>,
}

impl Differences {
    /// How many changes: a field counts once, whatever was changed about it.
    pub fn count(&self) -> usize {
        let mut counted: Vec<&FieldId> = Vec::new();
        for id in self.fields.iter().flat_map(|(_, ids)| ids) {
            if !counted.contains(&id) {
                counted.push(id);
            }
        }
        counted.len() + self.others.len()
    }

    /// One line for each kind of change, for example `Added: Cost Centre, Shirt Size`.
    pub fn lines(&self, label: &dyn Fn(&FieldId) -> String) -> Vec<String> {
        let line = |(what, ids): &(&str, Vec<FieldId>)| {
            let labels: Vec<String> = ids.iter().map(label).collect();
            format!("{what}: {}", labels.join(", "))
        };
        let others = self.others.iter().cloned();
        self.fields.iter().map(line).chain(others).collect()
    }
}

/// What was changed to get from one to the other.
pub fn differences(before: &Setup, after: &Setup) -> Differences {
    let mut fields = Vec::new();
    let mut note = |what, ids: Vec<FieldId>| {
        if !ids.is_empty() {
            fields.push((what, ids));
        }
    };
    note("Added", only_in(after, before));
    note("Removed", only_in(before, after));
    let stayed = stayed(before, after);
    for (what, is_meant) in CHANGES {
        let meant = stayed.iter().filter(|(was, is)| is_meant(was, is));
        note(what, meant.map(|(_, is)| is.id.clone()).collect());
    }
    let pairs = pairs(before, after);
    note("Moved", moved(before, after, &pairs));
    Differences {
        fields,
        others: others(before, after, &pairs),
    }
}

type IsMeant = fn(&SetupField, &SetupField) -> bool;

const CHANGES: [(&str, IsMeant); 7] = [
    ("Required now", |was, is| became(was, is, Asks::Required)),
    ("Optional now", |was, is| became(was, is, Asks::Optional)),
    ("Hidden now", |was, is| became(was, is, Asks::Hidden)),
    ("Filled in differently", |was, is| {
        was.source != is.source || was.fixed != is.fixed
    }),
    ("Other help", |was, is| was.hint != is.hint),
    ("For admins only now", |was, is| {
        is.admins_only && !was.admins_only
    }),
    ("For everybody now", |was, is| {
        was.admins_only && !is.admins_only
    }),
];

fn became(was: &SetupField, is: &SetupField, asks: Asks) -> bool {
    is.asks == asks && was.asks != asks
}

fn only_in(one: &Setup, other: &Setup) -> Vec<FieldId> {
    let fields = one.fields().map(|field| &field.id);
    fields
        .filter(|id| other.field(id).is_none())
        .cloned()
        .collect()
}

fn stayed<'a>(before: &'a Setup, after: &'a Setup) -> Vec<(&'a SetupField, &'a SetupField)> {
    let fields = after.fields();
    fields
        .filter_map(|is| Some((before.field(&is.id)?, is)))
        .collect()
}

/// For each section of `after` the section of `before` that it was.
pub(super) fn pairs(before: &Setup, after: &Setup) -> Vec<Option<usize>> {
    let has = |setup: &Setup, title: &str| setup.sections.iter().any(|one| one.title == title);
    let mut taken = Vec::new();
    let was = |(place, section): (usize, &SetupSection)| {
        let mut sections = before.sections.iter().enumerate();
        let same =
            sections.find(|(was, other)| other.title == section.title && !taken.contains(was));
        let same = same.map(|(was, _)| was).or_else(|| {
            let renamed = before.sections.get(place)?;
            let is_renamed = !has(after, &renamed.title) && !has(before, &section.title);
            (is_renamed && !taken.contains(&place)).then_some(place)
        });
        taken.extend(same);
        same
    };
    after.sections.iter().enumerate().map(was).collect()
}

/// Fields that stand in another section, or elsewhere among those they stood with: as few as explain the order.
fn moved(before: &Setup, after: &Setup, pairs: &[Option<usize>]) -> Vec<FieldId> {
    let mut moved = Vec::new();
    for (section, pair) in after.sections.iter().zip(pairs) {
        let was = pair.and_then(|pair| before.sections.get(pair));
        let place = |id: &FieldId| was?.fields.iter().position(|other| other.id == *id);
        let mut stayed = Vec::new();
        for field in &section.fields {
            match place(&field.id) {
                Some(place) => stayed.push((place, &field.id)),
                None if before.field(&field.id).is_some() => moved.push(field.id.clone()),
                None => {}
            }
        }
        moved.extend(out_of_order(&stayed));
    }
    moved
}

/// Those outside the longest part that is in order.
fn out_of_order(stayed: &[(usize, &FieldId)]) -> Vec<FieldId> {
    // For each its own longest ordered row so far, and the one before it in that row.
    let mut rows: Vec<(usize, Option<usize>)> = Vec::new();
    for (here, (place, _)) in stayed.iter().enumerate() {
        let earlier = stayed.iter().zip(&rows).enumerate().take(here);
        let earlier = earlier.filter(|(_, ((other, _), _))| other < place);
        let best = earlier.max_by_key(|(_, (_, (length, _)))| *length);
        rows.push(best.map_or((1, None), |(before, (_, (length, _)))| {
            (length + 1, Some(before))
        }));
    }
    let last = rows.iter().enumerate();
    let mut next = last
        .max_by_key(|(_, (length, _))| *length)
        .map(|(last, _)| last);
    let mut in_order = Vec::new();
    while let Some(here) = next {
        in_order.push(here);
        next = rows.get(here).and_then(|(_, before)| *before);
    }
    let all = stayed.iter().enumerate();
    all.filter(|(here, _)| !in_order.contains(here))
        .map(|(_, (_, id))| (*id).clone())
        .collect()
}

fn others(before: &Setup, after: &Setup, pairs: &[Option<usize>]) -> Vec<String> {
    let mut others = Vec::new();
    for (section, pair) in after.sections.iter().zip(pairs) {
        let title = &section.title;
        match pair.and_then(|pair| before.sections.get(pair)) {
            None => others.push(format!("New section: {title}")),
            Some(was) if was.title != *title => {
                others.push(format!("Section “{}” is called “{title}”", was.title));
            }
            Some(_) => {}
        }
    }
    for (place, section) in before.sections.iter().enumerate() {
        if !pairs.contains(&Some(place)) {
            others.push(format!("Section removed: {}", section.title));
        }
    }
    if !pairs.iter().flatten().is_sorted() {
        others.push("Sections in another order".to_owned());
    }
    if before.trax_schedules != after.trax_schedules {
        others.push("Other pay schedules are paid through Trax".to_owned());
    }
    if before.may_add_options != after.may_add_options {
        others.push(match after.may_add_options {
            true => "Options may be added in BambooHR".to_owned(),
            false => "Options may not be added in BambooHR any more".to_owned(),
        });
    }
    others
}
