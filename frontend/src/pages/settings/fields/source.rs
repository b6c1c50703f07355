//! Where the value of a field comes from: something of the candidate, and what is made of it.

use handoff::interface::{CatalogueField, FittingSource};
use handoff::{Attribute, Change, FieldKind, Source};
use leptos::prelude::*;

use super::editor::{Edited, chooser, question};
use super::state::Fields;
use crate::tasks::{drawn, memo};
use crate::words::setup::{change_in_words, source_in_words};

pub(super) fn source_questions(state: Fields, known: &CatalogueField, field: Edited) -> AnyView {
    let kind = known.kind;
    let from = memo(move || {
        let from = field.with(|field| Some(field.as_ref()?.source.as_ref()?.from.code()));
        from.unwrap_or_default()
    });
    let question = question(&known.id, "source", "Comes from", None);
    let id = known.id.clone();
    let change = Callback::new(move |code: String| {
        let source = Attribute::from_code(&code).map(|from| {
            let company = state.company();
            let changes = changes(&company.sources, &from, kind);
            let change = changes.first().copied().flatten();
            Source { from, change }
        });
        state.change(&id, move |field| field.source = source);
    });
    let company = state.company();
    let mut options = vec![(String::new(), "Nothing: it is filled in by hand".to_owned())];
    options.extend(attributes(&company.sources, kind));
    let chosen = from.get_untracked();
    if !options.iter().any(|(code, _)| *code == chosen) {
        // What does not fit, or is not there any more, is shown and not replaced in silence.
        let words = field.with_untracked(|field| {
            let source = field.as_ref()?.source.as_ref()?;
            Some(source_in_words(source, &company.sources))
        });
        options.push((chosen, words.unwrap_or_default()));
    }
    let known = known.clone();
    view! {
        <div class="setup-editor__pair">
            {chooser(question, options, from.into(), change)}
            {drawn(move || change_question(state, &known, field, &from.get()))}
        </div>
    }
    .into_any()
}

/// How it is read, where there is a choice.
fn change_question(
    state: Fields,
    known: &CatalogueField,
    field: Edited,
    from: &str,
) -> Option<AnyView> {
    let from = Attribute::from_code(from)?;
    let changes = changes(&state.company().sources, &from, known.kind);
    if changes.len() < 2 {
        return None;
    }
    let options = changes
        .iter()
        .enumerate()
        .map(|(place, change)| (place.to_string(), change_in_words(*change).to_owned()));
    let options = options.collect();
    let all = changes.clone();
    let value = Signal::derive(move || {
        let change = field.with(|field| field.as_ref()?.source.as_ref()?.change);
        let place = all.iter().position(|other| *other == change);
        place.map_or_else(String::new, |place| place.to_string())
    });
    let id = known.id.clone();
    let choose = Callback::new(move |place: String| {
        let change = place
            .parse()
            .ok()
            .and_then(|place: usize| changes.get(place));
        if let Some(change) = change.copied() {
            state.change(&id, move |field| {
                if let Some(source) = &mut field.source {
                    source.change = change;
                }
            });
        }
    });
    let question = question(&known.id, "change", "Read as", None);
    Some(chooser(question, options, value, choose))
}

/// What of a candidate can fill a field of this kind, once each.
fn attributes(sources: &[FittingSource], kind: FieldKind) -> Vec<(String, String)> {
    let mut attributes: Vec<(String, String)> = Vec::new();
    for fitting in sources.iter().filter(|source| source.kinds.contains(&kind)) {
        let code = fitting.source.from.code();
        if attributes.iter().all(|(known, _)| *known != code) {
            let plain = Source::of(fitting.source.from.clone());
            let words = source_in_words(&plain, sources);
            attributes.push((code, format!("The {words}")));
        }
    }
    attributes
}

/// How this attribute can be read for a field of this kind.
fn changes(sources: &[FittingSource], from: &Attribute, kind: FieldKind) -> Vec<Option<Change>> {
    let fits =
        |fitting: &&FittingSource| fitting.source.from == *from && fitting.kinds.contains(&kind);
    let fitting = sources.iter().filter(fits);
    fitting.map(|fitting| fitting.source.change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_of_the_candidate_is_offered_once_with_every_way_to_read_it() {
        let fitting = |from: Attribute, change, kinds: &[FieldKind]| FittingSource {
            words: from.words(),
            source: Source { from, change },
            kinds: kinds.to_vec(),
        };
        let sources = [
            fitting(Attribute::FullName, None, &[FieldKind::Text]),
            fitting(
                Attribute::FullName,
                Some(Change::GivenName),
                &[FieldKind::Text],
            ),
            fitting(Attribute::Salary, None, &[FieldKind::Money]),
        ];
        let codes = |kind| -> Vec<String> {
            let attributes = attributes(&sources, kind);
            attributes.into_iter().map(|(code, _)| code).collect()
        };
        assert_eq!(codes(FieldKind::Text), ["full_name"]);
        assert_eq!(codes(FieldKind::Money), ["salary"]);
        assert!(codes(FieldKind::Date).is_empty());
        assert_eq!(
            changes(&sources, &Attribute::FullName, FieldKind::Text),
            [None, Some(Change::GivenName)]
        );
    }
}
