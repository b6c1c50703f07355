//! Documents and the photo.

use super::*;
use crate::form_model::sample::{document, photo};
use handoff::photo::Crop;
use handoff::{ChosenDocument, DocumentCategory};

fn with_files() -> Form {
    let mut form = form();
    form.documents = ["cv.pdf", "offer.pdf"].map(document).into();
    form.categories = ["Resumes", "Signed"]
        .map(|name| DocumentCategory {
            id: name.to_lowercase(),
            name: name.to_owned(),
        })
        .into();
    for document in &mut form.documents {
        document.category = Some("resumes".to_owned());
    }
    form.photo = Some(photo());
    form
}

fn goes(model: &FormModel) -> (Vec<String>, bool) {
    let new = model.new_send(Submission::default());
    let names = new.documents.into_iter().map(|document| document.name);
    (names.collect(), new.photo)
}

#[test]
fn every_file_goes_along_unless_its_box_was_emptied() {
    let mut model = FormModel::new(with_files(), None);
    let both = vec!["cv.pdf".to_owned(), "offer.pdf".to_owned()];
    assert_eq!(goes(&model), (both.clone(), true));
    assert_eq!(model.count_files(), 3);
    model.choose_document("cv.pdf", false);
    model.choose_photo(false);
    assert_eq!(goes(&model), (vec!["offer.pdf".to_owned()], false));
    assert_eq!(model.count_files(), 1);
    model.choose_document("cv.pdf", true);
    assert_eq!(goes(&model), (both, false));
}

#[test]
fn what_bamboohr_would_not_take_stays_behind_whatever_a_draft_says() {
    let mut form = with_files();
    form.documents[0].problem = Some("This file is empty.".to_owned());
    form.photo.as_mut().unwrap().size = None;
    let model = FormModel::new(form, None);
    assert_eq!(goes(&model), (vec!["offer.pdf".to_owned()], false));
}

#[test]
fn a_document_goes_where_it_was_put_and_nobody_sees_it_unasked() {
    let mut model = FormModel::new(with_files(), None);
    let offered = model.form().documents[0].clone();
    assert_eq!(model.category(&offered).as_deref(), Some("resumes"));
    model.choose_category(&offered, "signed".to_owned());
    model.share_document("cv.pdf", true);
    let sent = model.new_send(Submission::default()).documents;
    let document = |name: &str, category: Option<&str>, share| ChosenDocument {
        name: name.to_owned(),
        category: category.map(str::to_owned),
        share,
    };
    let expected = [
        document("cv.pdf", Some("signed"), true),
        document("offer.pdf", None, false),
    ];
    assert_eq!(sent, expected);
    // Back where it belongs is no choice, and nothing to keep.
    model.choose_category(&offered, "resumes".to_owned());
    model.share_document("cv.pdf", false);
    assert_eq!(*model.draft(), *FormModel::new(with_files(), None).draft());
}

#[test]
fn the_square_stays_in_the_picture_and_the_usual_one_is_no_choice() {
    let mut form = with_files();
    form.photo.as_mut().unwrap().size = Some(handoff::photo::PhotoSize {
        width: 600,
        height: 400,
    });
    let mut model = FormModel::new(form, None);
    let usual = Crop {
        left: 100,
        top: 0,
        side: 400,
    };
    assert_eq!(model.crop(), Some(usual));
    model.choose_crop(Crop {
        left: 500,
        top: 300,
        side: 20,
    });
    let nearest = Crop {
        left: 450,
        top: 250,
        side: 150,
    };
    assert_eq!(model.crop(), Some(nearest));
    assert_eq!(model.new_send(Submission::default()).crop, Some(nearest));
    model.choose_crop(usual);
    assert_eq!(model.new_send(Submission::default()).crop, None);
    model.choose_crop(nearest);
    model.choose_photo(false);
    assert_eq!(model.new_send(Submission::default()).crop, None);
}
