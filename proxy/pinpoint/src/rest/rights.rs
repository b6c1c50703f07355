//! What a key may read, found out by reading one of each.

use super::{Client, Error};

/// A kind of thing that a key may be allowed to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// Applications.
    Applications,
    /// Candidates.
    Candidates,
    /// Jobs.
    Jobs,
    /// Comments.
    Comments,
}

impl Resource {
    /// What is needed, in the order of asking.
    pub const ALL: [Self; 4] = [
        Self::Applications,
        Self::Candidates,
        Self::Jobs,
        Self::Comments,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Applications => "applications",
            Self::Candidates => "candidates",
            Self::Jobs => "jobs",
            Self::Comments => "comments",
        }
    }
}

impl Client {
    /// Whether the key may read things of this kind; the error says why not.
    pub async fn may_read(&self, what: Resource) -> Result<(), Error> {
        let query = [("page[size]", "1")];
        self.get("rights", &[what.path()], &query).await.map(drop)
    }
}
