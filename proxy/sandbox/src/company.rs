//! The company's state and the rules for changing and reading it. No HTTP here: requests come in as
//! names and JSON values, answers go out as values or a [`Refusal`]. No clock either: see [`Moment`].

mod cabinet;
mod catalogue;
mod changes;
mod datasets;
mod directory;
mod employee;
mod filing;
mod keys;
mod listing;
mod lists;
mod metadata;
mod moment;
mod options;
mod photos;
mod places;
mod portrait;
mod reading;
mod record;
mod refusal;
mod roster;
mod row_rules;
mod row_writing;
mod rows;
mod seed;
mod sent;
mod tables;
mod users;
mod values;
mod webhooks;
mod writing;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) use cabinet::{FileCategory, FiledDocument};
pub(crate) use datasets::Problem;
pub(crate) use directory::{Directory, DirectoryField};
pub(crate) use employee::Employee;
pub(crate) use filing::{FileRefusal, FilesOfEmployee, LARGEST_FILE, Upload, UploadedFile};
pub(crate) use keys::Caller;
pub use keys::{ADMIN_KEY, LIMITED_KEY};
pub(crate) use listing::ListRefusal;
pub(crate) use metadata::{
    describe_countries, describe_country_with_code, describe_fields, describe_provinces,
    describe_tables, yes_or_no,
};
pub(crate) use moment::Moment;
pub(crate) use photos::photo_in_json;
pub(crate) use portrait::{FactGroup, History, HistoryRow, Standing, StoredFile};
pub(crate) use reading::View;
pub use record::{EmployeeRecord, FileRecord};
pub(crate) use refusal::Refusal;
pub(crate) use roster::{Roster, RosterLine, Wanted};
pub(crate) use row_rules::RowRules;
pub(crate) use row_writing::{Deletion, RowAddress};
pub(crate) use sent::{Format, fields as sent_fields, options as sent_options};
pub(crate) use users::User;
pub(crate) use webhooks::{Message, WebhookRefusal};

/// The company's name in URLs. There is only this one.
pub const COMPANY: &str = "acme";

/// Everything the sandbox remembers of its company.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Company {
    /// Only their options change, and only those are kept.
    #[serde(with = "lists::kept", default = "lists::standard_lists")]
    lists: Vec<lists::OptionList>,
    employees: BTreeMap<u64, Employee>,
    next_employee: u64,
    next_row: u64,
    #[serde(default)]
    webhooks: Vec<webhooks::Webhook>,
    /// Messages of webhooks that are still to be sent.
    #[serde(skip)]
    outbox: Vec<Message>,
    #[serde(default)]
    changes: changes::ChangeLog,
    #[serde(default)]
    pub(crate) cabinet: cabinet::Cabinet,
}

impl Company {
    /// The company with its invented people and lists, dated relative to `moment`.
    pub(crate) fn seeded(moment: Moment) -> Self {
        let mut company = Self {
            lists: lists::standard_lists(),
            employees: BTreeMap::new(),
            next_employee: seed::FIRST_NEW_EMPLOYEE,
            next_row: seed::FIRST_ROW,
            webhooks: Vec::new(),
            outbox: Vec::new(),
            changes: changes::ChangeLog::default(),
            cabinet: cabinet::Cabinet::default(),
        };
        company.add_seed_people(moment);
        company
    }

    /// An employee by the id of a URL. Id `0`, which belongs to no record here, is not found.
    pub(crate) fn employee(&self, id: &str) -> Result<&Employee, Refusal> {
        let number = id.parse::<u64>().map_err(|_| Refusal::EmployeeNotFound)?;
        self.employees.get(&number).ok_or(Refusal::EmployeeNotFound)
    }

    /// Everybody, newest record first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Employee> {
        self.employees.values().rev()
    }

    /// Everybody as a test sees them, by ascending id.
    pub(crate) fn records(&self, moment: Moment) -> Vec<EmployeeRecord> {
        self.employees
            .values()
            .map(|employee| self.record(employee, moment))
            .collect()
    }

    /// One person as a test or a page sees them, with files and photo.
    pub(crate) fn record(&self, employee: &Employee, moment: Moment) -> EmployeeRecord {
        EmployeeRecord::of(employee, moment.today).with_cabinet(&self.cabinet, employee.id)
    }

    fn list_of_field(&self, field_id: i32) -> Option<&lists::OptionList> {
        self.lists.iter().find(|list| list.field_id == field_id)
    }

    /// The person meant by a display name. Of namesakes, the one who was there first.
    fn by_display_name(&self, name: &str) -> Option<&Employee> {
        let wanted = name.trim().to_lowercase();
        self.employees
            .values()
            .find(|employee| employee.display_name().to_lowercase() == wanted)
    }

    fn take_row_id(&mut self) -> u64 {
        let id = self.next_row;
        self.next_row += 1;
        id
    }
}
