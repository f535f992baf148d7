//! Whole processes, by the operating system's own account of each.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use wait4::Wait4 as _;

/// What one run of a command cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    cpu_ms: f64,
    wall_ms: f64,
    peak_bytes: u64,
}

impl Cost {
    pub fn wall_ms(self) -> f64 {
        self.wall_ms
    }

    pub fn peak_mb(self) -> u64 {
        self.peak_bytes >> 20
    }
}

/// Runs a command to its end; what it prints goes nowhere unless the caller set a place.
pub fn run(command: &mut Command) -> Result<Cost> {
    let begin = Instant::now();
    let used = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("starting {}", command.get_program().display()))?
        .wait4()?;
    let wall_ms = begin.elapsed().as_secs_f64() * 1e3;
    ensure!(used.status.success(), "{command:?} failed");
    Ok(Cost {
        cpu_ms: (used.rusage.utime + used.rusage.stime).as_secs_f64() * 1e3,
        wall_ms,
        peak_bytes: used.rusage.maxrss,
    })
}

/// A command of ours beside another that does what can't be left out.
pub struct Task<'a> {
    pub name: &'static str,
    /// What the other is.
    pub limit: &'static str,
    /// Done before each pair, outside the measuring.
    pub before: &'a dyn Fn(usize) -> Result<()>,
    pub ours: &'a dyn Fn(usize) -> Command,
    pub theirs: &'a dyn Fn() -> Command,
}

impl Task<'_> {
    /// Runs the two in turn, once for warming up, and prints medians.
    pub fn report(&self, runs: usize) -> Result<()> {
        let there = Command::new((self.theirs)().get_program())
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok();
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for n in 0..=runs {
            (self.before)(n)?;
            let our = run((self.ours)(n).stdout(Stdio::null()))?;
            let their = there
                .then(|| run((self.theirs)().stdout(Stdio::null())))
                .transpose()?;
            if n > 0 {
                ours.push(our);
                theirs.extend(their);
            }
        }
        let middle = |costs: &[Cost], of: fn(&Cost) -> f64| {
            median(&mut costs.iter().map(of).collect::<Vec<_>>())
        };
        print!(
            "{:12} {:8.1} {:8.1} {:5} MB",
            self.name,
            middle(&ours, |cost| cost.cpu_ms),
            middle(&ours, |cost| cost.wall_ms),
            ours.iter().map(|cost| cost.peak_mb()).max().unwrap_or(0),
        );
        if there {
            let mut ratios: Vec<f64> = ours
                .iter()
                .zip(&theirs)
                .map(|(ours, theirs)| ours.cpu_ms / theirs.cpu_ms)
                .collect();
            println!(
                "   {:8.1} {:8.1}   {:5.2}   ({})",
                middle(&theirs, |cost| cost.cpu_ms),
                middle(&theirs, |cost| cost.wall_ms),
                median(&mut ratios),
                self.limit,
            );
        } else {
            let program = (self.theirs)().get_program().display().to_string();
            println!("   skipped: no {program}");
        }
        Ok(())
    }
}

/// The one in the middle; of an even number, the upper of the two.
pub fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
