//! Plans and rows.

use std::collections::BTreeMap;

use handoff::catalogue::is_only_in_rows;
use handoff::{
    CandidateId, Catalogue, Entry, Extras, FieldKind, Form, FormField, Plan, PlannedField,
    RowMatch, Section, Step, Submission, Table, TableColumns, check, match_row, plan, plan_update,
};
use proptest::prelude::*;

use super::generated::{TABLES, any_tables, any_values};

/// The plan of a hire whose form asks exactly these values.
fn hire(values: &[PlannedField], catalogue: &Catalogue) -> Plan {
    let fields = values
        .iter()
        .map(|value| FormField::new(value.id.clone(), value.label.clone(), FieldKind::Text));
    let form = Form {
        sections: vec![Section {
            title: String::new(),
            fields: fields.collect(),
        }],
        ..Form::new(CandidateId::parse("cand_1").unwrap())
    };
    let entries = values
        .iter()
        .map(|value| (value.id.clone(), value.entry.clone()));
    let submission = Submission {
        entries: entries.collect(),
    };
    let checked = check(&form, &submission).unwrap();
    plan(checked, catalogue, &Extras::default())
}

fn rows(plan: &Plan) -> impl Iterator<Item = (Table, &Step)> {
    plan.steps.iter().filter_map(|step| match step {
        Step::SetRow { table, .. } => Some((*table, step)),
        _ => None,
    })
}

fn texts(step: &Step) -> BTreeMap<String, String> {
    let columns = step.columns().into_iter();
    columns
        .map(|(column, entry)| (column, entry.display()))
        .collect()
}

/// What holds for every plan, whatever it was made from.
fn holds_each_value_once(
    plan: &Plan,
    values: &[PlannedField],
    catalogue: &Catalogue,
) -> Result<(), TestCaseError> {
    let fields: Vec<PlannedField> = plan.fields().into_iter().cloned().collect();
    prop_assert_eq!(fields.as_slice(), values);
    let mut seen = Vec::new();
    for (table, step) in rows(plan) {
        prop_assert!(!seen.contains(&table), "two rows of one table");
        seen.push(table);
        prop_assert!(!step.fields().is_empty());
        // A row has a column for each of its values and one for its date, and all of them are in view.
        let columns = step.columns();
        prop_assert_eq!(columns.len(), step.fields().len() + 1);
        for column in columns.keys() {
            prop_assert!(catalogue.shows(table, column), "{column}");
        }
    }
    let read_back = |step: &Step| *step == Step::ReadBack;
    prop_assert!(plan.steps.last().is_some_and(read_back));
    prop_assert_eq!(plan.steps.iter().filter(|step| read_back(step)).count(), 1);
    Ok(())
}

fn is_alone(plan: &Plan, step: fn(&Step) -> bool) -> bool {
    plan.steps.iter().filter(|found| step(found)).count() == 1
}

proptest! {
    #[test]
    fn a_hire_is_created_once_and_each_value_is_in_one_step_or_also_in_the_row_beside_a_schedule(values in any_values(), tables in any_tables()) {
        let catalogue = Catalogue { tables, ..Catalogue::default() };
        let plan = hire(&values, &catalogue);
        holds_each_value_once(&plan, &values, &catalogue)?;
        let creates = |step: &Step| matches!(step, Step::CreateEmployee { .. });
        prop_assert!(plan.steps.first().is_some_and(creates) && is_alone(&plan, creates));
        let has_schedule = plan.text("paySchedule").is_some();
        let has_day = plan.text("hireDate").is_some();
        prop_assert!(rows(&plan).next().is_none() || has_day);
        let sent: usize = plan.steps.iter().map(|step| step.fields().len()).sum();
        if has_schedule {
            // Whatever a create call takes is in it; the job may follow in a row, for what it does not take.
            let created = plan.created_fields();
            let left = values.iter().filter(|value| !created.contains(value));
            let left: Vec<&PlannedField> = left.collect();
            prop_assert!(left.iter().all(|value| is_only_in_rows(&value.id)));
            let tables: Vec<Table> = rows(&plan).map(|(table, _)| table).collect();
            prop_assert!(tables.is_empty() || (tables == [Table::JobInformation] && !left.is_empty()));
        } else {
            prop_assert_eq!(sent, values.len());
        }
        let text = serde_json::to_string(&plan).unwrap();
        prop_assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), plan);
    }

    #[test]
    fn a_hire_of_somebody_who_is_there_has_the_same_values_and_creates_nobody(values in any_values(), tables in any_tables()) {
        let catalogue = Catalogue { tables, ..Catalogue::default() };
        let plan = hire(&values, &catalogue).for_existing();
        holds_each_value_once(&plan, &values, &catalogue)?;
        let creates = plan.steps.iter().any(|step| matches!(step, Step::CreateEmployee { .. }));
        prop_assert!(!creates);
    }

    #[test]
    fn a_change_creates_nobody_and_each_value_is_in_one_step(values in any_values(), tables in any_tables(), has_day: bool) {
        let catalogue = Catalogue { tables, ..Catalogue::default() };
        let plan = plan_update(values.clone(), &catalogue, has_day.then_some("2027-01-04"));
        holds_each_value_once(&plan, &values, &catalogue)?;
        for step in &plan.steps {
            match step {
                Step::UpdateEmployee { fields } => prop_assert!(!fields.is_empty()),
                Step::SetRow { date, .. } => prop_assert!(has_day && date == "2027-01-04"),
                other => prop_assert_eq!(other, &Step::ReadBack),
            }
        }
    }

    #[test]
    fn a_row_that_was_set_is_found_again_and_one_that_differs_is_not_taken_for_it(
        values in any_values(), chosen: prop::sample::Index, hidden: prop::sample::Index,
    ) {
        let tables = TABLES.map(|(table, columns)| TableColumns {
            table,
            columns: columns.iter().map(ToString::to_string).collect(),
        });
        let catalogue = Catalogue { tables: tables.to_vec(), ..Catalogue::default() };
        let plan = plan_update(values, &catalogue, Some("2027-01-04"));
        for (table, step) in rows(&plan) {
            let row = texts(step);
            prop_assert_eq!(match_row(step, &row), RowMatch::Same);
            let loud = row.iter().map(|(column, text)| (column.clone(), format!(" {} ", text.to_uppercase())));
            prop_assert_eq!(match_row(step, &loud.collect()), RowMatch::Same);

            let columns: Vec<&String> = row.keys().filter(|column| *column != table.date_column()).collect();
            let (chosen, hidden) = (*chosen.get(&columns), *hidden.get(&columns));
            let mut other = row.clone();
            other.insert(chosen.clone(), "another value".to_owned());
            prop_assert_eq!(match_row(step, &other), RowMatch::SameDate);
            if hidden != chosen {
                other.remove(hidden);
                prop_assert_eq!(match_row(step, &other), RowMatch::SameDate);
            }
            let mut in_view = row.clone();
            in_view.remove(hidden);
            let expected = if columns.len() > 1 { RowMatch::Same } else { RowMatch::SameDate };
            prop_assert_eq!(match_row(step, &in_view), expected);

            for (day, verdict) in [("2027-01-05", RowMatch::Newer), ("2027-01-03", RowMatch::Other)] {
                let mut another = row.clone();
                another.insert(table.date_column().to_owned(), day.to_owned());
                prop_assert_eq!(match_row(step, &another), verdict);
            }
            let date = step.columns().remove(table.date_column());
            prop_assert_eq!(date, Some(Entry::Text("2027-01-04".to_owned())));
        }
    }
}
