//! One request on the wire and what came back, sorted by whether BambooHR can have acted.

use outside::{how_it_was_lost, leads_inside};
use reqwest::RequestBuilder;

use crate::answer::failure::{self, Asked};
use crate::answer::{Answer, Flaw};
use crate::error::Error;

/// Sends the request and reads at most `longest` bytes of the answer.
pub(super) async fn exchange(
    request: RequestBuilder,
    longest: usize,
    asked: Asked,
) -> Result<Answer, Error> {
    let mut response = request.send().await.map_err(sending_failed)?;
    let mut answer = Answer {
        status: response.status(),
        headers: response.headers().clone(),
        body: Vec::new(),
        flaw: None,
    };
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if answer.body.len().saturating_add(chunk.len()) <= longest => {
                answer.body.extend_from_slice(&chunk);
            }
            Ok(None) => break,
            // The head is known, whatever becomes of the body: a refusal stays a refusal, and a new
            // employee's id may be in the Location.
            Ok(Some(_)) => {
                answer.flaw = Some(Flaw::TooLarge);
                break;
            }
            Err(error) => {
                answer.flaw = Some(Flaw::Lost(how_it_was_lost(&error)));
                break;
            }
        }
    }
    if answer.status.is_success() {
        Ok(answer)
    } else {
        let Answer {
            status,
            headers,
            body,
            ..
        } = &answer;
        Err(failure::failure(asked, *status, headers, body))
    }
}

/// What lies beneath an error, such as a name that does not resolve. URLs were taken out before.
pub(super) fn cause(error: &Error) -> String {
    let mut causes = Vec::new();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    causes.join(": ")
}

/// A failed `send`: connecting comes before the first byte, everything else may come after it.
fn sending_failed(error: reqwest::Error) -> Error {
    if let Some(inside) = leads_inside(&error) {
        Error::LeadsInside(inside)
    } else if error.is_connect() {
        Error::NotDelivered(error.without_url())
    } else if error.is_builder() {
        Error::Invalid("the request could not be built")
    } else {
        Error::Lost(how_it_was_lost(&error))
    }
}
