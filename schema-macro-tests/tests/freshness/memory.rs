//! What programs hold in memory that are used for long: it must not be ever more.
//!
//! They are used so often, or for so many minutes as `SCHEMA_TEST_MINUTES` says; `cargo xtask soak` says so.

use std::io::Write as _;
use std::time::{Duration, Instant};
use std::{env, fmt, fs, io};

/// How often it is looked at, from the first time on.
const LOOKS: u32 = 6;

/// What a program held.
pub(crate) struct Held {
    name: String,
    process: u32,
    uses: u64,
    first: u64,
    last: u64,
}

impl Held {
    /// How much more it holds in the end, in KB.
    pub(crate) fn grown(&self) -> u64 {
        self.last.saturating_sub(self.first)
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, uses, first, last, .. } = self;
        write!(f, "{name}: {first} KB of memory at first, {last} KB after {uses} uses")
    }
}

/// Uses programs, each told by its name and its process: first until they hold what they keep for later, then so many times.
///
/// Nothing is told where the system does not say what a process holds.
///
/// # Panics
///
/// If a program has ended.
pub(crate) fn held(programs: &[(&str, u32)], warm_up: u64, times: u64, mut use_them: impl FnMut(u64)) -> Vec<Held> {
    if !fs::exists("/proc/self/status").is_ok_and(|known| known) {
        return Vec::new();
    }
    let minutes = env::var("SCHEMA_TEST_MINUTES").ok();
    let minutes: Option<f64> = minutes.map(|text| text.parse().expect("SCHEMA_TEST_MINUTES is a number"));
    let mut uses = 0;
    let mut use_for = |times: u64, minutes: Option<f64>| {
        let (begun, most) = (Instant::now(), minutes.map(|minutes| Duration::from_secs_f64(minutes * 60.0)));
        let mut done = 0;
        while most.map_or(done < times, |most| begun.elapsed() < most) {
            use_them(uses);
            uses += 1;
            done += 1;
        }
        done
    };

    use_for(warm_up, None);
    use_for(0, minutes.map(|minutes| minutes / f64::from(2 * LOOKS)));
    let mut held: Vec<Held> = programs
        .iter()
        .map(|&(name, process)| {
            let now = memory(process);
            Held { name: name.to_owned(), process, uses: 0, first: now, last: now }
        })
        .collect();
    for look in 1..=LOOKS {
        let done = use_for(times / u64::from(LOOKS), minutes.map(|minutes| minutes / f64::from(LOOKS)));
        for program in &mut held {
            program.last = memory(program.process);
            program.uses += done;
            if let Some(minutes) = minutes {
                // What takes long is followed; no test harness withholds this.
                let after = minutes * f64::from(look) / f64::from(LOOKS);
                let _ = writeln!(io::stdout(), "{after:>5.1} min  {program}");
            }
        }
    }
    held
}

/// What a process holds, in KB.
fn memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("the program runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("the program has not ended");
    line.trim_end_matches("kB").trim().parse().expect("a number")
}
