//! Setups to begin with.
//!
//! They name fields by BambooHR's own aliases. Of what not every company has, they take what the catalogue shows; a
//! field of the usual ones that is missing is named by the form.

use serde::{Deserialize, Serialize};

use super::{Asks, Attribute, Setup, SetupField, SetupSection, Source};
use crate::catalogue::{Catalogue, FieldId};

/// A setup to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// The names, the e-mail address and the first day.
    Minimal,
    /// What a hire normally needs, without pay.
    TypicalHire,
    /// The same with pay.
    WithPay,
    /// Everything that Trax, BambooHR's payroll, wants of a person.
    PayrollTrax,
}

/// What the form of a company that has chosen nothing asks.
const DEFAULT: [&str; 21] = [
    "firstName",
    "lastName",
    "preferredName",
    "homeEmail",
    "mobilePhone",
    "address1",
    "address2",
    "city",
    "state",
    "zipcode",
    "country",
    "hireDate",
    "jobTitle",
    "department",
    "division",
    "location",
    "employmentHistoryStatus",
    "payRate",
    "payType",
    "payPer",
    "exempt",
];

impl Setup {
    /// The setup of a company that has chosen nothing.
    pub fn default_for(catalogue: &Catalogue) -> Self {
        let mut setup = Preset::WithPay.setup(catalogue);
        for section in &mut setup.sections {
            let fields = &mut section.fields;
            fields.retain(|field| DEFAULT.contains(&field.id.as_str()));
        }
        setup
    }
}

impl Preset {
    /// All presets, the smallest first.
    pub const ALL: [Self; 4] = [
        Self::Minimal,
        Self::TypicalHire,
        Self::WithPay,
        Self::PayrollTrax,
    ];

    /// What an admin reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Minimal => "Minimal",
            Self::TypicalHire => "Typical hire",
            Self::WithPay => "With pay",
            Self::PayrollTrax => "Payroll (Trax)",
        }
    }

    /// The setup for this company.
    pub fn setup(self, catalogue: &Catalogue) -> Setup {
        let sections = match self {
            Self::Minimal => vec![SetupSection {
                title: "Person".to_owned(),
                fields: vec![first_name(), last_name(), home_email(), hire_date()],
            }],
            Self::TypicalHire => vec![person(), address(), job(catalogue)],
            Self::WithPay => vec![person(), address(), job(catalogue), pay(catalogue)],
            Self::PayrollTrax => {
                let mut pay = pay(catalogue);
                complete(&mut pay.fields, catalogue);
                vec![person(), address(), personal(), job(catalogue), pay]
            }
        };
        let trax_schedules = match self {
            Self::PayrollTrax => schedules(catalogue),
            _ => Vec::new(),
        };
        Setup {
            sections,
            trax_schedules,
            may_add_options: false,
        }
    }
}

/// All options of the pay schedule.
fn schedules(catalogue: &Catalogue) -> Vec<String> {
    let field = catalogue.field(&FieldId::new("paySchedule"));
    let choices = field.map(|field| field.choices.as_slice());
    let choices = choices.unwrap_or_default().iter();
    choices.map(|choice| choice.value.clone()).collect()
}

/// Adds the fields of pay that payroll wants although the catalogue does not show them, so that the form says so.
fn complete(pay: &mut Vec<SetupField>, catalogue: &Catalogue) {
    for field in [pay_schedule(), overtime_rate()] {
        if !pay.iter().any(|asked| asked.id == field.id) {
            pay.push(field);
        }
    }
    let has_schedules = !schedules(catalogue).is_empty();
    let schedule = pay
        .iter_mut()
        .find(|field| field.id.as_str() == "paySchedule");
    if let Some(schedule) = schedule.filter(|_| has_schedules) {
        schedule.asks = Asks::Required;
    }
}

/// BambooHR asks for the two names; the presets ask for the hire date too, because BambooHR counts who works here
/// from it.
fn person() -> SetupSection {
    SetupSection {
        title: "Person".to_owned(),
        fields: vec![
            first_name(),
            last_name(),
            field("preferredName", Attribute::PreferredName),
            home_email(),
            field("mobilePhone", Attribute::Phone),
        ],
    }
}

fn address() -> SetupSection {
    SetupSection {
        title: "Address".to_owned(),
        fields: vec![
            field("address1", Attribute::AddressLine1),
            field("address2", Attribute::AddressLine2),
            field("city", Attribute::City),
            field("state", Attribute::State)
                .hint("A name or an abbreviation, such as Texas or TX."),
            field("zipcode", Attribute::Postcode),
            field("country", Attribute::Country),
        ],
    }
}

/// What payroll wants to know of the person.
fn personal() -> SetupSection {
    SetupSection {
        title: "Personal".to_owned(),
        fields: vec![
            SetupField::new("dateOfBirth"),
            SetupField::new("gender"),
            SetupField::new("maritalStatus"),
            SetupField::new("ssn").hint("Nine digits, such as 123-45-6789."),
            SetupField::new("employeeNumber")
                .hint("Leave it empty when BambooHR numbers people by itself."),
        ],
    }
}

fn job(catalogue: &Catalogue) -> SetupSection {
    let mut fields = vec![
        hire_date(),
        field("jobTitle", Attribute::JobTitle),
        field("department", Attribute::Department),
        field("division", Attribute::Division),
        field("location", Attribute::Location),
        field("employmentHistoryStatus", Attribute::EmploymentType),
    ];
    let reports_to = SetupField::new("reportsTo").hint("The manager, as BambooHR shows the name.");
    fields.extend(shown(catalogue, reports_to));
    SetupSection {
        title: "Job".to_owned(),
        fields,
    }
}

fn pay(catalogue: &Catalogue) -> SetupSection {
    let mut fields = vec![
        field("payRate", Attribute::Salary),
        field("payType", Attribute::PayType),
        field("payPer", Attribute::PayPeriod),
        SetupField::new("exempt")
            .hint("Whether United States overtime rules leave this person out."),
    ];
    let others = [
        overtime_rate(),
        pay_schedule(),
        SetupField::new("payChangeReason"),
    ];
    fields.extend(
        others
            .into_iter()
            .filter_map(|field| shown(catalogue, field)),
    );
    SetupSection {
        title: "Pay".to_owned(),
        fields,
    }
}

fn shown(catalogue: &Catalogue, field: SetupField) -> Option<SetupField> {
    catalogue.field(&field.id).is_some().then_some(field)
}

fn first_name() -> SetupField {
    field("firstName", Attribute::FirstName).required()
}

fn last_name() -> SetupField {
    field("lastName", Attribute::LastName).required()
}

fn home_email() -> SetupField {
    field("homeEmail", Attribute::Email)
        .hint("BambooHR refuses an e-mail address that another employee already has.")
}

fn hire_date() -> SetupField {
    field("hireDate", Attribute::StartDate)
        .required()
        .hint("The first day of work. Until then BambooHR lists the person as inactive.")
}

fn overtime_rate() -> SetupField {
    SetupField::new("overtimeRate")
}

fn pay_schedule() -> SetupField {
    SetupField::new("paySchedule")
}

fn field(alias: &str, from: Attribute) -> SetupField {
    SetupField {
        source: Some(Source::of(from)),
        ..SetupField::new(alias)
    }
}

impl SetupField {
    fn required(mut self) -> Self {
        self.asks = Asks::Required;
        self
    }

    fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }
}
