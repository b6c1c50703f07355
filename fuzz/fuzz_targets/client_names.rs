//! Companies, base URLs and ids: what is accepted must lead to one host only.

#![no_main]

use bamboohr::{Company, EmployeeId, Endpoint};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(company) = text.parse::<Company>() {
        let page = Endpoint::of(company).employee_page(text);
        assert!(page.starts_with(&format!("https://{text}.bamboohr.com/employees/")));
    }
    let acme = || "acme".parse::<Company>();
    if let (Ok(company), Ok(endpoint)) = (acme(), acme().map(|acme| Endpoint::at(text, acme)))
        && let Ok(endpoint) = endpoint
    {
        assert_eq!(endpoint.company(), &company);
        let page = endpoint.employee_page("1");
        assert!(page.starts_with("https://") || page.starts_with("http://"), "{page}");
    }
    if let Some(id) = EmployeeId::parse(text) {
        assert_eq!(id.as_str(), text);
    }
});
