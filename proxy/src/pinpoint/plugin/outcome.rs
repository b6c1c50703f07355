//! What became of a send, in Pinpoint's words. Whoever reads it decides what to do next, so it says whether anybody was
//! created, and where to decide.

use ::pinpoint::plugin::{FieldError, SubmitResult};
use handoff::interface::{SendKind, SendProblem, SendState, SendView, StepProgress};
use handoff::{FieldProblem, Form, Outcome};

use super::settings::{PluginSettings, Words, filled};

/// More differences than this are read on the page.
const MOST_DIFFERENCES: usize = 5;

/// The answer to a submit whose send stands so. `page` is where it is shown, `left_out` what did not go along.
pub(super) fn of(
    settings: &PluginSettings,
    view: &SendView,
    page: &str,
    left_out: &[String],
) -> SubmitResult {
    // Somebody who was there before, and of whom a person said that it is this one, exists as well.
    if view.state.employee_exists() || view.employee.is_some() {
        return success(settings, view, page, left_out);
    }
    let problem = view.problem.as_ref();
    let why = problem.map(|problem| words(settings, problem));
    let why = why.unwrap_or_default();
    let own = &settings.words;
    let said: &str = match view.state {
        SendState::TwinFound => &own.twin_found,
        SendState::NeedsPerson => &own.needs_person,
        SendState::Unknown | SendState::InFlight => &own.not_known_yet,
        SendState::Intent => &own.accepted,
        SendState::Refused | SendState::NotSent | SendState::Released => &own.not_sent,
        // Above.
        SendState::Created | SendState::Incomplete | SendState::Done => "{why}",
    };
    let values = [("name", view.name.as_str()), ("page", page), ("why", &why)];
    let toast = filled(said, &values);
    let errors = problem.filter(|_| view.state.allows_another());
    let errors = errors.and_then(|problem| {
        Some(FieldError {
            key: problem.field.as_ref()?.as_str().to_owned(),
            error: words(settings, problem),
        })
    });
    let errors = errors.into_iter().collect();
    SubmitResult::failure(&settings.dialect, tidy(&toast), errors)
}

/// The answer when entries need correction. What is wrong with a field that is not shown stands in the toast.
pub(super) fn invalid(
    settings: &PluginSettings,
    form: &Form,
    problems: Vec<FieldProblem>,
) -> SubmitResult {
    let (shown, others): (Vec<_>, Vec<_>) = problems
        .into_iter()
        .partition(|problem| form.field(&problem.field).is_some());
    let own = &settings.words;
    let mut why = match shown.len() {
        0 => String::new(),
        1 => own.one_field.clone(),
        many => filled(&own.many_fields, &[("count", &many.to_string())]),
    };
    for problem in others {
        why = format!("{why} {}", problem.message);
    }
    let toast = filled(&own.not_sent, &[("why", &why)]);
    let errors = shown.into_iter().map(|problem| FieldError {
        key: problem.field.as_str().to_owned(),
        error: problem.message,
    });
    SubmitResult::failure(&settings.dialect, tidy(&toast), errors.collect())
}

fn success(
    settings: &PluginSettings,
    view: &SendView,
    page: &str,
    left_out: &[String],
) -> SubmitResult {
    let own = &settings.words;
    let employee = view.employee.as_ref();
    let (id, url) = employee.map_or(("", ""), |employee| (&employee.id, &employee.url));
    let is_added = view.state.employee_exists() && view.kind == SendKind::Create;
    let came = if is_added { &own.added } else { &own.is_there };
    let mut lines = vec![filled(came, &[("name", &view.name), ("id", id)])];
    lines.extend(Some(url).filter(|url| !url.is_empty()).map(str::to_owned));
    match view.state {
        SendState::Created => lines.push(filled(&own.still_storing, &[("page", page)])),
        SendState::Incomplete => {
            let failed = view
                .steps
                .iter()
                .filter(|step| step.progress == StepProgress::Failed);
            let failed: Vec<&str> = failed.map(|step| step.label.as_str()).collect();
            let steps = failed.join(", ");
            lines.push(filled(&own.not_done, &[("steps", &steps), ("page", page)]));
        }
        _ => {}
    }
    lines.extend(differences(own, view, page));
    lines.extend(left_out.iter().cloned());
    let record = (id, url, own.employee.as_str());
    SubmitResult::success(&settings.dialect, lines.join("\n"), record)
}

fn differences(own: &Words, view: &SendView, page: &str) -> Option<String> {
    let lines = view.receipt.iter().flat_map(|receipt| &receipt.lines);
    let differing: Vec<&str> = lines
        .filter(|line| matches!(line.outcome, Outcome::Differs { .. }))
        .map(|line| line.label.as_str())
        .collect();
    let named: Vec<&str> = differing.iter().copied().take(MOST_DIFFERENCES).collect();
    let fields = named.join(", ");
    let is_any = !named.is_empty();
    is_any.then(|| filled(&own.differs, &[("fields", &fields), ("page", page)]))
}

fn words(settings: &PluginSettings, problem: &SendProblem) -> String {
    let (title, advice) = settings.said(&problem.title, &problem.advice);
    let upstream = problem.upstream_message.as_deref();
    let upstream = upstream.map(|message| format!(" BambooHR says: {message}"));
    format!("{title} {advice}{}", upstream.unwrap_or_default())
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
