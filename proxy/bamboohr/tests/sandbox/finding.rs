//! Finding somebody again: the list, the changes, and the exact search.

use bamboohr::{ChangeKind, Error, ListQuery, Matching};
use bamboohr_sandbox::{ADMIN_KEY, Fault, LIMITED_KEY, Sandbox};
use jiff::{Timestamp, ToSpan as _};

use super::{client, values, with_ann};

#[tokio::test]
async fn a_list_holds_everybody_the_inactive_and_the_future_too() {
    let (sandbox, client, id) = with_ann().await;
    let people = client.people().await.unwrap();
    assert_eq!(people.len(), sandbox.employees().len());
    let found = people.iter().find(|person| person.id == id).unwrap();
    assert_eq!(found.text("homeEmail"), Some("ann@example.com"));
    assert_eq!(found.text("hireDate"), Some("2040-02-01"));
    assert_eq!(found.text("status"), Some("Inactive"));
}

#[tokio::test]
async fn pages_lead_forwards_and_backwards_through_everybody_once() {
    let (sandbox, client, _) = with_ann().await;
    let everybody: Vec<String> = sandbox
        .employees()
        .into_iter()
        .map(|employee| employee.id)
        .collect();
    let query = ListQuery::new().page_size(4);
    let mut seen = Vec::new();
    let mut page = client.list(&query).await.unwrap();
    let mut pages = 1;
    loop {
        seen.extend(page.people.iter().map(|person| person.id.to_string()));
        let Some(cursor) = page.next else { break };
        page = client.list(&query.clone().after(cursor)).await.unwrap();
        pages += 1;
    }
    assert_eq!(seen, everybody);
    assert_eq!(pages, everybody.len().div_ceil(4));
    assert_eq!(page.total, u64::try_from(everybody.len()).ok());
    let before = query.before(page.previous.unwrap());
    let back = client.list(&before).await.unwrap();
    assert_eq!(back.people.len(), 4);
}

#[tokio::test]
async fn filters_match_parts_and_an_unknown_one_is_refused() {
    let (_sandbox, client, id) = with_ann().await;
    let query = ListQuery::new().filter("lastName", "LE");
    let found = client.list(&query).await.unwrap().people;
    assert!(found.iter().any(|person| person.id == id));
    let query = query.filter("status", "active");
    let found = client.list(&query).await.unwrap().people;
    assert!(found.iter().all(|person| person.id != id), "she is to come");
    let error = client.list(&ListQuery::new().filter("aura", "red")).await;
    let error = error.unwrap_err();
    assert_eq!(error.refusal().map(|refusal| refusal.status), Some(422));
}

#[tokio::test]
async fn a_column_the_key_may_not_read_is_told_apart_from_an_empty_one() {
    let (sandbox, _, id) = with_ann().await;
    let people = client(&sandbox, LIMITED_KEY).people().await.unwrap();
    let ann = people.iter().find(|person| person.id == id).unwrap();
    assert_eq!(ann.text("homeEmail"), None);
    assert!(ann.restricted.contains("homeEmail"));
    assert!(!ann.restricted.contains("workEmail"));
}

#[tokio::test]
async fn changes_name_who_was_added_and_who_was_removed() {
    let (_sandbox, client, id) = with_ann().await;
    let since = Timestamp::now() - 1.hour();
    let added = client
        .changed_since(since, Some(ChangeKind::Inserted))
        .await;
    let added = added.unwrap();
    assert!(added.latest.is_some());
    let ann = added.changes.iter().find(|change| change.id == id).unwrap();
    assert_eq!(ann.kind, Some(ChangeKind::Inserted));
    assert!(ann.at.is_some());

    client.delete_employee(&id).await.unwrap();
    let all = client.changed_since(since, None).await.unwrap().changes;
    let ann = all.iter().find(|change| change.id == id).unwrap();
    assert_eq!(ann.kind, Some(ChangeKind::Deleted));
    let later = client
        .changed_since(Timestamp::now() + 1.hour(), None)
        .await;
    assert!(later.unwrap().changes.is_empty());
}

#[tokio::test]
async fn a_search_is_exact_and_finds_the_future_too() {
    let (sandbox, client, id) = with_ann().await;
    let joann = values(&[
        ("firstName", "Jo"),
        ("lastName", "Ann"),
        ("homeEmail", "joann@example.com"),
        ("customCandidateID", "cand_9"),
    ]);
    let joann = client.create_employee(&joann).await.unwrap();
    let by_mail = Matching::equals("homeEmail", "ann@example.com");
    let found = client.search(&["homeEmail"], &by_mail).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].id, id);
    assert_eq!(found[0].fields.text("homeEmail"), Some("ann@example.com"));

    let by_candidate = Matching::equals("customCandidateID", "cand_9");
    let found = client.search(&[], &by_candidate).await.unwrap();
    assert_eq!(found[0].id, joann);
    let both = Matching::any(&[("lastName", "Lee"), ("lastName", "Ann")]);
    assert_eq!(client.search(&[], &both).await.unwrap().len(), 2);
    let none = Matching::all(&[("lastName", "Lee"), ("firstName", "Jo")]);
    assert!(client.search(&[], &none).await.unwrap().is_empty());
    assert!(
        sandbox
            .requests()
            .iter()
            .all(|request| !request.path.contains("example.com"))
    );
}

#[tokio::test]
async fn a_search_over_more_than_one_page_finds_everybody() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    for number in 0..101 {
        let name = format!("Twin{number}");
        let twin = values(&[("firstName", &name), ("lastName", "Castor")]);
        client.create_employee(&twin).await.unwrap();
    }
    let castors = Matching::equals("lastName", "Castor");
    assert_eq!(client.search(&[], &castors).await.unwrap().len(), 101);
}

#[tokio::test]
async fn what_a_key_may_not_read_it_may_not_search() {
    let (sandbox, _, _) = with_ann().await;
    let by_mail = Matching::equals("homeEmail", "ann@example.com");
    let error = client(&sandbox, LIMITED_KEY).search(&[], &by_mail).await;
    let error = error.unwrap_err();
    assert_eq!(error.refusal().map(|refusal| refusal.status), Some(403));
}

#[tokio::test]
async fn a_value_that_would_change_the_search_is_not_sent() {
    let (sandbox, client, _) = with_ann().await;
    let before = sandbox.requests().len();
    let error = client
        .search(&[], &Matching::equals("lastName", "O'Farrell"))
        .await;
    assert!(matches!(error, Err(Error::Invalid(_))));
    assert_eq!(sandbox.requests().len(), before);
}

#[tokio::test]
async fn a_list_that_leads_in_a_circle_is_not_taken_for_everybody() {
    let (sandbox, client, _) = with_ann().await;
    let page = r#"{"data":[],"meta":{"page":{"nextCursor":"abc"}}}"#;
    let circle = Fault::on("GET", "/employees").answer(200).body(page);
    sandbox.add_fault(circle.times(5));
    let error = client.people().await.unwrap_err();
    assert!(matches!(error, Error::Undecodable { .. }), "{error:?}");
    assert_eq!(sandbox.requests().len(), 3);
}

#[test]
fn what_is_searched_for_is_in_no_debug_output() {
    let matching = Matching::equals("homeEmail", "ann@example.com");
    let query = ListQuery::new().filter("homeEmail", "ann@example.com");
    let text = format!("{matching:?} {query:?}");
    assert!(
        text.contains("homeEmail") && !text.contains("ann@"),
        "{text}"
    );
}
