//! What the form asks.

use handoff::interface::{
    CatalogueField, FittingSource, ForgetChoice, PresetWanted, RememberedView, SetupChange,
    SetupImport, SetupImported, SetupPreview, SetupRestore, SetupVersion, SetupView,
};
use handoff::{Attribute, FieldKind, Preset, Setup, SetupFile, Source};

use super::forms::catalogue;
use super::{AT, Example, field, rhea, text};

const ADMIN: &str = "Ann Lee";

impl Example for Setup {
    fn example() -> Self {
        let catalogue = catalogue();
        let mut setup = Self::default_for(&catalogue);
        for section in &mut setup.sections {
            let fields = &mut section.fields;
            fields.retain(|asked| catalogue.field(&asked.id).is_some());
        }
        setup.sections.retain(|section| !section.fields.is_empty());
        setup
    }
}

impl Example for SetupView {
    fn example() -> Self {
        Self {
            version: 3,
            changed_by: text(ADMIN),
            changed_at: text(AT),
            setup: Setup::example(),
            fields: CatalogueField::all(&catalogue()),
            sources: vec![FittingSource {
                source: Source::of(Attribute::FirstName),
                words: "the candidate’s first name".to_owned(),
                kinds: vec![FieldKind::Text],
            }],
            history: vec![SetupVersion {
                version: 3,
                who: ADMIN.to_owned(),
                at: AT.to_owned(),
                words: "Department is required now.".to_owned(),
            }],
            remembered: vec![RememberedView {
                field: field("department"),
                label: "Department".to_owned(),
                found: "R&D".to_owned(),
                option: "Engineering".to_owned(),
                who: ADMIN.to_owned(),
                at: AT.to_owned(),
            }],
            questions: vec!["When could you start?".to_owned()],
        }
    }
}

impl Example for SetupChange {
    fn example() -> Self {
        Self {
            version: 3,
            setup: Setup::example(),
        }
    }
}

impl Example for PresetWanted {
    fn example() -> Self {
        Self {
            preset: Preset::TypicalHire,
        }
    }
}

impl Example for SetupRestore {
    fn example() -> Self {
        Self {
            version: 3,
            from: 1,
        }
    }
}

impl Example for SetupPreview {
    fn example() -> Self {
        Self {
            setup: Setup::example(),
            candidate: rhea(),
        }
    }
}

impl Example for SetupFile {
    fn example() -> Self {
        Self::of(Setup::example(), &catalogue())
    }
}

impl Example for SetupImport {
    fn example() -> Self {
        Self {
            file: SetupFile::example().to_text().unwrap_or_default(),
        }
    }
}

impl Example for SetupImported {
    fn example() -> Self {
        Self {
            setup: Setup::example(),
            lacks: vec![
                "Shirt size: BambooHR has no field “customShirtSize” here. It was left out."
                    .to_owned(),
            ],
        }
    }
}

impl Example for ForgetChoice {
    fn example() -> Self {
        Self {
            field: field("department"),
            found: "R&D".to_owned(),
        }
    }
}
