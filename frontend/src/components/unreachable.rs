//! That the server does not answer, above what was last known. It is in the page from the start (`role="status"`),
//! because a live region must be there before it speaks. It goes as soon as the server answers again.

use leptos::prelude::*;

use super::banner::Banner;
use crate::tasks::drawn;
use crate::words::Tone;

/// The message, while the server is out of reach.
#[component]
pub fn Unreachable(
    /// Whether it is.
    #[prop(into)]
    is_out_of_reach: Signal<bool>,
    /// What is not known because of it.
    words: &'static str,
) -> impl IntoView {
    view! {
        <div role="status">
            {drawn(move || {
                is_out_of_reach
                    .get()
                    .then(|| {
                        view! {
                            <Banner tone=Tone::Warning>
                                <p>{words}</p>
                            </Banner>
                        }
                    })
            })}
        </div>
    }
}
