//! The fields that the large company has beside the usual ones, up to seven hundred, and their lists.
//! Real catalogues hold all of this: aliases given twice, ids given twice, negative and dotted ids,
//! fields without an alias, aliases with odd characters, and many more parts of fields than fields.

use std::sync::LazyLock;

use super::super::catalogue::{self, Field, FieldId, Kind};
use super::super::lists::OptionList;

const ALL_FIELDS: usize = 700;
/// Ids of this company's own fields begin here; ids below are in use.
const FIRST_ID: i32 = 5200;
const WHOLE_FIELDS: i32 = 180;

static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let mut fields = oddities();
    fields.extend((0..WHOLE_FIELDS).map(whole));
    let missing = ALL_FIELDS.saturating_sub(catalogue::FIELDS.len() + fields.len());
    fields.extend((1..).take(missing).map(part));
    fields
});

/// The fields, in the order they are listed.
pub(in super::super) fn fields() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter()
}

/// A list of options for every list field.
pub(in super::super) fn lists() -> Vec<OptionList> {
    let needing = FIELDS
        .iter()
        .filter(|field| matches!(field.kind, Kind::List | Kind::MultiList));
    needing
        .filter_map(|field| match field.id {
            FieldId::Number(id) => Some((id, field)),
            FieldId::Dotted(_) => None,
        })
        .map(|(id, field)| {
            let list = OptionList::new(
                id,
                field.name,
                field.alias,
                &["Low", "Middle", "High"],
                &["None"],
            );
            if field.kind == Kind::MultiList {
                list.multiple()
            } else {
                list
            }
        })
        .collect()
}

/// Fields by hand: each shows one thing a client must not trip over.
fn oddities() -> Vec<Field> {
    vec![
        Field::new(-51, "Pay Band", Kind::Text, "payBand").read_only(),
        Field::nameless(-52, "Compa-Ratio", Kind::Text).read_only(),
        Field::new(5100, "Bonus: Amount", Kind::Currency, "bonusAmount"),
        Field::dotted(
            "5100.1",
            "Bonus: Amount - Currency code",
            Kind::CurrencyCode,
        )
        .alias("bonusAmount"),
        Field::new(5101, "Commission: Amount", Kind::Currency, "amount"),
        Field::dotted(
            "5101.1",
            "Commission: Amount - Currency code",
            Kind::CurrencyCode,
        )
        .alias("amount"),
        Field::new(5102, "Größe", Kind::Text, "customGröße"),
        Field::new(
            5103,
            "Visa (US only)?",
            Kind::Checkbox,
            "customVisa(USonly)?",
        ),
        Field::new(5104, "Start & End", Kind::Text, "customStart & End"),
        Field::new(5105, "Badge", Kind::Text, "customBadge"),
        Field::new(5105, "Badge (old)", Kind::Text, "customBadgeNumber").deprecated(),
        Field::new(5106, "Cost Centre", Kind::Text, "customCostCentre"),
        Field::new(5107, "Cost centre", Kind::Text, "customCostcentre"),
        Field::nameless(5109, "", Kind::Text),
    ]
}

const TOPICS: [&str; 9] = [
    "Access",
    "Benefit",
    "Equipment",
    "Goal",
    "Onboarding",
    "Review",
    "Training",
    "Travel",
    "Visa",
];
const ASPECTS: [(&str, Kind); 10] = [
    ("Note", Kind::TextArea),
    ("Date", Kind::Date),
    ("Level", Kind::List),
    ("Approved", Kind::Checkbox),
    ("Budget", Kind::Currency),
    ("Count", Kind::Integer),
    ("Contact", Kind::Email),
    ("Phone", Kind::Phone),
    ("Link", Kind::Link),
    ("Tags", Kind::MultiList),
];

/// A field of its own. Every third has no alias.
fn whole(number: i32) -> Field {
    let position = usize::try_from(number).unwrap_or(0);
    let topic = TOPICS.iter().cycle().nth(position / ASPECTS.len());
    let (aspect, kind) = ASPECTS
        .get(position % ASPECTS.len())
        .copied()
        .unwrap_or(("Note", Kind::Text));
    let topic = topic.copied().unwrap_or("Other");
    let round = position / (ASPECTS.len() * TOPICS.len()) + 1;
    let name = kept_forever(format!("{topic} {aspect} {round}"));
    if number % 3 == 2 {
        return Field::nameless(FIRST_ID + number, name, kind);
    }
    let alias = kept_forever(format!("custom{topic}{aspect}{round}"));
    Field::new(FIRST_ID + number, name, kind, alias)
}

/// A part of a field: dotted id, no alias, read-only.
fn part(number: usize) -> Field {
    let (table, column) = (5500 + number / 12, number % 12 + 1);
    let id = kept_forever(format!("{table}.{column}"));
    let name = kept_forever(format!("Table {table}: Column {column}"));
    Field::dotted(id, name, Kind::Text)
}

/// Made once per program and used until its end, as the texts of the usual fields are.
fn kept_forever(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

/// The first field with this id, whose alias is the name of the value.
pub(in super::super) fn first_with(id: FieldId) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.id == id)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::super::super::lists::standard_lists;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn most_fields_are_parts_and_few_have_an_alias() {
        let all: Vec<&Field> = catalogue::FIELDS.iter().chain(fields()).collect();
        assert_eq!(all.len(), ALL_FIELDS);
        let parts = all
            .iter()
            .filter(|field| matches!(field.id, FieldId::Dotted(_)));
        assert!(parts.count() > ALL_FIELDS / 2);
        let aliases: Vec<_> = all.iter().filter_map(|field| field.alias).collect();
        assert!(aliases.iter().collect::<BTreeSet<_>>().len() < aliases.len());
    }

    #[test]
    fn two_fields_with_one_id_are_one_value() {
        let old = fields().find(|field| field.alias == Some("customBadgeNumber"));
        assert_eq!(old.unwrap().key(), "customBadge");
    }

    #[test]
    fn no_id_of_the_usual_company_is_given_again_and_every_list_has_options() {
        let usual: BTreeSet<String> = catalogue::FIELDS.iter().map(Field::id_text).collect();
        assert!(fields().all(|field| !usual.contains(&field.id_text())));
        let needed = fields().filter(|field| matches!(field.kind, Kind::List | Kind::MultiList));
        assert_eq!(lists().len(), needed.count());
        let mut options: Vec<u32> = standard_lists()
            .iter()
            .chain(&lists())
            .flat_map(|list| list.options.iter().map(|option| option.id))
            .collect();
        let count = options.len();
        options.sort_unstable();
        options.dedup();
        assert_eq!(options.len(), count);
    }
}
