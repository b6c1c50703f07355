//! Which of the company's people is the person of a plan? Asked before a create, about twins, and after a lost
//! answer, about the person just created. And which of the company's options do the words of a candidate mean?
//!
//! It errs to the side of asking a person, never takes anybody for proven by name, and never fills in a likely option.

mod likeness;
mod options;
mod recognise;
mod twins;

pub use options::{OptionMatch, match_option, remembered_for};
pub use recognise::{Evidence, Recognition, recognise};
pub use twins::{Twin, twins};

use crate::plan::Plan;

/// What is known of somebody in BambooHR. `None` is empty or not visible to the key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownPerson {
    /// Employee id.
    pub id: String,
    /// Legal first name.
    pub first_name: Option<String>,
    /// The name the person is called by.
    pub preferred_name: Option<String>,
    /// Legal last name.
    pub last_name: Option<String>,
    /// Private e-mail.
    pub home_email: Option<String>,
    /// E-mail at work.
    pub work_email: Option<String>,
    /// First day of work, `YYYY-MM-DD`.
    pub hire_date: Option<String>,
    /// Date of birth, `YYYY-MM-DD`.
    pub birth_date: Option<String>,
    /// `Active` or `Inactive`. Decides nothing: inactive people count like others.
    pub status: Option<String>,
}

impl KnownPerson {
    /// Somebody who is there, of whom the key may see nothing.
    pub fn hidden(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            ..Self::default()
        }
    }

    /// Somebody as a plan makes them.
    pub fn planned(id: impl Into<String>, plan: &Plan) -> Self {
        let text = |alias: &str| plan.text(alias).map(str::to_owned);
        Self {
            id: id.into(),
            first_name: text("firstName"),
            preferred_name: text("preferredName"),
            last_name: text("lastName"),
            home_email: text("homeEmail"),
            work_email: text("workEmail"),
            hire_date: text("hireDate"),
            birth_date: text("dateOfBirth"),
            status: None,
        }
    }
}
