//! What is said about drafts: that entries were restored, that somebody else is at the form, and which of two versions
//! stays.

use handoff::interface::DraftView;
use leptos::prelude::*;

use super::PREFIX;
use super::keeping::{Drafts, Keeping, apart, company};
use crate::batch;
use crate::browser::{focus, focus_heading};
use crate::components::banner::Banner;
use crate::components::button::{Button, Weight};
use crate::form_model::FormModel;
use crate::pages::questions::input_id;
use crate::shelf::{Shelf, TabShelf};
use crate::tasks::{drawn, memo};
use crate::words::Tone;

/// That entries were put back, with whose they are when they are somebody else's.
#[component]
pub(super) fn Restored(
    model: RwSignal<FormModel>,
    drafts: Drafts,
    from: Option<String>,
) -> impl IntoView {
    let is_restored = memo(move || model.with(FormModel::is_restored));
    let words = match from {
        Some(who) => format!("The entries that {who} made were restored."),
        None => "Your entries from before were restored.".to_owned(),
    };
    // The notice goes away with its button; the first question is where starting over starts.
    let start_over = Callback::new(move |()| {
        model.update(FormModel::start_over);
        drafts.forget();
        let first = model.with_untracked(|model| {
            let form = model.form();
            TabShelf.clear(&batch::draft_key(&form.candidate));
            form.fields()
                .next()
                .map(|field| input_id(PREFIX, &field.id))
        });
        if let Some(first) = first {
            focus(&first);
        }
    });
    drawn(move || {
        let words = words.clone();
        is_restored.get().then(|| {
            view! {
                <Banner tone=Tone::Plain>
                    <p>{words}</p>
                    <Button weight=Weight::Secondary on_press=start_over>
                        "Start over"
                    </Button>
                </Banner>
            }
        })
    })
}

/// That somebody else is at the same form.
#[component]
pub(super) fn Company(theirs: Option<DraftView>) -> impl IntoView {
    let words = theirs.as_ref().and_then(company)?;
    Some(view! {
        <Banner tone=Tone::Busy>
            <p>{words}</p>
            <p class="banner__small">
                "You may go on as well. What both of you change is never overwritten unasked."
            </p>
        </Banner>
    })
}

/// That there are two versions, and which of them stays. It says so while somebody types, and waits.
#[component]
pub(super) fn Apart(drafts: Drafts) -> impl IntoView {
    // Both buttons go away with the press.
    let use_theirs = Callback::new(move |()| {
        drafts.use_theirs();
        focus_heading();
    });
    let keep_mine = Callback::new(move |()| {
        drafts.keep_mine();
        focus_heading();
    });
    let banner = move || {
        drafts.apart.get().map(|theirs| {
            let theirs_words = match theirs.is_mine {
                true => "Use the other tab’s",
                false => "Use theirs",
            };
            view! {
                <Banner tone=Tone::Warning title=apart(&theirs)>
                    <p>
                        "What you see here is yours, and it is kept in this tab. Nothing is overwritten until you choose."
                    </p>
                    <div class="actions">
                        <Button weight=Weight::Secondary on_press=use_theirs>
                            {theirs_words}
                        </Button>
                        <Button weight=Weight::Secondary on_press=keep_mine>
                            "Keep mine"
                        </Button>
                    </div>
                </Banner>
            }
        })
    };
    view! { <div class="drafts" role="status">{drawn(banner)}</div> }
}

/// Where what was typed is kept, in small print.
#[component]
pub(super) fn KeptWhere(drafts: Drafts) -> impl IntoView {
    let words = move || match (drafts.apart.with(Option::is_some), drafts.state.get()) {
        (true, _) => "There are two versions. Choose at the top.",
        (false, Keeping::Resting) => "",
        (false, Keeping::Saving) => "Saving draft…",
        (false, Keeping::Saved) => "Draft saved",
        (false, Keeping::InTabOnly) => "Kept in this tab only",
    };
    view! { <p class="kept-where">{words}</p> }
}
