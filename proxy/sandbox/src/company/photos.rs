//! A person's photo: square, large enough, and of a format that the bytes themselves show. What the sender calls
//! it does not matter. Pixels are not decoded: a picture is taken for sound when its header can be read.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use imagesize::ImageType;
use serde_json::Value;

use super::{COMPANY, Caller, Company, Refusal};

const SMALLEST_SIDE: usize = 150;

/// Why a photo was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhotoRefusal {
    Missing,
    NotBase64,
    NotReadable,
    FormatNotAccepted,
    NotSquare,
    TooSmall,
}

impl PhotoRefusal {
    pub(super) fn status(self) -> u16 {
        match self {
            Self::Missing | Self::NotBase64 => 400,
            Self::NotReadable => 402,
            Self::FormatNotAccepted | Self::NotSquare | Self::TooSmall => 415,
        }
    }

    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Missing => "A photo is required",
            Self::NotBase64 => "fileBase64 is not valid Base64",
            Self::NotReadable => "The image could not be processed",
            Self::FormatNotAccepted => "The photo must be a JPEG, PNG, BMP or GIF",
            Self::NotSquare => "The photo must be square",
            Self::TooSmall => "The photo must be at least 150 by 150 pixels",
        }
    }
}

impl Company {
    /// Sets or replaces the photo of an employee.
    pub(crate) fn set_photo(
        &mut self,
        caller: &Caller,
        id: &str,
        photo: Option<Bytes>,
    ) -> Result<(), Refusal> {
        let employee = self.employee_for(caller, id)?.id;
        if !caller.may_edit_files() {
            return Err(Refusal::NotPermitted);
        }
        let photo = photo
            .filter(|bytes| !bytes.is_empty())
            .ok_or(PhotoRefusal::Missing)?;
        self.check_size(&photo)?;
        check_picture(&photo)?;
        self.cabinet.set_photo(employee, &photo);
        Ok(())
    }

    /// The photo of an employee with its type, as the bytes show it.
    pub(crate) fn photo(&self, employee: u64) -> Option<(&'static str, Bytes)> {
        let photo = self.cabinet.photo(employee)?;
        let bytes = self.cabinet.content(photo.id)?;
        let content_type = match imagesize::image_type(bytes).ok()? {
            ImageType::Jpeg => "image/jpeg",
            ImageType::Png => "image/png",
            ImageType::Bmp => "image/bmp",
            ImageType::Gif => "image/gif",
            _ => return None,
        };
        Some((content_type, bytes.clone()))
    }

    /// Where the real web application shows the photo.
    pub(super) fn photo_url(&self, employee: u64) -> Option<String> {
        let photo = self.cabinet.photo(employee)?;
        Some(format!(
            "https://{COMPANY}.bamboohr.com/employees/photos/?id={employee}&version={}",
            photo.id
        ))
    }
}

/// The picture in a JSON body `{"fileBase64":"…"}`.
pub(crate) fn photo_in_json(body: &[u8]) -> Result<Option<Bytes>, Refusal> {
    let sent: Value = serde_json::from_slice(body).map_err(|_| Refusal::NotJson)?;
    if !sent.is_object() {
        return Err(Refusal::NotAnObject);
    }
    let Some(text) = sent.get("fileBase64").and_then(Value::as_str) else {
        return Ok(None);
    };
    let decoded = STANDARD.decode(text).map_err(|_| PhotoRefusal::NotBase64)?;
    Ok(Some(Bytes::from(decoded)))
}

fn check_picture(bytes: &[u8]) -> Result<(), PhotoRefusal> {
    match imagesize::image_type(bytes) {
        Ok(ImageType::Jpeg | ImageType::Png | ImageType::Bmp | ImageType::Gif) => {}
        _ => return Err(PhotoRefusal::FormatNotAccepted),
    }
    let size = imagesize::blob_size(bytes).map_err(|_| PhotoRefusal::NotReadable)?;
    if size.width.abs_diff(size.height) > 1 {
        return Err(PhotoRefusal::NotSquare);
    }
    if size.width.min(size.height) < SMALLEST_SIDE {
        return Err(PhotoRefusal::TooSmall);
    }
    Ok(())
}

impl From<PhotoRefusal> for Refusal {
    fn from(refusal: PhotoRefusal) -> Self {
        Self::Photo(refusal)
    }
}

#[cfg(test)]
mod tests;
