#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
use super::*;

fn moment() -> Moment {
    Moment::at("2026-11-23T09:00:00Z".parse().unwrap())
}

fn company() -> Company {
    Company::seeded(moment())
}

fn list(caller: &Caller, query: &[(&str, &str)]) -> Result<Page, ListRefusal> {
    let query: Vec<_> = query
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    company().list(caller, &query, moment())
}

fn names(query: &[(&str, &str)]) -> Vec<String> {
    let rows = list(&Caller::administrator(), query).unwrap().rows;
    rows.iter()
        .map(|row| format!("{} {}", row["firstName"], row["lastName"]).replace('"', ""))
        .collect()
}

#[test]
fn a_row_has_its_fixed_columns_and_those_asked_for() {
    let page = list(
        &Caller::administrator(),
        &[
            (
                "fields",
                "homeEmail,hireDate,terminationDate,state,nonsense",
            ),
            ("filter[lastName]", "lindq"),
        ],
    );
    let expected = json!({
        "employeeId": "12", "firstName": "Sofia", "lastName": "Lindqvist", "preferredName": null, "photoUrl": null,
        "jobTitleName": "People Operations Manager", "status": "Active", "_restrictedFields": [],
        "homeEmail": "sofia.lindqvist@example.net", "hireDate": "2021-09-10", "terminationDate": null,
        "state": null,
    });
    assert_eq!(page.unwrap().rows, [expected]);
}

#[test]
fn filters_are_substrings_whatever_the_case_and_all_must_match() {
    assert_eq!(
        names(&[("filter[homeEmail]", "COLLEAGUE@example")]),
        ["Gwen Parry"]
    );
    assert_eq!(
        names(&[("filter[firstName]", "jord"), ("filter[lastName]", "BLAKE")]),
        ["Jordan Blake"; 2]
    );
    assert_eq!(
        names(&[
            ("filter[firstName]", "jord"),
            ("filter[workEmail]", "blake2")
        ]),
        ["Jordan Blake"]
    );
    assert_eq!(names(&[("filter[employeeNumber]", "112")]), ["Astrid Holm"]);
    assert_eq!(
        names(&[("filter[homeEmail]", "nobody@example.com")]),
        Vec::<String>::new()
    );
}

#[test]
fn the_status_filter_is_exact() {
    assert_eq!(names(&[("filter[status]", "inactive")]), ["Gwen Parry"]);
    assert_eq!(names(&[("filter[status]", "active")]).len(), 14);
    assert_eq!(
        list(&Caller::administrator(), &[("filter[status]", "gone")])
            .unwrap_err()
            .status,
        400
    );
}

#[test]
fn a_filter_that_does_not_exist_is_refused_with_422() {
    for key in ["filter[bestEmail]", "filter[payRate]", "filter[]"] {
        assert_eq!(
            list(&Caller::administrator(), &[(key, "x")])
                .unwrap_err()
                .status,
            422,
            "{key}"
        );
    }
}

#[test]
fn pages_follow_each_other_by_cursor_until_there_is_none() {
    let mut seen = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let mut query = vec![("page[limit]", "7")];
        query.extend(cursor.as_deref().map(|cursor| ("page[after]", cursor)));
        let page = list(&Caller::administrator(), &query).unwrap();
        assert_eq!((page.total, page.limit), (15, 7));
        seen.push(page.rows.len());
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(seen, [7, 7, 1]);
}

#[test]
fn a_cursor_is_base64_json_and_leads_back_too() {
    let first = list(&Caller::administrator(), &[("page[limit]", "7")]).unwrap();
    assert_eq!(first.previous_cursor, None);
    let next = first.next_cursor.unwrap();
    assert_eq!(STANDARD.decode(&next).unwrap(), br#"{"nextEmployee":11}"#);
    let second = list(
        &Caller::administrator(),
        &[("page[limit]", "7"), ("page[after]", &next)],
    )
    .unwrap();
    let previous = second.previous_cursor.unwrap();
    let back = list(
        &Caller::administrator(),
        &[("page[limit]", "7"), ("page[before]", &previous)],
    )
    .unwrap();
    assert_eq!(back.rows, first.rows);
}

#[test]
fn a_page_that_cannot_be_is_refused() {
    for (name, value, code) in [
        ("page[limit]", "0", "BadRequest"),
        ("page[limit]", "2501", "BadRequest"),
        ("page[limit]", "many", "BadRequest"),
        ("page[after]", "%%%", "BadPage"),
        ("page[after]", "e30=", "BadPage"),
    ] {
        let refusal = list(&Caller::administrator(), &[(name, value)]).unwrap_err();
        assert_eq!(
            (refusal.status, refusal.code),
            (400, code),
            "{name}={value}"
        );
    }
    assert!(list(&Caller::administrator(), &[("page[limit]", "2500")]).is_ok());
}

#[test]
fn what_the_limited_key_may_not_read_is_null_and_named() {
    let page = list(
        &Caller::limited(),
        &[
            ("fields", "workEmail,homeEmail"),
            ("filter[lastName]", "lindq"),
        ],
    )
    .unwrap();
    let expected = json!({
        "employeeId": "12", "firstName": "Sofia", "lastName": "Lindqvist", "preferredName": null, "photoUrl": null,
        "jobTitleName": null, "status": null, "workEmail": "sofia.lindqvist@acme.example", "homeEmail": null,
        "_restrictedFields": ["preferredName", "photoUrl", "jobTitleName", "status", "homeEmail"],
    });
    assert_eq!(page.rows, [expected]);
}

#[test]
fn a_filter_on_an_unreadable_field_hides_everybody() {
    assert_eq!(
        list(&Caller::limited(), &[("filter[homeEmail]", "example")])
            .unwrap()
            .total,
        0
    );
    assert_eq!(
        list(&Caller::limited(), &[("filter[workEmail]", "acme")])
            .unwrap()
            .total,
        14
    );
}

#[test]
fn texts_are_searched_in_and_ids_dates_and_words_are_compared_whole() {
    for (filter, value, found) in [
        ("jobTitleName", "engineer", 5),
        ("departmentName", "PRODUCT", 2),
        ("locationName", "lon", 5),
        ("employmentStatusName", "time", 13),
        ("reportsToName", "holm", 7),
        ("reportsToId", "4", 7),
        ("reportsToId", "1", 0),
        ("country", "united", 4),
        ("state", "ny", 2),
        ("payType", "salary", 12),
        ("payType", "sal", 0),
        ("paidPer", "year", 13),
        ("hireDate", "2021-09-10", 1),
        ("displayName", "eli nguyen", 1),
    ] {
        let filter = format!("filter[{filter}]");
        assert_eq!(names(&[(&filter, value)]).len(), found, "{filter}={value}");
    }
    let refusal = list(&Caller::administrator(), &[("filter[hireDate]", "soon")]).unwrap_err();
    assert_eq!(refusal.status, 400);
}

#[test]
fn people_are_fetched_by_ids_in_both_spellings() {
    let found = |query: &[(&str, &str)]| {
        let page = list(&Caller::limited(), query).unwrap();
        let ids = page
            .rows
            .iter()
            .map(|row| row["employeeId"].as_str().unwrap().to_owned());
        ids.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found(&[("filter[ids]", "12, 4,999")]), "4 12");
    assert_eq!(
        found(&[("filter[ids][]", "4"), ("filter[ids][]", "13")]),
        "4 13"
    );
    let refusal = list(&Caller::limited(), &[("filter[ids]", "4,x")]).unwrap_err();
    assert_eq!((refusal.status, refusal.code), (400, "BadRequest"));
}

#[test]
fn people_are_sorted_by_several_fields_with_empty_ones_first() {
    let sorted = |order: &str| names(&[("sort", order)]);
    let by_name = sorted("lastName,-jobTitleName");
    assert_eq!(by_name.first().unwrap(), "Ruth Adeyemi");
    let blakes: Vec<Value> = list(
        &Caller::administrator(),
        &[
            ("sort", "lastName,-jobTitleName"),
            ("filter[lastName]", "blake"),
        ],
    )
    .unwrap()
    .rows;
    assert_eq!(blakes[0]["jobTitleName"], "Product Manager");
    assert_eq!(sorted("-employeeId").last().unwrap(), "Astrid Holm");
    assert_eq!(sorted("preferredName").last().unwrap(), "Elliot Nguyen");
    assert_eq!(sorted("-preferredName").first().unwrap(), "Elliot Nguyen");
    assert_eq!(
        list(&Caller::limited(), &[("sort", "jobTitleName")])
            .unwrap()
            .total,
        0
    );
    assert_eq!(
        list(&Caller::limited(), &[("sort", "lastName")])
            .unwrap()
            .total,
        15
    );
    let refusal = list(&Caller::administrator(), &[("sort", "homeEmail")]).unwrap_err();
    assert_eq!(refusal.status, 400);
}

#[test]
fn pages_follow_each_other_in_the_order_asked_for() {
    let mut seen = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let mut query = vec![("page[limit]", "4"), ("sort", "-lastName")];
        query.extend(cursor.as_deref().map(|cursor| ("page[after]", cursor)));
        let page = list(&Caller::administrator(), &query).unwrap();
        seen.extend(page.rows.iter().map(|row| row["lastName"].clone()));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    let at_once = list(&Caller::administrator(), &[("sort", "-lastName")])
        .unwrap()
        .rows;
    let at_once: Vec<Value> = at_once.iter().map(|row| row["lastName"].clone()).collect();
    assert_eq!(seen, at_once);
}
