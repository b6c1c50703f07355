//! The rooms in a frame: about one candidate, at addresses that only the frame knows.

use handoff::CandidateId;
use handoff::interface::Role;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement};

use super::Entry;
use super::leaving::Leaving;
use crate::address::{Address, Way};
use crate::annexes::door::AnnexDoor;
use crate::candidate_list::CandidateList;
use crate::components::banner::Banner;
use crate::components::button::{Button, Weight};
use crate::components::page_heading::Arrival;
use crate::components::skeleton::{SkeletonCard, SkeletonHeading};
use crate::components::toasts::{ToastRegion, Toasts};
use crate::host;
use crate::pages::send_result::SendResultPage;
use crate::paths;
use crate::rooms::{Room, Rooms};
use crate::session::CurrentSession;
use crate::tasks::{drawn, effect, memo, spawn_detached};
use crate::words::Tone;

/// The rooms of the first module that a frame has.
const ROOMS: &[Room] = &[("/candidates/:id/sends/:send", || {
    view! { <SendResultPage /> }.into_any()
})];

/// What is shown until the reader is known.
#[component]
pub(super) fn Waiting() -> impl IntoView {
    view! {
        <main class="page">
            <div class="narrow">
                <SkeletonHeading />
                <SkeletonCard lines=6 />
            </div>
        </main>
    }
}

/// The rooms of whoever is in. They are hidden while the page names somebody for whom it did not let in.
#[component]
pub(super) fn Inside(entry: RwSignal<Entry>, leaving: Leaving) -> impl IntoView {
    let session = CurrentSession::provide();
    CandidateList::provide();
    Arrival::provide(true);
    let toasts = Toasts::provide();
    let candidate = StoredValue::new(None::<CandidateId>);
    let path = RwSignal::new(match entry.get_untracked() {
        Entry::In(candidate, opened) => first_room(&candidate, opened.session.role),
        _ => String::new(),
    });
    let is_hidden = memo(move || !matches!(entry.get(), Entry::In(..)));
    effect(move || {
        if let Entry::In(newest, opened) = entry.get() {
            session.enter(opened.session.clone());
            let before = candidate.get_value();
            candidate.set_value(Some(newest.clone()));
            if before.is_some_and(|before| before != newest) {
                path.set(first_room(&newest, opened.session.role));
            }
        }
    });
    let go = Callback::new(move |Way { to, .. }: Way| {
        let stays = candidate.with_value(|candidate| {
            let candidate = candidate.as_ref();
            candidate.is_some_and(|candidate| stays(candidate, &to))
        });
        if stays {
            path.set(to);
            host::scroll_to_top();
        } else {
            leaving.begin();
        }
    });
    Address::provide_from(path.into(), Signal::stored(String::new()), go);
    let follow = move |event: MouseEvent| {
        if let Some(to) = own_address(&event) {
            event.prevent_default();
            go.run(Way::to(to));
        }
    };
    view! {
        <div hidden=is_hidden>
            <Return session=session />
            <main class="page" id="content" tabindex="-1" on:click=follow>
                <Rooms rooms=ROOMS elsewhere=elsewhere />
            </main>
            <ToastRegion toasts=toasts />
        </div>
    }
}

/// Who may not send reads how the sends stand.
fn first_room(candidate: &CandidateId, role: Role) -> String {
    match role.may_send() {
        true => paths::send_form(candidate),
        false => paths::LOG.to_owned(),
    }
}

fn elsewhere() -> AnyView {
    view! { <AnnexDoor /> }.into_any()
}

/// For who was let in and is no longer: the page gave no other token in time.
#[component]
fn Return(session: CurrentSession) -> impl IntoView {
    let is_out = memo(move || session.is_out());
    let is_asking = RwSignal::new(false);
    let has_failed = RwSignal::new(false);
    let again = Callback::new(move |()| {
        if is_asking.get_untracked() {
            return;
        }
        is_asking.set(true);
        spawn_detached(async move {
            let way = host::come_in().await;
            is_asking.set(false);
            has_failed.set(way.is_err());
            if let Ok(opened) = way {
                session.enter(opened.session);
            }
        });
    });
    let label = move || match is_asking.get() {
        true => "One moment…",
        false => "Try again",
    };
    drawn(move || {
        is_out.get().then(|| {
            view! {
                <div class="page" role="alert">
                    <Banner tone=Tone::Warning title="You are not let in any more">
                        <p>
                            "What you typed is still here. Try again; if that does not help, sign in to your applicant tracking \
                             system in another tab first."
                        </p>
                        <p hidden=move || !has_failed.get()>"It did not work this time."</p>
                        <Button weight=Weight::Secondary busy=is_asking on_press=again>
                            {drawn(label)}
                        </Button>
                    </Banner>
                </div>
            }
        })
    })
}

/// Whether an address is one of the frame's rooms.
fn stays(candidate: &CandidateId, to: &str) -> bool {
    let own = format!("{}/", paths::profile(candidate));
    let room = to.strip_prefix(&own);
    room.is_some_and(|room| room == "send" || room == "changes" || room.starts_with("sends/"))
}

/// The application's own address that a press leads to; none for one that the browser is to open in another tab, or on
/// this page.
fn own_address(event: &MouseEvent) -> Option<String> {
    if event.default_prevented() || event.button() != 0 {
        return None;
    }
    let pressed: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = pressed.closest("a[href]").ok()??.dyn_into().ok()?;
    // Another tab is the application's own.
    let is_beside = event.ctrl_key() || event.meta_key() || event.shift_key();
    let is_ours = link.target().is_empty() && link.rel() != "external" && !is_beside;
    is_ours.then(|| link.pathname())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_stays_with_its_candidate_and_what_is_about_sending() {
        let candidate = CandidateId::parse("cand_1").unwrap_or_else(|| unreachable!());
        for room in ["send", "changes", "sends/s_1"] {
            assert!(stays(&candidate, &format!("/candidates/cand_1/{room}")));
        }
        for elsewhere in [
            "/",
            "/candidates",
            "/candidates/cand_1",
            "/candidates/cand_2/send",
            "/candidates/cand_1/sends",
            "/settings",
            "/batch",
        ] {
            assert!(!stays(&candidate, elsewhere), "{elsewhere}");
        }
    }
}
