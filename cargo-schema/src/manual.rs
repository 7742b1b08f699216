//! `cargo schema man` and `cargo schema completions`: what a package of the program has besides it.

use std::io::{self, Write};

use clap::{Args, Command, CommandFactory as _};
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::failure::{Failure, Result};

pub(crate) const AFTER_MAN: &str = "\
Examples:
  cargo schema man | man -l -
  cargo schema man check > cargo-schema-check.1";

pub(crate) const AFTER_COMPLETIONS: &str = "\
Examples:
  cargo schema completions bash > ~/.local/share/bash-completion/completions/cargo-schema
  cargo schema completions fish > ~/.config/fish/completions/cargo-schema.fish";

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The command whose page is printed; without it, that of the program
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Prints a page of the manual.
pub(crate) fn man(options: &Man, out: &mut dyn Write) -> Result<()> {
    let mut program = Arguments::command();
    program.build();
    let page = match &options.command {
        None => program,
        Some(name) => {
            let Some(command) = program.find_subcommand(name) else { return Err(unknown(&program, name)) };
            command.clone()
        }
    };
    written(clap_mangen::Man::new(page).render(out))
}

/// Prints what a shell completes.
pub(crate) fn completions(options: &Completions, out: &mut dyn Write) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "cargo-schema", &mut script);
    written(out.write_all(&script))
}

fn unknown(program: &Command, name: &str) -> Failure {
    let known: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
    let help = match schema_catalog::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: `{}`", known.join("`, `")),
    };
    Failure::Usage(format!("there is no command `{name}`\nhelp: {help}"))
}

fn written(done: io::Result<()>) -> Result<()> {
    done.map_err(|error| Failure::output(&error))
}
