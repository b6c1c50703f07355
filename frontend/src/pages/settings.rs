//! Settings: what the application is connected to. All of it is in an annex of its own.

pub mod apps;
pub mod connection;
pub mod fields;

use handoff::interface::IntegrationView;
use leptos::prelude::*;

use crate::address::{Address, Way};
use crate::paths;
use crate::tasks::effect;
use crate::words::Tone;

/// `/settings`: leads to the first of its rooms, as long as that is the only one.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let address = Address::here();
    effect(move || address.take(Way::correction(paths::APPS)));
}

/// How a connection stands, for a badge; `None` when nothing is connected.
fn standing(view: &IntegrationView) -> Option<(&'static str, Tone)> {
    view.company.as_ref()?;
    Some(match view.enabled {
        true => ("Connected", Tone::Good),
        false => ("Disabled", Tone::Plain),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_stored_is_connected_or_disabled() {
        let view = |company: Option<&str>, enabled| IntegrationView {
            company: company.map(str::to_owned),
            enabled,
            ..IntegrationView::default()
        };
        assert_eq!(standing(&view(None, false)), None);
        let words = |view| standing(&view).map(|(words, _)| words);
        assert_eq!(words(view(Some("acme"), false)), Some("Disabled"));
        assert_eq!(words(view(Some("acme"), true)), Some("Connected"));
    }
}
