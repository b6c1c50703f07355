//! What is known about a candidate: contact, job, offer, documents, answers. Plain text only.

use handoff::candidate::{Address, Answer, Document, Offer};
use handoff::{Candidate, date_in_words};
use leptos::prelude::*;

use crate::components::icon::{Drawing, Icon};
use crate::words::{file_size, grouped};

/// All cards of a candidate.
#[component]
pub(super) fn Details(candidate: Candidate) -> impl IntoView {
    let Candidate {
        email,
        phone,
        preferred_name,
        address,
        job,
        offer,
        documents,
        answers,
        ..
    } = candidate;
    let contact = vec![
        ("Preferred name", preferred_name),
        ("E-mail", email),
        ("Phone", phone),
        ("Address", address_lines(address)),
    ];
    let job = vec![
        ("Job title", Some(job.title)),
        ("Department", job.department),
        ("Division", job.division),
        ("Location", job.location),
    ];
    view! {
        <Card id="contact" title="Contact">
            <Facts facts=contact />
        </Card>
        <Card id="job" title="Job">
            <Facts facts=job />
        </Card>
        <Card id="offer" title="Offer">
            {match offer {
                Some(offer) => view! { <Facts facts=offer_facts(offer) /> }.into_any(),
                None => view! { <p class="muted">"No offer has been made."</p> }.into_any(),
            }}
        </Card>
        <Card id="documents" title="Documents">
            <Documents documents=documents />
        </Card>
        <Card id="answers" title="Answers">
            <Answers answers=answers />
        </Card>
    }
}

#[component]
fn Card(id: &'static str, title: &'static str, children: Children) -> impl IntoView {
    let title_id = format!("{id}-title");
    view! {
        <section class="card" aria-labelledby=title_id>
            <h2 class="card__title" id=title_id.clone()>
                {title}
            </h2>
            {children()}
        </section>
    }
}

/// Missing values are shown as missing: a gap explains why a field of the form will be empty.
#[component]
fn Facts(facts: Vec<(&'static str, Option<String>)>) -> impl IntoView {
    let fact = |(name, value): (&'static str, Option<String>)| {
        let value = value.filter(|value| !value.trim().is_empty());
        view! {
            <div>
                <dt>{name}</dt>
                {match value {
                    Some(value) => view! { <dd dir="auto">{value}</dd> }.into_any(),
                    None => view! { <dd class="muted">"Not given"</dd> }.into_any(),
                }}
            </div>
        }
    };
    view! { <dl class="facts">{facts.into_iter().map(fact).collect_view()}</dl> }
}

fn address_lines(address: Address) -> Option<String> {
    let Address {
        line1,
        line2,
        city,
        state,
        postcode,
        country,
    } = address;
    let joined = |parts: Vec<Option<String>>, glue: &str| {
        let parts: Vec<_> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.trim().is_empty())
            .collect();
        Some(parts.join(glue)).filter(|text| !text.is_empty())
    };
    let place = joined(vec![city, state, postcode], ", ");
    joined(vec![line1, line2, place, country], "\n")
}

fn offer_facts(offer: Offer) -> Vec<(&'static str, Option<String>)> {
    let Offer {
        start_date,
        employment_type,
        salary,
        currency,
        period,
    } = offer;
    let start = start_date.map(|date| date_in_words(&date).unwrap_or(date));
    let pay = salary.map(|salary| {
        let amount = [Some(grouped(&salary)), currency]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        match period {
            Some(period) => format!("{amount} per {}", period.to_lowercase()),
            None => amount,
        }
    });
    vec![
        ("Start date", start),
        ("Employment", employment_type),
        ("Pay", pay),
    ]
}

#[component]
fn Documents(documents: Vec<Document>) -> impl IntoView {
    if documents.is_empty() {
        return view! { <p class="muted">"No documents were handed in."</p> }.into_any();
    }
    let document = |document: Document| {
        view! {
            <li>
                <Drawing icon=Icon::Document />
                <span class="documents__name" dir="auto">
                    {document.name}
                </span>
                <span class="muted">{format!("{}, {}", document.kind, file_size(document.bytes))}</span>
            </li>
        }
    };
    view! { <ul class="documents">{documents.into_iter().map(document).collect_view()}</ul> }
        .into_any()
}

#[component]
fn Answers(answers: Vec<Answer>) -> impl IntoView {
    if answers.is_empty() {
        return view! { <p class="muted">"No questions were asked."</p> }.into_any();
    }
    let answer = |answer: Answer| {
        view! {
            <div>
                <dt dir="auto">{answer.question}</dt>
                <dd dir="auto">{answer.answer}</dd>
            </div>
        }
    };
    view! { <dl class="facts facts--stacked">{answers.into_iter().map(answer).collect_view()}</dl> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leaves_no_gaps_for_missing_parts() {
        let some = |text: &str| Some(text.to_owned());
        let address = Address {
            line1: some("1 High St"),
            city: some("Oslo"),
            postcode: some("0150"),
            ..Address::default()
        };
        assert_eq!(
            address_lines(address).as_deref(),
            Some("1 High St\nOslo, 0150")
        );
        assert_eq!(address_lines(Address::default()), None);
    }
}
