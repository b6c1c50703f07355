//! What went wrong before anybody could say so in the shape that Pinpoint reads is said in it all the same, with 200: what
//! Pinpoint makes of any other status is not known, and the person who pressed would read nothing of ours. A setting leaves
//! plain statuses.

use ::pinpoint::plugin::{FormField, Lists, SelectOption, SubmitResult};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::{LISTS, META, Plugin, is_at, meta, said};
use crate::problem::UnfinishedProblem;

/// What is asked for at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Form,
    List,
    /// Anything else that Pinpoint hands over or looks for in vain.
    Result,
}

/// Of what the plugin is there is no shape that could say what went wrong, and nobody who would read it. What is in `own`, the path
/// below which it is served too, says nothing about what is asked for.
fn asked(path: &str, own: &str) -> Option<Asked> {
    let is_root = path.trim_end_matches('/') == own || path == "/";
    let below = path.strip_prefix(own);
    let below = below.filter(|below| below.starts_with('/')).unwrap_or(path);
    match () {
        () if is_root => None,
        // Below any other path too: where Pinpoint looks for a form, it is told so in one.
        () if path == META || below.ends_with(META) => Some(Asked::Form),
        () if is_at(below, LISTS) => Some(Asked::List),
        () => Some(Asked::Result),
    }
}

/// Pinpoint only ever posts; whoever asks otherwise is somebody else and gets the plain status.
pub(super) async fn told(State(plugin): State<Plugin>, request: Request, next: Next) -> Response {
    let settings = &plugin.settings;
    let is_a_call = request.method() == Method::POST && settings.dialect.always_ok;
    let asked = asked(request.uri().path(), &settings.path).filter(|_| is_a_call);
    let response = next.run(request).await;
    let Some(asked) = asked.filter(|_| !response.status().is_success()) else {
        return response;
    };
    let status = response.status();
    tracing::info!(
        status = status.as_u16(),
        "told with 200 what has another status"
    );
    let (title, detail) = words(&response, status);
    let (title, detail) = settings.said(&title, &detail);
    match asked {
        Asked::Form => {
            let intent = &settings.dialect.callout_intent;
            let notice = FormField::callout("notice", title, detail, intent);
            said(&plugin, meta::around(&plugin, vec![notice]))
        }
        Asked::List => {
            // Who chooses it is told again when it is sent: it is no option of any field.
            let option = SelectOption::of(&format!("{title}. {detail}"));
            Json(Lists(&settings.dialect).answer("", &[option])).into_response()
        }
        Asked::Result => {
            let text = format!("{title}. {detail}");
            said(
                &plugin,
                SubmitResult::failure(&settings.dialect, text, Vec::new()),
            )
        }
    }
}

fn words(response: &Response, status: StatusCode) -> (String, String) {
    match response.extensions().get::<UnfinishedProblem>() {
        Some(UnfinishedProblem(problem)) => (problem.title.clone(), problem.detail.clone()),
        None => {
            let title = status.canonical_reason().unwrap_or("It did not work");
            (title.to_owned(), "Nothing was sent.".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_does_not_depend_on_what_the_path_of_the_settings_is_called() {
        let shapes = [
            ("/", None),
            ("/export/meta", Some(Asked::Form)),
            ("/export/submit", Some(Asked::Result)),
            ("/lists", Some(Asked::List)),
            ("/lists/department", Some(Asked::List)),
            ("/listserv", Some(Asked::Result)),
            ("/errors", Some(Asked::Result)),
            ("/elsewhere/export/meta", Some(Asked::Form)),
        ];
        for own in [
            "",
            "/x",
            "/export",
            "/x/lists",
            "/x/export/meta",
            "/li",
            "/listserv",
        ] {
            assert_eq!(asked(own, own), None, "{own}");
            for (path, shape) in shapes {
                assert_eq!(asked(&format!("{own}{path}"), own), shape, "{own}{path}");
            }
            // Without the path it is served as well.
            assert_eq!(asked("/lists/department", own), Some(Asked::List), "{own}");
            assert_eq!(asked("/export/meta", own), Some(Asked::Form), "{own}");
        }
    }
}
