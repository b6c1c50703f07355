//! What a send leaves to be told.

use super::*;

pub(crate) async fn telling(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    ledger
        .bring_from_pinpoint(&mine(), &arrival("1", &[]))
        .await
        .unwrap();
    let who = candidate("pinpoint-acme-1");
    let send = begun(&ledger, &mine(), who.as_str()).await;
    assert!(claimed(&ledger).await.is_none(), "nothing to tell yet");
    ended(&ledger, &send, SendState::Done).await;
    let job = claimed(&ledger).await.unwrap();
    assert_eq!(
        (job.kind, job.application.as_deref()),
        (JobKind::Comment, Some("1"))
    );
    assert_eq!((job.employee.as_deref(), job.out_for), (Some("4711"), None));
    assert!(ledger.pinpoint_write_leaves(&job).await.unwrap());
    assert!(ledger.pinpoint_write_stayed(&job).await.unwrap());
    let soon = Ended::Later(Duration::ZERO, "Refused.");
    assert!(ledger.end_pinpoint_job(&job, soon).await.unwrap());
    let job = claimed(&ledger).await.unwrap();
    assert_eq!(job.out_for, None, "it certainly came to nothing");
    assert_eq!(ledger.told_elsewhere(&job).await.unwrap(), None);
    assert!(ledger.pinpoint_write_leaves(&job).await.unwrap());
    assert!(
        ledger
            .end_pinpoint_job(&job, Ended::Later(Duration::ZERO, "Lost."))
            .await
            .unwrap()
    );
    let told = ledger.told(&mine(), &who).await.unwrap();
    assert!(told[0].is_waiting && told[0].problem.as_deref() == Some("Lost."));
    let job = claimed(&ledger).await.unwrap();
    let out_for = job.out_for.unwrap();
    assert!(out_for < Duration::from_secs(60), "it may be there");
    assert!(ledger.end_pinpoint_job(&job, Ended::Done).await.unwrap());
    let told = ledger.told(&mine(), &who).await.unwrap();
    assert_eq!((told.len(), told[0].problem.as_deref()), (1, None));
    assert_eq!((&told[0].send, told[0].employee.as_str()), (&send, "4711"));
    assert!(ledger.told(&theirs(), &who).await.unwrap().is_empty());

    // Somebody of our own store has nobody to tell.
    let send = begun(&ledger, &mine(), "cand_1").await;
    moved(
        &ledger,
        &mine(),
        &send,
        SendState::Intent,
        SendState::NotSent,
    )
    .await;
    assert!(claimed(&ledger).await.is_none());
}

pub(crate) async fn telling_in_part(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    let done = async |job: &PinpointJob| {
        assert!(ledger.end_pinpoint_job(job, Ended::Done).await.unwrap());
    };
    let goes = async |send: &SendId, states: &[SendState]| {
        for pair in states.windows(2) {
            moved(&ledger, &mine(), send, pair[0], pair[1]).await;
        }
    };
    use SendState::{Created, Done, Incomplete};
    // Two candidates: of one it is told that something is missing, of the other the send ends before.
    let mut sends = Vec::new();
    for (application, employee) in [("1", "4711"), ("2", "4712")] {
        let new = arrival(application, &[]);
        ledger.bring_from_pinpoint(&mine(), &new).await.unwrap();
        let send = begun(&ledger, &mine(), new.candidate.id.as_str()).await;
        ended_as(&ledger, &send, employee, Incomplete).await;
        sends.push(send);
    }
    let first = claimed(&ledger).await.unwrap();
    assert_eq!(
        (first.send.as_ref(), first.employee.as_deref()),
        (Some(&sends[0]), Some("4711"))
    );
    assert!(!first.is_of_an_end() && !ledger.told_in_part(&first).await.unwrap());
    done(&first).await;
    // Tried again in vain: that is no news.
    goes(&sends[0], &[Incomplete, Created, Incomplete]).await;
    goes(&sends[1], &[Incomplete, Created, Done]).await;
    let second = claimed(&ledger).await.unwrap();
    assert_eq!(second.send.as_ref(), Some(&sends[1]));
    assert!(second.is_of_an_end() && !ledger.told_in_part(&second).await.unwrap());
    done(&second).await;
    assert!(claimed(&ledger).await.is_none());
    goes(&sends[0], &[Incomplete, Created, Done]).await;
    let last = claimed(&ledger).await.unwrap();
    assert_eq!(last.send.as_ref(), Some(&sends[0]));
    assert!(last.is_of_an_end() && ledger.told_in_part(&last).await.unwrap());
    done(&last).await;
    assert!(claimed(&ledger).await.is_none());

    // Whoever would tell it meets the send at work again, and comes back when that has ended.
    let new = arrival("4", &[]);
    ledger.bring_from_pinpoint(&mine(), &new).await.unwrap();
    let send = begun(&ledger, &mine(), new.candidate.id.as_str()).await;
    ended_as(&ledger, &send, "4714", Incomplete).await;
    let early = claimed(&ledger).await.unwrap();
    goes(&send, &[Incomplete, Created]).await;
    let later = Ended::Later(Duration::from_secs(3600), "");
    assert!(ledger.end_pinpoint_job(&early, later).await.unwrap());
    let told = ledger.told(&mine(), &new.candidate.id).await.unwrap();
    assert_eq!(told, [], "nothing was told");
    assert!(claimed(&ledger).await.is_none());
    goes(&send, &[Created, Incomplete]).await;
    let again = claimed(&ledger).await.unwrap();
    assert_eq!(again.send.as_ref(), Some(&send));
    done(&again).await;

    // One of which it is not known whether it has left stays, whatever the send does meanwhile.
    let new = arrival("3", &[]);
    ledger.bring_from_pinpoint(&mine(), &new).await.unwrap();
    let send = begun(&ledger, &mine(), new.candidate.id.as_str()).await;
    ended_as(&ledger, &send, "4713", Incomplete).await;
    let out = claimed(&ledger).await.unwrap();
    assert!(ledger.pinpoint_write_leaves(&out).await.unwrap());
    goes(&send, &[Incomplete, Done]).await;
    assert!(ledger.hold_pinpoint_job(&out).await.unwrap());
    let last = claimed(&ledger).await.unwrap();
    assert!(ledger.told_in_part(&last).await.unwrap());
}

pub(crate) async fn learning(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    // Two whom a press in Pinpoint brought: nothing says that they are of an application.
    let (first, second) = (arrival("1", &[]).candidate, arrival("2", &[]).candidate);
    let both = [first.clone(), second.clone()];
    ledger.put_candidates(&mine(), &both).await.unwrap();
    let account = mine();
    let against = async |id: &str, who: &Candidate| {
        let against = ledger.stands_against(&account, &who.id, id, "acme");
        against.await.unwrap()
    };

    // The webhook's read meets the send under way, and waits for its end.
    noted(&ledger, "1", now()).await;
    let read = claimed(&ledger).await.unwrap();
    let send = begun(&ledger, &mine(), first.id.as_str()).await;
    assert_eq!(against("1", &first).await, Some(Arrived::UnderWay));
    let hour = Duration::from_secs(3600);
    let later = Ended::Later(hour, "Being sent.");
    assert!(ledger.end_pinpoint_job(&read, later).await.unwrap());
    assert!(claimed(&ledger).await.is_none());
    ended(&ledger, &send, SendState::Done).await;
    let mut kinds = Vec::new();
    while let Some(job) = claimed(&ledger).await {
        assert_eq!(job.application.as_deref(), Some("1"));
        assert!(ledger.end_pinpoint_job(&job, Ended::Done).await.unwrap());
        kinds.push(job.kind);
    }
    assert!(
        kinds.len() == 2 && kinds.contains(&JobKind::Comment) && kinds.contains(&JobKind::Read)
    );

    // The read comes when the send has ended: it is told then, and once.
    let send = begun(&ledger, &mine(), second.id.as_str()).await;
    let states = (SendState::Intent, SendState::InFlight);
    moved(&ledger, &mine(), &send, states.0, states.1).await;
    let change = Change {
        employee: Some("4712".to_owned()),
        ..Change::noted("created")
    };
    let states = (SendState::InFlight, SendState::Created);
    let created = ledger.advance(By::LateAnswer, &account, &send, states, &change);
    assert!(created.await.unwrap());
    let states = (SendState::Created, SendState::Done);
    moved(&ledger, &mine(), &send, states.0, states.1).await;
    assert!(claimed(&ledger).await.is_none(), "nobody to tell is known");
    for _ in 0..2 {
        assert_eq!(against("2", &second).await, None);
    }
    let job = claimed(&ledger).await.unwrap();
    assert_eq!(job.kind, JobKind::Comment);
    assert_eq!(job.employee.as_deref(), Some("4712"));
    assert!(claimed(&ledger).await.is_none());
}
