//! `/employees/employee.php?id=`: one employee with all that is stored, or a page with 404.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::super::markup::escape;
use super::frame::Page;
use super::{contents, histories, parts, people};
use crate::company::{EmployeeRecord, FactGroup, Moment, StoredFile, yes_or_no};
use crate::state::SandboxState;

pub(super) const PATH: &str = "/employees/employee.php";

pub(super) async fn show(
    State(state): State<SandboxState>,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let moment = state.moment();
    let id = query.get("id").map_or("", String::as_str);
    let found = {
        let company = state.company();
        company.employee(id).map(|employee| {
            let record = company.record(employee, moment);
            let photo = company.cabinet.photo(employee.id);
            Found {
                name: employee.display_name(),
                files: record.stored_files(company.cabinet.categories()),
                photo_url: photo.map(|photo| contents::photo_url(&record.id, photo.id)),
                added: employee.added.map(|added| parts::ago(added, moment.now)),
                record,
            }
        })
    };
    match &found {
        Ok(found) => Page {
            status: StatusCode::OK,
            title: &escape(&found.name),
            path: people::PATH,
            main: content(found, moment),
        }
        .answer(&headers),
        Err(_) => Page {
            status: StatusCode::NOT_FOUND,
            title: "No such employee",
            path: people::PATH,
            main: parts::nothing_there(
                "No such employee",
                &format!("Nobody here has the id “{}”.", escape(id)),
            ),
        }
        .answer(&headers),
    }
}

/// What is shown of an employee.
struct Found {
    name: String,
    record: EmployeeRecord,
    files: Vec<StoredFile>,
    photo_url: Option<String>,
    /// How long ago the record was added, if that was since the start.
    added: Option<String>,
}

/// One part of the page: the id to jump to, its title, and its content.
struct Section {
    id: String,
    title: String,
    content: String,
}

fn content(found: &Found, moment: Moment) -> String {
    let record = &found.record;
    let mut sections = vec![section("personal", "Personal", personal(record))];
    let (shown, hidden) = histories::split(record.histories(moment.today));
    for history in &shown {
        let id = format!("table-{}", history.table);
        sections.push(Section {
            content: histories::table(history),
            title: history.title.clone(),
            id,
        });
    }
    if !hidden.is_empty() {
        sections.push(section(
            "other-tables",
            "Other tables",
            histories::without_rows(&hidden),
        ));
    }
    sections.push(section("files", "Files", files(&record.id, &found.files)));
    sections.push(section("fields", "All stored fields", all_fields(record)));

    let links: String = sections
        .iter()
        .map(|section| {
            let (id, title) = (escape(&section.id), escape(&section.title));
            format!("<li><a href=\"#{id}\">{title}</a></li>")
        })
        .collect();
    let sections: String = sections.iter().map(card).collect();
    format!(
        "<div class=\"above\"><p><a class=\"back\" href=\"/\">All employees</a></p>{live}</div>\
         <div id=\"person\" data-live>{head}\
         <nav class=\"jumps\" aria-label=\"On this page\"><ul>{links}</ul></nav>{sections}</div>",
        live = parts::live_state(),
        head = head(found, moment),
    )
}

fn section(id: &str, title: &str, content: String) -> Section {
    Section {
        id: id.to_owned(),
        title: title.to_owned(),
        content,
    }
}

fn card(section: &Section) -> String {
    let (id, title, content) = (
        escape(&section.id),
        escape(&section.title),
        &section.content,
    );
    format!(
        "<section class=\"card\" id=\"{id}\" aria-labelledby=\"{id}-title\" data-key=\"{id}\">\
         <h2 class=\"card__title\" id=\"{id}-title\">{title}</h2>{content}</section>"
    )
}

fn head(found: &Found, moment: Moment) -> String {
    let (name, record) = (&found.name, &found.record);
    let field = |key: &str| record.fields.get(key).map(String::as_str);
    let day = |key: &str| {
        let date = field(key).and_then(|text| text.parse().ok());
        date.map(|date| (date, parts::day_in_words(date)))
    };
    let kind = if record.status == "Active" {
        "good"
    } else {
        "plain"
    };
    let job: Vec<String> = ["jobTitle", "department", "location"]
        .into_iter()
        .filter_map(field)
        .map(escape)
        .collect();
    let job = if job.is_empty() {
        "No job title".to_owned()
    } else {
        job.join(" · ")
    };
    let hired = match day("hireDate") {
        Some((date, words)) if date > moment.today => format!("{words} (not started yet)"),
        Some((_, words)) => words,
        None => "No date".to_owned(),
    };
    let mut facts = vec![("Hire date", hired), ("Id", escape(&record.id))];
    if let Some((_, left)) = day("terminationDate") {
        facts.insert(1, ("Left", left));
    }
    facts.push((
        "Added",
        escape(found.added.as_deref().unwrap_or("from the start")),
    ));
    let facts: String = facts
        .iter()
        .map(|(label, text)| format!("<div><dt>{label}</dt><dd>{text}</dd></div>"))
        .collect();
    format!(
        "<div class=\"card profile\">{avatar}<div class=\"profile__who\"><h1 class=\"page-title\" dir=\"auto\">{name}</h1>\
         <p dir=\"auto\">{job}</p></div><div class=\"profile__status\"><span class=\"visually-hidden\">Status: </span>{status}</div>\
         <dl class=\"profile__facts\">{facts}</dl></div>",
        avatar = parts::avatar(name, found.photo_url.as_deref(), "avatar avatar--large"),
        name = escape(name),
        status = parts::badge(kind, &record.status),
    )
}

fn personal(record: &EmployeeRecord) -> String {
    let groups = record.personal();
    let (filled, empty): (Vec<&FactGroup>, Vec<&FactGroup>) =
        groups.iter().partition(|group| !group.facts.is_empty());
    let group = |group: &&FactGroup| {
        let facts: String = group
            .facts
            .iter()
            .map(|fact| {
                format!(
                    "<div><dt>{} <code>{}</code></dt><dd dir=\"auto\">{}</dd></div>",
                    escape(&fact.label),
                    escape(&fact.key),
                    escape(&fact.text)
                )
            })
            .collect();
        format!(
            "<div data-key=\"{title}\"><h3>{title}</h3><dl class=\"facts\">{facts}</dl></div>",
            title = group.title
        )
    };
    let missing: Vec<String> = filled
        .iter()
        .chain(&empty)
        .flat_map(|group| &group.empty)
        .map(|label| escape(label))
        .collect();
    let missing = if missing.is_empty() {
        String::new()
    } else {
        format!("<p class=\"muted note\">Empty: {}.</p>", missing.join(", "))
    };
    format!(
        "<div class=\"groups\">{}</div>{missing}",
        filled.iter().map(group).collect::<String>()
    )
}

fn files(employee: &str, files: &[StoredFile]) -> String {
    if files.is_empty() {
        return "<p class=\"muted\">No files are stored.</p>".to_owned();
    }
    let row = |file: &StoredFile| {
        let original = if file.original_name == file.name {
            String::new()
        } else {
            format!(
                "<span class=\"quiet\" dir=\"auto\">{}</span>",
                escape(&file.original_name)
            )
        };
        format!(
            "<tr data-key=\"{id}\"><th scope=\"row\"><a href=\"{url}\" dir=\"auto\" download>{name}</a>{original}</th>\
             <td dir=\"auto\">{category}</td><td>{size}</td><td>{added}</td><td>{shared}</td></tr>",
            id = escape(&file.id),
            url = contents::link_to_file(employee, &file.id),
            name = escape(&file.name),
            category = escape(&file.category),
            size = size_in_words(file.bytes),
            added = file.added.strftime("%-d %B %Y, %H:%M UTC"),
            shared = yes_or_no(file.shared),
        )
    };
    let rows: String = files.iter().map(row).collect();
    parts::scrolling(
        "List of files",
        &format!(
            "<table class=\"table\"><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Category</th>\
             <th scope=\"col\">Size</th><th scope=\"col\">Stored</th><th scope=\"col\">Shared</th></tr></thead><tbody>{rows}</tbody></table>"
        ),
    )
}

fn size_in_words(bytes: u64) -> String {
    match bytes {
        ..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

fn all_fields(record: &EmployeeRecord) -> String {
    let facts = record.facts();
    let rows: String = facts
        .iter()
        .map(|fact| {
            format!(
                "<tr data-key=\"{key}\"><th scope=\"row\"><code>{key}</code></th><td>{}</td><td dir=\"auto\">{}</td></tr>",
                escape(&fact.label),
                escape(&fact.text),
                key = escape(&fact.key),
            )
        })
        .collect();
    let table = format!(
        "<table class=\"table\"><thead><tr><th scope=\"col\">API name</th><th scope=\"col\">Label</th>\
         <th scope=\"col\">Value</th></tr></thead><tbody>{rows}</tbody></table>"
    );
    format!(
        "<p class=\"muted note\">As the API reads them. Job, pay and employment status are those of the newest row, \
         even when its date is still to come.</p>{}",
        parts::scrolling("List of all fields", &table)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_with_their_size_and_a_link() {
        assert!(files("118", &[]).contains("No files are stored."));
        let file = |original_name: &str| StoredFile {
            id: "301".to_owned(),
            name: "CV <1>.pdf".to_owned(),
            original_name: original_name.to_owned(),
            category: "Resumes & Applications".to_owned(),
            bytes: 4096,
            added: "2026-05-29T08:05:00Z".parse().unwrap_or_default(),
            shared: true,
        };
        let html = files("118", &[file("CV <1>.pdf"), file("<b>.pdf")]);
        for text in [
            "<a href=\"/employees/files/?id=118&amp;file=301\" dir=\"auto\" download>CV &lt;1&gt;.pdf</a></th>",
            "CV &lt;1&gt;.pdf</a><span class=\"quiet\" dir=\"auto\">&lt;b&gt;.pdf</span></th>",
            "Resumes &amp; Applications",
            "4 KB",
            "29 May 2026, 08:05 UTC",
            "<td>yes</td>",
        ] {
            assert!(html.contains(text), "{text} is missing in {html}");
        }
        assert_eq!(size_in_words(12), "12 bytes");
        assert_eq!(size_in_words(3 << 20), "3 MB");
    }
}
