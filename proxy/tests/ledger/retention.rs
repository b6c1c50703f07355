//! What is taken out when its time is over, and what is not.

use std::time::Duration;

use handoff::interface::{CandidateSearch, LogSearch, SendKind, SendState};
use proxy::account::Sight;
use proxy::ledger::{Begun, By, Change, NewFile, Purged};

use crate::place::{Place, candidate, intent, mine, theirs};

pub(crate) async fn aging(place: Place) {
    let ledger = place.open().await;
    let hire = |id: &str| {
        serde_json::from_value(serde_json::json!({
            "id": id, "first_name": "Amelia", "last_name": "Hartwell", "email": null, "phone": null,
            "stage": "hired", "job": { "title": "Cook" },
        }))
        .unwrap()
    };
    let people = [hire("ended"), hire("again"), hire("waits"), hire("never")];
    for account in [mine(), theirs()] {
        ledger.put_candidates(&account, &people).await.unwrap();
    }
    let file = NewFile {
        name: "a.pdf".to_owned(),
        kind: "Resume".to_owned(),
        media_type: "application/pdf".to_owned(),
        content: vec![1],
    };
    ledger
        .put_file(&mine(), &candidate("ended"), &file)
        .await
        .unwrap();
    let begun = async |id: &str, key: &str| {
        let Begun::New { send, .. } = ledger
            .begin(&mine(), &intent(id, SendKind::Create, key))
            .await
            .unwrap()
        else {
            panic!("not new")
        };
        send
    };
    let end = async |send: &proxy::ledger::SendId, state: SendState| {
        let by = By::Person {
            name: "Rosa",
            seen: None,
        };
        let states = (SendState::Intent, state);
        let (account, nothing) = (mine(), Change::default());
        let ended = ledger.advance(by, &account, send, states, &nothing);
        assert!(ended.await.unwrap());
    };
    let ended = begun("ended", "1").await;
    end(&ended, SendState::NotSent).await;
    let first = begun("again", "2").await;
    end(&first, SendState::NotSent).await;
    begun("again", "3").await;
    begun("waits", "4").await;

    assert_eq!(
        ledger
            .purge("Rosa", Duration::from_secs(3600))
            .await
            .unwrap(),
        Purged::default()
    );
    let purged = ledger.purge("Rosa", Duration::ZERO).await.unwrap();
    assert_eq!(
        purged,
        Purged {
            sends: 2,
            candidates: 1
        }
    );
    let everybody = CandidateSearch::default();
    let left = ledger
        .search(&mine(), &Sight::Everybody, &everybody)
        .await
        .unwrap();
    assert_eq!(left.total, 3);
    let others = ledger
        .search(&theirs(), &Sight::Everybody, &everybody)
        .await
        .unwrap();
    assert_eq!(others.total, 4, "another account's");
    assert!(
        ledger
            .files(&mine(), &candidate("ended"))
            .await
            .unwrap()
            .is_empty()
    );
    let log = ledger
        .log(&mine(), &Sight::Everybody, &LogSearch::default())
        .await
        .unwrap();
    assert_eq!(log.total, 4);
    let named = log.rows.iter().filter(|row| !row.name.is_empty()).count();
    assert_eq!(named, 2);
    let by_name = LogSearch {
        text: "amelia".to_owned(),
        ..LogSearch::default()
    };
    let found = ledger
        .log(&mine(), &Sight::Everybody, &by_name)
        .await
        .unwrap();
    assert_eq!(found.total, 2);
}
