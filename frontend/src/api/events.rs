//! What the proxy says by itself: the browser's own event stream, which comes back after a break and goes on
//! where it was.

use std::rc::Rc;

use js_sys::{Function, Promise};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventSource, MessageEvent};

use crate::host;

/// Something about a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is connected.
    Connected,
    /// An event with this text.
    Event(String),
    /// The connection broke; the browser tries to get it back.
    Broken,
    /// The browser will not try again.
    GivenUp,
    /// Nobody sees this page now.
    Hidden,
}

/// Listens to the events called `name` until `hear` returns false. Dropping the future ends it as well.
pub async fn listen(path: &str, name: &'static str, hear: Rc<dyn Fn(Heard) -> bool>) {
    let Ok(source) = host::stream(path) else {
        return;
    };
    let mut stop: Option<Function> = None;
    let stopped = Promise::new(&mut |resolve, _| stop = Some(resolve));
    let tell = Rc::new(move |heard| {
        if let Some(stop) = stop.as_ref().filter(|_| !hear(heard)) {
            let _ = stop.call0(&JsValue::NULL);
        }
    });
    let on_event = Closure::<dyn Fn(MessageEvent)>::new({
        let tell = Rc::clone(&tell);
        move |event: MessageEvent| tell(Heard::Event(event.data().as_string().unwrap_or_default()))
    });
    let on_change = Closure::<dyn Fn()>::new({
        let source = source.clone();
        move || tell(state(&source))
    });
    let stream = Stream {
        source,
        name,
        on_event,
        on_change,
    };
    stream.attach();
    let _ = JsFuture::from(stopped).await;
}

fn state(source: &EventSource) -> Heard {
    match source.ready_state() {
        _ if document().hidden() => Heard::Hidden,
        EventSource::OPEN => Heard::Connected,
        EventSource::CONNECTING => Heard::Broken,
        _ => Heard::GivenUp,
    }
}

/// A stream with its listeners. Dropping it ends both.
struct Stream {
    source: EventSource,
    name: &'static str,
    on_event: Closure<dyn Fn(MessageEvent)>,
    on_change: Closure<dyn Fn()>,
}

/// A browser keeps few connections to one server, for all tabs together: a page that nobody sees gives its own
/// back.
const SEEN: &str = "visibilitychange";

impl Stream {
    fn attach(&self) {
        let on_change: &Function = self.on_change.as_ref().unchecked_ref();
        let on_event = self.on_event.as_ref().unchecked_ref();
        self.source.set_onopen(Some(on_change));
        self.source.set_onerror(Some(on_change));
        let _ = self
            .source
            .add_event_listener_with_callback(self.name, on_event);
        let _ = document().add_event_listener_with_callback(SEEN, on_change);
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.close();
        let on_change = self.on_change.as_ref().unchecked_ref();
        let _ = document().remove_event_listener_with_callback(SEEN, on_change);
    }
}
