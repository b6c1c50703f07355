//! The company's state and the rules for changing and reading it. No HTTP here: requests come in as
//! names and JSON values, answers go out as values or a [`Refusal`]. No clock either: see [`Moment`].

mod catalogue;
mod dice;
mod directory;
mod employee;
mod keys;
mod large;
mod listing;
mod lists;
mod metadata;
mod moment;
mod oauth;
mod places;
mod reading;
mod record;
mod refusal;
mod rows;
mod scenario;
mod seed;
pub mod settings;
mod tables;
mod throttle;
mod values;
mod writing;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub(crate) use dice::mix;
pub(crate) use directory::{Directory, DirectoryField, FileCategory};
pub(crate) use employee::Employee;
pub use keys::{ADMIN_KEY, FieldSet, Files, Key, LIMITED_KEY, People, RECRUITER_KEY};
pub(crate) use keys::{Caller, Keys};
pub(crate) use listing::ListRefusal;
pub(crate) use metadata::{
    describe_countries, describe_country_with_code, describe_provinces, describe_tables,
};
pub(crate) use moment::{Clock, Moment};
pub(crate) use oauth::{AuthorizationRequest, TokenRefusal, TokenRequest};
pub use oauth::{OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET, Tokens};
pub(crate) use reading::View;
pub use record::EmployeeRecord;
pub(crate) use refusal::Refusal;
pub(crate) use scenario::Origin;
pub use scenario::Scenario;
pub(crate) use settings::Settings;
pub(crate) use throttle::Throttle;

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
    /// The same in every run, so not kept.
    #[serde(skip, default = "lists::standard_lists")]
    lists: Vec<lists::OptionList>,
    employees: BTreeMap<u64, Employee>,
    next_employee: u64,
    next_row: u64,
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

    /// Adds what is not kept in a file because it follows from the scenario.
    pub(crate) fn complete(&mut self) {
        if self.origin.scenario.has_large_catalogue() {
            self.lists.extend(large::lists());
        }
    }

    /// An employee by the id of a URL. Id `0`, which belongs to no record here, is not found.
    pub(crate) fn employee(&self, id: &str) -> Result<&Employee, Refusal> {
        let number = id.parse::<u64>().map_err(|_| Refusal::EmployeeNotFound)?;
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
            .map(|employee| EmployeeRecord::of(employee, moment.today))
            .collect()
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
        self.next_row += 1;
        id
    }
}
