//! Candidates, and the variables that are made of them.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::ways::{FileShape, UnknownVariables, Ways};

/// Somebody in Pinpoint.
#[derive(Clone, Debug)]
pub struct PinpointCandidate {
    /// By the names of the documented variables, and that of the application's id.
    pub variables: BTreeMap<&'static str, String>,
    /// The CV, and where it can be fetched.
    pub cv: Option<(Vec<u8>, String)>,
}

impl PinpointCandidate {
    /// Somebody of whom everything is known. `cv` is where it can be fetched.
    pub fn full(number: usize, cv: &str) -> Self {
        let mut one = Self::minimal(number);
        one.variables.extend([
            ("candidate_preferred_name", "Ada".to_owned()),
            ("candidate_telephone_number", "+1 512 555 0100".to_owned()),
            ("candidate_address_line_one", format!("{number} Oak Street")),
            ("candidate_address_city", "Austin".to_owned()),
            ("candidate_address_country_code", "US".to_owned()),
            ("candidate_address_postal_zip", "78701".to_owned()),
            ("candidate_start_date", "2027-03-01".to_owned()),
            ("job_title", "Backend Engineer".to_owned()),
        ]);
        one.cv = Some((b"%PDF-1.4 a resume".to_vec(), cv.to_owned()));
        one
    }

    /// Somebody with a name, an address of mail and an application.
    pub fn minimal(number: usize) -> Self {
        Self {
            variables: BTreeMap::from([
                ("application_uuid", uuid::Uuid::now_v7().to_string()),
                ("candidate_first_name", "Ada".to_owned()),
                ("candidate_last_name", surname(number)),
                ("candidate_email", format!("ada.{number}@home.example")),
                ("company_name", "Acme".to_owned()),
            ]),
            cv: None,
        }
    }

    /// Somebody whose name is in another script, in a country with other addresses.
    pub fn elsewhere(number: usize) -> Self {
        let mut one = Self::minimal(number);
        one.variables.extend([
            ("candidate_first_name", "Łukasz 名".to_owned()),
            (
                "candidate_last_name",
                format!("Ñandú-O’Brien {}", surname(number)),
            ),
            ("candidate_address_line_one", "Königsallee 1".to_owned()),
            ("candidate_address_city", "Düsseldorf".to_owned()),
            ("candidate_address_country_code", "DE".to_owned()),
            ("candidate_address_postal_zip", "40212".to_owned()),
            ("candidate_start_date", "2027-03-01".to_owned()),
        ]);
        one
    }

    /// The mail address.
    pub fn email(&self) -> &str {
        self.variables
            .get("candidate_email")
            .map_or("", String::as_str)
    }

    /// A mapping filled in. The CV's variable gives a file.
    pub(super) fn filled_in(&self, template: &str, ways: &Ways) -> Value {
        if template.trim() == "{{candidate_cv}}" {
            return self.cv_as(ways.files);
        }
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, end) = after.split_once("}}").unwrap_or((after, ""));
            text.push_str(before);
            match (self.variables.get(name.trim()), ways.unknown_variables) {
                (Some(value), _) => text.push_str(value),
                (None, UnknownVariables::Empty) => {}
                (None, UnknownVariables::Literal) => text.push_str(&format!("{{{{{name}}}}}")),
            }
            rest = end;
        }
        text.push_str(rest);
        Value::from(text)
    }

    fn cv_as(&self, shape: FileShape) -> Value {
        let Some((content, url)) = &self.cv else {
            return Value::Null;
        };
        let data = STANDARD.encode(content);
        let with_url = json!({ "url": url, "filename": "Ada CV.pdf" });
        match shape {
            FileShape::UrlObject => with_url,
            FileShape::DataObject => {
                json!({ "data": data, "contentType": "application/pdf", "name": "Ada CV.pdf" })
            }
            FileShape::DataUri => Value::from(format!("data:application/pdf;base64,{data}")),
            FileShape::UrlText => Value::from(url.as_str()),
            FileShape::List => json!([with_url]),
            FileShape::Odd => json!({ "id": 7, "kind": "blob" }),
        }
    }
}

/// A name that no other number has, and that is not like another.
fn surname(number: usize) -> String {
    const PARTS: [&str; 20] = [
        "Abend", "Birk", "Corda", "Dunmore", "Eskel", "Fenwick", "Grau", "Holt", "Ivers", "Jarrow",
        "Kestrel", "Lorne", "Mabry", "Nadir", "Orlin", "Pasco", "Quill", "Roth", "Saxe", "Tolan",
    ];
    let part = |place: usize| PARTS.get(place % PARTS.len()).copied().unwrap_or_default();
    format!(
        "{}-{}",
        part(number),
        part(number / PARTS.len()).to_lowercase()
    )
}
