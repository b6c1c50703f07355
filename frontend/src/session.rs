//! Who is here and whether BambooHR can be used, for the header and for every room.

use handoff::interface::{Connection, Session};
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::browser::{begin_anew, focus_heading, pause, reload, until_seen, when_signed_out};
use crate::components::toasts::Toasts;
use crate::host::is_framed;
use crate::load::Load;
use crate::owner;
use crate::tasks::{effect, spawn, spawn_detached};

/// The session as last heard. Provided once by the application.
#[derive(Clone, Copy)]
pub struct CurrentSession {
    /// The answer.
    pub state: RwSignal<Load<Session>>,
    /// Whether BambooHR is being asked once more because somebody wants it.
    pub is_checking: RwSignal<bool>,
    /// Whether somebody was here since the page was loaded.
    was_in: RwSignal<bool>,
    asked: RwSignal<u32>,
}

impl CurrentSession {
    /// Asks now and keeps asking: what stops the connection, or a send that needs somebody, may come from anywhere.
    pub fn provide() -> Self {
        let session = Self {
            state: RwSignal::new(Load::Loading),
            is_checking: RwSignal::new(false),
            was_in: RwSignal::new(false),
            asked: RwSignal::new(0),
        };
        when_signed_out(move || {
            // Whoever knows it already asks no more than usual.
            if !session.state.with_untracked(is_signed_out) {
                session.refresh();
            }
        });
        effect(move || {
            session.asked.track();
            spawn(session.keep_asking());
        });
        provide_context(session);
        session
    }

    /// The session of the application around this component.
    pub fn here() -> Self {
        expect_context()
    }

    /// Whether nobody is signed in.
    pub fn is_out(self) -> bool {
        self.state.with(is_signed_out)
    }

    /// Whether somebody was here since the page was loaded, and so may have typed something.
    pub fn was_in(self) -> bool {
        self.was_in.get()
    }

    /// Somebody has signed in. Whoever was here before goes on where they were; somebody else begins anew.
    pub fn enter(self, session: Session) {
        self.hear(Load::Ready(session));
        self.refresh();
    }

    fn hear(self, answer: Load<Session>) {
        if let Load::Ready(session) = &answer {
            // What this tab kept, and may have been shown already, is somebody else's.
            if !owner::take(&session.user_id) {
                // Of a frame only the page around it knows where it belongs.
                return match self.was_in.get_untracked() && !is_framed() {
                    true => begin_anew("/"),
                    false => reload(),
                };
            }
            if !self.was_in.get_untracked() {
                self.was_in.set(true);
            }
        }
        if self.state.get_untracked() != answer {
            self.state.set(answer);
        }
    }

    /// Asks again, for a room whose offer depends on it.
    pub fn refresh(self) {
        self.asked.update(|asked| *asked += 1);
    }

    /// Has BambooHR asked now whether it can be used again. When it can, the button that was pressed goes away, so
    /// the focus gets another place.
    pub fn check(self, toasts: Toasts) {
        if self.is_checking.get_untracked() {
            return;
        }
        self.is_checking.set(true);
        spawn_detached(async move {
            let answer = api::check_connection().await;
            self.is_checking.set(false);
            match answer {
                Ok(connection) => {
                    if matches!(connection, Connection::Unavailable { .. }) {
                        toasts.say("BambooHR is still not available.");
                    } else {
                        focus_heading();
                    }
                    self.state.update(|state| {
                        if let Load::Ready(session) = state {
                            session.bamboohr = connection;
                        }
                    });
                }
                Err(error) => toasts.say(format!("{}. {}", error.title(), error.detail())),
            }
            self.refresh();
        });
    }

    async fn keep_asking(self) {
        loop {
            let answer = api::session().await.map_or_else(Load::Failed, Load::Ready);
            let wait = milliseconds_to_next_question(&answer);
            self.hear(answer);
            let Some(wait) = wait else { return };
            pause(wait).await;
            until_seen().await;
        }
    }

    /// Why nothing can be sent now; `None` when it can.
    pub fn obstacle(self) -> Option<String> {
        self.state.with(|state| match state {
            Load::Ready(session) => session.bamboohr.obstacle(),
            Load::Loading => Some("The connection to BambooHR is being checked.".to_owned()),
            Load::Failed(error) => Some(format!("{}. {}", error.title(), error.detail())),
        })
    }
}

fn is_signed_out(answer: &Load<Session>) -> bool {
    matches!(answer, Load::Failed(error) if error.is_signed_out())
}

fn milliseconds_to_next_question(answer: &Load<Session>) -> Option<i32> {
    match answer {
        Load::Ready(session) => match session.bamboohr {
            Connection::Checking => Some(1_000),
            // An admin may connect at any time, or switch off.
            _ => Some(15_000),
        },
        // Somebody may sign in in another tab.
        Load::Failed(error) if error.is_signed_out() => Some(5_000),
        Load::Failed(error @ ApiError::Problem(_)) if !error.is_passing() => None,
        Load::Failed(_) | Load::Loading => Some(5_000),
    }
}
