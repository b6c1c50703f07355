//! Who it is: the id of the candidate, and what Pinpoint's mappings say of them.

use ::pinpoint::plugin::{Call, Dialect, date};
use handoff::candidate::{Address, Answer, Job, Offer};
use handoff::{Attribute, Candidate, CandidateId, Stage};

use uuid::Uuid;

use super::settings::MappingSetting;
use super::{APPLICATION_ID, EMAIL};
use crate::account::AccountId;
use crate::pinpoint::{candidate_of, candidate_of_mail};

/// What an address of mail that was corrected in the form is kept as: who it is does not change with the form.
pub(super) const EMAIL_THERE: &str = "E-mail address in Pinpoint";

/// What becomes of what the call says nothing about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blanks {
    /// It is blank: whoever filled in the form left it so.
    Clear,
    /// It stays as it was known.
    Keep,
}

/// The id of a candidate: from the application's id, else from the e-mail address that Pinpoint has; `None` when there is
/// neither. The same person has the same id in every call, and that is what one send per candidate hangs on; so nothing that
/// can be typed is part of it.
///
/// `names` are those under which the call may say the application's id beside the fields.
pub(super) fn identity(call: &Call, account: &AccountId, names: &[String]) -> Option<CandidateId> {
    match application(call, names) {
        Some(application) => candidate_of(&application),
        None => candidate_of_mail(account, &call.text(EMAIL)?),
    }
}

/// The application's id, in its field or under one of the names beside the fields.
pub(super) fn application(call: &Call, names: &[String]) -> Option<String> {
    let in_field = call.text(APPLICATION_ID).filter(|text| is_id(text));
    in_field.or_else(|| call.named(names).filter(|text| is_id(text)))
}

/// Whether a text can be the id of one application, and not a text that is the same for many, such as the title of a job.
fn is_id(text: &str) -> bool {
    let has_digit = text.chars().any(|letter| letter.is_ascii_digit());
    let has_space = text.chars().any(char::is_whitespace);
    Uuid::try_parse(text).is_ok() || (has_digit && !has_space)
}

/// Somebody who is hired and of whom nothing is known.
pub(super) fn nobody(id: CandidateId) -> Candidate {
    Candidate {
        id,
        first_name: None,
        last_name: None,
        preferred_name: None,
        email: None,
        phone: None,
        address: Address::default(),
        stage: Stage::Hired,
        applied_on: None,
        job: Job::default(),
        offer: None,
        documents: Vec::new(),
        answers: Vec::new(),
        recruiters: Vec::new(),
    }
}

/// The candidate with what the call says.
pub(super) fn told(
    mut candidate: Candidate,
    call: &Call,
    (mappings, dialect): (&[MappingSetting], &Dialect),
    blanks: Blanks,
) -> Candidate {
    candidate.stage = Stage::Hired;
    for mapping in mappings {
        let Some(attribute) = &mapping.attribute else {
            continue;
        };
        let said = call.text(&mapping.key);
        let said = match attribute {
            // As it came when it is no day for certain: the form says so then.
            Attribute::StartDate => said.map(|text| date(&text, dialect).unwrap_or(text)),
            _ => said,
        };
        if said.is_some() || blanks == Blanks::Clear {
            set(&mut candidate, attribute, said);
        }
    }
    let there = call.text(EMAIL);
    if there.is_some() && there != candidate.email {
        let question = EMAIL_THERE.to_owned();
        set(&mut candidate, &Attribute::Answer { question }, there);
    }
    candidate
}

fn set(candidate: &mut Candidate, attribute: &Attribute, value: Option<String>) {
    use Attribute as A;
    let place = match attribute {
        A::FirstName => &mut candidate.first_name,
        A::LastName => &mut candidate.last_name,
        A::PreferredName => &mut candidate.preferred_name,
        A::Email => &mut candidate.email,
        A::Phone => &mut candidate.phone,
        A::AddressLine1 => &mut candidate.address.line1,
        A::AddressLine2 => &mut candidate.address.line2,
        A::City => &mut candidate.address.city,
        A::State => &mut candidate.address.state,
        A::Postcode => &mut candidate.address.postcode,
        A::Country => &mut candidate.address.country,
        A::Department => &mut candidate.job.department,
        A::Division => &mut candidate.job.division,
        A::Location => &mut candidate.job.location,
        A::JobTitle => {
            candidate.job.title = value.unwrap_or_default();
            return;
        }
        A::Answer { question } => {
            candidate
                .answers
                .retain(|answer| answer.question != *question);
            candidate.answers.extend(value.map(|answer| Answer {
                question: question.clone(),
                answer,
            }));
            return;
        }
        A::StartDate | A::EmploymentType | A::Salary | A::PayPeriod | A::PayType => {
            of_offer(candidate, attribute, value);
            return;
        }
        // Made of two others.
        A::FullName => return,
    };
    *place = value;
}

fn of_offer(candidate: &mut Candidate, attribute: &Attribute, value: Option<String>) {
    if value.is_none() && candidate.offer.is_none() {
        return;
    }
    let offer = candidate.offer.get_or_insert_with(Offer::default);
    match attribute {
        Attribute::StartDate => offer.start_date = value,
        Attribute::EmploymentType => offer.employment_type = value,
        Attribute::Salary => offer.salary = value,
        _ => offer.period = value,
    }
}

#[cfg(test)]
mod tests {
    use sha2::Digest as _;

    use super::super::PluginSettings;
    use super::*;
    use crate::hex::hex;

    fn call(fields: &str) -> Call {
        Call::read(format!(r#"{{"formFields":{fields}}}"#).as_bytes()).unwrap()
    }

    fn id(fields: &str) -> Option<String> {
        let found = identity(&call(fields), &AccountId::local(), &[]);
        found.map(|id| id.as_str().to_owned())
    }

    #[test]
    fn somebody_has_one_id_however_the_application_or_the_address_is_written() {
        let uuid = "pinpoint-0f8fad5b-d9cb-469f-a165-70867728950e";
        for written in [
            "0f8fad5b-d9cb-469f-a165-70867728950e",
            " 0F8FAD5B-D9CB-469F-A165-70867728950E ",
        ] {
            let fields =
                format!(r#"{{"applicationUuid":"{written}","candidateEmail":"a@b.example"}}"#);
            assert_eq!(id(&fields).as_deref(), Some(uuid));
        }
        assert_eq!(
            id(r#"{"applicationUuid":8863807}"#).as_deref(),
            Some("pinpoint-8863807")
        );
        let odd = id(r#"{"applicationUuid":"../etc/passwd/1"}"#).unwrap();
        assert!(
            odd.starts_with("pinpoint-hash-") && odd.len() <= 64,
            "{odd}"
        );
        let by_mail =
            id(r#"{"applicationUuid":"{{application_uuid}}","candidateEmail":"Ada@b.example"}"#);
        assert!(by_mail.as_ref().unwrap().starts_with("pinpoint-mail-"));
        assert_eq!(
            by_mail,
            id(r#"{"candidateEmail":" ada@B.example","homeEmail":"x@y.example"}"#)
        );
        assert_ne!(by_mail, id(r#"{"candidateEmail":"ada@c.example"}"#));
        assert_eq!(
            id(r#"{"firstName":"Ada","homeEmail":"ada@b.example"}"#),
            None
        );
        for constant in [
            "Engineer",
            "Senior Engineer 2",
            "application_uuid",
            "\u{a0}1 2",
        ] {
            let fields = format!(r#"{{"applicationUuid":"{constant}"}}"#);
            assert_eq!(id(&fields), None, "{constant}");
        }
    }

    #[test]
    fn an_id_beside_the_fields_counts_when_it_is_named_and_the_field_has_none() {
        let names = ["application.uuid".to_owned()];
        let of = |body: &str, names: &[String]| {
            let call = Call::read(body.as_bytes()).unwrap();
            let id = identity(&call, &AccountId::local(), names);
            id.map(|id| id.as_str().to_owned())
        };
        let beside = r#"{"application":{"uuid":"71"}}"#;
        assert_eq!(of(beside, &names).as_deref(), Some("pinpoint-71"));
        assert_eq!(of(beside, &[]), None);
        let both = r#"{"application":{"uuid":"71"},"formFields":{"applicationUuid":"72"}}"#;
        assert_eq!(of(both, &names).as_deref(), Some("pinpoint-72"));
        let no_id =
            r#"{"application":{"uuid":"an engineer"},"formFields":{"applicationUuid":"x"}}"#;
        assert_eq!(of(no_id, &names), None);
    }

    #[test]
    fn an_address_of_mail_is_another_id_in_each_account_and_not_its_plain_hash() {
        let call = call(r#"{"candidateEmail":"ada@b.example"}"#);
        let of =
            |account: &str| identity(&call, &AccountId::of_row(account.to_owned()), &[]).unwrap();
        assert_eq!(of("acme"), of("acme"));
        assert_ne!(of("acme"), of("globex"));
        let plain = sha2::Sha256::digest("ada@b.example");
        assert!(!of("acme").as_str().contains(&hex(&plain[..16])));
    }

    #[test]
    fn a_candidate_is_what_the_call_says_and_blanks_are_cleared_or_kept() {
        let settings = PluginSettings::default();
        let call = call(
            r#"{"firstName":"Ada","candidateJobTitle":"Baker","candidateCountry":"GB","city":"",
                "hireDate":"2027-03-01T00:00:00Z","mobilePhone":"{{candidate_telephone_number}}"}"#,
        );
        let mut known = nobody(CandidateId::parse("pinpoint-1").unwrap());
        known.address.city = Some("Leeds".to_owned());
        known.phone = Some("+44".to_owned());
        known.job.department = Some("Bread".to_owned());
        let how = (settings.mappings.as_slice(), &settings.dialect);
        let now = told(known.clone(), &call, how, Blanks::Clear);
        assert_eq!(now.first_name.as_deref(), Some("Ada"));
        assert_eq!(now.job.title, "Baker");
        assert_eq!(now.address.country.as_deref(), Some("GB"));
        assert_eq!(
            now.offer.clone().unwrap().start_date.as_deref(),
            Some("2027-03-01")
        );
        assert_eq!((now.address.city, now.phone), (None, None));
        // Pinpoint was never asked for it.
        assert_eq!(now.job.department.as_deref(), Some("Bread"));
        let kept = told(known, &call, how, Blanks::Keep);
        assert_eq!(kept.address.city.as_deref(), Some("Leeds"));
        assert_eq!(kept.phone.as_deref(), Some("+44"));
    }
}
