//! Lists of what a study holds.

use anyhow::Result;

use super::args::{List, WhatWord};
use super::context::Context;
use super::failure::WrongWords;
use super::{Done, output};
use crate::study::What;

pub(super) fn run(words: &List, context: &Context) -> Result<Done> {
    let what = match words.what {
        WhatWord::Memos => What::Memos(words.kind),
        _ if words.kind.is_some() => {
            return Err(WrongWords(context.strings.get("cli-kind-of-memos")).into());
        }
        WhatWord::Interviews => What::Interviews,
        WhatWord::Sessions => What::Sessions,
        WhatWord::Respondents => What::Respondents,
        WhatWord::Codes => What::Codes,
        WhatWord::Coders => What::Coders,
        WhatWord::Speakers => What::Speakers,
        WhatWord::Attributes => What::Attributes,
        WhatWord::Turns => What::Turns,
        WhatWord::Coverage => What::Coverage,
        WhatWord::Conflicts => What::Conflicts,
    };
    let study = context.read(&words.study)?;
    let list = study.list(what)?;
    output::listing(&list, &study, context)
}
