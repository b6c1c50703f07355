//! Comments, page by page: all of them, from Pinpoint and from nobody else.

use serde_json::{Value, json};

use super::*;

fn comment(id: usize) -> Value {
    json!({ "id": id, "type": "comments", "attributes": { "body_text": format!("Comment {id}") } })
}

/// A page of comments, and what is said of the next one.
fn page(ids: std::ops::Range<usize>, next: Option<&str>) -> Answer {
    let comments: Vec<Value> = ids.map(comment).collect();
    let page = json!({ "data": comments, "links": { "next": next } });
    Answer::json(200, &page.to_string())
}

/// The page that each request asked for.
fn asked(server: &Server) -> Vec<String> {
    let requests = server.requests().into_iter();
    let number = |request: String| {
        let line = request.lines().next().unwrap().to_owned();
        let (_, rest) = line.split_once("page%5Bnumber%5D=").unwrap();
        rest.split(['&', ' ']).next().unwrap().to_owned()
    };
    requests.map(number).collect()
}

#[tokio::test]
async fn the_next_page_is_asked_for_where_the_key_belongs_wherever_an_answer_says_that_it_is() {
    let elsewhere = Server::always(page(7..8, None)).await;
    let next = format!("{}/api/v1/comments?page[number]=9", elsewhere.url());
    let server = Server::answering(move |number| match number {
        0 => page(0..1, Some(&next)),
        _ => page(1..2, None),
    })
    .await;
    let comments = client(&server, &[]).comments(&id()).await.unwrap();
    let said: Vec<_> = comments.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(said, ["Comment 0", "Comment 1"]);
    assert_eq!(asked(&server), ["1", "2"]);
    assert!(elsewhere.requests().is_empty(), "the key would be there");
}

#[tokio::test]
async fn a_full_page_has_one_after_it_although_no_answer_says_so() {
    let server = Server::answering(|number| match number {
        0 => page(0..100, None),
        _ => page(100..101, None),
    })
    .await;
    let comments = client(&server, &[]).comments(&id()).await.unwrap();
    assert_eq!((comments.len(), asked(&server).len()), (101, 2));
}

#[tokio::test]
async fn pages_without_end_end_and_nobody_takes_them_for_all_there_are() {
    let next = "https://acme.pinpointhq.com/next";
    let server = Server::answering(|number| page(number..number + 1, Some(next))).await;
    let error = client(&server, &[]).comments(&id()).await.unwrap_err();
    assert!(matches!(error, Error::Undecodable { .. }), "{error}");
    assert_eq!(asked(&server).len(), 20);
    // Always the same page: there is nothing else to see.
    let server = Server::answering(|_| page(0..2, Some(next))).await;
    let comments = client(&server, &[]).comments(&id()).await.unwrap();
    assert_eq!(asked(&server), ["1", "2"]);
    assert!(comments.iter().any(|one| one.text == "Comment 1"));
}
