//! `/api/places/states`: the states of a country, for a form in which somebody chooses another one.

use axum::Json;
use axum::extract::State;
use handoff::interface::StatesWanted;
use handoff::{Choice, FieldKind};

use crate::access::Access::SendingOrFramed;
use crate::access::Routes;
use crate::account::SignedIn;
use crate::app::App;
use crate::company::CompanyNow;
use crate::forms::connected;
use crate::problem::ApiError;
use crate::request::JsonBody;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post(
            SendingOrFramed,
            "/places/states",
            "The states of a country",
            states,
        )
        .patient()
}

async fn states(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(wanted): JsonBody<StatesWanted>,
) -> Result<Json<Vec<Choice>>, ApiError> {
    let bamboohr = connected(&app, &who).await?;
    let company = CompanyNow::at(app.ledger(), &who.account, &bamboohr).await?;
    let company = company.with_states_of([wanted.country.as_str()]).await;
    let is_country = |choice: &&Choice| {
        let within = choice.within.as_deref();
        within.is_some_and(|within| company.is_country(within, &wanted.country))
    };
    let fields = &company.catalogue.fields;
    let states = fields.iter().find(|field| field.kind == FieldKind::State);
    let states = states.map(|field| field.choices.iter().filter(is_country).cloned().collect());
    Ok(Json(states.unwrap_or_default()))
}
