//! The doctor: whether a connection to BambooHR works, and what its key may do, before anybody relies on it.
//!
//! [`examine`] only reads. [`asking`] asks BambooHR, the other modules turn answers into findings without asking
//! anything. Whether somebody may add employees cannot be asked without adding one: it is told from the last send, or
//! tried with [`person::try_one`] when an admin wants that. No finding says more than was seen.

mod adding;
mod asking;
mod form;
mod person;
mod reaching;
mod rights;

use bamboohr::Client;
use handoff::FieldId;
use handoff::interface::{DoctorReport, Finding, Severity};

pub(crate) use adding::Proof;
pub(crate) use asking::Myself;
pub(crate) use person::{TestPerson, try_one};

/// What an account wants from its BambooHR.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// The fields that its form fills, in the form's order.
    pub(crate) fields: Vec<WantedField>,
    /// What its candidates have that no option of BambooHR is called.
    pub(crate) missing_options: Vec<MissingOption>,
    /// What earlier sends with this connection showed.
    pub(crate) proof: Proof,
}

/// A field that the form fills.
#[derive(Clone, Debug)]
pub(crate) struct WantedField {
    /// BambooHR's alias.
    pub(crate) id: FieldId,
    /// The company's label.
    pub(crate) label: String,
    /// Whether a hire cannot be sent without it.
    pub(crate) is_required: bool,
    /// Whether it can be read on the employee; what only rows have cannot.
    pub(crate) is_of_the_employee: bool,
}

/// A value of candidates that is no option.
#[derive(Clone, Debug)]
pub(crate) struct MissingOption {
    /// The label of the list, for example `Job Title`.
    pub(crate) list: String,
    /// The candidates' words.
    pub(crate) text: String,
    /// How many candidates say so.
    pub(crate) candidates: u64,
    /// Whether BambooHR lets options be added to the list.
    pub(crate) can_add: bool,
}

/// The first question, which any key may ask. When it is not answered nothing else is asked, and the findings say why:
/// a key that is not accepted must not be tried again and again.
pub(crate) async fn knock(client: &Client) -> Result<Myself, Vec<Finding>> {
    let myself = asking::who_am_i(client).await;
    myself.map_err(|error| reaching::failed(&error, client.endpoint().company().as_str()))
}

/// Looks at everything that can be looked at, after [`knock`]. `now` is RFC 3339.
pub(crate) async fn examine(
    client: &Client,
    myself: &Myself,
    wanted: &Wanted,
    now: String,
) -> DoctorReport {
    let answers = asking::ask(client, wanted).await;
    let mut findings = reaching::reached();
    findings.push(rights::owner(myself, &answers));
    findings.extend(rights::may_read(&answers));
    findings.extend(form::fields(wanted, &answers));
    findings.push(form::dated_tables(&answers));
    findings.extend(form::options(wanted));
    findings.push(rights::documents(&answers));
    findings.push(adding::may_add(&wanted.proof));
    DoctorReport { at: now, findings }
}

/// A finding; what to do and what it is about are added by [`Advised`].
fn finding(code: &str, check: &str, severity: Severity, sentence: impl Into<String>) -> Finding {
    Finding {
        code: code.to_owned(),
        check: check.to_owned(),
        severity,
        sentence: sentence.into(),
        advice: None,
        about: Vec::new(),
    }
}

/// What belongs to a finding that is not good.
trait Advised {
    fn advised(self, advice: impl Into<String>) -> Self;
    fn about(self, labels: impl IntoIterator<Item = String>) -> Self;
}

impl Advised for Finding {
    fn advised(self, advice: impl Into<String>) -> Self {
        Self {
            advice: Some(advice.into()),
            ..self
        }
    }

    fn about(self, labels: impl IntoIterator<Item = String>) -> Self {
        Self {
            about: labels.into_iter().collect(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests;
