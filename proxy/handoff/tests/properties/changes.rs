//! What changed since the last send.

use std::collections::{BTreeMap, BTreeSet};

use handoff::interface::ChangeKind;
use handoff::{PlannedField, differences};
use proptest::prelude::*;

use super::generated::value;

const FIELDS: [&str; 4] = ["city", "zipcode", "jobTitle", "payPer"];

/// Some fields with one of few values.
fn any_side() -> impl Strategy<Value = Vec<PlannedField>> {
    let texts = FIELDS.map(|_| proptest::option::weighted(0.8, "[abA]"));
    texts.prop_map(|texts| {
        let values = FIELDS.iter().zip(&texts);
        let values = values.filter_map(|(alias, text)| Some(value(alias, text.as_deref()?)));
        values.collect()
    })
}

fn any_stored() -> impl Strategy<Value = BTreeMap<String, String>> {
    let texts = FIELDS.map(|_| proptest::option::weighted(0.8, "[abB]?"));
    texts.prop_map(|texts| {
        let texts = FIELDS.iter().zip(texts);
        let texts = texts.filter_map(|(alias, text)| Some(((*alias).to_owned(), text?)));
        texts.collect()
    })
}

proptest! {
    #[test]
    fn every_value_of_today_is_a_change_or_the_same(now in any_side(), last in any_side(), stored in any_stored()) {
        let (changes, same) = differences(&now, &last, &stored);
        let asked: BTreeSet<_> = now.iter().map(|field| &field.id).collect();
        let named: BTreeSet<_> = changes.iter().map(|change| &change.field).collect();
        prop_assert_eq!(named.len(), changes.len());
        prop_assert_eq!(named.intersection(&asked).count() as u64 + same, now.len() as u64);
        for change in &changes {
            prop_assert_eq!(change.is_visible, stored.contains_key(change.field.as_str()));
            prop_assert_eq!(change.what == ChangeKind::NotVisible, !change.is_visible);
            prop_assert_eq!(change.candidate.is_some(), asked.contains(&change.field));
            prop_assert!(change.candidate.is_some() || change.sent.is_some());
        }
    }

    #[test]
    fn what_bamboohr_has_already_is_the_same_whatever_was_sent(now in any_side(), last in any_side()) {
        let stored = now.iter().map(|field| (field.id.as_str().to_owned(), field.entry.display().to_uppercase()));
        let (changes, same) = differences(&now, &last, &stored.collect());
        prop_assert_eq!((changes, same), (Vec::new(), now.len() as u64));
    }

    #[test]
    fn nothing_that_somebody_meant_in_bamboohr_is_ticked_at_first(now in any_side(), last in any_side(), stored in any_stored()) {
        for change in differences(&now, &last, &stored).0 {
            let theirs = stored.get(change.field.as_str()).map(|text| text.to_lowercase());
            let sent = change.sent.as_deref().map(str::to_lowercase);
            if change.what.is_ticked_at_first() {
                prop_assert!(theirs.as_deref() == Some("") || theirs == sent, "{change:?}");
            }
        }
    }

    #[test]
    fn after_sending_everything_nothing_of_the_candidate_has_changed(now in any_side(), stored in any_stored()) {
        for change in differences(&now, &now, &stored).0 {
            prop_assert!(change.what != ChangeKind::CandidateChanged && change.what != ChangeKind::BothChanged);
        }
    }
}
