//! Whose key it is, and what it may read.

use bamboohr::{Error, RefusalReason};
use handoff::interface::{Finding, Severity};

use super::asking::{Answers, Myself, PRIVATE_ADDRESS};
use super::{Advised, finding};

const LEVEL: &str = "In BambooHR, open Settings, Access Levels, and the level of the key’s owner";

/// As far as BambooHR tells it: a key acts as the person who made it.
pub(super) fn owner(myself: &Myself, answers: &Answers) -> Finding {
    const CHECK: &str = "Whose key it is";
    let sees_users = match &answers.users {
        Ok(_) => " It may see BambooHR’s users, as administrators may.",
        Err(_) => "",
    };
    let Some(employee) = &myself.employee else {
        let sentence = format!(
            "The key belongs to a user who is no employee, which is best: it does not end when somebody leaves.{sees_users}"
        );
        return finding("owner-is-no-employee", CHECK, Severity::Good, sentence);
    };
    let by_users = answers.users.as_ref().ok().and_then(|users| {
        let owner = users
            .iter()
            .find(|user| user.employee.as_ref() == Some(employee))?;
        let names = [owner.first_name.as_deref(), owner.last_name.as_deref()];
        let names: Vec<&str> = names.into_iter().flatten().collect();
        (!names.is_empty()).then(|| names.join(" "))
    });
    let name = myself.name.clone().or(by_users);
    let name = name.unwrap_or_else(|| format!("the employee with the id {}", employee.as_str()));
    let sentence = format!(
        "The key acts as {name}: it may do what that person may do, and stops working when their access ends.{sees_users}"
    );
    finding("owner-is-employee", CHECK, Severity::Note, sentence).advised(
        "Consider a key of a user who is no employee and exists for this connection only: sends then go on when \
         somebody leaves or changes roles.",
    )
}

/// Fields, lists and people.
pub(super) fn may_read(answers: &Answers) -> Vec<Finding> {
    vec![fields(answers), lists(answers), people(answers)]
}

fn fields(answers: &Answers) -> Finding {
    const CHECK: &str = "Your fields can be read";
    match &answers.fields {
        Ok(fields) => {
            let sentence = format!("BambooHR names {} fields to this key.", fields.len());
            finding("fields-readable", CHECK, Severity::Good, sentence)
        }
        Err(error) if is_refused(error) => {
            let sentence =
                "The key may not read which fields your company has, so no form can be made.";
            finding("fields-refused", CHECK, Severity::Error, sentence).advised(format!(
                "{LEVEL}, and let it see the employee fields that a new hire needs."
            ))
        }
        Err(_) => not_told("fields-not-told", CHECK, Severity::Error),
    }
}

fn lists(answers: &Answers) -> Finding {
    const CHECK: &str = "Options of lists can be read";
    match &answers.lists {
        Ok(lists) => {
            let sentence = format!(
                "The options of {} lists, such as job titles, can be read.",
                lists.len()
            );
            finding("lists-readable", CHECK, Severity::Good, sentence)
        }
        Err(error) if is_refused(error) => {
            let sentence = "The key may not read the options of your lists, such as job titles, so nobody can choose \
                            one and BambooHR would drop what it does not know.";
            finding("lists-refused", CHECK, Severity::Error, sentence).advised(format!(
                "{LEVEL}, and let it see and edit the list fields: job title, department, division, location, employment \
                 status."
            ))
        }
        Err(_) => not_told("lists-not-told", CHECK, Severity::Error),
    }
}

fn people(answers: &Answers) -> Finding {
    const CHECK: &str = "People who are there can be found";
    let crowd = match &answers.people {
        Ok(crowd) => crowd,
        Err(error) if is_refused(error) => {
            let sentence = "The key may not see who is in BambooHR, so somebody who is there already cannot be found \
                            before a send. Only a second e-mail address would be noticed, by BambooHR itself.";
            return finding("people-refused", CHECK, Severity::Warning, sentence)
                .advised(format!("{LEVEL}, and let it see all employees."));
        }
        Err(_) => return not_told("people-not-told", CHECK, Severity::Warning),
    };
    if crowd.first.is_none() {
        let sentence = "The key sees nobody. That is right only when nobody is in BambooHR yet.";
        return finding("people-none", CHECK, Severity::Warning, sentence).advised(format!(
            "If there are people in BambooHR: {}, and let it see all employees.",
            lower_case(LEVEL)
        ));
    }
    if crowd.hidden.contains(PRIVATE_ADDRESS) {
        let sentence = "The key sees people but not their private e-mail addresses, by which somebody who is there \
                        already is found best; what is left is the name.";
        return finding("addresses-hidden", CHECK, Severity::Warning, sentence).advised(format!(
            "{LEVEL}, and let it see the field Home Email of all employees."
        ));
    }
    let sentence = match crowd.total {
        Some(1) => "The key sees one person, inactive and future ones included. If there are more, its level is limited to some."
            .to_owned(),
        Some(total) => format!(
            "The key sees {total} people, inactive and future ones included. If there are more, its level is limited to some."
        ),
        None => "The key sees people.".to_owned(),
    };
    finding("people-readable", CHECK, Severity::Good, sentence)
}

pub(super) fn documents(answers: &Answers) -> Finding {
    const CHECK: &str = "Documents can be stored";
    let advice =
        format!("{LEVEL}, and let it see and edit the Documents tab with at least one category.");
    match &answers.files {
        None => finding(
            "documents-unknown",
            CHECK,
            Severity::Note,
            "This can be told only when the key sees somebody in BambooHR.",
        ),
        Some(Ok(categories)) => {
            let usable: Vec<String> = categories
                .iter()
                .filter(|category| category.can_upload_files)
                .map(|category| category.name.clone())
                .collect();
            if usable.is_empty() {
                let sentence =
                    "The key sees the Documents tab but may not put a file into any category.";
                return finding("documents-read-only", CHECK, Severity::Warning, sentence)
                    .advised(advice);
            }
            finding(
                "documents-writable",
                CHECK,
                Severity::Good,
                "Files can be stored in these categories.",
            )
            .about(usable)
        }
        Some(Err(error)) if is_refused(error) => {
            let sentence = "The key may not store documents. Hires are sent without their files, and the send says so.";
            finding("documents-refused", CHECK, Severity::Warning, sentence).advised(advice)
        }
        Some(Err(_)) => not_told("documents-not-told", CHECK, Severity::Warning),
    }
}

/// BambooHR answered that this is not allowed, or that there is nothing this key may see.
pub(super) fn is_refused(error: &Error) -> bool {
    let refusal = error.refusal();
    refusal.is_some_and(|refusal| {
        matches!(
            refusal.reason,
            RefusalReason::NotPermitted | RefusalReason::NotFound
        )
    })
}

/// It answered other questions and failed at this one.
pub(super) fn not_told(code: &str, check: &str, severity: Severity) -> Finding {
    finding(
        code,
        check,
        severity,
        "BambooHR did not answer this question just now.",
    )
    .advised("Check again in a minute.")
}

fn lower_case(sentence: &str) -> String {
    sentence.replacen("In BambooHR", "in BambooHR", 1)
}
