//! The page around the application when that is shown in a frame: what it says, what it is told, and what a frame sends
//! with its requests.
//!
//! Outside of a frame nothing is said and nothing is heard. What is told holds no personal data: ids, states, and whether
//! something was typed. How the two come to know each other stands in `frontend/frame/frame.js`, which is loaded in frames
//! only, and how the frame takes over the look of the page beside it.

use handoff::CandidateId;
use handoff::interface::{EmbedOpened, SendState, SendView};
use js_sys::{Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use web_sys::{EventSource, Request, Response};

#[wasm_bindgen(module = "/src/host/host.js")]
extern "C" {
    /// Whether the application is shown in a frame of another page.
    #[wasm_bindgen(js_name = isFramed)]
    pub fn is_framed() -> bool;

    /// Whether something was typed that was not sent.
    #[wasm_bindgen(js_name = isDirty)]
    pub fn is_dirty() -> bool;

    /// Whether the page around the frame was heard.
    #[wasm_bindgen(js_name = isGreeted)]
    pub fn is_greeted() -> bool;

    /// Whether what a frame sends along has ended, or is for another candidate.
    #[wasm_bindgen(js_name = isLate)]
    pub fn is_late() -> bool;

    #[wasm_bindgen(js_name = listen, catch)]
    async fn js_listen(hear: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(js_name = say)]
    fn js_say(kind: &str, detail: &Object);

    #[wasm_bindgen(js_name = renew, catch)]
    async fn js_renew() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = send, catch)]
    async fn js_send(request: &Request) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = stream, catch)]
    fn js_stream(path: &str) -> Result<EventSource, JsValue>;

    #[wasm_bindgen(js_name = picture, catch)]
    async fn js_picture(path: &str) -> Result<JsValue, JsValue>;
}

/// What the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Whom the frame is about.
    Context {
        /// Nobody can be meant whose id that is when there is none.
        candidate: Option<CandidateId>,
        /// Whether it is shown again after nobody saw it.
        is_fresh: bool,
    },
    /// It would like to close the frame.
    Closing,
}

/// Listens to the page for as long as the document is there, and looks like it. `Err` when what a frame needs did not
/// arrive.
pub async fn listen(hear: impl Fn(Said) + 'static) -> Result<(), JsValue> {
    let hear = Closure::<dyn Fn(JsValue)>::new(move |data: JsValue| {
        if text(&data, "type").as_deref() == Some("closing") {
            return hear(Said::Closing);
        }
        let fresh = Reflect::get(&data, &"fresh".into());
        hear(Said::Context {
            candidate: text(&data, "candidate").and_then(|id| CandidateId::parse(&id)),
            is_fresh: fresh.is_ok_and(|fresh| fresh.is_truthy()),
        });
    });
    js_listen(&hear.into_js_value()).await
}

/// Asks the page for a token and comes in with it; what it is good for. `Err` when there is none, or none that works.
pub async fn come_in() -> Result<EmbedOpened, NoWayIn> {
    let opened = js_renew().await;
    let opened = opened.map_err(|error| {
        let error = error.dyn_ref::<js_sys::Error>().map(js_sys::Error::message);
        let error = error.and_then(|error| error.as_string());
        match error.as_deref() {
            Some("not-accepted") => NoWayIn::NotAccepted,
            Some("out-of-reach") => NoWayIn::OutOfReach,
            _ => NoWayIn::NoToken,
        }
    })?;
    let opened = opened.as_string().unwrap_or_default();
    serde_json::from_str(&opened).map_err(|_| NoWayIn::NotAccepted)
}

/// Why nobody came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWayIn {
    /// The page has handed over no token.
    NoToken,
    /// The proxy does not take it.
    NotAccepted,
    /// The proxy does not answer, or cannot.
    OutOfReach,
}

/// `fetch`, with what a frame sends along.
pub async fn send(request: &Request) -> Result<Response, JsValue> {
    js_send(request).await?.dyn_into()
}

/// An event stream, with the same. Not every one is the browser's own.
pub fn stream(path: &str) -> Result<EventSource, JsValue> {
    js_stream(path)
}

/// What `<img>` can show of the picture at this path; empty when it cannot be had.
pub async fn picture(path: &str) -> String {
    let source = js_picture(path).await.ok();
    source
        .and_then(|source| source.as_string())
        .unwrap_or_default()
}

/// The form, or what came of it, can be used.
pub fn tell_ready() {
    js_say("ready", &Object::new());
}

/// Something was typed, or is no longer.
pub fn tell_dirty(is_dirty: bool) {
    js_say("dirty", &detail(&[("dirty", is_dirty.into())]));
}

/// Somebody is done with the frame.
pub fn tell_close() {
    js_say("close", &Object::new());
}

/// Somebody is asked whether the frame may be closed.
pub fn tell_stay() {
    js_say("stay", &Object::new());
}

/// Nothing can be shown.
pub fn tell_failed(code: &str, message: &str) {
    js_say(
        "failed",
        &detail(&[("code", code.into()), ("message", message.into())]),
    );
}

/// The proxy refused the form or a send of this candidate, so nothing was created.
pub fn tell_refused(candidate: &CandidateId, code: &str) {
    let refused = [
        ("candidate", candidate.as_str().into()),
        ("code", code.into()),
    ];
    js_say("failed", &detail(&refused));
}

/// Another room begins at its top, and so that its reader sees it.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    // A panel is as high as its content, so the page around it is what scrolls.
    js_say("top", &Object::new());
}

/// How a send stands.
pub fn tell_send(view: &SendView) {
    let mut said = vec![
        ("candidate", view.candidate.as_str().into()),
        ("send", view.id.as_str().into()),
        ("state", view.state.code().into()),
    ];
    if let Some(employee) = &view.employee {
        let employee = detail(&[
            ("id", employee.id.as_str().into()),
            ("url", employee.url.as_str().into()),
        ]);
        said.push(("employee", employee.into()));
    }
    let kind = match view.state {
        SendState::Done => "sent",
        SendState::Refused | SendState::NotSent | SendState::Released => "failed",
        _ => "progress",
    };
    if let Some(problem) = &view.problem {
        said.push(("code", problem.code.as_str().into()));
    }
    js_say(kind, &detail(&said));
}

fn detail(fields: &[(&str, JsValue)]) -> Object {
    let detail = Object::new();
    for (name, value) in fields {
        // An object of our own takes every field.
        let _ = Reflect::set(&detail, &(*name).into(), value);
    }
    detail
}

fn text(data: &JsValue, name: &str) -> Option<String> {
    Reflect::get(data, &name.into()).ok()?.as_string()
}
