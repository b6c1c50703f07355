//! Taking ids and cursors out of URLs that BambooHR names. Such a URL can be on another host than the one
//! that was asked, so it is never called: only the piece that is needed is taken out.

use reqwest::header::{HeaderMap, LOCATION};

use crate::id::{EmployeeId, FileId};

/// The new employee's id: the last segment of `Location`, or its query's `id`.
pub(crate) fn employee(headers: &HeaderMap) -> Option<EmployeeId> {
    let location = location(headers)?;
    let in_query = || EmployeeId::parse(&query_value(location, "id")?);
    EmployeeId::parse(last_segment(location)).or_else(in_query)
}

/// The new file's id: the last segment of `Location`.
pub(crate) fn file(headers: &HeaderMap) -> Option<FileId> {
    FileId::parse(last_segment(location(headers)?))
}

/// The value of a parameter in a URL's query.
pub(crate) fn query_value(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
}

fn location(headers: &HeaderMap) -> Option<&str> {
    headers.get(LOCATION)?.to_str().ok()
}

fn last_segment(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_id_is_found_wherever_the_location_has_it() {
        for (location, id) in [
            (
                "https://api.bamboohr.com/api/gateway.php/acme/v1/employees/121",
                Some("121"),
            ),
            (
                "https://acme.bamboohr.com/api/v1/employees/121/",
                Some("121"),
            ),
            (
                "https://acme.bamboohr.com/employees/employee.php?id=121&tab=1",
                Some("121"),
            ),
            ("/api/v1/employees/121?x=1", Some("121")),
            ("/employees/employee.php?tab=1&id=121#pay", Some("121")),
            ("https://acme.bamboohr.com/welcome", None),
            ("https://acme.bamboohr.com/employees/abc?id=x", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(LOCATION, location.parse().unwrap())]);
            let found = employee(&headers);
            assert_eq!(found.as_ref().map(EmployeeId::as_str), id, "{location}");
        }
    }

    #[test]
    fn a_files_id_is_the_last_segment() {
        let url = "https://acme.bamboohr.com/api/v1/employees/121/files/77/";
        let headers = HeaderMap::from_iter([(LOCATION, url.parse().unwrap())]);
        assert_eq!(file(&headers), FileId::parse("77"));
        assert_eq!(file(&HeaderMap::new()), None);
    }
}
