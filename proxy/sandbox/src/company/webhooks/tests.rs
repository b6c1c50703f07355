#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "a test stops at the first surprise, and takes values written in place"
)]
use jiff::civil::date;

use super::*;

fn moment() -> Moment {
    Moment {
        now: "2026-11-23T09:00:00Z".parse().unwrap(),
        today: date(2026, 11, 23),
    }
}

fn webhook(change: Value) -> Value {
    let mut webhook = json!({
        "name": "Test", "url": "http://127.0.0.1:8080/hook?a=1", "events": [CREATED, UPDATED, DELETED],
        "monitorFields": ["lastName", "jobTitle", "1357"],
    });
    let webhook = webhook.as_object_mut().unwrap();
    webhook.extend(change.as_object().unwrap().clone());
    Value::Object(webhook.clone())
}

fn add(company: &mut Company, caller: &Caller, webhook: Value) -> Result<Value, WebhookRefusal> {
    let body = webhook.to_string();
    company.add_webhook(caller, body.as_bytes(), moment())
}

fn company() -> Company {
    let mut company = Company::seeded(moment());
    add(&mut company, &Caller::administrator(), webhook(json!({}))).unwrap();
    company
}

/// Type, employee and changed fields of the messages that are due.
fn due(company: &mut Company) -> Vec<(String, String, Value)> {
    let message = |message: Message| {
        let body: Value = serde_json::from_str(&message.body).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let data = &body["data"];
        (
            text(&body["type"]),
            text(&data["employeeId"]),
            data["changedFields"].clone(),
        )
    };
    company.take_messages().into_iter().map(message).collect()
}

fn expected(event: &str, id: &str, changed: Value) -> (String, String, Value) {
    (event.to_owned(), id.to_owned(), changed)
}

#[test]
fn a_new_person_is_created_and_then_updated() {
    let mut company = company();
    let body = json!({"firstName": "Ann", "lastName": "Lee", "jobTitle": "Recruiter", "homeEmail": "a@example.com"});
    company
        .create(
            &Caller::administrator(),
            body.to_string().as_bytes(),
            moment(),
        )
        .unwrap();
    let changed = json!(["lastName", "jobTitle", "1357"]);
    let both = [
        expected(CREATED, "118", Value::Null),
        expected(UPDATED, "118", changed),
    ];
    assert_eq!(due(&mut company), both);
    assert!(due(&mut company).is_empty());
}

#[test]
fn an_update_is_announced_when_a_monitored_field_has_another_value_today() {
    let mut company = company();
    for (body, changed) in [
        (json!({"workPhone": "1"}), None),
        (json!({"lastName": "Adeyemi"}), None),
        (json!({"lastName": "Ade"}), Some(json!(["lastName"]))),
        (
            json!({"lastName": "Ada", "jobTitle": "office manager"}),
            Some(json!(["lastName", "jobTitle"])),
        ),
    ] {
        company
            .update(
                &Caller::administrator(),
                "13",
                body.to_string().as_bytes(),
                moment(),
            )
            .unwrap();
        let messages: Vec<_> = changed
            .map(|changed| expected(UPDATED, "13", changed))
            .into_iter()
            .collect();
        assert_eq!(due(&mut company), messages, "{body}");
    }
    for (day, is_due) in [("2026-11-24", false), ("2026-11-23", true)] {
        let row = json!({"date": day, "jobTitle": "Recruiter"});
        let address = crate::company::RowAddress {
            employee: "13",
            table: "jobInfo",
            row: None,
        };
        let rules = crate::company::RowRules::V1;
        let row = row.as_object().unwrap();
        company
            .write_row(&Caller::administrator(), address, row, rules, moment())
            .unwrap();
        assert_eq!(!due(&mut company).is_empty(), is_due, "{day}");
    }
    company
        .delete(&Caller::administrator(), "13", moment())
        .unwrap();
    assert_eq!(due(&mut company), [expected(DELETED, "13", Value::Null)]);
}

#[test]
fn a_message_is_signed_over_body_and_timestamp() {
    let mut company = company();
    company
        .delete(&Caller::administrator(), "13", moment())
        .unwrap();
    let messages = company.take_messages();
    assert_eq!(messages[0].timestamp, "2026-11-23T09:00:00Z");
    let path = "/hook?a=1".to_owned();
    let ip = [127, 0, 0, 1].into();
    assert_eq!(
        messages[0].target,
        Target {
            ip,
            port: 8080,
            path
        }
    );
    // RFC 4231, test case 2.
    let known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert_eq!(sign("Jefe", "what do ya want ", "for nothing?"), known);
    assert_eq!(
        messages[0].signature,
        sign(
            &company.webhooks[0].private_key,
            &messages[0].body,
            "2026-11-23T09:00:00Z"
        )
    );
}

#[test]
fn only_this_machine_is_a_target() {
    for (url, port) in [
        ("http://127.0.0.1/hook", Some(80)),
        ("http://127.9.9.9:81", Some(81)),
        ("http://localhost:82?x", Some(82)),
        ("http://[::1]/", Some(80)),
        ("http://[::1]:83/", Some(83)),
        ("https://127.0.0.1/", None),
        ("http://example.com/", None),
        ("http://10.0.0.1/", None),
        ("http://0.0.0.0/", None),
        ("http://169.254.169.254/", None),
        ("http://127.0.0.1@example.com/", None),
        ("http://localhost.example.com/", None),
        ("http://[::ffff:10.0.0.1]/", None),
        ("http://127.0.0.1:x/", None),
        ("", None),
    ] {
        assert_eq!(target(url).map(|target| target.port), port, "{url}");
    }
}

#[test]
fn what_is_wrong_with_a_webhook_is_told_and_it_is_not_made() {
    let mut company = Company::seeded(moment());
    for (change, mistakes) in [
        (json!({"name": " "}), 1),
        (json!({"url": "https://example.com"}), 1),
        (json!({"format": "form-encoded"}), 1),
        (json!({"events": []}), 1),
        (json!({"events": ["employee_with_fields.created"]}), 1),
        (json!({"monitorFields": ["nonsense", "lastName"]}), 1),
        (json!({"monitorFields": []}), 1),
        (json!({"name": null, "url": null, "events": null}), 3),
    ] {
        let refused = add(
            &mut company,
            &Caller::administrator(),
            webhook(change.clone()),
        );
        let Err(WebhookRefusal::Mistakes(told)) = refused else {
            panic!("{change}: {refused:?}");
        };
        assert_eq!(told.len(), mistakes, "{change}");
    }
    let limited = add(&mut company, &Caller::limited(), webhook(json!({})));
    assert_eq!(limited, Err(WebhookRefusal::Other(Refusal::NotPermitted)));
    let may_read = webhook(json!({"monitorFields": ["lastName"]}));
    assert!(add(&mut company, &Caller::limited(), may_read).is_ok());
    assert_eq!(company.webhooks.len(), 1);
}

#[test]
fn the_answer_has_the_private_key_and_a_time_without_zone() {
    let mut company = Company::seeded(moment());
    let only_new = webhook(json!({"events": [CREATED], "monitorFields": []}));
    let answer = add(&mut company, &Caller::administrator(), only_new).unwrap();
    let key = answer["privateKey"].clone();
    assert_eq!(key.as_str().unwrap().len(), 32);
    let expected = json!({
        "id": "1", "name": "Test", "created": "2026-11-23 09:00:00", "lastSent": null, "events": [CREATED],
        "monitorFields": [], "url": "http://127.0.0.1:8080/hook?a=1", "format": "json", "privateKey": key,
    });
    assert_eq!(answer, expected);
    let mut others = Company::starting(company.origin, moment());
    let only_new = webhook(json!({"events": [CREATED], "monitorFields": []}));
    let again = add(&mut others, &Caller::administrator(), only_new.clone()).unwrap();
    assert_eq!(again["privateKey"], key, "the same seed, the same key");
    let second = add(&mut others, &Caller::administrator(), only_new).unwrap();
    assert_ne!(second["privateKey"], key);
}
