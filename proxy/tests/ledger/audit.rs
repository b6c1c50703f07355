//! The audit: an entry is there exactly when what it records is, and what was written stays as it was.

use std::time::Duration;

use handoff::Stage;
use handoff::interface::{Role, SendKind};
use proxy::account::AccountId;
use proxy::ledger::{
    AuditFilter, Broken, ConnectionToStore, Head, Ledger, TokenHash, UserToStore, What,
};

use crate::place::{Place, candidate, intent};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn account() -> AccountId {
    AccountId::local()
}

/// What was done, oldest first: who, what, about, note.
async fn done(ledger: &Ledger) -> Vec<[String; 4]> {
    let entries = ledger.audit_after(&account(), 0).await.unwrap();
    let entries = entries.into_iter();
    entries
        .map(|entry| [entry.who, entry.what, entry.about, entry.note])
        .collect()
}

async fn holds(ledger: &Ledger) -> Head {
    let verified = ledger.verify_audit(&account(), None).await.unwrap();
    verified.unwrap()
}

pub(crate) async fn everything(place: Place) {
    let ledger = place.open().await;
    let account = account();
    let bo = UserToStore {
        email: "bo@acme.example",
        name: "Bo Lind",
        role: Role::Recruiter,
        sees_admin_fields: false,
    };
    let id = ledger
        .add_user(&account, "Ann Lee", bo)
        .await
        .unwrap()
        .unwrap();
    let link = TokenHash::of("link");
    ledger
        .invite(&account, "Ann Lee", Some(&id), &link, DAY)
        .await
        .unwrap();
    ledger.accept_invitation(&link, bo, "hash").await.unwrap();
    let limits = proxy::app::Rules::default().sessions;
    for token in ["one", "two"] {
        let token = TokenHash::of(token);
        ledger
            .begin_session(&account, (&id, Some("hash")), &token, limits)
            .await
            .unwrap();
    }
    ledger.end_session(&TokenHash::of("one")).await.unwrap();
    ledger.end_session(&TokenHash::of("one")).await.unwrap();
    ledger
        .change_user(
            &account,
            "Ann Lee",
            &id,
            (Role::Recruiter, Role::Admin),
            true,
        )
        .await
        .unwrap();
    ledger
        .end_sessions_of(&account, "Ann Lee", &id)
        .await
        .unwrap();
    // What comes to nothing is not recorded.
    let last = ledger.remove_user(&account, "Ann Lee", &id).await.unwrap();
    assert_eq!(last, proxy::ledger::UserChanged::LastAdmin);
    let connection = ConnectionToStore {
        company: "acme",
        sealed: "sealed",
        ends_with: "1234",
        who: "Ann Lee",
    };
    assert!(
        ledger
            .store_connection(&account, connection, 0)
            .await
            .unwrap()
    );
    assert!(
        !ledger
            .set_enabled(&account, "Ann Lee", true, 7)
            .await
            .unwrap()
    );
    assert!(
        ledger
            .set_enabled(&account, "Ann Lee", true, 1)
            .await
            .unwrap()
    );
    assert!(
        ledger
            .remove_connection(&account, "Ann Lee", 2)
            .await
            .unwrap()
    );
    let amelia = serde_json::from_value(serde_json::json!({
        "id": "cand_1", "first_name": "Amelia", "last_name": "Hartwell", "email": "amelia@example.com",
        "phone": null, "stage": "offer", "job": { "title": "Cook" },
    }));
    ledger
        .put_candidates(&account, &[amelia.unwrap()])
        .await
        .unwrap();
    let who = candidate("cand_1");
    ledger
        .set_stage(&account, &who, "Bo Lind", Stage::Hired)
        .await
        .unwrap();
    ledger
        .begin(&account, &intent("cand_1", SendKind::Create, "k"))
        .await
        .unwrap();
    ledger
        .record(&account, "Ann Lee", What::LogExported, "")
        .await
        .unwrap();

    let done = done(&ledger).await;
    let short: Vec<String> = done
        .iter()
        .map(|[who, what, _, note]| format!("{who} | {what} | {note}"))
        .collect();
    let expected = [
        "Ann Lee | user-added | Bo Lind: recruiter",
        "Ann Lee | link-made | Bo Lind",
        "Bo Lind | passphrase-chosen | ",
        "Bo Lind | signed-in | ",
        "Bo Lind | signed-in | ",
        "Bo Lind | signed-out | ",
        "Ann Lee | user-changed | Bo Lind: admin, sees fields for admins",
        "Ann Lee | signed-out-everywhere | Bo Lind",
        "Ann Lee | connection-stored | key ending in 1234",
        "Ann Lee | connection-enabled | ",
        "Ann Lee | connection-removed | ",
        "Bo Lind | candidate-moved | hired",
        "Rosa | send | intent",
        "Ann Lee | log-exported | ",
    ];
    assert_eq!(short, expected);
    let all = done.concat().join(" ");
    for personal in ["Amelia", "Hartwell", "example.com", "sealed", "hash"] {
        assert!(!all.contains(personal), "{personal}");
    }
    let end = holds(&ledger).await;
    assert_eq!(end.sequence, 14);

    let of_ann = AuditFilter {
        who: Some("Ann Lee".to_owned()),
        ..AuditFilter::default()
    };
    let page = ledger.audit(&account, &of_ann).await.unwrap();
    assert_eq!(
        (page.total, page.entries[0].what.as_str()),
        (8, "log-exported")
    );
    let signed_in = AuditFilter {
        what: Some(What::SignedIn),
        before: Some(5),
        ..AuditFilter::default()
    };
    let page = ledger.audit(&account, &signed_in).await.unwrap();
    assert_eq!(
        (page.total, page.entries.len(), page.entries[0].sequence),
        (2, 1, 4)
    );
}

pub(crate) async fn at_once(place: Place) {
    let (one, other) = place.open_twice(DAY).await;
    let writing = (0..40).map(|number| {
        let ledger = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move {
            let about = number.to_string();
            ledger
                .record(&account(), "Rosa", What::LogExported, &about)
                .await
                .unwrap();
        })
    });
    for written in writing.collect::<Vec<_>>() {
        written.await.unwrap();
    }
    assert_eq!(holds(&one).await.sequence, 40);
    let page = one
        .audit(&account(), &AuditFilter::default())
        .await
        .unwrap();
    assert_eq!((page.entries.len(), page.total, page.next), (40, 40, None));
}

pub(crate) async fn tampering(place: Place) {
    let ledger = place.open().await;
    for number in 0..12 {
        let about = number.to_string();
        ledger
            .record(&account(), "Rosa", What::LogExported, &about)
            .await
            .unwrap();
    }
    let noted = holds(&ledger).await;
    for sql in [
        "UPDATE audit SET who = 'Eve' WHERE sequence = 5",
        "DELETE FROM audit WHERE sequence = 12",
    ] {
        let refused = place.alter(sql).await.unwrap_err();
        assert!(refused.contains("only ever appended to"), "{refused}");
    }
    assert_eq!(holds(&ledger).await, noted);

    // Somebody who may change the database can take the guard away, and is found all the same.
    place.unguard_audit().await;
    let verify = async || ledger.verify_audit(&account(), Some(&noted)).await.unwrap();
    for (sql, undo, broken) in [
        (
            "UPDATE audit SET who = 'Eve' WHERE sequence = 5",
            "UPDATE audit SET who = 'Rosa' WHERE sequence = 5",
            Broken::Entry(5),
        ),
        (
            "UPDATE audit SET sequence = 99 WHERE sequence = 7",
            "UPDATE audit SET sequence = 7 WHERE sequence = 99",
            Broken::Entry(7),
        ),
        (
            "UPDATE audit_heads SET sequence = 11",
            "UPDATE audit_heads SET sequence = 12",
            Broken::End(11),
        ),
    ] {
        place.alter(sql).await.unwrap();
        assert_eq!(verify().await, Err(broken), "{sql}");
        place.alter(undo).await.unwrap();
        assert_eq!(verify().await, Ok(noted.clone()));
    }
    place
        .alter("DELETE FROM audit WHERE sequence = 12")
        .await
        .unwrap();
    assert_eq!(verify().await, Err(Broken::End(12)));
    place
        .alter("UPDATE audit_heads SET sequence = 11, hash = (SELECT hash FROM audit WHERE sequence = 11)")
        .await
        .unwrap();
    assert_eq!(
        verify().await,
        Err(Broken::Noted(12)),
        "only the noted head tells"
    );
}
