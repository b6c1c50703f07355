//! `/`: everybody, newest first, with a search that works as a form and, with the script, as one types.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;

use super::super::markup::escape;
use super::frame::Page;
use super::{contents, link, parts, person};
use crate::company::{Moment, Roster, RosterLine, Wanted};
use crate::state::SandboxState;

pub(super) const PATH: &str = "/";

const STATUSES: [(&str, &str); 3] = [
    ("", "Any status"),
    ("active", "Active"),
    ("inactive", "Inactive"),
];

/// The query. What cannot be read counts as left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    status: String,
    page: String,
}

pub(super) async fn show(
    State(state): State<SandboxState>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let moment = state.moment();
    let wanted = Wanted {
        words: asked.q.clone(),
        is_active: match asked.status.as_str() {
            "active" => Some(true),
            "inactive" => Some(false),
            _ => None,
        },
        page: asked.page.parse().unwrap_or(1),
    };
    let roster = state.company().roster(&wanted, moment);
    let page = Page {
        status: StatusCode::OK,
        title: "Employees",
        path: PATH,
        main: content(&asked, &roster, moment),
    };
    page.answer(&headers)
}

fn content(asked: &Asked, roster: &Roster, moment: Moment) -> String {
    let query = [("q", asked.q.as_str()), ("status", asked.status.as_str())];
    let people = if roster.people.is_empty() {
        nobody(roster)
    } else {
        let rows: String = roster.people.iter().map(|line| row(line, moment)).collect();
        let heads = ["Name", "Job", "Status", "Hire date", "Added", "Id"];
        parts::stacking("people", "Employees, newest first", &heads, &rows)
    };
    format!(
        "<div class=\"page-head\"><h1 class=\"page-title\">Employees</h1>\
         <p id=\"people-count\" class=\"muted\" data-live data-count>{count}</p>{live}</div>\
         <form class=\"toolbar\" role=\"search\" method=\"get\" action=\"{PATH}\" data-filter>\
         {search}\
         <div class=\"field\"><label for=\"status\">Status</label>\
         <select class=\"input input--select\" id=\"status\" name=\"status\">{statuses}</select></div>\
         <button class=\"button\" type=\"submit\">Search</button></form>\
         <section id=\"people\" class=\"framed\" aria-label=\"List of employees\" data-live>{people}</section>\
         <div id=\"people-pages\" data-live>{paging}</div>",
        count = count_in_words(roster),
        live = parts::live_state(),
        search = parts::search_field("Search employees", &asked.q),
        statuses = parts::choices(&STATUSES, &asked.status),
        paging = parts::paging(PATH, &query, roster.page, roster.pages),
    )
}

fn count_in_words(roster: &Roster) -> String {
    let Roster {
        found, all, active, ..
    } = roster;
    if found < all {
        return format!("{found} of {all} employees");
    }
    let plural = if *all == 1 { "" } else { "s" };
    format!(
        "{all} employee{plural}: {active} active, {} inactive",
        all - active
    )
}

fn nobody(roster: &Roster) -> String {
    if roster.all == 0 {
        return parts::empty_state(
            "Nobody works here yet",
            "People appear as soon as a program adds them with <code>POST /employees</code>.",
        );
    }
    parts::empty_state(
        "Nobody is like this",
        "Search for parts of a name, a job, an e-mail or an id. <a href=\"/\">Show everybody</a>",
    )
}

fn row(line: &RosterLine, moment: Moment) -> String {
    let name = escape(&line.name);
    let (class, announced, badge) = if parts::is_new(line.added, moment.now) {
        (
            " people__row--new",
            format!(" data-arrival=\"{name}\""),
            format!(" {}", parts::badge("new", "New")),
        )
    } else {
        ("", String::new(), String::new())
    };
    let quiet = |text: &str| match text {
        "" => String::new(),
        text => format!("<span class=\"quiet\">{}</span>", escape(text)),
    };
    let place = [&line.department, &line.location];
    let place: Vec<&str> = place.into_iter().flatten().map(String::as_str).collect();
    let title = match &line.job_title {
        Some(title) => escape(title),
        None => "<span class=\"muted\">No job title</span>".to_owned(),
    };
    let date = line.hire_date.map(parts::day_in_words);
    let starts = match line.hire_date {
        Some(date) if date > moment.today => "not started yet",
        _ => "",
    };
    let added = match line.added {
        Some(added) => format!(
            "<time datetime=\"{added}\" title=\"{added}\">{}</time>",
            parts::ago(added, moment.now)
        ),
        None => "from the start".to_owned(),
    };
    let (kind, status) = if line.is_active {
        ("good", "Active")
    } else {
        ("plain", "Inactive")
    };
    let id = line.id.to_string();
    let photo = line.photo.map(|photo| contents::photo_url(&id, photo));
    format!(
        "<tr role=\"row\" class=\"people__row{class}\" data-key=\"{id}\"{announced}><th scope=\"row\" role=\"rowheader\" class=\"people__name\">\
         <div class=\"who\">{avatar}<div><a href=\"{url}\" dir=\"auto\">{name}</a>{badge}{mail}</div></div></th>\
         <td role=\"cell\" class=\"people__job\">{title}{place}</td><td role=\"cell\" class=\"people__status\">{status}{starts}</td>\
         <td role=\"cell\" class=\"people__hired\">{date}</td><td role=\"cell\" class=\"people__added\">{added}</td><td role=\"cell\" class=\"people__id\">{id}</td></tr>",
        avatar = parts::avatar(&line.name, photo.as_deref(), "avatar"),
        url = link::to(person::PATH, &[("id", &id)]),
        mail = quiet(line.email.as_deref().unwrap_or_default()),
        place = quiet(&place.join(" · ")),
        status = parts::badge(kind, status),
        starts = quiet(starts),
        date = date.unwrap_or_else(|| "No date".to_owned()),
    )
}
