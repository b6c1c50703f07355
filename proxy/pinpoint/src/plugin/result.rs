//! The answer to a submit. Whatever came of it, it is answered with 200: what Pinpoint does with anything else is not known.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Dialect, EXPORT_CANDIDATE, entered_key};

/// What came of a submit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmitResult {
    result_version: String,
    key: &'static str,
    success: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    #[serde(skip_serializing_if = "Option::is_none")]
    toast: Option<Toast>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_record_url: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    external_links: Vec<ExternalLink>,
}

/// A link with words, as a sibling action has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct ExternalLink {
    key: &'static str,
    label: String,
    url: String,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field.
    pub key: String,
    /// What to do.
    pub error: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Toast {
    error: String,
}

impl SubmitResult {
    /// It is done. The record is what the other system has: its id, where it is, and words for the way there.
    pub fn success(
        dialect: &Dialect,
        message: String,
        (id, url, label): (&str, &str, &str),
    ) -> Self {
        let link = ExternalLink {
            key: "employee",
            label: label.to_owned(),
            url: url.to_owned(),
        };
        let is_linked = dialect.external_links && !url.is_empty();
        let told = |text: &str| {
            let is_told = dialect.external_identifier && !text.is_empty();
            is_told.then(|| text.to_owned())
        };
        Self {
            message: Some(message),
            external_identifier: told(id),
            external_record_url: told(url),
            external_links: is_linked.then_some(link).into_iter().collect(),
            ..Self::empty(dialect, true)
        }
    }

    /// It is not, for all that is known.
    pub fn failure(dialect: &Dialect, error: String, errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            toast: Some(Toast { error }),
            ..Self::empty(dialect, false)
        }
    }

    /// The same for a form in which these fields stand under their [`entered_key`]: an error stands where its field is.
    #[must_use]
    pub fn where_entered(mut self, entered: &BTreeSet<String>) -> Self {
        for error in &mut self.errors {
            if entered.contains(&error.key) {
                error.key = entered_key(&error.key);
            }
        }
        self
    }

    fn empty(dialect: &Dialect, success: bool) -> Self {
        Self {
            result_version: dialect.result_version.clone(),
            key: EXPORT_CANDIDATE,
            success,
            message: None,
            errors: Vec::new(),
            toast: None,
            external_identifier: None,
            external_record_url: None,
            external_links: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{json, to_value};

    use super::*;

    #[test]
    fn success_and_failure_have_the_keys_of_the_examples_and_no_others() {
        let usual = Dialect::default();
        let added =
            || SubmitResult::success(&usual, "Added.".to_owned(), ("4711", "https://a", "There"));
        assert_eq!(
            to_value(added()).unwrap(),
            json!({ "resultVersion": "1.0.0", "key": "exportCandidate", "success": true, "message": "Added." })
        );
        let errors = vec![FieldError {
            key: "hireDate".to_owned(),
            error: "Enter it.".to_owned(),
        }];
        let failure = SubmitResult::failure(&usual, "Not sent.".to_owned(), errors);
        assert_eq!(
            to_value(failure).unwrap(),
            json!({ "resultVersion": "1.0.0", "key": "exportCandidate", "success": false,
                    "errors": [{ "key": "hireDate", "error": "Enter it." }], "toast": { "error": "Not sent." } })
        );
        let telling = Dialect {
            external_identifier: true,
            external_links: true,
            ..Dialect::default()
        };
        let added = SubmitResult::success(
            &telling,
            "Added.".to_owned(),
            ("4711", "https://a", "There"),
        );
        let added = to_value(added).unwrap();
        assert_eq!(added["externalIdentifier"], "4711");
        assert_eq!(added["externalRecordUrl"], "https://a");
        assert_eq!(
            added["externalLinks"],
            json!([{ "key": "employee", "label": "There", "url": "https://a" }])
        );
    }
}
