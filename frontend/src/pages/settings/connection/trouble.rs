//! What led nowhere, beside what was pressed: what happened, whether anything changed, what to do.

use leptos::prelude::*;

use super::shown::stored_in_words;
use super::state::{Connecting, Doing};
use crate::api::ApiError;
use crate::components::banner::Banner;
use crate::components::error_notice::{ErrorNotice, failed_press};
use crate::tasks::drawn;
use crate::words::Tone;

/// The trouble with any of these.
#[component]
pub(super) fn Troubles(state: Connecting, of: &'static [Doing]) -> impl IntoView {
    drawn(move || {
        let (doing, error) = state.trouble.get()?;
        of.contains(&doing).then(|| notice(state, doing, error))
    })
}

fn notice(state: Connecting, doing: Doing, error: ApiError) -> AnyView {
    if error.is("changed-meanwhile") {
        let now = state.view.with_untracked(stored_in_words);
        return view! {
            <div role="alert">
                <Banner tone=Tone::Warning title="Somebody else changed the connection meanwhile".to_owned()>
                    <p>{now}</p>
                    <p>{out_of_date(doing)}</p>
                </Banner>
            </div>
        }
        .into_any();
    }
    if error.is("not-ready") {
        return view! { <ErrorNotice error=error meaning=NOT_READY /> }.into_any();
    }
    failed_press(error, not_known(doing))
}

const NOT_READY: &str = "BambooHR stays disabled. What stops it stands first in the checks below, with what to do about it.";

fn out_of_date(doing: Doing) -> &'static str {
    match doing {
        Doing::Saving => {
            "Nothing of yours was saved. What you typed is still here: save again to replace what is stored."
        }
        _ => "Nothing was done. Look at it, and press again if you still want to.",
    }
}

/// The words for an answer that leaves open what became of the request.
fn not_known(doing: Doing) -> &'static str {
    match doing {
        Doing::Saving => {
            "We do not know whether it was saved. What you typed is still here: save again, that is safe."
        }
        Doing::Testing => {
            "We do not know whether the test person was added. Look in BambooHR for somebody whose name says “Test”."
        }
        Doing::Checking => "Nothing was changed.",
        Doing::Enabling | Doing::Disabling | Doing::Removing => {
            "We do not know whether it was done. The page shows what we heard last: reload it to be certain."
        }
    }
}
