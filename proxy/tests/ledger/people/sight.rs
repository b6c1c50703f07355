//! Which candidates a recruiter sees.

use super::*;

pub(crate) async fn sight(place: Place) {
    let ledger = place.open().await;
    let account = local();
    let hire = |id: &str, recruiters: &[&str]| {
        serde_json::from_value(serde_json::json!({
            "id": id, "first_name": id, "last_name": "Hartwell", "email": null, "phone": null, "stage": "hired",
            "job": { "title": "Cook" }, "recruiters": recruiters,
        }))
        .unwrap()
    };
    let people = [
        hire("shared", &[]),
        hire("anns", &["Ann@acme.example", "cy@acme.example"]),
        hire("bos", &["bo@acme.example"]),
    ];
    ledger.put_candidates(&account, &people).await.unwrap();
    for id in ["shared", "anns", "bos"] {
        let sent = intent(id, SendKind::Create, id);
        ledger.begin(&account, &sent).await.unwrap();
    }
    let ann = Sight::OwnAndShared("ann@acme.example".to_owned());
    let all = CandidateSearch::default();
    for (sight, expected) in [(&Sight::Everybody, 3), (&ann, 2)] {
        let page = ledger.search(&account, sight, &all).await.unwrap();
        assert_eq!((page.rows.len(), page.total), (expected, expected as u64));
        let log = ledger
            .log(&account, sight, &LogSearch::default())
            .await
            .unwrap();
        assert_eq!((log.rows.len(), log.total), (expected, expected as u64));
        let (exported, _) = ledger
            .export(&account, sight, &LogSearch::default(), 100)
            .await
            .unwrap();
        assert_eq!(exported.len(), expected);
        let weeks = ledger.weeks(&account, sight, 1).await.unwrap();
        assert_eq!(
            weeks.iter().map(|week| week.running).sum::<u64>(),
            expected as u64
        );
    }
    for (id, is_seen) in [
        ("shared", true),
        ("anns", true),
        ("bos", false),
        ("nobody", true),
    ] {
        let seen = ledger
            .is_in_sight(&account, &ann, &candidate(id))
            .await
            .unwrap();
        assert_eq!(seen, is_seen, "{id}");
        assert!(
            ledger
                .is_in_sight(&account, &Sight::Everybody, &candidate(id))
                .await
                .unwrap()
        );
    }
    // The candidate goes to somebody else.
    ledger
        .put_candidates(&account, &[hire("anns", &["bo@acme.example"])])
        .await
        .unwrap();
    assert!(
        !ledger
            .is_in_sight(&account, &ann, &candidate("anns"))
            .await
            .unwrap()
    );
}
