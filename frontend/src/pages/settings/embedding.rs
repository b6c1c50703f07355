//! `/settings/embedding`: the keys of applicant tracking systems' servers, and the pages that may show the form.

mod keys;
mod origins;

use handoff::interface::{AtsKeyMade, EmbeddingView};
use leptos::prelude::*;

use super::head;
use crate::api;
use crate::browser::{focus, focus_heading, pause};
use crate::components::banner::Banner;
use crate::components::copy_button::CopyButton;
use crate::components::error_notice::ErrorNotice;
use crate::components::skeleton::SkeletonCard;
use crate::load::{Load, Loader};
use crate::tasks::{drawn, spawn};
use crate::words::Tone;
use keys::Keys;
use origins::Origins;

const KEY: &str = "new-server-key";

/// What there is as last seen, and the key that was made last. Cheap to copy.
#[derive(Clone, Copy)]
struct Joined {
    view: RwSignal<EmbeddingView>,
    /// For which system, and the key itself.
    key: RwSignal<Option<(String, String)>>,
    owner: StoredValue<Option<Owner>>,
}

impl Joined {
    /// A key was made, which nobody can see again.
    fn made(self, made: AtsKeyMade) {
        self.view.set(made.embedding);
        self.key.set(Some((made.name, made.key)));
        let shown = async move {
            pause(0).await;
            focus(KEY);
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(shown));
        }
    }
}

/// What joins applicant tracking systems to the account.
#[component]
pub fn EmbeddingPage() -> impl IntoView {
    let loader = Loader::new(api::embedding);
    let again = Callback::new(move |()| {
        loader.again();
        focus_heading();
    });
    view! {
        {head("Embedding")}
        <p class="record__about">
            "An applicant tracking system brings its candidates here and shows the form on its own pages. Its server proves with a \
             key who it is; the key never goes into a page."
        </p>
        {drawn(move || match loader.state.get() {
            Load::Loading => view! { <SkeletonCard lines=6 /> }.into_any(),
            Load::Failed(error) => view! { <ErrorNotice error=error again=again /> }.into_any(),
            Load::Ready(view) => view! { <Everything view=view /> }.into_any(),
        })}
    }
}

#[component]
fn Everything(view: EmbeddingView) -> impl IntoView {
    let joined = Joined {
        view: RwSignal::new(view),
        key: RwSignal::new(None),
        owner: StoredValue::new(Owner::current()),
    };
    view! {
        {drawn(move || joined.key.get().map(key))}
        <Keys joined=joined />
        <Origins joined=joined />
    }
}

fn key((name, key): (String, String)) -> impl IntoView {
    view! {
        <div class="users__link" id=KEY tabindex="-1" role="status">
            <Banner tone=Tone::Good title=format!("A key for {name}")>
                <p>
                    "Put it where the server keeps its secrets. Whoever has it can do what it allows, and it is not shown again."
                </p>
                <p>
                    <code class="users__address">{key.clone()}</code>
                </p>
                <CopyButton id="key-by-hand" words="Copy the key" text=key />
            </Banner>
        </div>
    }
}
