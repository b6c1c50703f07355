//! The invented people the company starts with: a chain of managers, two namesakes, one who has left
//! but still holds an e-mail, one with two e-mails. Hire dates are days before the start.

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};

use super::employee::{Employee, Row};
use super::{Company, Moment, tables};

/// The id of the first person a client adds. Ids below it belong to the people of this file.
pub(super) const FIRST_NEW_EMPLOYEE: u64 = 118;
/// The id of the first table row.
pub(super) const FIRST_ROW: u64 = 38_501;

struct Person {
    first: &'static str,
    last: &'static str,
    days_here: i32,
    job: [&'static str; 5],
    pay: [&'static str; 4],
    status: &'static str,
    more: &'static [(&'static str, &'static str)],
}

impl Company {
    pub(super) fn add_seed_people(&mut self, moment: Moment) {
        for (id, person) in (4..).zip(PEOPLE) {
            let employee = self.seed_person(id, person, moment.today);
            self.employees.insert(id, employee);
        }
    }

    fn seed_person(&mut self, id: u64, person: &Person, today: Date) -> Employee {
        let hired = today.saturating_sub(person.days_here.days());
        let mut fields = BTreeMap::from([
            ("firstName".to_owned(), person.first.to_owned()),
            ("lastName".to_owned(), person.last.to_owned()),
            ("employeeNumber".to_owned(), (id * 3 + 100).to_string()),
            ("hireDate".to_owned(), hired.to_string()),
        ]);
        fields.extend(
            person
                .more
                .iter()
                .map(|(key, text)| ((*key).to_owned(), (*text).to_owned())),
        );
        let job = [
            "jobTitle",
            "department",
            "division",
            "location",
            "reportsTo",
        ];
        let pay = ["payRate", "payType", "payPer", "exempt"];
        let mut rows = vec![
            self.seed_row(hired, &job, &person.job),
            self.seed_row(hired, &pay, &person.pay),
            self.seed_row(hired, &["employmentHistoryStatus"], &[person.status]),
        ];
        let has_left = person.status == "Terminated";
        if has_left {
            let left = today.saturating_sub(90.days());
            fields.insert("terminationDate".to_owned(), left.to_string());
            rows.retain(|row| row.table != "employmentStatus");
            rows.push(self.seed_row(hired, &["employmentHistoryStatus"], &["Full-Time"]));
            rows.push(self.seed_row(left, &["employmentHistoryStatus"], &["Terminated"]));
        }
        Employee {
            id,
            has_left,
            fields,
            rows,
            added: None,
            changed: None,
        }
    }

    /// A row from employee fields of one table; empty texts are left out.
    fn seed_row(&mut self, date: Date, keys: &[&str], texts: &[&str]) -> Row {
        let dated = keys.iter().zip(texts).filter(|(_, text)| !text.is_empty());
        let dated: Vec<_> = dated
            .filter_map(|(key, text)| tables::dated_field(key).map(|dated| (dated, *text)))
            .collect();
        let table = dated.first().map_or("jobInfo", |(dated, _)| dated.table);
        let values = dated
            .iter()
            .map(|(dated, text)| (dated.column.to_owned(), (*text).to_owned()))
            .collect();
        Row {
            id: self.take_row_id(),
            table,
            date,
            values,
        }
    }
}

const PEOPLE: &[Person] = &[
    Person {
        first: "Astrid",
        last: "Holm",
        days_here: 3200,
        job: ["Managing Director", "Operations", "Europe", "London", ""],
        pay: ["148000.00 GBP", "Salary", "Year", "Exempt"],
        status: "Full-Time",
        more: &[
            ("workEmail", "astrid.holm@acme.example"),
            ("country", "United Kingdom"),
            ("city", "London"),
        ],
    },
    Person {
        first: "Tobias",
        last: "Renner",
        days_here: 2100,
        job: [
            "Engineering Manager",
            "Engineering",
            "Europe",
            "Berlin",
            "Astrid Holm",
        ],
        pay: ["98000.00 EUR", "Salary", "Year", "Exempt"],
        status: "Full-Time",
        more: &[
            ("workEmail", "tobias.renner@acme.example"),
            ("country", "Germany"),
            ("workPhone", "+49 30 5550 0111"),
        ],
    },
    Person {
        first: "Priya",
        last: "Nandakumar",
        days_here: 1450,
        job: [
            "Senior Backend Engineer",
            "Engineering",
            "Europe",
            "London",
            "Tobias Renner",
        ],
        pay: ["82000 GBP", "Salary", "Year", "Exempt"],
        status: "Full-Time",
        more: &[
            ("workEmail", "priya.nandakumar@acme.example"),
            ("country", "United Kingdom"),
        ],
    },
    Person {
        first: "Marcus",
        last: "Oyelaran",
        days_here: 610,
        job: [
            "Backend Engineer",
            "Engineering",
            "Europe",
            "Remote",
            "Tobias Renner",
        ],
        pay: ["61000.00 EUR", "Salary", "Year", "Exempt"],
        status: "Full-Time",
        more: &[("workEmail", "marcus.oyelaran@acme.example")],
    },
    Person {
        first: "Inês",
        last: "Carvalho",
        days_here: 480,
        job: [
            "Frontend Engineer",
            "Engineering",
            "Europe",
            "Lisbon",
            "Tobias Renner",
        ],
        pay: ["54000.00 EUR", "Salary", "Year", "Exempt"],
        status: "Full-Time",
        more: &[
            ("workEmail", "ines.carvalho@acme.example"),
            ("country", "Portugal"),
        ],
    },
    Person {
        first: "Jordan",
        last: "Blake",
        days_here: 1020,
        job: [
            "Product Manager",
            "Product",
            "North America",
            "New York",
            "Astrid Holm",
        ],
        pay: ["131000.00 USD", "Salary", "Year", "Exempt"],
        status: "Full-Time",
        more: &[
            ("workEmail", "jordan.blake@acme.example"),
            ("country", "United States"),
            ("state", "NY"),
        ],
    },
    Person {
        first: "Jordan",
        last: "Blake",
        days_here: 260,
        job: [
            "Data Analyst",
            "Product",
            "North America",
            "Toronto",
            "Jordan Blake",
        ],
        pay: ["44.50 CAD", "Hourly", "Hour", "Non-exempt"],
        status: "Part-Time",
        more: &[
            ("workEmail", "jordan.blake2@acme.example"),
            ("country", "Canada"),
            ("state", "ON"),
        ],
    },
    Person {
        first: "Mei-Ling",
        last: "Tan",
        days_here: 830,
        job: [
            "Product Designer",
            "Design",
            "Asia Pacific",
            "Singapore",
            "Jordan Blake",
        ],
        pay: ["91000.00 SGD", "Salary", "Year", "Exempt"],
        status: "Full-Time",
        more: &[
            ("workEmail", "mei-ling.tan@acme.example"),
            ("country", "Singapore"),
        ],
    },
    Person {
        first: "Sofia",
        last: "Lindqvist",
        days_here: 1900,
        job: [
            "People Operations Manager",
            "People",
            "Europe",
            "London",
            "Astrid Holm",
        ],
        pay: ["69000.00 GBP", "Salary", "Year", "Exempt"],
        status: "Full-Time",
        more: &[
            ("workEmail", "sofia.lindqvist@acme.example"),
            ("homeEmail", "sofia.lindqvist@example.net"),
        ],
    },
    Person {
        first: "Ruth",
        last: "Adeyemi",
        days_here: 340,
        job: ["Recruiter", "People", "Europe", "London", "Sofia Lindqvist"],
        pay: ["41000.00 GBP", "Salary", "Year", "Exempt"],
        status: "Full-Time",
        more: &[
            ("workEmail", "ruth.adeyemi@acme.example"),
            ("middleName", "Folake"),
        ],
    },
    Person {
        first: "Daniel",
        last: "O'Farrell",
        days_here: 720,
        job: [
            "Account Executive",
            "Sales",
            "North America",
            "New York",
            "Astrid Holm",
        ],
        pay: ["65000.00 USD", "Commission", "Year", "Exempt"],
        status: "Full-Time",
        more: &[
            ("workEmail", "daniel.ofarrell@acme.example"),
            ("country", "United States"),
            ("state", "NY"),
        ],
    },
    Person {
        first: "Gwen",
        last: "Parry",
        days_here: 1300,
        job: [
            "Marketing Manager",
            "Marketing",
            "Europe",
            "London",
            "Astrid Holm",
        ],
        pay: ["52000.00 GBP", "Salary", "Year", "Exempt"],
        status: "Terminated",
        more: &[("homeEmail", "former.colleague@example.com")],
    },
    Person {
        first: "Noor",
        last: "Haddad",
        days_here: 30,
        job: [
            "Site Reliability Engineer",
            "Engineering",
            "Europe",
            "Remote",
            "Tobias Renner",
        ],
        pay: ["420.00 EUR", "Daily", "Day", "Exempt"],
        status: "Contractor",
        more: &[
            ("workEmail", "noor.haddad@acme.example"),
            ("customLaptop", "Powerful"),
        ],
    },
    Person {
        first: "Elliot",
        last: "Nguyen",
        days_here: 190,
        job: [
            "Office Manager",
            "Operations",
            "Europe",
            "Berlin",
            "Astrid Holm",
        ],
        pay: ["39000.00 EUR", "Salary", "Year", "Non-exempt"],
        status: "Full-Time",
        more: &[
            ("workEmail", "eli.nguyen@acme.example"),
            ("preferredName", "Eli"),
        ],
    },
    Person {
        first: "Rafael",
        last: "Duarte",
        days_here: 1600,
        job: [
            "Finance Manager",
            "Finance",
            "Europe",
            "Lisbon",
            "Astrid Holm",
        ],
        pay: ["73000.00 EUR", "Salary", "Year", "Exempt"],
        status: "Full-Time",
        more: &[
            ("workEmail", "rafael.duarte@acme.example"),
            ("country", "Portugal"),
        ],
    },
];
