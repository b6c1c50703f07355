//! What the application asks of the browser itself: focus, titles, time, a random id.
//!
//! No fetching (see [`crate::api`]), and nothing personal is stored (see [`crate::shelf`]).

use handoff::date_in_words;
use jiff::civil::Date;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FocusOptions, HtmlAnchorElement, HtmlElement, Url};

/// Milliseconds between looks at whether a tab is in front again.
const SEEN_AGAIN: i32 = 500;

/// Product name, the second half of every page title.
pub const PRODUCT: &str = "Send to BambooHR";

/// Sets the title of the tab to `{page} – Send to BambooHR`.
pub fn set_title(page: &str) {
    document().set_title(&format!("{page} – {PRODUCT}"));
}

/// Moves focus to the element with this id and lets the browser scroll it into view.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Moves focus to the page's heading: the place for it when what had it is gone.
pub fn focus_heading() {
    let heading = document().query_selector("h1").ok().flatten();
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.focus();
    }
}

/// Moves focus without scrolling, for headings: the router has already put the page where it belongs.
pub fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Resolves after so many milliseconds; `0` lets the browser paint what has just changed.
pub async fn pause(milliseconds: i32) {
    let timer = js_sys::Promise::new(&mut |resolve, _| {
        let _ =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(timer).await;
}

/// Resolves as soon as somebody can see the page: at once, unless its tab is in the background.
pub async fn until_seen() {
    while document().hidden() {
        pause(SEEN_AGAIN).await;
    }
}

/// What is heard on the window when an answer says that nobody is signed in any more, in whichever module it arrived.
const SIGNED_OUT: &str = "signed-out";

/// Says that nobody is signed in any more.
pub fn say_signed_out() {
    if let Ok(event) = web_sys::Event::new(SIGNED_OUT) {
        let _ = window().dispatch_event(&event);
    }
}

/// Does this whenever [`say_signed_out`] is said, for as long as the page is there.
pub fn when_signed_out(act: impl Fn() + 'static) {
    let act = Closure::<dyn Fn()>::new(act).into_js_value();
    let _ = window().add_event_listener_with_callback(SIGNED_OUT, act.unchecked_ref());
}

/// Begins the application anew at this address: for another person, or for nobody.
pub fn begin_anew(address: &str) {
    let _ = window().location().assign(address);
}

/// Opens an address in a tab of its own, if the browser lets it.
pub fn open_beside(address: &str) {
    let _ = window().open_with_url_and_target(address, "_blank");
}

/// Begins the application anew where it is.
pub fn reload() {
    let _ = window().location().reload();
}

/// What stands behind `#` in the address.
pub fn fragment() -> String {
    let fragment = window().location().hash().unwrap_or_default();
    fragment.trim_start_matches('#').to_owned()
}

/// The path of the page's address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Scheme, host and port of the page, for links to give away.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Has the browser keep this content as a file with this name.
pub fn save_file(name: &str, content: &[u8]) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(content));
    let address = Blob::new_with_u8_array_sequence(&parts)
        .and_then(|file| Url::create_object_url_with_blob(&file));
    let link = document().create_element("a");
    let link = link.map(JsCast::dyn_into::<HtmlAnchorElement>);
    if let (Ok(address), Ok(Ok(link))) = (address, link) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
        let _ = Url::revoke_object_url(&address);
    }
}

/// Puts a text on the clipboard; whether that worked. Browsers allow it on HTTPS and on loopback addresses only.
pub async fn copy(text: &str) -> bool {
    if !window().is_secure_context() {
        return false;
    }
    let written = window().navigator().clipboard().write_text(text);
    JsFuture::from(written).await.is_ok()
}

/// A random UUID. Browsers offer it only on HTTPS and on loopback addresses.
pub fn random_id() -> String {
    window()
        .crypto()
        .map(|crypto| crypto.random_uuid())
        .unwrap_or_default()
}

/// The colours somebody has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// As the system has it.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// How it is stored and written into the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// How a person reads it.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "System colours",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// Reads [`Self::code`]; anything else is the system's.
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|scheme| scheme.code() == code)
            .unwrap_or(Self::System)
    }
}

/// Where the choice is kept, and the attribute of `<html>` that carries it. `index.html` knows both.
const SCHEME: &str = "scheme";
const SCHEME_ATTRIBUTE: &str = "data-scheme";

/// The scheme in force, as the first paint applied it.
pub fn scheme() -> Scheme {
    let root = document().document_element();
    let code = root.and_then(|root| root.get_attribute(SCHEME_ATTRIBUTE));
    Scheme::from_code(&code.unwrap_or_default())
}

/// Applies and remembers a scheme. A browser that keeps nothing applies it all the same.
pub fn set_scheme(scheme: Scheme) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(SCHEME_ATTRIBUTE, scheme.code());
    }
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(SCHEME, scheme.code());
    }
}

/// The day where the person sits.
pub fn today() -> Option<Date> {
    let now = js_sys::Date::new_0();
    let year = i16::try_from(now.get_full_year()).ok()?;
    let month = i8::try_from(now.get_month() + 1).ok()?;
    Date::new(year, month, i8::try_from(now.get_date()).ok()?).ok()
}

/// How long ago a moment (RFC 3339) was by this computer's clock, in seconds; 0 for one to come.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes the nearest number that fits, which is what is wanted"
)]
pub fn seconds_since(at: &str) -> u64 {
    let moment = js_sys::Date::parse(at);
    ((js_sys::Date::now() - moment) / 1_000.0).max(0.0) as u64
}

/// The English whose dates are shown: that of the page around a frame, if it says so.
fn locale() -> String {
    let root = document().document_element();
    let locale = root.and_then(|root| root.get_attribute("data-locale"));
    locale.unwrap_or_else(|| "en-GB".to_owned())
}

/// A moment (RFC 3339) in this browser's own time, or a date, in words.
pub fn moment_in_words(at: &str) -> String {
    if let Some(date) = date_in_words(at) {
        return date;
    }
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    let moment = js_sys::Date::new(&at.into());
    moment.to_locale_string(&locale(), &options).into()
}
