//! The worker: reads what webhooks and looks have named, and writes the comments.
//!
//! Several proxies share one ledger: each thing is held by a lease with a fence, renewed while it is worked on. What cannot
//! be done now is tried again, less and less often; what a person must mend is given up, with a sentence that says what.

use std::time::Duration;

use pinpoint::rest::Reason;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::ending::{Ending, REJECTED, ending};
use super::pinpoint::Read;
use super::{CandidateSource, Hired, Missing, News, PinpointSource, SourceError, Sources};
use crate::ledger::{
    Arrived, Ended, JobKind, Ledger, LedgerError, PINPOINT_AT_ONCE, PinpointJob, SendRecord,
};
use crate::send::employee_link;

/// Things done at once: enough for several accounts whose Pinpoints are slow.
const AT_ONCE: usize = 16;
/// Accounts of which a proxy can wait for as many slow things as may be, with room for others.
const SLOW_ACCOUNTS: usize = 7;
const _: () = assert!(SLOW_ACCOUNTS * PINPOINT_AT_ONCE < AT_ONCE);
/// Longest sleep while nothing is due: another proxy may have added something, or died.
const LOOK_AROUND: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
/// About a day and a half of tries.
const MOST_TRIES: u32 = 45;
/// So much of what was seen is asked for again: of two changes at the same moment one may not have been listed yet.
const OVERLAP: jiff::SignedDuration = jiff::SignedDuration::from_secs(60);

/// Works until `stop`. What is on its way then is taken up by whoever comes next.
pub(crate) async fn work(sources: Sources, stop: CancellationToken) {
    let mut tasks = JoinSet::new();
    while !stop.is_cancelled() {
        let mut rest = LOOK_AROUND;
        if tasks.len() < AT_ONCE {
            match next(sources.ledger()).await {
                Ok(Next::Job(job)) => {
                    let sources = sources.clone();
                    tasks.spawn(async move { sources.carry_out(*job).await });
                    continue;
                }
                Ok(Next::Wait(wait)) => rest = rest.min(wait),
                Err(error) => {
                    tracing::error!(%error, "what is to be done with Pinpoint cannot be looked for");
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = sources.pinpoints().woken() => {}
            Some(_) = tasks.join_next() => {}
            () = tokio::time::sleep(rest) => {}
        }
    }
}

enum Next {
    Job(Box<PinpointJob>),
    Wait(Duration),
}

/// Nothing is locked for a look that finds nothing.
async fn next(ledger: &Ledger) -> Result<Next, LedgerError> {
    match ledger.pinpoint_due().await? {
        Some(Duration::ZERO) => {}
        Some(wait) => return Ok(Next::Wait(wait)),
        None => return Ok(Next::Wait(LOOK_AROUND)),
    }
    Ok(match ledger.claim_pinpoint_job().await? {
        Some(job) => Next::Job(Box::new(job)),
        None => Next::Wait(LOOK_AROUND),
    })
}

impl Sources {
    fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    async fn carry_out(&self, job: PinpointJob) {
        let pause = self.ledger.lease() / 4;
        let working = self.attempt(&job);
        tokio::pin!(working);
        let done = loop {
            tokio::select! {
                done = &mut working => break done,
                () = tokio::time::sleep(pause) => {
                    // Somebody else has it, or it shall not be done any more.
                    if let Ok(false) = self.ledger.hold_pinpoint_job(&job).await {
                        return;
                    }
                }
            }
        };
        if let Err(error) = self.end(&job, done).await {
            tracing::error!(%error, kind = ?job.kind, "what became of a job with Pinpoint waits for its lease to end");
        }
    }

    async fn attempt(&self, job: &PinpointJob) -> Result<(), SourceError> {
        let source = self.pinpoints.source(&job.account).await?;
        let done = match job.kind {
            JobKind::Read => {
                let application = job.application.as_deref().unwrap_or_default();
                let files_until = Instant::now() + self.pinpoints.reach().all_files;
                let read = source.bring(application, files_until).await;
                read.and_then(|read| is_read(read, job))
            }
            JobKind::Comment => self.tell(&source, job).await,
            JobKind::Poll => self.poll(&source, job).await,
        };
        if let Err(SourceError::Pinpoint(error)) = &done
            && error.refused() == Some(Reason::Unauthorized)
            && let Ok(connection) = source.connection()
        {
            let version = connection.version;
            self.ledger
                .stop_pinpoint(&job.account, version, REJECTED)
                .await?;
        }
        done
    }

    async fn tell(&self, source: &PinpointSource, job: &PinpointJob) -> Result<(), SourceError> {
        let employee = job.employee.as_deref().unwrap_or_default();
        let company = job.company.as_deref().unwrap_or_default();
        let connected = self.pinpoints.connections().of(&job.account).await?;
        let send = match &job.send {
            Some(send) => self.ledger.send(&job.account, send).await?,
            None => None,
        };
        // What is missing is told once, so not before it is known what is missing after all.
        let is_at_work = |send: &SendRecord| send.state.is_running();
        if !job.is_of_an_end() && send.as_ref().is_some_and(is_at_work) {
            return Err(SourceError::UnderWay);
        }
        let pages = self.pinpoints.reach().pages.as_deref();
        let leaves = || {
            let leaving = self.ledger.pinpoint_write_leaves(job);
            Box::pin(leaving) as std::pin::Pin<Box<dyn Future<Output = _> + Send + '_>>
        };
        let news = News {
            application: job.application.as_deref().unwrap_or_default(),
            employee,
            page: employee_link(employee, company, &connected).url,
            missing: send.as_ref().and_then(|send| Missing::of(send, pages)),
            is_the_end: job.is_of_an_end(),
            told_in_part: self.ledger.told_in_part(job).await?,
            out_for: job.out_for,
            told_elsewhere: match job.out_for {
                Some(_) => self.ledger.told_elsewhere(job).await?,
                None => None,
            },
            leaves: &leaves,
        };
        let told = source.tell(&news).await;
        // An earlier one may be out all the same.
        if let Err(SourceError::Pinpoint(error)) = &told
            && error.nothing_happened()
            && job.out_for.is_none()
        {
            self.ledger.pinpoint_write_stayed(job).await?;
        }
        told
    }

    async fn poll(&self, source: &PinpointSource, job: &PinpointJob) -> Result<(), SourceError> {
        let connection = source.connection()?;
        let seen = connection.seen_until.as_deref().unwrap_or_default();
        let since = seen
            .parse::<jiff::Timestamp>()
            .map(|seen| (seen - OVERLAP).to_string());
        let since = since.unwrap_or_else(|_| seen.to_owned());
        let hired = source.hired_since(&since).await?;
        let found: Vec<(String, String)> = hired
            .into_iter()
            .map(
                |Hired {
                     application,
                     changed,
                 }| (application, changed),
            )
            .collect();
        let again = self.pinpoints.reach().poll_every;
        self.ledger
            .pinpoint_polled(job, connection, &found, again)
            .await?;
        self.pinpoints.wake();
        Ok(())
    }

    async fn end(
        &self,
        job: &PinpointJob,
        done: Result<(), SourceError>,
    ) -> Result<(), LedgerError> {
        let error = match done {
            // A look has written down by itself when the next one is due.
            Ok(()) if job.kind == JobKind::Poll => return Ok(()),
            Ok(()) => {
                return self
                    .ledger
                    .end_pinpoint_job(job, Ended::Done)
                    .await
                    .map(drop);
            }
            Err(SourceError::InOtherHands) => return Ok(()),
            Err(error) => error,
        };
        tracing::warn!(%error, kind = ?job.kind, tries = job.tries, "a job with Pinpoint was not done");
        let pause = self.pause_after(job, &error);
        // For a file that is late somebody waits, so it is asked for as long.
        let is_tried_enough = job.tries >= MOST_TRIES && !job.is_for_late_files();
        let ending = ending(&error, job.kind, is_tried_enough);
        let ended = match &ending {
            Ending::Waits(why) => Ended::Waits(pause, why),
            Ending::Later(why) => Ended::Later(pause, why),
            Ending::Failed(why) => {
                tracing::error!(kind = ?job.kind, why, "a person must look at Settings, Integrations, Pinpoint");
                Ended::Failed(why)
            }
        };
        self.ledger.end_pinpoint_job(job, ended).await.map(drop)
    }

    fn pause_after(&self, job: &PinpointJob, error: &SourceError) -> Duration {
        let first = self.pinpoints.reach().retry_after;
        if let SourceError::OnItsWay(wait) = error {
            return *wait;
        }
        let doubled = first
            .saturating_mul(1 << job.tries.min(12))
            .min(LONGEST_PAUSE);
        let asked = match error {
            SourceError::Pinpoint(error) => error.retry_after().unwrap_or_default(),
            _ => Duration::ZERO,
        };
        doubled.max(asked)
    }
}

/// Whether nothing more is to be read of an application. For files that have not come there is a job by itself.
fn is_read(read: Read, job: &PinpointJob) -> Result<(), SourceError> {
    let Read { arrived, late } = read;
    tracing::info!(?arrived, "an application was read");
    match late {
        _ if arrived == Arrived::UnderWay => Err(SourceError::UnderWay),
        Some(late) if job.is_for_late_files() => Err(late.into()),
        _ => Ok(()),
    }
}
