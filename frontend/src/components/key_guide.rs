//! How to make an API key in BambooHR, step by step with a drawing for each, and what its owner must be allowed to do.
//!
//! The drawings are ours and take the page's colours. Each is an image whose name tells what it shows. Nothing is
//! pressed in here.

use leptos::prelude::*;

struct GuideStep {
    words: &'static str,
    /// What the drawing shows, for who does not see it.
    shows: &'static str,
    drawing: &'static str,
}

const STEPS: [GuideStep; 5] = [
    GuideStep {
        words: "Sign in to BambooHR as the user whom the key is to belong to.",
        shows: "BambooHR’s sign-in page at your company’s own address.",
        drawing: include_str!("key_guide/sign-in.svg"),
    },
    GuideStep {
        words: "Click your name or picture in the corner of the page.",
        shows: "A page of BambooHR with the picture in its corner marked.",
        drawing: include_str!("key_guide/your-name.svg"),
    },
    GuideStep {
        words: "Choose API Keys in the menu. If it is missing, this user may not make keys: ask your BambooHR admin.",
        shows: "The menu below the picture with “API Keys” marked.",
        drawing: include_str!("key_guide/api-keys.svg"),
    },
    GuideStep {
        words: "Press Add New Key and name it “Send to BambooHR”, so that everybody knows later what it is for.",
        shows: "The page of keys with the button “Add New Key” marked and a name typed below.",
        drawing: include_str!("key_guide/new-key.svg"),
    },
    GuideStep {
        words: "Copy the key and paste it here. BambooHR shows it once only.",
        shows: "The new key with the button “Copy Key” marked.",
        drawing: include_str!("key_guide/copy-key.svg"),
    },
];

/// What the owner of the key needs, and why.
const RIGHTS: [(&str, &str); 4] = [
    (
        "A user of its own, who is no employee.",
        "A key ends with its owner’s account, and people leave.",
    ),
    (
        "An access level with “Add New Employees”.",
        "Without it BambooHR refuses everybody who is sent.",
    ),
    (
        "See and edit every field of the form.",
        "BambooHR drops what the key may not write and says nothing.",
    ),
    (
        "See and edit the Documents tab.",
        "Else résumés and offers stay behind.",
    ),
];

/// The guide.
#[component]
pub fn KeyGuide() -> impl IntoView {
    let steps = STEPS.iter().map(|step| {
        view! {
            <li class="guide__step">
                <p>{step.words}</p>
                <div class="sketch" role="img" aria-label=step.shows inner_html=step.drawing></div>
            </li>
        }
    });
    let rights = RIGHTS.iter().map(|(what, why)| {
        view! {
            <li>
                <strong>{*what}</strong>
                " "
                {*why}
            </li>
        }
    });
    view! {
        <section class="card guide" aria-labelledby="guide-title">
            <h2 class="card__title" id="guide-title">
                "How to make the API key"
            </h2>
            <ol class="guide__steps">{steps.collect_view()}</ol>
            <h3 class="guide__subtitle">"What its owner must be allowed to do"</h3>
            <ul class="guide__rights">{rights.collect_view()}</ul>
        </section>
    }
}
