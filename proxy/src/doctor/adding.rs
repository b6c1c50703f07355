//! Whether people can be added: proven, refused, or not known.

use handoff::interface::{Finding, Severity};

use super::{Advised, finding};

pub(super) const CHECK: &str = "People can be added";
pub(super) const RIGHT: &str = "In BambooHR, open Settings, Access Levels, and give the level of the key’s owner the right \
                                “Add New Employees”.";

/// What earlier sends with this connection showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Proof {
    /// Day on which BambooHR last added somebody, `YYYY-MM-DD`.
    pub(crate) added_on: Option<String>,
    /// Day on which it refused to, if that was later.
    pub(crate) refused_on: Option<String>,
    /// Labels of fields whose values were not there when the newest send was read back.
    pub(crate) not_kept: Vec<String>,
}

pub(super) fn may_add(proof: &Proof) -> Finding {
    if let Some(day) = &proof.refused_on {
        let sentence = format!(
            "On {} BambooHR refused to add somebody with this key.",
            in_words(day)
        );
        return finding("adding-refused", CHECK, Severity::Error, sentence).advised(RIGHT);
    }
    if let Some(day) = &proof.added_on {
        let sentence = format!("Proven: BambooHR last added somebody on {}.", in_words(day));
        return finding("adding-proven", CHECK, Severity::Good, sentence);
    }
    let sentence = "Not known yet: BambooHR does not let us ask without adding someone. The first hire will tell, or a test \
                    with a person who is clearly named so.";
    finding("adding-unknown", CHECK, Severity::Note, sentence)
        .advised(format!("{RIGHT} Full administrators have it already."))
}

fn in_words(day: &str) -> String {
    handoff::date_in_words(day).unwrap_or_else(|| day.to_owned())
}
