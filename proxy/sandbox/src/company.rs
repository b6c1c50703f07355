//! The company's state and the rules for changing and reading it. No HTTP here: requests come in as
//! names and JSON values, answers go out as values or a [`Refusal`]. No clock either: see [`Moment`].

mod cabinet;
mod catalogue;
mod changes;
mod choosing;
mod datasets;
mod dice;
mod directory;
mod employee;
mod filing;
mod keys;
mod large;
mod listing;
mod lists;
mod metadata;
mod moment;
mod oauth;
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
mod scenario;
mod seed;
mod sent;
pub mod settings;
mod soundness;
mod tables;
mod throttle;
mod users;
mod values;
mod webhooks;
mod writing;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub(crate) use cabinet::{FileCategory, FiledDocument};
pub(crate) use datasets::Problem;
pub(crate) use dice::mix;
pub(crate) use directory::{Directory, DirectoryField};
pub(crate) use employee::Employee;
pub(crate) use filing::{
    Download, FileRefusal, FilesOfEmployee, LARGEST_FILE, Upload, UploadedFile,
};
pub use keys::{ADMIN_KEY, FieldSet, Files, Key, LIMITED_KEY, People, RECRUITER_KEY};
pub(crate) use keys::{Caller, Keys};
pub(crate) use listing::ListRefusal;
pub(crate) use metadata::{
    describe_countries, describe_country_with_code, describe_provinces, describe_tables, yes_or_no,
};
pub(crate) use moment::{Clock, Moment, time_in_text};
pub(crate) use oauth::{AuthorizationRequest, TokenRefusal, TokenRequest};
pub use oauth::{OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET, Tokens};
pub(crate) use photos::photo_in_json;
pub(crate) use portrait::{FactGroup, History, HistoryRow, Standing, StoredFile};
pub(crate) use reading::View;
pub use record::{EmployeeRecord, FileRecord};
pub(crate) use refusal::Refusal;
pub(crate) use roster::{Roster, RosterLine, Wanted};
pub(crate) use row_rules::RowRules;
pub(crate) use row_writing::{Deletion, RowAddress};
pub(crate) use scenario::Origin;
pub use scenario::Scenario;
pub(crate) use sent::{fields as sent_fields, options as sent_options};
pub(crate) use settings::Settings;
pub(crate) use throttle::Throttle;
pub(crate) use users::User;
pub(crate) use webhooks::{Message, WebhookRefusal};

/// The company's name in URLs. There is only this one.
pub const COMPANY: &str = "acme";

/// Everything the sandbox remembers of its company.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Company {
    #[serde(default)]
    pub(crate) origin: Origin,
    #[serde(default)]
    pub(crate) settings: Settings,
    #[serde(default)]
    pub(crate) keys: Keys,
    #[serde(default)]
    pub(crate) oauth: oauth::OAuth,
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
    /// Nobody and nothing but lists, keys and settings.
    fn empty(origin: Origin) -> Self {
        Self {
            origin,
            settings: Settings::default(),
            keys: Keys::default(),
            oauth: oauth::OAuth::default(),
            lists: lists::standard_lists(),
            employees: BTreeMap::new(),
            next_employee: seed::FIRST_NEW_EMPLOYEE,
            next_row: seed::FIRST_ROW,
            webhooks: Vec::new(),
            outbox: Vec::new(),
            changes: changes::ChangeLog::default(),
            cabinet: cabinet::Cabinet::default(),
        }
    }

    /// The company as its scenario starts, dated relative to `moment`.
    pub(crate) fn starting(origin: Origin, moment: Moment) -> Self {
        let mut company = Self::empty(origin);
        origin.scenario.furnish(&mut company, moment);
        company.complete();
        company
    }

    /// The usual company, for tests.
    #[cfg(test)]
    pub(crate) fn seeded(moment: Moment) -> Self {
        Self::starting(Origin::default(), moment)
    }

    /// Adds what follows from the scenario and is not there yet.
    pub(crate) fn complete(&mut self) {
        if !self.origin.scenario.has_large_catalogue() {
            return;
        }
        for list in large::lists() {
            if self.list_of_field(list.field_id).is_none() {
                self.lists.push(list);
            }
        }
    }

    /// An employee by the id of a URL. Id `0`, which belongs to no record here, is not found.
    pub(crate) fn employee(&self, id: &str) -> Result<&Employee, Refusal> {
        let number = id_number(id).ok_or(Refusal::EmployeeNotFound)?;
        self.employees.get(&number).ok_or(Refusal::EmployeeNotFound)
    }

    /// As [`Company::employee`], for a caller who may not see everybody.
    pub(crate) fn employee_for(&self, caller: &Caller, id: &str) -> Result<&Employee, Refusal> {
        let employee = self.employee(id)?;
        if caller.may_see(employee.id) {
            Ok(employee)
        } else {
            Err(Refusal::EmployeeNotShown)
        }
    }

    /// Everybody, newest record first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Employee> {
        self.employees.values().rev()
    }

    /// Everybody whom list, directory and searches show to a caller: a new record takes a while to be
    /// found.
    pub(crate) fn findable(
        &self,
        caller: &Caller,
        now: Timestamp,
    ) -> impl Iterator<Item = &Employee> {
        let lag = i64::try_from(self.settings.visibility_lag_seconds).unwrap_or(i64::MAX);
        self.employees.values().filter(move |employee| {
            let added = employee.added;
            caller.may_see(employee.id)
                && added.is_none_or(|added| now.duration_since(added).as_secs() >= lag)
        })
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

    /// The fields of this company in the order `meta/fields` lists them.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'static catalogue::Field> {
        let more = self.origin.scenario.has_large_catalogue();
        let more = more.then(large::fields).into_iter().flatten();
        catalogue::FIELDS.iter().chain(more)
    }

    /// The field a caller means by this alias or id. Of two fields with one alias, the first.
    pub(crate) fn field(&self, name: &str) -> Option<&'static catalogue::Field> {
        let usual = catalogue::resolve(name);
        usual.or_else(|| {
            let by_alias = self.fields().find(|field| field.alias == Some(name));
            by_alias.or_else(|| self.fields().find(|field| field.id_text() == name))
        })
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
        self.next_row = id.saturating_add(1);
        id
    }
}

/// The number of an id, which has one spelling: `+5` and `005` are no ids.
fn id_number(id: &str) -> Option<u64> {
    let number = id.parse::<u64>().ok()?;
    (number.to_string() == id).then_some(number)
}
