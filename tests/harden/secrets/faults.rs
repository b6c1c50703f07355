//! What BambooHR and browsers do wrong, each time with words about a person in it.

use std::time::Duration;

use bamboohr_sandbox::Fault;

/// More than the proxy waits for an answer.
const TOO_SLOW: Duration = Duration::from_secs(2);
/// What a careless server says.
const SAYS: &str = "Canaryfirst Canarylast, 7 Canary Lane, Canaryville: SSN 901-65-4321, born 1987-03-21, pay 71234.56";

fn creating() -> Fault {
    Fault::on("POST", "/employees")
}

/// Every refusal and failure of a create call, lost answers and unreadable ones, and some of what follows a create.
pub(crate) fn everything_that_can_go_wrong() -> Vec<Fault> {
    let told = |status: u16| {
        let body = format!(r#"{{"error":{{"message":"{SAYS}"}}}}"#);
        let fault = creating().answer(status).body(&body);
        fault.header("X-BambooHR-Error-Message", SAYS)
    };
    let refused = [400, 403, 404, 406, 409, 413, 415, 418, 422].map(told);
    let failed = [500, 501, 502, 504].map(told);
    let lost = [
        told(503).header("Retry-After", "1"),
        told(429).header("Retry-After", "1"),
        creating().drop_before_storing(),
        creating().drop_after_storing(),
        creating().delay(TOO_SLOW),
        creating().answer(201).after_storing().delay(TOO_SLOW),
        creating().html_page(200).after_storing(),
        creating().html_page(502),
        creating().redirect("https://elsewhere.example/?ssn=901-65-4321&name=Canaryfirst"),
        creating().truncated(),
        creating().content_type("text/html"),
        creating().misspelt_header_only(),
    ];
    let later = [
        ("POST", "/employees/*/tables/*", 400),
        ("POST", "/employees/*/tables/*", 500),
        ("GET", "/employees/*", 403),
        ("GET", "/employees/*/tables/*", 500),
    ];
    let later = later.map(|(method, path, status)| {
        let fault = Fault::on(method, path).answer(status).body(SAYS);
        fault.header("X-BambooHR-Error-Message", SAYS)
    });
    [&refused[..], &failed, &lost, &later].concat()
}

/// Method, path and body of requests that are wrong in some way, with a person in all of them.
pub(crate) fn requests_that_make_no_sense() -> Vec<(&'static str, String, String)> {
    let told = format!(
        r#"{{"submission":{{"ssn":"{SAYS}","dateOfBirth":"{SAYS}","Canaryfirst":"{SAYS}"}}}}"#
    );
    let person = "/api/candidates/canary_000";
    vec![
        ("POST", format!("{person}/sends"), told.clone()),
        (
            "POST",
            format!("{person}/sends?ssn=901-65-4321"),
            SAYS.to_owned(),
        ),
        ("POST", format!("{person}/sends"), format!("{{\"{SAYS}\":")),
        ("PUT", format!("{person}/draft"), told.clone()),
        (
            "PUT",
            format!("{person}/stage"),
            format!(r#"{{"stage":"{SAYS}"}}"#),
        ),
        (
            "PUT",
            "/api/candidates/Canaryfirst".to_owned(),
            told.clone(),
        ),
        (
            "PUT",
            "/api/candidates/Canaryfirst/documents".to_owned(),
            told.clone(),
        ),
        (
            "POST",
            "/api/candidates/search".to_owned(),
            r#"{"search":"Canaryfirst Canarylast"}"#.to_owned(),
        ),
        ("POST", "/api/candidates/search".to_owned(), SAYS.to_owned()),
        (
            "POST",
            "/api/sends/search".to_owned(),
            r#"{"search":"Canarylast"}"#.to_owned(),
        ),
        (
            "POST",
            "/api/sends/Canarylast/resolve".to_owned(),
            told.clone(),
        ),
        (
            "POST",
            "/api/employees/search".to_owned(),
            r#"{"search":"Canaryfirst"}"#.to_owned(),
        ),
        (
            "GET",
            "/api/candidates/Canaryfirst/form?name=Canarylast".to_owned(),
            String::new(),
        ),
        (
            "GET",
            "/Canaryfirst/901-65-4321?at=Canaryville".to_owned(),
            String::new(),
        ),
        (
            "POST",
            "/api/session".to_owned(),
            format!(r#"{{"email":"x@canary.example","passphrase":"{SAYS}"}}"#),
        ),
        ("POST", "/api/batches".to_owned(), told.clone()),
        ("PATCH", person.to_owned(), told),
    ]
}
