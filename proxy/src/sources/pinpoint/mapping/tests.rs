use pinpoint::rest::{ApplicationId, Custom, Export};

use super::*;

fn application() -> Application {
    Application {
        id: ApplicationId::parse("8863807"),
        stage: Some(StageKind::Hired),
        ..Application::default()
    }
}

fn offered(status: &str, start_on: &str, result_at: &str) -> PinpointOffer {
    PinpointOffer {
        status: Some(status.to_owned()),
        start_on: Some(start_on.to_owned()),
        result_at: Some(result_at.to_owned()),
        salary_amount: Some("60000".to_owned()),
        salary_currency: Some("EUR".to_owned()),
        salary_period: Some("per_year".to_owned()),
        ..PinpointOffer::default()
    }
}

fn attachment(context: &str, name: Option<&str>) -> Attachment {
    Attachment {
        context: context.to_owned(),
        name: name.map(ToOwned::to_owned),
        url: "https://pinpointhq.com/x".into(),
    }
}

fn start(from: &Application) -> Option<String> {
    mapped("acme", from).unwrap().candidate.offer?.start_date
}

#[test]
fn the_start_date_is_that_of_the_accepted_offer_else_of_the_application_else_nobodys() {
    let of_application = |text: &str| Application {
        start_on: Some(text.to_owned()),
        ..application()
    };
    for (offers, expected) in [
        (vec![], Some("2026-03-01")),
        (
            vec![offered("accepted", "2026-02-01", "1")],
            Some("2026-02-01"),
        ),
        (
            vec![offered("Offer Accepted", "2026-02-01T00:00:00Z", "1")],
            Some("2026-02-01"),
        ),
        (
            vec![offered("declined", "2026-02-01", "1")],
            Some("2026-03-01"),
        ),
        (
            vec![offered("whatever", "2026-02-01", "1")],
            Some("2026-02-01"),
        ),
        (
            vec![
                offered("sent", "2026-02-01", "1"),
                offered("sent", "2026-02-02", "2"),
            ],
            Some("2026-03-01"),
        ),
        (
            vec![
                offered("accepted", "2026-02-01", "1"),
                offered("accepted", "2026-02-02", "2"),
            ],
            Some("2026-02-02"),
        ),
        (
            vec![
                offered("declined", "2026-02-05", "9"),
                offered("accepted", "2026-02-01", "1"),
            ],
            Some("2026-02-01"),
        ),
    ] {
        let from = Application {
            offers: offers.clone(),
            ..of_application("2026-03-01")
        };
        assert_eq!(start(&from).as_deref(), expected, "{offers:?}");
    }
    assert_eq!(start(&application()), None);
    assert_eq!(
        start(&of_application("1 March")).as_deref(),
        Some("1 March"),
        "as it came"
    );
}

#[test]
fn an_offer_holds_only_by_whole_words_that_nothing_takes_back() {
    for (status, holds, may_hold) in [
        ("accepted", true, true),
        ("Offer Accepted", true, true),
        ("offerAccepted", true, true),
        ("SIGNED", true, true),
        ("counter-signed", true, true),
        ("completed", true, true),
        ("whatever", false, true),
        ("sent", false, true),
        ("acceptable", false, true),
        ("awaiting_acceptance", false, false),
        ("awaiting acceptance", false, false),
        ("not_signed", false, false),
        ("notSigned", false, false),
        ("Not yet accepted", false, false),
        ("unaccepted", false, false),
        ("un-accepted", false, false),
        ("unsigned", false, false),
        ("incomplete", false, false),
        ("partially_signed", false, false),
        ("to be signed", false, false),
        ("pending", false, false),
        ("accepted_then_declined", false, false),
        ("withdrawn", false, false),
        ("cancelled", false, false),
    ] {
        let one = offered(status, "2026-02-01", "1");
        let other = offered("sent", "2026-02-02", "2");
        let both = [one.clone(), other];
        let found = offer(&both).and_then(|offer| offer.status.as_deref());
        assert_eq!(found == Some(status), holds && status != "sent", "{status}");
        assert_eq!(offer(&[one]).is_some(), may_hold, "the only one: {status}");
    }
}

#[test]
fn pay_comes_from_the_offer_that_holds_and_says_nothing_without_an_amount() {
    let pay = |offer: PinpointOffer| {
        let from = Application {
            offers: vec![offer],
            ..application()
        };
        let terms = mapped("acme", &from).unwrap().candidate.offer?;
        Some((terms.salary, terms.currency, terms.period))
    };
    let text = |text: &str| Some(text.to_owned());
    let paid = pay(offered("accepted", "2026-02-01", "1"));
    assert_eq!(paid, Some((text("60000"), text("EUR"), text("Per year"))));
    assert_eq!(pay(offered("withdrawn", "2026-02-01", "1")), None);
    let without = PinpointOffer {
        salary_amount: None,
        ..offered("accepted", "2026-02-01", "1")
    };
    assert_eq!(pay(without), Some((None, None, None)));
}

#[test]
fn every_stage_of_pinpoint_has_one_here_and_an_unknown_one_takes_nobody_over() {
    for (kind, stage) in [
        (StageKind::Applied, Stage::Applied),
        (StageKind::Review, Stage::Screening),
        (StageKind::Interview, Stage::Interview),
        (StageKind::Offer, Stage::Offer),
        (StageKind::Hired, Stage::Hired),
        (StageKind::Rejected, Stage::Rejected),
    ] {
        let from = Application {
            stage: Some(kind),
            ..application()
        };
        assert_eq!(mapped("acme", &from).unwrap().candidate.stage, stage);
    }
    let unknown = Application {
        stage: None,
        ..application()
    };
    assert!(mapped("acme", &unknown).unwrap_err().contains("stage"));
}

#[test]
fn what_has_no_place_of_its_own_becomes_an_answer_and_an_export_elsewhere_a_warning() {
    let text = |text: &str| Some(text.to_owned());
    let mut from = application();
    from.middle_name = text("King");
    from.date_of_birth = text("1990-12-10T00:00:00.000Z");
    from.job.hiring_manager = text("Mary Somerville");
    from.job.employment_type = text("full_time");
    from.country = text("Germany");
    from.country_code = text("DE");
    from.created_at = text("2025-12-01T08:00:00Z");
    from.custom = vec![Custom {
        name: "T-shirt size".to_owned(),
        value: "M".to_owned(),
    }];
    from.exports = vec![Export {
        system: "HiBob".to_owned(),
        reference: text("12"),
    }];
    let Mapped {
        candidate, notices, ..
    } = mapped("acme", &from).unwrap();
    let answers = candidate.answers.iter();
    let answers: Vec<_> = answers
        .map(|said| (said.question.as_str(), said.answer.as_str()))
        .collect();
    assert_eq!(
        answers,
        [
            ("Middle name", "King"),
            ("Date of birth", "1990-12-10"),
            ("Manager", "Mary Somerville"),
            ("T-shirt size", "M"),
        ]
    );
    assert_eq!(candidate.address.country.as_deref(), Some("DE"));
    assert_eq!(candidate.applied_on.as_deref(), Some("2025-12-01"));
    assert_eq!(
        candidate.offer.unwrap().employment_type.as_deref(),
        Some("Full time")
    );
    assert!(
        notices[0].contains("exported to HiBob as 12 already"),
        "{notices:?}"
    );
}

#[test]
fn files_have_safe_names_of_their_own_and_the_pdf_stands_for_the_cv() {
    let mut from = application();
    from.attachments = vec![
        attachment("cv", Some("cv.docx")),
        attachment("pdf_cv", Some("cv.pdf")),
        attachment("cover_letter", Some("../../cv.pdf")),
        attachment("other", Some("photo")),
        attachment("", None),
        attachment("other", Some(" \n")),
    ];
    let names = |from: &Application| -> Vec<(String, String)> {
        let files = mapped("acme", from).unwrap().files;
        files
            .into_iter()
            .map(|file| (file.name, file.kind))
            .collect()
    };
    let expected = [
        ("cv.pdf", "Resume"),
        ("cv (2).pdf", "Cover letter"),
        ("photo (2)", "Other"),
        ("Document", "Document"),
        ("document", "Other"),
    ];
    let expected = expected.map(|(name, kind)| (name.to_owned(), kind.to_owned()));
    assert_eq!(names(&from), expected);
    from.attachments = vec![attachment("cv", Some("cv.docx"))];
    assert_eq!(
        names(&from).len(),
        1,
        "without a PDF it is as it was handed in"
    );
    from.attachments = (0..30)
        .map(|_| attachment("other", Some("a.pdf")))
        .collect();
    let many = mapped("acme", &from).unwrap();
    assert_eq!(many.files.len(), MOST_FILES);
    assert!(many.notices[0].contains("more than 20 files"));
}

#[test]
fn a_candidate_has_one_id_for_ever_and_two_companies_have_none_in_common() {
    let id = |subdomain: &str| candidate_id(subdomain, "8863807").unwrap();
    assert_eq!(id("acme").as_str(), "pinpoint-acme-8863807");
    assert_ne!(id("acme"), id("acme-2"));
    let long = "a".repeat(63);
    assert_eq!(id(&long), id(&long));
    assert_ne!(id(&long), id(&"b".repeat(63)));
    assert!(candidate_id("acme", "../x").is_none());
}

#[test]
fn whoever_is_read_is_the_candidate_whom_the_plugin_hands_over() {
    let uuid = "0F8FAD5B-d9cb-469f-a165-70867728950e";
    let from = Application {
        uuid: Some(uuid.to_owned()),
        ..application()
    };
    let read = mapped("acme", &from).unwrap().candidate.id;
    assert_eq!(Some(read), candidate_of(uuid));
}
