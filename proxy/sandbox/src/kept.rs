//! Keeping the company in a file between runs, for demonstrations. Tests keep nothing.
//!
//! The file is written whole after each change and put in place of the old one, so a crash leaves the one
//! or the other.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::company::{Company, Origin};

/// The file that a company is kept in.
#[derive(Debug)]
pub(crate) struct Keeper {
    file: PathBuf,
}

impl Keeper {
    /// Keeps in `file`; its folder must exist.
    pub(crate) fn new(file: PathBuf) -> Self {
        Self { file }
    }

    /// The company of the last run; `None` when there was none. `InvalidData` when the file holds
    /// something else, or a company of another origin than the one that is asked for, if one is.
    pub(crate) fn load(&self, wanted: Option<Origin>) -> io::Result<Option<Company>> {
        let text = match fs::read(&self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(about(&self.file, &error)),
        };
        let invalid = |text: String| io::Error::new(io::ErrorKind::InvalidData, text);
        let mut company: Company = serde_json::from_slice(&text).map_err(|error| {
            let advice = "delete it to start with the invented people again";
            invalid(format!(
                "{} is damaged ({error}); {advice}",
                self.file.display()
            ))
        })?;
        let Origin { scenario, seed } = company.origin;
        if wanted.is_some_and(|wanted| wanted != company.origin) {
            let advice = "delete it, or leave --scenario and --seed out";
            return Err(invalid(format!(
                "{} holds a company of the scenario {scenario} with the seed {seed}; {advice}",
                self.file.display()
            )));
        }
        company.complete();
        Ok(Some(company))
    }

    /// Writes the company down.
    pub(crate) fn save(&self, company: &Company) -> io::Result<()> {
        let text = serde_json::to_vec(company)?;
        let partial = self.file.with_extension("partial");
        fs::write(&partial, text)
            .and_then(|()| fs::rename(&partial, &self.file))
            .map_err(|error| about(&self.file, &error))
    }
}

fn about(file: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use crate::company::{Caller, Clock, Scenario};

    #[test]
    fn a_kept_company_comes_back_with_everybody_and_goes_on_counting() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::new(folder.path().join("acme.json"));
        assert!(keeper.load(None).unwrap().is_none());
        let moment = Clock::default().read();
        let mut company = Company::seeded(moment);
        let hire = br#"{"firstName":"Ann","lastName":"Lee","jobTitle":"Recruiter","hireDate":"2030-01-07"}"#;
        let first = company
            .create(&Caller::administrator(), hire, moment)
            .unwrap()
            .id;
        keeper.save(&company).unwrap();

        let mut again = keeper.load(None).unwrap().unwrap();
        assert_eq!(again.records(moment), company.records(moment));
        let second = again
            .create(&Caller::administrator(), hire, moment)
            .unwrap()
            .id;
        assert!(second > first, "ids are never given twice");
    }

    #[test]
    fn a_company_of_another_scenario_is_not_taken_for_this_one() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::new(folder.path().join("acme.json"));
        let origin = |scenario, seed| Origin { scenario, seed };
        let kept = origin(Scenario::Payroll, 7);
        let company = Company::starting(kept, Clock::default().read());
        keeper.save(&company).unwrap();
        assert_eq!(
            keeper.load(Some(kept)).unwrap().unwrap().settings,
            company.settings
        );
        for other in [origin(Scenario::Acme, 7), origin(Scenario::Payroll, 8)] {
            let problem = keeper.load(Some(other)).unwrap_err().to_string();
            assert!(
                problem.contains("the scenario payroll with the seed 7"),
                "{problem}"
            );
        }
    }

    #[test]
    fn a_damaged_file_is_named_and_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("acme.json");
        fs::write(&file, "{").unwrap();
        let problem = Keeper::new(file.clone()).load(None).unwrap_err();
        assert!(
            problem.to_string().contains("acme.json is damaged"),
            "{problem}"
        );
        assert_eq!(fs::read_to_string(file).unwrap(), "{");
    }
}
