//! The company's option lists: what `meta/lists` shows and what list fields accept.
//! Archived options stay listed but are no longer accepted.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub(super) mod kept;

/// One choice in a list. `created` and `archived_on` are missing for what was so from the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ListOption {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) archived: bool,
    pub(crate) manageable: bool,
    pub(crate) created: Option<Timestamp>,
    pub(crate) archived_on: Option<Timestamp>,
}

/// A list of options. `id` is missing for pay groups; `field_id` is what the list belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OptionList {
    pub(crate) id: Option<i32>,
    pub(crate) field_id: i32,
    pub(crate) name: &'static str,
    pub(crate) alias: Option<&'static str>,
    pub(crate) manageable: bool,
    pub(crate) multiple: bool,
    pub(crate) options: Vec<ListOption>,
}

impl OptionList {
    pub(super) fn new(
        field_id: i32,
        name: &'static str,
        alias: Option<&'static str>,
        current: &[&str],
        archived: &[&str],
    ) -> Self {
        let names = current
            .iter()
            .map(|name| (*name, false))
            .chain(archived.iter().map(|name| (*name, true)));
        let base = field_id.unsigned_abs() * 100;
        let options = (base..)
            .zip(names)
            .map(|(id, (name, archived))| ListOption {
                id,
                name: name.to_owned(),
                archived,
                manageable: true,
                created: None,
                archived_on: None,
            })
            .collect();
        Self {
            id: Some(field_id),
            field_id,
            name,
            alias,
            manageable: true,
            multiple: false,
            options,
        }
    }

    fn not_manageable(mut self) -> Self {
        self.manageable = false;
        self.with_fixed_options(|_| true)
    }

    fn with_fixed_options(mut self, is_fixed: impl Fn(&str) -> bool) -> Self {
        for option in &mut self.options {
            option.manageable &= !is_fixed(&option.name);
        }
        self
    }

    fn without_id(mut self) -> Self {
        self.id = None;
        self
    }

    pub(super) fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// The option's own spelling, if a current option has this text (whatever the case).
    pub(crate) fn canonical(&self, text: &str) -> Option<&str> {
        self.spelling(text, false)
    }

    /// The option's own spelling, if an archived option has this text.
    pub(crate) fn canonical_archived(&self, text: &str) -> Option<&str> {
        self.spelling(text, true)
    }

    /// The text of the current option with this id.
    pub(crate) fn text_of_current_id(&self, id: &str) -> Option<&str> {
        let mut current = self.options.iter().filter(|option| !option.archived);
        current
            .find(|option| option.id.to_string() == id)
            .map(|option| option.name.as_str())
    }

    fn spelling(&self, text: &str, archived: bool) -> Option<&str> {
        let wanted = text.trim().to_lowercase();
        let found = self
            .options
            .iter()
            .find(|option| option.archived == archived && option.name.to_lowercase() == wanted);
        found.map(|option| option.name.as_str())
    }
}

/// The lists a new company starts with.
pub(crate) fn standard_lists() -> Vec<OptionList> {
    vec![
        OptionList::new(
            17,
            "Job Title",
            Some("jobTitle"),
            JOB_TITLES,
            &["Webmaster"],
        ),
        OptionList::new(4, "Department", Some("department"), DEPARTMENTS, &["Print"]),
        OptionList::new(
            1355,
            "Division",
            Some("division"),
            &["Europe", "North America", "Asia Pacific"],
            &[],
        ),
        OptionList::new(18, "Location", Some("location"), LOCATIONS, &["Reykjavik"])
            .not_manageable(),
        OptionList::new(
            16,
            "Employment Status",
            Some("employmentHistoryStatus"),
            EMPLOYMENT_STATUSES,
            &["Seasonal"],
        )
        .with_fixed_options(|name| matches!(name, "Terminated" | "Contractor")),
        OptionList::new(
            4017,
            "Compensation Change Reason",
            Some("payChangeReason"),
            PAY_CHANGE_REASONS,
            &[],
        ),
        OptionList::new(
            4386,
            "Pay Schedule",
            Some("paySchedule"),
            &["Twice a month", "Every other week"],
            &[],
        ),
        OptionList::new(4388, "Pay Group", None, &["Main pay group"], &[])
            .without_id()
            .not_manageable(),
        OptionList::new(
            4507,
            "Laptop",
            Some("customLaptop"),
            &["Light", "Powerful", "None"],
            &["Desktop tower"],
        ),
        OptionList::new(
            4341,
            "Emergency Contact Relationship",
            None,
            &["Parent", "Partner", "Friend"],
            &[],
        ),
        OptionList::new(
            4529,
            "Skills",
            Some("customSkills"),
            &["First aid", "Fire warden"],
            &[],
        )
        .multiple(),
        OptionList::new(1037, "Ethnicity", Some("ethnicity"), ETHNICITIES, &[]).not_manageable(),
        OptionList::new(157, "EEO Job Category", Some("eeo"), EEO_CATEGORIES, &[]).not_manageable(),
        OptionList::new(4530, "Teams", None, TEAMS, &["Skunkworks"]).multiple(),
    ]
    .into_iter()
    .chain(lists_of_tables())
    .collect()
}

/// The lists of table columns, none of which is a field of the employee.
fn lists_of_tables() -> impl Iterator<Item = OptionList> {
    LISTS_OF_TABLES
        .iter()
        .map(|(field_id, name, options)| OptionList::new(*field_id, name, None, options, &[]))
}

const LISTS_OF_TABLES: &[(i32, &str, &[&str])] = &[
    (
        4314,
        "Termination Type",
        &[
            "Resignation (Voluntary)",
            "Termination (Involuntary)",
            "Death",
        ],
    ),
    (
        4315,
        "Termination Reason",
        &[
            "Career Change",
            "End of Contract",
            "Performance",
            "Relocation",
        ],
    ),
    (4316, "Eligible For Rehire", &["Yes", "No", "Upon review"]),
    (4536, "Condition", &["New", "Used", "Damaged"]),
    (
        4613,
        "Dependent Relationship",
        &["Child", "Spouse", "Domestic Partner"],
    ),
    (4632, "Earning Type", &["Regular", "Overtime", "Holiday"]),
    (
        4643,
        "Bonus Reason",
        &["Performance", "Referral", "Signing"],
    ),
    (4662, "Benefit Class", &["Full-Time", "Part-Time"]),
    (
        4672,
        "Degree",
        &["Associate", "Bachelor", "Master", "Doctorate"],
    ),
    (
        4682,
        "Visa",
        &["H-1B", "L-1", "Skilled Worker", "Blue Card"],
    ),
    (4731, "Asset Category", &["Computer", "Phone", "Monitor"]),
];

const TEAMS: &[&str] = &["Growth", "Hiring", "Platform"];

const JOB_TITLES: &[&str] = &[
    "Account Executive",
    "Backend Engineer",
    "Customer Success Manager",
    "Data Analyst",
    "Engineering Manager",
    "Finance Manager",
    "Frontend Engineer",
    "Managing Director",
    "Marketing Manager",
    "Office Manager",
    "People Operations Manager",
    "Product Designer",
    "Product Manager",
    "Recruiter",
    "Senior Backend Engineer",
    "Site Reliability Engineer",
];

const DEPARTMENTS: &[&str] = &[
    "Customer Success",
    "Design",
    "Engineering",
    "Finance",
    "Marketing",
    "Operations",
    "People",
    "Product",
    "Sales",
];

const LOCATIONS: &[&str] = &[
    "Berlin",
    "Lisbon",
    "London",
    "New York",
    "Remote",
    "Singapore",
    "Toronto",
];

const EMPLOYMENT_STATUSES: &[&str] = &[
    "Full-Time",
    "Part-Time",
    "Contractor",
    "Intern",
    "Temporary",
    "Terminated",
];

const ETHNICITIES: &[&str] = &[
    "American Indian or Alaska Native",
    "Asian",
    "Black or African American",
    "Hispanic or Latino",
    "Native Hawaiian or Other Pacific Islander",
    "Two or More Races",
    "White",
    "Decline to answer",
];

const EEO_CATEGORIES: &[&str] = &[
    "Executive/Senior Level Officials and Managers",
    "First/Mid-Level Officials and Managers",
    "Professionals",
    "Technicians",
    "Sales Workers",
    "Administrative Support Workers",
    "Craft Workers",
    "Operatives",
    "Laborers and Helpers",
    "Service Workers",
];

const PAY_CHANGE_REASONS: &[&str] = &["New hire", "Annual review", "Promotion"];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use std::collections::BTreeSet;

    fn list(alias: &str) -> OptionList {
        standard_lists()
            .into_iter()
            .find(|list| list.alias == Some(alias))
            .unwrap()
    }

    #[test]
    fn an_option_is_found_whatever_the_case_and_returned_as_spelt() {
        assert_eq!(
            list("jobTitle").canonical("backend ENGINEER"),
            Some("Backend Engineer")
        );
        assert_eq!(list("jobTitle").canonical("Backend"), None);
    }

    #[test]
    fn an_archived_option_is_listed_but_not_accepted() {
        let titles = list("jobTitle");
        assert!(
            titles
                .options
                .iter()
                .any(|option| option.name == "Webmaster" && option.archived)
        );
        assert_eq!(titles.canonical("Webmaster"), None);
    }

    #[test]
    fn option_ids_are_unique_across_lists() {
        let lists = standard_lists();
        let ids: Vec<u32> = lists
            .iter()
            .flat_map(|list| list.options.iter().map(|option| option.id))
            .collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn some_lists_and_options_cannot_be_managed() {
        assert!(!list("location").manageable);
        let statuses = list("employmentHistoryStatus");
        let fixed: Vec<&str> = statuses
            .options
            .iter()
            .filter(|option| !option.manageable)
            .map(|option| option.name.as_str())
            .collect();
        assert_eq!(fixed, ["Contractor", "Terminated"]);
        assert_eq!(
            standard_lists()
                .iter()
                .filter(|list| list.id.is_none())
                .count(),
            1
        );
    }
}
