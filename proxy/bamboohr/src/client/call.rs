//! One call: what is asked, before it is sent. Holds no credentials and no limits.

use reqwest::header::CONTENT_TYPE;
use reqwest::multipart::Form;
use reqwest::{Method, RequestBuilder};
use serde::Serialize;

use super::Limits;
use crate::answer::failure::Asked;
use crate::endpoint::{Endpoint, Version};
use crate::error::Error;

/// A call to one of BambooHR's endpoints.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    operation: &'static str,
    method: Method,
    version: Version,
    segments: &'a [&'a str],
    query: Vec<(&'a str, String)>,
    json: Option<Vec<u8>>,
    form: Option<Form>,
    asked: Asked,
}

impl<'a> Call<'a> {
    fn new(operation: &'static str, method: Method, segments: &'a [&'a str]) -> Self {
        Self {
            operation,
            method,
            version: Version::V1,
            segments,
            query: Vec::new(),
            json: None,
            form: None,
            asked: Asked::Otherwise,
        }
    }

    /// A GET. `operation` names the call in logs.
    pub(crate) fn get(operation: &'static str, segments: &'a [&'a str]) -> Self {
        Self::new(operation, Method::GET, segments)
    }

    /// A POST, without a body so far.
    pub(crate) fn post(operation: &'static str, segments: &'a [&'a str]) -> Self {
        Self::new(operation, Method::POST, segments)
    }

    /// A PUT, without a body so far.
    pub(crate) fn put(operation: &'static str, segments: &'a [&'a str]) -> Self {
        Self::new(operation, Method::PUT, segments)
    }

    /// A DELETE.
    pub(crate) fn delete(operation: &'static str, segments: &'a [&'a str]) -> Self {
        Self::new(operation, Method::DELETE, segments)
    }

    /// Under another version segment than `v1`.
    pub(crate) fn version(self, version: Version) -> Self {
        Self { version, ..self }
    }

    /// With a query parameter.
    pub(crate) fn query(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    /// With a JSON body.
    pub(crate) fn json(self, body: &impl Serialize) -> Result<Self, Error> {
        let unwritable = |_| Error::Invalid("the values are not JSON");
        let json = Some(serde_json::to_vec(body).map_err(unwritable)?);
        Ok(Self { json, ..self })
    }

    /// With a form that holds a file. It can be sent once.
    pub(crate) fn form(self, form: Form) -> Self {
        Self {
            form: Some(form),
            ..self
        }
    }

    /// That this adds an employee.
    pub(crate) fn adds_an_employee(self) -> Self {
        Self {
            asked: Asked::ToAddAnEmployee,
            ..self
        }
    }

    /// The call's name in logs and counts.
    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    pub(crate) fn asked(&self) -> Asked {
        self.asked
    }

    /// The span all work on this call happens in. No path: it can hold ids, and a query names people.
    pub(crate) fn span(&self) -> tracing::Span {
        let operation = self.operation;
        let (tries, outcome) = (tracing::field::Empty, tracing::field::Empty);
        // An observer that has words for how calls end may record one.
        tracing::info_span!("bamboohr", operation, tries, outcome)
    }

    /// The request, without credentials. A form leaves the call with it.
    pub(crate) fn request(
        &mut self,
        http: &reqwest::Client,
        endpoint: &Endpoint,
        limits: &Limits,
    ) -> Result<RequestBuilder, Error> {
        let mut url = endpoint.api(self.version, self.segments)?;
        if !self.query.is_empty() {
            let pairs = self.query.iter().map(|(name, value)| (name, value));
            url.query_pairs_mut().extend_pairs(pairs);
        }
        let request = http.request(self.method.clone(), url);
        Ok(match (self.form.take(), &self.json) {
            (Some(form), _) => request.timeout(limits.upload).multipart(form),
            (None, Some(json)) => request
                .timeout(limits.whole_call)
                .header(CONTENT_TYPE, "application/json")
                .body(json.clone()),
            (None, None) => request.timeout(limits.whole_call),
        })
    }
}
