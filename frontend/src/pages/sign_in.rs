//! Signing in: as a page of its own for whoever comes, and as a panel above the page for whoever was signed out while at
//! work, so that nothing on it is lost.
//!
//! The browser's own way of filling in names and passphrases works. A failure is read out (`role="alert"`) and leaves
//! the address where it is; the passphrase has to be typed again.

use handoff::interface::SignIn as Entered;
use leptos::prelude::*;

use crate::api::{self, ApiError};
use crate::browser::focus;
use crate::components::button::SubmitButton;
use crate::components::error_notice::ErrorNotice;
use crate::components::page_heading::PageHeading;
use crate::session::CurrentSession;
use crate::tasks::{drawn, spawn_detached};

const EMAIL: &str = "sign-in-email";
const PASSPHRASE: &str = "sign-in-passphrase";

/// The page for whoever is not signed in.
#[component]
pub fn SignInPage() -> impl IntoView {
    view! {
        <div class="narrow">
            <PageHeading text="Sign in" />
            <div class="card">
                <SignInForm />
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
                <SignInForm />
            </div>
        </section>
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
        <form class="stack sign-in" method="post" novalidate on:submit=submit>
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
