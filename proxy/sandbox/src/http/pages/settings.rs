//! `/settings`: how the sandbox stands, and how to change it. It changes nothing itself: a page that could would
//! need protection against websites that send forms.

mod keys;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::Value;

use super::super::address::host;
use super::super::markup::escape;
use super::frame::Page;
use super::parts;
use crate::company::{Origin, Settings};
use crate::fault::Fault;
use crate::state::SandboxState;

pub(super) const PATH: &str = "/settings";

pub(super) async fn show(State(state): State<SandboxState>, headers: HeaderMap) -> Response {
    let faults = state.waiting_faults();
    let main = {
        let company = state.company();
        let sections = [
            ("settings", "Settings", settings(&company.settings)),
            ("keys", "Keys", keys::table(company.keys.all())),
            ("faults", "Waiting faults", waiting(&faults)),
            ("changing", "How to change them", commands(host(&headers))),
        ];
        let sections = sections.map(|(id, title, content)| section(id, title, &content));
        format!(
            "<div class=\"page-head\"><h1 class=\"page-title\">Settings</h1>{live}</div>\
             <div id=\"settings-page\" data-live>{start}{sections}</div>",
            live = parts::live_state(),
            start = start(company.origin),
            sections = sections.concat(),
        )
    };
    let page = Page {
        status: StatusCode::OK,
        title: "Settings",
        path: PATH,
        main,
    };
    page.answer(&headers)
}

fn section(id: &str, title: &str, content: &str) -> String {
    format!(
        "<section class=\"card\" aria-labelledby=\"{id}-title\" data-key=\"{id}\">\
         <h2 class=\"card__title\" id=\"{id}-title\">{title}</h2>{content}</section>"
    )
}

fn start(origin: Origin) -> String {
    let Origin { scenario, seed } = origin;
    format!(
        "<section class=\"card\" aria-label=\"Start\" data-key=\"start\"><dl class=\"facts\">\
         <div><dt>Scenario <code>--scenario</code></dt><dd>{}: {}</dd></div>\
         <div><dt>Seed <code>--seed</code></dt><dd>{seed}</dd></div></dl></section>",
        escape(scenario.name()),
        escape(scenario.summary()),
    )
}

/// Every setting by name, with its default where it has another value.
fn settings(settings: &Settings) -> String {
    let members = |settings: &Settings| match serde_json::to_value(settings) {
        Ok(Value::Object(members)) => members,
        _ => serde_json::Map::new(),
    };
    let defaults = members(&Settings::default());
    let row = |(name, value): (&String, &Value)| {
        let default = defaults.get(name).unwrap_or(&Value::Null);
        let standing = if value == default {
            "Default".to_owned()
        } else {
            let default = escape(&in_json(default));
            format!(
                "{} <span class=\"quiet\">Default: <code>{default}</code></span>",
                parts::badge("warning", "Changed")
            )
        };
        format!(
            "<tr data-key=\"{name}\"><th scope=\"row\"><code>{name}</code></th><td><code>{}</code></td>\
             <td>{standing}</td></tr>",
            escape(&in_json(value)),
            name = escape(name),
        )
    };
    let rows: String = members(settings).iter().map(row).collect();
    let table = format!(
        "<table class=\"table\"><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Value</th>\
         <th scope=\"col\">Default</th></tr></thead><tbody>{rows}</tbody></table>"
    );
    parts::scrolling("List of settings", &table)
}

/// As it would be written into a request.
fn in_json(value: &Value) -> String {
    value.to_string()
}

fn waiting(faults: &[Fault]) -> String {
    if faults.is_empty() {
        return "<p class=\"muted\">No fault waits for a request.</p>".to_owned();
    }
    let row = |fault: &Fault| {
        format!(
            "<tr><th scope=\"row\"><code>{} {}</code></th><td>{}</td><td>{}</td></tr>",
            escape(fault.method()),
            escape(fault.path()),
            fault.uses_left(),
            escape(&fault.in_words()),
        )
    };
    let rows: String = faults.iter().map(row).collect();
    let table = format!(
        "<table class=\"table\"><thead><tr><th scope=\"col\">Waits for</th><th scope=\"col\">Times left</th>\
         <th scope=\"col\">What the log will say</th></tr></thead><tbody>{rows}</tbody></table>"
    );
    parts::scrolling("List of waiting faults", &table)
}

/// Lines for a terminal.
fn commands(host: &str) -> String {
    let commands = [
        (
            "Change a setting",
            "-X PATCH {base}/settings -d '{\"location\":\"web_app\"}'",
        ),
        (
            "All settings on their defaults",
            "-X PUT {base}/settings -d '{}'",
        ),
        (
            "Add or replace a key",
            "-X PUT {base}/keys/importer -d '{\"secret\":\"importers-key\",\"add_people\":true,\"read_fields\":\"all\"}'",
        ),
        ("Take a key away", "-X DELETE {base}/keys/importer"),
        (
            "Play a fault",
            "{base}/faults -d '{\"method\":\"POST\",\"path\":\"/employees\",\"action\":{\"drop\":\"after_storing\"}}'",
        ),
        ("Forget all faults", "-X DELETE {base}/faults"),
        (
            "Let five minutes pass",
            "{base}/clock -d '{\"advance_seconds\":300}'",
        ),
        ("Back to the start", "-X POST {base}/reset"),
    ];
    let base = format!("http://{host}/_sandbox");
    let lines: String = commands
        .iter()
        .map(|(title, command)| {
            let command = format!("curl {}", command.replace("{base}", &base));
            format!(
                "<div><dt>{title}</dt><dd><code>{}</code></dd></div>",
                escape(&command)
            )
        })
        .collect();
    format!("<dl class=\"facts commands\">{lines}</dl>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_setting_is_marked_and_its_default_named() {
        let changed = Settings {
            visibility_lag_seconds: 30,
            ..Settings::default()
        };
        let html = settings(&changed);
        let row = html
            .split("data-key=\"")
            .find(|row| row.starts_with("visibility_lag_seconds\""));
        let row = row.unwrap_or_default();
        for text in ["<code>30</code>", "Changed", "Default: <code>0</code>"] {
            assert!(row.contains(text), "{text} is missing in {row}");
        }
        assert_eq!(html.matches(">Changed<").count(), 1);
        assert!(!settings(&Settings::default()).contains("Changed"));
    }
}
