//! What the application says: problems, banners, failures, emptiness.

use handoff::interface::Problem;
use leptos::prelude::*;

use super::questions::nothing;
use super::{Example, Group};
use crate::api::ApiError;
use crate::components::banner::Banner;
use crate::components::button::{Button, Weight};
use crate::components::empty_state::EmptyState;
use crate::components::error_notice::ErrorNotice;
use crate::components::error_summary::ErrorSummary;
use crate::components::icon::Icon;
use crate::words::Tone;

#[component]
pub(super) fn Messages() -> impl IntoView {
    let lines = vec![
        (
            Some("field-problem-input".to_owned()),
            "Enter an e-mail address with an @".to_owned(),
        ),
        (
            Some("date-input-problem-input".to_owned()),
            "Enter the birth date".to_owned(),
        ),
        (
            None,
            "BambooHR also wants a field that this form lacks".to_owned(),
        ),
    ];
    view! {
        <Group title="Messages">
            <Example id="error-summary-lines" title="Error summary">
                <ErrorSummary lines=Signal::stored(lines) />
            </Example>
            <Example id="banner-good" title="Banner, good">
                <Banner tone=Tone::Good title="The key works".to_owned()>
                    <p>"BambooHR answered as acme."</p>
                </Banner>
            </Example>
            <Example id="banner-busy" title="Banner, busy">
                <Banner tone=Tone::Busy title="Looking for the person…".to_owned()>
                    <p>"The answer was lost. This takes up to a minute."</p>
                </Banner>
            </Example>
            <Example id="banner-warning" title="Banner, warning">
                <Banner tone=Tone::Warning title="Two answers are needed".to_owned()>
                    <p>"BambooHR has made “Home e-mail” required since you began."</p>
                </Banner>
            </Example>
            <Example id="banner-bad" title="Banner, bad">
                <Banner tone=Tone::Bad title="Nobody was created".to_owned()>
                    <p>"BambooHR refused the key."</p>
                </Banner>
            </Example>
            <Example id="banner-plain" title="Banner, plain and without a title">
                <Banner tone=Tone::Plain>
                    <p>"Only an admin can change this."</p>
                </Banner>
            </Example>
            <Example id="error-notice" title="Error notice">
                <ErrorNotice error=ApiError::Network />
            </Example>
            <Example id="error-notice-again" title="Error notice with a reference and another try">
                <ErrorNotice error=problem() meaning="Nothing was sent." again=nothing() />
            </Example>
            <Example id="empty-state" title="Empty state" wide=true>
                <EmptyState
                    title="No candidates match your search"
                    advice="Names, job titles and e-mail addresses are searched."
                    icon=Icon::Search
                >
                    <Button weight=Weight::Secondary on_press=nothing()>
                        "Clear the search"
                    </Button>
                </EmptyState>
            </Example>
            <Example id="empty-state-plain" title="Empty state without a button" wide=true>
                <EmptyState
                    title="No candidates yet"
                    advice="They appear here as they apply."
                    icon=Icon::People
                />
            </Example>
        </Group>
    }
}

fn problem() -> ApiError {
    ApiError::Problem(Box::new(Problem {
        kind: "/problems/bamboohr-unavailable".to_owned(),
        title: "BambooHR is not available".to_owned(),
        status: 503,
        detail: "Try again in a few minutes.".to_owned(),
        request_id: "0192f3c4-0000-7000-8000-000000000001".to_owned(),
        ..Problem::default()
    }))
}
