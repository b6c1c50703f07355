//! The candidate, the company and what becomes of them when nobody changes anything.

use handoff::candidate::{Address, Job, Offer};
use handoff::{
    Candidate, CandidateId, Catalogue, Choice, Company, Entry, Extras, Field, FieldId, FieldKind,
    Form, KnownPerson, Plan, PlannedField, Setup, Stage, Step, Submission, Table, TableColumns,
    Viewer, check, compose, plan,
};

/// Names and what they stand for.
pub(crate) type Pairs<'a> = &'a [(&'a str, &'a str)];

pub(crate) fn candidate() -> Candidate {
    Candidate {
        id: CandidateId::parse("cand_1").unwrap(),
        first_name: Some(" Ann ".to_owned()),
        last_name: Some("Lee".to_owned()),
        preferred_name: None,
        email: Some("ann@example.com".to_owned()),
        phone: Some("+44 20 7946 0000".to_owned()),
        address: Address {
            city: Some("London".to_owned()),
            country: Some("gb".to_owned()),
            ..Address::default()
        },
        stage: Stage::Hired,
        applied_on: None,
        job: Job {
            title: "backend engineer".to_owned(),
            department: Some("Skunkworks".to_owned()),
            ..Job::default()
        },
        offer: Some(Offer {
            start_date: Some("2027-01-04".to_owned()),
            employment_type: Some("Full-Time".to_owned()),
            salary: Some("60,000".to_owned()),
            currency: Some("gbp".to_owned()),
            period: Some("year".to_owned()),
        }),
        documents: Vec::new(),
        answers: Vec::new(),
        recruiters: Vec::new(),
    }
}

pub(crate) fn field(alias: &str, kind: FieldKind, choices: &[&str]) -> Field {
    let choices = choices.iter().map(|value| Choice::new(*value)).collect();
    Field {
        choices,
        ..Field::new(alias, alias, kind)
    }
}

pub(crate) fn catalogue() -> Catalogue {
    let mut country = field("country", FieldKind::Choice, &["France"]);
    country.choices.push(Choice {
        value: "United Kingdom".to_owned(),
        also: vec!["GB".to_owned()],
        within: None,
    });
    let mut state = field("state", FieldKind::State, &[]);
    state.choices.push(Choice {
        value: "TX".to_owned(),
        also: vec!["Texas".to_owned()],
        within: None,
    });
    Catalogue {
        fields: vec![
            field("firstName", FieldKind::Text, &[]),
            field("lastName", FieldKind::Text, &[]),
            field("homeEmail", FieldKind::Email, &[]),
            field("mobilePhone", FieldKind::Phone, &[]),
            field("city", FieldKind::Text, &[]),
            state,
            country,
            field("hireDate", FieldKind::Date, &[]),
            field(
                "jobTitle",
                FieldKind::Choice,
                &["Backend Engineer", "Recruiter"],
            ),
            field("department", FieldKind::Choice, &["Engineering"]),
            field("employmentHistoryStatus", FieldKind::Choice, &["Full-Time"]),
            field("payRate", FieldKind::Money, &[]),
            field("payType", FieldKind::Choice, &["Salary", "Hourly"]),
            field("payPer", FieldKind::Choice, &["Hour", "Year"]),
        ],
        tables: Vec::new(),
    }
}

pub(crate) fn form() -> Form {
    composed(&candidate(), &catalogue())
}

/// The form of a company that has chosen nothing.
pub(crate) fn composed(candidate: &Candidate, catalogue: &Catalogue) -> Form {
    composed_with(candidate, catalogue, &Setup::default_for(catalogue))
}

pub(crate) fn composed_with(candidate: &Candidate, catalogue: &Catalogue, setup: &Setup) -> Form {
    let company = Company {
        catalogue,
        setup,
        remembered: &[],
    };
    compose(candidate, &company, Viewer::Admin)
}

pub(crate) fn text(value: &str) -> Entry {
    Entry::Text(value.to_owned())
}

pub(crate) fn with(changes: &[(&str, Entry)]) -> Submission {
    let mut submission = form().prefilled();
    for (alias, entry) in changes {
        submission
            .entries
            .insert(FieldId::new(*alias), entry.clone());
    }
    submission
}

pub(crate) fn planned(changes: &[(&str, Entry)]) -> Plan {
    planned_with(&catalogue(), changes)
}

pub(crate) fn planned_with(catalogue: &Catalogue, changes: &[(&str, Entry)]) -> Plan {
    let checked = check(&form(), &with(changes)).unwrap();
    plan(checked, catalogue, &Extras::default())
}

/// A value as a plan holds it.
pub(crate) fn value(alias: &str, entry: &str) -> PlannedField {
    PlannedField {
        id: FieldId::new(alias),
        label: format!("Label of {alias}"),
        kind: FieldKind::Text,
        entry: text(entry),
        also: Vec::new(),
    }
}

pub(crate) fn pounds(amount: &str) -> PlannedField {
    PlannedField {
        kind: FieldKind::Money,
        entry: Entry::Money {
            amount: amount.to_owned(),
            currency: "GBP".to_owned(),
        },
        ..value("payRate", "")
    }
}

/// The company with these columns in view.
pub(crate) fn with_tables(tables: &[(Table, &[&str])]) -> Catalogue {
    let columns = |(table, columns): &(Table, &[&str])| TableColumns {
        table: *table,
        columns: columns.iter().map(ToString::to_string).collect(),
    };
    Catalogue {
        tables: tables.iter().map(columns).collect(),
        ..catalogue()
    }
}

pub(crate) const STATUS: (Table, &[&str]) = (
    Table::EmploymentStatus,
    &["date", "employmentStatus", "comment"],
);
pub(crate) const JOB: (Table, &[&str]) = (
    Table::JobInformation,
    &[
        "date",
        "location",
        "department",
        "division",
        "jobTitle",
        "reportsTo",
        "teams",
    ],
);
pub(crate) const PAY: (Table, &[&str]) = (
    Table::Compensation,
    &[
        "startDate",
        "rate",
        "type",
        "exempt",
        "reason",
        "comment",
        "paidPer",
        "paySchedule",
        "overtimeRate",
    ],
);

/// The company of a key that sees everything.
pub(crate) fn all_tables() -> Catalogue {
    with_tables(&[STATUS, JOB, PAY])
}

/// What the steps do, and with which fields, in a form that reads well in a table.
pub(crate) fn outline(plan: &Plan) -> Vec<String> {
    let aliases = |step: &Step| {
        let aliases: Vec<_> = step
            .fields()
            .iter()
            .map(|field| field.id.as_str())
            .collect();
        aliases.join(" ")
    };
    let outline = plan.steps.iter().map(|step| match step {
        Step::CreateEmployee { .. } => format!("create: {}", aliases(step)),
        Step::UpdateEmployee { .. } => format!("update: {}", aliases(step)),
        Step::SetRow { table, date, .. } => {
            format!("{} {date}: {}", table.code(), aliases(step))
        }
        Step::UploadDocument { name, .. } => format!("document {name}"),
        Step::UploadPhoto { .. } => "photo".to_owned(),
        Step::ReadBack => "read back".to_owned(),
    });
    outline.collect()
}

/// Ann Lee as BambooHR knows her.
pub(crate) fn person(id: &str, email: Option<&str>, hire_date: Option<&str>) -> KnownPerson {
    KnownPerson {
        id: id.to_owned(),
        first_name: Some("Ann".to_owned()),
        last_name: Some("Lee".to_owned()),
        home_email: email.map(str::to_owned),
        hire_date: hire_date.map(str::to_owned),
        ..KnownPerson::default()
    }
}
