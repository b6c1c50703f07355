//! A sandbox of one's own and the calls the tests make at it.

use std::sync::Once;

use bamboohr_sandbox::{ADMIN_KEY, Builder, EmployeeRecord, LIMITED_KEY, Sandbox, Settings};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

/// The part of a URL that says which company is meant, in both forms.
pub(crate) const FORMS: [&str; 2] = ["/api/v1", "/api/gateway.php/acme/v1"];

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::of(Sandbox::builder()).await
    }

    pub(crate) async fn of(builder: Builder) -> Self {
        Self {
            sandbox: builder.start().await.unwrap(),
            client: http_client(),
        }
    }

    pub(crate) async fn with_settings(change: fn(&mut Settings)) -> Self {
        Self::of(Sandbox::builder().settings(change)).await
    }

    /// A GET under the company host form, with the administrator's key, asking for JSON.
    pub(crate) fn get(&self, endpoint: &str) -> RequestBuilder {
        self.get_as(ADMIN_KEY, endpoint)
    }

    pub(crate) fn get_as_limited(&self, endpoint: &str) -> RequestBuilder {
        self.get_as(LIMITED_KEY, endpoint)
    }

    pub(crate) fn get_as(&self, key: &str, endpoint: &str) -> RequestBuilder {
        let url = format!("{}/api/v1{endpoint}", self.sandbox.url());
        self.client
            .get(url)
            .basic_auth(key, Some("x"))
            .header("Accept", "application/json")
    }

    pub(crate) fn post(&self, endpoint: &str, body: &Value) -> RequestBuilder {
        let url = format!("{}/api/v1{endpoint}", self.sandbox.url());
        self.client
            .post(url)
            .basic_auth(ADMIN_KEY, Some("x"))
            .json(body)
    }

    pub(crate) fn post_as(&self, key: &str, endpoint: &str, body: &Value) -> RequestBuilder {
        let url = format!("{}/api/v1{endpoint}", self.sandbox.url());
        self.client.post(url).basic_auth(key, Some("x")).json(body)
    }

    /// A request to the interface for tests.
    pub(crate) fn control(&self, method: &str, path: &str, body: &Value) -> RequestBuilder {
        let url = format!("{}/_sandbox{path}", self.sandbox.url());
        let method = method.parse().unwrap();
        self.client.request(method, url).body(body.to_string())
    }

    pub(crate) async fn add_ann(&self) -> Response {
        self.post("/employees", &ann()).send().await.unwrap()
    }

    /// The people a test has added, by ascending id.
    pub(crate) fn added(&self) -> Vec<EmployeeRecord> {
        let is_added = |person: &EmployeeRecord| person.id.parse::<u64>().unwrap() >= 118;
        self.sandbox
            .employees()
            .into_iter()
            .filter(is_added)
            .collect()
    }
}

pub(crate) fn http_client() -> Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        rustls::crypto::ring::default_provider()
            .install_default()
            .unwrap();
    });
    Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

pub(crate) fn ann() -> Value {
    json!({"firstName": "Ann", "lastName": "Lee", "homeEmail": "ann@example.com"})
}

pub(crate) async fn json_of(request: RequestBuilder) -> Value {
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert!(header(&response, "content-type").starts_with("application/json"));
    response.json().await.unwrap()
}

pub(crate) async fn xml_of(request: RequestBuilder) -> String {
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(&response, "content-type"), "text/xml; charset=UTF-8");
    response.text().await.unwrap()
}

/// The first header of this name; empty when there is none.
pub(crate) fn header(response: &Response, name: &str) -> String {
    all_headers(response, name)
        .into_iter()
        .next()
        .unwrap_or_default()
}

pub(crate) fn all_headers(response: &Response, name: &str) -> Vec<String> {
    response
        .headers()
        .get_all(name)
        .iter()
        .map(|value| value.to_str().unwrap().to_owned())
        .collect()
}
