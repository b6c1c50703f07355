//! The first value of each field: from the candidate, or fixed by the company.
//!
//! Only what is certain is filled in: what BambooHR takes as it is, what the setup says how to read, and an option that
//! a person chose for the same words before. Everything else is said at the field.

use super::Company;
use super::notices::{unusable, unusable_fixed, without_currency};
use crate::candidate::Candidate;
use crate::catalogue::{FieldKind, same_text};
use crate::country::country_of;
use crate::form::{Entry, Form, FormField, Prefill};
use crate::names::{SplitName, split_name};
use crate::reconcile::{OptionMatch, match_option, remembered_for};
use crate::setup::{Attribute, Found, SetupField, Source, spelled_date};
use crate::validate::read_entry;

/// Where a fixed value comes from, for the words `From …`.
const SETUP: &str = "your company’s setup";

/// Fills in every field of the form. States come last: which there are depends on the country.
pub(super) fn fill(form: &mut Form, candidate: &Candidate, company: &Company<'_>) {
    for is_state in [false, true] {
        let country = form.country(&form.prefilled());
        let filling = Filling {
            candidate,
            company,
            country: country.as_deref(),
        };
        let asked = form.sections.iter_mut();
        let asked = asked.flat_map(|section| &mut section.fields);
        let unasked = form.unasked.iter_mut().map(|unasked| &mut unasked.field);
        for question in asked.chain(unasked) {
            let is_turn = (question.kind == FieldKind::State) == is_state;
            if let Some(asked) = company.setup.field(&question.id).filter(|_| is_turn) {
                filling.first_value(question, asked);
            }
        }
    }
}

struct Filling<'a> {
    candidate: &'a Candidate,
    company: &'a Company<'a>,
    /// The country that is filled in, as BambooHR spells it.
    country: Option<&'a str>,
}

impl Filling<'_> {
    fn first_value(&self, question: &mut FormField, asked: &SetupField) {
        let usual = self.usual_currency();
        if question.kind == FieldKind::Money {
            question.likely.extend(usual.map(str::to_owned));
        }
        let fixed = asked.fixed.as_ref();
        if let Some(constant) = fixed.filter(|fixed| fixed.is_constant) {
            question.is_constant = self.fix(question, &constant.entry);
            return;
        }
        let source = asked.source.as_ref();
        let read = source.and_then(|source| Some((source, self.read(question, source)?)));
        match (read, fixed) {
            (Some((source, found)), _) => self.take(question, source, found),
            (None, Some(fixed)) => {
                self.fix(question, &fixed.entry);
            }
            (None, None) => {}
        }
    }

    /// What the source says. Of a candidate with one name only, which holds both, each field gets its part.
    fn read(&self, question: &mut FormField, source: &Source) -> Option<Found> {
        let whole = self.only_name().filter(|_| source.change.is_none());
        let split = whole.map(|whole| (whole, split_name(whole)));
        let split = split.filter(|(_, name)| !name.first.is_empty() && !name.last.is_empty());
        let part = |whole: &str, part: &str| Found {
            entry: Some(Entry::Text(part.to_owned())),
            words: whole.to_owned(),
        };
        match (&source.from, split) {
            (Attribute::FirstName, Some((whole, SplitName { first, .. }))) => {
                Some(part(whole, &first))
            }
            (Attribute::LastName, Some((whole, SplitName { first, last }))) => {
                question.notice = Some(super::notices::split(whole, &first, &last));
                Some(part(whole, &last))
            }
            _ => source.read(self.candidate),
        }
    }

    /// The one name of a candidate who has only one of the two.
    fn only_name(&self) -> Option<&str> {
        let names = [&self.candidate.first_name, &self.candidate.last_name];
        let names = names.map(|name| name.as_deref().map(str::trim).unwrap_or_default());
        match names {
            ["", only] | [only, ""] if !only.is_empty() => Some(only),
            _ => None,
        }
    }

    fn usual_currency(&self) -> Option<&'static str> {
        let country = self.candidate.address.country.as_deref()?;
        Some(country_of(country)?.currency)
    }

    /// Fills in what the company chose, if BambooHR takes it.
    fn fix(&self, question: &mut FormField, entry: &Entry) -> bool {
        match read_entry(question, entry, self.country) {
            Ok(read) => {
                question.prefill = Some(Prefill {
                    entry: read.entry,
                    origin: SETUP.to_owned(),
                    found: None,
                });
                true
            }
            Err(_) => {
                question.notice = Some(unusable_fixed(question, entry.display().trim()));
                false
            }
        }
    }

    fn take(&self, question: &mut FormField, source: &Source, found: Found) {
        let Found { entry, words } = found;
        let origin = source.origin();
        let value = entry.map_or(Err(Vec::new()), |entry| self.value(question, &entry));
        match value {
            Ok(entry) => {
                let is_theirs = match &entry {
                    Entry::Text(text) => same_text(text, &words),
                    // How an amount is grouped and whether it has decimals is no change.
                    Entry::Money { .. } => source.change.is_none(),
                };
                question.prefill = Some(Prefill {
                    entry,
                    origin,
                    found: (!is_theirs).then_some(words),
                });
            }
            Err(likely) => {
                let is_money = question.kind == FieldKind::Money;
                let usual = self.usual_currency();
                let notice = if is_money && lacks_currency(source, self.candidate) {
                    without_currency(&words, &origin, usual)
                } else {
                    unusable(question, &words, &origin, &likely)
                };
                question.notice = Some(notice);
                question.likely.extend(likely);
                question.found = Some(words);
            }
        }
    }

    /// The value as BambooHR takes it, or the options that it could be.
    fn value(&self, question: &FormField, entry: &Entry) -> Result<Entry, Vec<String>> {
        if let (FieldKind::Choice, Entry::Text(text)) = (question.kind, entry) {
            let remembered = remembered_for(self.company.remembered, &question.id);
            return match match_option(text, &question.choices, remembered) {
                OptionMatch::Exact(option) | OptionMatch::Remembered(option) => {
                    Ok(Entry::Text(option))
                }
                OptionMatch::Likely(likely) => Err(likely),
                OptionMatch::Missing => Err(Vec::new()),
            };
        }
        let spelled = match (question.kind, entry) {
            (FieldKind::Date, Entry::Text(text)) => spelled_date(text),
            _ => None,
        };
        let spelled = spelled.map(|date| Entry::Text(date.to_string()));
        let entry = spelled.as_ref().unwrap_or(entry);
        // A text cannot fill an amount, nor the other way round: such a setup asks for nothing.
        let read = read_entry(question, entry, self.country);
        read.map(|read| read.entry).map_err(|_| Vec::new())
    }
}

/// Whether the source has an amount that only lacks a currency.
fn lacks_currency(source: &Source, candidate: &Candidate) -> bool {
    let entry = source.read(candidate).and_then(|found| found.entry);
    match entry {
        Some(Entry::Money { currency, .. }) => currency.is_empty(),
        _ => false,
    }
}
