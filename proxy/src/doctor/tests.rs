//! The doctor against the sandbox: every way in which a connection can be ill, and what is found. The tests print the
//! table, which is worth a look.

use std::time::Duration;

use bamboohr::{ApiKey, Client, Endpoint, Limits, Options, Retries};
use bamboohr_sandbox::settings::LockOut;
use bamboohr_sandbox::{
    ADMIN_KEY, Fault, FieldSet, Files, Key, LIMITED_KEY, People, RECRUITER_KEY, Sandbox,
};
use handoff::Catalogue;

use super::*;

mod person;

const OPTIONS: Options = Options {
    limits: Limits {
        connect: Duration::from_secs(2),
        whole_call: Duration::from_millis(700),
        upload: Duration::from_secs(2),
        body: 4 * 1024 * 1024,
        turn: Duration::from_millis(100),
    },
    retries: Retries::NONE,
};

fn client(sandbox: &Sandbox, company: &str, key: &str) -> Client {
    // In this form the company is in the path, where the sandbox can tell one from another.
    let endpoint = Endpoint::gateway_at(&sandbox.url(), company.parse().unwrap()).unwrap();
    Client::with(endpoint, ApiKey::new(key.to_owned()), OPTIONS).unwrap()
}

fn wanted() -> Wanted {
    let field = |id: &str, label: &str, is_required| WantedField {
        id: FieldId::new(id),
        label: label.to_owned(),
        is_required,
        is_of_the_employee: id != "reportsTo",
    };
    Wanted {
        fields: vec![
            field("firstName", "First Name", true),
            field("lastName", "Last Name", true),
            field("homeEmail", "Home Email", false),
            field("dateOfBirth", "Birth Date", false),
            field("hireDate", "Hire Date", true),
            field("jobTitle", "Job Title", false),
            field("department", "Department", false),
            field("reportsTo", "Reports to", false),
            field("payRate", "Pay rate", false),
        ],
        ..Wanted::default()
    }
}

fn limited_to(change: impl FnOnce(&mut Key)) -> Key {
    let mut key = Key::administrator("a-key-of-this-test");
    change(&mut key);
    key
}

/// The codes of everything that is not as it should be, with the labels it is about.
fn troubles(report: &DoctorReport) -> Vec<String> {
    let troubles = report
        .findings
        .iter()
        .filter(|finding| finding.severity > Severity::Good);
    troubles
        .map(|finding| match finding.about.as_slice() {
            [] => finding.code.clone(),
            about => format!("{}: {}", finding.code, about.join(", ")),
        })
        .collect()
}

async fn examined(client: &Client, wanted: &Wanted) -> DoctorReport {
    let now = "now".to_owned();
    match knock(client).await {
        Ok(myself) => examine(client, &myself, wanted, now).await,
        Err(findings) => DoctorReport { at: now, findings },
    }
}

struct Scenario {
    name: &'static str,
    sandbox: Sandbox,
    company: &'static str,
    key: String,
    wanted: Wanted,
}

impl Scenario {
    async fn new(name: &'static str) -> Self {
        Self {
            name,
            sandbox: Sandbox::start().await.unwrap(),
            company: "acme",
            key: ADMIN_KEY.to_owned(),
            wanted: wanted(),
        }
    }

    fn key(mut self, key: &str) -> Self {
        self.key = key.to_owned();
        self
    }

    fn may(mut self, change: impl FnOnce(&mut Key)) -> Self {
        let key = limited_to(change);
        self.key.clone_from(&key.secret);
        self.sandbox.set_key("limited-for-this", key).unwrap();
        self
    }

    fn fault(self, fault: Fault) -> Self {
        self.sandbox.add_fault(fault);
        self
    }

    /// What the doctor finds, and how many create calls it took to find it.
    async fn examined(&self) -> (DoctorReport, usize) {
        let client = client(&self.sandbox, self.company, &self.key);
        let report = examined(&client, &self.wanted).await;
        let writes = self.sandbox.requests();
        (
            report,
            writes.iter().filter(|one| one.method != "GET").count(),
        )
    }
}

fn line(name: &str, report: &DoctorReport) {
    println!(
        "| {name} | {:?} | {} |",
        report.severity(),
        troubles(report).join("; ")
    );
    for finding in &report.findings {
        let has_advice = finding.advice.is_some();
        let is_bad = finding.severity >= Severity::Warning;
        assert!(
            has_advice || !is_bad,
            "{name}: {} has nothing to do",
            finding.code
        );
        assert!(!finding.sentence.contains(ADMIN_KEY), "{name}");
    }
}

#[tokio::test]
async fn every_ill_connection_is_told_apart_without_writing_anything() {
    let on_self = |fault: fn(Fault) -> Fault| fault(Fault::on("GET", "/employees/0"));
    let all_pay_hidden = "fields-hidden: Birth Date, Pay rate";
    let cases: Vec<(Scenario, Severity, Vec<&str>)> = vec![
        (
            Scenario::new("all is well").await,
            Severity::Note,
            vec!["adding-unknown"],
        ),
        (
            Scenario::new("wrong key").await.key("nobody-has-this-key"),
            Severity::Error,
            vec!["key-rejected"],
        ),
        (
            Scenario {
                company: "globex",
                ..Scenario::new("wrong company").await
            },
            Severity::Error,
            vec!["company-unknown"],
        ),
        (
            Scenario::new("key of somebody who sees names only")
                .await
                .key(LIMITED_KEY),
            Severity::Warning,
            vec![
                "addresses-hidden",
                "fields-hidden: Home Email, Birth Date, Hire Date, Job Title, Department, Pay rate",
                "documents-refused",
                "adding-unknown",
            ],
        ),
        (
            Scenario::new("key of a recruiter, without pay and birth dates")
                .await
                .key(RECRUITER_KEY),
            Severity::Warning,
            vec![all_pay_hidden, "adding-unknown"],
        ),
        (
            Scenario::new("key without documents")
                .await
                .may(|key| key.files = Files::None),
            Severity::Warning,
            vec!["documents-refused", "adding-unknown"],
        ),
        (
            Scenario::new("key that sees documents and may store none")
                .await
                .may(|key| key.files = Files::See),
            Severity::Warning,
            vec!["documents-read-only", "adding-unknown"],
        ),
        (
            Scenario::new("key that sees nobody")
                .await
                .may(|key| key.sees_people = People::only([])),
            Severity::Warning,
            vec![
                "people-none",
                "reading-unknown",
                "documents-unknown",
                "adding-unknown",
            ],
        ),
        (
            Scenario::new("key that is an employee’s")
                .await
                .may(|key| key.employee_id = Some("4".to_owned())),
            Severity::Note,
            vec!["owner-is-employee", "adding-unknown"],
        ),
        (
            Scenario::new("key that may not read lists")
                .await
                .fault(Fault::on("GET", "/meta/lists").answer(403)),
            Severity::Error,
            vec!["lists-refused", "adding-unknown"],
        ),
        (
            Scenario {
                wanted: Wanted {
                    missing_options: vec![MissingOption {
                        list: "Job Title".to_owned(),
                        text: "Astronaut".to_owned(),
                        candidates: 2,
                        can_add: true,
                    }],
                    ..wanted()
                },
                ..Scenario::new("an option is missing").await
            },
            Severity::Warning,
            vec![
                "options-missing: Astronaut (2 candidates)",
                "adding-unknown",
            ],
        ),
        (
            Scenario {
                wanted: Wanted {
                    proof: Proof {
                        refused_on: Some("2026-11-02".to_owned()),
                        not_kept: vec!["Pay rate".to_owned()],
                        ..Proof::default()
                    },
                    ..wanted()
                },
                ..Scenario::new("the last send was refused").await
            },
            Severity::Error,
            vec!["fields-not-kept: Pay rate", "adding-refused"],
        ),
        (
            Scenario {
                wanted: Wanted {
                    proof: Proof {
                        added_on: Some("2026-11-02".to_owned()),
                        ..Proof::default()
                    },
                    ..wanted()
                },
                ..Scenario::new("the last send went well").await
            },
            Severity::Good,
            vec![],
        ),
        (
            Scenario::new("BambooHR fails")
                .await
                .fault(on_self(|fault| fault.answer(500))),
            Severity::Error,
            vec!["server-failed"],
        ),
        (
            Scenario::new("BambooHR is busy")
                .await
                .fault(on_self(|fault| {
                    fault.answer(429).header("Retry-After", "7")
                })),
            Severity::Error,
            vec!["busy"],
        ),
        (
            Scenario::new("BambooHR is slow")
                .await
                .fault(on_self(|fault| fault.delay(Duration::from_secs(5)))),
            Severity::Error,
            vec!["no-answer"],
        ),
        (
            Scenario::new("something else answers")
                .await
                .fault(on_self(|fault| {
                    fault
                        .answer(200)
                        .header("Content-Type", "text/html")
                        .body("<p>Sign in</p>")
                })),
            Severity::Error,
            vec!["unreadable"],
        ),
    ];
    println!("| scenario | worst | found |\n| --- | --- | --- |");
    for (scenario, severity, expected) in cases {
        let (report, writes) = scenario.examined().await;
        line(scenario.name, &report);
        assert_eq!(troubles(&report), expected, "{}", scenario.name);
        assert_eq!(report.severity(), severity, "{}", scenario.name);
        assert_eq!(writes, 0, "{}", scenario.name);
        scenario.sandbox.stop().await;
    }
}

#[tokio::test]
async fn after_too_many_wrong_keys_it_says_to_wait() {
    let scenario = Scenario::new("locked out").await;
    scenario
        .sandbox
        .change_settings(|settings| {
            settings.lock_out = Some(LockOut {
                after: 2,
                seconds: 300,
            });
        })
        .unwrap();
    let wrong = scenario.key("nobody-has-this-key");
    for expected in ["key-rejected", "key-rejected", "locked-out"] {
        let (report, _) = wrong.examined().await;
        assert_eq!(troubles(&report), [expected]);
    }
    let right = wrong.key(ADMIN_KEY);
    let (report, _) = right.examined().await;
    line("locked out, with the right key", &report);
    assert_eq!(troubles(&report), ["locked-out"]);
}

#[tokio::test]
async fn a_bamboohr_that_is_not_there_is_out_of_reach() {
    let scenario = Scenario::new("not there").await;
    let client = client(&scenario.sandbox, "acme", ADMIN_KEY);
    scenario.sandbox.stop().await;
    let report = examined(&client, &wanted()).await;
    line("BambooHR is not there", &report);
    assert_eq!(troubles(&report), ["unreachable"]);
}
