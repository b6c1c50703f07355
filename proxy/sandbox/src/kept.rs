//! Keeping the company in a file between runs, for demonstrations. Tests keep nothing.
//!
//! The file is written whole after each change and put in place of the old one, so a crash leaves the one
//! or the other. The bytes of documents and photos would make that slow: each lies in a file of its own, in
//! a folder beside, written once and before the company that speaks of it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use crate::company::{Company, Origin};

/// The file that a company is kept in.
#[derive(Debug)]
pub(crate) struct Keeper {
    file: PathBuf,
    contents: PathBuf,
}

impl Keeper {
    /// Keeps in `file`; its folder must exist. `acme.json` has its contents in `acme.contents`.
    pub(crate) fn new(file: PathBuf) -> Self {
        let contents = file.with_extension("contents");
        Self { file, contents }
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
        company.cabinet.take_contents(|id| {
            let file = self.contents.join(id.to_string());
            fs::read(&file)
                .map(Bytes::from)
                .map_err(|error| invalid(format!("{}: {error}", file.display())))
        })?;
        Ok(Some(company))
    }

    /// Writes the company down.
    pub(crate) fn save(&self, company: &Company) -> io::Result<()> {
        self.save_contents(company)
            .map_err(|error| about(&self.contents, &error))?;
        let text = serde_json::to_vec(company)?;
        let partial = self.file.with_extension("partial");
        fs::write(&partial, text)
            .and_then(|()| fs::rename(&partial, &self.file))
            .map_err(|error| about(&self.file, &error))?;
        self.remove_strangers(company)
            .map_err(|error| about(&self.contents, &error))
    }

    /// A content never changes, so one that is there is not written again.
    fn save_contents(&self, company: &Company) -> io::Result<()> {
        for (id, bytes) in company.cabinet.contents() {
            let file = self.contents.join(id.to_string());
            if file.exists() {
                continue;
            }
            fs::create_dir_all(&self.contents)?;
            let partial = file.with_extension("partial");
            fs::write(&partial, bytes)?;
            fs::rename(&partial, &file)?;
        }
        Ok(())
    }

    /// Removes contents that the company does not know: of people who were deleted, or from before a reset. They
    /// must not be taken for new contents that get the same id.
    fn remove_strangers(&self, company: &Company) -> io::Result<()> {
        if !self.contents.exists() {
            return Ok(());
        }
        for entry in fs::read_dir(&self.contents)? {
            let entry = entry?;
            let id = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok());
            let is_known = id.is_some_and(|id| company.cabinet.content(id).is_some());
            if !is_known {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

fn about(file: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test stops at the first surprise"
    )]
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
    fn a_file_from_before_there_were_documents_and_changes_can_still_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::new(folder.path().join("acme.json"));
        let moment = Clock::default().read();
        let company = Company::seeded(moment);
        keeper.save(&company).unwrap();
        let mut kept: serde_json::Value =
            serde_json::from_slice(&fs::read(&keeper.file).unwrap()).unwrap();
        let kept = kept.as_object_mut().unwrap();
        for newer in [
            "origin", "settings", "keys", "oauth", "lists", "webhooks", "changes", "cabinet",
        ] {
            assert!(kept.remove(newer).is_some(), "{newer}");
        }
        fs::write(&keeper.file, serde_json::to_vec(kept).unwrap()).unwrap();
        let again = keeper.load(None).unwrap().unwrap();
        assert_eq!(again.lists(), company.lists());
        assert_eq!(again.records(moment), company.records(moment));
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
    fn changed_options_come_back_those_of_the_large_company_too() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::new(folder.path().join("acme.json"));
        let moment = Clock::default().read();
        let origin = Origin {
            scenario: Scenario::Large,
            seed: 1,
        };
        let mut company = Company::starting(origin, moment);
        let lists = company.lists();
        let is_manageable = |list: &&serde_json::Value| list["manageable"] == "yes";
        let lists = lists.as_array().unwrap();
        let (first, last) = (
            lists.iter().find(is_manageable).unwrap(),
            lists.iter().rfind(is_manageable).unwrap(),
        );
        let changes = crate::company::sent_options(br#"{"options":[{"value":"Another"}]}"#);
        let changes = changes.unwrap();
        for list in [first, last] {
            let field = list["fieldId"].to_string();
            let administrator = Caller::administrator();
            let changed = company.change_options(&administrator, &field, &changes, moment);
            changed.unwrap();
        }
        keeper.save(&company).unwrap();
        let again = keeper.load(None).unwrap().unwrap();
        assert_eq!(again.lists(), company.lists());
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

    #[test]
    fn kept_photos_come_back_byte_for_byte_and_contents_nobody_knows_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::new(folder.path().join("acme.json"));
        let mut company = Company::seeded(Clock::default().read());
        let mut photo = b"GIF89a".to_vec();
        photo.extend([200, 0, 200, 0, 0, 0, 0]);
        let photo = Bytes::from(photo);
        let mut set_photo = |id: &str| {
            company
                .set_photo(&Caller::administrator(), id, Some(photo.clone()))
                .unwrap();
            keeper.save(&company).unwrap();
        };
        set_photo("4");
        set_photo("5");
        set_photo("4");
        let kept = fs::read_dir(folder.path().join("acme.contents")).unwrap();
        assert_eq!(kept.count(), 2);

        let again = keeper.load(None).unwrap().unwrap();
        let contents: Vec<_> = again.cabinet.contents().collect();
        assert_eq!(contents, company.cabinet.contents().collect::<Vec<_>>());
        assert_eq!(
            again.records(Clock::default().read()),
            company.records(Clock::default().read())
        );

        let (id, _) = contents[0];
        fs::remove_file(folder.path().join("acme.contents").join(id.to_string())).unwrap();
        let problem = keeper.load(None).unwrap_err();
        assert_eq!(problem.kind(), io::ErrorKind::InvalidData);
        assert!(problem.to_string().contains("acme.contents"), "{problem}");

        keeper
            .save(&Company::seeded(Clock::default().read()))
            .unwrap();
        let kept = fs::read_dir(folder.path().join("acme.contents")).unwrap();
        assert_eq!(kept.count(), 0);
    }
}
