//! Named starting points: who is in the company, which keys there are, and how the switches stand.
//! A scenario only sets things up; from then on the company goes by its settings.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::keys::{ADMIN_KEY, Files, Key};
use super::settings::{
    DuplicateNumber, ErrorHeader, LockOut, OtherContentType, PayrollFields, RateLimit,
    RateLimitAnswer, Settings, StatusField, UnknownOption, WriteAnswer,
};
use super::{Company, Moment, large};

/// A starting point of the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scenario {
    /// Fifteen people, every switch on its default.
    #[default]
    Acme,
    /// Nobody.
    Empty,
    /// Hundreds of people and seven hundred fields.
    Large,
    /// A pay schedule that synchronises with the payroll.
    Payroll,
    /// Every switch on its refusing side.
    Strict,
    /// The service as it answered before 2026.
    #[serde(rename = "before-2026")]
    Before2026,
    /// A tight rate limit, and new people who take a while to be found.
    Busy,
    /// No room for another employee.
    Full,
    /// An administrator key that is none, and no directory.
    Restricted,
}

/// What a company was made from: the same origin gives the same company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Origin {
    pub(crate) scenario: Scenario,
    pub(crate) seed: u64,
}

impl Scenario {
    /// Every scenario in the order they are listed for people.
    pub const ALL: [Self; 9] = [
        Self::Acme,
        Self::Empty,
        Self::Large,
        Self::Payroll,
        Self::Strict,
        Self::Before2026,
        Self::Busy,
        Self::Full,
        Self::Restricted,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Acme => "acme",
            Self::Empty => "empty",
            Self::Large => "large",
            Self::Payroll => "payroll",
            Self::Strict => "strict",
            Self::Before2026 => "before-2026",
            Self::Busy => "busy",
            Self::Full => "full",
            Self::Restricted => "restricted",
        }
    }

    /// One line on what is special about it.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Acme => "fifteen people, every setting on its default",
            Self::Empty => "nobody in the company yet",
            Self::Large => "four hundred people and seven hundred fields, invented from the seed",
            Self::Payroll => "the pay schedule \"Twice a month\" demands all payroll fields",
            Self::Strict => "refuses whatever the real service might refuse",
            Self::Before2026 => {
                "empty answers, 503 when busy, misspelt error header, old payroll list"
            }
            Self::Busy => {
                "five requests at once and one a second; new people are found after 5 seconds"
            }
            Self::Full => "the account allows no further employee",
            Self::Restricted => {
                "the administrator key may do only what a recruiter may; no directory"
            }
        }
    }

    pub(super) fn has_large_catalogue(self) -> bool {
        self == Self::Large
    }

    /// Puts people, keys and settings into an empty company.
    pub(super) fn furnish(self, company: &mut Company, moment: Moment) {
        if self != Self::Empty {
            company.add_seed_people(moment);
        }
        if self == Self::Large {
            large::add_people(company, moment);
        }
        let payroll = &mut company.settings.payroll;
        match self {
            Self::Acme | Self::Empty | Self::Large => {}
            Self::Payroll => payroll.schedules = vec!["Twice a month".to_owned()],
            Self::Strict => company.settings = strict(),
            Self::Before2026 => company.settings = before_2026(),
            Self::Busy => {
                company.settings.rate_limit = rate_limit(5, 1.0, RateLimitAnswer::Seconds);
                company.settings.visibility_lag_seconds = 5;
            }
            Self::Full => {
                let staying = company.employees.values().filter(|one| !one.has_left);
                company.settings.employee_limit = Some(staying.count());
            }
            Self::Restricted => {
                let key = Key {
                    files: Files::None,
                    ..Key::recruiter(ADMIN_KEY)
                };
                // The name is plain and the secret its own, so this cannot fail.
                let _ = company.keys.set("admin", key);
                company.settings.directory_shared = false;
            }
        }
    }
}

fn rate_limit(burst: u32, per_second: f64, answer: RateLimitAnswer) -> Option<RateLimit> {
    Some(RateLimit {
        burst,
        per_second,
        answer,
    })
}

fn strict() -> Settings {
    let mut settings = Settings {
        unknown_option: UnknownOption::Conflict,
        duplicate_number: DuplicateNumber::Conflict,
        employment_history_status: StatusField::V1Point1,
        other_content_type: OtherContentType::Refuse,
        echo_sent_fields: false,
        refresh_tokens_rotate: true,
        lock_out: Some(LockOut {
            after: 5,
            seconds: 300,
        }),
        ..Settings::default()
    };
    settings.payroll.schedules = vec!["Twice a month".to_owned(), "Every other week".to_owned()];
    settings
}

fn before_2026() -> Settings {
    let mut settings = Settings {
        create_answer: WriteAnswer::Empty,
        update_answer: WriteAnswer::Empty,
        error_header: ErrorHeader::Misspelt,
        rate_limit: rate_limit(20, 5.0, RateLimitAnswer::ServiceUnavailable),
        ..Settings::default()
    };
    settings.payroll.schedules = vec!["Twice a month".to_owned()];
    settings.payroll.required = PayrollFields::Old;
    settings
}

impl fmt::Display for Scenario {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Scenario {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL
            .into_iter()
            .find(|scenario| scenario.name() == name);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("there is no scenario of this name; there are {names}")
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    fn start(scenario: Scenario, seed: u64) -> Company {
        let moment = Moment::at("2026-11-23T09:00:00Z".parse().unwrap());
        Company::starting(Origin { scenario, seed }, moment)
    }

    #[test]
    fn every_scenario_is_found_by_its_name_and_written_by_it() {
        for scenario in Scenario::ALL {
            assert_eq!(scenario.name().parse(), Ok(scenario));
            let written = serde_json::to_string(&scenario).unwrap();
            assert_eq!(written, format!("\"{scenario}\""));
            assert!(start(scenario, 1).settings.check().is_ok(), "{scenario}");
        }
        assert!("Acme".parse::<Scenario>().is_err());
    }

    #[test]
    fn scenarios_differ_in_people_and_fields() {
        for (scenario, people, fields) in [
            (Scenario::Acme, 15, 61),
            (Scenario::Empty, 0, 61),
            (Scenario::Large, 400, 700),
        ] {
            let company = start(scenario, 1);
            let counts = (company.employees.len(), company.fields().count());
            assert_eq!(counts, (people, fields), "{scenario}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_large_company_and_another_seed_another() {
        let written = |seed| serde_json::to_value(&start(Scenario::Large, seed).employees).unwrap();
        assert_eq!(written(7), written(7));
        assert_ne!(written(7), written(8));
    }
}
