//! `/settings/users`: who may use the application, and what they may do.

mod adding;
mod person;

use handoff::interface::{Invited, UserView};
use leptos::prelude::*;

use super::head;
use crate::api;
use crate::browser::{focus, focus_heading, origin, pause};
use crate::components::banner::Banner;
use crate::components::copy_button::CopyButton;
use crate::components::error_notice::ErrorNotice;
use crate::components::skeleton::SkeletonCard;
use crate::load::{Load, Loader};
use crate::paths;
use crate::tasks::{drawn, spawn};
use crate::words::Tone;
use adding::Adding;
use person::Person;

const LINK: &str = "new-link";

/// The users as last seen, and the link that was made last. Cheap to copy.
#[derive(Clone, Copy)]
struct People {
    users: RwSignal<Vec<UserView>>,
    /// For whom, and the link itself.
    link: RwSignal<Option<(String, String, u64)>>,
    owner: StoredValue<Option<Owner>>,
}

impl People {
    /// A link was made for the user with this e-mail address.
    fn invited(self, email: &str, invited: Invited) {
        let user = invited.users.iter().find(|user| user.email == email);
        let name = user.map_or_else(|| email.to_owned(), |user| user.name.clone());
        let link = format!("{}{}#{}", origin(), paths::WELCOME, invited.token);
        self.users.set(invited.users);
        self.link.set(Some((name, link, invited.hours)));
        let shown = async move {
            pause(0).await;
            focus(LINK);
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn(shown));
        }
    }
}

/// The users of the account.
#[component]
pub fn UsersPage() -> impl IntoView {
    let loader = Loader::new(api::users);
    let again = Callback::new(move |()| {
        loader.again();
        focus_heading();
    });
    view! {
        {head("Users")}
        {drawn(move || match loader.state.get() {
            Load::Loading => view! { <SkeletonCard lines=6 /> }.into_any(),
            Load::Failed(error) => view! { <ErrorNotice error=error again=again /> }.into_any(),
            Load::Ready(users) => view! { <Users users=users /> }.into_any(),
        })}
    }
}

#[component]
fn Users(users: Vec<UserView>) -> impl IntoView {
    let is_nobody = users.is_empty();
    let people = People {
        users: RwSignal::new(users),
        link: RwSignal::new(None),
        owner: StoredValue::new(Owner::current()),
    };
    if is_nobody {
        return view! {
            <div class="card">
                <p>"This is the demonstration: nobody signs in, so there are no users to look after."</p>
            </div>
        }
        .into_any();
    }
    view! {
        {drawn(move || people.link.get().map(link))}
        <div class="users">
            <section class="card" aria-labelledby="everybody">
                <h2 class="card__title" id="everybody">
                    {drawn(move || count(people.users.with(Vec::len)))}
                </h2>
                <ul class="users__list">
                    // By the id, so that whoever changes something keeps the focus.
                    <For each=move || people.users.get() key=|user| user.id.clone() let:user>
                        <Person user=user people=people />
                    </For>
                </ul>
            </section>
            <Adding people=people />
        </div>
    }
    .into_any()
}

fn count(users: usize) -> String {
    match users {
        1 => "One user".to_owned(),
        users => format!("{users} users"),
    }
}

fn link((name, link, hours): (String, String, u64)) -> impl IntoView {
    let days = hours / 24;
    view! {
        <div class="users__link" id=LINK tabindex="-1" role="status">
            <Banner tone=Tone::Good title=format!("A link for {name}")>
                <p>
                    {format!(
                        "Give it to {name} and to nobody else: whoever opens it chooses the passphrase. It works once, within \
                         {days} days, and is not shown again.",
                    )}
                </p>
                <p>
                    <code class="users__address">{link.clone()}</code>
                </p>
                <CopyButton id="link-by-hand" words="Copy the link" text=link />
            </Banner>
        </div>
    }
}
