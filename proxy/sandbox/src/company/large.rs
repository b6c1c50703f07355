//! The large company: some four hundred people invented from the seed, and a catalogue of seven hundred
//! fields with everything that is odd about a real one. Fields and lists are the same for every seed.

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};

use super::dice::Dice;
use super::employee::{Employee, Row};
use super::{Company, Moment};

mod fields;
mod names;

pub(super) use fields::{fields, first_with, lists};

const PEOPLE: u64 = 400;
/// The people of the usual company have the ids before.
const FIRST: u64 = 19;
const LAST: u64 = FIRST + PEOPLE - 16;
const FIRST_NEW_EMPLOYEE: u64 = 1001;
/// How many of a hundred have left, and how many are still to come.
const LEFT_PERCENT: u32 = 12;
const FUTURE_PERCENT: u32 = 3;

/// Adds people behind those who are there.
pub(super) fn add_people(company: &mut Company, moment: Moment) {
    let mut dice = Dice::new(company.origin.seed);
    for id in FIRST..=LAST {
        let person = invent(company, &mut dice, id, moment);
        company.employees.insert(id, person);
    }
    company.next_employee = FIRST_NEW_EMPLOYEE;
}

fn invent(company: &mut Company, dice: &mut Dice, id: u64, moment: Moment) -> Employee {
    let (first, last) = (dice.pick(names::FIRST), dice.pick(names::LAST));
    let (country, state, currency) = dice.pick(names::PLACES);
    let has_left = dice.below(100) < LEFT_PERCENT;
    let hired = if !has_left && dice.below(100) < FUTURE_PERCENT {
        moment.today.saturating_add(days(dice, 1, 90))
    } else {
        moment.today.saturating_sub(days(dice, 200, 4000))
    };
    let mailbox = format!("{first}.{last}{id}")
        .to_lowercase()
        .replace('\'', "");
    let mut fields = BTreeMap::from([
        ("firstName".to_owned(), first.to_owned()),
        ("lastName".to_owned(), last.to_owned()),
        ("employeeNumber".to_owned(), (id * 3 + 100).to_string()),
        ("hireDate".to_owned(), hired.to_string()),
        ("workEmail".to_owned(), format!("{mailbox}@acme.example")),
        ("country".to_owned(), country.to_owned()),
    ]);
    if !state.is_empty() {
        fields.insert("state".to_owned(), state.to_owned());
    }
    if dice.below(3) == 0 {
        fields.insert("homeEmail".to_owned(), format!("{mailbox}@example.net"));
    }
    let mut rows = vec![
        job(company, dice, hired),
        pay(company, dice, hired, currency),
        status(company, hired, dice.pick(names::STATUSES)),
    ];
    let (promoted, left) = (days(dice, 100, 190), days(dice, 1, 90));
    if hired < moment.today && dice.below(2) == 0 {
        rows.push(job(company, dice, moment.today.saturating_sub(promoted)));
    }
    if has_left {
        let day = moment.today.saturating_sub(left);
        fields.insert("terminationDate".to_owned(), day.to_string());
        rows.push(status(company, day, "Terminated"));
    }
    Employee {
        id,
        has_left,
        fields,
        rows,
        added: None,
    }
}

fn days(dice: &mut Dice, least: u32, most: u32) -> jiff::Span {
    i64::from(least + dice.below(most - least)).days()
}

fn row(company: &mut Company, table: &'static str, date: Date, values: &[(&str, &str)]) -> Row {
    Row {
        id: company.take_row_id(),
        table,
        date,
        values: values
            .iter()
            .map(|(column, text)| ((*column).to_owned(), (*text).to_owned()))
            .collect(),
    }
}

fn job(company: &mut Company, dice: &mut Dice, date: Date) -> Row {
    let (title, department) = dice.pick(names::JOBS);
    let values = [
        ("jobTitle", title),
        ("department", department),
        ("division", dice.pick(names::DIVISIONS)),
        ("location", dice.pick(names::LOCATIONS)),
        ("reportsTo", dice.pick(names::MANAGERS)),
    ];
    row(company, "jobInfo", date, &values)
}

/// Amounts are written in two ways, as people do.
fn pay(company: &mut Company, dice: &mut Dice, date: Date, currency: &str) -> Row {
    let thousands = 30 + dice.below(90);
    let cents = if dice.below(4) == 0 { "" } else { ".00" };
    let rate = format!("{thousands}000{cents} {currency}");
    let values = [
        ("rate", rate.as_str()),
        ("type", "Salary"),
        ("paidPer", "Year"),
        ("exempt", "Exempt"),
    ];
    row(company, "compensation", date, &values)
}

fn status(company: &mut Company, date: Date, status: &str) -> Row {
    row(
        company,
        "employmentStatus",
        date,
        &[("employmentStatus", status)],
    )
}
