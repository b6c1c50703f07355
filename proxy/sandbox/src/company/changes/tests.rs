#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
use super::*;
use crate::company::{Key, People};

fn at(time: &str) -> Moment {
    let now: Timestamp = format!("2026-11-23T{time}Z").parse().unwrap();
    Moment {
        now,
        today: now.to_zoned_datetime(TimeZone::UTC).date(),
    }
}

/// Ann (118) added at nine and changed at ten, Ruth (13) changed at eleven, Bo (119) added at noon and deleted
/// at one.
fn company() -> Company {
    let mut company = Company::seeded(at("08:00:00"));
    let administrator = &Caller::administrator();
    let mut add = |name: &str, time| {
        let body = json!({"firstName": name, "lastName": "Lee"}).to_string();
        company
            .create(administrator, body.as_bytes(), at(time))
            .unwrap();
    };
    add("Ann", "09:00:00.7");
    add("Bo", "12:00:00");
    let change = br#"{"workPhone": "1"}"#;
    company
        .update(administrator, "118", change, at("10:00:00.4"))
        .unwrap();
    company
        .update(administrator, "13", change, at("11:00:00"))
        .unwrap();
    company
        .delete(administrator, "119", at("13:00:00"))
        .unwrap();
    company
}

fn actions(changed: &Value) -> Vec<(&str, &str)> {
    let mut actions: Vec<_> = changed["employees"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(id, change)| (id.as_str(), change["action"].as_str().unwrap()))
        .collect();
    actions.sort_unstable();
    actions
}

#[test]
fn who_was_added_since_is_inserted_even_when_changed_later() {
    let company = company();
    let all = [("118", "Inserted"), ("119", "Deleted"), ("13", "Updated")];
    for (since, wanted, expected) in [
        ("09:00:00Z", None, &all[..]),
        (
            "09:00:01Z",
            None,
            &[("118", "Updated"), ("119", "Deleted"), ("13", "Updated")],
        ),
        (
            "12:00:00+02:00",
            None,
            &[("118", "Updated"), ("119", "Deleted"), ("13", "Updated")],
        ),
        ("10:00:01Z", None, &[("119", "Deleted"), ("13", "Updated")]),
        ("13:00:01Z", None, &[]),
        ("09:00:00Z", Some("inserted"), &[("118", "Inserted")]),
        ("09:00:00Z", Some("Updated"), &[("13", "Updated")]),
        ("09:00:00Z", Some("deleted"), &[("119", "Deleted")]),
    ] {
        let since = format!("2026-11-23T{since}");
        let changed = company
            .changed_since(
                &Caller::administrator(),
                Some(&since),
                wanted,
                at("23:00:00"),
            )
            .unwrap();
        assert_eq!(actions(&changed), expected, "{since} {wanted:?}");
    }
}

#[test]
fn the_latest_is_the_newest_change_shown_or_else_the_time_asked_for() {
    let company = company();
    let latest = |since: &str, wanted| {
        let changed = company
            .changed_since(
                &Caller::administrator(),
                Some(since),
                wanted,
                at("23:00:00"),
            )
            .unwrap();
        changed["latest"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        latest("2026-11-23T09:00:00Z", None),
        "2026-11-23T13:00:00+00:00"
    );
    assert_eq!(
        latest("2026-11-23T09:00:00Z", Some("inserted")),
        "2026-11-23T10:00:00+00:00"
    );
    assert_eq!(
        latest("2026-11-24T02:00:00+02:00", None),
        "2026-11-24T00:00:00+00:00"
    );
    let changed = company
        .changed_since(
            &Caller::administrator(),
            Some("2026-11-23T12:30:00Z"),
            None,
            at("23:00:00"),
        )
        .unwrap();
    let expected =
        json!({"id": "119", "action": "Deleted", "lastChanged": "2026-11-23T13:00:00+00:00"});
    assert_eq!(changed["employees"]["119"], expected);
}

#[test]
fn people_from_the_start_were_inserted_on_their_first_day() {
    let company = company();
    let changed = company
        .changed_since(
            &Caller::administrator(),
            Some("2000-01-01T00:00:00Z"),
            None,
            at("23:00:00"),
        )
        .unwrap();
    assert_eq!(changed["employees"].as_object().unwrap().len(), 17);
    assert_eq!(changed["employees"]["4"]["action"], "Inserted");
    let hired = company.employee("4").unwrap().hire_date().unwrap();
    assert_eq!(
        changed["employees"]["4"]["lastChanged"],
        format!("{hired}T00:00:00+00:00")
    );
}

#[test]
fn a_time_that_is_none_and_a_kind_that_is_none_are_refused() {
    let company = company();
    for since in [
        None,
        Some(""),
        Some("yesterday"),
        Some("2026-11-23"),
        Some("2026-11-23T09:00:00 00:00"),
    ] {
        assert_eq!(
            company.changed_since(&Caller::administrator(), since, None, at("23:00:00")),
            Err(Refusal::SinceNotValid),
            "{since:?}"
        );
    }
    let kind = company.changed_since(
        &Caller::administrator(),
        Some("2026-11-23T09:00:00Z"),
        Some("moved"),
        at("23:00:00"),
    );
    assert_eq!(kind, Err(Refusal::ChangeTypeNotValid));
}

#[test]
fn a_deleted_person_is_gone_and_the_id_is_not_given_again() {
    let mut company = company();
    assert_eq!(
        company.employee("119").unwrap_err(),
        Refusal::EmployeeNotFound
    );
    let again = company.delete(&Caller::administrator(), "119", at("14:00:00"));
    assert_eq!(again, Err(Refusal::EmployeeNotFound));
    let limited = company.delete(&Caller::limited(), "118", at("14:00:00"));
    assert_eq!(limited, Err(Refusal::NotPermitted));
    let body = br#"{"firstName": "Cy", "lastName": "Lee"}"#;
    let next = company.create(&Caller::administrator(), body, at("14:00:00"));
    assert_eq!(next.unwrap().id, 120);
}

#[test]
fn rows_count_as_changes_of_the_person() {
    let mut company = company();
    let sent = json!({"bonusAmount": "5"});
    let address = crate::company::RowAddress {
        employee: "7",
        table: "bonus",
        row: None,
    };
    let rules = crate::company::RowRules::V1;
    let sent = sent.as_object().unwrap();
    company
        .write_row(
            &Caller::administrator(),
            address,
            sent,
            rules,
            at("15:00:00"),
        )
        .unwrap();
    let changed = company
        .changed_since(
            &Caller::administrator(),
            Some("2026-11-23T14:00:00Z"),
            None,
            at("23:00:00"),
        )
        .unwrap();
    assert_eq!(actions(&changed), [("7", "Updated")]);
}

#[test]
fn the_feed_leaves_out_whom_the_caller_may_not_see_or_cannot_find_yet() {
    let mut company = company();
    company.settings.visibility_lag_seconds = 60;
    let shown = |caller: &Caller, time| {
        let since = Some("2026-11-23T09:00:00Z");
        let changed = company
            .changed_since(caller, since, None, at(time))
            .unwrap();
        actions(&changed)
            .iter()
            .map(|(id, _)| (*id).to_owned())
            .collect::<Vec<_>>()
    };
    let administrator = Caller::administrator();
    assert_eq!(shown(&administrator, "09:00:30"), ["119", "13"]);
    assert_eq!(shown(&administrator, "09:01:30"), ["118", "119", "13"]);
    let of_one = Caller::of_key_for_tests(Key {
        sees_people: People::only(["118"]),
        ..Key::limited("s")
    });
    assert_eq!(shown(&of_one, "09:01:30"), ["118"]);
}
