//! The choices of the single switches. The first of each is the default, unless said otherwise.

use serde::{Deserialize, Serialize};

/// A set of named alternatives with its spelling in JSON.
macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $choice:ident),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$what])* $choice),+
        }
    };
}

choice! {
    /// What `Location` of a create points to.
    Location {
        /// The employee in the API, in the URL form that was called.
        Api,
        /// The employee's page, `…/employees/employee.php?id=118`.
        WebApp,
    }
}

choice! {
    /// How a create or update that succeeded is answered.
    WriteAnswer {
        /// With a JSON body.
        Body,
        /// With an empty body of the type `text/html`, as before 2026.
        Empty,
    }
}

choice! {
    /// What becomes of a text that is no option of its list.
    UnknownOption {
        /// Left out without a word.
        Drop,
        /// The request is refused with 409.
        Conflict,
    }
}

choice! {
    /// What becomes of an option that is archived.
    ArchivedOption {
        /// The same as of one that never existed.
        AsUnknown,
        /// Stored.
        Accept,
    }
}

choice! {
    /// What becomes of a value that does not make sense.
    OnBadValue {
        /// The request is refused with 409.
        Conflict,
        /// The value is left out without a word.
        Drop,
    }
}

choice! {
    /// How a date that is none is refused.
    OnBadDate {
        /// With 409.
        Conflict,
        /// With 400.
        BadRequest,
    }
}

choice! {
    /// Which e-mail addresses must be unique in the company.
    DuplicateEmail {
        /// Work and home addresses, compared with each other too.
        WorkAndHome,
        /// Work addresses only.
        WorkOnly,
        /// None.
        None,
    }
}

choice! {
    /// Whether two people may have one employee number.
    DuplicateNumber {
        /// They may.
        Accept,
        /// The request is refused with 409.
        Conflict,
    }
}

choice! {
    /// What null does to a field in an update.
    NullInUpdate {
        /// Empties it, as an empty text does.
        Clear,
        /// Leaves it as it is.
        Keep,
    }
}

choice! {
    /// Whether the id of an option may be written in place of its text.
    OptionIds {
        /// It is a text that no option has.
        Unknown,
        /// It means the option.
        Accept,
    }
}

choice! {
    /// What a create does with job, pay and status fields.
    JobFields {
        /// Adds a row to their table, dated the first day, else today.
        AddRow,
        /// Leaves them out.
        NoRow,
    }
}

choice! {
    /// How `employmentHistoryStatus` is treated on the employee.
    StatusField {
        /// Writable, as in version 1 of the API.
        V1,
        /// Read-only: it changes through rows of the table only, as in version 1.1.
        #[serde(rename = "v1_1")]
        V1Point1,
    }
}

choice! {
    /// How a date that is not set is read.
    EmptyDates {
        /// As `0000-00-00`.
        Zeros,
        /// As null.
        Null,
    }
}

choice! {
    /// Who gives employee numbers.
    EmployeeNumbers {
        /// Whoever writes the record; without one the person has none.
        Free,
        /// The company: the next number, whatever a create says.
        Automatic,
    }
}

choice! {
    /// Under which header names an error's text is sent.
    ErrorHeader {
        /// The right name and the historical misspelling.
        Both,
        /// `X-BambooHR-Error-Messsage`, with three s.
        Misspelt,
        /// `X-BambooHR-Error-Message`.
        Correct,
    }
}

choice! {
    /// What becomes of a body whose content type is missing or neither JSON nor XML.
    OtherContentType {
        /// Read as XML if it begins with `<`, else as JSON.
        Guess,
        /// Refused with 415.
        Refuse,
    }
}

choice! {
    /// How a request over the rate limit is answered.
    RateLimitAnswer {
        /// 429 with `Retry-After` in seconds.
        Seconds,
        /// 429 with `Retry-After` as an HTTP date.
        HttpDate,
        /// 503 with `Retry-After` in seconds, as before 16 September 2026.
        ServiceUnavailable,
    }
}

/// A bucket of tokens, of which every request takes one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    /// How many tokens the bucket holds.
    pub burst: u32,
    /// How many tokens it gets back in a second.
    pub per_second: f64,
    /// How a request is answered that finds none.
    #[serde(default = "seconds")]
    pub answer: RateLimitAnswer,
}

fn seconds() -> RateLimitAnswer {
    RateLimitAnswer::Seconds
}

/// The end of patience with wrong keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockOut {
    /// How many wrong keys in a row it takes.
    pub after: u32,
    /// How long nobody is let in then, whatever the key.
    pub seconds: u64,
}

choice! {
    /// Which list of fields the payroll demands.
    PayrollFields {
        /// The one since April 2026, with `zipcode` and `overtimeRate`.
        New,
        /// The one before, with `department` and `division`.
        Old,
    }
}

/// The payroll rule: people on these schedules must have all fields that the payroll needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Payroll {
    /// The pay schedules that synchronise with the payroll. None of them: no rule.
    pub schedules: Vec<String>,
    /// Which fields are needed.
    pub required: PayrollFields,
}

impl Default for Payroll {
    fn default() -> Self {
        Self {
            schedules: Vec::new(),
            required: PayrollFields::New,
        }
    }
}
