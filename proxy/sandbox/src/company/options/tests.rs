#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
use super::*;
use crate::company::Clock;

fn company() -> Company {
    Company::seeded(Clock::default().read())
}

fn change(id: Option<u32>, value: Option<&str>, archived: Option<&str>) -> OptionChange {
    OptionChange {
        id: id.map(|id| id.to_string()),
        value: value.map(str::to_owned),
        archived: archived.map(str::to_owned),
    }
}

fn make(company: &mut Company, field: &str, changes: &[OptionChange]) -> Result<i32, Refusal> {
    company.change_options(
        &Caller::administrator(),
        field,
        changes,
        Clock::default().read(),
    )
}

fn id_of(company: &Company, field: i32, name: &str) -> u32 {
    let options = &company.list_of_field(field).unwrap().options;
    options
        .iter()
        .find(|option| option.name == name)
        .unwrap()
        .id
}

#[test]
fn a_new_option_is_accepted_at_once_and_an_archived_one_no_more() {
    let mut company = company();
    make(
        &mut company,
        "17",
        &[change(None, Some(" Chef de Cuisine "), None)],
    )
    .unwrap();
    let accepts = |company: &Company, text: &str| {
        let titles = company.list_of_field(17).unwrap();
        titles.canonical(text).map(str::to_owned)
    };
    assert_eq!(
        accepts(&company, "chef DE cuisine").as_deref(),
        Some("Chef de Cuisine")
    );
    let id = id_of(&company, 17, "Chef de Cuisine");
    make(&mut company, "17", &[change(Some(id), None, Some("yes"))]).unwrap();
    assert_eq!(accepts(&company, "Chef de Cuisine"), None);
    make(&mut company, "17", &[change(Some(id), None, Some("no"))]).unwrap();
    assert!(accepts(&company, "Chef de Cuisine").is_some());
}

#[test]
fn whoever_has_a_renamed_option_follows_in_fields_and_rows() {
    let mut company = company();
    let title = id_of(&company, 17, "Recruiter");
    let laptop = id_of(&company, 4507, "Powerful");
    make(
        &mut company,
        "17",
        &[change(Some(title), Some("Talent Partner"), None)],
    )
    .unwrap();
    make(
        &mut company,
        "4507",
        &[change(Some(laptop), Some("Huge"), None)],
    )
    .unwrap();
    let people = company.records(Clock::default().read());
    let ruth = people.iter().find(|person| person.id == "13").unwrap();
    assert_eq!(ruth.fields["jobTitle"], "Talent Partner");
    let noor = people.iter().find(|person| person.id == "16").unwrap();
    assert_eq!(noor.fields["customLaptop"], "Huge");
}

#[test]
fn one_of_several_options_is_renamed_and_the_others_stay() {
    let mut company = company();
    let row = serde_json::json!({"date": "2026-07-01", "teams": ["Growth", "Hiring"]});
    let address = crate::company::RowAddress {
        employee: "4",
        table: "jobInfo",
        row: None,
    };
    let rules = crate::company::RowRules::V1;
    let row = row.as_object().unwrap();
    company
        .write_row(
            &Caller::administrator(),
            address,
            row,
            rules,
            Clock::default().read(),
        )
        .unwrap();
    let hiring = id_of(&company, 4530, "Hiring");
    make(
        &mut company,
        "4530",
        &[change(Some(hiring), Some("People"), None)],
    )
    .unwrap();
    let rows = &company.records(Clock::default().read())[0].tables["jobInfo"];
    let teams: Vec<_> = rows.iter().filter_map(|row| row.get("teams")).collect();
    assert_eq!(teams, ["Growth,People"]);
}

#[test]
fn each_refusal_has_its_status_and_changes_nothing() {
    let mut company = company();
    let before = company.lists();
    let recruiter = id_of(&company, 17, "Recruiter");
    let terminated = id_of(&company, 16, "Terminated");
    let good = change(None, Some("Chef"), None);
    for (field, wrong, status) in [
        ("17", change(None, None, None), 400),
        ("17", change(None, Some("  "), None), 400),
        ("17", change(None, Some("a\nb"), None), 400),
        ("4530", change(None, Some("a, b"), None), 400),
        ("17", change(Some(recruiter), None, Some("true")), 400),
        ("999", change(None, Some("New"), None), 404),
        ("jobTitle", change(None, Some("New"), None), 404),
        ("17", change(Some(1), Some("New"), None), 404),
        ("18", change(None, Some("Oslo"), None), 405),
        ("16", change(Some(terminated), Some("Gone"), None), 405),
        ("17", change(None, Some("recruiter"), None), 409),
        ("17", change(None, Some("Webmaster"), None), 409),
        ("17", change(None, Some("CHEF"), None), 409),
        (
            "17",
            change(Some(recruiter), Some("product manager"), None),
            409,
        ),
    ] {
        let refusal = make(&mut company, field, &[good.clone(), wrong.clone()]);
        assert_eq!(refusal.unwrap_err().status(), status, "{field} {wrong:?}");
        assert_eq!(company.lists(), before, "{field} {wrong:?}");
    }
    let limited =
        company.change_options(&Caller::limited(), "17", &[good], Clock::default().read());
    assert_eq!(limited, Err(Refusal::NotPermitted));
    assert_eq!(company.lists(), before);
}

#[test]
fn an_option_may_change_the_case_of_its_own_name_and_new_ids_belong_to_one_option() {
    let mut company = company();
    let id = id_of(&company, 17, "Recruiter");
    make(
        &mut company,
        "17",
        &[change(Some(id), Some("RECRUITER"), None)],
    )
    .unwrap();
    assert_eq!(id_of(&company, 17, "RECRUITER"), id);
    make(
        &mut company,
        "17",
        &[change(None, Some("A"), None), change(None, Some("B"), None)],
    )
    .unwrap();
    make(&mut company, "4", &[change(None, Some("C"), None)]).unwrap();
    let mut ids = [
        id_of(&company, 17, "A"),
        id_of(&company, 17, "B"),
        id_of(&company, 4, "C"),
    ];
    ids.sort_unstable();
    assert!(ids[0] < ids[1] && ids[1] < ids[2], "{ids:?}");
}

#[test]
fn changed_options_are_kept() {
    let mut company = company();
    make(&mut company, "17", &[change(None, Some("Chef"), None)]).unwrap();
    let kept = serde_json::to_string(&company).unwrap();
    let again: Company = serde_json::from_str(&kept).unwrap();
    assert_eq!(again.lists(), company.lists());
}
