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
    let mut keeper = Keeper::open(folder.path().join("acme.json")).unwrap();
    assert!(keeper.load(Asked::default()).unwrap().is_none());
    let moment = Clock::default().read();
    let mut company = Company::seeded(moment);
    let hire =
        br#"{"firstName":"Ann","lastName":"Lee","jobTitle":"Recruiter","hireDate":"2030-01-07"}"#;
    let first = company
        .create(&Caller::administrator(), hire, moment)
        .unwrap()
        .id;
    keeper.save(&company).unwrap();

    let mut again = keeper.load(Asked::default()).unwrap().unwrap();
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
    let mut keeper = Keeper::open(folder.path().join("acme.json")).unwrap();
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
    let again = keeper.load(Asked::default()).unwrap().unwrap();
    assert_eq!(again.lists(), company.lists());
    assert_eq!(again.records(moment), company.records(moment));
}

#[test]
fn a_company_of_another_scenario_or_seed_is_not_taken_for_this_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = Keeper::open(folder.path().join("acme.json")).unwrap();
    let kept = Origin {
        scenario: Scenario::Payroll,
        seed: 7,
    };
    let company = Company::starting(kept, Clock::default().read());
    keeper.save(&company).unwrap();
    let asked = |scenario, seed| Asked { scenario, seed };
    for same in [
        asked(Some(Scenario::Payroll), Some(7)),
        asked(Some(Scenario::Payroll), None),
        asked(None, Some(7)),
        asked(None, None),
    ] {
        let again = keeper.load(same).unwrap().unwrap();
        assert_eq!(again.settings, company.settings, "{same:?}");
    }
    for other in [
        asked(Some(Scenario::Acme), Some(7)),
        asked(Some(Scenario::Payroll), Some(8)),
        asked(Some(Scenario::Acme), None),
        asked(None, Some(0)),
    ] {
        let problem = keeper.load(other).unwrap_err().to_string();
        assert!(
            problem.contains("the scenario payroll with the seed 7"),
            "{problem}"
        );
    }
}

#[test]
fn changed_options_come_back_those_of_the_large_company_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = Keeper::open(folder.path().join("acme.json")).unwrap();
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
    let again = keeper.load(Asked::default()).unwrap().unwrap();
    assert_eq!(again.lists(), company.lists());
}

#[test]
fn a_damaged_file_is_named_and_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acme.json");
    fs::write(&file, "{").unwrap();
    let problem = Keeper::open(file.clone())
        .unwrap()
        .load(Asked::default())
        .unwrap_err();
    assert!(
        problem.to_string().contains("acme.json is damaged"),
        "{problem}"
    );
    assert_eq!(fs::read_to_string(file).unwrap(), "{");
}

#[test]
fn kept_photos_come_back_byte_for_byte_and_contents_nobody_knows_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = Keeper::open(folder.path().join("acme.json")).unwrap();
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
    let kept = fs::read_dir(folder.path().join("acme.json.contents")).unwrap();
    assert_eq!(kept.count(), 2);

    let again = keeper.load(Asked::default()).unwrap().unwrap();
    let contents: Vec<_> = again.cabinet.contents().collect();
    assert_eq!(contents, company.cabinet.contents().collect::<Vec<_>>());
    assert_eq!(
        again.records(Clock::default().read()),
        company.records(Clock::default().read())
    );

    let (id, _) = contents[0];
    fs::remove_file(
        folder
            .path()
            .join("acme.json.contents")
            .join(id.to_string()),
    )
    .unwrap();
    let problem = keeper.load(Asked::default()).unwrap_err();
    assert_eq!(problem.kind(), io::ErrorKind::InvalidData);
    assert!(
        problem.to_string().contains("acme.json.contents"),
        "{problem}"
    );

    keeper
        .save(&Company::seeded(Clock::default().read()))
        .unwrap();
    let kept = fs::read_dir(folder.path().join("acme.json.contents")).unwrap();
    assert_eq!(kept.count(), 0);
}

/// A photo of someone: kept under the id that is returned.
fn set_photo(company: &mut Company, person: &str, last_byte: u8) -> u64 {
    let mut photo = b"GIF89a".to_vec();
    photo.extend([200, 0, 200, 0, 0, 0, last_byte]);
    company
        .set_photo(&Caller::administrator(), person, Some(photo.into()))
        .unwrap();
    company.cabinet.contents().last().unwrap().0
}

fn contents_of(company: &Company) -> Vec<(u64, Bytes)> {
    let contents = company.cabinet.contents();
    contents.map(|(id, bytes)| (id, bytes.clone())).collect()
}

#[test]
fn files_that_the_company_did_not_put_there_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let contents = folder.path().join("acme.json.contents");
    fs::create_dir_all(contents.join("302")).unwrap();
    let foreign = ["notes.txt", "7", "0301", "302/diary.txt"];
    for name in foreign {
        fs::write(contents.join(name), "mine").unwrap();
    }
    let mut keeper = Keeper::open(folder.path().join("acme.json")).unwrap();
    let mut company = Company::seeded(Clock::default().read());
    assert_eq!(set_photo(&mut company, "4", 0), 301);
    keeper.save(&company).unwrap();
    assert!(contents.join("301").exists());
    keeper
        .save(&Company::seeded(Clock::default().read()))
        .unwrap();
    assert!(!contents.join("301").exists());
    for name in foreign {
        let found = fs::read_to_string(contents.join(name)).unwrap();
        assert_eq!(found, "mine", "{name}");
    }
}

#[test]
fn what_a_deleted_company_left_behind_is_not_taken_for_a_new_content() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acme.json");
    for last_byte in [1, 2] {
        let mut company = Company::seeded(Clock::default().read());
        set_photo(&mut company, "4", last_byte);
        let mut keeper = Keeper::open(file.clone()).unwrap();
        keeper.save(&company).unwrap();
        let again = keeper.load(Asked::default()).unwrap().unwrap();
        assert_eq!(contents_of(&again), contents_of(&company), "{last_byte}");
        fs::remove_file(&file).unwrap();
    }
}

#[test]
fn files_that_differ_in_their_ending_alone_have_contents_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["a.json", "a.txt", "a.contents", "a.partial", "b"];
    let mut kept = Vec::new();
    for (last_byte, name) in (0..).zip(names) {
        let mut keeper = Keeper::open(folder.path().join(name)).unwrap();
        let mut company = Company::seeded(Clock::default().read());
        keeper.save(&company).unwrap();
        set_photo(&mut company, "4", last_byte);
        keeper.save(&company).unwrap();
        kept.push((name, keeper, company));
    }
    for (name, mut keeper, company) in kept {
        let again = keeper.load(Asked::default()).unwrap().unwrap();
        assert_eq!(contents_of(&again), contents_of(&company), "{name}");
    }
}

#[test]
fn contents_in_a_folder_of_the_former_name_are_read_and_from_then_on_kept_in_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let (former, new) = (
        folder.path().join("acme.contents"),
        folder.path().join("acme.json.contents"),
    );
    let mut keeper = Keeper::open(folder.path().join("acme.json")).unwrap();
    let mut company = Company::seeded(Clock::default().read());
    let id = set_photo(&mut company, "4", 0).to_string();
    keeper.save(&company).unwrap();
    fs::rename(&new, &former).unwrap();

    let again = keeper.load(Asked::default()).unwrap().unwrap();
    assert_eq!(contents_of(&again), contents_of(&company));
    keeper.save(&again).unwrap();
    assert!(new.join(&id).exists());
    assert!(former.join(&id).exists(), "it may be another company's");
}

#[test]
fn a_file_is_kept_by_one_keeper_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acme.json");
    let first = Keeper::open(file.clone()).unwrap();
    let second = Keeper::open(file.clone()).unwrap_err();
    assert_eq!(second.kind(), io::ErrorKind::ResourceBusy);
    assert!(second.to_string().contains("another sandbox"), "{second}");
    drop(first);
    Keeper::open(file).unwrap();
}

#[test]
fn a_company_that_could_not_go_on_is_called_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = Keeper::open(folder.path().join("acme.json")).unwrap();
    keeper
        .save(&Company::seeded(Clock::default().read()))
        .unwrap();
    let sound: serde_json::Value =
        serde_json::from_slice(&fs::read(&keeper.file).unwrap()).unwrap();
    for (place, value) in [
        ("/next_employee", serde_json::json!(u64::MAX)),
        (
            "/settings/visibility_lag_seconds",
            serde_json::json!(u64::MAX),
        ),
    ] {
        let mut kept = sound.clone();
        *kept.pointer_mut(place).unwrap() = value;
        fs::write(&keeper.file, kept.to_string()).unwrap();
        let problem = keeper.load(Asked::default()).unwrap_err();
        assert_eq!(problem.kind(), io::ErrorKind::InvalidData, "{place}");
        assert!(problem.to_string().contains("is damaged"), "{problem}");
    }
}
