#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::super::tables;
use super::*;

#[test]
fn each_key_of_the_start_reads_and_writes_its_own_fields() {
    let callers = [
        Caller::administrator(),
        Caller::recruiter(),
        Caller::limited(),
    ];
    for (field, reads, writes) in [
        ("firstName", [true, true, true], [true, true, false]),
        ("workEmail", [true, true, true], [true, true, false]),
        ("homeEmail", [true, true, false], [true, true, false]),
        ("jobTitle", [true, true, false], [true, true, false]),
        ("customLaptop", [true, true, false], [true, true, false]),
        ("payRate", [true, false, false], [true, false, false]),
        ("19.1", [true, false, false], [true, false, false]),
        ("ssn", [true, false, false], [true, false, false]),
        ("dateOfBirth", [true, false, false], [true, false, false]),
        ("age", [true, false, false], [true, false, false]),
    ] {
        let read = callers.each_ref().map(|caller| caller.may_read(field));
        let write = callers.each_ref().map(|caller| caller.may_write(field));
        assert_eq!((read, write), (reads, writes), "{field}");
    }
}

/// The recruiter may do all but pay and private data, the limited one reads three fields, and the last one
/// is let near pay and nothing else.
#[test]
fn columns_follow_the_fields_they_belong_to_and_what_they_tell_of() {
    let pay_only = Caller::of_key_for_tests(Key {
        write_fields: FieldSet::only(["payRate", "payType", "firstName", "bonus.bonusAmount"]),
        ..Key::limited("s")
    });
    let callers = [
        Caller::administrator(),
        Caller::recruiter(),
        Caller::limited(),
        pay_only,
    ];
    for (table, column, writes) in [
        ("compensation", "rate", [true, false, false, true]),
        ("compensation", "type", [true, false, false, true]),
        ("compensation", "paidPer", [true, false, false, false]),
        ("compensation", "exempt", [true, false, false, false]),
        ("compensation", "reason", [true, false, false, false]),
        ("compensation", "paySchedule", [true, false, false, false]),
        ("compensation", "overtimeRate", [true, false, false, false]),
        ("compensation", "startDate", [true, false, false, false]),
        ("compensation", "endDate", [true, false, false, false]),
        ("bonus", "bonusAmount", [true, false, false, true]),
        ("commission", "amount", [true, false, false, false]),
        ("earnings", "amount", [true, false, false, false]),
        ("employeeEducation", "startDate", [true, true, false, false]),
        ("jobInfo", "jobTitle", [true, true, false, false]),
        ("jobInfo", "date", [true, true, false, false]),
        ("dependents", "firstName", [true, true, false, false]),
        ("dependents", "ssn", [true, false, false, false]),
        ("dependents", "dateOfBirth", [true, false, false, false]),
    ] {
        let table = tables::table(table).unwrap();
        let column = table.column(column).unwrap();
        let may = callers
            .each_ref()
            .map(|caller| caller.may_write_column(table, column));
        assert_eq!(may, writes, "{}.{}", table.alias, column.alias);
    }
}

#[test]
fn a_secret_leads_to_its_user_until_the_key_is_taken_away() {
    let mut keys = Keys::default();
    let name = |keys: &Keys, secret| {
        keys.caller_with(secret)
            .map(|caller| caller.name().to_owned())
    };
    assert_eq!(name(&keys, ADMIN_KEY).as_deref(), Some("admin"));
    assert_eq!(name(&keys, "admin"), None);
    keys.set("audit", Key::limited("audit-secret")).unwrap();
    assert_eq!(name(&keys, "audit-secret").as_deref(), Some("audit"));
    assert!(keys.remove("audit"));
    assert!(!keys.remove("audit"));
    assert_eq!(name(&keys, "audit-secret"), None);
}

#[test]
fn a_key_needs_a_plain_name_and_a_secret_of_its_own() {
    let mut keys = Keys::default();
    let long = "a".repeat(41);
    for (name, secret) in [
        ("", "s"),
        ("a b", "s"),
        (long.as_str(), "s"),
        ("a", ""),
        ("a", "s:t"),
        ("a", ADMIN_KEY),
    ] {
        assert!(
            keys.set(name, Key::limited(secret)).is_err(),
            "{name} {secret}"
        );
    }
    assert!(
        keys.set("admin", Key::limited(ADMIN_KEY)).is_ok(),
        "the same key may be replaced"
    );
}

#[test]
fn fields_are_written_in_json_as_a_word_a_list_or_an_exception() {
    for (text, set) in [
        (r#""all""#, FieldSet::All),
        (r#"["firstName"]"#, FieldSet::only(["firstName"])),
        (r#"{"all_but":["ssn"]}"#, FieldSet::all_but(["ssn"])),
    ] {
        assert_eq!(serde_json::from_str::<FieldSet>(text).unwrap(), set);
        assert_eq!(serde_json::to_string(&set).unwrap(), text);
    }
    for text in [r#""some""#, r#"{"but":[]}"#, "7"] {
        assert!(serde_json::from_str::<FieldSet>(text).is_err(), "{text}");
    }
}

#[test]
fn a_key_from_json_may_do_only_what_is_said() {
    let key: Key = serde_json::from_str(r#"{"secret":"s","add_people":true}"#).unwrap();
    let expected = Key {
        add_people: true,
        read_fields: FieldSet::none(),
        ..Key::limited("s")
    };
    assert_eq!(key, expected);
    assert!(serde_json::from_str::<Key>(r#"{"secret":"s","ad_people":true}"#).is_err());
}

#[test]
fn a_secret_is_not_printed() {
    let printed = format!("{:?} {:?}", Keys::default(), Caller::administrator());
    assert!(
        !printed.contains(ADMIN_KEY) && printed.contains("admin"),
        "{printed}"
    );
}
