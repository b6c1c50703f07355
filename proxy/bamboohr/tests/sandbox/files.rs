//! Files and photos.

use bamboohr::{CategoryId, Content, Document, Error, LARGEST_FILE, RefusalReason};
use bamboohr_sandbox::{Fault, LIMITED_KEY};

use super::bitmap::bitmap;
use super::{client, with_ann};

fn document<'a>(name: &'a str, category: &'a CategoryId, bytes: &[u8]) -> Document<'a> {
    Document {
        name,
        category,
        share: true,
        content: Content::bytes(bytes.to_vec()),
    }
}

#[tokio::test]
async fn a_document_is_stored_as_it_was_sent_and_listed_in_its_category() {
    let (sandbox, client, ann) = with_ann().await;
    let categories = client.files(&ann).await.unwrap();
    let resumes = categories
        .iter()
        .find(|category| category.name.contains("Resumes"))
        .unwrap();
    assert!(resumes.can_upload_files);
    let name = "Zoë \"CV\" 2026.pdf";
    let bytes = b"%PDF-1.7 \0\r\n--boundary";
    let stored = document(name, &resumes.id, bytes);
    let id = client.upload_file(&ann, stored).await.unwrap().unwrap();

    let categories = client.files(&ann).await.unwrap();
    let resumes = categories
        .iter()
        .find(|category| category.id == resumes.id)
        .unwrap();
    let file = &resumes.files[0];
    assert_eq!((&file.id, file.name.as_str()), (&id, name));
    assert_eq!(file.size, u64::try_from(bytes.len()).ok());
    assert!(file.share_with_employee);
    assert!(file.date_created.is_some());
    let kept = sandbox.employees().pop().unwrap().files;
    assert_eq!(kept[0].original_name, name);
}

#[tokio::test]
async fn each_refusal_of_a_document_has_its_reason() {
    let (sandbox, admin, ann) = with_ann().await;
    let category = admin.files(&ann).await.unwrap().swap_remove(0).id;
    let unknown = CategoryId::parse("999").unwrap();
    let error = admin
        .upload_file(&ann, document("cv.pdf", &unknown, b"x"))
        .await;
    let reason = |error: Error| error.refusal().map(|refusal| refusal.reason);
    assert_eq!(reason(error.unwrap_err()), Some(RefusalReason::NotFound));
    let error = admin
        .upload_file(&ann, document("cv.exe", &category, b"x"))
        .await;
    assert_eq!(reason(error.unwrap_err()), Some(RefusalReason::Malformed));
    sandbox.add_fault(Fault::on("POST", "/employees/*/files").answer(413));
    let error = admin
        .upload_file(&ann, document("cv.pdf", &category, b"x"))
        .await;
    assert_eq!(reason(error.unwrap_err()), Some(RefusalReason::NotAccepted));
    let limited = client(&sandbox, LIMITED_KEY);
    let error = limited.files(&ann).await;
    assert_eq!(reason(error.unwrap_err()), Some(RefusalReason::NotFound));
}

#[tokio::test]
async fn an_empty_or_too_large_file_is_not_sent() {
    let (sandbox, client, ann) = with_ann().await;
    let category = client.files(&ann).await.unwrap().swap_remove(0).id;
    let before = sandbox.requests().len();
    let too_large = Content::stream(Vec::new(), LARGEST_FILE + 1);
    for content in [Content::bytes(Vec::new()), too_large] {
        let document = Document {
            content,
            ..document("cv.pdf", &category, b"")
        };
        let error = client.upload_file(&ann, document).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    }
    assert_eq!(sandbox.requests().len(), before);
}

#[tokio::test]
async fn an_answer_without_a_place_still_means_that_the_file_is_stored() {
    let (sandbox, client, ann) = with_ann().await;
    let category = client.files(&ann).await.unwrap().swap_remove(0).id;
    sandbox.add_fault(
        Fault::on("POST", "/employees/*/files")
            .answer(201)
            .after_storing(),
    );
    let stored = client
        .upload_file(&ann, document("cv.pdf", &category, b"x"))
        .await;
    assert_eq!(stored.unwrap(), None);
    assert_eq!(client.files(&ann).await.unwrap()[0].files.len(), 1);
}

#[tokio::test]
async fn categories_are_added_and_a_name_that_exists_is_refused() {
    let (_sandbox, client, ann) = with_ann().await;
    client.create_file_categories(&["Contracts"]).await.unwrap();
    let categories = client.files(&ann).await.unwrap();
    assert!(
        categories
            .iter()
            .any(|category| category.name == "Contracts")
    );
    let error = client.create_file_categories(&["Contracts"]).await;
    assert_eq!(
        error.unwrap_err().refusal().map(|refusal| refusal.status),
        Some(400)
    );
}

#[tokio::test]
async fn a_photo_must_be_a_square_picture() {
    let (sandbox, client, ann) = with_ann().await;
    client
        .upload_photo(&ann, Content::bytes(bitmap(150, 150)))
        .await
        .unwrap();
    assert!(sandbox.employees().pop().unwrap().photo.is_some());
    for (content, statuses) in [
        (bitmap(150, 160), 415),
        (bitmap(100, 100), 415),
        (b"not a picture".to_vec(), 415),
    ] {
        let error = client
            .upload_photo(&ann, Content::bytes(content))
            .await
            .unwrap_err();
        let refusal = error.refusal().unwrap();
        assert_eq!(refusal.status, statuses);
        assert_eq!(refusal.reason, RefusalReason::NotAccepted);
    }
}
