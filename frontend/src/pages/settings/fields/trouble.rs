//! What led nowhere, and what somebody else has saved meanwhile: what happened, whether anything changed, what to do.

use handoff::interface::SetupVersion;
use leptos::prelude::*;

use super::state::{Doing, Fields, NEWER};
use crate::api::ApiError;
use crate::browser::moment_in_words;
use crate::components::banner::Banner;
use crate::components::button::{Button, Weight};
use crate::components::error_notice::failed_press;
use crate::setup_model::SetupModel;
use crate::tasks::drawn;
use crate::words::Tone;

/// The trouble with any of these.
#[component]
pub(super) fn Troubles(state: Fields, of: &'static [Doing]) -> impl IntoView {
    drawn(move || {
        let (doing, error) = state.trouble.get()?;
        of.contains(&doing).then(|| notice(doing, error))
    })
}

fn notice(doing: Doing, error: ApiError) -> AnyView {
    if doing == Doing::Restoring && error.is("changed-meanwhile") {
        return view! {
            <div role="alert">
                <Banner tone=Tone::Warning title="Somebody else has changed the form meanwhile".to_owned()>
                    <p>
                        "Nothing was done. The history now shows what they changed: look at it, and go back again if you still want to."
                    </p>
                </Banner>
            </div>
        }
        .into_any();
    }
    failed_press(error, not_known(doing))
}

/// The words for an answer that leaves open what became of the request.
fn not_known(doing: Doing) -> &'static str {
    match doing {
        Doing::Saving => {
            "We do not know whether it was saved. Your changes are still here: save again, that is safe."
        }
        Doing::Restoring | Doing::Forgetting => {
            "We do not know whether it was done. Reload the page to see how it is."
        }
        Doing::Beginning | Doing::Importing | Doing::Exporting => "Nothing was changed.",
    }
}

/// What somebody else has saved since these changes began, and what can be done about it.
#[component]
pub(super) fn Overtaken(state: Fields) -> impl IntoView {
    let on_top = Callback::new(move |()| state.put_on_top());
    let discard = Callback::new(move |()| state.discard());
    drawn(move || {
        let newer = state.newer.get()?;
        let is_changed = state.model.with_untracked(SetupModel::is_changed);
        let news: Vec<AnyView> = newer.news.into_iter().map(one).collect();
        Some(view! {
            <div id=NEWER tabindex="-1" role="alert" class="setup__newer">
                <Banner
                    tone=Tone::Warning
                    title="Somebody else has saved the form since you began".to_owned()
                >
                    <p>"Nothing of yours was saved, and nothing is lost. This is what they changed:"</p>
                    <ul class="lines">{news}</ul>
                    <p>
                        "Put your changes on top of theirs, look at the result, and save it. Where you both changed the same, yours counts. Or discard yours."
                    </p>
                    <div class="actions">
                        <Button weight=Weight::Primary on_press=on_top>
                            "Put mine on top"
                        </Button>
                        {is_changed
                            .then(|| {
                                view! {
                                    <Button weight=Weight::Secondary on_press=discard>
                                        "Discard mine"
                                    </Button>
                                }
                            })}
                    </div>
                </Banner>
            </div>
        })
    })
}

fn one(version: SetupVersion) -> AnyView {
    let by = format!("{}, {}: ", version.who, moment_in_words(&version.at));
    view! { <li dir="auto">{by} {version.words}</li> }.into_any()
}
