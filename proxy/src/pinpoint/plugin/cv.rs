//! The CV of a submit whose address gives no file: as Pinpoint's REST interface has it, where the account has a key for that.
//! The application is found by the UUID that the call has; somebody else's CV is never taken.

use uuid::Uuid;

use super::same::Person;
use crate::account::AccountId;
use crate::app::App;
use crate::ledger::NewFile;
use crate::sources::PinpointSource;

/// Whose CV it is, and who may ask.
pub(super) struct Elsewhere<'a> {
    pub(super) app: &'a App,
    pub(super) account: &'a AccountId,
    /// What the call says is the id of the application.
    pub(super) application: Option<String>,
    pub(super) handed_over: &'a Person,
}

impl Elsewhere<'_> {
    /// The account's Pinpoint, when it may be asked and the application can be found there.
    pub(super) async fn source(&self) -> Option<(PinpointSource, Uuid)> {
        let application = Uuid::try_parse(self.application.as_deref()?).ok()?;
        let pinpoints = self.app.sources().pinpoints();
        let source = pinpoints.source(self.account).await;
        let source = source.inspect_err(|error| tracing::warn!(%error, "no CV is looked for"));
        let source = source.ok().filter(PinpointSource::may_be_asked);
        source.map(|source| (source, application))
    }

    /// The CV, if it is there.
    pub(super) async fn read(
        &self,
        (source, application): &(PinpointSource, Uuid),
    ) -> Option<NewFile> {
        let is_theirs = |candidate: &handoff::Candidate| {
            let known = Person::of_candidate(candidate);
            !self.handed_over.is_other_than(&known)
        };
        let cv = source.cv(&application.to_string(), is_theirs).await;
        let cv = cv.inspect_err(|error| tracing::warn!(%error, "a CV was not read from Pinpoint"));
        cv.ok().flatten()
    }
}
