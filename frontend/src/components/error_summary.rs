//! All problems of a form at its top, each a link to its field.
//!
//! It appears with the first problem and is read out (`role="alert"`). It takes the focus from the form, by its
//! id, after a press that sent nothing. A link moves the focus to its input and scrolls no further than needed;
//! a problem without an input here is plain text. There is one summary on a page.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::browser::focus;
use crate::tasks::drawn;

/// DOM id of the summary, for moving focus to it.
pub const ERROR_SUMMARY: &str = "error-summary";

/// One line: the id of the input it is about (none when the form lacks it) and the sentence.
pub type SummaryLine = (Option<String>, String);

/// The summary; nothing when there are no problems.
#[component]
pub fn ErrorSummary(
    /// The problems in the order of the form.
    #[prop(into)]
    lines: Signal<Vec<SummaryLine>>,
) -> impl IntoView {
    drawn(move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="error-summary" id=ERROR_SUMMARY role="alert" tabindex="-1">
                    <h2 class="error-summary__title">"There is a problem"</h2>
                    <ul class="error-summary__list">{lines.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    })
}

fn line((input, message): SummaryLine) -> impl IntoView {
    let Some(input) = input else {
        return view! { <li>{message}</li> }.into_any();
    };
    let href = format!("#{input}");
    // The link's own jump would put the input at the very top, without its label.
    let go = move |event: MouseEvent| {
        event.prevent_default();
        focus(&input);
    };
    view! {
        <li>
            <a href=href rel="external" on:click=go>
                {message}
            </a>
        </li>
    }
    .into_any()
}
