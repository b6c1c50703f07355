//! JSON that is too much to be read: a value takes two bytes of it, and twenty times as many in memory.

/// More values than anything of Pinpoint's holds.
const MOST_VALUES: usize = 300_000;

/// Whether there are more values than may be; what stands in texts may count as well.
pub(crate) fn holds_too_much(json: &[u8]) -> bool {
    let begins = json
        .iter()
        .filter(|byte| matches!(byte, b',' | b'[' | b'{'));
    begins.count() > MOST_VALUES
}
