//! Submit: the candidate becomes one of ours, is sent as the app sends, and is waited for, but not for ever. Whoever
//! presses again, or fires a Stage Action beside somebody who presses, joins the send that is there.

use std::time::Duration;

use ::pinpoint::plugin::{Call, SubmitResult};
use handoff::interface::{SendKind, SendView};
use handoff::{Candidate, CandidateId, FieldProblem, Form, Submission, check, plan};
use sha2::{Digest as _, Sha256};
use tokio::time::Instant;

use super::cv::Elsewhere;
use super::files::Taking;
use super::person::{self, Blanks};
use super::same::Person;
use super::stands::Stands;
use super::{Plugin, caller, entered, outcome};
use crate::account::SignedIn;
use crate::ats::AtsServer;
use crate::company::{CompanyNow, choices_made, countries_in};
use crate::connection::BambooHr;
use crate::forms::{Chosen, composed_with, connected, extras, sent_name};
use crate::hidden::Hidden;
use crate::ledger::{Begun, Kept, NewIntent, SendId, SendRecord};
use crate::problem::ApiError;
use crate::routes::candidates::remember;
use crate::routes::drafts::nothing_unseen;
use crate::send::view;
use crate::uploads::Turn;

/// For looking once more how a send stands, and for the answer: so long before the time is over nothing is waited for, or a
/// quarter of the time when that is less.
const GRACE: Duration = Duration::from_secs(1);
/// Another proxy may have changed it.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// One submit.
pub(super) struct Submit<'a> {
    pub(super) plugin: &'a Plugin,
    pub(super) server: &'a AtsServer,
    /// When it is answered, whatever has become of it.
    pub(super) deadline: Instant,
}

/// Somebody who may be sent now.
struct Ready {
    candidate: Candidate,
    submission: Submission,
}

/// Which send it is.
enum Accepted {
    /// Of this press.
    Ours(SendId),
    /// Of a press at the same moment, which may be about somebody else.
    Before(SendId),
}

impl Submit<'_> {
    /// What came of it, in time. Whatever is given up here is either not accepted, or goes on without anybody who waits.
    pub(super) async fn carry_out(
        &self,
        call: Call,
        turn: Option<Turn>,
    ) -> Result<SubmitResult, ApiError> {
        let entered = call.entered().clone();
        let carried_out = self.sent(call, turn);
        let result = tokio::time::timeout_at(self.deadline, carried_out).await;
        let too_long = &self.plugin.settings.words.too_long;
        let result = result.unwrap_or_else(|_| Ok(self.failed(too_long)));
        Ok(result?.where_entered(&entered))
    }

    /// The turn of a large body is given back as soon as nothing of it is in memory.
    async fn sent(&self, mut call: Call, turn: Option<Turn>) -> Result<SubmitResult, ApiError> {
        let settings = &self.plugin.settings;
        let Some(id) = person::identity(
            &call,
            &self.server.account,
            &settings.dialect.application_id_names,
        ) else {
            return Ok(self.failed(&settings.words.nobody_in_particular));
        };
        let who = self.server.acting(Some(id.clone()));
        let ledger = self.plugin.app.ledger();
        let stands = Stands::of(ledger, &who.account, &id).await;
        let stands = stands.map_err(ApiError::not_recorded)?;
        let handed_over = Person::handed_over(&call, &settings.mappings);
        let bamboohr = connected(&self.plugin.app, &who).await;
        // Before anything is told: of another company, and of somebody else, nothing is.
        match (stands.company(), &bamboohr) {
            (Some(company), _) => caller::same_company(&call, company)?,
            (None, Ok(bamboohr)) => caller::same_company(&call, bamboohr.company())?,
            (None, Err(_)) => {}
        }
        stands.is_about(&id, &handed_over)?;
        if let Some(hire) = stands.hire {
            drop((call, turn));
            return self.joined(&who, &hire.id, &[]).await;
        }
        let bamboohr = bamboohr.map_err(ApiError::of_a_send)?;
        nothing_unseen(&self.plugin.app, &who, &id)
            .await
            .map_err(ApiError::of_a_send)?;
        let ready = match self.ready(&who, &bamboohr, &call, &id).await? {
            Ok(ready) => ready,
            Err(refused) => return Ok(refused),
        };
        // Half of the time is for what comes after them.
        let taking = Taking {
            dialect: &settings.dialect,
            downloads: &self.plugin.downloads,
            elsewhere: Some(Elsewhere {
                app: &self.plugin.app,
                account: &who.account,
                application: person::application(&call, &settings.dialect.application_id_names),
                handed_over: &handed_over,
            }),
            until: self.deadline - settings.submit() / 2,
        };
        let taken = taking.taken(&mut call).await;
        let mut left_out = taken.left_out;
        left_out.extend(
            self.bring(&who, &call, &ready.candidate, taken.files)
                .await?,
        );
        drop((call, turn));
        match self.begin(&who, &bamboohr, ready, &mut left_out).await? {
            Ok(Accepted::Ours(send)) => self.joined(&who, &send, &left_out).await,
            Ok(Accepted::Before(send)) => {
                let record = ledger.send(&who.account, &send).await?;
                handed_over.is_whom(&id, None, record.as_ref())?;
                self.joined(&who, &send, &left_out).await
            }
            Err(refused) => Ok(refused),
        }
    }

    /// The candidate and what was entered, or what is wrong with it. Nothing is stored of somebody who cannot be sent.
    async fn ready(
        &self,
        who: &SignedIn,
        bamboohr: &BambooHr,
        call: &Call,
        id: &CandidateId,
    ) -> Result<Result<Ready, SubmitResult>, ApiError> {
        let settings = &self.plugin.settings;
        let ledger = self.plugin.app.ledger();
        let company = CompanyNow::at(ledger, &who.account, bamboohr).await?;
        let known = ledger
            .candidate(&who.account, id)
            .await
            .map_err(ApiError::not_recorded)?;
        let known = known.unwrap_or_else(|| person::nobody(id.clone()));
        let how = (settings.mappings.as_slice(), &settings.dialect);
        let candidate = person::told(known, call, how, Blanks::Clear);
        let first = company.form(&candidate, who.viewer);
        let submission = entered::submission(&first, &company.remembered, call, &settings.dialect);
        let company = company
            .with_states_of(countries_in(&candidate, Some(&submission)))
            .await;
        let form = company.form(&candidate, who.viewer);
        let submission = entered::submission(&form, &company.remembered, call, &settings.dialect);
        Ok(match check(&form, &submission) {
            Ok(_) => Ok(Ready {
                candidate,
                submission,
            }),
            Err(problems) => Err(self.invalid(&form, &submission, problems)),
        })
    }

    /// Stores the candidate with the files; what was known of them otherwise stays. One sentence for each file that does
    /// not go along.
    async fn bring(
        &self,
        who: &SignedIn,
        call: &Call,
        candidate: &Candidate,
        files: Vec<crate::ledger::NewFile>,
    ) -> Result<Vec<String>, ApiError> {
        let settings = &self.plugin.settings;
        let ledger = self.plugin.app.ledger();
        let known = ledger
            .candidate(&who.account, &candidate.id)
            .await
            .map_err(ApiError::not_recorded)?;
        let how = (settings.mappings.as_slice(), &settings.dialect);
        let stored = match known {
            Some(known) => person::told(known, call, how, Blanks::Keep),
            None => candidate.clone(),
        };
        let by = self.server.by(&who.user);
        let brought = ledger.bring_candidate(&who.account, by, &stored, false);
        brought.await.map_err(ApiError::not_recorded)?;
        let mut left_out = Vec::new();
        for file in files {
            let kept = ledger.bring_file_once(&who.account, by, &candidate.id, &file);
            match kept.await.map_err(ApiError::not_recorded)? {
                // Under way: somebody else has just brought and sent it.
                Kept::Yes | Kept::UnderWay => {}
                Kept::TooMuch | Kept::NobodyThere => {
                    left_out.push("A document did not go along: there are too many.".to_owned());
                }
            }
        }
        Ok(left_out)
    }

    /// Accepts the send, or finds the one that is there; or says what is wrong by now.
    async fn begin(
        &self,
        who: &SignedIn,
        bamboohr: &BambooHr,
        ready: Ready,
        left_out: &mut Vec<String>,
    ) -> Result<Result<Accepted, SubmitResult>, ApiError> {
        let app = &self.plugin.app;
        let ledger = app.ledger();
        let Ready {
            mut candidate,
            submission,
        } = ready;
        let stored = ledger
            .candidate(&who.account, &candidate.id)
            .await
            .map_err(ApiError::not_recorded)?;
        candidate.documents = stored.map(|stored| stored.documents).unwrap_or_default();
        let before = ledger
            .sends_of(&who.account, &candidate.id)
            .await
            .map_err(ApiError::not_recorded)?
            .len();
        let composed = composed_with(app, who, bamboohr, &candidate, Some(&submission)).await;
        let composed = composed.map_err(ApiError::of_a_send)?;
        let checked = match check(&composed.form, &submission) {
            Ok(checked) => checked,
            Err(problems) => return Ok(Err(self.invalid(&composed.form, &submission, problems))),
        };
        let stays = composed.form.documents.iter().filter_map(|document| {
            let problem = document.problem.as_ref()?;
            Some(format!("{} did not go along. {problem}", document.name))
        });
        left_out.extend(stays);
        let remembered = choices_made(&composed.form, &submission);
        let chosen = Chosen::everything(&composed.form);
        let extras = extras(app, who, &composed.form, chosen)
            .await
            .map_err(ApiError::of_a_send)?;
        let plan = plan(checked, &composed.catalogue, &extras);
        let intent = NewIntent {
            name: sent_name(&plan, &candidate),
            kind: SendKind::Create,
            employee: None,
            company: composed.company,
            who: who.user.clone(),
            // Two presses that saw the same sends before them are one, also when the first has been refused meanwhile.
            key: format!("{} {before}", candidate.id.as_str()),
            fingerprint: Sha256::digest(candidate.id.as_str()).into(),
            candidate: candidate.id.clone(),
            plan,
        };
        let begun = app.sender().accept(who.account.clone(), intent).await;
        match begun.map_err(ApiError::not_recorded)? {
            Begun::New { send, .. } => {
                remember(app, &who.account, &who.user, &remembered).await;
                Ok(Ok(Accepted::Ours(send)))
            }
            Begun::Repeated { send, .. } | Begun::AlreadySent(send) => {
                Ok(Ok(Accepted::Before(send)))
            }
            Begun::KeyReused => Err(ApiError::internal(
                "two submits of one candidate are not alike",
            )),
        }
    }

    /// How this send stands when it has ended, waits for a person, or the time is over.
    async fn joined(
        &self,
        who: &SignedIn,
        send: &SendId,
        left_out: &[String],
    ) -> Result<SubmitResult, ApiError> {
        let record = self.settled(who, send).await?;
        let candidate = record.candidate.as_str().to_owned();
        let page = format!(
            "{}/candidates/{candidate}/sends/{}",
            self.plugin.pages,
            send.as_str()
        );
        let view = self.shown(who, record).await?;
        Ok(outcome::of(&self.plugin.settings, &view, &page, left_out))
    }

    async fn settled(&self, who: &SignedIn, send: &SendId) -> Result<SendRecord, ApiError> {
        let ledger = self.plugin.app.ledger();
        let stop = self.plugin.app.sender().stop();
        let until = self.deadline - GRACE.min(self.plugin.settings.submit() / 4);
        // Before the first look, so that no change falls between the two.
        let mut changes = ledger.changes();
        loop {
            let record = ledger.send(&who.account, send).await?;
            let record = record
                .ok_or_else(|| ApiError::internal("a send that was accepted is not there"))?;
            if !record.state.is_running() || stop.is_cancelled() || Instant::now() >= until {
                return Ok(record);
            }
            let again = until.min(Instant::now() + LOOK_AGAIN);
            tokio::select! {
                () = tokio::time::sleep_until(again) => {}
                () = stop.cancelled() => {}
                () = changed(&mut changes, send) => {}
            }
        }
    }

    async fn shown(&self, who: &SignedIn, record: SendRecord) -> Result<SendView, ApiError> {
        let app = &self.plugin.app;
        let upstream = app.upstream(&who.account).await?;
        let connected = app.connections().of(&who.account).await?;
        let view = view(record, Vec::new(), &connected, &upstream);
        Ok(Hidden::from(app.ledger(), who).await?.cut_send(view))
    }

    fn invalid(
        &self,
        form: &Form,
        submission: &Submission,
        mut problems: Vec<FieldProblem>,
    ) -> SubmitResult {
        for problem in &mut problems {
            let field = form.field(&problem.field);
            let perhaps = field
                .and_then(|field| entered::perhaps(field, submission, &self.plugin.settings.words));
            let notice = field.and_then(|field| field.notice.clone());
            // Nothing was entered, and what Pinpoint says is no option: that is what is to be said.
            let is_blank = submission.given(&problem.field).is_none();
            if let Some(notice) = notice.filter(|_| is_blank) {
                problem.message = notice;
            } else if let Some(perhaps) = perhaps {
                problem.message = format!("{} {perhaps}", problem.message);
            }
        }
        outcome::invalid(&self.plugin.settings, form, problems)
    }

    fn failed(&self, words: &str) -> SubmitResult {
        SubmitResult::failure(&self.plugin.settings.dialect, words.to_owned(), Vec::new())
    }
}

async fn changed(changes: &mut tokio::sync::broadcast::Receiver<SendId>, send: &SendId) {
    // Whoever was told of too much looks at once.
    while changes.recv().await.is_ok_and(|changed| changed != *send) {}
}
