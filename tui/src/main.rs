//! The program: everything is in the library, so that benchmarks and tests stand on the same code.

use std::process::ExitCode;

fn main() -> ExitCode {
    dientap::program()
}
