//! The list of employees: always JSON, with links that are always on the company's own host, whatever
//! host was called. Clients must take the cursor out of a link and not follow it.

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::answer;
use crate::company::{COMPANY, Caller, ListRefusal};
use crate::state::SandboxState;

pub(super) async fn list(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, ListRefusal> {
    let page = state.company().list(&caller, &query, state.moment())?;
    let link_to = |name: &str, cursor: &Option<String>| {
        cursor.as_ref().map(|cursor| {
            let mut query: Vec<_> = query
                .iter()
                .filter(|(name, _)| !is_cursor(name))
                .cloned()
                .collect();
            query.push((name.to_owned(), cursor.clone()));
            link(&query)
        })
    };
    Ok(answer::json_answer(&json!({
        "data": page.rows,
        "meta": {
            "total": page.total,
            "page": {
                "limit": page.limit, "nextCursor": page.next_cursor, "prevCursor": page.previous_cursor,
            },
        },
        "_links": {
            "self": link(&query),
            "next": link_to("page[after]", &page.next_cursor),
            "prev": link_to("page[before]", &page.previous_cursor),
        },
    })))
}

fn is_cursor(name: &str) -> bool {
    matches!(name, "page[after]" | "page[before]")
}

fn link(query: &[(String, String)]) -> Value {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = query
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    let mark = if pairs.is_empty() { "" } else { "?" };
    json!({"href": format!("https://{COMPANY}.bamboohr.com/api/v1/employees{mark}{}", pairs.join("&"))})
}
