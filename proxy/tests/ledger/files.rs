//! Files of a candidate.

use proxy::ledger::{BroughtBy, FileInfo, Kept, NewFile};

use crate::embedding;
use crate::place::{Place, candidate, mine, theirs};

pub(crate) async fn kept(place: Place) {
    let ledger = place.open().await;
    let who = candidate("cand_1");
    let content: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let mut file = NewFile {
        name: "résumé.pdf".to_owned(),
        kind: "Resume".to_owned(),
        media_type: "application/pdf".to_owned(),
        content: b"first".to_vec(),
    };
    ledger.put_file(&mine(), &who, &file).await.unwrap();
    file.content.clone_from(&content);
    ledger.put_file(&mine(), &who, &file).await.unwrap();
    file.name = "photo.png".to_owned();
    file.content = Vec::new();
    ledger.put_file(&mine(), &who, &file).await.unwrap();

    let stored = ledger
        .file(&mine(), &who, "résumé.pdf")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((stored.content, stored.kind.as_str()), (content, "Resume"));
    assert!(
        ledger
            .file(&mine(), &who, "other.pdf")
            .await
            .unwrap()
            .is_none()
    );
    let files = ledger.files(&mine(), &who).await.unwrap();
    let sizes: Vec<_> = files
        .iter()
        .map(|FileInfo { name, bytes, .. }| (name.as_str(), *bytes))
        .collect();
    assert_eq!(sizes, [("photo.png", 0), ("résumé.pdf", 300_000)]);
}

pub(crate) async fn kept_once(place: Place) {
    let ledger = place.open().await;
    let account = mine();
    let one = serde_json::from_value(serde_json::json!({
        "id": "cand_1", "first_name": "Ada", "last_name": "Lovelace", "email": null, "phone": null, "stage": "hired",
        "job": { "title": "Engineer" },
    }));
    ledger
        .put_candidates(&account, &[one.unwrap()])
        .await
        .unwrap();
    let who = candidate("cand_1");
    let key = embedding::made(&ledger, &account, "Pinpoint").await;
    let by = BroughtBy {
        who: "Pinpoint (server)",
        key: &key.id,
    };
    let file = |name: &str, content: &[u8]| NewFile {
        name: name.to_owned(),
        kind: "Resume".to_owned(),
        media_type: "application/pdf".to_owned(),
        content: content.to_vec(),
    };
    let names = async || {
        let known = ledger.candidate(&mine(), &who).await.unwrap().unwrap();
        let files = ledger.files(&mine(), &who).await.unwrap();
        let mut names: Vec<_> = files.into_iter().map(|file| file.name).collect();
        names.retain(|name| name != "photo");
        let mut documents: Vec<_> = known.documents.into_iter().map(|one| one.name).collect();
        documents.sort();
        assert_eq!(documents, names);
        names
    };
    // A photo is no document, whatever is in it.
    let photo = file("photo", b"a CV");
    let kept = ledger.bring_file(&account, by, &who, &photo).await;
    assert_eq!(kept.unwrap(), Kept::Yes);
    for (name, content, expected) in [
        ("Ada.pdf", &b"a CV"[..], &["Ada.pdf"][..]),
        ("Resume.pdf", b"a CV", &["Ada.pdf"]),
        ("Ada.pdf", b"a CV", &["Ada.pdf"]),
        ("Resume.pdf", b"a Cv", &["Ada.pdf", "Resume.pdf"]),
        // Scanners give the same name to everything.
        (
            "Resume.pdf",
            b"a letter",
            &["Ada.pdf", "Resume (2).pdf", "Resume.pdf"],
        ),
        (
            "Resume.pdf",
            b"a letter",
            &["Ada.pdf", "Resume (2).pdf", "Resume.pdf"],
        ),
    ] {
        let file = file(name, content);
        let kept = ledger.bring_file_once(&account, by, &who, &file).await;
        assert_eq!(kept.unwrap(), Kept::Yes);
        assert_eq!(names().await, expected, "{name}");
    }
    // A server that names its documents has them under these names.
    let third = file("Third.pdf", b"a CV");
    let kept = ledger.bring_file(&account, by, &who, &third).await;
    assert_eq!(kept.unwrap(), Kept::Yes);
    let all = ["Ada.pdf", "Resume (2).pdf", "Resume.pdf", "Third.pdf"];
    assert_eq!(names().await, all);
    let first = ledger.file(&account, &who, "Resume.pdf").await.unwrap();
    assert_eq!(first.unwrap().content, b"a Cv", "nothing took its place");
    let others = ledger.file_of(&theirs(), &who, b"a CV").await;
    assert_eq!(others.unwrap(), None, "of another account");
}
