//! What happened to people and when: for the feed of changes, which also remembers who was deleted.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::employee::Employee;
use super::{Caller, Company, Moment, Refusal};

/// What happened to a person last. `added` is missing for people who were there from the start.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Change {
    added: Option<Timestamp>,
    changed: Timestamp,
    is_deleted: bool,
}

/// The last change of everybody who was changed. Changes of a moment before the start are not in it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct ChangeLog {
    changes: BTreeMap<u64, Change>,
}

impl ChangeLog {
    fn note_added(&mut self, employee: u64, now: Timestamp) {
        let change = Change {
            added: Some(now),
            changed: now,
            is_deleted: false,
        };
        self.changes.insert(employee, change);
    }

    fn note_changed(&mut self, employee: u64, now: Timestamp) {
        let change = Change {
            added: None,
            changed: now,
            is_deleted: false,
        };
        let change = self.changes.entry(employee).or_insert(change);
        change.changed = now;
    }

    fn note_deleted(&mut self, employee: u64, now: Timestamp) {
        self.note_changed(employee, now);
        if let Some(change) = self.changes.get_mut(&employee) {
            change.is_deleted = true;
        }
    }
}

impl Company {
    /// Remembers that a person was added, when there was nothing `before`, or changed, and tells the webhooks.
    pub(super) fn note_written(&mut self, before: Option<&Employee>, id: u64, moment: Moment) {
        match before {
            None => self.changes.note_added(id, moment.now),
            Some(_) => self.changes.note_changed(id, moment.now),
        }
        self.announce_written(before, id, moment);
    }

    /// Deletes a person with all rows, files and photo. The id is not given again.
    pub(crate) fn delete(
        &mut self,
        caller: &Caller,
        id: &str,
        moment: Moment,
    ) -> Result<(), Refusal> {
        let id = self.employee_for(caller, id)?.id;
        if !caller.may_delete_people() {
            return Err(Refusal::NotPermitted);
        }
        self.employees.remove(&id);
        self.cabinet.remove_person(id);
        self.changes.note_deleted(id, moment.now);
        self.announce_deleted(id, moment);
        Ok(())
    }

    /// Who was added, changed or deleted at or after `since`, to the second, as far as the caller may see
    /// them and they can be found already. `wanted` leaves only one kind.
    pub(crate) fn changed_since(
        &self,
        caller: &Caller,
        since: Option<&str>,
        wanted: Option<&str>,
        moment: Moment,
    ) -> Result<Value, Refusal> {
        let since = since
            .and_then(|text| text.parse::<Timestamp>().ok())
            .ok_or(Refusal::SinceNotValid)?;
        let wanted = match wanted.map(str::to_lowercase).as_deref() {
            None | Some("") => None,
            Some("inserted") => Some("Inserted"),
            Some("updated") => Some("Updated"),
            Some("deleted") => Some("Deleted"),
            Some(_) => return Err(Refusal::ChangeTypeNotValid),
        };
        let people = self
            .findable(caller, moment.now)
            .map(|employee| (employee.id, self.last_change(employee)));
        let gone = self
            .changes
            .changes
            .iter()
            .map(|(id, change)| (*id, *change))
            .filter(|(id, change)| change.is_deleted && caller.may_see(*id));
        let mut latest = since;
        let mut shown = Map::new();
        for (id, change) in people.chain(gone) {
            let action = match change.added {
                _ if change.is_deleted => "Deleted",
                Some(added) if added.as_second() >= since.as_second() => "Inserted",
                _ => "Updated",
            };
            let is_recent = change.changed.as_second() >= since.as_second();
            if !is_recent || wanted.is_some_and(|wanted| wanted != action) {
                continue;
            }
            latest = latest.max(change.changed);
            let id = id.to_string();
            let entry = json!({"id": id, "action": action, "lastChanged": text(change.changed)});
            shown.insert(id, entry);
        }
        Ok(json!({"latest": text(latest), "employees": shown}))
    }
}

impl Company {
    fn last_change(&self, employee: &Employee) -> Change {
        let noted = self.changes.changes.get(&employee.id);
        noted.copied().unwrap_or_else(|| from_before(employee))
    }

    /// When the person was changed last.
    pub(super) fn last_changed(&self, employee: &Employee) -> String {
        text(self.last_change(employee).changed)
    }
}

/// People from the start were added on their first day, as far as anybody knows.
fn from_before(employee: &Employee) -> Change {
    let hired = employee
        .hire_date()
        .and_then(|date| date.to_zoned_datetime(TimeZone::UTC).ok())
        .map_or(Timestamp::UNIX_EPOCH, |midnight| midnight.timestamp());
    Change {
        added: Some(hired),
        changed: hired,
        is_deleted: false,
    }
}

fn text(timestamp: Timestamp) -> String {
    timestamp.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

#[cfg(test)]
mod tests;
