//! Every table of a study, as the verbs print them when nothing else is asked for.

use anyhow::Result;
use clap::Command;
use serde_json::Value as Json;

use crate::cli::args::{
    Agreement, Cooccur, Crosstab, Evidence, Freq, Links, Matrix, Saturation, Words,
};
use crate::cli::context::Context;
use crate::cli::{codebook, output, vocabulary};
use crate::model::table::{Sheet, Table};
use crate::study::{Against, Choice, Filter, MatrixForm, Study, StudyError, Watch, What};

/// An attribute that nobody declared divides interviews into so many groups at most.
const MOST_GROUPS: usize = 12;

/// A table with the name of its file.
pub(super) struct Named {
    /// A word of ASCII letters, without an ending.
    pub name: String,
    /// What its title has besides that of all tables of its kind.
    of: Option<String>,
    table: Table,
}

impl Named {
    /// The table in the language of the call; flat ones have no place for notes.
    pub(super) fn sheet(
        &self,
        study: &Study,
        place: output::Place,
        context: &Context,
    ) -> Result<Sheet> {
        let table = output::marked(&self.table, study, place, context)?;
        let mut sheet = context.strings.sheet(&table);
        if let Some(of) = &self.of {
            let args = [("title", sheet.title.into()), ("of", of.into())];
            sheet.title = context.strings.with("paper-table-of", &args);
        }
        Ok(sheet)
    }

    /// The mark of the data it was made from.
    pub(super) fn fingerprint(&self) -> Option<&str> {
        let note = self.table.notes.iter().find(|it| it.key == "fingerprint")?;
        let (_, mark) = note.args.iter().find(|(name, _)| *name == "fingerprint")?;
        Some(mark)
    }
}

/// Hands out every table but that of the codings, one at a time.
pub(super) fn each(
    study: &Study,
    filter: &Filter,
    mut take: impl FnMut(&Named) -> Result<()>,
) -> Result<()> {
    let mut put = |name: &str, of: Option<&str>, table: Table| {
        take(&Named {
            name: name.to_owned(),
            of: of.map(str::to_owned),
            table,
        })
    };
    for (name, what) in [
        ("interviews", What::Interviews),
        ("sessions", What::Sessions),
        ("respondents", What::Respondents),
        ("speakers", What::Speakers),
        ("attributes", What::Attributes),
        ("coders", What::Coders),
        ("coverage", What::Coverage),
    ] {
        put(name, None, study.list(what)?.table())?;
    }
    let draft = study.codebook_draft()?;
    put("codebook", None, codebook::listing(&draft).table())?;
    let slips = study.values_of_nobody(filter)?;
    let with_slips = |mut table: Table| {
        table.notes.extend(slips.iter().cloned());
        table
    };

    let words: Freq = default(&["STUDY"]);
    let found = study.frequencies_of(filter, &words.request())?;
    put("freq", None, with_slips(found.table(filter)))?;
    for (number, attribute) in (1..).zip(given(study)?) {
        let words: Crosstab = default(&["STUDY", "--by", &attribute]);
        let found = study.crosstab(filter, &words.request())?;
        let table = with_slips(found.table(filter));
        // Names of attributes may be anything; names of files may not.
        put(&format!("crosstab-{number}"), Some(&attribute), table)?;
    }
    let words: Cooccur = default(&["STUDY"]);
    let found = study.cooccurrence(filter, &words.request())?;
    put("cooccur", None, with_slips(found.table(filter)))?;
    if let [one, other] = draft.kinds.as_slice() {
        let words: Cooccur = default(&["STUDY", "--rows", &one.id, "--cols", &other.id]);
        let found = study.cooccurrence(filter, &words.request())?;
        let of = format!("{} × {}", one.name, other.name);
        put("cooccur-kinds", Some(&of), with_slips(found.table(filter)))?;
    }
    if !draft.links.is_empty() {
        let words: Links = default(&["STUDY"]);
        let found = study.links(filter, &words.request())?;
        put(
            "links",
            None,
            with_slips(found.table(filter, words.ground.small())),
        )?;
    }
    let words: Evidence = default(&["STUDY"]);
    let found = study.evidence(filter, &words.request())?;
    put("evidence", None, with_slips(found.table(filter)))?;
    let words: Saturation = default(&["STUDY"]);
    let found = study.saturation(filter, &words.request())?;
    put("saturation", None, with_slips(found.table(filter)))?;
    let words: Agreement = default(&["STUDY"]);
    if filter.layer.is_none() {
        match study.agreement(filter, &words.request(), Watch::nobody()) {
            Ok(found) => put("agreement", None, with_slips(found.table(filter)))?,
            // Nobody else has coded the same interviews.
            Err(StudyError::TooFewCoders { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let words: Matrix = default(&["STUDY"]);
    let form = MatrixForm {
        rows: words.rows.into(),
        in_place: words.empty.into(),
        level: words.level,
    };
    let found = study.matrix(filter, form)?;
    put("matrix", None, with_slips(found.table(filter)))?;
    let words: Words = default(&["STUDY"]);
    let found = study.words(filter, &vocabulary::counting(&words))?;
    put("words", None, with_slips(found.table(filter)))?;
    let against = Against {
        denials: Vec::new(),
        affirming: Some(3),
    };
    let found = study.negative_cases(filter, &against)?;
    put("negative", None, with_slips(found.table(filter)))?;
    let found = study.quotations(filter, Choice::default())?;
    put("quotes", None, with_slips(found.table(filter)))?;
    put("memos", None, study.list(What::Memos(None))?.table())
}

/// Attributes to cross codes with: those that the codebook declares, and others with a few
/// values that several have.
fn given(study: &Study) -> Result<Vec<String>> {
    let known = study.list(What::Attributes)?;
    let n_values = |row: &serde_json::Map<String, Json>| {
        let values = row.get("values").and_then(Json::as_object);
        let counts = values.into_iter().flat_map(|values| values.values());
        let counts: Vec<u64> = counts.filter_map(Json::as_u64).collect();
        (counts.len(), counts.iter().sum::<u64>())
    };
    let of_row = |row: &serde_json::Map<String, Json>| {
        let name = row.get("name").and_then(Json::as_str);
        name.map(|name| (name.to_owned(), n_values(row)))
    };
    let rows: Vec<_> = known.rows.iter().filter_map(of_row).collect();
    let declared = study.codebook_draft()?.attributes;
    let mut names: Vec<String> = declared
        .into_iter()
        .map(|attribute| attribute.name)
        .filter(|name| rows.iter().any(|(known, _)| known == name))
        .collect();
    for (name, (n_values, n_having)) in rows {
        let groups = (2..=MOST_GROUPS).contains(&n_values) && n_having > n_values as u64;
        if groups && !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

/// The words of a call in which nothing is said but this.
fn default<T: clap::Args>(words: &[&str]) -> T {
    let command = T::augment_args(Command::new("verb").no_binary_name(true));
    let matches = command
        .try_get_matches_from(words)
        .expect("a verb can be called with what it needs");
    T::from_arg_matches(&matches).expect("what was matched has its words")
}
