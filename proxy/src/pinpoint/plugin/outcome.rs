//! What became of a send, in Pinpoint's words. Whoever reads it decides what to do next, so it says whether anybody was
//! created, and where to decide.

use ::pinpoint::plugin::{Dialect, FieldError, SubmitResult};
use handoff::interface::{SendKind, SendProblem, SendState, SendView, StepProgress};
use handoff::{FieldProblem, Form, Outcome};

/// More differences than this are read on the page.
const MOST_DIFFERENCES: usize = 5;

/// The answer to a submit whose send stands so. `page` is where it is shown, `left_out` what did not go along.
pub(super) fn of(
    dialect: &Dialect,
    view: &SendView,
    page: &str,
    left_out: &[String],
) -> SubmitResult {
    // Somebody who was there before, and of whom a person said that it is this one, exists as well.
    if view.state.employee_exists() || view.employee.is_some() {
        return success(dialect, view, page, left_out);
    }
    let name = &view.name;
    let problem = view.problem.as_ref();
    let words = problem.map(words).unwrap_or_default();
    let toast = match view.state {
        SendState::TwinFound => format!(
            "Not sent yet: somebody in BambooHR may be {name} already. Decide who it is, then press again: {page}"
        ),
        SendState::NeedsPerson => format!(
            "It is not known whether {name} was added to BambooHR: the answer was lost. Do not add anybody by hand. Look there and \
             decide: {page}"
        ),
        SendState::Unknown | SendState::InFlight => format!(
            "It is not known yet whether {name} was added to BambooHR. It is being found out, and nothing is sent a second time. \
             Press again in a minute, or look: {page}"
        ),
        SendState::Intent => format!(
            "Accepted, and not sent yet. {words} It goes on by itself; press again later to see how it went, or look: {page}"
        ),
        SendState::Refused | SendState::NotSent | SendState::Released => {
            format!("Not sent: nobody was added to BambooHR. {words}")
        }
        // Above.
        SendState::Created | SendState::Incomplete | SendState::Done => words,
    };
    let errors = problem.filter(|_| view.state.allows_another());
    let errors = errors.and_then(|problem| {
        Some(FieldError {
            key: problem.field.as_ref()?.as_str().to_owned(),
            error: self::words(problem),
        })
    });
    SubmitResult::failure(dialect, tidy(&toast), errors.into_iter().collect())
}

/// The answer when entries need correction. What is wrong with a field that is not shown stands in the toast.
pub(super) fn invalid(dialect: &Dialect, form: &Form, problems: Vec<FieldProblem>) -> SubmitResult {
    let (shown, others): (Vec<_>, Vec<_>) = problems
        .into_iter()
        .partition(|problem| form.field(&problem.field).is_some());
    let count = match shown.len() {
        0 => String::new(),
        1 => "One field needs attention.".to_owned(),
        many => format!("{many} fields need attention."),
    };
    let others: Vec<String> = others.into_iter().map(|problem| problem.message).collect();
    let toast = format!(
        "Not sent: nobody was added to BambooHR. {count} {}",
        others.join(" ")
    );
    let errors = shown.into_iter().map(|problem| FieldError {
        key: problem.field.as_str().to_owned(),
        error: problem.message,
    });
    SubmitResult::failure(dialect, tidy(&toast), errors.collect())
}

fn success(dialect: &Dialect, view: &SendView, page: &str, left_out: &[String]) -> SubmitResult {
    let employee = view.employee.as_ref();
    let (id, url) = employee.map_or(("", ""), |employee| (&employee.id, &employee.url));
    let is_added = view.state.employee_exists() && view.kind == SendKind::Create;
    let came = if is_added { "was added to" } else { "is in" };
    let mut lines = vec![format!("{} {came} BambooHR as employee {id}.", view.name)];
    lines.extend(Some(url).filter(|url| !url.is_empty()).map(str::to_owned));
    match view.state {
        SendState::Created => lines.push(format!("Some of it is still being stored: {page}")),
        SendState::Incomplete => {
            let failed = view
                .steps
                .iter()
                .filter(|step| step.progress == StepProgress::Failed);
            let failed: Vec<&str> = failed.map(|step| step.label.as_str()).collect();
            lines.push(format!(
                "Not done: {}. Decide what to do: {page}",
                failed.join(", ")
            ));
        }
        _ => {}
    }
    lines.extend(differences(view, page));
    lines.extend(left_out.iter().cloned());
    SubmitResult::success(dialect, lines.join("\n"), (id, url))
}

fn differences(view: &SendView, page: &str) -> Option<String> {
    let lines = view.receipt.iter().flat_map(|receipt| &receipt.lines);
    let differing: Vec<&str> = lines
        .filter(|line| matches!(line.outcome, Outcome::Differs { .. }))
        .map(|line| line.label.as_str())
        .collect();
    let named: Vec<&str> = differing.iter().copied().take(MOST_DIFFERENCES).collect();
    (!named.is_empty()).then(|| {
        let named = named.join(", ");
        format!("BambooHR stored something else than was sent in: {named}. See {page}")
    })
}

fn words(problem: &SendProblem) -> String {
    let upstream = problem.upstream_message.as_deref();
    let upstream = upstream.map(|message| format!(" BambooHR says: {message}"));
    format!(
        "{} {}{}",
        problem.title,
        problem.advice,
        upstream.unwrap_or_default()
    )
}

/// Without the spaces around what was left out.
fn tidy(text: &str) -> String {
    text.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests;
