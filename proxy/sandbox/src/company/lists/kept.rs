//! How lists are kept between runs: their options by field id. All else about a list is the same in every run.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::large;
use super::{ListOption, OptionList, standard_lists};

pub(in super::super) fn serialize<S: Serializer>(
    lists: &[OptionList],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let options: BTreeMap<i32, &[ListOption]> = lists
        .iter()
        .map(|list| (list.field_id, list.options.as_slice()))
        .collect();
    options.serialize(serializer)
}

/// A list of the usual company that is not mentioned is as at the start; one of the large company is added
/// when it is mentioned.
pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<OptionList>, D::Error> {
    let mut kept = BTreeMap::<i32, Vec<ListOption>>::deserialize(deserializer)?;
    let mut lists = standard_lists();
    let larger = large::lists().into_iter();
    lists.extend(larger.filter(|list| kept.contains_key(&list.field_id)));
    for list in &mut lists {
        if let Some(options) = kept.remove(&list.field_id) {
            list.options = options;
        }
    }
    Ok(lists)
}
