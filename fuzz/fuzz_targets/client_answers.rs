//! Bodies of answers, for every reader of the client. The first byte chooses the reader, the second whether
//! the rest is a body of its own or a list of edits to a body that can be read.

#![no_main]

use bamboohr::readers::ALL;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let [reader, form, rest @ ..] = input else {
        return;
    };
    let Some(reader) = ALL.get(usize::from(*reader) % ALL.len()) else {
        return;
    };
    if form % 2 == 0 {
        (reader.reads)(rest);
    } else {
        (reader.reads)(&edited(reader.sample.as_bytes(), rest));
    }
});

/// Each edit is a place, a length to take out, a length to put in, and what to put in.
fn edited(sample: &[u8], mut edits: &[u8]) -> Vec<u8> {
    let mut body = sample.to_vec();
    while let [place, out, into, rest @ ..] = edits {
        let start = (usize::from(*place) * 3).min(body.len());
        let end = (start + usize::from(out % 8)).min(body.len());
        let (put, left) = rest.split_at(usize::from(into % 16).min(rest.len()));
        body.splice(start..end, put.iter().copied());
        edits = left;
    }
    body
}
