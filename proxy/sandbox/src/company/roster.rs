//! The list of people as the first page shows it: newest first, narrowed by words and status, in pages.
//! For people at a screen, not for API callers: it knows no permissions and no cursors.

use jiff::{Timestamp, civil::Date};

use super::employee::{AsOf, Employee};
use super::{Company, Moment};

/// People on one page of the roster.
pub(crate) const PEOPLE_PER_PAGE: usize = 50;

/// Whom to show. Every word of `words` must occur in the person's names, id, number, job or e-mails.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) words: String,
    /// `Some(true)` for active people only, `Some(false)` for inactive ones only.
    pub(crate) is_active: Option<bool>,
    /// Counts from 1; one that does not exist means the nearest that does.
    pub(crate) page: usize,
}

/// One page of the roster, and how many there are of whom.
#[derive(Debug)]
pub(crate) struct Roster {
    pub(crate) people: Vec<RosterLine>,
    pub(crate) page: usize,
    pub(crate) pages: usize,
    pub(crate) found: usize,
    pub(crate) all: usize,
    pub(crate) active: usize,
}

/// One person in the roster. Job texts are those of the newest row, even one still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RosterLine {
    pub(crate) id: u64,
    pub(crate) name: String,
    /// Work e-mail, else home e-mail.
    pub(crate) email: Option<String>,
    pub(crate) job_title: Option<String>,
    pub(crate) department: Option<String>,
    pub(crate) location: Option<String>,
    pub(crate) hire_date: Option<Date>,
    pub(crate) is_active: bool,
    /// `None` for people who were there from the start.
    pub(crate) added: Option<Timestamp>,
    /// The id of the photo, another one whenever the photo is.
    pub(crate) photo: Option<u64>,
}

impl Company {
    /// The people wanted, newest record first.
    pub(crate) fn roster(&self, wanted: &Wanted, moment: Moment) -> Roster {
        let words: Vec<String> = wanted
            .words
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        let (mut all, mut active) = (0, 0);
        let mut found = Vec::new();
        for employee in self.newest_first() {
            let is_active = employee.is_active(moment.today);
            all += 1;
            active += usize::from(is_active);
            if wanted.is_active.is_none_or(|wanted| wanted == is_active)
                && has_words(employee, &words)
            {
                found.push(employee);
            }
        }
        let pages = found.len().div_ceil(PEOPLE_PER_PAGE).max(1);
        let page = wanted.page.clamp(1, pages);
        let shown = found.chunks(PEOPLE_PER_PAGE).nth(page - 1);
        let people = shown.unwrap_or_default().iter();
        Roster {
            people: people.map(|employee| self.line(employee, moment)).collect(),
            page,
            pages,
            found: found.len(),
            all,
            active,
        }
    }
}

impl Company {
    fn line(&self, employee: &Employee, moment: Moment) -> RosterLine {
        let text = |key: &str| employee.text(key, AsOf::Whenever).map(str::to_owned);
        RosterLine {
            id: employee.id,
            name: employee.display_name(),
            email: text("workEmail").or_else(|| text("homeEmail")),
            job_title: text("jobTitle"),
            department: text("department"),
            location: text("location"),
            hire_date: employee.hire_date(),
            is_active: employee.is_active(moment.today),
            added: employee.added,
            photo: self.cabinet.photo(employee.id).map(|photo| photo.id),
        }
    }
}

const SEARCHED: [&str; 10] = [
    "firstName",
    "middleName",
    "lastName",
    "preferredName",
    "employeeNumber",
    "workEmail",
    "homeEmail",
    "jobTitle",
    "department",
    "location",
];

fn has_words(employee: &Employee, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let texts = SEARCHED
        .iter()
        .filter_map(|key| employee.text(key, AsOf::Whenever));
    let mut searched = employee.id.to_string();
    for text in texts {
        searched.push('\n');
        searched.push_str(&text.to_lowercase());
    }
    words.iter().all(|word| searched.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::indexing_slicing,
        reason = "a test stops at the first surprise"
    )]
    use super::*;
    use crate::company::Clock;

    fn wanted(words: &str, is_active: Option<bool>, page: usize) -> Wanted {
        Wanted {
            words: words.to_owned(),
            is_active,
            page,
        }
    }

    #[test]
    fn people_are_found_by_parts_of_names_jobs_and_emails_in_any_order() {
        let company = Company::seeded(Clock::default().read());
        for (words, status, expected) in [
            ("lindq", None, vec!["Sofia Lindqvist"]),
            ("NGUYEN eli", None, vec!["Eli Nguyen"]),
            ("elliot", None, vec!["Eli Nguyen"]),
            ("blake data", None, vec!["Jordan Blake"]),
            ("former.colleague@", None, vec!["Gwen Parry"]),
            ("", Some(false), vec!["Gwen Parry"]),
            ("parry", Some(true), vec![]),
            ("nobody", None, vec![]),
        ] {
            let roster = company.roster(&wanted(words, status, 1), Clock::default().read());
            let names: Vec<&str> = roster
                .people
                .iter()
                .map(|line| line.name.as_str())
                .collect();
            assert_eq!(names, expected, "{words} {status:?}");
            assert_eq!((roster.all, roster.active), (15, 14));
        }
    }

    #[test]
    fn hundreds_of_people_come_in_pages_of_fifty() {
        let moment = Clock::default().read();
        let mut company = Company::seeded(moment);
        let pattern = company.employees.values().next().cloned();
        for id in 1000..1100 {
            if let Some(mut person) = pattern.clone() {
                person.id = id;
                company.employees.insert(id, person);
            }
        }
        for (page, shown, first, length) in [
            (0, 1, 1099, 50),
            (2, 2, 1049, 50),
            (3, 3, 18, 15),
            (99, 3, 18, 15),
        ] {
            let roster = company.roster(&wanted("", None, page), moment);
            assert_eq!((roster.page, roster.pages, roster.found), (shown, 3, 115));
            assert_eq!((roster.people[0].id, roster.people.len()), (first, length));
        }
    }
}
