//! Something at the proxy that changes while somebody looks: asked for once, then followed by the events that
//! the proxy sends, until it changes no more.
//!
//! The first question is for the first paint and for errors, which an event stream cannot tell. It knows texts
//! only; what they mean is the business of the room. A room that is left ends everything.

mod line;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::api::{self, ApiError, Heard};
use crate::browser::{pause, until_seen};
use crate::tasks::{effect, spawn};
use line::Line;

/// Reads a text and says whether what it tells can change any more; `None` when it cannot be read.
type Take = Rc<dyn Fn(&str) -> Option<bool>>;

/// Something that is followed. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub struct Live {
    /// Why there will be no answer.
    pub failure: RwSignal<Option<ApiError>>,
    /// Whether the proxy does not answer at the moment.
    pub is_out_of_reach: RwSignal<bool>,
    round: RwSignal<u32>,
}

impl Live {
    /// Asks at `path` and follows the events called `event` at `{path}/events`. Both give the same texts to
    /// `take`, which says whether they can change any more; `None` when it cannot read them.
    pub fn begin(
        path: String,
        event: &'static str,
        take: impl Fn(&str) -> Option<bool> + 'static,
    ) -> Self {
        let live = Self {
            failure: RwSignal::new(None),
            is_out_of_reach: RwSignal::new(false),
            round: RwSignal::new(0),
        };
        let take: Take = Rc::new(take);
        effect(move || {
            live.round.track();
            let follow = live.follow(path.clone(), event, Rc::clone(&take));
            spawn(follow);
        });
        live
    }

    /// Starts over, after a failure or when something that had ended goes on.
    pub fn again(self) {
        // What shows the failure is drawn anew whenever it is told something, so it is told only what is new.
        if self.failure.with_untracked(Option::is_some) {
            self.failure.set(None);
        }
        self.round.update(|round| *round += 1);
    }

    async fn follow(self, path: String, event: &'static str, take: Take) {
        let line = Rc::new(RefCell::new(Line::default()));
        let show = move |is_broken: bool| {
            if self.is_out_of_reach.get_untracked() != is_broken {
                self.is_out_of_reach.set(is_broken);
            }
        };
        loop {
            let answer = api::text(&path).await;
            show(line.borrow_mut().asked(answer.as_ref().err()));
            match answer {
                Ok(text) => match take(&text) {
                    Some(true) => {
                        let (line, take) = (Rc::clone(&line), Rc::clone(&take));
                        let hear = move |heard| {
                            show(line.borrow_mut().heard(&heard));
                            match heard {
                                Heard::Event(text) => take(&text).unwrap_or_default(),
                                Heard::Connected | Heard::Broken => true,
                                Heard::GivenUp | Heard::Hidden => false,
                            }
                        };
                        until_seen().await;
                        api::listen(&format!("{path}/events"), event, Rc::new(hear)).await;
                    }
                    Some(false) => return,
                    None => return self.failure.set(Some(ApiError::Unreadable { status: 200 })),
                },
                Err(error) if error.is_passing() => {}
                Err(error) => return self.failure.set(Some(error)),
            }
            let wait = line.borrow().pause();
            pause(wait).await;
            until_seen().await;
        }
    }
}
