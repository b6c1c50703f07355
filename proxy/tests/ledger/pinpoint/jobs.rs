//! What is to be done: events and jobs once each, leases, and room for others.

use super::*;

pub(crate) async fn events(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    connected(&one).await;
    let at = now();
    let all = (0..20).map(|number| {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move { noted(&ledger, "8863807", at).await })
    });
    let mut new = 0;
    for task in all.collect::<Vec<_>>() {
        new += i32::from(task.await.unwrap() == Noted::New);
    }
    assert_eq!(new, 1);
    assert_eq!(
        noted(&one, "8863807", at - 25 * 3600 - 5).await,
        Noted::OutOfTime
    );
    assert_eq!(noted(&one, "8863807", at + 3700).await, Noted::OutOfTime);
    assert_eq!(
        noted(&one, "8863807", at - 24 * 3600).await,
        Noted::New,
        "as late as it is repeated"
    );
    assert!(
        one.pinpoint(&mine())
            .await
            .unwrap()
            .unwrap()
            .last_event_at
            .is_some()
    );
    assert_eq!(one.pinpoint_work(&mine()).await.unwrap().waiting, 2);
    assert_eq!(one.pinpoint_work(&theirs()).await.unwrap().waiting, 0);
}

pub(crate) async fn leases(place: Place) {
    let (one, other) = place.open_twice(Duration::from_secs(3600)).await;
    connected(&one).await;
    noted(&one, "1", now()).await;
    let first = claimed(&one).await.unwrap();
    assert_eq!(
        (first.kind, first.application.as_deref()),
        (JobKind::Read, Some("1"))
    );
    assert!(claimed(&other).await.is_none(), "it is held");
    assert!(one.hold_pinpoint_job(&first).await.unwrap());
    // The hour of the lease passes.
    let pass = "UPDATE pinpoint_jobs SET lease_until = lease_until - 3600000";
    place.alter(pass).await.unwrap();
    assert_eq!(other.pinpoint_due().await.unwrap(), Some(Duration::ZERO));
    let second = claimed(&other).await.unwrap();
    assert!(!one.hold_pinpoint_job(&first).await.unwrap());
    assert!(!one.pinpoint_write_leaves(&first).await.unwrap());
    assert!(!one.end_pinpoint_job(&first, Ended::Done).await.unwrap());
    let wait = Duration::from_secs(60);
    assert!(
        other
            .end_pinpoint_job(&second, Ended::Later(wait, "Not now."))
            .await
            .unwrap()
    );
    assert!(claimed(&one).await.is_none(), "it is due later");
    assert!(one.pinpoint_due().await.unwrap().unwrap() > Duration::from_secs(50));
    let work = one.pinpoint_work(&mine()).await.unwrap();
    assert_eq!(
        (work.waiting, work.waits_because.as_deref()),
        (1, Some("Not now."))
    );

    one.restart_pinpoint(&mine()).await.unwrap();
    let third = claimed(&one).await;
    // The poll is due as well.
    let third = match third.unwrap() {
        job if job.kind == JobKind::Read => job,
        _ => claimed(&one).await.unwrap(),
    };
    assert!(
        one.end_pinpoint_job(&third, Ended::Failed("It is gone."))
            .await
            .unwrap()
    );
    let work = one.pinpoint_work(&mine()).await.unwrap();
    assert_eq!(
        (work.failures.len(), work.failures[0].problem.as_str()),
        (1, "It is gone.")
    );

    let stored = one.pinpoint(&mine()).await.unwrap().unwrap();
    one.stop_pinpoint(&mine(), stored.version, "Rejected.")
        .await
        .unwrap();
    noted(&one, "2", now()).await;
    assert!(
        claimed(&one).await.is_none(),
        "nothing is asked with a rejected key"
    );
    one.restart_pinpoint(&mine()).await.unwrap();
    assert!(claimed(&one).await.is_some());
    assert!(
        one.set_pinpoint_enabled(&mine(), "Rosa", false, stored.version)
            .await
            .unwrap()
    );
    until("what was held is free", async || {
        claimed(&one).await.is_none()
    })
    .await;
}

pub(crate) async fn room(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    connected(&one).await;
    for application in 0..6 {
        noted(&one, &application.to_string(), now()).await;
    }
    // However many ask at once, on however many proxies.
    let all = (0..12).map(|number| {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move { claimed(&ledger).await })
    });
    let mut mine = Vec::new();
    for task in all.collect::<Vec<_>>() {
        mine.extend(task.await.unwrap());
    }
    while let Some(job) = claimed(&one).await {
        mine.push(job);
    }
    assert_eq!(mine.len(), PINPOINT_AT_ONCE);
    assert!(one.pinpoint_due().await.unwrap() != Some(Duration::ZERO));

    // What others have to do does not wait for it, although it came later.
    let theirs = theirs();
    let new = connection("globex", "others");
    assert!(one.store_pinpoint(&theirs, new, 0).await.unwrap());
    let enabled = one.set_pinpoint_enabled(&theirs, "Olga", true, 1).await;
    assert!(enabled.unwrap());
    assert_eq!(one.pinpoint_due().await.unwrap(), Some(Duration::ZERO));
    assert_eq!(claimed(&other).await.unwrap().account, theirs);
    assert!(claimed(&one).await.is_none());

    // As one ends, another one may begin.
    let done = one.end_pinpoint_job(&mine[0], Ended::Done).await;
    assert!(done.unwrap());
    assert!(claimed(&other).await.is_some() && claimed(&one).await.is_none());
}

pub(crate) async fn switching(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    noted(&ledger, "1", now()).await;
    noted(&ledger, "2", now()).await;
    let hour = Duration::from_secs(3600);
    for ended in [Ended::Failed("Given up."), Ended::Later(hour, "Off.")] {
        let job = claimed(&ledger).await.unwrap();
        assert!(ledger.end_pinpoint_job(&job, ended).await.unwrap());
    }
    for (is_on, seen) in [(false, 2), (true, 3)] {
        assert!(claimed(&ledger).await.is_none());
        let account = mine();
        let switched = ledger.set_pinpoint_enabled(&account, "Rosa", is_on, seen);
        assert!(switched.await.unwrap());
    }
    assert_eq!(reads_due(&ledger).await, ["1", "2"]);
}

pub(crate) async fn waiting(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    noted(&ledger, "1", now()).await;
    let tried = async |ended: Ended<'_>| {
        let job = claimed(&ledger).await.unwrap();
        assert!(ledger.end_pinpoint_job(&job, ended).await.unwrap());
        job.tries
    };
    for _ in 0..100 {
        tried(Ended::Waits(Duration::ZERO, "Being sent.")).await;
    }
    // Whoever waited for days has as many tries as anybody when something fails.
    let tries = tried(Ended::Later(Duration::ZERO, "Lost.")).await;
    assert!((8..15).contains(&tries), "{tries}");
    assert_eq!(tried(Ended::Again(Duration::ZERO)).await, tries + 1);
    assert_eq!(tried(Ended::Done).await, 0, "what went well begins anew");
}
