//! The form, and what it asks for while it is filled in.

use handoff::interface::{
    Colleague, ColleagueSearch, ColleaguesFound, DraftChange, DraftRemoval, DraftView, NewOption,
    StatesWanted,
};
use handoff::{
    Candidate, Catalogue, Choice, Company, DocumentCategory, Field, FieldKind, Form, FormField,
    FormSchema, OfferedDocument, Setup, Viewer, compose,
};

use super::{AT, Example, RECRUITER, field};

/// Some of a company's fields.
pub(super) fn catalogue() -> Catalogue {
    let choices = |values: &[&str]| values.iter().map(|value| Choice::new(*value)).collect();
    let countries = ["Germany", "United Kingdom"].map(Choice::new);
    let countries = countries.into_iter().zip(["DE", "GB"]);
    let countries = countries.map(|(country, code)| Choice {
        also: vec![code.to_owned()],
        ..country
    });
    Catalogue {
        fields: vec![
            Field::new("firstName", "First Name", FieldKind::Text),
            Field::new("lastName", "Last Name", FieldKind::Text),
            Field::new("homeEmail", "Home Email", FieldKind::Email),
            Field {
                choices: countries.collect(),
                ..Field::new("country", "Country", FieldKind::Choice)
            },
            Field::new("city", "City", FieldKind::Text),
            Field::new("hireDate", "Hire Date", FieldKind::Date),
            Field {
                choices: choices(&["Engineering", "Sales"]),
                ..Field::new("department", "Department", FieldKind::Choice)
            },
            Field::new("payRate", "Pay rate", FieldKind::Money),
        ],
        tables: Vec::new(),
    }
}

impl Example for Form {
    fn example() -> Self {
        let (candidate, catalogue) = (Candidate::example(), catalogue());
        let company = Company {
            catalogue: &catalogue,
            setup: &Setup::example(),
            remembered: &[],
        };
        let mut form = compose(&candidate, &company, Viewer::Recruiter);
        form.categories = vec![DocumentCategory {
            id: "112".to_owned(),
            name: "Resumes and Applications".to_owned(),
        }];
        let documents = candidate.documents.iter();
        form.documents = documents
            .map(|document| OfferedDocument::new(document, &form.categories))
            .collect();
        form
    }
}

impl Example for FormSchema {
    fn example() -> Self {
        Form::example().drawn_by_others()
    }
}

impl Example for FormField {
    fn example() -> Self {
        Self {
            choices: ["Engineering", "Sales", "People"].map(Choice::new).into(),
            ..Self::new(field("department"), "Department", FieldKind::Choice)
        }
    }
}

impl Example for NewOption {
    fn example() -> Self {
        Self {
            field: field("department"),
            option: "People".to_owned(),
        }
    }
}

impl Example for ColleagueSearch {
    fn example() -> Self {
        Self {
            text: "engineering".to_owned(),
        }
    }
}

impl Example for ColleaguesFound {
    fn example() -> Self {
        Self {
            people: vec![Colleague {
                id: "118".to_owned(),
                name: "Ann Lee".to_owned(),
                note: "Head of Engineering, Engineering".to_owned(),
            }],
            more: false,
        }
    }
}

impl Example for StatesWanted {
    fn example() -> Self {
        Self {
            country: "Germany".to_owned(),
        }
    }
}

impl Example for Choice {
    fn example() -> Self {
        Self {
            also: vec!["BE".to_owned()],
            within: Some("Germany".to_owned()),
            ..Self::new("Berlin")
        }
    }
}

const DRAFT: &str = r#"{"entries":{"firstName":"Rhea"}}"#;

impl Example for DraftView {
    fn example() -> Self {
        Self {
            draft: DRAFT.to_owned(),
            version: 3,
            who: RECRUITER.to_owned(),
            at: AT.to_owned(),
            is_mine: true,
            is_fresh: false,
        }
    }
}

impl Example for DraftChange {
    fn example() -> Self {
        Self {
            draft: DRAFT.to_owned(),
            version: 2,
        }
    }
}

impl Example for DraftRemoval {
    fn example() -> Self {
        Self { version: 3 }
    }
}
