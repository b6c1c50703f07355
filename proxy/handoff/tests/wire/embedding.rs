//! What joins applicant tracking systems.

use handoff::interface::{
    AtsKeyMade, AtsKeyReplacement, AtsKeyView, BroughtAs, CandidateBrought, Connection,
    DocumentBrought, EmbedMade, EmbedOpened, EmbedOrigin, EmbedToken, EmbeddingView, FormsSession,
    NewAtsKey, NewEmbed, NewFormsSession, Recruiter, Role, Scope, SendCheck, Session,
};
use handoff::{CandidateId, FieldHint, FieldId, FieldProblem};

use super::sample::text;
use super::survives;

fn embedding() -> EmbeddingView {
    EmbeddingView {
        keys: vec![AtsKeyView {
            id: text(),
            name: text(),
            scopes: Scope::ALL.to_vec(),
            hint: text(),
            made_by: text(),
            made_at: text(),
            last_used_at: Some(text()),
            minutes_left: Some(7),
        }],
        origins: vec![text()],
    }
}

fn candidates() -> Vec<CandidateId> {
    CandidateId::parse("cand_1").into_iter().collect()
}

#[test]
fn keys_and_pages_survive() {
    survives(vec![EmbeddingView::default(), embedding()]);
    survives(vec![NewAtsKey {
        name: text(),
        scopes: vec![Scope::Embed],
    }]);
    survives(vec![AtsKeyReplacement { overlap_hours: 24 }]);
    survives(vec![EmbedOrigin { origin: text() }]);
    let made = AtsKeyMade {
        embedding: embedding(),
        name: text(),
        key: text(),
    };
    assert!(!format!("{made:?}").contains(&text()), "it is a secret");
    survives(vec![made]);
}

#[test]
fn tokens_and_what_servers_bring_survive() {
    survives(vec![NewEmbed {
        recruiter: Recruiter {
            email: text(),
            name: text(),
        },
        role: Role::Viewer,
        candidates: candidates(),
        origin: text(),
        seconds: 60,
    }]);
    survives(vec![EmbedMade {
        id: text(),
        token: text(),
        seconds: 60,
        frame: text(),
    }]);
    survives(vec![EmbedToken {
        token: text(),
        origin: text(),
    }]);
    survives(vec![EmbedOpened {
        secret: text(),
        seconds: 60,
        candidates: candidates(),
        session: Session {
            user_id: text(),
            user: text(),
            role: Role::Recruiter,
            provider: None,
            demo: false,
            bamboohr: Connection::Checking,
            need_person: 0,
        },
    }]);
    survives(vec![NewFormsSession {
        recruiter: Recruiter {
            email: text(),
            name: text(),
        },
        role: Role::Viewer,
        candidates: candidates(),
        seconds: 60,
    }]);
    survives(vec![FormsSession {
        id: text(),
        secret: text(),
        seconds: 60,
        who: text(),
    }]);
    survives(vec![SendCheck {
        problems: vec![FieldProblem {
            field: FieldId::new("hireDate"),
            message: text(),
        }],
        hints: vec![FieldHint {
            field: FieldId::new("hireDate"),
            message: text(),
        }],
    }]);
    for candidate in [BroughtAs::New, BroughtAs::Changed, BroughtAs::Same] {
        survives(vec![CandidateBrought { candidate }]);
    }
    survives(vec![DocumentBrought {
        name: text(),
        kind: text(),
        media_type: text(),
        content: text(),
    }]);
}
