//! Asking who is hired.

use super::*;

pub(crate) async fn polling(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    ledger.restart_pinpoint(&mine()).await.unwrap();
    let poll = claimed(&ledger).await.unwrap();
    let stored = ledger.pinpoint(&mine()).await.unwrap().unwrap();
    // After it was switched on, by the database's clock.
    let first: jiff::Timestamp = stored.seen_until.as_deref().unwrap().parse().unwrap();
    assert!(
        first.duration_until(jiff::Timestamp::now()).abs() < jiff::SignedDuration::from_mins(1)
    );
    let before = first - jiff::SignedDuration::from_secs(30);
    let found = [("1", before.to_string()), ("2", "no moment".to_owned())];
    let found = found.map(|(id, at)| (id.to_owned(), at));
    let soon = Duration::ZERO;
    assert!(
        ledger
            .pinpoint_polled(&poll, &stored, &found, soon)
            .await
            .unwrap()
    );
    assert!(
        !ledger
            .pinpoint_polled(&poll, &stored, &found, soon)
            .await
            .unwrap(),
        "it is over"
    );
    assert_eq!(ledger.pinpoint_work(&mine()).await.unwrap().waiting, 2);
    let seen = ledger.pinpoint(&mine()).await.unwrap().unwrap();
    let seen: jiff::Timestamp = seen.seen_until.unwrap().parse().unwrap();
    assert_eq!(seen, first, "never back");
    let poll = "UPDATE pinpoint_jobs SET due_at = 0, tries = tries + 9 WHERE kind = 'poll'";
    place.alter(poll).await.unwrap();
    let again = claimed(&ledger).await.unwrap();
    assert_eq!(
        (again.kind, again.tries),
        (JobKind::Poll, 9),
        "a look that went well has no tries behind it"
    );
    assert!(
        ledger
            .pinpoint_polled(&again, &stored, &found, soon)
            .await
            .unwrap()
    );
    assert_eq!(
        ledger.pinpoint_work(&mine()).await.unwrap().waiting,
        2,
        "once each"
    );

    // The poll is due as well.
    while let Some(job) = claimed(&ledger).await {
        let ended = match job.kind {
            JobKind::Poll => Ended::Later(Duration::from_secs(3600), ""),
            _ => Ended::Done,
        };
        assert!(ledger.end_pinpoint_job(&job, ended).await.unwrap());
    }

    // A clock that is ahead hides nobody.
    let ahead = ("3".to_owned(), "2999-01-01T00:00:00Z".to_owned());
    assert_eq!(looked(&ledger, &[ahead]).await.len(), 1);
    let seen = ledger.pinpoint(&mine()).await.unwrap().unwrap();
    let seen: jiff::Timestamp = seen.seen_until.unwrap().parse().unwrap();
    assert!(seen > first && seen < jiff::Timestamp::now() + jiff::SignedDuration::from_mins(1));
}

/// Looks once more and ends what is to be read, if anything; what was to be read.
async fn looked(ledger: &Ledger, found: &[(String, String)]) -> Vec<String> {
    ledger.restart_pinpoint(&mine()).await.unwrap();
    let poll = claimed(ledger).await.unwrap();
    assert_eq!(poll.kind, JobKind::Poll);
    let stored = ledger.pinpoint(&mine()).await.unwrap().unwrap();
    let hour = Duration::from_secs(3600);
    let polled = ledger.pinpoint_polled(&poll, &stored, found, hour);
    assert!(polled.await.unwrap());
    let mut read = Vec::new();
    while let Some(job) = claimed(ledger).await {
        assert!(ledger.end_pinpoint_job(&job, Ended::Done).await.unwrap());
        read.extend(job.application);
    }
    read
}

pub(crate) async fn remembering(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    let last = ("1".to_owned(), "2026-01-02T00:00:00Z".to_owned());
    assert_eq!(looked(&ledger, std::slice::from_ref(&last)).await, ["1"]);
    let late = ("2".to_owned(), "2026-01-03T00:00:00Z".to_owned());
    for _ in 0..3 {
        // Four days pass.
        let pass = "UPDATE pinpoint_jobs SET made = made - 345600000";
        place.alter(pass).await.unwrap();
        let again = looked(&ledger, std::slice::from_ref(&last)).await;
        assert!(again.is_empty(), "named by every look, and read once");
    }
    assert_eq!(looked(&ledger, &[last, late]).await, ["2"]);

    // What came to nothing is shown for a while, and forgotten then.
    noted(&ledger, "3", now()).await;
    let job = claimed(&ledger).await.unwrap();
    let failed = ledger.end_pinpoint_job(&job, Ended::Failed("It is gone."));
    assert!(failed.await.unwrap());
    for (days, left) in [
        ("UPDATE pinpoint_jobs SET made = made - 345600000", 1),
        ("UPDATE pinpoint_jobs SET made = made - 2592000000", 0),
    ] {
        place.alter(days).await.unwrap();
        let poll = "UPDATE pinpoint_jobs SET due_at = 0 WHERE kind = 'poll'";
        place.alter(poll).await.unwrap();
        let poll = claimed(&ledger).await.unwrap();
        let stored = ledger.pinpoint(&mine()).await.unwrap().unwrap();
        let hour = Duration::from_secs(3600);
        let polled = ledger.pinpoint_polled(&poll, &stored, &[], hour);
        assert!(polled.await.unwrap());
        let work = ledger.pinpoint_work(&mine()).await.unwrap();
        assert_eq!(work.failures.len(), left);
    }
}
