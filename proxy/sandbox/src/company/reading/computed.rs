//! Fields that are computed when they are read: names put together, what follows from dates, and facts
//! of the supervisor's record. Their spelling is that of the documentation where it gives one.

use jiff::civil::Date;

use super::super::Company;
use super::super::employee::Employee;
use super::super::users::INTEGRATION_USER;
use super::View;

/// Readable names that the catalogue does not list.
pub(super) const NAMES: [&str; 19] = [
    "displayName",
    "fullName1",
    "fullName2",
    "fullName3",
    "fullName4",
    "fullName5",
    "bestEmail",
    "age",
    "birthday",
    "stateCode",
    "lastChanged",
    "createdByUserId",
    "isPhotoUploaded",
    "photoUploaded",
    "photoUrl",
    "supervisor",
    "supervisorEId",
    "supervisorId",
    "supervisorEmail",
];

impl Company {
    /// A stored or computed text by storage key, whoever asks. `None` when empty or unknown.
    pub(in super::super) fn text(
        &self,
        employee: &Employee,
        key: &str,
        view: View,
    ) -> Option<String> {
        let stored = |key: &str| employee.text(key, view.as_of()).map(str::to_owned);
        let supervisor = || {
            employee
                .text("reportsTo", view.as_of())
                .and_then(|name| self.by_display_name(name))
        };
        match key {
            "status" => Some(employee.status(view.today).to_owned()),
            "payRateEffectiveDate" => employee
                .newest_row("compensation", view.as_of())
                .map(|row| row.date.to_string()),
            "displayName" => Some(employee.display_name()),
            name if name.starts_with("fullName") => full_name(employee, name),
            "bestEmail" => stored("workEmail").or_else(|| stored("homeEmail")),
            "age" => Some(age(employee, view.today).to_string()),
            "birthday" => Some(stored("dateOfBirth")?.get(5..)?.to_owned()),
            "stateCode" => stored("state"),
            "lastChanged" => Some(self.last_changed(employee)),
            "createdByUserId" => employee.added.map(|_| INTEGRATION_USER.to_string()),
            "isPhotoUploaded" | "photoUploaded" => {
                Some(self.cabinet.photo(employee.id).is_some().to_string())
            }
            "photoUrl" => self.photo_url(employee.id),
            "supervisor" => Some(supervisor()?.display_name()),
            "supervisorEId" => Some(supervisor()?.id.to_string()),
            // The names read the other way round: this one is the employee number.
            "supervisorId" => supervisor()?.fields.get("employeeNumber").cloned(),
            "supervisorEmail" => supervisor()?.fields.get("workEmail").cloned(),
            _ => stored(key),
        }
    }
}

/// What the numbers 3 to 5 look like is not documented: these are the sandbox's own.
fn full_name(employee: &Employee, which: &str) -> Option<String> {
    let part = |key: &str| employee.fields.get(key).map_or("", String::as_str);
    let (first, middle, last) = (part("firstName"), part("middleName"), part("lastName"));
    let initial = middle.chars().next().map(String::from).unwrap_or_default();
    let name = match which {
        "fullName1" => format!("{first} {last}"),
        "fullName2" => format!("{last}, {first}"),
        "fullName3" => format!("{last}, {first} {middle}"),
        "fullName4" => format!("{last}, {first} {initial}"),
        "fullName5" => format!("{first} {middle} {last}"),
        _ => return None,
    };
    Some(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// In full years; −1 without a date of birth.
fn age(employee: &Employee, today: Date) -> i16 {
    let born = employee.fields.get("dateOfBirth");
    let Some(born) = born.and_then(|text| text.parse::<Date>().ok()) else {
        return -1;
    };
    let had_no_birthday_yet = (today.month(), today.day()) < (born.month(), born.day());
    today.year() - born.year() - i16::from(had_no_birthday_yet)
}
