//! Reading an application with its files, and keeping it as a candidate.

use std::collections::BTreeMap;

use handoff::candidate::Document;
use pinpoint::rest::{ApplicationId, Client};
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};

use super::mapping::{Mapped, WantedFile, mapped};
use super::{PinpointSource, SourceError};
use crate::ledger::{Arrived, FileInfo, NewArrival, NewFile};
use crate::pinpoint::file_names::media_type;

/// Bytes of all files of one application.
const MOST_BYTES: u64 = 60 * 1024 * 1024;

impl PinpointSource {
    /// Reads an application and keeps it, unless something of the candidate is under way or they went from here. Files that are here already are
    /// not read again.
    pub(crate) async fn bring(&self, application: &str) -> Result<Arrived, SourceError> {
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
            return Ok(arrived);
        }
        let here = self.ledger().files(&self.account, &candidate.id).await?;
        let before = known.map(|known| known.attachments).unwrap_or_default();
        let fetched = fetched(client, files, &here, &before, &mut notices).await?;
        candidate.documents = fetched.documents;
        let new = NewArrival {
            candidate,
            application: id.as_str().to_owned(),
            subdomain: subdomain.to_owned(),
            files: fetched.new,
            attachments: fetched.attachments,
            notice: (!notices.is_empty()).then(|| notices.join(" ")),
        };
        Ok(self
            .ledger()
            .bring_from_pinpoint(&self.account, &new)
            .await?)
    }
}

/// The files as they are now.
#[derive(Default)]
struct Fetched {
    documents: Vec<Document>,
    new: Vec<NewFile>,
    attachments: BTreeMap<String, String>,
}

/// What may be there at the next try is worth another one; what never will be is said and left out.
async fn fetched(
    client: &Client,
    wanted: Vec<WantedFile>,
    here: &[FileInfo],
    before: &BTreeMap<String, String>,
    notices: &mut Vec<String>,
) -> Result<Fetched, SourceError> {
    let mut fetched = Fetched::default();
    let mut bytes = 0;
    for file in wanted {
        let place = fingerprint(&file);
        let is_known = before.get(&file.name) == Some(&place);
        let stored = here.iter().find(|here| here.name == file.name);
        let size = if let Some(stored) = stored.filter(|_| is_known) {
            stored.bytes
        } else {
            let downloaded = match client.download(&file.url).await {
                Ok(downloaded) => downloaded,
                Err(error) if error.may_pass() => return Err(error.into()),
                Err(error) => {
                    tracing::warn!(%error, "a file stays in Pinpoint");
                    notices.push(left_out(&file.name));
                    continue;
                }
            };
            let size = u64::try_from(downloaded.content.len()).unwrap_or(u64::MAX);
            if size == 0 || bytes + size > MOST_BYTES {
                notices.push(left_out(&file.name));
                continue;
            }
            fetched.new.push(NewFile {
                name: file.name.clone(),
                kind: file.kind.clone(),
                media_type: media_type(downloaded.media_type),
                content: downloaded.content,
            });
            size
        };
        bytes += size;
        fetched.attachments.insert(file.name.clone(), place);
        fetched.documents.push(Document {
            name: file.name,
            kind: file.kind,
            bytes: size,
        });
    }
    Ok(fetched)
}

fn left_out(name: &str) -> String {
    format!(
        "The file {name} could not be taken over from Pinpoint. Add it in BambooHR by hand if it is needed."
    )
}

/// Where a file is, told by nothing that leads there: whoever has the address has the file.
fn fingerprint(file: &WantedFile) -> String {
    let digest = Sha256::digest(file.url.expose_secret());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
