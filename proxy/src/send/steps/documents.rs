//! Documents and the photo of a candidate. What is there already is not uploaded again.

use bamboohr::{AsOf, Content, Document, FileCategory};

use super::super::problems;
use super::{Carrying, Outcome, after_writing};
use crate::crash::{self, Point};
use crate::forms::PHOTO;
use crate::ledger::LedgerError;

/// Words of a category's name, and the kinds of documents that belong there, best first.
const PLACES: [(&[&str], &[&str]); 2] = [
    (&["signed", "contract", "offer"], &["signed"]),
    (
        &["resume", "cv", "cover letter", "application"],
        &["resume", "application"],
    ),
];

pub(super) async fn document(
    carrying: Carrying<'_>,
    name: &str,
    kind: &str,
    bytes: u64,
) -> Result<Outcome, LedgerError> {
    let (sender, lease) = (carrying.step.sender, carrying.step.lease);
    let client = carrying.step.bamboohr.client();
    let categories = match client.files(carrying.employee).await {
        Ok(categories) => categories,
        Err(error) => return Ok(Outcome::Later(error)),
    };
    let files = categories.iter().flat_map(|category| &category.files);
    let is_there = |file: &bamboohr::StoredFile| {
        let names = [Some(file.name.as_str()), file.original_file_name.as_deref()];
        names.into_iter().flatten().any(|stored| stored == name)
            && file.size.is_none_or(|size| size == bytes)
    };
    if files.into_iter().any(is_there) {
        return Ok(Outcome::Done("the document is there"));
    }
    let Some(category) = place(&categories, kind) else {
        return Ok(Outcome::Failed(problems::no_category()));
    };
    let candidate = &carrying.step.record.candidate;
    let Some(file) = sender.ledger.file(&lease.account, candidate, name).await? else {
        return Ok(Outcome::Failed(problems::no_content(name)));
    };
    let client = match carrying.leaves().await? {
        Ok(client) => client,
        Err(outcome) => return Ok(outcome),
    };
    crash::point(Point::BeforeUpload);
    let document = Document {
        name,
        category: &category.id,
        share: false,
        content: Content::bytes(file.content),
    };
    let answer = client.upload_file(carrying.employee, document).await;
    crash::point(Point::AfterUploadAnswer);
    Ok(match answer {
        Ok(_) => Outcome::Done("the document was stored"),
        Err(error) => after_writing(error),
    })
}

/// Where a document belongs, among the categories this key may put files into.
fn place<'a>(categories: &'a [FileCategory], kind: &str) -> Option<&'a FileCategory> {
    let kind = kind.to_lowercase();
    let usable = || {
        categories
            .iter()
            .filter(|category| category.can_upload_files)
    };
    let wanted = PLACES
        .iter()
        .find(|(kinds, _)| kinds.iter().any(|word| kind.contains(word)))
        .map(|(_, names)| *names)
        .unwrap_or_default();
    let named = wanted
        .iter()
        .find_map(|word| usable().find(|category| category.name.to_lowercase().contains(word)));
    named.or_else(|| usable().next())
}

pub(super) async fn photo(carrying: Carrying<'_>) -> Result<Outcome, LedgerError> {
    let (sender, lease) = (carrying.step.sender, carrying.step.lease);
    let client = carrying.step.bamboohr.client();
    let uploaded = ["isPhotoUploaded"];
    match client
        .employee(carrying.employee, &uploaded, AsOf::Today)
        .await
    {
        Ok(values)
            if values
                .text("isPhotoUploaded")
                .is_some_and(|text| text == "true") =>
        {
            return Ok(Outcome::Done("there is a photo"));
        }
        Ok(_) => {}
        Err(error) => return Ok(Outcome::Later(error)),
    }
    let candidate = &carrying.step.record.candidate;
    let Some(photo) = sender.ledger.file(&lease.account, candidate, PHOTO).await? else {
        return Ok(Outcome::Failed(problems::no_content("The photo")));
    };
    let client = match carrying.leaves().await? {
        Ok(client) => client,
        Err(outcome) => return Ok(outcome),
    };
    let content = Content::bytes(photo.content);
    let answer = client.upload_photo(carrying.employee, content).await;
    crash::point(Point::AfterPhotoAnswer);
    Ok(match answer {
        Ok(()) => Outcome::Done("the photo was stored"),
        Err(error) => after_writing(error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(id: u64, name: &str, can_upload: &str) -> FileCategory {
        let text =
            format!(r#"{{"id":{id},"name":"{name}","canUploadFiles":"{can_upload}","files":[]}}"#);
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_document_goes_where_its_kind_belongs_and_else_where_there_is_room() {
        let categories = [
            category(10, "Workflow Attachments", "yes"),
            category(12, "Signed Documents", "yes"),
            category(13, "Resumes and Applications", "yes"),
            category(14, "Signed elsewhere", "no"),
        ];
        for (kind, wanted) in [
            ("Resume", "13"),
            ("Cover letter", "13"),
            ("Signed offer", "12"),
            ("Portrait", "10"),
        ] {
            let found = place(&categories, kind).unwrap();
            assert_eq!(found.id.as_str(), wanted, "{kind}");
        }
        assert!(place(&[category(14, "Signed", "no")], "Resume").is_none());
    }
}
