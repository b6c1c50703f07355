//! Who is hired: all of them, also while somebody is changed and so moves to another page of the list.
//!
//! Each page is asked for as the first one after the last change that was seen, so nobody can move to a page that was read
//! before. It begins a little before that change: of several of the same moment some may stand on the next page.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use pinpoint::rest::{Client, Error, Found, Jobs, Reason};

use super::super::{Hired, SourceError};

/// Pages of one look; the next look goes on.
const MOST_PAGES: u32 = 50;
/// Pinpoint writes moments in milliseconds.
const STEP: SignedDuration = SignedDuration::from_millis(1);

/// What was found, and how far.
#[derive(Default)]
struct Look {
    hired: Vec<Hired>,
    known: HashSet<(String, String)>,
    /// When there is more, what was changed later may not have been listed yet.
    until: Option<Timestamp>,
}

pub(super) async fn hired_since(client: &Client, moment: &str) -> Result<Vec<Hired>, SourceError> {
    let mut look = Look::default();
    for jobs in Jobs::ALL {
        match look.at(client, jobs, moment).await {
            Ok(()) => {}
            // Whoever the key may see without asking for them is found all the same.
            Err(error) if jobs != Jobs::Usual && is_not_for_us(&error) => {
                tracing::info!(?jobs, %error, "jobs of this kind are not looked at");
            }
            Err(error) => return Err(error.into()),
        }
    }
    let until = look.until;
    look.hired
        .retain(|hired| match (until, moment_of(&hired.changed)) {
            (Some(until), Some(changed)) => changed <= until,
            _ => true,
        });
    Ok(look.hired)
}

impl Look {
    async fn at(&mut self, client: &Client, jobs: Jobs, moment: &str) -> Result<(), Error> {
        let (mut since, mut page) = (moment.to_owned(), 1);
        for _ in 0..MOST_PAGES {
            let found = client.hired_since(jobs, &since, page).await?;
            let last = found
                .found
                .iter()
                .filter_map(|found| moment_of(&found.updated_at));
            let last = last.max();
            found.found.into_iter().for_each(|found| self.keep(found));
            if !found.has_next {
                return Ok(());
            }
            let next = last.and_then(|last| last.checked_sub(STEP).ok());
            match next.filter(|next| moment_of(&since).is_none_or(|since| *next > since)) {
                Some(next) => (since, page) = (next.to_string(), 1),
                // A whole page of one moment.
                None => page += 1,
            }
        }
        let reached = moment_of(&since);
        self.until = [self.until, reached].into_iter().flatten().min();
        tracing::info!(
            ?jobs,
            "more are hired than one look finds; the next goes on"
        );
        Ok(())
    }

    fn keep(&mut self, found: Found) {
        let (application, changed) = (found.application.as_str().to_owned(), found.updated_at);
        if self.known.insert((application.clone(), changed.clone())) {
            self.hired.push(Hired {
                application,
                changed,
            });
        }
    }
}

fn moment_of(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

fn is_not_for_us(error: &Error) -> bool {
    matches!(
        error.refused(),
        Some(Reason::BadRequest | Reason::Unprocessable | Reason::Forbidden | Reason::NotFound)
    )
}
