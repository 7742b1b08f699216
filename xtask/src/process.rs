//! Runs other programs, and takes them along when this one is told to stop.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::failure::{Failure, Result};
use crate::interrupt;

/// How long a program may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(10);

/// Runs a program to its end, with its output going where ours goes; fails unless it succeeds.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = wait(spawn(command)?)?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{}` failed ({status})", line(command)))) }
}

/// Runs a program to its end and returns what it printed; fails unless it succeeds.
///
/// For short programs: a signal is noticed only after the program has ended.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let Output { status, stdout, stderr } =
        command.stdin(Stdio::null()).output().map_err(|error| cannot_run(command, &error))?;
    interrupt::check()?;
    if status.success() {
        return Ok(String::from_utf8_lossy(&stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&stderr);
    Err(Failure::new(format!("`{}` failed ({status})\n{}", line(command), said.trim_end())))
}

/// What a program printed, and whether it succeeded.
pub(crate) struct Printed {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) success: bool,
}

/// Runs a program to its end and returns what it printed, whether it succeeds or not.
pub(crate) fn output_of_any(command: &mut Command) -> Result<Printed> {
    let mut child = spawn(command.stdout(Stdio::piped()).stderr(Stdio::piped()))?;
    // Each pipe is read by a thread of its own, so that none fills up while we wait.
    let stdout = child.stdout.take().map(|pipe| thread::spawn(move || io::read_to_string(pipe)));
    let stderr = child.stderr.take().map(|pipe| thread::spawn(move || io::read_to_string(pipe)));
    let success = wait(child)?.success();
    let text = |reader: Option<thread::JoinHandle<io::Result<String>>>| {
        let read = reader.and_then(|reader| reader.join().ok()).unwrap_or_else(|| Ok(String::new()));
        read.map_err(|error| Failure::new(format!("cannot read the output of `{}`: {error}", line(command))))
    };
    Ok(Printed { stdout: text(stdout)?, stderr: text(stderr)?, success })
}

/// Starts a program in a process group of its own, so that a Ctrl-C reaches it through us alone, and with all it starts.
pub(crate) fn spawn(command: &mut Command) -> Result<Child> {
    command.stdin(Stdio::null()).process_group(0).spawn().map_err(|error| cannot_run(command, &error))
}

/// Waits for a program started by [`spawn`]; on a signal ends it with all that it started.
fn wait(mut child: Child) -> Result<ExitStatus> {
    loop {
        if let Some(status) = try_wait(&mut child)? {
            return Ok(status);
        }
        if let Err(interrupted) = interrupt::check() {
            end_group(&mut child);
            return Err(interrupted);
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// The program's status, once it has ended.
pub(crate) fn try_wait(child: &mut Child) -> Result<Option<ExitStatus>> {
    child.try_wait().map_err(|error| Failure::new(format!("cannot wait for process {}: {error}", child.id())))
}

fn end_group(child: &mut Child) {
    let pid = pid(child);
    // Either may fail only because nobody is left to be ended.
    let _ = kill_process_group(pid, Signal::TERM);
    ended_within(child, GRACE);
    let _ = kill_process_group(pid, Signal::KILL);
    let _ = child.wait();
}

/// Ends a program by each of these signals in turn, until it is gone; by `SIGKILL` at last.
pub(crate) fn end(child: &mut Child, signals: &[Signal]) {
    for &signal in signals {
        let _ = kill_process(pid(child), signal);
        if ended_within(child, GRACE) {
            return;
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn ended_within(child: &mut Child, limit: Duration) -> bool {
    let start = Instant::now();
    while start.elapsed() < limit {
        // An error means that there is no such child any more.
        if !matches!(child.try_wait(), Ok(None)) {
            return true;
        }
        thread::sleep(Duration::from_millis(10));
    }
    false
}

fn pid(child: &Child) -> Pid {
    Pid::from_child(child)
}

fn cannot_run(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot run `{}`: {error}", line(command)))
}

/// The command as one would type it.
pub(crate) fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
