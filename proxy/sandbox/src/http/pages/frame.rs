//! What all pages share: the document around their content, the headers that keep foreign code out, and
//! the answer 304 to a page that asks whether it has changed.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ETAG, IF_NONE_MATCH, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};

use super::assets::{MARK_PATH, SCRIPT_PATH, STYLE_PATH};
use super::{people, requests, settings};
use crate::company::COMPANY;

/// The pages in the header: path and name. A page of one's own is added here and in `routes`.
const NAVIGATION: [(&str, &str); 3] = [
    (people::PATH, "Employees"),
    (requests::PATH, "Requests"),
    (settings::PATH, "Settings"),
];

const NOTICE: &str = "This is a sandbox on this computer. It is not BambooHR: the company and its people are invented.";

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// A page. `title` and `main` are markup already: texts in them must be escaped.
pub(super) struct Page<'a> {
    pub(super) status: StatusCode,
    pub(super) title: &'a str,
    /// Which entry of the navigation it belongs to; empty for none.
    pub(super) path: &'a str,
    pub(super) main: String,
}

impl Page<'_> {
    /// The page, or 304 when the browser has just this one.
    pub(super) fn answer(&self, asked: &HeaderMap) -> Response {
        let document = self.document();
        let tag = tag_of(&document);
        let headers = [
            (CACHE_CONTROL, "no-store"),
            (CONTENT_SECURITY_POLICY, POLICY),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (REFERRER_POLICY, "same-origin"),
            (ETAG, tag.as_str()),
        ];
        if asked.get(IF_NONE_MATCH).is_some_and(|known| known == &*tag) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        (self.status, headers, Html(document)).into_response()
    }

    fn document(&self) -> String {
        let (title, main) = (self.title, &self.main);
        let navigation: String = NAVIGATION
            .iter()
            .map(|(path, name)| {
                let current = if *path == self.path {
                    " aria-current=\"page\""
                } else {
                    ""
                };
                format!("<li><a href=\"{path}\"{current}>{name}</a></li>")
            })
            .collect();
        format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} – BambooHR sandbox</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <link rel=\"icon\" href=\"{MARK_PATH}\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"{STYLE_PATH}\">\
             <script src=\"{SCRIPT_PATH}\" defer></script></head>\
             <body><a class=\"skip-link\" href=\"#main\">Skip to the content</a>\
             <header class=\"site-header\"><div class=\"site-header__inner\">\
             <a class=\"brand\" href=\"/\"><img src=\"{MARK_PATH}\" alt=\"\" width=\"28\" height=\"28\">BambooHR sandbox</a>\
             <span class=\"company\"><span class=\"visually-hidden\">Company: </span>{COMPANY}</span>\
             <nav class=\"site-nav\" aria-label=\"Pages\"><ul>{navigation}</ul></nav></div>\
             <p class=\"strip\"><span>{NOTICE}</span></p></header>\
             <main id=\"main\" class=\"page\" tabindex=\"-1\">{main}</main>\
             <p id=\"announcer\" class=\"visually-hidden\" role=\"status\"></p></body></html>"
        )
    }
}

fn tag_of(document: &str) -> String {
    let mut hasher = DefaultHasher::new();
    document.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}
