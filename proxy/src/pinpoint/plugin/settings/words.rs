//! What people in Pinpoint read. No call says in which language they read, so there is one text for all of them, which the
//! operator may put into their own words. What BambooHR and the company's set-up call a field is theirs already.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Every text of the plugin's own. What stands in braces is filled in, and must stand in any other text as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::pinpoint::plugin) struct Words {
    // Around the form.
    pub(in crate::pinpoint::plugin) description: String,
    pub(in crate::pinpoint::plugin) code: String,
    pub(in crate::pinpoint::plugin) code_hint: String,
    pub(in crate::pinpoint::plugin) company: String,
    pub(in crate::pinpoint::plugin) company_hint: String,
    // In the form.
    pub(in crate::pinpoint::plugin) application: String,
    pub(in crate::pinpoint::plugin) application_hint: String,
    pub(in crate::pinpoint::plugin) email: String,
    pub(in crate::pinpoint::plugin) email_hint: String,
    pub(in crate::pinpoint::plugin) in_pinpoint: String,
    pub(in crate::pinpoint::plugin) currency: String,
    pub(in crate::pinpoint::plugin) documents: String,
    pub(in crate::pinpoint::plugin) cv: String,
    pub(in crate::pinpoint::plugin) cv_hint: String,
    pub(in crate::pinpoint::plugin) further_documents: String,
    pub(in crate::pinpoint::plugin) notice: String,
    pub(in crate::pinpoint::plugin) left_empty_words: String,
    pub(in crate::pinpoint::plugin) left_empty: String,
    pub(in crate::pinpoint::plugin) employee_hint: String,
    pub(in crate::pinpoint::plugin) sent_already: String,
    pub(in crate::pinpoint::plugin) sent_already_as: String,
    // After a submit that is done.
    pub(in crate::pinpoint::plugin) added: String,
    pub(in crate::pinpoint::plugin) is_there: String,
    pub(in crate::pinpoint::plugin) employee: String,
    pub(in crate::pinpoint::plugin) still_storing: String,
    pub(in crate::pinpoint::plugin) not_done: String,
    pub(in crate::pinpoint::plugin) differs: String,
    // After one that is not.
    pub(in crate::pinpoint::plugin) not_sent: String,
    pub(in crate::pinpoint::plugin) one_field: String,
    pub(in crate::pinpoint::plugin) many_fields: String,
    pub(in crate::pinpoint::plugin) perhaps: String,
    pub(in crate::pinpoint::plugin) twin_found: String,
    pub(in crate::pinpoint::plugin) needs_person: String,
    pub(in crate::pinpoint::plugin) not_known_yet: String,
    pub(in crate::pinpoint::plugin) accepted: String,
    pub(in crate::pinpoint::plugin) nobody_in_particular: String,
    pub(in crate::pinpoint::plugin) too_long: String,
}

impl Default for Words {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            description: text(
                "Adds the candidate to BambooHR as an employee. Use it for candidates who are hired: Pinpoint offers it in every \
                 stage.",
            ),
            code: text("Connection code"),
            code_hint: text(
                "A key of Send to BambooHR that may be sent to from Pinpoint: Settings → Embedding there",
            ),
            company: text("BambooHR company domain"),
            company_hint: text(
                "The part before .bamboohr.com. When it is given, hires go to this company only",
            ),
            application: text("Application"),
            application_hint: text(
                "Filled in by Pinpoint. It keeps a second press from adding a second employee.",
            ),
            email: text("E-mail address in Pinpoint"),
            email_hint: text(
                "Filled in by Pinpoint. It tells who it is when there is no application.",
            ),
            in_pinpoint: text("{label} in Pinpoint"),
            currency: text("{label}, currency"),
            documents: text("Documents"),
            cv: text("CV"),
            cv_hint: text("Stored with the employee’s documents."),
            further_documents: text("Further documents"),
            notice: text("To know"),
            left_empty_words: text(
                "Left empty, Pinpoint’s {label} is used if BambooHR knows exactly these words.",
            ),
            left_empty: text("Left empty, “{value}” from {origin} is used."),
            employee_hint: text("The name as BambooHR shows it."),
            sent_already: text(
                "This candidate has been sent already. Sending again tells how it stands.",
            ),
            sent_already_as: text(
                "This candidate is in BambooHR as employee {id} already. Sending again tells how that went.",
            ),
            added: text("{name} was added to BambooHR as employee {id}."),
            is_there: text("{name} is in BambooHR as employee {id}."),
            employee: text("Employee in BambooHR"),
            still_storing: text("Some of it is still being stored: {page}"),
            not_done: text("Not done: {steps}. Decide what to do: {page}"),
            differs: text("BambooHR stored something else than was sent in: {fields}. See {page}"),
            not_sent: text("Not sent: nobody was added to BambooHR. {why}"),
            one_field: text("One field needs attention."),
            many_fields: text("{count} fields need attention."),
            perhaps: text("Perhaps {options} is meant."),
            twin_found: text(
                "Not sent yet: somebody in BambooHR may be {name} already. Decide who it is, then press again: {page}",
            ),
            needs_person: text(
                "It is not known whether {name} was added to BambooHR: the answer was lost. Do not add anybody by hand. Look there \
                 and decide: {page}",
            ),
            not_known_yet: text(
                "It is not known yet whether {name} was added to BambooHR. It is being found out, and nothing is sent a second \
                 time. Press again in a minute, or look: {page}",
            ),
            accepted: text(
                "Accepted, and not sent yet. {why} It goes on by itself; press again later to see how it went, or look: {page}",
            ),
            nobody_in_particular: text(
                "Not sent: Pinpoint told neither the id of the application nor an e-mail address, so a second press could not be \
                 told from another hire. Ask an admin to look at the plugin’s mappings.",
            ),
            too_long: text(
                "It took too long to find out what is needed, so it is not known here whether anything was sent. Press again in a \
                 minute: nothing is sent a second time.",
            ),
        }
    }
}

impl Words {
    /// The name of a text that is empty, or in which something else is filled in than in the usual one.
    pub(super) fn wrong(&self) -> Option<String> {
        let (usual, given) = (texts(&Self::default()), texts(self));
        let wrong = usual.iter().find(|(name, usual)| {
            let given = given.get(*name).and_then(Value::as_str).unwrap_or_default();
            let usual = usual.as_str().unwrap_or_default();
            given.trim().is_empty() || filled_in(given) != filled_in(usual)
        });
        wrong.map(|(name, _)| name.clone())
    }
}

fn texts(words: &Words) -> Map<String, Value> {
    match serde_json::to_value(words) {
        Ok(Value::Object(texts)) => texts,
        _ => Map::new(),
    }
}

/// The names in braces, each once.
fn filled_in(text: &str) -> std::collections::BTreeSet<&str> {
    let after = text.split('{').skip(1);
    after
        .filter_map(|after| Some(after.split_once('}')?.0))
        .collect()
}

/// The text with these in place of their names in braces. What is filled in is not looked at again.
pub(in crate::pinpoint::plugin) fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(value.map_or("", |(_, value)| value));
        filled.push_str(rest);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_looked_at_again() {
        let name = [("name", "{page} of {name}"), ("page", "P")];
        assert_eq!(filled("{name}, {page}.", &name), "{page} of {name}, P.");
        assert_eq!(filled("{unknown}a{", &name), "a");
    }

    #[test]
    fn a_text_must_say_something_and_everything_that_the_usual_one_says() {
        let with = |added: &str| Words {
            added: added.to_owned(),
            ..Words::default()
        };
        assert_eq!(Words::default().wrong(), None);
        assert_eq!(with("{id}: {name} ist da. {id}").wrong(), None);
        for wrong in [" ", "{name} ist da.", "{name} {id} {email}"] {
            assert_eq!(with(wrong).wrong().as_deref(), Some("added"), "{wrong}");
        }
    }
}
