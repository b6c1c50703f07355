//! The square of a candidate's photo that BambooHR stores.
//!
//! Only numbers: which squares there can be. Nothing here reads a picture.

use serde::{Deserialize, Serialize};

/// The shortest side of a photo that BambooHR takes, in pixels.
pub const SMALLEST_SIDE: u32 = 150;

/// Width and height in pixels, as the picture stands upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhotoSize {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// A square of the picture, in pixels from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Crop {
    /// Distance from the left.
    pub left: u32,
    /// Distance from the top.
    pub top: u32,
    /// Length of its sides.
    pub side: u32,
}

impl PhotoSize {
    /// The longest side that a square of this picture can have.
    pub fn longest_square(self) -> u32 {
        self.width.min(self.height)
    }

    /// Whether some square of it is large enough for BambooHR.
    pub fn is_large_enough(self) -> bool {
        self.longest_square() >= SMALLEST_SIDE
    }

    /// The largest square, in the middle of a wide picture and in the upper third of a tall one, where faces are.
    /// `None` for a picture that is too small.
    pub fn suggested(self) -> Option<Crop> {
        let side = self.longest_square();
        self.is_large_enough().then(|| Crop {
            left: (self.width - side) / 2,
            top: (self.height - side) / 3,
            side,
        })
    }

    /// Whether the square lies in the picture and is large enough.
    pub fn allows(self, crop: Crop) -> bool {
        let ends_within = |start: u32, length: u32| {
            start
                .checked_add(crop.side)
                .is_some_and(|end| end <= length)
        };
        crop.side >= SMALLEST_SIDE
            && ends_within(crop.left, self.width)
            && ends_within(crop.top, self.height)
    }

    /// The square that comes closest to the one that is wanted.
    pub fn nearest(self, wanted: Crop) -> Option<Crop> {
        let longest = self.longest_square();
        self.is_large_enough().then(|| {
            let side = wanted.side.clamp(SMALLEST_SIDE, longest);
            Crop {
                left: wanted.left.min(self.width - side),
                top: wanted.top.min(self.height - side),
                side,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn size(width: u32, height: u32) -> PhotoSize {
        PhotoSize { width, height }
    }

    const fn crop(left: u32, top: u32, side: u32) -> Crop {
        Crop { left, top, side }
    }

    #[test]
    fn the_suggested_square_is_the_largest_one_and_always_allowed() {
        let cases = [
            (size(400, 300), Some(crop(50, 0, 300))),
            (size(300, 600), Some(crop(0, 100, 300))),
            (size(150, 150), Some(crop(0, 0, 150))),
            (size(149, 4000), None),
            (size(0, 0), None),
        ];
        for (size, suggested) in cases {
            assert_eq!(size.suggested(), suggested, "{size:?}");
            assert!(suggested.is_none_or(|crop| size.allows(crop)));
        }
    }

    #[test]
    fn a_square_outside_the_picture_or_too_small_is_not_allowed_and_the_nearest_one_is() {
        let size = size(400, 300);
        for wrong in [
            crop(101, 0, 300),
            crop(0, 1, 300),
            crop(0, 0, 301),
            crop(0, 0, 149),
            crop(u32::MAX, 0, 200),
            crop(0, u32::MAX, 200),
            crop(0, 0, u32::MAX),
        ] {
            assert!(!size.allows(wrong), "{wrong:?}");
            assert!(size.allows(size.nearest(wrong).unwrap()), "{wrong:?}");
        }
        assert_eq!(size.nearest(crop(20, 10, 200)), Some(crop(20, 10, 200)));
    }
}
