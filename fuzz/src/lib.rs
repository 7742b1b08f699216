//! Hands the targets of `schema-fuzz` to libFuzzer.

use std::path::Path;

pub use libfuzzer_sys;
pub use schema_fuzz::Target;

/// Makes the program of a target.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        $crate::libfuzzer_sys::fuzz_target!(init: $crate::begin($name), |input: &[u8]| {
            $crate::Target::named($name).run(input)
        });
        $crate::libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            $crate::mutate($name, data, size, max_size, seed)
        });
    };
}

/// Makes all ready, before libFuzzer looks at its folder of inputs.
pub fn begin(name: &str) {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("schema-fuzz");
    // SAFETY: no other thread has been started yet.
    unsafe { std::env::set_var("CARGO_MANIFEST_DIR", package) };
    Target::named(name).write_seeds();
}

/// Changes an input, most often by what the seeds hold, else as libFuzzer does.
pub fn mutate(name: &str, data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let by_seeds = (seed % 4 != 0).then(|| Target::named(name).mutated(&data[..size], seed / 4)).flatten();
    let Some(text) = by_seeds else { return libfuzzer_sys::fuzzer_mutate(data, size, max_size) };
    let end = text.floor_char_boundary(max_size.min(data.len()));
    data[..end].copy_from_slice(&text.as_bytes()[..end]);
    end
}
