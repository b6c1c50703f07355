//! `/welcome#…`: whoever got a link chooses a passphrase and is in.

use handoff::interface::{Invitation, InvitationAccepted};
use leptos::prelude::*;

use super::asking::{Asking, PASSPHRASE_HINT};
use crate::api;
use crate::browser::{begin_anew, focus_heading, fragment};
use crate::components::button::SubmitButton;
use crate::components::error_notice::ErrorNotice;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::SkeletonCard;
use crate::load::{Load, Loader};
use crate::owner;
use crate::tasks::drawn;

/// The page behind a link.
#[component]
pub fn WelcomePage() -> impl IntoView {
    let token = fragment();
    let opened = token.clone();
    let invitation = Loader::new(move || api::open_invitation(opened.clone()));
    let again = Callback::new(move |()| {
        invitation.again();
        focus_heading();
    });
    view! {
        <div class="narrow">
            <PageHeading text="Welcome" />
            {drawn(move || match invitation.state.get() {
                Load::Loading => view! { <SkeletonCard lines=4 /> }.into_any(),
                Load::Failed(error) if error.is_passing() => {
                    view! { <ErrorNotice error=error again=again /> }.into_any()
                }
                Load::Failed(error) => view! { <ErrorNotice error=error /> }.into_any(),
                Load::Ready(invitation) => {
                    view! { <Choosing invitation=invitation token=token.clone() /> }.into_any()
                }
            })}
        </div>
    }
}

#[component]
fn Choosing(invitation: Invitation, token: String) -> impl IntoView {
    let asking = Asking::new("welcome");
    let (name, email, passphrase) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let is_first = invitation.email.is_none();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let accepted = InvitationAccepted {
            token: token.clone(),
            email: is_first.then(|| email.get_untracked()),
            name: is_first.then(|| name.get_untracked()),
            passphrase: passphrase.get_untracked(),
        };
        let request = async move { api::accept_invitation(&accepted).await };
        asking.ask(request, |session| {
            owner::take(&session.user_id);
            begin_anew("/");
        });
    };
    let role = invitation.role;
    let words = match (&invitation.name, &invitation.email) {
        (Some(name), Some(email)) => format!(
            "{name}, you sign in with {email}. Choose a passphrase, and you are in. You are called {} here: {}",
            role.label().to_lowercase(),
            sentence(role.meaning())
        ),
        _ => "You are the first admin. Say who you are and choose a passphrase; then you can connect BambooHR and invite \
              your colleagues."
            .to_owned(),
    };
    view! {
        <form class="card stack" method="post" novalidate on:submit=submit>
            <p dir="auto">{words}</p>
            {asking.troubles()}
            <div>
                {is_first
                    .then(|| {
                        view! {
                            {asking.text(("name", "First and last name", "name"), None, name)}
                            {asking
                                .text(
                                    ("email", "E-mail address", "username"),
                                    Some("You sign in with it."),
                                    email,
                                )}
                        }
                    })}
                {invitation
                    .email
                    .map(|email| {
                        // For whatever keeps passphrases: it wants to know of whom.
                        view! {
                            <input
                                class="visually-hidden"
                                type="text"
                                name="username"
                                autocomplete="username"
                                aria-hidden="true"
                                tabindex="-1"
                                readonly
                                value=email
                            />
                        }
                    })}
                {asking
                    .passphrase(
                        ("passphrase", "Passphrase", "new-password"),
                        Some(PASSPHRASE_HINT),
                        passphrase,
                    )}
            </div>
            <div class="actions">
                <SubmitButton label="Go on" busy_label="One moment…" busy=asking.is_busy />
            </div>
        </form>
    }
}

/// With a small letter at the beginning, to go on after a colon.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_goes_on_after_a_colon_with_a_small_letter() {
        assert_eq!(sentence("Reads the log."), "reads the log.");
        assert_eq!(sentence(""), "");
    }
}
