#![no_main]

#[path = "../targets.rs"]
#[allow(dead_code, reason = "one of its bodies")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::csv(bytes));
