//! Keys of servers, and frames on their pages.

use handoff::interface::{
    AtsKeyMade, AtsKeyReplacement, AtsKeyView, EmbedMade, EmbedOpened, EmbedOrigin, EmbedToken,
    EmbeddingView, LONGEST_EMBED_SECONDS, NewAtsKey, NewEmbed, Role, Scope, Session,
};

use super::headless::ro;
use super::{AT, Example, ID, PAGE, RECRUITER, TOKEN, rhea};

const SYSTEM: &str = "Acme ATS";

impl Example for EmbeddingView {
    fn example() -> Self {
        Self {
            keys: vec![AtsKeyView {
                id: ID.to_owned(),
                name: SYSTEM.to_owned(),
                scopes: Scope::ALL.to_vec(),
                hint: "xxxx".to_owned(),
                made_by: "Ann Lee".to_owned(),
                made_at: AT.to_owned(),
                last_used_at: None,
                minutes_left: None,
            }],
            origins: vec![PAGE.to_owned()],
        }
    }
}

impl Example for NewAtsKey {
    fn example() -> Self {
        Self {
            name: SYSTEM.to_owned(),
            scopes: Scope::ALL.to_vec(),
        }
    }
}

impl Example for AtsKeyReplacement {
    fn example() -> Self {
        Self { overlap_hours: 24 }
    }
}

impl Example for AtsKeyMade {
    fn example() -> Self {
        Self {
            embedding: EmbeddingView::example(),
            name: SYSTEM.to_owned(),
            key: format!("stbk_{TOKEN}"),
        }
    }
}

impl Example for EmbedOrigin {
    fn example() -> Self {
        Self {
            origin: PAGE.to_owned(),
        }
    }
}

impl Example for NewEmbed {
    fn example() -> Self {
        Self {
            recruiter: ro(),
            role: Role::Recruiter,
            candidates: vec![rhea()],
            origin: PAGE.to_owned(),
            seconds: LONGEST_EMBED_SECONDS,
        }
    }
}

impl Example for EmbedMade {
    fn example() -> Self {
        Self {
            id: ID.to_owned(),
            token: TOKEN.to_owned(),
            seconds: LONGEST_EMBED_SECONDS,
            frame: format!("/embed?host={PAGE}"),
        }
    }
}

impl Example for EmbedToken {
    fn example() -> Self {
        Self {
            token: TOKEN.to_owned(),
            origin: PAGE.to_owned(),
        }
    }
}

impl Example for EmbedOpened {
    fn example() -> Self {
        Self {
            secret: TOKEN.to_owned(),
            seconds: LONGEST_EMBED_SECONDS,
            candidates: vec![rhea()],
            session: Session {
                user: format!("{RECRUITER} via {SYSTEM}"),
                ..Session::example()
            },
        }
    }
}
