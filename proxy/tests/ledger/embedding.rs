//! Keys of servers, recruiters who come in by their pages, and candidates that are brought.

use std::time::Duration;

use handoff::interface::{Role, Scope};
use handoff::{Candidate, Stage};
use proxy::account::AccountId;
use proxy::ledger::{
    AtsKeyRecord, AtsKeyToStore, Brought, BroughtBy, EmbedToStore, Embedded, Kept, Ledger, NewFile,
    TokenHash, UserToStore,
};

use crate::place::{Place, until};

const PAGE: &str = "https://ats.example";
const LONG: Duration = Duration::from_secs(300);

fn local() -> AccountId {
    AccountId::local()
}

/// A candidate who is hired.
fn candidate(id: &str) -> Candidate {
    let candidate =
        serde_json::json!({ "id": id, "first_name": "Rhea", "stage": "hired", "job": {} });
    serde_json::from_value(candidate).unwrap()
}

pub(crate) async fn made(ledger: &Ledger, account: &AccountId, key: &str) -> AtsKeyRecord {
    let hash = TokenHash::of(key);
    let new = AtsKeyToStore {
        name: key,
        scopes: &Scope::ALL,
        hash: &hash,
        hint: "abcd",
    };
    assert!(ledger.add_ats_key(account, "Ann Lee", new).await.unwrap());
    ledger.ats_key(&hash).await.unwrap().unwrap()
}

/// A recruiter about to be let in for this candidate by this key.
fn ro<'a>(key: &'a AtsKeyRecord, candidates: &'a [handoff::CandidateId]) -> EmbedToStore<'a> {
    EmbedToStore {
        key: &key.id,
        email: "Ro@ats.example",
        who: "Ro Hart via Acme ATS",
        role: Role::Recruiter,
        candidates,
        lives: LONG,
    }
}

pub(crate) async fn keys(place: Place) {
    let ledger = place.open().await;
    let key = made(&ledger, &local(), "one").await;
    assert_eq!(key.scopes, Scope::ALL);
    assert!(key.last_used_at.is_none() && key.left.is_none());
    let known = ledger.ats_keys(&local()).await.unwrap();
    assert!(known[0].last_used_at.is_some());

    // A name is taken as long as its key was not replaced.
    let hash = TokenHash::of("again");
    let again = AtsKeyToStore {
        name: "ONE",
        scopes: &[Scope::Embed],
        hash: &hash,
        hint: "efgh",
    };
    assert!(!ledger.add_ats_key(&local(), "Ann", again).await.unwrap());

    // The old one works on for a moment.
    let (newer, moment) = (TokenHash::of("newer"), Duration::from_millis(300));
    let local = local();
    let replace = async |id| {
        let replaced = ledger.replace_ats_key(&local, "Ann", id, (&newer, "ijkl"), moment);
        replaced.await.unwrap()
    };
    assert_eq!(replace(&key.id).await.as_deref(), Some("one"));
    assert_eq!(replace(&key.id).await, None);
    let works = async |text: &str| ledger.ats_key(&TokenHash::of(text)).await.unwrap();
    assert_eq!(works("newer").await.unwrap().scopes, Scope::ALL);
    until("the key that was replaced has ended", async || {
        works("one").await.is_none()
    })
    .await;
    assert_eq!(ledger.ats_keys(&local).await.unwrap().len(), 1);

    // Only whoever has the account takes it away.
    let newer = works("newer").await.unwrap();
    let other = ledger.add_account("Rosa", "other", "Other").await;
    let other = other.unwrap().unwrap();
    let removed = async |account| {
        let removed = ledger.remove_ats_key(account, "Ann", &newer.id);
        removed.await.unwrap()
    };
    assert!(!removed(&other).await);
    assert!(removed(&local).await && !removed(&local).await);
    assert!(works("newer").await.is_none());
}

pub(crate) async fn frames(place: Place) {
    let ledger = place.open().await;
    let known = candidate("cand_1");
    let ids = [known.id.clone()];
    let key = made(&ledger, &local(), "one").await;
    let ticket = TokenHash::of("ticket");
    let refused = ledger
        .let_in(&local(), ro(&key, &ids), (&ticket, PAGE))
        .await;
    assert_eq!(refused.unwrap(), Embedded::UnknownOrigin);
    ledger.allow_origin(&local(), "Ann", PAGE).await.unwrap();
    ledger.allow_origin(&local(), "Ann", PAGE).await.unwrap();
    let refused = ledger
        .let_in(&local(), ro(&key, &ids), (&ticket, PAGE))
        .await;
    assert_eq!(
        refused.unwrap(),
        Embedded::UnknownCandidate(known.id.clone())
    );
    ledger.put_candidates(&local(), &[known]).await.unwrap();
    let made = ledger
        .let_in(&local(), ro(&key, &ids), (&ticket, PAGE))
        .await;
    assert!(matches!(made.unwrap(), Embedded::Yes(_)));

    // A ticket works once, on its page.
    let session = TokenHash::of("session");
    let open = async |page| ledger.open_embed(&ticket, page, &session).await.unwrap();
    assert_eq!(open("https://other.example").await, None);
    let opened = open(PAGE).await.unwrap();
    assert_eq!(opened.recruiter, "ro@ats.example");
    assert_eq!(opened.candidates, ids);
    assert!(opened.left <= LONG && opened.left > LONG / 2);
    assert_eq!(open(PAGE).await, None);
    let seen = async |page| ledger.embedded(&session, Some(page)).await.unwrap();
    assert_eq!(seen(PAGE).await.unwrap().id, opened.id);
    assert_eq!(seen("https://other.example").await, None);

    // A user of that address who is a viewer here is one there.
    let viewer = UserToStore {
        email: "ro@ATS.example",
        name: "Ro Hart",
        role: Role::Viewer,
        sees_admin_fields: false,
    };
    ledger.add_user(&local(), "Ann", viewer).await.unwrap();
    assert_eq!(seen(PAGE).await.unwrap().role, Role::Viewer);

    // It ends by itself, and with the page.
    let short = EmbedToStore {
        lives: Duration::from_millis(200),
        ..ro(&key, &ids)
    };
    let (short_ticket, brief) = (TokenHash::of("short"), TokenHash::of("brief"));
    let short = ledger.let_in(&local(), short, (&short_ticket, PAGE)).await;
    short.unwrap();
    let opened = ledger.open_embed(&short_ticket, PAGE, &brief).await;
    if opened.unwrap().is_some() {
        until("the session has ended", async || {
            !ledger.is_embedded(&brief).await.unwrap()
        })
        .await;
    }
    assert!(ledger.is_embed_origin(PAGE).await.unwrap());
    ledger.remove_origin(&local(), "Ann", PAGE).await.unwrap();
    assert!(!ledger.is_embed_origin(PAGE).await.unwrap());
    assert!(!ledger.is_embedded(&session).await.unwrap());

    let done = ledger.audit_after(&local(), 0).await.unwrap();
    let done: Vec<_> = done.iter().map(|entry| entry.what.as_str()).collect();
    let expected = [
        "ats-key-made",
        "origin-allowed",
        "embed-opened",
        "user-added",
        "origin-removed",
    ];
    assert_eq!(done, expected);
}

pub(crate) async fn servers(place: Place) {
    let ledger = place.open().await;
    let known = candidate("cand_1");
    let ids = [known.id.clone()];
    let key = made(&ledger, &local(), "one").await;
    let (secret, again) = (TokenHash::of("secret"), TokenHash::of("again"));
    let local = local();
    let asks = async |secret| {
        let asks = ledger.let_server_ask(&local, ro(&key, &ids), secret);
        asks.await.unwrap()
    };
    assert_eq!(
        asks(&secret).await,
        Embedded::UnknownCandidate(known.id.clone())
    );
    ledger.put_candidates(&local, &[known]).await.unwrap();
    let Embedded::Yes(id) = asks(&secret).await else {
        panic!("it was refused");
    };
    // It needs no page, and is on none.
    let seen = async |secret, page| ledger.embedded(secret, page).await.unwrap();
    let record = seen(&secret, None).await.unwrap();
    assert_eq!((&record.id, &record.origin), (&id, &None));
    assert_eq!(record.candidates, ids);
    for page in [PAGE, ""] {
        assert_eq!(seen(&secret, Some(page)).await, None);
        let opened = ledger.open_embed(&secret, page, &again).await;
        assert_eq!(opened.unwrap(), None);
    }
    assert!(ledger.is_embedded(&secret).await.unwrap());

    // Another one in the same name is nothing new; each ends for itself, and not as if it were on a page.
    assert!(matches!(asks(&again).await, Embedded::Yes(_)));
    let ends = async |is_on_a_page| {
        let ended = ledger.end_embed(&local, &id, is_on_a_page);
        ended.await.unwrap()
    };
    assert!(!ends(true).await && ends(false).await && !ends(false).await);
    assert_eq!(seen(&secret, None).await, None);
    assert!(seen(&again, None).await.is_some());
    let removed = ledger.remove_ats_key(&local, "Ann", &key.id).await;
    assert!(removed.unwrap());
    assert_eq!(seen(&again, None).await, None);

    let done = ledger.audit_after(&local, 0).await.unwrap();
    let done: Vec<_> = done.iter().map(|entry| entry.what.as_str()).collect();
    assert_eq!(done, ["ats-key-made", "forms-opened", "ats-key-removed"]);
}

pub(crate) async fn of_many_one_gets_in(place: Place) {
    let ledger = place.open().await;
    let known = candidate("cand_1");
    let ids = [known.id.clone()];
    ledger.put_candidates(&local(), &[known]).await.unwrap();
    ledger.allow_origin(&local(), "Ann", PAGE).await.unwrap();
    let key = made(&ledger, &local(), "one").await;
    let ticket = TokenHash::of("ticket");
    ledger
        .let_in(&local(), ro(&key, &ids), (&ticket, PAGE))
        .await
        .unwrap();
    let mut opening = tokio::task::JoinSet::new();
    for number in 0..16 {
        let (ledger, ticket) = (ledger.clone(), ticket.clone());
        opening.spawn(async move {
            let session = TokenHash::of(&format!("session {number}"));
            ledger.open_embed(&ticket, PAGE, &session).await.unwrap()
        });
    }
    let opened = opening.join_all().await;
    assert_eq!(opened.iter().flatten().count(), 1);
}

pub(crate) async fn brought(place: Place) {
    let ledger = place.open().await;
    let first = Candidate {
        stage: Stage::Offer,
        ..candidate("cand_1")
    };
    let local = local();
    let key = made(&ledger, &local, "one").await;
    let by = BroughtBy {
        who: "Acme ATS (server)",
        key: &key.id,
    };
    let brings = async |candidate: &Candidate| {
        let brought = ledger.bring_candidate(&local, by, candidate, true);
        brought.await.unwrap()
    };
    assert_eq!(brings(&first).await, Brought::New);
    assert_eq!(brings(&first).await, Brought::Same);
    let file = |name: &str| NewFile {
        name: name.to_owned(),
        kind: "Resume".to_owned(),
        media_type: "application/pdf".to_owned(),
        content: vec![1, 2, 3],
    };
    let keeps = async |id, name: &str| {
        let kept = ledger.bring_file(&local, by, id, &file(name)).await;
        kept.unwrap() == Kept::Yes
    };
    assert!(keeps(&first.id, "a.pdf").await && keeps(&first.id, "a.pdf").await);
    assert!(keeps(&first.id, "photo").await);
    let nobody = candidate("cand_2").id;
    assert!(!keeps(&nobody, "a.pdf").await);
    let known = ledger.candidate(&local, &first.id).await.unwrap().unwrap();
    assert_eq!(known.documents.len(), 1);

    let hired = Candidate {
        stage: Stage::Hired,
        ..first.clone()
    };
    assert_eq!(brings(&hired).await, Brought::Changed);
    let files = ledger.files(&local, &first.id).await.unwrap();
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["photo"]);
    let history = ledger.history(&local, &first.id).await.unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].who.as_deref(), Some("Acme ATS (server)"));

    // Who was brought and never sent goes after the time; who was there before stays.
    let old = candidate("cand_3");
    ledger
        .put_candidates(&local, std::slice::from_ref(&old))
        .await
        .unwrap();
    let long = Duration::from_secs(3600);
    assert_eq!(ledger.purge("proxy", long).await.unwrap().candidates, 0);
    until("who was never sent is gone", async || {
        ledger
            .purge("proxy", Duration::ZERO)
            .await
            .unwrap()
            .candidates
            == 1
    })
    .await;
    assert!(ledger.candidate(&local, &first.id).await.unwrap().is_none());
    assert!(ledger.files(&local, &first.id).await.unwrap().is_empty());
    assert!(ledger.candidate(&local, &old.id).await.unwrap().is_some());

    // Taken away, everything of them is gone.
    brings(&first).await;
    assert!(keeps(&first.id, "a.pdf").await);
    let away = async || {
        ledger
            .take_candidate_away(&local, by, &first.id)
            .await
            .unwrap()
    };
    assert_eq!(away().await, Kept::Yes);
    assert_eq!(away().await, Kept::NobodyThere);
    assert!(ledger.files(&local, &first.id).await.unwrap().is_empty());
}
