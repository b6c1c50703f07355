//! Companies, base URLs, ids and names of tables: what is accepted leads to one host and one endpoint only.

#![no_main]

use bamboohr::readers::url;
use bamboohr::{Company, EmployeeId, Endpoint};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(company) = text.parse::<Company>() {
        let page = Endpoint::of(company).employee_page(text);
        assert!(page.starts_with(&format!("https://{text}.bamboohr.com/employees/")));
    }
    let acme = || "acme".parse::<Company>().expect("a company");
    if let Ok(endpoint) = Endpoint::at(text, acme()) {
        let page = endpoint.employee_page("1");
        let rest = page.strip_prefix("http://").unwrap_or("localhost/");
        let local = ["localhost", "127.", "[::1]"];
        assert!(local.iter().any(|host| rest.starts_with(host)), "{page}");
    }
    if let Some(url) = url(&Endpoint::of(acme()), text) {
        let rest = url.strip_prefix("https://acme.bamboohr.com/api/v1/employees/4/tables/");
        assert!(rest.is_some_and(|rest| !rest.contains(['/', '?', '#'])), "{url}");
    }
    if let Some(id) = EmployeeId::parse(text) {
        assert_eq!(id.as_str(), text);
    }
});
