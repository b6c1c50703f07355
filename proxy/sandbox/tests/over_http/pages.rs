//! The pages for people, as they come without the script: it only fetches them again.

use bamboohr_sandbox::{Fault, FieldSet, Key, Sandbox, Scenario};
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::json;

use crate::client::{World, ann, header};

const PERSON: &str = "/employees/employee.php";

impl World {
    pub(crate) fn look_at(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}{path}", self.sandbox.url()))
    }

    pub(crate) async fn page(&self, path: &str) -> (StatusCode, String) {
        let response = self.look_at(path).send().await.unwrap();
        assert_eq!(
            header(&response, "content-type"),
            "text/html; charset=utf-8"
        );
        (response.status(), response.text().await.unwrap())
    }
}

/// The names in the list of people, in order.
fn names(html: &str) -> Vec<String> {
    let rows = html.split("class=\"people__name\">").skip(1);
    rows.map(|row| {
        let name = row.split("dir=\"auto\">").nth(1).unwrap();
        name.split('<').next().unwrap().to_owned()
    })
    .collect()
}

#[tokio::test]
async fn the_first_page_shows_everybody_with_the_newest_on_top_and_marked() {
    let world = World::start().await;
    world.add_ann().await;
    let (status, html) = world.page("/").await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("<title>Employees – BambooHR sandbox</title>"));
    assert!(html.contains("It is not BambooHR"));
    assert!(html.contains("16 employees: 15 active, 1 inactive"));
    assert!(html.contains(&format!("href=\"{PERSON}?id=118\"")));
    let names = names(&html);
    assert_eq!((names.len(), names[0].as_str()), (16, "Ann Lee"));
    assert_eq!(html.matches("data-arrival=").count(), 1);
    assert!(html.contains("data-arrival=\"Ann Lee\""));
    assert!(html.find("just now").unwrap() < html.find("from the start").unwrap());
}

#[tokio::test]
async fn a_search_finds_people_and_keeps_what_was_asked() {
    let world = World::start().await;
    for (query, expected, text) in [
        ("?q=lindq", vec!["Sofia Lindqvist"], "1 of 15 employees"),
        (
            "?q=blake+data",
            vec!["Jordan Blake"],
            "value=\"blake data\"",
        ),
        (
            "?status=inactive",
            vec!["Gwen Parry"],
            "<option value=\"inactive\" selected>",
        ),
        ("?q=parry&status=active", vec![], "Nobody is like this"),
        ("?q=%22%3E%3Cb%3E", vec![], "value=\"&quot;&gt;&lt;b&gt;\""),
    ] {
        let (status, html) = world.page(&format!("/{query}")).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(names(&html), expected, "{query}");
        assert!(html.contains(text), "{text} is missing for {query}");
    }
    assert_eq!(names(&world.page("/?page=x&sort=1").await.1).len(), 15);
}

#[tokio::test]
async fn more_than_fifty_people_come_in_pages_that_keep_the_search() {
    let world = World::start().await;
    for number in 0..52 {
        let body = json!({"firstName": format!("Person{number}"), "lastName": "Many"});
        world.post("/employees", &body).send().await.unwrap();
    }
    let (_, first) = world.page("/?q=many").await;
    assert_eq!(names(&first).len(), 50);
    assert!(first.contains("Page 1 of 2"));
    assert!(first.contains("href=\"/?q=many&amp;page=2\">Older"));
    let (_, second) = world.page("/?q=many&page=2").await;
    assert_eq!(names(&second), ["Person1 Many", "Person0 Many"]);
    assert!(second.contains("href=\"/?q=many\">Newer"));
}

#[tokio::test]
async fn an_employees_page_shows_labels_api_names_and_rows_still_to_come() {
    let world = World::start().await;
    let mut body = ann();
    body["jobTitle"] = json!("Recruiter");
    body["hireDate"] = json!("2999-01-04");
    world.post("/employees", &body).send().await.unwrap();
    let (status, html) = world.page(&format!("{PERSON}?id=118")).await;
    assert_eq!(status, StatusCode::OK);
    for text in [
        "<title>Ann Lee – BambooHR sandbox</title>",
        "<dt>Home Email <code>homeEmail</code></dt><dd dir=\"auto\">ann@example.com</dd>",
        ">Inactive<",
        "4 January 2999 (not started yet)",
        "from 4 January 2999",
        "Job Title<code>jobTitle</code>",
        "Recruiter",
        "No rows in the table <code>compensation</code>.",
        "No files are stored.",
    ] {
        assert!(html.contains(text), "{text} is missing in {html}");
    }
}

#[tokio::test]
async fn a_history_is_newest_first_and_marks_the_current_row() {
    let world = World::start().await;
    let change = json!({"jobTitle": "Engineering Manager"});
    world.post("/employees/6", &change).send().await.unwrap();
    let (_, html) = world.page(&format!("{PERSON}?id=6")).await;
    let job = html.split("id=\"table-jobInfo\"").nth(1).unwrap();
    let position = |text: &str| {
        job.find(text)
            .unwrap_or_else(|| panic!("{text} is missing in {job}"))
    };
    assert!(position("Current") < position("Engineering Manager"));
    assert!(position("Engineering Manager") < position("Past"));
    assert!(position("Past") < position("Senior Backend Engineer"));
}

#[tokio::test]
async fn what_people_are_called_and_what_is_asked_stays_text() {
    let world = World::start().await;
    let script = "<script>alert(1)</script>";
    let body =
        json!({"firstName": script, "lastName": "\"O'Neil\" & Co", "customCandidateID": script});
    world.post("/employees", &body).send().await.unwrap();
    world
        .get("/employees?fields=%3Cscript%3E")
        .send()
        .await
        .unwrap();
    for path in [
        "/",
        "/?q=%3Cscript%3E",
        "/employees/employee.php?id=118",
        "/employees/employee.php?id=%3Cscript%3E",
        "/requests?q=%3Cscript%3E",
    ] {
        let (_, html) = world.page(path).await;
        // Its own script is the only one.
        assert_eq!(html.matches("<script").count(), 1, "{path}");
        assert!(html.contains("&lt;script&gt;"), "{path}");
        assert!(!html.contains("\"O'Neil\""), "{path}");
    }
}

#[tokio::test]
async fn pages_allow_no_code_and_no_style_but_their_own_files() {
    let world = World::start().await;
    for path in [
        "/",
        "/requests",
        "/settings",
        "/employees/employee.php?id=4",
        "/nowhere",
    ] {
        let response = world.look_at(path).send().await.unwrap();
        let policy = header(&response, "content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        let html = response.text().await.unwrap();
        for forbidden in ["<style", "style=\"", " onclick", "javascript:"] {
            assert!(!html.contains(forbidden), "{path}: {forbidden}");
        }
    }
    for (path, content_type) in [
        ("/assets/pages.css", "text/css; charset=utf-8"),
        ("/assets/pages.js", "text/javascript; charset=utf-8"),
        ("/assets/mark.svg", "image/svg+xml"),
    ] {
        assert!(world.page("/").await.1.contains(path), "{path} is used");
        let response = world.look_at(path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, "content-type"), content_type);
    }
}

#[tokio::test]
async fn the_log_shows_a_new_request_with_its_outcome_and_what_a_fault_did() {
    let world = World::start().await;
    assert!(world.page("/requests").await.1.contains("No requests yet"));
    world.add_ann().await;
    let fault = Fault::on("GET", "/employees/4").drop_before_storing();
    world.sandbox.add_fault(fault);
    world.get("/employees/4").send().await.unwrap_err();
    world.add_ann().await;
    let (status, html) = world.page("/requests").await;
    assert_eq!(status, StatusCode::OK);
    for text in [
        "3 requests",
        "Duplicate email",
        "connection dropped; nothing was carried out",
        "Bodies and keys are never recorded. The newest 10,000 requests are kept",
    ] {
        assert!(html.contains(text), "{text} is missing in {html}");
    }
    // The words `No answer` alone are also a choice of the filter.
    let outcomes = [">409 Conflict<", "bad\">No answer<", ">201 Created<"];
    let order = outcomes.map(|outcome| html.find(outcome).unwrap());
    assert!(order.is_sorted(), "newest first: {order:?}");
    assert!(!html.contains("ann@example.com") && !html.contains("sandbox-admin-key"));
}

#[tokio::test]
async fn the_log_can_be_filtered_and_cleared_from_view() {
    let world = World::start().await;
    world.add_ann().await;
    world.get("/employees/999").send().await.unwrap();
    world.get("/meta/fields").send().await.unwrap();
    for (query, shown) in [
        ("", 3),
        ("?method=POST", 1),
        ("?outcome=refused", 1),
        ("?outcome=done", 2),
        ("?outcome=failed", 0),
        ("?q=/meta", 1),
        ("?q=employees&method=GET", 1),
    ] {
        let (_, html) = world.page(&format!("/requests{query}")).await;
        assert_eq!(html.matches("<details>").count(), shown, "{query}");
    }
    let (_, html) = world.page("/requests?method=GET").await;
    let link = html.split("id=\"clear-view\" data-live><a class=\"button\" href=\"");
    let link = link.last().unwrap().split('"').next().unwrap();
    let link = link.replace("&amp;", "&");
    let (_, html) = world.page(&link).await;
    assert!(link.contains("method=GET") && html.matches("<details>").count() == 0);
    assert!(html.contains("name=\"since\" value=\"20"));
    assert!(html.contains("href=\"/requests?method=GET\">Show all<"));
    world.get("/meta/tables").send().await.unwrap();
    let (_, html) = world.page(&link).await;
    assert!(html.matches("<details>").count() == 1 && html.contains("/meta/tables"));
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let world = World::start().await;
    for path in ["/", "/requests", "/employees/employee.php?id=4"] {
        let tag = header(&world.look_at(path).send().await.unwrap(), "etag");
        let again = || async {
            let asked = world.look_at(path).header("If-None-Match", &tag);
            asked.send().await.unwrap()
        };
        let same: Response = again().await;
        assert_eq!(same.status(), StatusCode::NOT_MODIFIED, "{path}");
        world.add_ann().await;
        let change = json!({"middleName": path});
        world.post("/employees/4", &change).send().await.unwrap();
        assert_eq!(again().await.status(), StatusCode::OK, "{path}");
        world.sandbox.reset();
    }
}

#[tokio::test]
async fn pages_say_how_to_see_what_is_new_without_javascript() {
    let world = World::start().await;
    for path in [
        "/",
        "/requests",
        "/settings",
        "/employees/employee.php?id=4",
    ] {
        let (_, html) = world.page(path).await;
        let without = html.split("<noscript>").nth(1).unwrap();
        assert!(without.starts_with("<p class=\"muted\">Reload the page"));
        for landmark in ["<header", "<nav", "<main id=\"main\"", "href=\"#main\""] {
            assert!(html.contains(landmark), "{path}: {landmark}");
        }
    }
}

#[tokio::test]
async fn who_or_what_is_not_there_has_a_404_page() {
    let world = World::start().await;
    for (path, text) in [
        ("/employees/employee.php?id=999", "No such employee"),
        ("/employees/employee.php", "No such employee"),
        ("/nowhere", "No such page"),
    ] {
        let (status, html) = world.page(path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(html.contains(text), "{path}");
    }
}

#[tokio::test]
async fn the_settings_show_what_holds_and_no_secret_that_was_added() {
    let world = World::of(Sandbox::builder().scenario(Scenario::Busy).seed(7)).await;
    let script = "<script>alert(1)</script>";
    let key = Key {
        read_fields: FieldSet::only([script]),
        ..Key::limited("a-secret-of-somebody")
    };
    world.sandbox.set_key("importer", key).unwrap();
    let fault = Fault::on("POST", "/employees").answer(503).times(2);
    world.sandbox.add_fault(fault);
    let (status, html) = world.page("/settings").await;
    assert_eq!(status, StatusCode::OK);
    for text in [
        "<a href=\"/settings\" aria-current=\"page\">Settings</a>",
        "<dd>busy: five requests at once",
        "<dd>7</dd>",
        "<code>visibility_lag_seconds</code></th><td><code>5</code></td>",
        "Default: <code>0</code>",
        "<code>location</code></th><td><code>&quot;api&quot;</code></td><td>Default</td>",
        "<code>sandbox-admin-key</code>",
        "<code>sandbox-recruiter-key</code>",
        "importer</th><td><span class=\"muted\">Not shown</span>",
        "read only &lt;script&gt;alert(1)&lt;/script&gt;",
        "<code>POST /employees</code></th><td>2</td><td>answered 503; nothing was carried out</td>",
        &format!("curl -X PATCH {}/_sandbox/settings", world.sandbox.url()),
    ] {
        assert!(html.contains(text), "{text} is missing in {html}");
    }
    assert!(!html.contains("a-secret-of-somebody"));
    assert_eq!(html.matches("<script").count(), 1, "its own script only");
    world.sandbox.clear_faults();
    world
        .sandbox
        .set_key("admin", Key::administrator("another-secret"))
        .unwrap();
    let (_, html) = world.page("/settings").await;
    assert!(html.contains("No fault waits for a request."));
    assert!(!html.contains("another-secret") && !html.contains("sandbox-admin-key"));
}
