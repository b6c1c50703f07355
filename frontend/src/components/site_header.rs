//! The top of every page: the product's name, the ways to log and settings, whether BambooHR is connected, who is
//! here, which colours.
//!
//! A banner landmark. The connection is a status and is read out as it changes; its dot is decoration. The strips
//! below it are plain text. The name leads to the list, and is called apart from every button that sends.

use handoff::interface::{Connection, Session};
use leptos::prelude::*;

use super::button::{Button, Weight};
use super::scheme_switch::SchemeSwitch;
use crate::browser::PRODUCT;
use crate::load::Load;
use crate::paths;
use crate::tasks::{drawn, memo};
use crate::words::Tone;

/// The header, and below it a strip when something about the connection should be known.
#[component]
pub fn SiteHeader(
    /// The session as last heard.
    session: RwSignal<Load<Session>>,
    /// Whether BambooHR is being asked once more.
    #[prop(into)]
    is_checking: Signal<bool>,
    /// Somebody wants BambooHR to be asked once more.
    on_check: Callback<()>,
) -> impl IntoView {
    let connection = memo(move || session.with(connection_in_words));
    let need_person = memo(move || session.with(need_person));
    let reason = memo(move || session.with(reason));
    let user =
        memo(move || session.with(|state| state.ready().map(|session| session.user.clone())));
    let is_demo =
        memo(move || session.with(|state| state.ready().is_some_and(|session| session.demo)));
    let is_out = memo(move || {
        session.with(|state| matches!(state, Load::Failed(error) if error.is_signed_out()))
    });
    // Shown until it is known that it is not for this person, as it is from the first paint on.
    let may_administer = memo(move || {
        let may = |session: &Session| session.role.may_administer();
        !is_out.get() && session.with(|state| state.ready().is_none_or(may))
    });
    view! {
        <header class="site-header">
            <div class="site-header__inner">
                // Named apart from the buttons that send somebody, for whoever speaks or hears the names.
                <a class="brand" href="/candidates" aria-label=format!("{PRODUCT} home")>
                    <svg class="brand__mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
                        <rect class="brand__tile" width="32" height="32" rx="8"></rect>
                        <path class="brand__line" d="M9 23V9.5M9 16h11.5M15.5 10.5L21 16l-5.5 5.5"></path>
                    </svg>
                    {PRODUCT}
                </a>
                {drawn(move || {
                    (!is_out.get())
                        .then(|| {
                            view! {
                                <a class="site-header__link" href="/log">
                                    "Export log"
                                    {drawn(move || count(need_person.get()))}
                                </a>
                            }
                        })
                })}
                {drawn(move || {
                    may_administer
                        .get()
                        .then(|| {
                            view! {
                                <a class="site-header__link site-header__settings" href="/settings">
                                    "Settings"
                                </a>
                            }
                        })
                })}
                <p class="connection" role="status">
                    {drawn(move || {
                        let (words, tone) = connection.get();
                        view! {
                            <span
                                class=format!("connection__dot connection__dot--{}", tone.code())
                                aria-hidden="true"
                            ></span>
                            {words}
                        }
                    })}
                </p>
                {drawn(move || user.get().map(|user| who(user, is_demo.get())))}
                <SchemeSwitch />
            </div>
            {drawn(move || {
                reason
                    .get()
                    .map(|(reason, can_check)| {
                        view! {
                            <div class="strip strip--warning">
                                <div class="strip__inner">
                                    <p>{reason}</p>
                                    {match can_check {
                                        true => check_again(is_checking, on_check).into_any(),
                                        false => view! { <a href="/settings">"Settings"</a> }.into_any(),
                                    }}
                                </div>
                            </div>
                        }
                    })
            })}
        </header>
    }
}

/// Who is here: the way to the own account, which in a demonstration nobody has.
fn who(user: String, is_demo: bool) -> AnyView {
    if is_demo {
        return view! { <p class="site-header__user">{user}</p> }.into_any();
    }
    view! {
        <a class="site-header__user" href=paths::ACCOUNT dir="auto">
            {user}
        </a>
    }
    .into_any()
}

/// How many sends wait for somebody, as far as it is known.
fn need_person(session: &Load<Session>) -> u64 {
    session.ready().map_or(0, |session| session.need_person)
}

/// The number of sends that wait for somebody; nothing when there are none.
fn count(need_person: u64) -> Option<impl IntoView> {
    (need_person > 0).then(|| {
        view! {
            <span class="site-header__count">
                {need_person}
                <span class="visually-hidden">" need a person"</span>
            </span>
        }
    })
}

fn connection_in_words(session: &Load<Session>) -> (String, Tone) {
    match session {
        Load::Loading => ("BambooHR: checking…".to_owned(), Tone::Plain),
        Load::Failed(error) if error.is_signed_out() => ("Signed out".to_owned(), Tone::Plain),
        Load::Failed(_) => ("No connection to the server".to_owned(), Tone::Bad),
        Load::Ready(session) => match &session.bamboohr {
            Connection::Ready { company } => (format!("BambooHR: {company} connected"), Tone::Good),
            Connection::Checking => ("BambooHR: checking…".to_owned(), Tone::Busy),
            Connection::NotConfigured => ("BambooHR: not connected".to_owned(), Tone::Plain),
            Connection::Disabled => ("BambooHR: switched off".to_owned(), Tone::Plain),
            Connection::Unavailable { .. } => ("BambooHR: not available".to_owned(), Tone::Bad),
        },
    }
}

fn check_again(is_checking: Signal<bool>, on_check: Callback<()>) -> impl IntoView {
    let words = move || match is_checking.get() {
        true => "Checking…",
        false => "Check again",
    };
    view! {
        <Button weight=Weight::Secondary busy=is_checking on_press=on_check>
            {drawn(words)}
        </Button>
    }
}

/// Why BambooHR cannot be used, when that is settled, and whether asking again may help.
fn reason(session: &Load<Session>) -> Option<(String, bool)> {
    let connection = &session.ready()?.bamboohr;
    match connection {
        Connection::Checking | Connection::Ready { .. } => None,
        Connection::NotConfigured | Connection::Disabled => Some((connection.obstacle()?, false)),
        Connection::Unavailable { .. } => Some((connection.obstacle()?, true)),
    }
}
