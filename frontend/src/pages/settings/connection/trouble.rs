//! What led nowhere, beside what was pressed: what happened, whether anything changed, what to do.

use leptos::prelude::*;

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
        of.contains(&doing).then(|| notice(doing, error))
    })
}

fn notice(doing: Doing, error: ApiError) -> AnyView {
    if error.is_out_of_date() {
        return view! {
            <div role="alert">
                <Banner tone=Tone::Warning title="Somebody else changed the connection meanwhile".to_owned()>
                    <p>{out_of_date(doing)}</p>
                </Banner>
            </div>
        }
        .into_any();
    }
    match doing {
        Doing::Enabling => view! { <ErrorNotice error=error meaning=STAYS_DISABLED /> }.into_any(),
        _ => failed_press(error, not_known(doing)),
    }
}

const STAYS_DISABLED: &str = "The switch shows how it stands now. What stops BambooHR, if the checks found it, is listed below.";

fn out_of_date(doing: Doing) -> &'static str {
    match doing {
        Doing::Saving => {
            "Nothing was saved. What you typed is still here, and this page now shows what is stored: save again to replace it."
        }
        _ => {
            "Nothing was done. This page now shows how it is: look at it, and press again if you still want to."
        }
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
            "We do not know whether it was done. Reload the page to see how it is."
        }
    }
}
