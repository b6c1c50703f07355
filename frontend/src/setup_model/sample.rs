//! A small set-up and a company to go with it, for tests.

use handoff::interface::{CatalogueField, SetupView};
use handoff::setup::SetupSection;
use handoff::{FieldId, FieldKind, Setup, SetupField};

/// Aliases as ids.
pub(crate) fn ids<const COUNT: usize>(aliases: [&str; COUNT]) -> [FieldId; COUNT] {
    aliases.map(FieldId::new)
}

/// A section with these fields.
pub(crate) fn section(title: &str, aliases: &[&str]) -> SetupSection {
    SetupSection {
        title: title.to_owned(),
        fields: aliases.iter().map(|alias| SetupField::new(alias)).collect(),
    }
}

/// Sections as they are.
pub(crate) fn of(sections: Vec<SetupSection>) -> Setup {
    Setup {
        sections,
        ..Setup::default()
    }
}

/// Person (both names, e-mail), Address (city, country), Job (hire date, title).
pub(crate) fn setup() -> Setup {
    of(vec![
        section("Person", &["firstName", "lastName", "homeEmail"]),
        section("Address", &["city", "country"]),
        section("Job", &["hireDate", "jobTitle"]),
    ])
}

/// A field of the company.
pub(crate) fn catalogue_field(alias: &str, label: &str) -> CatalogueField {
    CatalogueField {
        id: FieldId::new(alias),
        label: label.to_owned(),
        kind: FieldKind::Text,
        is_custom: alias.starts_with("custom"),
        is_sensitive: false,
        is_required_by_bamboohr: false,
        is_row_only: alias.starts_with("pay"),
        options: 0,
    }
}

/// A set-up under a version.
pub(crate) fn view(version: u64, setup: Setup) -> SetupView {
    SetupView {
        version,
        changed_by: None,
        changed_at: None,
        setup,
        fields: Vec::new(),
        sources: Vec::new(),
        history: Vec::new(),
        remembered: Vec::new(),
        questions: Vec::new(),
    }
}
