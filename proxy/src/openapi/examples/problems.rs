//! What is answered when something is not done: a problem of each usual status, as the program itself makes it.

use handoff::interface::Problem;
use serde_json::{Map, Value, json};

use super::{Example, SEND};
use crate::problem::ApiError;
use crate::{embedding, forms, request, routes, uploads};

impl Example for Problem {
    fn example() -> Self {
        let problems = handoff::interface::SendCheck::example().problems;
        of_a_request(ApiError::invalid(problems))
    }
}

/// By the name of each problem, for people who read the description.
pub(crate) fn problems() -> Map<String, Value> {
    let all = [
        request::malformed(),
        embedding::ended(),
        ApiError::for_recruiters(),
        ApiError::not_found(),
        routes::already_sent(SEND),
        request::too_large(),
        uploads::too_many(),
        forms::unavailable("BambooHR does not answer at the moment.".to_owned()),
        request::too_slow(),
    ];
    let others = all.into_iter().map(of_a_request);
    let named = std::iter::once(Problem::example()).chain(others);
    named
        .map(|problem| {
            let name = problem.kind.trim_start_matches("/problems/").to_owned();
            let summary = format!("{} {}", problem.status, problem.title);
            (name, json!({ "summary": summary, "value": problem }))
        })
        .collect()
}

fn of_a_request(error: ApiError) -> Problem {
    Problem {
        request_id: SEND.to_owned(),
        ..error.into_problem()
    }
}
