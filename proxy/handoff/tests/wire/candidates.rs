//! Candidates, forms and the session.

use handoff::candidate::Answer;
use handoff::interface::{
    CandidatePage, CandidateProfile, CandidateSearch, CandidateSummary, Connection, Problem, Role,
    Session, SortBy, StageChange,
};
use handoff::photo::PhotoSize;
use handoff::{Candidate, DocumentCategory, Form, OfferedDocument, OfferedPhoto, Section, Stage};

use super::sample::{document, field_problem, form_field, id, summary, text};
use super::survives;

#[test]
fn candidates_forms_and_the_session_survive() {
    survives(vec![Form {
        candidate: id(),
        sections: vec![Section {
            title: text(),
            fields: vec![form_field()],
        }],
        notices: vec![text()],
        documents: vec![OfferedDocument {
            problem: Some(text()),
            note: Some(text()),
            category: Some(text()),
            ..OfferedDocument::new(&document(), &[])
        }],
        categories: vec![DocumentCategory {
            id: text(),
            name: text(),
        }],
        photo: Some(OfferedPhoto {
            size: Some(PhotoSize {
                width: 200,
                height: 300,
            }),
            problem: Some(text()),
        }),
        unasked: Vec::new(),
    }]);
    let candidate: Candidate = serde_json::from_str(
        r#"{"id":"cand_1","stage":"hired","first_name":"Ann","last_name":null,"email":null,"phone":null,"job":{}}"#,
    )
    .unwrap();
    survives(vec![CandidateProfile {
        candidate: Candidate {
            documents: vec![document()],
            answers: vec![Answer {
                question: text(),
                answer: text(),
            }],
            ..candidate
        },
        send: Some(summary()),
        stands: text(),
        history: Vec::new(),
    }]);
    survives(vec![CandidatePage {
        candidates: vec![CandidateSummary {
            id: id(),
            name: text(),
            job_title: text(),
            department: Some(text()),
            location: None,
            stage: Stage::Offer,
            send: Some(summary()),
        }],
        total: 1,
        next: Some(text()),
    }]);
    survives(vec![CandidateSearch {
        stage: Some(Stage::Hired),
        text: text(),
        sort: SortBy::Job,
        descending: true,
        after: Some(text()),
    }]);
    survives(vec![StageChange {
        stage: Stage::Hired,
    }]);
    survives(vec![Session {
        user_id: text(),
        user: text(),
        demo: true,
        bamboohr: Connection::Ready { company: text() },
        need_person: 3,
        role: Role::Recruiter,
        provider: Some(text()),
    }]);
    survives(vec![
        Problem::default(),
        Problem {
            kind: text(),
            title: text(),
            status: 422,
            detail: text(),
            request_id: text(),
            fields: vec![field_problem()],
            send: Some(text()),
        },
    ]);
}
