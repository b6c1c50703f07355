//! What of an application becomes what of a candidate. Pure: no clock, no network, no ledger.
//!
//! Texts stay as they came. Where Pinpoint says one thing in several places, the order of trust is here; where nothing is
//! certain, nothing is taken.

use handoff::candidate::{Address, Answer, Job, Offer};
use handoff::{Candidate, CandidateId, Stage};
use pinpoint::rest::{Application, Attachment, Offer as PinpointOffer, StageKind};
use secrecy::SecretString;
use sha2::{Digest as _, Sha256};

use crate::file_names::{FileNames, plain};
use crate::hex::hex;
use crate::pinpoint::candidate_of;

/// Files of one application; more are left out, and that is said.
const MOST_FILES: usize = 20;
/// Words in the state of an offer that say it holds.
const HOLDS: [&str; 7] = [
    "accept",
    "accepted",
    "signed",
    "countersigned",
    "complete",
    "completed",
    "hired",
];
/// Words that say it does not, or not yet, whatever stands beside them.
const HOLDS_NOT: [&str; 50] = [
    "not",
    "no",
    "non",
    "never",
    "un",
    "without",
    "awaiting",
    "await",
    "awaits",
    "waiting",
    "waits",
    "pending",
    "partially",
    "partly",
    "draft",
    "drafted",
    "unaccepted",
    "unsigned",
    "incomplete",
    "uncompleted",
    "unhired",
    "decline",
    "declined",
    "declines",
    "refused",
    "reject",
    "rejected",
    "rejects",
    "withdraw",
    "withdrawn",
    "withdrew",
    "expire",
    "expired",
    "expires",
    "lapsed",
    "revoke",
    "revoked",
    "rescind",
    "rescinded",
    "cancel",
    "canceled",
    "cancelled",
    "cancellation",
    "retracted",
    "void",
    "voided",
    "superseded",
    "replaced",
    "failed",
    "be",
];

/// What was made of an application.
#[derive(Debug)]
pub(super) struct Mapped {
    /// Without documents.
    pub(super) candidate: Candidate,
    pub(super) files: Vec<WantedFile>,
    pub(super) notices: Vec<String>,
}

/// A file that belongs to the candidate.
#[derive(Debug)]
pub(super) struct WantedFile {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) url: SecretString,
}

/// What a CV is.
const CV_KIND: &str = "Resume";

impl WantedFile {
    pub(super) fn is_cv(&self) -> bool {
        self.kind == CV_KIND
    }
}

/// The id of the candidate of an application of this company that has no UUID: always the same, and no two companies have
/// one in common.
pub(super) fn candidate_id(subdomain: &str, application: &str) -> Option<CandidateId> {
    CandidateId::parse(&format!("pinpoint-{subdomain}-{application}")).or_else(|| {
        // Longer than an id can be.
        let digest = hex(&Sha256::digest(subdomain));
        let (short, _) = digest.split_at(16);
        CandidateId::parse(&format!("pinpoint-{short}-{application}"))
    })
}

/// The candidate of an application; the error is a sentence for an admin.
pub(super) fn mapped(subdomain: &str, from: &Application) -> Result<Mapped, &'static str> {
    let uuid = from.uuid.as_deref().filter(|uuid| !uuid.is_empty());
    let id = match uuid {
        Some(uuid) => candidate_of(uuid),
        None => {
            let id = from.id.as_ref();
            id.and_then(|id| candidate_id(subdomain, id.as_str()))
        }
    };
    let id = id.ok_or("Pinpoint gave an application without an id.")?;
    let stage = from.stage.ok_or(
        "Pinpoint does not say at which stage the application is. The API key must be allowed to read jobs and applications.",
    )?;
    let offer = offer(&from.offers);
    let title = offer.and_then(|offer| offer.job_title.clone());
    let mut notices: Vec<String> = from
        .exports
        .iter()
        .map(|export| {
            let id = export.reference.as_deref().map_or_else(String::new, |id| format!(" as {id}"));
            format!(
                "Pinpoint says that this person was exported to {}{id} already. Look there before you send.",
                export.system
            )
        })
        .collect();
    let files = files(&from.attachments, &mut notices);
    Ok(Mapped {
        candidate: Candidate {
            id,
            first_name: from.first_name.clone(),
            last_name: from.last_name.clone(),
            preferred_name: from.preferred_name.clone(),
            email: from.email.clone(),
            phone: from.phone.clone(),
            address: Address {
                line1: from.address1.clone(),
                line2: from.address2.clone(),
                city: from.town.clone(),
                state: from.state_province.clone(),
                postcode: from.postcode.clone(),
                country: from.country_code.clone().or_else(|| from.country.clone()),
            },
            stage: self::stage(stage),
            applied_on: from.created_at.as_deref().map(day),
            job: Job {
                title: title.or_else(|| from.job.title.clone()).unwrap_or_default(),
                department: from.job.department.clone(),
                division: None,
                location: from.job.location.clone(),
            },
            offer: terms(from, offer),
            documents: Vec::new(),
            answers: answers(from, offer),
            recruiters: Vec::new(),
        },
        files,
        notices,
    })
}

fn stage(kind: StageKind) -> Stage {
    match kind {
        StageKind::Applied => Stage::Applied,
        StageKind::Review => Stage::Screening,
        StageKind::Interview => Stage::Interview,
        StageKind::Offer => Stage::Offer,
        StageKind::Hired => Stage::Hired,
        StageKind::Rejected => Stage::Rejected,
    }
}

/// The offer that holds: the newest that was accepted; else the only one there is, unless it says otherwise.
fn offer(offers: &[PinpointOffer]) -> Option<&PinpointOffer> {
    let says = |offer: &PinpointOffer, words: &[&str]| {
        let said = [&offer.status, &offer.result].into_iter().flatten();
        let mut said = said.flat_map(|text| words_of(text));
        said.any(|word| words.contains(&word.as_str()))
    };
    let accepted = offers
        .iter()
        .filter(|offer| says(offer, &HOLDS) && !says(offer, &HOLDS_NOT));
    let newest = accepted.max_by_key(|offer| offer.result_at.as_ref().or(offer.sent_at.as_ref()));
    newest.or_else(|| match offers {
        [only] if !says(only, &HOLDS_NOT) => Some(only),
        _ => None,
    })
}

/// The words of a state, in lower case, however it is written: `Not signed`, `not_signed`, `notSigned`.
fn words_of(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for letter in text.chars() {
        let begins = letter.is_uppercase() && was_small;
        was_small = letter.is_lowercase();
        if begins || !letter.is_alphabetic() {
            words.push(String::new());
        }
        if letter.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
    }
    words
}

/// What was offered. The first day of work: of the offer, else of the application, else nobody knows.
fn terms(from: &Application, offer: Option<&PinpointOffer>) -> Option<Offer> {
    let of_offer =
        |part: fn(&PinpointOffer) -> &Option<String>| offer.and_then(|offer| part(offer).clone());
    let start = of_offer(|offer| &offer.start_on).or_else(|| from.start_on.clone());
    let salary = of_offer(|offer| &offer.salary_amount);
    let terms = Offer {
        start_date: start.as_deref().map(day),
        employment_type: from.job.employment_type.as_deref().map(in_words),
        // Neither says anything without an amount.
        currency: salary
            .as_ref()
            .and_then(|_| of_offer(|offer| &offer.salary_currency)),
        period: salary
            .as_ref()
            .and_then(|_| of_offer(|offer| &offer.salary_period))
            .as_deref()
            .map(in_words),
        salary,
    };
    (terms != Offer::default()).then_some(terms)
}

/// What has no place of its own, as questions and answers: the setup can read them.
fn answers(from: &Application, offer: Option<&PinpointOffer>) -> Vec<Answer> {
    let manager = offer.and_then(|offer| offer.manager.clone());
    let own = [
        ("Middle name", from.middle_name.clone()),
        ("Date of birth", from.date_of_birth.as_deref().map(day)),
        ("LinkedIn", from.linkedin_url.clone()),
        (
            "Manager",
            manager.or_else(|| from.job.hiring_manager.clone()),
        ),
    ];
    let own = own
        .into_iter()
        .filter_map(|(question, answer)| Some((question.to_owned(), answer?)));
    let custom = from.custom.iter();
    let custom = custom.map(|custom| (custom.name.clone(), custom.value.clone()));
    own.chain(custom)
        .map(|(question, answer)| Answer { question, answer })
        .collect()
}

/// The files, each under a name of its own. Of a CV there may be two: as it was handed in, and as a PDF; then it is the PDF.
fn files(attachments: &[Attachment], notices: &mut Vec<String>) -> Vec<WantedFile> {
    let has_pdf = attachments.iter().any(|file| file.context == "pdf_cv");
    let wanted = attachments
        .iter()
        .filter(|file| !(has_pdf && file.context == "cv"));
    // The CV first: of two files that are the same the first one stays.
    let is_cv = |file: &&Attachment| matches!(file.context.as_str(), "cv" | "pdf_cv");
    let (cvs, others): (Vec<_>, Vec<_>) = wanted.partition(is_cv);
    let mut files: Vec<WantedFile> = Vec::new();
    let mut names = FileNames::default();
    for attachment in cvs.into_iter().chain(others) {
        if files.len() == MOST_FILES {
            notices.push(format!(
                "The application has more than {MOST_FILES} files. The others are in Pinpoint only."
            ));
            break;
        }
        let kind = match attachment.context.as_str() {
            "cv" | "pdf_cv" => CV_KIND.to_owned(),
            "" => "Document".to_owned(),
            context => in_words(context),
        };
        let given = attachment.name.as_deref().unwrap_or(&kind);
        let name = plain(given).unwrap_or_else(|| "document".to_owned());
        files.push(WantedFile {
            name: names.free(&name),
            kind,
            url: attachment.url.clone(),
        });
    }
    files
}

/// The day of a moment; anything else as it is.
fn day(text: &str) -> String {
    match text.split_once('T') {
        Some((day, _)) if day.len() == 10 => day.to_owned(),
        _ => text.to_owned(),
    }
}

/// `full_time` is how machines write it.
fn in_words(text: &str) -> String {
    let text = text.replace('_', " ");
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests;
