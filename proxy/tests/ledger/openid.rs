//! Whoever signs in with an OpenID provider: the way there and back, and the user whom the provider vouches for.

use std::time::Duration;

use handoff::interface::Role;
use proxy::account::AccountId;
use proxy::ledger::{
    Attempt, AuditFilter, Ledger, NewAttempt, TokenHash, UserToStore, Vouched, Welcomed,
};

use crate::place::Place;

const LONG: Duration = Duration::from_secs(600);
const ISSUER: &str = "https://login.acme.example";

fn ann(email: &str, role: Role) -> UserToStore<'_> {
    UserToStore {
        email,
        name: "Ann Lee",
        role,
        sees_admin_fields: false,
    }
}

fn vouched<'a>(account: &'a AccountId, subject: &'a str, user: UserToStore<'a>) -> Vouched<'a> {
    Vouched {
        account,
        issuer: ISSUER,
        subject,
        user,
    }
}

async fn begun(ledger: &Ledger, state: &str, browser: &str, lives: Duration) {
    let (state, browser) = (TokenHash::of(state), TokenHash::of(browser));
    let attempt = NewAttempt {
        state: &state,
        browser: &browser,
        provider: "acme",
        back: "/log",
    };
    ledger.begin_attempt(attempt, lives).await.unwrap();
}

async fn taken(ledger: &Ledger, state: &str, browser: &str) -> Option<Attempt> {
    let (state, browser) = (TokenHash::of(state), TokenHash::of(browser));
    ledger.take_attempt(&state, &browser).await.unwrap()
}

pub(crate) async fn attempts(place: Place) {
    let ledger = place.open().await;
    begun(&ledger, "one", "here", LONG).await;
    begun(&ledger, "two", "here", LONG).await;
    begun(&ledger, "late", "here", Duration::ZERO).await;
    assert_eq!(taken(&ledger, "one", "elsewhere").await, None);
    assert_eq!(taken(&ledger, "late", "here").await, None);
    let (first, second) =
        tokio::join!(taken(&ledger, "one", "here"), taken(&ledger, "one", "here"));
    let both: Vec<_> = [first, second].into_iter().flatten().collect();
    let expected = Attempt {
        provider: "acme".to_owned(),
        back: "/log".to_owned(),
    };
    assert_eq!(both, [expected]);
    assert!(taken(&ledger, "two", "here").await.is_some());
}

pub(crate) async fn welcome(place: Place) {
    let ledger = place.open().await;
    let local = AccountId::local();
    let welcome = async |subject: &str, user: UserToStore<'_>| {
        let welcomed = ledger.welcome(vouched(&local, subject, user)).await;
        match welcomed.unwrap() {
            Welcomed::User(user) => Ok(*user),
            other => Err(other),
        }
    };
    // Whoever comes twice at once for the first time is one user.
    let (one, other) = tokio::join!(
        welcome("1", ann("ann@acme.example", Role::Recruiter)),
        welcome("1", ann("ann@acme.example", Role::Recruiter))
    );
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one, other);
    assert_eq!(one.issuer.as_deref(), Some(ISSUER));

    // A namesake is called with the address, and keeps that name.
    for _ in 0..2 {
        let namesake = welcome("2", ann("ann.b@acme.example", Role::Viewer))
            .await
            .unwrap();
        assert_eq!(namesake.name, "Ann Lee (ann.b@acme.example)");
    }
    // The provider has the say, also about the last admin.
    for role in [Role::Admin, Role::Viewer] {
        let now = welcome("1", ann("Ann@acme.example", role)).await.unwrap();
        assert_eq!((now.id, now.role), (one.id.clone(), role));
    }
    // Nobody gets the address of somebody else, in whatever way they sign in.
    let taken = ann("ANN@acme.example", Role::Admin);
    assert_eq!(welcome("3", taken).await, Err(Welcomed::AddressTaken));
    assert_eq!(welcome("2", taken).await, Err(Welcomed::AddressTaken));
    let bo = ann("bo@acme.example", Role::Admin);
    ledger.add_user(&local, "Rosa", bo).await.unwrap().unwrap();
    assert_eq!(welcome("4", bo).await, Err(Welcomed::AddressTaken));

    let other = ledger
        .add_account("Rosa", "other", "Other")
        .await
        .unwrap()
        .unwrap();
    let moved = ledger.welcome(vouched(&other, "1", ann("ann@acme.example", Role::Admin)));
    assert_eq!(moved.await.unwrap(), Welcomed::OtherAccount);

    let entries = ledger.audit(&local, &AuditFilter::default()).await.unwrap();
    let notes: Vec<&str> = entries
        .entries
        .iter()
        .map(|entry| entry.note.as_str())
        .collect();
    let said = |words: &str| notes.iter().filter(|note| note.starts_with(words)).count();
    assert_eq!(
        said("Ann Lee: recruiter, from https://login.acme.example"),
        1,
        "{notes:?}"
    );
    assert_eq!(said("Ann Lee: viewer, from"), 1, "{notes:?}");
    ledger.verify_audit(&local, None).await.unwrap().unwrap();
}
