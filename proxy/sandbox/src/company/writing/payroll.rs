//! The payroll rule: whoever is on a pay schedule that synchronises with the payroll must have all the
//! fields it needs. Which schedules do, and which list of fields holds, are settings.

use super::super::employee::{AsOf, Employee};
use super::super::settings::{EmployeeNumbers, PayrollFields};
use super::super::{Company, Refusal};
use super::Change;

const NEEDED_ALWAYS: [&str; 17] = [
    "firstName",
    "lastName",
    "dateOfBirth",
    "gender",
    "maritalStatus",
    "hireDate",
    "address1",
    "city",
    "state",
    "country",
    "employmentHistoryStatus",
    "exempt",
    "payType",
    "payRate",
    "payPer",
    "location",
    "paySchedule",
];
const NEEDED_SINCE_APRIL_2026: [&str; 2] = ["zipcode", "overtimeRate"];
const NEEDED_BEFORE: [&str; 2] = ["department", "division"];

impl Company {
    /// Judges the record as it would be: what is stored already need not be sent again. A request that
    /// touches none of these fields is not the payroll's business.
    pub(super) fn check_payroll(
        &self,
        person: &Employee,
        changes: &[Change],
    ) -> Result<(), Refusal> {
        let after = |key: &str| {
            let sent = changes.iter().rev().find(|change| change.key == key);
            sent.map_or_else(
                || person.text(key, AsOf::Whenever),
                |change| change.text.as_deref(),
            )
        };
        let payroll = &self.settings.payroll;
        let is_on_payroll = after("paySchedule").is_some_and(|schedule| {
            let mut schedules = payroll.schedules.iter();
            schedules.any(|one| one.eq_ignore_ascii_case(schedule))
        });
        if !is_on_payroll {
            return Ok(());
        }
        let more = match payroll.required {
            PayrollFields::New => NEEDED_SINCE_APRIL_2026,
            PayrollFields::Old => NEEDED_BEFORE,
        };
        let needs_number = self.settings.employee_numbers == EmployeeNumbers::Free;
        let needed: Vec<&'static str> = NEEDED_ALWAYS
            .into_iter()
            .chain(more)
            .chain(needs_number.then_some("employeeNumber"))
            .collect();
        let concerns = |change: &Change| {
            needed.contains(&change.key.as_str()) || matches!(change.key.as_str(), "ssn" | "ein")
        };
        if !changes.iter().any(concerns) {
            return Ok(());
        }
        let mut missing: Vec<&'static str> = needed
            .iter()
            .copied()
            .filter(|key| after(key).is_none())
            .collect();
        if after("ssn").or_else(|| after("ein")).is_none() {
            missing.push("ssn or ein");
        }
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Refusal::PayrollFieldsMissing(missing))
        }
    }
}
