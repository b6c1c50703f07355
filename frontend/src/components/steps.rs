//! The steps of a send with their state in words, and a spoken line whenever one changes.
//!
//! An ordered list; the step under way has `aria-current="step"`. The line (`role="status"`) says only what
//! changed. The marks are hidden from screen readers; nothing takes focus, nothing is reported.

use handoff::interface::{SendProblem, StepProgress, StepView};
use leptos::prelude::*;

use super::icon::{Drawing, Icon};
use crate::tasks::drawn;
use crate::words::step_progress;

/// The steps in order.
#[component]
pub fn Steps(
    /// The steps; they change while the send goes on.
    #[prop(into)]
    steps: Signal<Vec<StepView>>,
) -> impl IntoView {
    let news = Memo::new_with_compare(
        move |before: Option<&(Vec<StepView>, String)>| {
            let now = steps.get();
            let words = before
                .map(|(before, _)| changes(before, &now))
                .unwrap_or_default();
            (now, words)
        },
        |one, other| one != other,
    );
    view! {
        <ol class="steps">
            {drawn(move || steps.get().into_iter().map(step).collect_view())}
        </ol>
        <p class="visually-hidden" role="status">
            {drawn(move || news.with(|news| news.1.clone()))}
        </p>
    }
}

fn step(step: StepView) -> impl IntoView {
    let (class, icon) = match step.progress {
        StepProgress::Waiting => ("step step--waiting", None),
        StepProgress::Running => ("step step--running", None),
        StepProgress::Done => ("step step--done", Some(Icon::Tick)),
        StepProgress::Failed => ("step step--failed", Some(Icon::Cross)),
        StepProgress::Skipped => ("step step--skipped", None),
        StepProgress::NeedsPerson => ("step step--person", Some(Icon::Alert)),
    };
    view! {
        <li class=class aria-current=(step.progress == StepProgress::Running).then_some("step")>
            <span class="step__mark" aria-hidden="true">
                {icon.map(|icon| view! { <Drawing icon=icon /> })}
            </span>
            <div class="step__label">
                {step.label}
                {step.problem.map(|problem| problem_in_words(problem).into_any())}
            </div>
            <span class="step__progress">{step_progress(step.progress)}</span>
        </li>
    }
}

/// Why it failed and what to do, or what it waits for.
fn problem_in_words(problem: SendProblem) -> impl IntoView {
    let said = problem.upstream_message;
    view! {
        <p class="step__problem">{format!("{} {}", problem.title, problem.advice)}</p>
        {said.map(|message| view! { <p class="step__problem">"BambooHR said: " <q>{message}</q></p> })}
    }
}

/// What is different, as one line to be read out.
fn changes(before: &[StepView], now: &[StepView]) -> String {
    let changed = now
        .iter()
        .filter(|step| !before.contains(step) && step.progress != StepProgress::Waiting);
    changed
        .map(|step| format!("{}: {}.", step.label, step_progress(step.progress)))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(label: &str, progress: StepProgress) -> StepView {
        StepView {
            label: label.to_owned(),
            progress,
            problem: None,
        }
    }

    #[test]
    fn only_steps_that_changed_are_read_out() {
        let before = [
            step("Create", StepProgress::Running),
            step("Compare", StepProgress::Waiting),
        ];
        let now = [
            step("Create", StepProgress::Done),
            step("Compare", StepProgress::Running),
        ];
        assert_eq!(
            changes(&before, &now),
            "Create: Done. Compare: In progress."
        );
        assert_eq!(changes(&now, &now), "");
        assert_eq!(changes(&[], &before), "Create: In progress.");
    }
}
