//! Parts of the form that already knows: its sections, its folds, what is said about answers, files.

use handoff::photo::{Crop, PhotoSize};
use leptos::prelude::*;

use super::questions::{into, nothing, origin, question};
use super::{Example, Group};
use crate::components::button::{Button, Weight};
use crate::components::combobox::{Choosing, Combobox, Offer};
use crate::components::document_choice::{CategorySelect, NotTaken};
use crate::components::field::Question;
use crate::components::fixed_value::FixedValue;
use crate::components::fold::Fold;
use crate::components::section_list::{SectionLine, SectionList};
use crate::components::square_chooser::SquareChooser;
use crate::components::text_input::{TextInput, Typing};
use crate::form_model::{Notice, Standing};
use crate::words::{fold_label, standing};

/// Somebody, drawn in two circles.
const PICTURE: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 640 400'%3E%3Crect \
                       width='640' height='400' fill='%23567'/%3E%3Ccircle cx='320' cy='150' r='80' \
                       fill='%23eca'/%3E%3Ccircle cx='320' cy='420' r='170' fill='%23246'/%3E%3C/svg%3E";

#[component]
pub(super) fn FormParts() -> impl IntoView {
    view! {
        <Group title="Parts of the form">
            <Example id="section-list" title="Sections of a form">
                <SectionList lines=sections() />
            </Example>
            <Example id="fold" title="What can wait" opened_by="#fold summary">
                <Waiting />
            </Example>
            <Example id="field-changed" title="A first value that was changed">
                <Text
                    question=Question {
                        origin: origin("Changed; the offer says Monday, 4 January 2027", true),
                        ..question("field-changed-input", "Hire date")
                    }
                    first="2027-02-01"
                />
            </Example>
            <Example id="field-reason" title="Why an answer is needed now, and a remark about it">
                <Text
                    question=Question {
                        reason: Signal::stored(
                            Some("Needed as soon as any part of the address is given.".to_owned()),
                        ),
                        required: Signal::stored(true),
                        remarks: Signal::stored(Some("The first day is in the past.".to_owned())),
                        ..question("field-reason-input", "Country")
                    }
                    first="Norway"
                />
            </Example>
            <Example id="field-offers" title="Words that are no option, and what they could mean">
                <Text question=Question {
                    notice: Signal::stored(Some(found())),
                    offers: ViewFn::from(|| {
                        view! {
                            <div class="offers" role="group" aria-label="What could be meant">
                                <Button weight=Weight::Secondary on_press=nothing()>
                                    "Senior Engineer"
                                </Button>
                            </div>
                        }
                    }),
                    ..question("field-offers-input", "Job title")
                } />
            </Example>
            <Example id="fixed-value" title="A value that is the company’s">
                <FixedValue
                    question=Question {
                        origin: origin("The same for everybody in your company", false),
                        ..question("fixed-value-input", "Employment status")
                    }
                    value="Full-Time".to_owned()
                />
            </Example>
            <Example id="colleagues" title="Combobox that is searched, with namesakes" opened_by="#colleagues-input">
                <Colleagues />
            </Example>
            <Example id="document-category" title="Category of a document">
                <CategorySelect
                    id="document-category-select".to_owned()
                    file="cv.pdf".to_owned()
                    options=vec![
                        ("1".to_owned(), "Resumes and Applications".to_owned()),
                        ("2".to_owned(), "Signed Documents".to_owned()),
                    ]
                    value=Signal::stored("1".to_owned())
                    on_change=Callback::new(|_| ())
                />
            </Example>
            <Example id="not-taken" title="A file that BambooHR would not take">
                <NotTaken
                    id="not-taken-box".to_owned()
                    label="setup.exe".to_owned()
                    about="Other, 24 KB".to_owned()
                    problem="This file is a program (.exe).".to_owned()
                />
            </Example>
            <Example id="square-chooser" title="Square of a photo" wide=true>
                <Square />
            </Example>
        </Group>
    }
}

fn sections() -> Vec<SectionLine> {
    let all = [
        ("Person", Standing::Complete),
        ("Address", Standing::ToAnswer(2)),
        ("Job", Standing::ToCorrect(1)),
        ("Emergency contact", Standing::Optional),
    ];
    all.into_iter()
        .map(|(title, state)| SectionLine {
            heading: "section-list".to_owned(),
            title: title.to_owned(),
            state: Signal::stored(standing(state)),
        })
        .collect()
}

fn found() -> Notice {
    Notice {
        words: "The job says “Sr. Engineer”, which is not an option of Job Title in BambooHR."
            .to_owned(),
        likely: Vec::new(),
        can_add: None,
        is_settled: false,
    }
}

#[component]
fn Waiting() -> impl IntoView {
    let is_open = RwSignal::new(false);
    view! {
        <Fold
            label=Signal::stored(fold_label(5))
            is_empty=Signal::stored(false)
            is_open=is_open
            on_toggle=into(is_open)
        >
            <p>"Five fields."</p>
        </Fold>
    }
}

#[component]
fn Text(question: Question, #[prop(optional)] first: &'static str) -> impl IntoView {
    let value = RwSignal::new(first.to_owned());
    view! {
        <TextInput
            question=question
            typing=Typing::Words
            value=value
            on_change=into(value)
            on_leave=nothing()
        />
    }
}

#[component]
fn Colleagues() -> impl IntoView {
    let value = RwSignal::new(String::new());
    let person = |text: &str, note: &str| Offer {
        text: text.to_owned(),
        note: note.to_owned(),
    };
    let people = vec![
        person("Priya Shah", "Head of Engineering, Engineering"),
        person("Priya Shah", "Accountant, Finance"),
    ];
    let choosing = Choosing::Searched {
        ask: Callback::new(|_| ()),
        stands: Signal::stored(Some("There are more. Type more of the name.".to_owned())),
    };
    view! {
        <Combobox
            question=question("colleagues-input", "Reports to")
            options=Signal::stored(people)
            choosing=choosing
            value=value
            on_change=into(value)
            on_leave=nothing()
        />
    }
}

#[component]
fn Square() -> impl IntoView {
    let size = PhotoSize {
        width: 640,
        height: 400,
    };
    let square = RwSignal::new(Crop {
        left: 120,
        top: 0,
        side: 400,
    });
    let on_change = Callback::new(move |wanted| {
        if let Some(nearest) = size.nearest(wanted) {
            square.set(nearest);
        }
    });
    view! {
        <SquareChooser
            id="square-chooser-photo".to_owned()
            source=PICTURE.to_owned()
            size=size
            square=square
            on_change=on_change
        />
    }
}
