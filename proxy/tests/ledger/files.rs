//! Files of a candidate.

use proxy::ledger::{FileInfo, NewFile};

use crate::place::{Place, candidate, mine};

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
