//! Signing in: as a page of its own for whoever comes, and as a panel above the page for whoever was signed out while at
//! work, so that nothing on it is lost.
//!
//! With a provider, the page goes there and comes back. From the panel the provider is opened in a tab of its own, because
//! whatever was typed is in this one; the session that is found there is found here as well, a moment later.
//!
//! The browser's own way of filling in names and passphrases works. A failure is read out (`role="alert"`) and leaves
//! the address where it is; the passphrase has to be typed again.

use std::sync::{Arc, OnceLock};

use handoff::interface::{ProviderView, SignIn as Entered, SignInWays};
use leptos::prelude::*;

use crate::address::Address;
use crate::api::{self, ApiError};
use crate::browser::{begin_anew, focus, open_beside};
use crate::components::button::{Button, SubmitButton, Weight};
use crate::components::error_notice::ErrorNotice;
use crate::components::page_heading::PageHeading;
use crate::paths;
use crate::session::CurrentSession;
use crate::tasks::{drawn, spawn, spawn_detached};

const EMAIL: &str = "sign-in-email";
const PASSPHRASE: &str = "sign-in-passphrase";

/// The page for whoever is not signed in.
#[component]
pub fn SignInPage() -> impl IntoView {
    view! {
        <div class="narrow">
            <PageHeading text="Sign in" />
            <div class="card">
                {ways(false)}
            </div>
        </div>
    }
}

/// The panel for whoever was signed out while at work.
#[component]
pub fn SignInPanel() -> impl IntoView {
    view! {
        <section class="sign-in-panel" aria-labelledby="signed-out">
            <div class="sign-in-panel__inner">
                <div role="status">
                    <h2 class="card__title" id="signed-out">
                        "You are signed out"
                    </h2>
                    <p>"What you typed is still here. Sign in and go on."</p>
                </div>
                {ways(true)}
            </div>
        </section>
    }
}

/// All ways to sign in, as soon as they are known. Providers are opened `beside` a page that must stay.
fn ways(beside: bool) -> AnyView {
    let problem = Address::here().asked("problem").get_untracked();
    let found = Arc::new(OnceLock::new());
    let is_known = RwSignal::new(false);
    let finding = Arc::clone(&found);
    spawn(async move {
        // Whoever cannot be asked will say so when somebody signs in.
        let ways = api::sign_in_ways(problem).await.unwrap_or(SignInWays {
            passphrases: true,
            providers: Vec::new(),
            problem: None,
        });
        let _ = finding.set(ways);
        is_known.set(true);
    });
    drawn(move || {
        is_known.track();
        found.get().map(|ways| shown(ways, beside))
    })
}

fn shown(ways: &SignInWays, beside: bool) -> AnyView {
    let mut parts = Vec::new();
    if let Some(problem) = &ways.problem {
        let error = ApiError::Problem(Box::new(problem.clone()));
        parts.push(view! { <ErrorNotice error=error /> }.into_any());
    }
    if !ways.providers.is_empty() {
        let leaving = Leaving::new(beside);
        parts.push(leaving.troubles());
        parts.extend(
            ways.providers
                .iter()
                .map(|provider| leaving.button(provider)),
        );
        parts.push(leaving.news());
    }
    if ways.passphrases {
        if !parts.is_empty() {
            parts.push(view! { <p class="muted">"Or with a passphrase:"</p> }.into_any());
        }
        parts.push(view! { <SignInForm /> }.into_any());
    }
    view! { <div class="stack sign-in">{parts}</div> }.into_any()
}

/// On the way to a provider.
#[derive(Clone, Copy)]
struct Leaving {
    beside: bool,
    is_busy: RwSignal<bool>,
    trouble: RwSignal<Option<ApiError>>,
    /// The provider's page in the other tab; empty until it is known.
    page: RwSignal<String>,
}

impl Leaving {
    fn new(beside: bool) -> Self {
        Self {
            beside,
            is_busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            page: RwSignal::new(String::new()),
        }
    }

    /// Leads to where somebody is now, or, in the other tab, to the beginning.
    fn button(self, provider: &ProviderView) -> AnyView {
        let here = Address::here().path().get_untracked();
        let back = match self.beside || here == paths::SIGN_IN {
            true => "/".to_owned(),
            false => here,
        };
        let id = provider.id.clone();
        let press = Callback::new(move |()| {
            let (id, back) = (id.clone(), back.clone());
            self.is_busy.set(true);
            self.trouble.set(None);
            spawn_detached(async move {
                match api::provider_page(&id, back).await {
                    Ok(page) if self.beside => {
                        open_beside(&page);
                        self.page.set(page);
                    }
                    // Busy until this page is gone.
                    Ok(page) => return begin_anew(&page),
                    Err(error) => self.trouble.set(Some(error)),
                }
                self.is_busy.set(false);
            });
        });
        let words = format!("Sign in with {}", provider.label);
        view! {
            <div>
                <Button weight=Weight::Secondary busy=self.is_busy on_press=press>
                    {words}
                </Button>
            </div>
        }
        .into_any()
    }

    fn troubles(self) -> AnyView {
        let trouble = self.trouble;
        drawn(move || {
            let trouble = trouble.get();
            trouble.map(|error| view! { <ErrorNotice error=error /> }.into_any())
        })
    }

    /// A browser may keep a tab from opening, so there is a link as well.
    fn news(self) -> AnyView {
        let page = self.page;
        let told = drawn(move || {
            let page = Some(page.get()).filter(|page| !page.is_empty());
            page.map(|page| {
                view! {
                    <p>
                        "Sign in in the new tab, then come back to this one. "
                        <a href=page target="_blank" rel="external noopener">
                            "Open it again"
                        </a>
                    </p>
                }
                .into_any()
            })
        });
        view! { <div role="status">{told}</div> }.into_any()
    }
}

#[component]
fn SignInForm() -> impl IntoView {
    let session = CurrentSession::here();
    let email = RwSignal::new(String::new());
    let passphrase = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<ApiError>);
    let ask = move || {
        let empty = [(email, EMAIL), (passphrase, PASSPHRASE)];
        let empty = empty
            .into_iter()
            .find(|(text, _)| text.with_untracked(String::is_empty));
        if let Some((_, input)) = empty {
            return focus(input);
        }
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        trouble.set(None);
        let entered = Entered {
            email: email.get_untracked(),
            passphrase: passphrase.get_untracked(),
        };
        spawn_detached(async move {
            match api::sign_in(&entered).await {
                Ok(entered) => session.enter(entered),
                Err(error) => {
                    trouble.set(Some(error));
                    passphrase.set(String::new());
                    focus(PASSPHRASE);
                }
            }
            is_busy.set(false);
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        ask();
    };
    view! {
        // A failure must never put a passphrase into an address.
        <form class="stack" method="post" novalidate on:submit=submit>
            {drawn(move || trouble.get().map(|error| view! { <ErrorNotice error=error /> }))}
            {input(EMAIL, "E-mail address", ("text", "username"), email)}
            {input(PASSPHRASE, "Passphrase", ("password", "current-password"), passphrase)}
            <div class="actions">
                <SubmitButton label="Sign in" busy_label="Signing in…" busy=is_busy />
            </div>
        </form>
    }
}

/// `kind` is what the input is to the browser: its type, and what may be filled in.
fn input(
    id: &'static str,
    label: &'static str,
    (kind, fills): (&'static str, &'static str),
    text: RwSignal<String>,
) -> AnyView {
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            <input
                class="input"
                id=id
                name=fills
                type=kind
                inputmode=if kind == "text" { "email" } else { "text" }
                autocomplete=fills
                autocapitalize="none"
                spellcheck="false"
                aria-required="true"
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}
