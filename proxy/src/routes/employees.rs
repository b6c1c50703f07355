//! `/api/employees/search`: whom a hire can report to. A POST, because names do not belong in addresses.

use axum::Json;
use axum::extract::State;
use handoff::interface::{ColleagueSearch, ColleaguesFound};

use crate::access::Access::SendingOrFramed;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::connection::why_unavailable;
use crate::forms::{connected, unavailable};
use crate::problem::ApiError;
use crate::request::JsonBody;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(
            SendingOrFramed,
            "/employees/search",
            "Whom a hire can report to",
            search,
        )
        .patient()
}

async fn search(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(search): JsonBody<ColleagueSearch>,
) -> Result<Json<ColleaguesFound>, ApiError> {
    let bamboohr = connected(&app, &who).await?;
    let found = bamboohr.colleagues(&search.text).await;
    found
        .map(Json)
        .map_err(|error| unavailable(why_unavailable(&error)))
}
