//! Signing in: as a page of its own for whoever comes, and as a panel above the page for whoever was signed out while at
//! work, so that nothing on it is lost.
//!
//! With a provider, the page goes there and comes back. From the panel the provider is opened in a tab of its own, because
//! whatever was typed is in this one; the session that is found there is found here as well, a moment later.
//!
//! The browser's own way of filling in names and passphrases works. A failure is read out (`role="alert"`) and leaves
//! the address where it is; the passphrase has to be typed again.

use handoff::interface::{ProviderPage, ProviderView, SignIn as Entered, SignInWays};
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
                <Ways beside=false />
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
                <Ways beside=true />
            </div>
        </section>
    }
}

/// All ways to sign in, as soon as they are known. Providers are opened `beside` a page that must stay.
#[component]
fn Ways(beside: bool) -> impl IntoView {
    let problem = Address::here().asked("problem").get_untracked();
    let known = RwSignal::new(None::<SignInWays>);
    spawn(async move {
        // Whoever cannot be asked will say so when somebody signs in.
        let ways = api::sign_in_ways(problem).await.unwrap_or(SignInWays {
            passphrases: true,
            providers: Vec::new(),
            problem: None,
        });
        known.set(Some(ways));
    });
    drawn(move || {
        let SignInWays {
            passphrases,
            providers,
            problem,
        } = known.get()?;
        let problem = problem.map(|problem| ApiError::Problem(Box::new(problem)));
        let has_both = passphrases && !providers.is_empty();
        Some(view! {
            <div class="stack sign-in">
                {problem.map(|error| view! { <ErrorNotice error=error /> })}
                {(!providers.is_empty()).then(|| view! { <Providers providers=providers beside=beside /> })}
                {has_both.then(|| view! { <p class="muted">"Or with a passphrase:"</p> })}
                {passphrases.then(|| view! { <SignInForm /> })}
            </div>
        })
    })
}

#[component]
fn Providers(providers: Vec<ProviderView>, beside: bool) -> impl IntoView {
    let is_busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<ApiError>);
    // The provider's page, and whether it is open.
    let page = RwSignal::new(None::<(String, bool)>);
    let here = Address::here().path().get_untracked();
    let back = match beside || here == paths::SIGN_IN {
        true => "/".to_owned(),
        false => here,
    };
    let button = move |ProviderView { id, label }: ProviderView| {
        let back = back.clone();
        let press = Callback::new(move |()| {
            let (id, back) = (id.clone(), back.clone());
            is_busy.set(true);
            trouble.set(None);
            page.set(None);
            spawn_detached(async move {
                match api::provider_page(&id, back).await {
                    Ok(ProviderPage { url }) if beside => {
                        let is_open = open_beside(&url);
                        page.set(Some((url, is_open)));
                    }
                    // Busy until this page is gone.
                    Ok(ProviderPage { url }) => return begin_anew(&url),
                    Err(error) => trouble.set(Some(error)),
                }
                is_busy.set(false);
            });
        });
        view! {
            <Button weight=Weight::Secondary busy=is_busy on_press=press>
                {format!("Sign in with {label}")}
            </Button>
        }
    };
    view! {
        <div class="stack">
            {drawn(move || trouble.get().map(|error| view! { <ErrorNotice error=error /> }))}
            <div class="actions">{providers.into_iter().map(button).collect_view()}</div>
            <div role="status">
                {drawn(move || {
                    page.get()
                        .map(|(url, is_open)| match is_open {
                            true => {
                                view! { <p>"Sign in in the new tab, then come back to this one."</p> }
                                    .into_any()
                            }
                            false => {
                                view! {
                                    <a href=url target="_blank" rel="external noopener">
                                        "Sign in in a new tab"
                                    </a>
                                }
                                    .into_any()
                            }
                        })
                })}
            </div>
        </div>
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
