//! How much an answer may hold. A value takes two bytes of JSON (`,1`) and ten to twenty times as many in memory, so a
//! limit of bytes alone is none.

/// Most values of an answer: a hundred for each of 5,000 people.
const MOST_VALUES: usize = 500_000;

/// Whether this text, if it is JSON, holds more values than any answer of BambooHR's.
pub(crate) fn holds_too_much(json: &[u8]) -> bool {
    let (mut values, mut is_text, mut is_escaped) = (0, false, false);
    for byte in json {
        match (is_text, byte) {
            (true, _) if is_escaped => is_escaped = false,
            (true, b'\\') => is_escaped = true,
            (_, b'"') => is_text = !is_text,
            // Each begins a value, at the latest after it.
            (false, b',' | b'[' | b'{') => values += 1,
            _ => {}
        }
    }
    values > MOST_VALUES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_and_what_stands_in_texts_is_not() {
        let list = |piece: &str, times: usize| format!("[0{}]", piece.repeat(times));
        assert!(!holds_too_much(list(",1", MOST_VALUES - 1).as_bytes()));
        assert!(holds_too_much(list(",1", MOST_VALUES).as_bytes()));
        assert!(holds_too_much(list(",[]", MOST_VALUES / 2).as_bytes()));
        let text = format!("[\"\\\"{}\"]", ",".repeat(MOST_VALUES * 2));
        assert!(!holds_too_much(text.as_bytes()));
        let text = format!("[\"\\\\\",{}]", ",".repeat(MOST_VALUES));
        assert!(holds_too_much(text.as_bytes()));
    }
}
