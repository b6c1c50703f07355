//! The form against this key: fields it cannot see or read, values that BambooHR did not keep, options that are missing.

use handoff::Table;
use handoff::interface::{Finding, Severity};

use super::asking::Answers;
use super::rights::{is_refused, not_told};
use super::{Advised, Wanted, WantedField, finding};

const CHECK: &str = "The fields of your form";

pub(super) fn fields(wanted: &Wanted, answers: &Answers) -> Vec<Finding> {
    let Ok(known) = &answers.fields else {
        return Vec::new();
    };
    let is_known = |field: &&WantedField| {
        known
            .iter()
            .any(|known| known.alias.as_deref() == Some(field.id.as_str()))
    };
    // What only rows have is a column and no field.
    let of_the_employee = || {
        wanted
            .fields
            .iter()
            .filter(|field| field.is_of_the_employee)
    };
    let unknown: Vec<&WantedField> = of_the_employee().filter(|field| !is_known(field)).collect();
    let mut findings = Vec::new();
    if !unknown.is_empty() {
        let severity = match unknown.iter().any(|field| field.is_required) {
            true => Severity::Error,
            false => Severity::Warning,
        };
        let sentence =
            "BambooHR does not name these fields to this key, so the form leaves them out.";
        findings.push(
            finding("fields-unknown", CHECK, severity, sentence)
                .advised(
                    "In BambooHR, open Settings, Access Levels, and the level of the key’s owner, and let it see and edit \
                     these fields; or take them out of the form.",
                )
                .about(labels(&unknown)),
        );
    }
    findings.extend(hidden(wanted, answers, &unknown));
    findings.extend(not_kept(wanted));
    if findings.is_empty() {
        let sentence = match wanted.fields.len() {
            1 => "The one field of your form can be read with this key.".to_owned(),
            many => format!("All {many} fields of your form can be read with this key."),
        };
        findings.push(finding("form-readable", CHECK, Severity::Good, sentence));
    }
    findings
}

/// What cannot be read can often be written, but nobody can check whether it was stored.
fn hidden(wanted: &Wanted, answers: &Answers, unknown: &[&WantedField]) -> Option<Finding> {
    let readable = match &answers.readable {
        Some(Ok(readable)) => readable,
        Some(Err(error)) if !is_refused(error) => {
            return Some(not_told("reading-not-told", CHECK, Severity::Warning));
        }
        _ => {
            let sentence = "Whether the fields of your form can be read is told only by looking at somebody, and the key \
                            sees nobody.";
            return Some(finding("reading-unknown", CHECK, Severity::Note, sentence));
        }
    };
    let hidden: Vec<&WantedField> = wanted
        .fields
        .iter()
        .filter(|field| field.is_of_the_employee && !readable.contains(field.id.as_str()))
        .filter(|field| !unknown.iter().any(|unknown| unknown.id == field.id))
        .collect();
    if hidden.is_empty() {
        return None;
    }
    let sentence = "The key cannot read these fields. What is entered there may arrive or not: the receipt will say \
                    “not visible”, because nobody can check.";
    let finding = finding("fields-hidden", CHECK, Severity::Warning, sentence).advised(
        "In BambooHR, open Settings, Access Levels, and the level of the key’s owner, and set these fields to “view and \
         edit”.",
    );
    Some(finding.about(labels(&hidden)))
}

/// What the last send proved.
fn not_kept(wanted: &Wanted) -> Option<Finding> {
    let not_kept = &wanted.proof.not_kept;
    if not_kept.is_empty() {
        return None;
    }
    let sentence = "In the last send BambooHR did not keep these values, without saying so.";
    let finding = finding("fields-not-kept", CHECK, Severity::Warning, sentence).advised(
        "In BambooHR, open Settings, Access Levels, and the level of the key’s owner, and let it edit these fields.",
    );
    Some(finding.about(not_kept.iter().cloned()))
}

/// Values of candidates that no option is called.
pub(super) fn options(wanted: &Wanted) -> Vec<Finding> {
    if wanted.missing_options.is_empty() {
        let sentence = "Whoever is hired or has an offer has job values that BambooHR knows.";
        let check = "Values of your hires are options in BambooHR";
        return vec![finding("options-there", check, Severity::Good, sentence)];
    }
    let mut lists: Vec<&str> = Vec::new();
    for missing in &wanted.missing_options {
        if !lists.contains(&missing.list.as_str()) {
            lists.push(&missing.list);
        }
    }
    let of_list = |list: &str| {
        let missing = wanted.missing_options.iter();
        let missing = missing.filter(|missing| missing.list == list);
        let can_add = missing.clone().any(|missing| missing.can_add);
        let named = missing.map(|missing| match missing.candidates {
            1 => format!("{} (1 candidate)", missing.text),
            many => format!("{} ({many} candidates)", missing.text),
        });
        let sentence = format!(
            "Some of your hires and offers have a value of {list} that is no option in BambooHR. The form will ask which \
             option is meant, and remember it."
        );
        let check = format!("Options of {list}");
        let finding = finding("options-missing", &check, Severity::Warning, sentence).about(named);
        match can_add {
            true => finding.advised(format!(
                "If they should be options of their own: in BambooHR, open Settings, Employee Fields, {list}, and add them."
            )),
            false => finding,
        }
    };
    lists.into_iter().map(of_list).collect()
}

fn labels(fields: &[&WantedField]) -> Vec<String> {
    fields.iter().map(|field| field.label.clone()).collect()
}

/// Whether what holds from a day on can be stored with that day.
pub(super) fn dated_tables(answers: &Answers) -> Finding {
    const CHECK: &str = "Job, status and pay are stored with their date";
    let known = match &answers.tables {
        Ok(tables) => tables.as_slice(),
        Err(error) if is_refused(error) => &[],
        Err(_) => return not_told("tables-not-told", CHECK, Severity::Note),
    };
    let is_known = |table: &Table| known.iter().any(|known| known.alias == table.code());
    let hidden: Vec<String> = Table::ALL
        .iter()
        .filter(|table| !is_known(table))
        .map(|table| name_of(*table).to_owned())
        .collect();
    if hidden.is_empty() {
        let sentence = "The key sees the tables in which they are kept.";
        return finding("tables-readable", CHECK, Severity::Good, sentence);
    }
    let sentence = "The key does not see these tables. Their values are sent with the new employee instead, and BambooHR \
                    dates them itself; whoever somebody reports to cannot be sent that way.";
    finding("tables-hidden", CHECK, Severity::Note, sentence)
        .advised(
            "In BambooHR, open Settings, Access Levels, and the level of the key’s owner, and let it see and edit these \
             tables.",
        )
        .about(hidden)
}

/// What BambooHR calls a table on its pages.
fn name_of(table: Table) -> &'static str {
    match table {
        Table::EmploymentStatus => "Employment Status",
        Table::JobInformation => "Job Information",
        Table::Compensation => "Compensation",
    }
}
