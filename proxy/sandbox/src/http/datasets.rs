//! The dataset of people, in version 2 of the API. Errors are problem documents.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Map, json};

use super::answer;
use crate::company::{COMPANY, Caller, Problem};
use crate::state::SandboxState;

/// A link to the page before or after is left out where there is none.
pub(super) async fn rows(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path(dataset): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let moment = state.moment();
    let page = state.company().dataset(&caller, &dataset, &body, moment)?;
    let mut links = Map::new();
    let link = |page: u64| {
        json!(format!(
            "https://{COMPANY}.bamboohr.com/api/v2/datasets/{dataset}/data?page={page}"
        ))
    };
    if page.page > 1 {
        links.insert("prev".to_owned(), link(page.page - 1));
    }
    if page.page < page.pages() {
        links.insert("next".to_owned(), link(page.page + 1));
    }
    Ok(answer::json_answer(&json!({
        "data": page.rows,
        "links": links,
        "meta": {
            "page": page.page, "pageSize": page.page_size, "totalPages": page.pages(), "totalItems": page.total,
        },
    })))
}
