//! Lists of what a study holds.

use anyhow::Result;

use super::args::List;
use super::context::Context;
use super::{Done, output};

pub(super) fn run(words: &List, context: &Context) -> Result<Done> {
    let study = context.read(&words.study)?;
    let list = study.list(words.what.into())?;
    output::listing(&list, &study, context)
}
