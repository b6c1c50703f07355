//! The pages that may show the form in a frame.

use leptos::prelude::*;

use super::Joined;
use crate::api;
use crate::browser::focus_heading;
use crate::components::button::SubmitButton;
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::toasts::Toasts;
use crate::pages::people::asking::Asking;
use crate::tasks::drawn;

#[component]
pub(super) fn Origins(joined: Joined) -> impl IntoView {
    view! {
        <div class="users embedding">
            <section class="card" aria-labelledby="origins">
                <h2 class="card__title" id="origins">
                    "Pages that may show the form"
                </h2>
                {drawn(move || {
                    joined
                        .view
                        .with(|view| view.origins.is_empty())
                        .then(|| view! { <p class="muted">"None: no page can show anything of this application."</p> })
                })}
                <ul class="users__list">
                    <For each=move || joined.view.get().origins key=Clone::clone let:origin>
                        <OneOrigin origin=origin joined=joined />
                    </For>
                </ul>
            </section>
            <NewOrigin joined=joined />
        </div>
    }
}

#[component]
fn OneOrigin(origin: String, joined: Joined) -> impl IntoView {
    let asking = Asking::new("origin");
    let toasts = Toasts::here();
    let of = StoredValue::new(origin.clone());
    let remove = Callback::new(move |()| {
        let origin = of.get_value();
        let request = async move { api::remove_origin(origin).await };
        asking.ask(request, move |view| {
            toasts.say(format!(
                "{} may not show the form any more.",
                of.get_value()
            ));
            joined.view.set(view);
            focus_heading();
        });
    });
    let words = format!("Remove {origin}");
    view! {
        <li class="users__one embedding__origin">
            <p class="users__address">{origin.clone()}</p>
            {asking.troubles()}
            <div class="actions">
                <ConfirmDialog
                    id=format!("remove-{origin}")
                    opener=words.clone()
                    title=format!("{words}?")
                    text="Whoever is at the form on such a page is out at once. What was sent stays sent.".to_owned()
                    confirm="Remove"
                    busy=asking.is_busy
                    on_confirm=remove
                />
            </div>
        </li>
    }
}

#[component]
fn NewOrigin(joined: Joined) -> impl IntoView {
    let asking = Asking::new("new-origin");
    let origin = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let request = async move { api::allow_origin(origin.get_untracked()).await };
        asking.ask(request, move |view| {
            origin.set(String::new());
            joined.view.set(view);
        });
    };
    view! {
        <form class="card stack" method="post" novalidate aria-labelledby="allow-origin" on:submit=submit>
            <h2 class="card__title" id="allow-origin">
                "Allow a page"
            </h2>
            {asking.troubles()}
            <div>
                {asking
                    .text(
                        ("origin", "Beginning of its addresses", "off"),
                        Some("Without a path, like https://ats.example"),
                        origin,
                    )}
            </div>
            <div class="actions">
                <SubmitButton label="Allow" busy_label="Allowing…" busy=asking.is_busy />
            </div>
        </form>
    }
}
