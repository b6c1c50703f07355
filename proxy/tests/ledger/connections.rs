//! Connections and the secrets in them: versions, walls between accounts, seals.

use handoff::interface::SendState;
use proxy::account::AccountId;
use proxy::ledger::{
    By, Change, ConnectionToStore, LEASE, Ledger, LedgerError, SendId, Upstream, WorkerId,
};
use proxy::vault::{MasterKey, MasterKeys, Purpose, Rotated, Vault, rotate};
use secrecy::ExposeSecret as _;

use crate::place::{Place, begun, candidate, everybody, intent, mine, theirs};

fn connection<'a>(company: &'a str, sealed: &'a str) -> ConnectionToStore<'a> {
    ConnectionToStore {
        company,
        sealed,
        ends_with: "4567",
        who: "Rosa",
    }
}

fn vault(keys: &[u8]) -> Vault {
    let keys = keys.iter().map(|key| MasterKey::new([*key; 32]));
    Vault::new(MasterKeys::of(keys.collect()).unwrap())
}

async fn stored(ledger: &Ledger, account: &AccountId, company: &str, sealed: &str, seen: i64) {
    let new = connection(company, sealed);
    let is_stored = ledger.store_connection(account, new, seen).await;
    assert!(is_stored.unwrap(), "{company} on {seen}");
}

pub(crate) async fn versions(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    assert_eq!(one.connection(&mine()).await.unwrap(), None);
    let new = connection("acme", "sealed");
    assert!(!one.store_connection(&mine(), new, 3).await.unwrap());
    assert!(one.store_connection(&mine(), new, 0).await.unwrap());
    let first = other.connection(&mine()).await.unwrap().unwrap();
    assert_eq!((first.version, first.enabled), (1, false));
    assert_eq!((&*first.company, &*first.added_by), ("acme", "Rosa"));
    assert!(!other.store_connection(&mine(), new, 0).await.unwrap());
    assert_eq!(other.enabled_version(&mine()).await.unwrap(), None);

    let mut told = other.account_changes();
    assert!(!other.set_enabled(&mine(), "Rosa", true, 7).await.unwrap());
    assert!(told.try_recv().is_err(), "nothing was changed");
    assert!(other.set_enabled(&mine(), "Rosa", true, 1).await.unwrap());
    assert_eq!(told.try_recv().unwrap(), mine());
    assert_eq!(one.enabled_version(&mine()).await.unwrap(), Some(2));
    assert_eq!(one.enabled_connections().await.unwrap(), [mine()]);

    // Another key: it stays switched on.
    stored(&one, &mine(), "acme", "sealed again", 2).await;
    let second = other.connection(&mine()).await.unwrap().unwrap();
    assert_eq!((second.version, second.enabled), (3, true));

    assert!(!one.remove_connection(&mine(), "Rosa", 2).await.unwrap());
    assert!(one.remove_connection(&mine(), "Rosa", 3).await.unwrap());
    assert_eq!(other.connection(&mine()).await.unwrap(), None);
    assert_eq!(other.enabled_version(&mine()).await.unwrap(), None);
    assert!(other.enabled_connections().await.unwrap().is_empty());
    assert!(!one.set_enabled(&mine(), "Rosa", true, 4).await.unwrap());
    stored(&one, &mine(), "acme", "sealed", 0).await;
    let third = other.connection(&mine()).await.unwrap().unwrap();
    assert_eq!(
        (third.version, third.enabled),
        (5, false),
        "no version twice"
    );
}

pub(crate) async fn at_once(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    let (account, first, second) = (mine(), connection("a", "x"), connection("b", "y"));
    let (first, second) = tokio::join!(
        one.store_connection(&account, first, 0),
        other.store_connection(&account, second, 0),
    );
    assert_ne!(first.unwrap(), second.unwrap());
    let version = one.connection(&mine()).await.unwrap().unwrap().version;
    assert_eq!(version, 1);
}

pub(crate) async fn apart(place: Place) {
    let ledger = place.open().await;
    let vault = vault(&[1]);
    for (account, company, key) in [
        (mine(), "acme", "my-key"),
        (theirs(), "globex", "their-key"),
    ] {
        let sealed = vault
            .seal(&account, Purpose::ApiKey, key.as_bytes())
            .unwrap();
        stored(&ledger, &account, company, &sealed, 0).await;
    }
    let mut found = Vec::new();
    for account in everybody() {
        found.push(ledger.connection(&account).await.unwrap().unwrap());
    }
    let opened = |account: &AccountId, sealed: &str| {
        let secret = vault.open_text(account, Purpose::ApiKey, sealed);
        secret.map(|secret| secret.expose_secret().to_owned())
    };
    assert_eq!(opened(&mine(), &found[0].sealed).unwrap(), "my-key");
    assert_eq!(opened(&theirs(), &found[1].sealed).unwrap(), "their-key");
    // Also when somebody copies it over in the database.
    assert!(opened(&theirs(), &found[0].sealed).is_err());
    assert!(opened(&mine(), &found[1].sealed).is_err());

    ledger.set_enabled(&mine(), "Rosa", true, 1).await.unwrap();
    ledger
        .remove_connection(&theirs(), "Rosa", 1)
        .await
        .unwrap();
    let kept = ledger.connection(&mine()).await.unwrap().unwrap();
    assert_eq!((kept.enabled, &*kept.company), (true, "acme"));
    assert_eq!(ledger.enabled_connections().await.unwrap(), [mine()]);
}

pub(crate) async fn another_company(place: Place) {
    let ledger = place.open().await;
    stored(&ledger, &mine(), "acme", "sealed", 0).await;
    let failing = async || {
        for account in everybody() {
            ledger.upstream_failed(&account).await.unwrap();
        }
    };
    failing().await;
    stored(&ledger, &mine(), "acme", "another key", 1).await;
    assert_eq!(ledger.upstream(&mine()).await.unwrap().failures, 1);
    stored(&ledger, &mine(), "globex", "sealed", 2).await;
    assert_eq!(ledger.upstream(&mine()).await.unwrap(), Upstream::default());
    assert_eq!(ledger.upstream(&theirs()).await.unwrap().failures, 1);
}

pub(crate) async fn numbered_alike(place: Place) {
    let ledger = place.open().await;
    let created = async |id: &str, company: &str| {
        let mut intent = intent(id, handoff::interface::SendKind::Create, id);
        intent.company = company.to_owned();
        ledger.begin(&mine(), &intent).await.unwrap();
        let send = ledger.newest_send(&mine(), &candidate(id)).await.unwrap();
        let send: SendId = send.unwrap().id;
        let change = Change {
            employee: Some("100".to_owned()),
            ..Change::default()
        };
        let states = (SendState::Intent, SendState::Created);
        ledger
            .advance(By::LateAnswer, &mine(), &send, states, &change)
            .await
    };
    assert!(created("cand_1", "acme").await.unwrap());
    assert!(created("cand_2", "globex").await.unwrap());
    let again = created("cand_3", "acme").await;
    assert!(
        matches!(again, Err(LedgerError::EmployeeTaken)),
        "{again:?}"
    );
    assert_eq!(ledger.employees(&mine(), "globex").await.unwrap(), ["100"]);
    assert!(
        ledger
            .employees(&mine(), "initech")
            .await
            .unwrap()
            .is_empty()
    );
}

pub(crate) async fn served(place: Place) {
    let ledger = place.open().await;
    begun(&ledger, &mine(), "cand_1").await;
    begun(&ledger, &theirs(), "cand_1").await;
    let worker = WorkerId::unique();
    assert!(ledger.claim(&worker, 10, &[]).await.unwrap().is_empty());
    assert_eq!(ledger.next_due(&[]).await.unwrap(), None);
    let claimed = ledger.claim(&worker, 10, &[theirs()]).await.unwrap();
    let accounts: Vec<_> = claimed.into_iter().map(|lease| lease.account).collect();
    assert_eq!(accounts, [theirs()]);
}

pub(crate) async fn rotation(place: Place) {
    let (one, beside) = place.open_twice(LEASE).await;
    let (old, rotating) = (vault(&[1]), vault(&[2, 1]));
    for account in everybody() {
        let sealed = old.seal(&account, Purpose::ApiKey, b"canary-key").unwrap();
        stored(&one, &account, "acme", &sealed, 0).await;
    }
    let lost = AccountId::of_row("a lost key".to_owned());
    let sealed = vault(&[9]).seal(&lost, Purpose::ApiKey, b"gone").unwrap();
    stored(&one, &lost, "acme", &sealed, 0).await;
    let rotated = rotate(&beside, &rotating).await.unwrap();
    let both = Rotated {
        resealed: 2,
        unopened: 1,
    };
    assert_eq!(rotated, both);
    for account in everybody() {
        let kept = one.connection(&account).await.unwrap().unwrap();
        assert_eq!(kept.version, 1, "proxies need not open it again");
        let opened = vault(&[2]).open_text(&account, Purpose::ApiKey, &kept.sealed);
        assert_eq!(opened.unwrap().expose_secret(), "canary-key");
    }
    let kept = one.connection(&lost).await.unwrap().unwrap();
    assert_eq!(kept.sealed, sealed);
    let again = rotate(&beside, &rotating).await.unwrap();
    assert_eq!((again.resealed, again.unopened), (0, 1));

    // Changed between the look and the seal: the newer one stays.
    let row = one
        .next_sealed("another seal", None)
        .await
        .unwrap()
        .unwrap();
    stored(&one, &row.account, "acme", "newer", 1).await;
    assert!(!beside.reseal(&row, "older").await.unwrap());
    let kept = one.connection(&row.account).await.unwrap().unwrap();
    assert_eq!(kept.sealed, "newer");
}

pub(crate) async fn working(place: Place) {
    let (one, other) = place.open_twice(LEASE).await;
    stored(&one, &mine(), "acme", "sealed", 0).await;
    let worked = async || {
        let connection = one.connection(&mine()).await.unwrap().unwrap();
        assert_eq!(connection.version, 1, "no change of the connection");
        connection.last_worked_at
    };
    one.connection_worked(&mine(), 7).await.unwrap();
    one.connection_worked(&theirs(), 1).await.unwrap();
    assert_eq!(worked().await, None);
    one.connection_worked(&mine(), 1).await.unwrap();
    let first = worked().await;
    assert!(first.is_some());
    other.connection_worked(&mine(), 1).await.unwrap();
    assert_eq!(worked().await, first, "too soon");
}
