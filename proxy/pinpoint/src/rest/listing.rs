//! Who is hired, page by page, in the order of change.

use super::{ApplicationId, Client, Error};

/// Applications of one page.
const PAGE: &str = "100";

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

impl Client {
    /// Those who are hired and were changed after a moment (RFC 3339); pages count from 1.
    pub async fn hired_since(&self, moment: &str, page: u32) -> Result<FoundPage, Error> {
        let page = page.to_string();
        let query = [
            ("filter[stage_basic_type]", "hired"),
            ("filter[updated_at][gt]", moment),
            ("sort", "updated_at"),
            ("page[number]", page.as_str()),
            ("page[size]", PAGE),
        ];
        let document = self.get("hired", &["applications"], &query).await?;
        let found = document.data.iter().filter_map(|resource| {
            Some(Found {
                application: ApplicationId::parse(&resource.id)?,
                updated_at: resource.text("updated_at")?,
            })
        });
        let found: Vec<Found> = found.collect();
        Ok(FoundPage {
            has_next: document.has_next || found.len().to_string() == PAGE,
            found,
        })
    }
}
