//! Reading an application with its files, and keeping it as a candidate.

use handoff::Candidate;
use outside::NotDownloaded;
use pinpoint::rest::ApplicationId;
use tokio::time::Instant;

use super::files::Fetching;
use super::mapping::{Mapped, WantedFile, mapped};
use super::{PinpointSource, SourceError};
use crate::file_names::media_type;
use crate::ledger::{Arrived, NewArrival, NewFile};

/// An application that was read.
pub(crate) struct Read {
    pub(crate) arrived: Arrived,
    /// Why a file has not come that may come later; everything else is kept.
    pub(crate) late: Option<NotDownloaded>,
}

impl PinpointSource {
    /// Reads an application and keeps it, unless something of the candidate is under way or they went from here. Files that
    /// are here already are not read again, and those that have not come by `files_until` are late.
    pub(crate) async fn bring(
        &self,
        application: &str,
        files_until: Instant,
    ) -> Result<Read, SourceError> {
        let client = self.client()?;
        let id = ApplicationId::parse(application);
        let id = id.ok_or(SourceError::NotTaken("This is no id of an application."))?;
        let read = client.application(&id).await?;
        let subdomain = client.site().subdomain().as_str();
        let Mapped {
            mut candidate,
            files,
            mut notices,
        } = mapped(subdomain, &read).map_err(SourceError::NotTaken)?;
        let known = self
            .ledger()
            .from_pinpoint(&self.account, &candidate.id)
            .await?;
        let (account, candidate_id) = (&self.account, &candidate.id);
        let against = self
            .ledger()
            .stands_against(account, candidate_id, id.as_str(), subdomain);
        if let Some(arrived) = against.await? {
            return Ok(Read {
                arrived,
                late: None,
            });
        }
        let here = self.ledger().files(&self.account, &candidate.id).await?;
        let fetching = Fetching {
            source: self,
            client,
            candidate: &candidate.id,
            here,
            before: known.map(|known| known.attachments).unwrap_or_default(),
            until: files_until,
        };
        let fetched = fetching.fetched(files, &mut notices).await?;
        candidate.documents = fetched.documents;
        let new = NewArrival {
            candidate,
            application: id.as_str().to_owned(),
            subdomain: subdomain.to_owned(),
            files: fetched.new,
            attachments: fetched.attachments,
            is_late: fetched.late.is_some(),
            notice: (!notices.is_empty()).then(|| notices.join(" ")),
        };
        let ledger = self.ledger();
        Ok(Read {
            arrived: ledger.bring_from_pinpoint(&self.account, &new).await?,
            late: fetched.late,
        })
    }

    /// The CV of the application of this UUID, unless whoever asks finds that it is somebody else's.
    pub(crate) async fn cv(
        &self,
        uuid: &str,
        is_theirs: impl Fn(&Candidate) -> bool,
    ) -> Result<Option<NewFile>, SourceError> {
        let client = self.client()?;
        let Some(read) = client.application_of_uuid(uuid).await? else {
            return Ok(None);
        };
        let subdomain = client.site().subdomain().as_str();
        let Mapped {
            candidate, files, ..
        } = mapped(subdomain, &read).map_err(SourceError::NotTaken)?;
        if !is_theirs(&candidate) {
            return Ok(None);
        }
        // A CV stands first.
        let Some(cv) = files.into_iter().next().filter(WantedFile::is_cv) else {
            return Ok(None);
        };
        let downloaded = client.download(&cv.url).await?;
        Ok(Some(NewFile {
            name: cv.name,
            kind: cv.kind,
            media_type: media_type(downloaded.media_type),
            content: downloaded.content,
        }))
    }
}
