//! The directory: the curated view of people. It leaves out everybody who is not active today, or who left if
//! people still to come are asked for too; so it is no help in finding duplicates.

use serde_json::{Map, Value, json};

use super::employee::Employee;
use super::reading::View;
use super::{Caller, Company, Moment, Refusal};

/// A column of the directory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DirectoryField {
    pub(crate) id: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) name: &'static str,
}

const fn field(id: &'static str, kind: &'static str, name: &'static str) -> DirectoryField {
    DirectoryField { id, kind, name }
}

const FIELDS: [DirectoryField; 14] = [
    field("displayName", "text", "Display Name"),
    field("firstName", "text", "First Name"),
    field("lastName", "text", "Last Name"),
    field("preferredName", "text", "Preferred Name"),
    field("jobTitle", "list", "Job Title"),
    field("workPhone", "text", "Work Phone"),
    field("workPhoneExtension", "text", "Work Extension"),
    field("mobilePhone", "text", "Mobile Phone"),
    field("workEmail", "email", "Work Email"),
    field("department", "list", "Department"),
    field("location", "list", "Location"),
    field("division", "list", "Division"),
    field("linkedIn", "text", "LinkedIn URL"),
    field("supervisor", "employee", "Manager"),
];

/// The directory as one caller sees it: its columns, and per person the values under their ids.
#[derive(Debug)]
pub(crate) struct Directory {
    pub(crate) fields: Vec<DirectoryField>,
    pub(crate) employees: Vec<Map<String, Value>>,
}

impl Company {
    /// Everybody who is active today, and with `only_current` false everybody still to come, if the company
    /// shares its directory.
    pub(crate) fn directory(
        &self,
        caller: &Caller,
        only_current: bool,
        moment: Moment,
    ) -> Result<Directory, Refusal> {
        if !self.settings.directory_shared {
            return Err(Refusal::DirectoryDisabled);
        }
        let today = moment.today;
        let view = View {
            today,
            only_current,
        };
        let fields: Vec<DirectoryField> = FIELDS
            .iter()
            .filter(|field| caller.may_read(field.id))
            .copied()
            .collect();
        let shown = self.findable(caller, moment.now).filter(|employee| {
            employee.is_active(today) || (!only_current && !employee.is_gone(today))
        });
        let employees: Vec<_> = shown
            .map(|employee| self.entry(caller, employee, &fields, view))
            .collect();
        if employees.is_empty() {
            return Err(Refusal::DirectoryEmpty);
        }
        Ok(Directory { fields, employees })
    }

    fn entry(
        &self,
        caller: &Caller,
        employee: &Employee,
        fields: &[DirectoryField],
        view: View,
    ) -> Map<String, Value> {
        let mut entry = Map::new();
        entry.insert("id".to_owned(), json!(employee.id.to_string()));
        for field in fields {
            entry.insert(
                field.id.to_owned(),
                json!(self.text(employee, field.id, view)),
            );
        }
        let photo_url = self.photo_url(employee.id);
        entry.insert("photoUploaded".to_owned(), json!(photo_url.is_some()));
        entry.insert("photoUrl".to_owned(), json!(photo_url));
        let may_upload = u8::from(caller.may_edit_files());
        entry.insert("canUploadPhoto".to_owned(), json!(may_upload));
        entry
    }
}
