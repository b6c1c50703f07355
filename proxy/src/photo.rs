//! A candidate's photo: its size, and the square of it as BambooHR takes it.
//!
//! A candidate's file may be anything. Reading it is bounded in size and memory, and ends in a picture or in a sentence
//! for a person.

use std::io::Cursor;

use handoff::photo::{Crop, PhotoSize};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use tokio::sync::Semaphore;

/// Longest side of a picture that is read, in pixels.
const LONGEST_SIDE: u32 = 12_000;
/// Most memory that reading one may take.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// Most memory that a picture may take as pixels. Some decoders do not ask before they take it.
const MOST_PIXELS: u64 = 128 * 1024 * 1024;
/// Pictures that are read at once, by whomever.
const AT_ONCE: usize = 2;
/// Longest side of what is stored: BambooHR shows small pictures.
const LONGEST_STORED: u32 = 1_000;
const QUALITY: u8 = 90;

/// Why a file is no photo that BambooHR would take; a sentence for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoPhoto {
    /// Not one of the formats, or damaged.
    #[error("This file is no picture that can be read. JPEG, PNG, GIF, BMP and WebP can.")]
    Unreadable,
    /// More pixels than anybody needs.
    #[error(
        "This picture is too large. 5,000 by 5,000 pixels are enough, and no side may have more than 12,000."
    )]
    TooLarge,
    /// No square of 150 pixels in it.
    #[error("This picture is too small. BambooHR needs at least 150 by 150 pixels.")]
    TooSmall,
    /// A square that is not in it.
    #[error("The chosen part lies outside the picture. Choose it again.")]
    Outside,
}

/// Works on a picture where nobody waits for the answer of something else, when it is its turn. `None` when that came to
/// no end.
pub(crate) async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);
    let _turn = TURNS.acquire().await.ok()?;
    tokio::task::spawn_blocking(work).await.ok()
}

/// How large a photo is as it stands upright.
pub(crate) fn measured(content: &[u8]) -> Result<PhotoSize, NoPhoto> {
    let mut decoder = decoder(content)?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let size = match lies_on_its_side(orientation) {
        true => PhotoSize {
            width: height,
            height: width,
        },
        false => PhotoSize { width, height },
    };
    match size.is_large_enough() {
        true => Ok(size),
        false => Err(NoPhoto::TooSmall),
    }
}

/// The square of a photo, upright, as a JPEG that BambooHR takes; the suggested square when none is chosen.
pub(crate) fn cropped(content: &[u8], crop: Option<Crop>) -> Result<Vec<u8>, NoPhoto> {
    let size = measured(content)?;
    let crop = match crop {
        Some(crop) if size.allows(crop) => crop,
        Some(_) => return Err(NoPhoto::Outside),
        None => size.suggested().ok_or(NoPhoto::TooSmall)?,
    };
    let picture = upright(content)?.crop_imm(crop.left, crop.top, crop.side, crop.side);
    let picture = match crop.side > LONGEST_STORED {
        true => picture.resize_exact(
            LONGEST_STORED,
            LONGEST_STORED,
            image::imageops::FilterType::CatmullRom,
        ),
        false => picture,
    };
    written(&picture)
}

/// The whole photo, upright and no larger than `longest` pixels, for a person to look at.
pub(crate) fn shown(content: &[u8], longest: u32) -> Result<Vec<u8>, NoPhoto> {
    let picture = upright(content)?;
    let is_large = picture.width() > longest || picture.height() > longest;
    written(&match is_large {
        true => picture.thumbnail(longest, longest),
        false => picture,
    })
}

fn upright(content: &[u8]) -> Result<DynamicImage, NoPhoto> {
    let mut decoder = decoder(content)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(no_photo)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Reads the beginning, and no more of a picture that would take too much.
fn decoder(content: &[u8]) -> Result<impl ImageDecoder + '_, NoPhoto> {
    let decoder = reader(content)?.into_decoder().map_err(no_photo)?;
    match decoder.total_bytes() <= MOST_PIXELS {
        true => Ok(decoder),
        false => Err(NoPhoto::TooLarge),
    }
}

/// The content decides what it is, whatever its name says.
fn reader(content: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, NoPhoto> {
    let reader = ImageReader::new(Cursor::new(content))
        .with_guessed_format()
        .map_err(|_| NoPhoto::Unreadable)?;
    let is_known = reader.format().is_some_and(|format| {
        matches!(
            format,
            ImageFormat::Jpeg
                | ImageFormat::Png
                | ImageFormat::Gif
                | ImageFormat::Bmp
                | ImageFormat::WebP
        )
    });
    if !is_known {
        return Err(NoPhoto::Unreadable);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = reader;
    reader.limits(limits);
    Ok(reader)
}

fn lies_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// A JPEG has no transparency: what shows through is white.
fn written(picture: &DynamicImage) -> Result<Vec<u8>, NoPhoto> {
    let mut paper = image::RgbaImage::from_pixel(
        picture.width(),
        picture.height(),
        image::Rgba([255, 255, 255, 255]),
    );
    image::imageops::overlay(&mut paper, &picture.to_rgba8(), 0, 0);
    let paper = DynamicImage::ImageRgba8(paper).into_rgb8();
    let mut content = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut content, QUALITY);
    paper.write_with_encoder(encoder).map_err(no_photo)?;
    Ok(content)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what a failed reading gives"
)]
fn no_photo(error: image::ImageError) -> NoPhoto {
    match error {
        image::ImageError::Limits(_) => NoPhoto::TooLarge,
        _ => NoPhoto::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Left half red, right half blue.
    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut image = image::RgbImage::new(width, height);
        for (x, _, pixel) in image.enumerate_pixels_mut() {
            *pixel = match x < width / 2 {
                true => image::Rgb([200, 0, 0]),
                false => image::Rgb([0, 0, 200]),
            };
        }
        let mut content = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(image)
            .write_to(&mut content, format)
            .unwrap();
        content.into_inner()
    }

    /// The beginning of a PNG of so many pixels with 16 bits of each colour, and nothing after it.
    fn promise(width: u32, height: u32) -> Vec<u8> {
        let mut chunk = b"IHDR".to_vec();
        chunk.extend(width.to_be_bytes());
        chunk.extend(height.to_be_bytes());
        chunk.extend([16, 6, 0, 0, 0]);
        let checksum = chunk.iter().fold(u32::MAX, |checksum, byte| {
            (0..8).fold(checksum ^ u32::from(*byte), |checksum, _| {
                (checksum >> 1) ^ (0xedb8_8320 & (checksum & 1).wrapping_neg())
            })
        });
        let mut content = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
        content.extend(chunk);
        content.extend((!checksum).to_be_bytes());
        content.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
        content
    }

    #[test]
    fn a_picture_that_would_take_a_gigabyte_is_refused_before_any_of_it_is_taken() {
        let bomb = promise(12_000, 12_000);
        assert_eq!(measured(&bomb), Err(NoPhoto::TooLarge));
        assert_eq!(shown(&bomb, 800), Err(NoPhoto::TooLarge));
        assert_eq!(cropped(&bomb, None), Err(NoPhoto::TooLarge));
        // The same with fewer pixels is looked at, and found to be nothing.
        let small = promise(1_000, 1_000);
        assert!(measured(&small).is_ok());
        assert_eq!(shown(&small, 800), Err(NoPhoto::Unreadable));
    }

    fn read(content: &[u8]) -> image::RgbImage {
        assert_eq!(image::guess_format(content).unwrap(), ImageFormat::Jpeg);
        image::load_from_memory(content).unwrap().into_rgb8()
    }

    #[test]
    fn any_of_the_formats_becomes_a_square_jpeg() {
        for format in [
            ImageFormat::Jpeg,
            ImageFormat::Png,
            ImageFormat::Gif,
            ImageFormat::Bmp,
            ImageFormat::WebP,
        ] {
            let content = picture(400, 300, format);
            let measured = measured(&content).unwrap();
            assert_eq!((measured.width, measured.height), (400, 300), "{format:?}");
            let square = read(&cropped(&content, None).unwrap());
            assert_eq!(square.dimensions(), (300, 300), "{format:?}");
        }
    }

    #[test]
    fn the_chosen_part_is_what_is_stored() {
        let content = picture(400, 300, ImageFormat::Png);
        let crop = Crop {
            left: 0,
            top: 50,
            side: 150,
        };
        let square = read(&cropped(&content, Some(crop)).unwrap());
        assert_eq!(square.dimensions(), (150, 150));
        let image::Rgb([red, _, blue]) = *square.get_pixel(75, 75);
        assert!(red > 150 && blue < 60, "{red} {blue}");
        let outside = Crop { left: 260, ..crop };
        assert_eq!(cropped(&content, Some(outside)), Err(NoPhoto::Outside));
    }

    #[test]
    fn a_large_square_is_made_smaller_and_a_small_one_stays() {
        let side = |content: &[u8]| read(&cropped(content, None).unwrap()).width();
        assert_eq!(side(&picture(1600, 1400, ImageFormat::Png)), LONGEST_STORED);
        assert_eq!(side(&picture(160, 150, ImageFormat::Png)), 150);
        let seen = shown(&picture(1600, 800, ImageFormat::Png), 400).unwrap();
        assert_eq!(read(&seen).dimensions(), (400, 200));
    }

    #[test]
    fn what_is_no_photo_says_why() {
        let small = picture(149, 600, ImageFormat::Png);
        assert_eq!(measured(&small), Err(NoPhoto::TooSmall));
        assert_eq!(cropped(&small, None), Err(NoPhoto::TooSmall));
        let whole = picture(400, 300, ImageFormat::Png);
        let half = &whole[..whole.len() / 3];
        for nothing in [&b""[..], b"%PDF-1.7", b"<svg xmlns='x'/>", half] {
            assert_eq!(cropped(nothing, None), Err(NoPhoto::Unreadable));
        }
    }

    #[test]
    fn a_picture_that_says_it_is_huge_is_refused_without_the_memory_for_it() {
        let mut content = picture(400, 300, ImageFormat::Bmp);
        content[18..22].copy_from_slice(&200_000_i32.to_le_bytes());
        content[22..26].copy_from_slice(&200_000_i32.to_le_bytes());
        assert!(cropped(&content, None).is_err());
    }

    #[test]
    fn a_photo_that_lies_on_its_side_is_measured_and_cut_upright() {
        let content = turned(&picture(400, 300, ImageFormat::Jpeg));
        let measured = measured(&content).unwrap();
        assert_eq!((measured.width, measured.height), (300, 400));
        let top = Crop {
            left: 0,
            top: 0,
            side: 150,
        };
        let square = read(&cropped(&content, Some(top)).unwrap());
        let image::Rgb([red, _, blue]) = *square.get_pixel(75, 75);
        assert!(red > 150 && blue < 60, "{red} {blue}");
    }

    /// With the mark of a camera that was held upright: turn by 90 degrees.
    fn turned(jpeg: &[u8]) -> Vec<u8> {
        let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut turned = jpeg[..2].to_vec();
        turned.extend([0xff, 0xe1]);
        turned.extend(length);
        turned.extend(exif);
        turned.extend(&jpeg[2..]);
        turned
    }
}
