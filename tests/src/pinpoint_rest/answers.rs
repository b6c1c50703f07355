//! What the double answers.

use serde_json::{Value, json};

use super::wire::{Reply, Request};
use super::{Hire, PINPOINT_KEY, State, WrittenComment};

/// The interface, and the addresses of files, which lead to the storage.
pub(super) fn of_the_interface(state: &mut State, request: &Request) -> Reply {
    if let Some(blob) = request.path.strip_prefix("/rails/active_storage/blobs/") {
        return Reply {
            status: 302,
            headers: vec![(
                "location",
                format!("{}/{blob}?signed=canary", state.storage),
            )],
            body: Vec::new(),
        };
    }
    if request.key.as_deref() != Some(PINPOINT_KEY) || state.is_key_dead {
        return Reply::failure(401);
    }
    let Some(path) = request.path.strip_prefix("/api/v1/") else {
        return Reply::failure(404);
    };
    let kind = path.split('/').next().unwrap_or_default();
    let what = format!("{} {kind}", request.method);
    if state.forbidden.contains(&what) {
        return Reply::failure(403);
    }
    match (request.method.as_str(), path) {
        ("GET", "applications") => applications(state, request),
        ("GET", "candidates" | "jobs") => Reply::json(200, &json!({ "data": [] })),
        ("GET", "comments") => comments(state, request),
        ("POST", "comments") => comment(state, request),
        ("GET", path) => application(state, request, path),
        _ => Reply::failure(404),
    }
}

/// The second host. It has no business with the key.
pub(super) fn of_the_storage(state: &mut State, request: &Request) -> Reply {
    if request.key.is_some() {
        state.key_was_at_storage = true;
        return Reply::failure(400);
    }
    let id = request
        .path
        .split('/')
        .nth(1)
        .and_then(|id| id.parse().ok());
    let hire = state.hires.iter().find(|hire| Some(hire.id) == id);
    match hire.filter(|_| request.query("signed") == Some("canary")) {
        Some(hire) => Reply {
            status: 200,
            headers: vec![("content-type", "application/pdf".to_owned())],
            body: match (&hire.letter, request.path.ends_with("/letter.pdf")) {
                (Some(letter), true) => letter.clone(),
                _ => hire.cv.clone(),
            },
        },
        None => Reply::failure(404),
    }
}

fn application(state: &State, request: &Request, path: &str) -> Reply {
    let id = path
        .strip_prefix("applications/")
        .and_then(|id| id.parse().ok());
    let hire = state.hires.iter().find(|hire| Some(hire.id) == id);
    match hire {
        Some(hire) => Reply::json(200, &document(state, request, hire)),
        None => Reply::failure(404),
    }
}

/// A list of one, or of nobody.
fn of_uuid(state: &State, request: &Request, uuid: &str) -> Reply {
    let hire = state.hires.iter().find(|hire| hire.uuid() == uuid);
    let Some(hire) = hire else {
        return Reply::json(200, &json!({ "data": [] }));
    };
    let mut document = document(state, request, hire);
    if let Some(data) = document.get_mut("data") {
        *data = json!([data.take()]);
    }
    Reply::json(200, &document)
}

fn document(state: &State, request: &Request, hire: &Hire) -> Value {
    let include = request.query("include").unwrap_or_default();
    let mut document = hire.document(&state.own, include);
    if request.query("extra_fields[applications]") != Some("attachments")
        && let Some(attributes) = document.pointer_mut("/data/attributes")
        && let Some(attributes) = attributes.as_object_mut()
    {
        attributes.remove("attachments");
    }
    document
}

fn applications(state: &mut State, request: &Request) -> Reply {
    if let Some(uuid) = request.query("filter[uuid]") {
        return of_uuid(state, request, uuid);
    }
    let since = request.query("filter[updated_at][gt]").unwrap_or_default();
    let since = since.parse::<jiff::Timestamp>().unwrap_or_default();
    let stage = request.query("filter[stage_basic_type]");
    // Confidential and private ones are listed only when they are asked for.
    let visibility = request.query("filter[job_visibility]");
    let is_listed = |hire: &&Hire| match visibility {
        Some(visibility) => visibility.split(',').any(|one| one == hire.visibility),
        None => matches!(hire.visibility, "internal" | "external"),
    };
    let changed = |hire: &Hire| {
        hire.updated_at
            .parse::<jiff::Timestamp>()
            .unwrap_or_default()
    };
    let mut found: Vec<_> = state
        .hires
        .iter()
        .filter(|hire| stage.is_none_or(|stage| hire.stage == stage))
        .filter(is_listed)
        .filter(|hire| changed(hire) > since)
        .collect();
    found.sort_by_key(|hire| changed(hire));
    let (before, size) = page(request);
    let has_next = found.len() > before + size;
    let mut data: Vec<Value> = found
        .into_iter()
        .skip(before)
        .take(size)
        .filter_map(|hire| hire.document(&state.own, "").get("data").cloned())
        .collect();
    if state.is_list_odd {
        data.insert(0, json!("odd"));
    }
    // Not while somebody only looks whether the key may read.
    if has_next && stage.is_some() {
        for hire in std::mem::take(&mut state.after_a_page) {
            state.hires.retain(|known| known.id != hire.id);
            state.hires.push(hire);
        }
    }
    let next = has_next.then_some("https://acme.pinpointhq.com/next");
    Reply::json(200, &json!({ "data": data, "links": { "next": next } }))
}

/// How many come before the page that is asked for, and how many are on it.
fn page(request: &Request) -> (usize, usize) {
    let number = |name: &str, usual: usize| {
        let number = request.query(name).and_then(|number| number.parse().ok());
        number.unwrap_or(usual)
    };
    let (page, size) = (number("page[number]", 1), number("page[size]", 100));
    (size * page.saturating_sub(1), size)
}

fn comments(state: &State, request: &Request) -> Reply {
    // Documented are the filters, not how the kind is spelled: this double takes the plural only.
    let kind = request.query("filter[commentable_type]");
    if kind.is_some_and(|kind| kind != "applications") {
        return Reply::failure(400);
    }
    let about = request.query("filter[commentable_id]");
    let comments = state.comments.iter().enumerate();
    let data: Vec<Value> = comments
        .filter(|(_, comment)| about.is_none_or(|about| comment.application == about))
        .map(|(place, comment)| {
            json!({ "id": (place + 1).to_string(), "type": "comments",
                    "attributes": { "body_text": comment.text, "private_comment": false },
                    "relationships": { "commentable": { "meta": { "included": false } } } })
        })
        .collect();
    let (before, size) = page(request);
    let next = (data.len() > before + size).then_some("https://acme.pinpointhq.com/next");
    let data: Vec<Value> = data.into_iter().skip(before).take(size).collect();
    Reply::json(200, &json!({ "data": data, "links": { "next": next } }))
}

fn comment(state: &mut State, request: &Request) -> Reply {
    let text = request
        .body
        .pointer("/data/attributes/body_text")
        .and_then(Value::as_str);
    let about = request.body.pointer("/data/relationships/commentable/data");
    let kind = about
        .and_then(|about| about.get("type"))
        .and_then(Value::as_str);
    let id = about
        .and_then(|about| about.get("id"))
        .and_then(Value::as_str);
    let (Some(text), Some("applications"), Some(id)) = (text, kind, id) else {
        return Reply::failure(422);
    };
    state.comments.push(WrittenComment {
        application: id.to_owned(),
        text: text.to_owned(),
    });
    let id = state.comments.len().to_string();
    Reply::json(
        201,
        &json!({ "data": { "id": id, "type": "comments", "attributes": { "body_text": text } } }),
    )
}
