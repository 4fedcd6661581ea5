//! The command line's door: what was typed goes in, an exit status comes out.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Gives back what long articles leave behind. The C library's allocator keeps it once for every thread that has read one: 1.9 GB of 16
/// jobs over texts of 5 MB.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    one_thread_a_product();
    onrecord::cli::run(std::env::args_os()).into()
}

/// The tensor library starts threads inside every product unless this variable says one; our workers, one article each,
/// would fight with them. It reads nothing but the environment.
#[allow(unsafe_code, reason = "no other thread exists yet that could read the environment meanwhile")]
fn one_thread_a_product() {
    // SAFETY: the first thing that the program does, on its only thread.
    unsafe { std::env::set_var("RAYON_NUM_THREADS", "1") };
}
