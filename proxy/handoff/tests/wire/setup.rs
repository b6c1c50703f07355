//! The setup of the form.

use handoff::interface::{
    CatalogueField, FittingSource, ForgetChoice, RememberedView, SetupChange, SetupImport,
    SetupImported, SetupPreview, SetupRestore, SetupVersion, SetupView,
};
use handoff::setup::{SetupProblem, SetupSection};
use handoff::{
    Asks, Attribute, Catalogue, Change, Choice, Entry, Field, FieldId, FieldKind, Fixed, ListOf,
    RememberedChoice, Setup, SetupField, Source,
};

use super::sample::{id, text};
use super::survives;

fn setup() -> Setup {
    let answer = Attribute::Answer { question: text() };
    let sources = [
        Source::of(Attribute::FullName),
        Source {
            from: answer,
            change: Some(Change::RateOf),
        },
    ];
    let field = |(source, asks): (Source, Asks)| SetupField {
        id: FieldId::new("customT-Shirt/Size#"),
        asks,
        source: Some(source),
        fixed: Some(Fixed {
            entry: Entry::Text(text()),
            is_constant: true,
        }),
        hint: Some(text()),
        admins_only: true,
    };
    let fields = sources.into_iter().zip([Asks::Hidden, Asks::Required]);
    Setup {
        sections: vec![SetupSection {
            title: text(),
            fields: fields.map(field).chain([SetupField::new("city")]).collect(),
        }],
        trax_schedules: vec![text()],
        may_add_options: true,
    }
}

#[test]
fn the_setup_and_what_an_admin_sees_of_it_survive() {
    survives(vec![setup(), Setup::default()]);
    survives(Attribute::ALL.to_vec());
    let changes = Change::ALL.into_iter().map(|change| Source {
        from: Attribute::FullName,
        change: Some(change),
    });
    survives(changes.collect());
    survives(vec![SetupView {
        version: u64::MAX,
        changed_by: Some(text()),
        changed_at: Some(text()),
        setup: setup(),
        fields: vec![CatalogueField {
            id: FieldId::new("reportsTo"),
            label: text(),
            kind: FieldKind::Employee,
            is_custom: true,
            is_sensitive: true,
            is_required_by_bamboohr: true,
            is_row_only: true,
            options: 7,
        }],
        sources: vec![FittingSource {
            source: Source::of(Attribute::Email),
            words: text(),
            kinds: vec![FieldKind::Email],
        }],
        history: vec![SetupVersion {
            version: 1,
            who: text(),
            at: text(),
            words: text(),
        }],
        remembered: vec![RememberedView {
            field: FieldId::new("jobTitle"),
            label: text(),
            found: text(),
            option: text(),
            who: text(),
            at: text(),
        }],
        questions: vec![text()],
    }]);
    survives(vec![RememberedChoice {
        field: FieldId::new("jobTitle"),
        found: text(),
        option: text(),
    }]);
    survives(vec![SetupProblem {
        field: Some(FieldId::new("city")),
        message: text(),
    }]);
}

#[test]
fn what_an_admin_changes_survives() {
    survives(vec![SetupChange {
        version: 3,
        setup: setup(),
    }]);
    survives(vec![SetupRestore {
        version: 3,
        from: 0,
    }]);
    survives(vec![SetupPreview {
        setup: setup(),
        candidate: id(),
    }]);
    survives(vec![SetupImport { file: text() }]);
    survives(vec![SetupImported {
        setup: setup(),
        lacks: vec![text()],
    }]);
    survives(vec![ForgetChoice {
        field: FieldId::new("jobTitle"),
        found: text(),
    }]);
}

#[test]
fn a_source_is_written_so_that_a_person_can_read_it_in_the_file() {
    let source = Source {
        from: Attribute::Answer {
            question: "Shoe size?".to_owned(),
        },
        change: None,
    };
    let written = serde_json::to_string(&source).unwrap();
    assert_eq!(written, r#"{"from":"answer: Shoe size?"}"#);
    assert!(serde_json::from_str::<Source>(r#"{"from":"answer: "}"#).is_err());
    assert!(serde_json::from_str::<Source>(r#"{"from":"email","change":"guess"}"#).is_err());
}

#[test]
fn a_catalogue_survives_the_ledger() {
    survives(vec![Catalogue {
        fields: vec![Field {
            choices: vec![Choice {
                value: "TX".to_owned(),
                also: vec![text()],
                within: Some(text()),
            }],
            is_custom: true,
            is_sensitive: true,
            list: Some(ListOf {
                id: "17".to_owned(),
                can_add: true,
            }),
            ..Field::new("state", text(), FieldKind::State)
        }],
        tables: Vec::new(),
    }]);
}
