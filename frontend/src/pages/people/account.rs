//! `/account`: whoever is signed in, another passphrase, and the ways out.

use handoff::interface::{PassphraseChange, Session};
use leptos::prelude::*;

use super::asking::{Asking, PASSPHRASE_HINT};
use crate::api;
use crate::browser::{begin_anew, focus_heading};
use crate::components::button::{Button, SubmitButton, Weight};
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::error_notice::ErrorNotice;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::SkeletonCard;
use crate::components::toasts::Toasts;
use crate::load::{Load, Loader};
use crate::tasks::drawn;

/// The own account.
#[component]
pub fn AccountPage() -> impl IntoView {
    let session = Loader::new(api::session);
    let again = Callback::new(move |()| {
        session.again();
        focus_heading();
    });
    view! {
        <div class="narrow">
            <PageHeading text="Your account" />
            {drawn(move || match session.state.get() {
                Load::Loading => view! { <SkeletonCard lines=4 /> }.into_any(),
                Load::Failed(error) => view! { <ErrorNotice error=error again=again /> }.into_any(),
                Load::Ready(session) if session.demo => demonstration(),
                Load::Ready(session) => {
                    let has_passphrase = session.provider.is_none();
                    view! {
                        <Leaving session=session />
                        {has_passphrase.then(|| view! { <Passphrase /> })}
                    }
                        .into_any()
                }
            })}
        </div>
    }
}

fn demonstration() -> AnyView {
    view! {
        <div class="card">
            <p>
                "This is the demonstration: whoever opens it on this computer is an admin, so nobody signs in or out."
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn Leaving(session: Session) -> impl IntoView {
    let asking = Asking::new("leaving");
    let leave = move |everywhere: bool| {
        let request = async move { api::sign_out(everywhere).await };
        asking.ask(request, |()| begin_anew("/"));
    };
    let here = Callback::new(move |()| leave(false));
    let everywhere = Callback::new(move |()| leave(true));
    let role = session.role;
    view! {
        <section class="card stack" aria-labelledby="who">
            <h2 class="card__title" id="who" dir="auto">
                {session.user}
            </h2>
            <p>
                <strong>{role.label()}</strong>
                ". "
                {role.meaning()}
                {session.provider.map(|provider| format!(" You sign in with {provider}."))}
            </p>
            {asking.troubles()}
            <div class="actions">
                <Button weight=Weight::Primary busy=asking.is_busy on_press=here>
                    "Sign out"
                </Button>
                <ConfirmDialog
                    id="sign-out-everywhere"
                    opener="Sign out everywhere"
                    title="Sign out everywhere?".to_owned()
                    text="You are signed out on every computer and telephone, this one too. What you typed and did not send \
                          is kept."
                        .to_owned()
                    confirm="Sign out everywhere"
                    busy=asking.is_busy
                    on_confirm=everywhere
                />
            </div>
        </section>
    }
}

#[component]
fn Passphrase() -> impl IntoView {
    let asking = Asking::new("passphrase");
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let toasts = Toasts::here();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let change = PassphraseChange {
            current: current.get_untracked(),
            new: new.get_untracked(),
        };
        let request = async move { api::change_passphrase(&change).await };
        asking.ask(request, move |()| {
            current.set(String::new());
            new.set(String::new());
            toasts.say("Your passphrase is changed. You are signed out everywhere else.");
            focus_heading();
        });
    };
    view! {
        <form class="card stack" method="post" novalidate on:submit=submit>
            <h2 class="card__title">"Another passphrase"</h2>
            {asking.troubles()}
            <div>
                {asking.passphrase(("current", "Your passphrase now", "current-password"), None, current)}
                {asking.passphrase(("new", "New passphrase", "new-password"), Some(PASSPHRASE_HINT), new)}
            </div>
            <div class="actions">
                <SubmitButton label="Change" busy_label="Changing…" busy=asking.is_busy />
            </div>
        </form>
    }
}
