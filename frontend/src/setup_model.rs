//! The set-up of the form while an admin changes it: what is stored, what it is to be, and every way to change it.
//!
//! No browser and no requests here. What was changed is told by [`differences()`], what becomes of it when somebody else
//! has saved meanwhile by [`on_top`].

mod differences;
mod merge;
mod picker;

use handoff::setup::SetupSection;
use handoff::{Asks, FieldId, Setup, SetupField};

pub use differences::{Differences, differences};
pub use merge::on_top;
pub use picker::{Found, MOST_SHOWN, Only, Picker};

/// Where a field stands: its section, and its place among those of the section, both from 0.
pub type Place = (usize, usize);

/// A set-up that is stored under a version, and what it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupModel {
    version: u64,
    stored: Setup,
    now: Setup,
}

impl SetupModel {
    /// Nothing is changed yet.
    pub fn new(version: u64, stored: Setup) -> Self {
        Self {
            version,
            now: stored.clone(),
            stored,
        }
    }

    /// The version that is being changed.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What is stored.
    pub fn stored(&self) -> &Setup {
        &self.stored
    }

    /// What it is to be.
    pub fn now(&self) -> &Setup {
        &self.now
    }

    /// Whether there is anything to save.
    pub fn is_changed(&self) -> bool {
        self.now != self.stored
    }

    /// What there is to save.
    pub fn differences(&self) -> Differences {
        differences(&self.stored, &self.now)
    }

    /// The fields of a section in order; what a list is drawn from.
    pub fn ids(&self, section: usize) -> Vec<FieldId> {
        let section = self.now.sections.get(section);
        let fields = section.map(|section| section.fields.as_slice());
        let fields = fields.unwrap_or_default().iter();
        fields.map(|field| field.id.clone()).collect()
    }

    /// All fields in the order of the form.
    pub fn all_ids(&self) -> Vec<FieldId> {
        self.now.fields().map(|field| field.id.clone()).collect()
    }

    /// How many sections there are.
    pub fn count(&self) -> usize {
        self.now.sections.len()
    }

    /// The title of a section; empty when there is none.
    pub fn title(&self, section: usize) -> String {
        let section = self.now.sections.get(section);
        section
            .map(|section| section.title.clone())
            .unwrap_or_default()
    }

    /// Where a field stands.
    pub fn place(&self, id: &FieldId) -> Option<Place> {
        let mut sections = self.now.sections.iter().enumerate();
        sections.find_map(|(number, section)| {
            let place = section.fields.iter().position(|field| field.id == *id)?;
            Some((number, place))
        })
    }

    /// How many fields a section has.
    pub fn size(&self, section: usize) -> usize {
        let section = self.now.sections.get(section);
        section.map_or(0, |section| section.fields.len())
    }

    /// A field, to change what is asked about it.
    pub fn field_mut(&mut self, id: &FieldId) -> Option<&mut SetupField> {
        let (section, place) = self.place(id)?;
        self.now.sections.get_mut(section)?.fields.get_mut(place)
    }

    /// Puts a field at the end of a section, asked and not needed. One that is in the form already stays where it is.
    pub fn add(&mut self, id: &FieldId, section: usize) {
        if self.place(id).is_some() {
            return;
        }
        if self.now.sections.is_empty() {
            self.add_section();
        }
        let last = self.now.sections.len().saturating_sub(1);
        if let Some(section) = self.now.sections.get_mut(section.min(last)) {
            section.fields.push(SetupField::new(id.as_str()));
        }
    }

    /// Takes a field out. What stands in its place then, or before it when it was the last of all.
    pub fn remove(&mut self, id: &FieldId) -> Option<FieldId> {
        let order = self.all_ids();
        let place = order.iter().position(|other| other == id)?;
        self.take(id);
        let before = || order.get(place.checked_sub(1)?);
        order.get(place + 1).or_else(before).cloned()
    }

    /// Moves a field before the one above it; the first of a section goes to the end of the section before.
    pub fn move_up(&mut self, id: &FieldId) {
        match self.place(id) {
            Some((section, 0)) if section > 0 => self.put(id, section - 1, usize::MAX),
            Some((section, place)) if place > 0 => self.put(id, section, place - 1),
            _ => {}
        }
    }

    /// Moves a field behind the one below it; the last of a section goes to the beginning of the next.
    pub fn move_down(&mut self, id: &FieldId) {
        match self.place(id) {
            Some((section, place)) if place + 1 < self.size(section) => {
                self.put(id, section, place + 1);
            }
            Some((section, _)) if section + 1 < self.now.sections.len() => {
                self.put(id, section + 1, 0);
            }
            _ => {}
        }
    }

    /// Moves a field to the end of another section.
    pub fn move_to(&mut self, id: &FieldId, section: usize) {
        let is_elsewhere = self.place(id).is_some_and(|(here, _)| here != section);
        if is_elsewhere && section < self.now.sections.len() {
            self.put(id, section, usize::MAX);
        }
    }

    /// Adds an empty section at the end and says which it is.
    pub fn add_section(&mut self) -> usize {
        self.now.sections.push(SetupSection::default());
        self.now.sections.len() - 1
    }

    /// Another title.
    pub fn rename(&mut self, section: usize, title: &str) {
        if let Some(section) = self.now.sections.get_mut(section) {
            title.clone_into(&mut section.title);
        }
    }

    /// Takes a section away, as long as nothing is in it.
    pub fn remove_section(&mut self, section: usize) {
        if section < self.now.sections.len() && self.size(section) == 0 {
            self.now.sections.remove(section);
        }
    }

    /// Exchanges a section with the one before it.
    pub fn lift_section(&mut self, section: usize) {
        if section > 0 && section < self.now.sections.len() {
            self.now.sections.swap(section, section - 1);
        }
    }

    /// Adds a pay schedule to those of Trax, or takes it away.
    pub fn set_trax(&mut self, schedule: &str, is_trax: bool) {
        let schedules = &mut self.now.trax_schedules;
        schedules.retain(|other| other != schedule);
        if is_trax {
            schedules.push(schedule.to_owned());
        }
    }

    /// Lets whoever fills in the form add options to BambooHR's lists, or not any more.
    pub fn let_options_be_added(&mut self, may: bool) {
        self.now.may_add_options = may;
    }

    /// Puts another set-up in the place of this one. It is not stored by that.
    pub fn replace(&mut self, setup: Setup) {
        self.now = setup;
    }

    /// Gives up what is not stored.
    pub fn discard(&mut self) {
        self.now = self.stored.clone();
    }

    /// What is stored is another now, and what was changed here goes on top of it.
    pub fn follow(&mut self, version: u64, theirs: Setup) {
        self.now = on_top(&self.stored, &self.now, &theirs);
        self.stored = theirs;
        self.version = version;
    }

    fn put(&mut self, id: &FieldId, section: usize, place: usize) {
        let Some(field) = self.take(id) else {
            return;
        };
        if let Some(section) = self.now.sections.get_mut(section) {
            section
                .fields
                .insert(place.min(section.fields.len()), field);
        }
    }

    fn take(&mut self, id: &FieldId) -> Option<SetupField> {
        let (section, place) = self.place(id)?;
        let section = self.now.sections.get_mut(section)?;
        Some(section.fields.remove(place))
    }
}

/// The word for whether a field is asked.
pub fn asked(asks: Asks) -> &'static str {
    match asks {
        Asks::Required => "Required",
        Asks::Optional => "Optional",
        Asks::Hidden => "Hidden",
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
