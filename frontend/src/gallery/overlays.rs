//! What comes in front of the page: dialog, drawer, question, news.

use leptos::prelude::*;

use super::questions::nothing;
use super::{Example, Group};
use crate::components::button::{Button, Weight};
use crate::components::confirm_dialog::ConfirmDialog;
use crate::components::dialog::{Dialog, DialogHandle, Place};
use crate::components::toasts::Toasts;

#[component]
pub(super) fn Overlays() -> impl IntoView {
    let dialog = DialogHandle::default();
    let drawer = DialogHandle::default();
    let open = |handle: DialogHandle| Callback::new(move |()| handle.open());
    let close = Callback::new(move |()| dialog.close());
    let toasts = Toasts::here();
    let say = Callback::new(move |()| toasts.say("Stage changed to Interview"));
    view! {
        <Group title="In front of the page">
            <Example id="dialog" title="Dialog" opened_by="#dialog .button">
                <Button weight=Weight::Secondary on_press=open(dialog)>
                    "Open a dialog"
                </Button>
                <Dialog id="dialog-keys" title="Two keys are stored".to_owned() handle=dialog>
                    <p>"The older one is used until the new one has been tested."</p>
                    <div class="actions">
                        <Button weight=Weight::Primary on_press=close>
                            "Understood"
                        </Button>
                    </div>
                </Dialog>
            </Example>
            <Example id="drawer" title="Drawer" opened_by="#drawer .button">
                <Button weight=Weight::Secondary on_press=open(drawer)>
                    "Open a drawer"
                </Button>
                <Dialog
                    id="drawer-scopes"
                    title="What the connection may do".to_owned()
                    place=Place::Side
                    handle=drawer
                >
                    <dl class="facts facts--stacked">
                        <div>
                            <dt>"Employees"</dt>
                            <dd>"Read and create"</dd>
                        </div>
                        <div>
                            <dt>"Pay"</dt>
                            <dd>"Create only: stored pay is not visible to us"</dd>
                        </div>
                    </dl>
                </Dialog>
            </Example>
            <Example id="confirm-dialog" title="Confirm dialog" opened_by="#confirm-dialog .button">
                <ConfirmDialog
                    id="confirm-disconnect"
                    opener="Disconnect"
                    title="Disconnect from BambooHR?".to_owned()
                    text="Nobody can be sent until it is connected again. Employees stay as they are.".to_owned()
                    confirm="Disconnect now"
                    on_confirm=nothing()
                />
            </Example>
            <Example id="toasts" title="Toasts">
                <Button weight=Weight::Secondary on_press=say>
                    "Say something"
                </Button>
            </Example>
        </Group>
    }
}
