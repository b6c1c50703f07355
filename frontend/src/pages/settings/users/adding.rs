//! Adding somebody.

use handoff::interface::{NewUser, Role};
use leptos::prelude::*;

use super::People;
use super::person::RoleChoice;
use crate::api;
use crate::components::button::SubmitButton;
use crate::pages::people::asking::Asking;

#[component]
pub(super) fn Adding(people: People) -> impl IntoView {
    let asking = Asking::new("new-user");
    let (name, email) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let role = RwSignal::new(Role::Recruiter);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = NewUser {
            email: email.get_untracked().trim().to_owned(),
            name: name.get_untracked(),
            role: role.get_untracked(),
            sees_admin_fields: false,
        };
        let added = new.email.clone();
        let request = async move { api::add_user(&new).await };
        asking.ask(request, move |invited| {
            name.set(String::new());
            email.set(String::new());
            role.set(Role::Recruiter);
            people.invited(&added, invited);
        });
    };
    view! {
        <form class="card stack" method="post" novalidate aria-labelledby="add-user" on:submit=submit>
            <h2 class="card__title" id="add-user">
                "Add somebody"
            </h2>
            {asking.troubles()}
            <div>
                {asking.text(("name", "First and last name", "off"), None, name)}
                {asking.text(("email", "E-mail address", "off"), Some("They sign in with it."), email)}
                <RoleChoice
                    id="new-user-role".to_owned()
                    label="Role".to_owned()
                    role=role
                    on_change=Callback::new(move |chosen| role.set(chosen))
                />
            </div>
            <div class="actions">
                <SubmitButton label="Add and make a link" busy_label="Adding…" busy=asking.is_busy />
            </div>
        </form>
    }
}
