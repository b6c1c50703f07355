//! The files of the sample candidates, made when the demonstration is filled: a page that says what it is,
//! and a picture. Nothing of them is anybody's.

/// A PDF document of one page with these lines.
pub(super) fn page(lines: &[&str]) -> Vec<u8> {
    let mut text = String::from("BT /F1 14 Tf 20 TL 72 760 Td\n");
    for line in lines {
        let plain = line.chars().map(|letter| match letter {
            '(' | ')' | '\\' => ' ',
            letter if letter.is_ascii() => letter,
            _ => '?',
        });
        text.push_str(&format!("({}) Tj T*\n", plain.collect::<String>()));
    }
    text.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut document = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(document.len());
        document.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let table = document.len();
    document.push_str(&format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    ));
    for place in places {
        document.push_str(&format!("{place:010} 00000 n \n"));
    }
    document.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    ));
    document.into_bytes()
}

/// Pixels of a portrait, which is taller than wide as most are: of it a square is chosen, of 150 or more.
const WIDTH: u32 = 200;
const HEIGHT: u32 = 260;

/// A BMP picture: a head and shoulders in one colour on another.
pub(super) fn portrait(colour: [u8; 3]) -> Vec<u8> {
    // Rows are padded to four bytes.
    let row = (WIDTH * 3).next_multiple_of(4);
    let size = row * HEIGHT;
    let mut picture = Vec::new();
    picture.extend(b"BM");
    for number in [
        54 + size,
        0,
        54,
        40,
        WIDTH,
        HEIGHT,
        1 | (24 << 16),
        0,
        size,
        2835,
        2835,
        0,
        0,
    ] {
        picture.extend(number.to_le_bytes());
    }
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let pixel = if is_person(x, y) { [240; 3] } else { colour };
            picture.extend(pixel);
        }
        picture.resize(
            picture.len() + usize::try_from(row - WIDTH * 3).unwrap_or(0),
            0,
        );
    }
    picture
}

/// From below: shoulders, then a head.
fn is_person(x: u32, y: u32) -> bool {
    let away = |x0: u32, y0: u32| x.abs_diff(x0).pow(2) + y.abs_diff(y0).pow(2);
    away(100, 165) < 40_u32.pow(2) || away(100, 30) < 80_u32.pow(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portrait_is_as_large_as_its_header_says() {
        let picture = portrait([10, 20, 30]);
        let size = u32::from_le_bytes(picture[2..6].try_into().unwrap());
        assert_eq!(usize::try_from(size).unwrap(), picture.len());
        assert!(picture.starts_with(b"BM"));
    }

    #[test]
    fn every_object_of_a_page_stands_where_its_table_says() {
        let document = String::from_utf8(page(&["Resume of (somebody)", "Zoë"])).unwrap();
        let table = document.split("xref\n0 6\n").nth(1).unwrap();
        for (index, line) in table.lines().skip(1).take(5).enumerate() {
            let place: usize = line[..10].parse().unwrap();
            assert!(document[place..].starts_with(&format!("{} 0 obj", index + 1)));
        }
        assert!(document.contains("(Zo?) Tj"));
    }
}
