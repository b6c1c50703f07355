//! Whether a company from a file can go on: what no run of the sandbox leaves behind is refused at once, and not
//! met later in the middle of a request. It changes nothing and repairs nothing.

use std::collections::BTreeMap;

use super::Company;

/// More ids than any company gives out, and far from the end of the numbers.
const MOST: u64 = 1 << 31;

impl Company {
    /// An error is half a sentence on what is wrong.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.settings.check()?;
        let mut counters = BTreeMap::from([
            ("employees", self.next_employee),
            ("rows", self.next_row),
            ("tokens", self.oauth.issued()),
        ]);
        counters.extend(self.cabinet.next_ids());
        let options = self.lists.iter().flat_map(|list| &list.options);
        let last_option = options.map(|option| option.id).max().unwrap_or_default();
        counters.insert("options", u64::from(last_option));
        for (what, next) in counters {
            if next >= MOST {
                return Err(format!("the ids of {what} have come to {next}"));
            }
        }
        for (id, employee) in &self.employees {
            if *id != employee.id || *id >= self.next_employee {
                return Err(format!("employee {id} has an id that was not given out"));
            }
            let row = employee.rows.iter().find(|row| row.id >= self.next_row);
            if let Some(row) = row {
                let id = row.id;
                return Err(format!("row {id} has an id that was not given out"));
            }
        }
        match self.cabinet.id_not_given_out() {
            Some(id) => Err(format!("file {id} has an id that was not given out")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use serde_json::{Value, json};

    use super::*;
    use crate::company::{Moment, Origin, Scenario};

    #[test]
    fn every_scenario_is_sound() {
        let moment = Moment::at("2026-11-23T09:00:00Z".parse().unwrap());
        for scenario in Scenario::ALL {
            let company = Company::starting(Origin { scenario, seed: 1 }, moment);
            assert_eq!(company.check(), Ok(()), "{scenario}");
        }
    }

    #[test]
    fn what_no_run_leaves_behind_is_refused() {
        let moment = Moment::at("2026-11-23T09:00:00Z".parse().unwrap());
        let sound = serde_json::to_value(Company::seeded(moment)).unwrap();
        for (place, value, reason) in [
            ("/settings/access_token_seconds", json!(u64::MAX), "a week"),
            ("/next_employee", json!(u64::MAX), "ids of employees"),
            ("/next_row", json!(u64::MAX), "ids of rows"),
            ("/oauth/issued", json!(u64::MAX), "ids of tokens"),
            ("/cabinet/next_content", json!(u64::MAX), "ids of files"),
            (
                "/cabinet/next_category",
                json!(u32::MAX),
                "ids of file categories",
            ),
            ("/lists/17/0/id", json!(u32::MAX), "ids of options"),
            ("/next_employee", json!(4), "employee 4 "),
            ("/employees/5/id", json!(6), "employee 5 "),
            ("/next_row", json!(38_501), "row 38501 "),
            (
                "/cabinet/photos",
                json!({"4": {"id": 301, "size": 1}}),
                "file 301 ",
            ),
        ] {
            let mut kept: Value = sound.clone();
            *kept.pointer_mut(place).unwrap() = value;
            let company: Company = serde_json::from_value(kept).unwrap();
            let refused = company.check().unwrap_err();
            assert!(refused.contains(reason), "{place}: {refused}");
        }
    }
}
