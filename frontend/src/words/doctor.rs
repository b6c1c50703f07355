//! What the doctor found, in words: for the page, and for whoever has to put it right in BambooHR.

use std::fmt::Write;

use handoff::interface::{DoctorReport, Finding, Severity};

use super::Tone;

/// The worst first: the order in which somebody should read.
const BY_WEIGHT: [Severity; 4] = [
    Severity::Error,
    Severity::Warning,
    Severity::Note,
    Severity::Good,
];

/// How bad something is, in two words and in a colour.
pub fn severity(severity: Severity) -> (&'static str, Tone) {
    match severity {
        Severity::Good => ("In order", Tone::Good),
        Severity::Note => ("Note", Tone::Plain),
        Severity::Warning => ("Warning", Tone::Warning),
        Severity::Error => ("Stops sending", Tone::Bad),
    }
}

/// The findings with the worst first, else as they were asked.
pub fn by_weight(report: &DoctorReport) -> Vec<Finding> {
    let of = |wanted| {
        let findings = report.findings.iter();
        findings.filter(move |finding| finding.severity == wanted)
    };
    BY_WEIGHT.into_iter().flat_map(of).cloned().collect()
}

/// The report in one or two sentences.
pub fn doctor_summary(report: &DoctorReport) -> String {
    let count = |severity| {
        let findings = report.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    };
    match (report.severity(), count(Severity::Error)) {
        (Severity::Good, _) => "Everything is in order.".to_owned(),
        (Severity::Note, _) => "Nothing is wrong. Read the notes once.".to_owned(),
        (Severity::Warning, _) => {
            "Candidates can be sent. Read the warnings: some of what is entered may not arrive as it was meant.".to_owned()
        }
        (Severity::Error, errors) => {
            let first = match errors {
                1 => "Nothing can be sent: 1 thing must be put right first.".to_owned(),
                _ => format!("Nothing can be sent: {errors} things must be put right first."),
            };
            match count(Severity::Warning) {
                0 => first,
                1 => first + " There is also 1 warning.",
                warnings => format!("{first} There are also {warnings} warnings."),
            }
        }
    }
}

/// What came of adding a test person, in one sentence.
pub fn trial_summary(report: &DoctorReport) -> String {
    let words = match report.severity() {
        Severity::Good => "The test worked.",
        Severity::Note => "The test worked. Read the notes once.",
        Severity::Warning => "The test worked in part: see what is left to do.",
        Severity::Error => "The test did not work.",
    };
    words.to_owned()
}

/// All that is to be done, as plain text for BambooHR's admin; `None` when there is nothing to do. `checked_at` is in
/// words already.
pub fn to_do(company: &str, report: &DoctorReport, checked_at: &str) -> Option<String> {
    let mut text = String::new();
    let findings = by_weight(report);
    let to_do = findings
        .iter()
        .filter_map(|finding| Some((finding, finding.advice.as_deref()?)));
    for (place, (finding, advice)) in to_do.enumerate() {
        let Finding {
            check,
            sentence,
            about,
            ..
        } = finding;
        let (word, _) = severity(finding.severity);
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "\n\n{}. {check} ({word})\n   {sentence}\n   What to do: {advice}",
            place + 1
        );
        if !about.is_empty() {
            let _ = write!(text, "\n   This is about: {}.", about.join(", "));
        }
    }
    (!text.is_empty()).then(|| {
        format!(
            "To do in BambooHR ({company}.bamboohr.com), so that hired candidates arrive there completely. \
             Checked on {checked_at}.{text}\n"
        )
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    fn finding(check: &str, severity: Severity, advice: Option<&str>) -> Finding {
        Finding {
            code: "code".to_owned(),
            check: check.to_owned(),
            severity,
            sentence: format!("{check} was looked at."),
            advice: advice.map(str::to_owned),
            about: Vec::new(),
        }
    }

    fn report(findings: &[Finding]) -> DoctorReport {
        DoctorReport {
            at: String::new(),
            findings: findings.to_vec(),
        }
    }

    #[test]
    fn the_worst_is_read_first_and_the_rest_as_it_was_asked() {
        let report = report(&[
            finding("A", Severity::Good, None),
            finding("B", Severity::Warning, None),
            finding("C", Severity::Error, None),
            finding("D", Severity::Warning, None),
            finding("E", Severity::Note, None),
        ]);
        let order: String = by_weight(&report)
            .into_iter()
            .map(|finding| finding.check)
            .collect();
        assert_eq!(order, "CBDEA");
    }

    #[test]
    fn the_summary_says_whether_anything_can_be_sent() {
        let of = |severities: &[Severity]| {
            let findings: Vec<_> = severities
                .iter()
                .map(|severity| finding("A", *severity, None))
                .collect();
            doctor_summary(&report(&findings))
        };
        use Severity::{Error, Good, Note, Warning};
        assert_eq!(of(&[Good, Good]), "Everything is in order.");
        assert_eq!(of(&[Good, Note]), "Nothing is wrong. Read the notes once.");
        assert_eq!(
            of(&[Warning, Note, Warning]),
            "Candidates can be sent. Read the warnings: some of what is entered may not arrive as it was meant."
        );
        assert_eq!(
            of(&[Good, Error]),
            "Nothing can be sent: 1 thing must be put right first."
        );
        assert_eq!(
            of(&[Error, Error, Warning]),
            "Nothing can be sent: 2 things must be put right first. There is also 1 warning."
        );
        assert_eq!(
            of(&[Error, Warning, Warning]),
            "Nothing can be sent: 1 thing must be put right first. There are also 2 warnings."
        );
    }

    #[test]
    fn the_summary_of_a_test_says_whether_it_worked() {
        let of = |severity| trial_summary(&report(&[finding("A", severity, None)]));
        assert_eq!(of(Severity::Good), "The test worked.");
        assert_eq!(of(Severity::Error), "The test did not work.");
        assert!(of(Severity::Warning).ends_with("left to do."));
    }

    #[test]
    fn what_is_copied_is_all_that_is_to_be_done_and_nothing_else() {
        let mut pay = finding(
            "Fields",
            Severity::Warning,
            Some("Give the key edit rights."),
        );
        pay.about = vec!["Pay rate".to_owned(), "Pay type".to_owned()];
        let report = report(&[
            finding("Company", Severity::Good, None),
            pay,
            finding("Key", Severity::Error, Some("Make a new key.")),
        ]);
        assert_eq!(
            to_do("acme", &report, "29 Nov 2026, 10:00").unwrap(),
            "To do in BambooHR (acme.bamboohr.com), so that hired candidates arrive there completely. \
             Checked on 29 Nov 2026, 10:00.\n\
             \n\
             1. Key (Stops sending)\n   Key was looked at.\n   What to do: Make a new key.\n\
             \n\
             2. Fields (Warning)\n   Fields was looked at.\n   What to do: Give the key edit rights.\n   \
             This is about: Pay rate, Pay type.\n"
        );
    }

    #[test]
    fn where_nothing_is_to_be_done_there_is_nothing_to_copy() {
        let report = report(&[finding("Key", Severity::Good, None)]);
        assert_eq!(to_do("acme", &report, ""), None);
    }
}
