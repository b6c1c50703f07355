//! Which files go along: documents with their category and whether the employee may see them, and the photo's square.

use handoff::interface::NewSend;
use handoff::photo::{Crop, PhotoSize};
use handoff::{ChosenDocument, OfferedDocument, Submission};

use super::FormModel;

impl FormModel {
    /// What a send of these entries carries.
    pub fn new_send(&self, submission: Submission) -> NewSend {
        let goes_along = |document: &&OfferedDocument| self.has_document(document);
        let documents = self.form.documents.iter().filter(goes_along);
        NewSend {
            submission,
            documents: documents
                .map(|document| ChosenDocument {
                    name: document.name.clone(),
                    category: self.chosen_category(&document.name),
                    share: self.is_shared(&document.name),
                })
                .collect(),
            photo: self.has_photo(),
            crop: self.draft.crop.filter(|_| self.has_photo()),
        }
    }

    /// Whether a document goes along.
    pub fn has_document(&self, document: &OfferedDocument) -> bool {
        document.can_go() && !self.draft.without.documents.contains(&document.name)
    }

    /// How many files go along.
    pub fn count_files(&self) -> usize {
        let documents = self.form.documents.iter();
        let going = documents.filter(|document| self.has_document(document));
        going.count() + usize::from(self.has_photo())
    }

    /// Somebody ticked or emptied the box of a document.
    pub fn choose_document(&mut self, name: &str, goes_along: bool) {
        let documents = &mut self.draft.without.documents;
        if goes_along {
            documents.remove(name);
        } else {
            documents.insert(name.to_owned());
        }
    }

    /// The category of a document: the chosen one, or where it belongs.
    pub fn category(&self, document: &OfferedDocument) -> Option<String> {
        let chosen = self.chosen_category(&document.name);
        chosen.or_else(|| document.category.clone())
    }

    fn chosen_category(&self, name: &str) -> Option<String> {
        let mut chosen = self.draft.categories.iter();
        let found = chosen.find(|(document, _)| document == name);
        found.map(|(_, category)| category.clone())
    }

    /// Somebody chose a category. The one where the document belongs needs no choice.
    pub fn choose_category(&mut self, document: &OfferedDocument, category: String) {
        let categories = &mut self.draft.categories;
        categories.retain(|(name, _)| *name != document.name);
        if document.category.as_ref() != Some(&category) {
            categories.push((document.name.clone(), category));
        }
    }

    /// Whether the employee may see a document.
    pub fn is_shared(&self, name: &str) -> bool {
        self.draft.shared.contains(name)
    }

    /// Somebody ticked or emptied that box.
    pub fn share_document(&mut self, name: &str, is_shared: bool) {
        if is_shared {
            self.draft.shared.insert(name.to_owned());
        } else {
            self.draft.shared.remove(name);
        }
    }

    /// Whether the photo goes along.
    pub fn has_photo(&self) -> bool {
        self.form.has_photo() && !self.draft.without.photo
    }

    /// Somebody ticked or emptied the box of the photo.
    pub fn choose_photo(&mut self, goes_along: bool) {
        self.draft.without.photo = !goes_along;
    }

    /// The square of the photo: the chosen one, or the usual one.
    pub fn crop(&self) -> Option<Crop> {
        let size = self.photo_size()?;
        self.draft.crop.or_else(|| size.suggested())
    }

    /// Somebody moved the square. One that does not fit becomes the nearest that does.
    pub fn choose_crop(&mut self, wanted: Crop) {
        let Some(size) = self.photo_size() else {
            return;
        };
        let chosen = size.nearest(wanted);
        self.draft.crop = chosen.filter(|_| chosen != size.suggested());
    }

    fn photo_size(&self) -> Option<PhotoSize> {
        self.form.photo.as_ref()?.size
    }
}
