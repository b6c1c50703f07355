//! The company's switches: for each point where BambooHR's behaviour is not known for certain, or has
//! changed over time, which reading this sandbox takes. Defaults are the documented reading or, where
//! there is none, the stricter one. Only values here; what each one does is decided where it matters.

use serde::{Deserialize, Serialize};

mod choices;
#[cfg(test)]
mod tests;

pub use choices::{
    ArchivedOption, DuplicateEmail, DuplicateNumber, EmployeeNumbers, EmptyDates, ErrorHeader,
    JobFields, Location, LockOut, NullInUpdate, OnBadDate, OnBadValue, OptionIds, OtherContentType,
    Payroll, PayrollFields, RateLimit, RateLimitAnswer, StatusField, UnknownOption, WriteAnswer,
};

/// All switches. In JSON an object; what is left out has its default, unknown names are refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// What `Location` of a create points to.
    pub location: Location,
    /// Whether a create is answered with a body.
    pub create_answer: WriteAnswer,
    /// Whether an update is answered with a body.
    pub update_answer: WriteAnswer,
    /// Whether the body of such an answer repeats the fields that were stored.
    pub echo_sent_fields: bool,
    /// What becomes of a text that is no option of its list.
    pub unknown_option: UnknownOption,
    /// What becomes of an option that is archived.
    pub archived_option: ArchivedOption,
    /// Whether the id of an option may be written in place of its text.
    pub option_ids: OptionIds,
    /// What becomes of a country that is no name, ISO code or id.
    pub unknown_country: OnBadValue,
    /// What becomes of an address without a country.
    pub address_without_country: OnBadValue,
    /// How a date that is none is refused.
    pub bad_date: OnBadDate,
    /// Which e-mail addresses must be unique.
    pub duplicate_email: DuplicateEmail,
    /// Whether two people may have one employee number.
    pub duplicate_number: DuplicateNumber,
    /// What null does to a field in an update.
    pub null_in_update: NullInUpdate,
    /// How many people who have not left the account allows; none means any number.
    pub employee_limit: Option<usize>,
    /// How many requests are answered; none means all.
    pub rate_limit: Option<RateLimit>,
    /// After how many wrong keys nobody is let in for a while; none means never.
    pub lock_out: Option<LockOut>,
    /// What a create does with job, pay and status fields.
    pub job_fields_on_create: JobFields,
    /// Whether the employment status may be written as a field of the employee.
    pub employment_history_status: StatusField,
    /// How a date that is not set is read.
    pub empty_dates: EmptyDates,
    /// Which fields people on a payroll schedule must have.
    pub payroll: Payroll,
    /// Who gives employee numbers.
    pub employee_numbers: EmployeeNumbers,
    /// For how many seconds a new person is missing from list, directory and searches.
    pub visibility_lag_seconds: u64,
    /// Under which names an error's text is sent.
    pub error_header: ErrorHeader,
    /// Whether the company shares its directory.
    pub directory_shared: bool,
    /// What becomes of a body whose content type is missing or neither JSON nor XML.
    pub other_content_type: OtherContentType,
    /// How long an access token is good for.
    pub access_token_seconds: u64,
    /// Whether a refresh token is good for one refresh only.
    pub refresh_tokens_rotate: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            location: Location::Api,
            create_answer: WriteAnswer::Body,
            update_answer: WriteAnswer::Body,
            echo_sent_fields: true,
            unknown_option: UnknownOption::Drop,
            archived_option: ArchivedOption::AsUnknown,
            option_ids: OptionIds::Unknown,
            unknown_country: OnBadValue::Conflict,
            address_without_country: OnBadValue::Conflict,
            bad_date: OnBadDate::Conflict,
            duplicate_email: DuplicateEmail::WorkAndHome,
            duplicate_number: DuplicateNumber::Accept,
            null_in_update: NullInUpdate::Clear,
            employee_limit: None,
            rate_limit: None,
            lock_out: None,
            job_fields_on_create: JobFields::AddRow,
            employment_history_status: StatusField::V1,
            empty_dates: EmptyDates::Zeros,
            payroll: Payroll::default(),
            employee_numbers: EmployeeNumbers::Free,
            visibility_lag_seconds: 0,
            error_header: ErrorHeader::Both,
            directory_shared: true,
            other_content_type: OtherContentType::Guess,
            access_token_seconds: 3600,
            refresh_tokens_rotate: false,
        }
    }
}

impl Settings {
    /// Refuses numbers that cannot be meant; an error is a sentence.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        let rate = self.rate_limit.as_ref();
        if rate.is_some_and(|rate| rate.burst == 0) {
            return Err("rate_limit.burst is at least 1");
        }
        if rate.is_some_and(|rate| !rate.per_second.is_finite() || rate.per_second <= 0.0) {
            return Err("rate_limit.per_second is more than 0");
        }
        if self.lock_out.is_some_and(|lock_out| lock_out.after == 0) {
            return Err("lock_out.after is at least 1");
        }
        let week = 7 * 24 * 3600;
        let lock_out = self.lock_out.map_or(0, |lock_out| lock_out.seconds);
        if [
            self.visibility_lag_seconds,
            self.access_token_seconds,
            lock_out,
        ]
        .iter()
        .any(|seconds| *seconds > week)
        {
            return Err("no time is longer than a week (604800 seconds)");
        }
        Ok(())
    }

    /// These settings with the members of a JSON object laid over them; members of objects that are
    /// not named stay. An error is a sentence.
    pub fn patched(&self, patch: &serde_json::Value) -> Result<Self, String> {
        if !patch.is_object() {
            return Err("they must be a JSON object".to_owned());
        }
        let mut document = serde_json::to_value(self).map_err(|error| error.to_string())?;
        lay_over(&mut document, patch);
        let patched: Self = serde_json::from_value(document).map_err(|error| error.to_string())?;
        patched.check()?;
        Ok(patched)
    }
}

/// As a JSON merge patch, but for null, which is a value here (`"rate_limit": null`).
fn lay_over(document: &mut serde_json::Value, patch: &serde_json::Value) {
    match (document, patch) {
        (serde_json::Value::Object(members), serde_json::Value::Object(changes)) => {
            for (name, change) in changes {
                lay_over(
                    members
                        .entry(name.clone())
                        .or_insert(serde_json::Value::Null),
                    change,
                );
            }
        }
        (document, patch) => *document = patch.clone(),
    }
}
