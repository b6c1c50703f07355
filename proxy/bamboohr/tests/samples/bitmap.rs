//! A picture for tests of photos.

/// A grey bitmap of this size.
pub(crate) fn bitmap(width: u32, height: u32) -> Vec<u8> {
    let pixels = height * (width * 3).next_multiple_of(4);
    let mut bitmap = b"BM".to_vec();
    for number in [54 + pixels, 0, 54, 40, width, height] {
        bitmap.extend(number.to_le_bytes());
    }
    bitmap.extend([1, 0, 24, 0]);
    for number in [0, pixels, 2835, 2835, 0, 0] {
        bitmap.extend(number.to_le_bytes());
    }
    bitmap.resize(usize::try_from(54 + pixels).unwrap(), 0x80);
    bitmap
}
