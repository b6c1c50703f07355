//! One application with everything that belongs to it.

mod reading;

use std::fmt;

use secrecy::SecretString;

use super::{ApplicationId, Client, Error};
use reading::read;

/// What is asked for along with an application.
const INCLUDE: &str = "candidate,stage,job,job.department,job.location,job.hiring_manager_user,offers,offers.manager,\
                       custom_attributes,custom_attributes.custom_field,hris_reference";

/// An application as Pinpoint tells it. Texts are as they came; an empty one is nothing.
#[derive(Clone, Debug, Default)]
#[expect(
    missing_docs,
    reason = "each name is Pinpoint's attribute of the same name"
)]
pub struct Application {
    pub id: Option<ApplicationId>,
    pub uuid: Option<String>,
    pub first_name: Option<String>,
    /// Of the candidate: an application has none.
    pub middle_name: Option<String>,
    pub last_name: Option<String>,
    pub preferred_name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub date_of_birth: Option<String>,
    pub linkedin_url: Option<String>,
    pub address1: Option<String>,
    /// Nothing for addresses in the USA.
    pub address2: Option<String>,
    pub town: Option<String>,
    /// Nothing for addresses elsewhere.
    pub state_province: Option<String>,
    pub postcode: Option<String>,
    pub country: Option<String>,
    pub country_code: Option<String>,
    pub created_at: Option<String>,
    pub start_on: Option<String>,
    /// Nothing when Pinpoint did not say.
    pub stage: Option<StageKind>,
    pub job: Job,
    pub offers: Vec<Offer>,
    pub custom: Vec<Custom>,
    pub attachments: Vec<Attachment>,
    /// Where somebody exported the person to already.
    pub exports: Vec<Export>,
}

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "Pinpoint's own words")]
pub enum StageKind {
    Applied,
    Rejected,
    Review,
    Interview,
    Hired,
    Offer,
}

impl StageKind {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "applied" => Self::Applied,
            "rejected" => Self::Rejected,
            "review" => Self::Review,
            "interview" => Self::Interview,
            "hired" => Self::Hired,
            "offer" => Self::Offer,
            _ => return None,
        })
    }
}

/// The job applied for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "Pinpoint's own words")]
pub struct Job {
    pub title: Option<String>,
    pub employment_type: Option<String>,
    pub department: Option<String>,
    pub location: Option<String>,
    pub hiring_manager: Option<String>,
}

/// An offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "Pinpoint's own words")]
pub struct Offer {
    pub job_title: Option<String>,
    pub salary_amount: Option<String>,
    pub salary_currency: Option<String>,
    pub salary_period: Option<String>,
    pub start_on: Option<String>,
    pub sent_at: Option<String>,
    pub status: Option<String>,
    pub result: Option<String>,
    pub result_at: Option<String>,
    /// Name of the manager in the offer.
    pub manager: Option<String>,
}

/// A question of the company's own, and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custom {
    /// The field's name.
    pub name: String,
    /// What stands in it.
    pub value: String,
}

/// A file of the application.
#[derive(Clone)]
pub struct Attachment {
    /// What it is, for example `cv` or `pdf_cv`.
    pub context: String,
    /// File name; `name` in the schema, `filename` in answers.
    pub name: Option<String>,
    /// Where it is. Whoever has the address has the file.
    pub url: SecretString,
}

impl fmt::Debug for Attachment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Attachment")
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}

/// An export to a system of human resources that Pinpoint recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The system's name.
    pub system: String,
    /// The person's id there.
    pub reference: Option<String>,
}

impl Client {
    /// One application.
    pub async fn application(&self, id: &ApplicationId) -> Result<Application, Error> {
        let query = [
            ("extra_fields[applications]", "attachments"),
            ("include", INCLUDE),
        ];
        let segments = ["applications", id.as_str()];
        let document = self.get("application", &segments, &query).await?;
        read(&document).ok_or(UNREADABLE)
    }

    /// The application of this UUID, which is what the variables of a plugin hold.
    pub async fn application_of_uuid(&self, uuid: &str) -> Result<Option<Application>, Error> {
        let query = [
            ("filter[uuid]", uuid),
            ("extra_fields[applications]", "attachments"),
            ("include", INCLUDE),
        ];
        let document = self
            .get("application by UUID", &["applications"], &query)
            .await?;
        // A filter that is not understood would give somebody else's.
        let found = read(&document);
        let is_it = |found: &Application| {
            let its = found.uuid.as_deref();
            its.is_some_and(|its| its.eq_ignore_ascii_case(uuid))
        };
        Ok(found.filter(is_it))
    }
}

const UNREADABLE: Error = Error::Undecodable {
    status: 200,
    what: "it is no application",
};

#[cfg(test)]
mod tests;
