//! A send whose employee exists, while a step failed for good: try it again, or go on without it.

use handoff::CandidateId;
use handoff::interface::{Decision, SendView};
use leptos::prelude::*;

use super::super::BackToProfile;
use super::follow::Following;
use super::parts::{Refusal, deciding, employee_line, problem_banner};
use crate::components::banner::Banner;
use crate::components::button::{Button, Weight};
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::page_heading::PageHeading;
use crate::components::receipt_table::ReceiptTable;
use crate::components::steps::Steps;
use crate::words::Tone;

/// The employee, the steps with why they failed, and the two ways on.
#[component]
pub(super) fn Incomplete(
    candidate: CandidateId,
    view: SendView,
    following: Following,
) -> impl IntoView {
    let SendView {
        name,
        steps,
        employee,
        problem,
        receipt,
        ..
    } = view;
    let retry = Callback::new(move |()| following.decide(Decision::RetrySteps, None));
    let skip = Callback::new(move |()| following.decide(Decision::SkipSteps, None));
    view! {
        <BackToProfile candidate=candidate name=name.clone() />
        <PageHeading text=format!("{name} is in BambooHR, but not everything arrived") />
        {employee.map(employee_line)}
        {match problem {
            Some(problem) => problem_banner(Tone::Warning, problem),
            None => view! {
                <Banner tone=Tone::Warning title="The employee exists. Nothing is running now.">
                    <p>"See below what failed and why. What has arrived stays, and is not sent again."</p>
                </Banner>
            }
            .into_any(),
        }}
        <Refusal following=following />
        <div class="card">
            <Steps steps=Signal::stored(steps) />
        </div>
        {receipt
            .map(|receipt| {
                view! {
                    <section class="card" aria-labelledby="receipt-title">
                        <h2 class="card__title" id="receipt-title">
                            "Receipt"
                        </h2>
                        <ReceiptTable receipt=receipt />
                    </section>
                }
            })}
        <div class="actions">
            <Button weight=Weight::Primary busy=following.is_deciding on_press=retry>
                "Try the failed steps again"
            </Button>
            <ConfirmDialog
                id="skip-steps"
                opener="Go on without them"
                title="Go on without the failed steps?".to_owned()
                text="What they would have stored is then missing in BambooHR, unless somebody adds it there.".to_owned()
                confirm="Go on without them"
                busy=following.is_deciding
                on_confirm=skip
            />
            {deciding(following)}
        </div>
    }
}
