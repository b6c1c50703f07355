//! A small form for tests.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use handoff::candidate::Document;
use handoff::photo::PhotoSize;
use handoff::{
    CandidateId, Choice, Condition, Entry, FieldId, FieldKind, Form, FormField, OfferedDocument,
    OfferedPhoto, Prefill, Requirement, Section, Trigger,
};

/// A text entry.
pub(crate) fn text(text: &str) -> Entry {
    Entry::Text(text.to_owned())
}

fn field(alias: &str, label: &str, kind: FieldKind, requirement: Requirement) -> FormField {
    FormField {
        requirement,
        ..FormField::new(FieldId::new(alias), label, kind)
    }
}

/// First name (prefilled), e-mail, city, country (needed with a city), hire date and pay rate.
pub(crate) fn form() -> Form {
    let mut first_name = field(
        "firstName",
        "First Name",
        FieldKind::Text,
        Requirement::RequiredByBambooHr,
    );
    first_name.prefill = Some(Prefill {
        entry: text("Ann"),
        origin: "the candidate’s profile".to_owned(),
        found: None,
    });
    let mut country = field(
        "country",
        "Country",
        FieldKind::Choice,
        Requirement::Optional,
    );
    country.conditions = vec![Condition {
        any_of: vec![Trigger::any("city")],
        unless: Vec::new(),
        reason: "is needed as soon as any part of the address is given.".to_owned(),
    }];
    country.choices = vec![Choice::new("Norway"), Choice::new("Sweden")];
    let person = vec![
        first_name,
        field(
            "homeEmail",
            "Personal Email",
            FieldKind::Email,
            Requirement::Optional,
        ),
    ];
    let address = vec![
        field("city", "City", FieldKind::Text, Requirement::Optional),
        country,
    ];
    let job = vec![
        field(
            "hireDate",
            "Hire Date",
            FieldKind::Date,
            Requirement::RequiredBySetup,
        ),
        field(
            "payRate",
            "Pay Rate",
            FieldKind::Money,
            Requirement::Optional,
        ),
    ];
    let sections = [("Person", person), ("Address", address), ("Job", job)];
    Form {
        sections: sections
            .map(|(title, fields)| Section {
                title: title.to_owned(),
                fields,
            })
            .into(),
        ..Form::new(CandidateId::parse("cand_1").unwrap())
    }
}

/// A document that can go along.
pub(crate) fn document(name: &str) -> OfferedDocument {
    let document = Document {
        name: name.to_owned(),
        kind: "Resume".to_owned(),
        bytes: 1,
    };
    OfferedDocument::new(&document, &[])
}

/// A photo that can go along.
pub(crate) fn photo() -> OfferedPhoto {
    OfferedPhoto {
        size: Some(PhotoSize {
            width: 300,
            height: 300,
        }),
        problem: None,
    }
}
