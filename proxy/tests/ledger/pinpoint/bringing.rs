//! Candidates that were read, and those who went.

use super::*;

pub(crate) async fn bringing(place: Place) {
    let ledger = place.open().await;
    let who = candidate("pinpoint-acme-1");
    let brought = async |new: &NewArrival| ledger.bring_from_pinpoint(&mine(), new).await.unwrap();
    assert_eq!(
        brought(&arrival("1", &["a.pdf"])).await,
        Arrived::Kept(Brought::New)
    );
    assert_eq!(
        brought(&arrival("1", &["a.pdf"])).await,
        Arrived::Kept(Brought::Same)
    );
    let from = ledger.from_pinpoint(&mine(), &who).await.unwrap().unwrap();
    assert_eq!(
        (from.application.as_str(), from.subdomain.as_str()),
        ("1", "acme")
    );
    assert_eq!(
        from.attachments,
        BTreeMap::from([("a.pdf".to_owned(), "x".to_owned())])
    );
    assert_eq!(from.notice.as_deref(), Some("Look."));
    let read_ago = from.read_ago.unwrap();
    assert!(!from.is_under_way && read_ago < Duration::from_secs(60));
    assert!(
        ledger
            .from_pinpoint(&theirs(), &who)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        ledger
            .from_pinpoint(&mine(), &candidate("cand_1"))
            .await
            .unwrap()
            .is_none()
    );

    assert_eq!(
        brought(&arrival("1", &["b.pdf"])).await,
        Arrived::Kept(Brought::Changed)
    );
    let files = ledger.files(&mine(), &who).await.unwrap();
    assert_eq!(files.len(), 1, "what is theirs no more is let go of");
    begun(&ledger, &mine(), who.as_str()).await;
    assert_eq!(brought(&arrival("1", &[])).await, Arrived::UnderWay);
    assert_eq!(ledger.files(&mine(), &who).await.unwrap(), files);
    assert!(
        ledger
            .from_pinpoint(&mine(), &who)
            .await
            .unwrap()
            .unwrap()
            .is_under_way
    );
}

pub(crate) async fn late(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    let who = candidate("pinpoint-acme-1");
    let account = mine();
    let brought = async |new: &NewArrival| {
        let arrived = ledger.bring_from_pinpoint(&account, new).await.unwrap();
        assert!(matches!(arrived, Arrived::Kept(_)), "{arrived:?}");
        let known = ledger.candidate(&account, &who).await.unwrap().unwrap();
        let files = ledger.files(&account, &who).await.unwrap();
        assert_eq!(known.documents.len(), files.len());
        let names = known.documents.into_iter().map(|document| document.name);
        names.collect::<Vec<_>>()
    };
    let of = |documents: &[(&str, u8)], is_late| {
        let names: Vec<_> = documents.iter().map(|(name, _)| *name).collect();
        let mut new = arrival("1", &names);
        for (file, (_, content)) in new.files.iter_mut().zip(documents) {
            file.content = vec![*content];
        }
        NewArrival { is_late, ..new }
    };
    assert_eq!(brought(&of(&[("a.pdf", 1)], false)).await, ["a.pdf"]);
    let key = crate::embedding::made(&ledger, &mine(), "Pinpoint").await;
    let by = BroughtBy {
        who: "Pinpoint (server)",
        key: &key.id,
    };
    let [pressed] = of(&[("Scan.pdf", 2)], false).files.try_into().unwrap();
    let kept = ledger.bring_file_once(&account, by, &who, &pressed).await;
    assert_eq!(kept.unwrap(), Kept::Yes);
    // What a press has brought is all that there is of it while a read waits for the same file.
    let all = ["b.pdf", "a.pdf", "Scan.pdf"];
    let is_late = async || {
        let from = ledger.from_pinpoint(&account, &who).await.unwrap();
        from.unwrap().is_late
    };
    assert!(!is_late().await && claimed(&ledger).await.is_none());
    assert_eq!(brought(&of(&[("b.pdf", 3)], true)).await, all);
    // What is late is asked for again, once however often it is found to be.
    for _ in 0..2 {
        assert!(is_late().await);
        let job = claimed(&ledger).await.unwrap();
        assert_eq!(
            (job.kind, job.application.as_deref()),
            (JobKind::Read, Some("1"))
        );
        assert_eq!(brought(&of(&[("b.pdf", 3)], true)).await, all);
        assert!(claimed(&ledger).await.is_none());
        assert!(ledger.end_pinpoint_job(&job, Ended::Done).await.unwrap());
        assert_eq!(brought(&of(&[("b.pdf", 3)], true)).await, all);
    }
    let same = ["CV.pdf", "b.pdf", "a.pdf"];
    assert_eq!(brought(&of(&[("CV.pdf", 2)], true)).await, same, "once");
    // A page that read before it had come writes that it is late while whoever read it whole has not ended yet.
    let job = claimed(&ledger).await.unwrap();
    assert_eq!(brought(&of(&[("b.pdf", 3)], false)).await, ["b.pdf"]);
    assert!(!is_late().await);
    assert_eq!(brought(&of(&[("b.pdf", 3)], true)).await, ["b.pdf"]);
    assert!(ledger.end_pinpoint_job(&job, Ended::Done).await.unwrap());
    let job = claimed(&ledger).await.unwrap();
    assert!(job.is_for_late_files());
    // What was given up because another company was connected for a while is asked for again as well.
    for (subdomain, expected) in [("globex", &[][..]), ("acme", &["1"])] {
        let seen = ledger.pinpoint(&account).await.unwrap().unwrap().version;
        let new = connection(subdomain, "another");
        assert!(ledger.store_pinpoint(&account, new, seen).await.unwrap());
        let enabled = ledger.set_pinpoint_enabled(&account, "Rosa", true, seen + 1);
        assert!(enabled.await.unwrap());
        assert_eq!(reads_due(&ledger).await, expected, "{subdomain}");
    }
}

pub(crate) async fn late_under_two_ids(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    let account = mine();
    let read = async |id: &str, is_late: bool| {
        let mut new = arrival("1", &["a.pdf"]);
        new.candidate.id = candidate(id);
        new.is_late = is_late;
        let kept = ledger.bring_from_pinpoint(&account, &new).await;
        assert!(matches!(kept.unwrap(), Arrived::Kept(_)));
    };
    // Pinpoint told no UUID at first.
    read("pinpoint-acme-1", true).await;
    read("pinpoint-f3", true).await;
    ledger.restart_pinpoint(&account).await.unwrap();
    let job = claimed(&ledger).await.unwrap();
    assert!(job.is_for_late_files());
    read("pinpoint-f3", false).await;
    assert!(ledger.end_pinpoint_job(&job, Ended::Done).await.unwrap());
    assert!(
        claimed(&ledger)
            .await
            .is_none_or(|job| job.kind == JobKind::Poll)
    );

    // What was given up, and forgotten after a month, is asked for again by Check.
    read("pinpoint-f3", true).await;
    let forget = "DELETE FROM pinpoint_jobs WHERE kind = 'read'";
    place.alter(forget).await.unwrap();
    ledger.restart_pinpoint(&account).await.unwrap();
    assert_eq!(reads_due(&ledger).await, ["1"]);
}

pub(crate) async fn handed_over(place: Place) {
    let ledger = place.open().await;
    let who = candidate("pinpoint-acme-1");
    let key = crate::embedding::made(&ledger, &mine(), "Pinpoint").await;
    let by = BroughtBy {
        who: "Pinpoint (server)",
        key: &key.id,
    };
    let new = arrival("1", &[]).candidate;
    let brought = ledger.bring_candidate(&mine(), by, &new, true).await;
    assert_eq!(brought.unwrap(), Brought::New);
    begun(&ledger, &mine(), who.as_str()).await;
    let account = mine();
    let against = ledger.stands_against(&account, &who, "1", "acme");
    assert_eq!(against.await.unwrap(), Some(Arrived::UnderWay));
    let from = ledger.from_pinpoint(&mine(), &who).await.unwrap().unwrap();
    assert_eq!(from.read_ago, None, "nobody has read it yet");
}

pub(crate) async fn going(place: Place) {
    let ledger = place.open().await;
    connected(&ledger).await;
    let account = mine();
    let brought = async |application: &str| {
        let new = arrival(application, &["a.pdf"]);
        ledger.bring_from_pinpoint(&mine(), &new).await.unwrap()
    };
    let id = |application: &str| candidate(&format!("pinpoint-acme-{application}"));
    let is_here = async |application: &str| {
        let known = ledger.candidate(&mine(), &id(application)).await.unwrap();
        let files = ledger.files(&mine(), &id(application)).await.unwrap();
        assert_eq!(known.is_some(), !files.is_empty());
        known.is_some()
    };
    for application in ["1", "2", "3"] {
        assert_eq!(brought(application).await, Arrived::Kept(Brought::New));
    }
    // One was sent, one was taken away, one was never sent.
    let send = begun(&ledger, &mine(), "pinpoint-acme-1").await;
    ended(&ledger, &send, SendState::Done).await;
    let key = crate::embedding::made(&ledger, &mine(), "Acme ATS").await;
    let by = BroughtBy {
        who: "Acme ATS",
        key: &key.id,
    };
    let away = ledger
        .take_candidate_away(&mine(), by, &id("2"))
        .await
        .unwrap();
    assert_eq!(away, Kept::Yes);
    assert_eq!(brought("2").await, Arrived::Gone);
    ledger.purge("Rosa", Duration::ZERO).await.unwrap();
    for application in ["1", "2", "3"] {
        assert!(!is_here(application).await);
        let who = id(application);
        let against = ledger.stands_against(&account, &who, application, "acme");
        assert_eq!(against.await.unwrap(), Some(Arrived::Gone));
        assert_eq!(brought(application).await, Arrived::Gone);
        assert!(!is_here(application).await, "{application} stays away");
    }
    let sent = ledger.send(&mine(), &send).await.unwrap().unwrap();
    assert_eq!(sent.employee.as_deref(), Some("4711"), "the link stays");
    let (others, first) = (theirs(), id("1"));
    let against = ledger.stands_against(&others, &first, "1", "acme");
    assert_eq!(against.await.unwrap(), None, "of another account");

    // Whoever a server brings again is here again, and then Pinpoint is read as well.
    let again = arrival("2", &[]).candidate;
    let back = ledger.bring_candidate(&mine(), by, &again, true).await;
    assert_eq!(back.unwrap(), Brought::New);
    assert_eq!(brought("2").await, Arrived::Kept(Brought::Changed));
}
