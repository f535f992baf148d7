//! Merging two copies in which two coders coded apart, as a whole process.

use std::fs;
use std::path::Path;

use anyhow::Result;
use fangtan::model::edit::ManyCodings;
use fangtan::model::{Edit, Span, Status};
use fangtan::study::{Mode, Study};

use super::generated::{self, MEDIUM, Size};
use super::measure::{Cost, median, run};
use super::{fangtan, myself};

/// Codings that each of the two makes.
const EACH: usize = 50_000;

/// Writes two copies of a study into `folder`: `anna.fangtan` and `bei.fangtan`.
pub fn write(folder: &Path) -> Result<()> {
    let size = Size {
        codings: 0,
        ..MEDIUM
    };
    let first = generated::write(size, folder)?;
    for (coder, shift) in [("anna", 0), ("bei", 7)] {
        let path = folder.join(format!("{coder}.fangtan"));
        fs::copy(&first, &path)?;
        let mut study = Study::open(&path, Mode::Stay)?;
        let loaded = study.load(coder)?;
        let codes: Vec<_> = loaded.codebook.codes().iter().map(|code| code.id).collect();
        let of_each = u32::try_from(EACH / loaded.interviews.len())?;
        for interview in &loaded.interviews {
            let step = interview.n_chars / (of_each + 2);
            // Ten steps for each interview, as if somebody had worked for a while.
            for part in 0..10 {
                let passages = (part * of_each / 10..(part + 1) * of_each / 10)
                    .filter_map(|n| {
                        let start = n * step + shift;
                        Span::within(interview.n_chars, start, start + 12).ok()
                    })
                    .collect();
                let many = ManyCodings {
                    passages: vec![(interview.id, passages)],
                    codes: vec![codes[part as usize * 7 % codes.len()]],
                    status: Status::Coded,
                };
                study.apply(&Edit::CodePassages(many), coder)?;
            }
        }
    }
    Ok(())
}

/// Times a merge of the two.
pub fn report(runs: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let home = folder.path().to_string_lossy().into_owned();
    run(&mut myself(&["generate-apart", &home])?)?;
    let (ours, other) = (
        folder.path().join("anna.fangtan"),
        folder.path().join("bei.fangtan"),
    );
    let into = folder.path().join("into.fangtan");
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    let mut costs: Vec<Cost> = Vec::new();
    for _ in 0..=runs {
        fs::copy(&ours, &into)?;
        costs.push(run(&mut fangtan(&[
            "merge",
            &shown(&into),
            &shown(&other),
        ]))?);
        let _ = fs::remove_dir_all(folder.path().join("into.fangtan.backups"));
    }
    // The first warms up.
    costs.remove(0);
    let mut wall: Vec<f64> = costs.iter().map(|cost| cost.wall_ms()).collect();
    let peak = costs.iter().map(|cost| cost.peak_mb()).max().unwrap_or(0);
    println!(
        "merge of two copies with {EACH} codings each: {:.0} ms elapsed (median of {runs}), {peak} MB",
        median(&mut wall)
    );
    Ok(())
}
