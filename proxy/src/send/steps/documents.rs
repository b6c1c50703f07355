//! Documents and the photo of a candidate. What is there already is not uploaded again.

use bamboohr::{AsOf, CategoryId, Content, Document};
use handoff::Step as PlanStep;
use handoff::form::category_for;
use handoff::photo::Crop;

use super::super::problems;
use super::{Carrying, Outcome, after_writing};
use crate::catalogue;
use crate::crash::{self, Point};
use crate::forms::PHOTO;
use crate::ledger::LedgerError;
use crate::photo;

pub(super) async fn document(
    carrying: Carrying<'_>,
    planned: &PlanStep,
) -> Result<Outcome, LedgerError> {
    let PlanStep::UploadDocument {
        name,
        kind,
        bytes,
        category,
        share,
    } = planned
    else {
        return Ok(Outcome::Done("no document"));
    };
    let (sender, lease) = (carrying.step.sender, carrying.step.lease);
    let client = carrying.step.bamboohr.client();
    let categories = match client.files(carrying.employee).await {
        Ok(categories) => categories,
        Err(error) => return Ok(Outcome::Later(error)),
    };
    let files = categories.iter().flat_map(|category| &category.files);
    let is_there = |file: &bamboohr::StoredFile| {
        let names = [Some(file.name.as_str()), file.original_file_name.as_deref()];
        names
            .into_iter()
            .flatten()
            .any(|stored| stored == name.as_str())
            && file.size.is_none_or(|size| size == *bytes)
    };
    if files.into_iter().any(is_there) {
        return Ok(Outcome::Done("the document is there"));
    }
    let usable = catalogue::usable(&categories);
    let place = match category {
        Some(wanted) => usable.iter().find(|usable| usable.id == *wanted),
        None => category_for(&usable, kind),
    };
    let Some(place) = place.and_then(|place| CategoryId::parse(&place.id)) else {
        return Ok(Outcome::Failed(match category {
            Some(_) if !usable.is_empty() => problems::category_gone(),
            _ => problems::no_category(),
        }));
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
        category: &place,
        share: *share,
        content: Content::bytes(file.content),
    };
    let answer = client.upload_file(carrying.employee, document).await;
    crash::point(Point::AfterUploadAnswer);
    Ok(match answer {
        Ok(_) => Outcome::Done("the document was stored"),
        Err(error) => after_writing(error),
    })
}

pub(super) async fn photo(
    carrying: Carrying<'_>,
    crop: Option<Crop>,
) -> Result<Outcome, LedgerError> {
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
    let cut = photo::in_turn(move || photo::cropped(&photo.content, crop)).await;
    let Some(Ok(square)) = cut else {
        return Ok(Outcome::Failed(problems::no_picture()));
    };
    let client = match carrying.leaves().await? {
        Ok(client) => client,
        Err(outcome) => return Ok(outcome),
    };
    let content = Content::bytes(square);
    let answer = client.upload_photo(carrying.employee, content).await;
    crash::point(Point::AfterPhotoAnswer);
    Ok(match answer {
        Ok(()) => Outcome::Done("the photo was stored"),
        Err(error) => after_writing(error),
    })
}
