//! The connection to BambooHR, and what the doctor found.

use handoff::interface::{
    Connection, DoctorReport, EnabledChange, Finding, IntegrationView, KeyView, NewConnection,
    Removal, Severity,
};

use super::{AT, Example, text};

const COMPANY: &str = "acme";

impl Example for Connection {
    fn example() -> Self {
        Self::Ready {
            company: COMPANY.to_owned(),
        }
    }
}

impl Example for IntegrationView {
    fn example() -> Self {
        Self {
            company: text(COMPANY),
            key: Some(KeyView {
                ends_with: "xxxx".to_owned(),
                added_by: text("Ann Lee"),
                added_at: text(AT),
                last_worked_at: text(AT),
            }),
            enabled: true,
            version: 2,
            report: Some(DoctorReport::example()),
            ..Self::default()
        }
    }
}

impl Example for DoctorReport {
    fn example() -> Self {
        Self {
            at: AT.to_owned(),
            findings: vec![Finding {
                code: "reached".to_owned(),
                check: "BambooHR answers".to_owned(),
                severity: Severity::Good,
                sentence: "The company’s BambooHR was reached.".to_owned(),
                advice: None,
                about: Vec::new(),
            }],
        }
    }
}

impl Example for NewConnection {
    fn example() -> Self {
        Self {
            subdomain: COMPANY.to_owned(),
            api_key: text("the API key that BambooHR showed"),
            version: 1,
        }
    }
}

impl Example for EnabledChange {
    fn example() -> Self {
        Self {
            enabled: true,
            version: 2,
        }
    }
}

impl Example for Removal {
    fn example() -> Self {
        Self { version: 2 }
    }
}
