//! Status, headers and body of a refusal.

#![no_main]

use bamboohr::readers::refusal;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let [high, low, text @ ..] = input {
        refusal(u16::from_be_bytes([*high, *low]) % 1000, text);
    }
});
