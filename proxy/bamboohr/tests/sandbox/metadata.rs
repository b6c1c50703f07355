//! What a company is made of: fields, lists, tables, users and places.

use bamboohr::{AsOf, FieldId, OptionChange, RefusalReason, vocabulary};
use bamboohr_sandbox::{ADMIN_KEY, Sandbox, Scenario};

use super::{client, values, with_ann};

#[tokio::test]
async fn fields_are_read_with_all_their_oddities() {
    let sandbox = Sandbox::start().await.unwrap();
    let fields = client(&sandbox, ADMIN_KEY).fields().await.unwrap();
    let with_alias = |alias: &str| {
        let fields = fields.iter();
        fields
            .filter(|field| field.alias.as_deref() == Some(alias))
            .count()
    };
    assert_eq!(with_alias("payRate"), 2);
    assert!(fields.iter().any(|field| field.id.is_part()));
    assert!(fields.iter().any(|field| field.deprecated));
    assert!(
        fields
            .iter()
            .any(|field| matches!(field.id, FieldId::Number(id) if id < 0))
    );
}

#[tokio::test]
async fn a_company_with_seven_hundred_fields_is_read_without_loss() {
    let sandbox = Sandbox::builder()
        .scenario(Scenario::Large)
        .start()
        .await
        .unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    let fields = client.fields().await.unwrap();
    let url = format!("{}/api/v1/meta/fields", sandbox.url());
    let raw = reqwest::Client::new()
        .get(url)
        .basic_auth(ADMIN_KEY, Some("x"))
        .send()
        .await
        .unwrap();
    let raw: serde_json::Value = raw.json().await.unwrap();
    assert!(fields.len() >= 700, "{}", fields.len());
    assert_eq!(serde_json::to_value(&fields).unwrap(), raw);
    println!(
        "{} fields over HTTP, read and printed again: equal",
        fields.len()
    );
    let lists = client.lists().await.unwrap();
    assert!(lists.iter().any(|list| list.options.len() > 10));
}

#[tokio::test]
async fn every_word_of_a_vocabulary_is_stored_as_it_is_spelt() {
    let (_sandbox, client, id) = with_ann().await;
    for (kind, field) in [
        ("pay_type", "payType"),
        ("paid_per", "payPer"),
        ("exempt", "exempt"),
        ("gender", "gender"),
        ("marital_status", "maritalStatus"),
    ] {
        let words = vocabulary(kind);
        assert!(!words.is_empty(), "{kind}");
        for word in words {
            // Some pay types go with some periods only.
            let alone = values(&[("payType", ""), ("payPer", "")]);
            client.update_employee(&id, &alone).await.unwrap();
            let change = values(&[(field, word)]);
            client.update_employee(&id, &change).await.unwrap();
            let read = client.employee(&id, &[field], AsOf::Planned).await.unwrap();
            assert_eq!(read.text(field), Some(*word), "{field}");
        }
    }
    assert!(vocabulary("list").is_empty());
}

#[tokio::test]
async fn an_option_is_added_renamed_archived_and_restored() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    let titles = FieldId::Number(17);
    let change = async |change: OptionChange| client.change_list(&titles, &[change]).await;
    let named = |list: &bamboohr::List, name: &str| {
        let mut options = list.options.iter();
        options
            .find(|option| option.name.as_deref() == Some(name))
            .cloned()
    };
    let list = change(OptionChange::Add("Baker".to_owned())).await.unwrap();
    let baker = named(&list, "Baker").unwrap();
    let list = change(OptionChange::Rename(baker.id.clone(), "Cook".to_owned()))
        .await
        .unwrap();
    assert_eq!(named(&list, "Baker"), None);
    let list = change(OptionChange::Archive(baker.id.clone()))
        .await
        .unwrap();
    assert!(named(&list, "Cook").unwrap().archived);
    let list = change(OptionChange::Restore(baker.id)).await.unwrap();
    assert!(!named(&list, "Cook").unwrap().archived);

    let error = change(OptionChange::Add("COOK".to_owned()))
        .await
        .unwrap_err();
    assert_eq!(error.refusal().unwrap().status, 409);
    let location = FieldId::Number(18);
    let error = client
        .change_list(&location, &[OptionChange::Add("Mars".to_owned())])
        .await
        .unwrap_err();
    let refusal = error.refusal().unwrap();
    assert_eq!(
        (refusal.status, refusal.reason),
        (405, RefusalReason::NotAccepted)
    );
}

#[tokio::test]
async fn tables_users_and_places_are_read() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    let tables = client.tables().await.unwrap();
    let job = tables
        .iter()
        .find(|table| table.alias == "jobInfo")
        .unwrap();
    assert!(job.columns.iter().any(|column| column.alias == "reportsTo"));
    let users = client.users().await.unwrap();
    assert!(users.iter().any(|user| user.employee.is_none()));
    let countries = client.countries().await.unwrap();
    let canada = client.country("CA").await.unwrap();
    assert!(countries.contains(&canada));
    let provinces = client.provinces(&canada.id).await.unwrap();
    assert!(provinces.iter().any(|province| province.label == "ON"));
    let nowhere = client.country("XX").await.unwrap_err();
    assert_eq!(
        nowhere.refusal().map(|refusal| refusal.reason),
        Some(RefusalReason::NotFound)
    );
}
