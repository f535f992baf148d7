//! The program: hands its words to the command line and its exit status to the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    fangtan::cli::run()
}
