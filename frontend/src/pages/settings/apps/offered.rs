//! Which apps there are, and which of them somebody looks for. Only what works is offered.

use crate::paths;

/// A system that can be connected.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct App {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) category: Category,
    /// What it is for.
    pub(super) about: &'static str,
    /// Where it is connected.
    pub(super) page: &'static str,
}

/// What kind of system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    /// Where employees live.
    HrSystem,
    /// Where candidates come from.
    Tracking,
}

impl Category {
    pub(super) const ALL: [Self; 2] = [Self::HrSystem, Self::Tracking];

    /// For one app.
    pub(super) fn one(self) -> &'static str {
        match self {
            Self::HrSystem => "HR system",
            Self::Tracking => "Applicant tracking system",
        }
    }

    /// For several.
    pub(super) fn many(self) -> &'static str {
        match self {
            Self::HrSystem => "HR systems",
            Self::Tracking => "Applicant tracking",
        }
    }
}

/// All there are.
const APPS: &[App] = &[
    App {
        id: BAMBOOHR,
        name: "BambooHR",
        category: Category::HrSystem,
        about: "Hired candidates become employees: once each, with a receipt that says what BambooHR stored.",
        page: paths::CONNECTION,
    },
    App {
        id: "app-pinpoint",
        name: "Pinpoint",
        category: Category::Tracking,
        about: "Whoever is hired there is in the list here, and Pinpoint is told who became an employee.",
        page: paths::PINPOINT,
    },
];

/// The card of BambooHR.
pub(super) const BAMBOOHR: &str = "app-bamboohr";

/// Those in a category (or in all) whose words contain every word of the search.
pub(super) fn found(search: &str, category: Option<Category>) -> Vec<&'static App> {
    let fits = |app: &&App| {
        let words = [app.name, app.category.one(), app.category.many(), app.about];
        let words = words.join(" ").to_lowercase();
        category.is_none_or(|category| app.category == category)
            && search
                .to_lowercase()
                .split_whitespace()
                .all(|word| words.contains(word))
    };
    APPS.iter().filter(fits).collect()
}

/// How many were found, to be read out.
pub(super) fn count(found: usize) -> String {
    match found {
        0 => "No apps".to_owned(),
        1 => "1 app".to_owned(),
        many => format!("{many} apps"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(search: &str, category: Option<Category>) -> Vec<&'static str> {
        let found = found(search, category);
        found.into_iter().map(|app| app.name).collect()
    }

    #[test]
    fn an_app_is_found_by_its_name_its_kind_and_what_it_does() {
        assert_eq!(names(" ", None), ["BambooHR", "Pinpoint"]);
        assert_eq!(names("pinpoint", None), ["Pinpoint"]);
        assert_eq!(names("", Some(Category::Tracking)), ["Pinpoint"]);
        for search in [
            "bamboo",
            "BAMBOOHR",
            "bamboo hr",
            "hr system",
            "employees receipt",
        ] {
            assert_eq!(names(search, None), ["BambooHR"], "{search}");
            assert_eq!(names(search, Some(Category::HrSystem)), ["BambooHR"]);
        }
    }

    #[test]
    fn what_does_not_work_is_not_found() {
        for search in ["workday", "personio", "bamboo payroll"] {
            assert!(names(search, None).is_empty(), "{search}");
        }
    }

    #[test]
    fn the_count_is_said_in_words() {
        assert_eq!([0, 1, 2].map(count), ["No apps", "1 app", "2 apps"]);
    }
}
