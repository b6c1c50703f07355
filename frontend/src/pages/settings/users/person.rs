//! One user: role and rights, which change at once, and what else can be done.

use handoff::interface::{Role, UserChange, UserView};
use leptos::html::Select;
use leptos::prelude::*;

use super::People;
use crate::api;
use crate::browser::{focus_heading, moment_in_words};
use crate::components::button::{Button, Weight};
use crate::components::checkbox::Checkbox;
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::select_input::follow_value;
use crate::components::toasts::Toasts;
use crate::pages::people::asking::Asking;
use crate::tasks::drawn;

#[component]
pub(super) fn Person(user: UserView, people: People) -> impl IntoView {
    let asking = Asking::new("user");
    let toasts = Toasts::here();
    let user = StoredValue::new(user);
    let UserView {
        id,
        email,
        name,
        role,
        sees_admin_fields,
        has_passphrase,
        provider,
        last_seen_at,
        is_you,
    } = user.get_value();
    let of_whom = name.clone();
    // Shown again as it was when nothing came of a change.
    let (shown_role, shown_sees) = (RwSignal::new(role), RwSignal::new(sees_admin_fields));
    let change = move |change: UserChange| {
        let UserView { id, name, .. } = user.get_value();
        let request = async move { api::change_user(&id, &change).await };
        let changed = async move {
            let answer = request.await;
            if answer.is_err() {
                let last = user.get_value();
                shown_role.set(last.role);
                shown_sees.set(last.sees_admin_fields);
            }
            answer
        };
        asking.ask(changed, move |users| {
            toasts.say(format!("{name} is {} now.", called(change.role)));
            user.update_value(|user| {
                user.role = change.role;
                user.sees_admin_fields = change.sees_admin_fields;
            });
            people.users.set(users);
        });
    };
    let change_role = Callback::new(move |role| {
        shown_role.set(role);
        change(UserChange {
            role,
            sees_admin_fields: shown_sees.get_untracked(),
            seen: user.with_value(|user| user.role),
        });
    });
    let change_sees = Callback::new(move |sees_admin_fields| {
        shown_sees.set(sees_admin_fields);
        change(UserChange {
            role: shown_role.get_untracked(),
            sees_admin_fields,
            seen: user.with_value(|user| user.role),
        });
    });
    let invite = Callback::new(move |()| {
        let UserView { id, email, .. } = user.get_value();
        let request = async move { api::invite_user(&id).await };
        asking.ask(request, move |invited| people.invited(&email, invited));
    });
    let sign_out = Callback::new(move |()| {
        let UserView { id, name, .. } = user.get_value();
        let request = async move { api::sign_out_user(&id).await };
        asking.ask(request, move |users| {
            toasts.say(format!("{name} is signed out everywhere."));
            people.users.set(users);
        });
    });
    let remove = Callback::new(move |()| {
        let UserView { id, name, .. } = user.get_value();
        let request = async move { api::remove_user(&id).await };
        asking.ask(request, move |users| {
            toasts.say(format!("{name} is removed."));
            people.users.set(users);
            focus_heading();
        });
    });
    let from_elsewhere = provider.clone();
    let is_ours = provider.is_none();
    let stands = match (has_passphrase || !is_ours, last_seen_at) {
        (false, _) => "Has not chosen a passphrase yet".to_owned(),
        (true, None) => "Was not here yet".to_owned(),
        (true, Some(at)) => format!("Here last: {}", moment_in_words(&at)),
    };
    let link_words = match has_passphrase {
        true => "New link",
        false => "New link, the old one ends",
    };
    let (for_whom, whom) = (format!(" for {of_whom}"), format!(": {of_whom}"));
    let role_of = format!("Role of {of_whom}");
    let remove_words = format!("Remove {of_whom}");
    let consequence = match &provider {
        None => format!(
            "{of_whom} is signed out at once and cannot sign in any more. What {of_whom} did stays in the record."
        ),
        Some(provider) => format!(
            "{of_whom} is signed out at once, and comes back by signing in with {provider} unless access is taken away there. \
             What {of_whom} did stays in the record."
        ),
    };
    view! {
        <li class="users__one">
            <div class="users__who">
                <p class="users__name" dir="auto">
                    {name}
                    {is_you.then_some(" (you)")}
                </p>
                <p class="muted users__small" dir="auto">
                    {email}
                </p>
                <p class="muted users__small">{stands}</p>
            </div>
            <div class="users__may">
                {from_elsewhere.map(|provider| said_by(role, sees_admin_fields, &provider))}
                {is_ours
                    .then(|| {
                        view! {
                            <RoleChoice
                                id=format!("role-{id}")
                                label=role_of
                                role=shown_role
                                on_change=change_role
                            />
                        }
                    })}
                {drawn(move || {
                    let UserView { id, name, .. } = user.get_value();
                    (is_ours && shown_role.get() == Role::Recruiter)
                        .then(|| {
                            view! {
                            <Checkbox
                                id=format!("sees-{id}")
                                label="Sees fields that are for admins only".to_owned()
                                said=format!("Sees fields that are for admins only: {name}")
                                hint=None
                                is_ticked=shown_sees
                                on_change=change_sees
                            />
                        }
                        })
                })}
            </div>
            {asking.troubles()}
            <div class="actions users__do">
                {is_ours
                    .then(|| {
                        view! {
                            <Button weight=Weight::Secondary busy=asking.is_busy on_press=invite>
                                {link_words}
                                <span class="visually-hidden">{for_whom}</span>
                            </Button>
                        }
                    })}
                <Button weight=Weight::Secondary busy=asking.is_busy on_press=sign_out>
                    "Sign out everywhere"
                    <span class="visually-hidden">{whom}</span>
                </Button>
                <ConfirmDialog
                    id=format!("remove-{id}")
                    opener=remove_words.clone()
                    title=format!("{remove_words}?")
                    text=consequence
                    confirm="Remove"
                    busy=asking.is_busy
                    on_confirm=remove
                />
            </div>
        </li>
    }
}

/// What somebody may do of whom a provider says it.
fn said_by(role: Role, sees_admin_fields: bool, provider: &str) -> AnyView {
    let sees = match sees_admin_fields && role == Role::Recruiter {
        true => ", sees fields that are for admins only",
        false => "",
    };
    view! {
        <p>{format!("{}{sees}", role.label())}</p>
        <p class="muted users__small">
            {format!("Signs in with {provider}, where it is said who may do what.")}
        </p>
    }
    .into_any()
}

fn called(role: Role) -> &'static str {
    match role {
        Role::Admin => "an admin",
        Role::Recruiter => "a recruiter",
        Role::Viewer => "a viewer",
    }
}

/// One of the roles, and what it means.
#[component]
pub(super) fn RoleChoice(
    /// DOM id of the list.
    id: String,
    /// Its label.
    label: String,
    /// The role that is chosen.
    #[prop(into)]
    role: Signal<Role>,
    /// Another one was chosen.
    on_change: Callback<Role>,
) -> impl IntoView {
    let select = NodeRef::<Select>::new();
    follow_value(select, Signal::derive(move || role.get().code().to_owned()));
    let chosen = move |event| {
        if let Some(role) = Role::from_code(&event_target_value(&event)) {
            on_change.run(role);
        }
    };
    let hint = format!("{id}-hint");
    let option = |role: Role| view! { <option value=role.code()>{role.label()}</option> };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label}
            </label>
            <p class="field__hint" id=hint.clone()>
                {move || role.get().meaning()}
            </p>
            <select class="input input--select" id=id node_ref=select aria-describedby=hint on:change=chosen>
                {Role::ALL.map(option).collect_view()}
            </select>
        </div>
    }
}
