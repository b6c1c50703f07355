//! What is accepted of a create or update: field by field, then names, address and e-mails.
//! Where the real behaviour is not known, the company's settings decide. Nothing is stored here.

use serde_json::{Map, Value};

use super::super::catalogue::{Field, Kind};
use super::super::choosing::Chosen;
use super::super::employee::{AsOf, Employee};
use super::super::settings::{
    DuplicateEmail, DuplicateNumber, NullInUpdate, OnBadDate, OnBadValue, StatusField,
    UnknownOption,
};
use super::super::values::{self, Verdict};
use super::super::{Caller, Company, Refusal, places, row_rules};
use super::NAMES;

const ADDRESS_PARTS: [&str; 5] = ["address1", "address2", "city", "state", "zipcode"];

/// One accepted change. `text` is `None` when the field is emptied.
pub(super) struct Change {
    pub(super) name: String,
    pub(super) key: String,
    pub(super) text: Option<String>,
}

/// The outcome for a whole request.
pub(super) struct Judged {
    pub(super) accepted: Vec<Change>,
    /// Whether fields were sent and the caller may write none of them.
    pub(super) all_were_forbidden: bool,
}

impl Company {
    pub(super) fn judge(
        &self,
        caller: &Caller,
        existing: Option<&Employee>,
        sent: &Map<String, Value>,
    ) -> Result<Judged, Refusal> {
        let mut changes = Vec::new();
        let (mut allowed, mut forbidden) = (0, 0);
        for (name, value) in sent {
            let Some(field) = self.field(name).filter(|field| self.is_writable(field)) else {
                continue;
            };
            let key = field.key();
            let is_name_of_a_new_person = existing.is_none() && NAMES.contains(&key.as_str());
            if !caller.may_write(&key) && !is_name_of_a_new_person {
                forbidden += 1;
                continue;
            }
            allowed += 1;
            let keeps_nulls = self.settings.null_in_update == NullInUpdate::Keep;
            if value.is_null() && existing.is_some() && keeps_nulls {
                continue;
            }
            let text = match self.judge_value(field, value) {
                Verdict::Store(text) => Some(text),
                Verdict::Clear => None,
                Verdict::Ignore => continue,
                Verdict::Unknown => match self.settings.unknown_option {
                    UnknownOption::Drop => continue,
                    UnknownOption::Conflict => return Err(Refusal::ValueNotValid(name.clone())),
                },
                Verdict::BadDate => {
                    return Err(match self.settings.bad_date {
                        OnBadDate::Conflict => Refusal::ValueNotValid(name.clone()),
                        OnBadDate::BadRequest => Refusal::DateNotValid(name.clone()),
                    });
                }
                Verdict::Conflict => return Err(Refusal::ValueNotValid(name.clone())),
            };
            changes.push(Change {
                name: name.clone(),
                key,
                text,
            });
        }
        check_names(&changes)?;
        check_pay(existing, &changes)?;
        self.check_address(existing, &mut changes)?;
        self.check_emails(existing, &changes)?;
        self.check_number(existing, &changes)?;
        Ok(Judged {
            accepted: changes,
            all_were_forbidden: allowed == 0 && forbidden > 0,
        })
    }

    fn is_writable(&self, field: &Field) -> bool {
        let only_by_table = self.settings.employment_history_status == StatusField::V1Point1
            && field.key() == "employmentHistoryStatus";
        field.writable && !only_by_table
    }

    fn judge_value(&self, field: &Field, value: &Value) -> Verdict {
        match field.kind {
            Kind::List | Kind::Employee | Kind::Country => {}
            Kind::MultiList => return self.judge_options(field, value),
            kind => return values::judge(kind, value),
        }
        let text = match values::scalar(value) {
            Some(text) if text.is_empty() => return Verdict::Clear,
            Some(text) => text,
            None => return Verdict::Ignore,
        };
        match field.kind {
            Kind::Country => match (places::country(&text), self.settings.unknown_country) {
                (Some(country), _) => Verdict::Store(country.name.to_owned()),
                (None, OnBadValue::Conflict) => Verdict::Conflict,
                (None, OnBadValue::Drop) => Verdict::Ignore,
            },
            Kind::Employee => self
                .by_display_name(&text)
                .map_or(Verdict::Unknown, |other| {
                    Verdict::Store(other.display_name())
                }),
            _ => self
                .choose(field.id, &text)
                .map_or(Verdict::Unknown, Verdict::Store),
        }
    }

    /// Several options, of which those that are none are left out if the company lets them.
    fn judge_options(&self, field: &Field, value: &Value) -> Verdict {
        let may_miss_some = self.settings.unknown_option == UnknownOption::Drop;
        match self.choose_several(field.id, value) {
            None => Verdict::Ignore,
            Some(chosen) if chosen.misses_some && !may_miss_some => Verdict::Unknown,
            Some(Chosen {
                text: Some(text), ..
            }) => Verdict::Store(text),
            Some(chosen) if chosen.misses_some => Verdict::Unknown,
            Some(_) => Verdict::Clear,
        }
    }

    /// An address needs a country, and a state must be one of the country's if those are known.
    fn check_address(
        &self,
        existing: Option<&Employee>,
        changes: &mut Vec<Change>,
    ) -> Result<(), Refusal> {
        let sent_country = changes
            .iter()
            .rev()
            .find(|change| change.key == "country")
            .map(|change| change.text.clone());
        let stored_country =
            || existing.and_then(|employee| employee.fields.get("country").cloned());
        let country = sent_country
            .unwrap_or_else(stored_country)
            .and_then(|name| places::country(&name));
        let is_part =
            |change: &Change| ADDRESS_PARTS.contains(&change.key.as_str()) && change.text.is_some();
        let Some(country) = country else {
            return match self.settings.address_without_country {
                OnBadValue::Conflict if changes.iter().any(is_part) => {
                    Err(Refusal::ValueNotValid("country".to_owned()))
                }
                OnBadValue::Conflict => Ok(()),
                OnBadValue::Drop => {
                    changes.retain(|change| !is_part(change));
                    Ok(())
                }
            };
        };
        for change in changes.iter_mut().filter(|change| change.key == "state") {
            let Some(text) = change.text.as_ref() else {
                continue;
            };
            match places::state(country.iso, text) {
                places::StateMatch::Known(abbreviation) => {
                    change.text = Some(abbreviation.to_owned());
                }
                places::StateMatch::Unknown => {
                    return Err(Refusal::ValueNotValid("state".to_owned()));
                }
                places::StateMatch::NotListed => {}
            }
        }
        Ok(())
    }

    /// No e-mail that must be unique may be anybody else's, active or not.
    fn check_emails(&self, existing: Option<&Employee>, changes: &[Change]) -> Result<(), Refusal> {
        let unique: &[&str] = match self.settings.duplicate_email {
            DuplicateEmail::WorkAndHome => &["homeEmail", "workEmail"],
            DuplicateEmail::WorkOnly => &["workEmail"],
            DuplicateEmail::None => &[],
        };
        let own_id = existing.map(|employee| employee.id);
        let others = self
            .employees
            .values()
            .filter(|employee| Some(employee.id) != own_id);
        let taken: Vec<String> = others
            .flat_map(|other| unique.iter().filter_map(|key| other.fields.get(*key)))
            .map(lower)
            .collect();
        let mut sent = changes
            .iter()
            .filter(|change| unique.contains(&change.key.as_str()))
            .filter_map(|change| change.text.as_ref());
        if sent.any(|text| taken.contains(&lower(text))) {
            return Err(Refusal::DuplicateEmail);
        }
        Ok(())
    }
}

impl Company {
    /// Whether a number is free, if it has to be. Compared as it is written.
    fn check_number(&self, existing: Option<&Employee>, changes: &[Change]) -> Result<(), Refusal> {
        if self.settings.duplicate_number == DuplicateNumber::Accept {
            return Ok(());
        }
        let sent = changes.iter().find(|change| change.key == "employeeNumber");
        let Some((name, number)) =
            sent.and_then(|change| Some((&change.name, change.text.as_ref()?)))
        else {
            return Ok(());
        };
        let own_id = existing.map(|employee| employee.id);
        let is_taken = self.employees.values().any(|other| {
            Some(other.id) != own_id && other.fields.get("employeeNumber") == Some(number)
        });
        if is_taken {
            return Err(Refusal::ValueNotValid(name.clone()));
        }
        Ok(())
    }
}

fn check_names(changes: &[Change]) -> Result<(), Refusal> {
    let is_blank = |change: &&Change| change.text.as_deref().unwrap_or_default().trim().is_empty();
    let mut names = changes
        .iter()
        .filter(|change| NAMES.contains(&change.key.as_str()));
    names.find(is_blank).map_or(Ok(()), |change| {
        Err(Refusal::ValueNotValid(change.name.clone()))
    })
}

/// A pay type that is changed, or whose period is, must go with it.
fn check_pay(existing: Option<&Employee>, changes: &[Change]) -> Result<(), Refusal> {
    let sent = |key: &str| changes.iter().rev().find(|change| change.key == key);
    let (pay_type, paid_per) = (sent("payType"), sent("payPer"));
    let Some(changed) = pay_type.or(paid_per) else {
        return Ok(());
    };
    let after = |sent: Option<&'_ Change>, key: &str| match sent {
        Some(change) => change.text.clone(),
        None => existing
            .and_then(|employee| employee.text(key, AsOf::Whenever))
            .map(str::to_owned),
    };
    let (pay_type, paid_per) = (after(pay_type, "payType"), after(paid_per, "payPer"));
    match row_rules::pay_mistake(pay_type.as_deref(), paid_per.as_deref()) {
        None => Ok(()),
        Some(_) => Err(Refusal::ValueNotValid(changed.name.clone())),
    }
}

fn lower(text: impl AsRef<str>) -> String {
    text.as_ref().trim().to_lowercase()
}
