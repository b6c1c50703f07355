//! Who is hired, page by page, in the order of change.

use super::{ApplicationId, Client, Error};

/// Applications of one page.
const PAGE: usize = 100;

/// An application that is hired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub application: ApplicationId,
    /// When it was changed last, as Pinpoint writes it.
    pub updated_at: String,
}

/// A page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundPage {
    /// The oldest change first.
    pub found: Vec<Found>,
    /// Whether there is another page.
    pub has_next: bool,
}

/// Whose applications a look is about. Pinpoint lists those of confidential and private jobs only when they are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jobs {
    /// Those that Pinpoint lists when nothing is said.
    Usual,
    /// Confidential ones.
    Confidential,
    /// Private ones.
    Private,
}

impl Jobs {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Usual, Self::Confidential, Self::Private];

    fn visibility(self) -> Option<&'static str> {
        match self {
            Self::Usual => None,
            Self::Confidential => Some("confidential"),
            Self::Private => Some("private_job"),
        }
    }
}

impl Client {
    /// Those who are hired and were changed after a moment (RFC 3339); pages count from 1. What cannot be read is left out.
    pub async fn hired_since(
        &self,
        jobs: Jobs,
        moment: &str,
        page: u32,
    ) -> Result<FoundPage, Error> {
        let (page, size) = (page.to_string(), PAGE.to_string());
        let mut query = vec![
            ("filter[stage_basic_type]", "hired"),
            ("filter[updated_at][gt]", moment),
            ("sort", "updated_at"),
            ("page[number]", page.as_str()),
            ("page[size]", size.as_str()),
        ];
        query.extend(
            jobs.visibility()
                .map(|jobs| ("filter[job_visibility]", jobs)),
        );
        let document = self.get("hired", &["applications"], &query).await?;
        let elements = document.data.len() + document.unreadable;
        let found = document.data.iter().filter_map(|resource| {
            Some(Found {
                application: ApplicationId::parse(&resource.id)?,
                updated_at: resource.text("updated_at")?,
            })
        });
        let found: Vec<Found> = found.collect();
        let left_out = elements - found.len();
        if left_out > 0 {
            tracing::warn!(
                left_out,
                "applications in a list of Pinpoint's cannot be read"
            );
        }
        Ok(FoundPage {
            has_next: document.has_next || elements >= PAGE,
            found,
        })
    }
}
