//! What is open, what fits, and where the arrows are.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::matching::{MOST_SHOWN, Matches, Searchable};
use super::{Choosing, Offer};
use crate::tasks::{effect, memo};

/// One option as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Among those shown, from 0.
    pub(super) position: usize,
    pub(super) offer: Offer,
}

/// What is open, what fits, and where the arrows are. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct State {
    id: StoredValue<String>,
    options: Signal<Vec<Offer>>,
    choosing: Choosing,
    searchable: Memo<Searchable>,
    pub(super) value: Signal<String>,
    on_change: Callback<String>,
    pub(super) is_open: RwSignal<bool>,
    /// Whether something was typed since the list was opened. Until then everything is shown: a person who
    /// opens the list wants another option, not the one that is there.
    is_typing: RwSignal<bool>,
    pub(super) active: RwSignal<Option<usize>>,
    matches: Memo<Matches>,
}

impl State {
    pub(super) fn new(
        id: &str,
        options: Signal<Vec<Offer>>,
        choosing: Choosing,
        value: Signal<String>,
        on_change: Callback<String>,
    ) -> Self {
        let searchable = memo(move || options.with(|options| Searchable::new(options)));
        let is_typing = RwSignal::new(false);
        let is_narrowed = !matches!(choosing, Choosing::Searched { .. });
        let matches = memo(move || {
            let typed = if is_narrowed && is_typing.get() {
                value.get()
            } else {
                String::new()
            };
            searchable.with(|searchable| searchable.find(&typed))
        });
        let active = RwSignal::new(None);
        if let Choosing::Searched { .. } = choosing {
            // In a new answer the arrows would stand on somebody else.
            effect(move || {
                options.with(|_| active.set(None));
            });
        }
        Self {
            id: StoredValue::new(id.to_owned()),
            options,
            choosing,
            searchable,
            value,
            on_change,
            is_open: RwSignal::new(false),
            is_typing,
            active,
            matches,
        }
    }

    pub(super) fn list_id(self) -> String {
        self.id.with_value(|id| format!("{id}-list"))
    }

    pub(super) fn option_id(self, position: usize) -> String {
        self.id.with_value(|id| format!("{id}-option-{position}"))
    }

    pub(super) fn active_id(self) -> Option<String> {
        let position = self.active.get().filter(|_| self.is_open.get())?;
        Some(self.option_id(position))
    }

    pub(super) fn shown(self) -> Vec<Shown> {
        if !self.is_open.get() {
            return Vec::new();
        }
        self.matches.with(|matches| {
            self.options.with(|options| {
                let offers = matches
                    .places
                    .iter()
                    .filter_map(|place| options.get(*place));
                offers
                    .enumerate()
                    .map(|(position, offer)| Shown {
                        position,
                        offer: offer.clone(),
                    })
                    .collect()
            })
        })
    }

    /// What stands below the options.
    pub(super) fn remark(self) -> Option<String> {
        if let Some(stands) = self.stands() {
            return Some(stands);
        }
        let total = self.matches.with(|matches| matches.total);
        match total {
            0 => Some(self.nothing_fits().to_owned()),
            _ if total > MOST_SHOWN => {
                Some(format!("{MOST_SHOWN} of {total} shown. Type to narrow."))
            }
            _ => None,
        }
    }

    /// How the answer stands, in the words of whoever gives it.
    fn stands(self) -> Option<String> {
        match self.choosing {
            Choosing::Searched { stands, .. } => stands.get(),
            Choosing::Listed | Choosing::Free => None,
        }
    }

    /// A list that helps nobody stays closed.
    fn has_nothing(self) -> bool {
        matches!(self.choosing, Choosing::Free) && self.options.with_untracked(Vec::is_empty)
    }

    fn nothing_fits(self) -> &'static str {
        match self.choosing {
            Choosing::Listed => "No option fits. Type less, or choose from the whole list.",
            Choosing::Free | Choosing::Searched { .. } => {
                "No option fits. What you typed can stay as it is."
            }
        }
    }

    /// How many fit, for whoever cannot see the list.
    pub(super) fn spoken(self) -> String {
        if !self.is_open.get() {
            return String::new();
        }
        if let Some(stands) = self.stands() {
            return stands;
        }
        match self.matches.with(|matches| matches.total) {
            0 => "No option fits.".to_owned(),
            1 => "1 option.".to_owned(),
            total if total > MOST_SHOWN => {
                format!("{total} options, the first {MOST_SHOWN} of them in the list.")
            }
            total => format!("{total} options."),
        }
    }

    pub(super) fn open(self) {
        if self.is_open.get_untracked() || self.has_nothing() {
            return;
        }
        self.is_typing.set(false);
        let chosen = self.value.with_untracked(|value| {
            self.searchable
                .with_untracked(|searchable| searchable.exactly(value))
        });
        self.ask();
        // With everything shown in order, an option's place is its position.
        self.active.set(chosen.filter(|place| *place < MOST_SHOWN));
        self.is_open.set(true);
    }

    fn close(self) {
        self.is_open.set(false);
        self.active.set(None);
    }

    /// Asks for the options, where they are an answer.
    fn ask(self) {
        if let Choosing::Searched { ask, .. } = self.choosing {
            ask.run(self.value.get_untracked());
        }
    }

    pub(super) fn type_in(self, text: String) {
        self.is_typing.set(true);
        self.on_change.run(text);
        self.ask();
        self.is_open.set(!self.has_nothing());
        self.active.set(None);
    }

    pub(super) fn take(self, position: usize) {
        let place = self
            .matches
            .with_untracked(|matches| matches.places.get(position).copied());
        let offer = place.and_then(|place| {
            self.options
                .with_untracked(|options| options.get(place).cloned())
        });
        if let Some(offer) = offer {
            self.on_change.run(offer.text);
        }
        self.is_typing.set(false);
        self.close();
    }

    /// Leaving: what says the same as an option becomes that option.
    pub(super) fn settle(self) {
        let exact = self.value.with_untracked(|value| {
            self.searchable
                .with_untracked(|searchable| searchable.exactly(value))
                .and_then(|place| {
                    self.options
                        .with_untracked(|options| options.get(place).cloned())
                })
                .filter(|option| option.text != *value)
        });
        if let Some(option) = exact {
            self.on_change.run(option.text);
        }
        self.is_typing.set(false);
        self.close();
    }

    pub(super) fn strike(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.is_composing() {
            return;
        }
        let is_open = self.is_open.get_untracked();
        let handled = match event.key().as_str() {
            "ArrowDown" if event.alt_key() => {
                self.open();
                true
            }
            "ArrowUp" if event.alt_key() => {
                self.close();
                true
            }
            "ArrowDown" | "ArrowUp" => {
                let down = event.key() == "ArrowDown";
                if !is_open {
                    self.open();
                }
                self.step(down, is_open);
                true
            }
            "Enter" => match self.active.get_untracked().filter(|_| is_open) {
                Some(position) => {
                    self.take(position);
                    true
                }
                // The form around it must not be sent because somebody wanted to close a list.
                None if is_open => {
                    self.close();
                    true
                }
                None => false,
            },
            "Escape" if is_open => {
                self.close();
                true
            }
            _ => false,
        };
        if handled {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    /// One option down or up, around the ends. A list that has just opened stays on the chosen option.
    fn step(self, down: bool, was_open: bool) {
        let count = self.matches.with_untracked(|matches| matches.places.len());
        if count == 0 {
            return;
        }
        let last = count - 1;
        let next = match (self.active.get_untracked(), down) {
            (Some(position), _) if !was_open => position,
            (None, true) => 0,
            (None, false) => last,
            (Some(position), true) if position >= last => 0,
            (Some(0), false) => last,
            (Some(position), true) => position + 1,
            (Some(position), false) => position - 1,
        };
        self.active.set(Some(next));
    }
}
