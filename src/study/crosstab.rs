//! Codes by groups of interviews, people, coders or questions, as a table.

mod table;
mod testing;

use super::filter::{Filter, Selection};
use super::groups::{By, Group, Small, Width};
use super::{Result, Study, StudyError};
use crate::analysis::crosstab::{self, Counts};
use crate::analysis::frequency::Fact;
use crate::model::{CodeId, Thing};

pub use testing::{CodeTest, Test, TestRefused, Tests};

/// What a cross-tab is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrosstabRequest {
    /// An attribute, or `coder`, `role` or `question`.
    pub by: String,
    /// A second attribute to cross it with.
    pub cross: Option<String>,
    /// Which values make a group.
    pub width: Width,
    /// Roll codes up to this level, from 1.
    pub level: Option<u16>,
    /// What the cells of the table count.
    pub count: Count,
    /// Shares beside the counts.
    pub shares: Vec<ShareOf>,
    /// Whether to test each code.
    pub tests: Testing,
    /// What becomes of cells with one or two respondents.
    pub small: Small,
}

/// What the cells of a table count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Count {
    /// Respondents, or interviews where none are known.
    #[default]
    Cases,
    /// Interviews.
    Interviews,
    /// Respondents.
    Respondents,
    /// Codings.
    Codings,
}

/// Of what a share is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareOf {
    /// Of the code's row.
    Row,
    /// Of the group: of all its interviews or respondents, of its codings.
    Column,
    /// Of everything in the table.
    Total,
}

/// Whether codes are tested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Testing {
    /// No: purposive samples have no population to speak about.
    #[default]
    Off,
    /// Each code on its own, with Holm's adjustment for their number.
    EachCode,
}

/// Codes by groups as numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Crosstab {
    /// What it is by.
    pub by: By,
    /// What that is crossed with.
    pub cross: Option<By>,
    /// The groups, in the order of all lists below; what has no value last.
    pub groups: Vec<Group>,
    /// One row per code in use that passes the filter, in codebook order.
    pub rows: Vec<CrosstabRow>,
    /// Any code: each group, and last all together.
    pub any: Vec<Counts>,
    /// Interviews that pass the filter.
    pub n_interviews: u64,
    /// Respondents whose talk passes.
    pub n_respondents: u64,
    /// Codings counted, each once.
    pub n_codings: u64,
    /// Codings that lie in more than one group.
    pub n_shared: u64,
    /// Whether the study ties speakers to respondents.
    pub knows_respondents: bool,
    /// Tests of each row, where asked for.
    pub tests: Option<Tests>,
    /// Mark of the data.
    pub fingerprint: String,
    request: CrosstabRequest,
}

/// A code in each group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrosstabRow {
    /// The code.
    pub code: CodeId,
    /// Its public id.
    pub public_id: String,
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Levels above it.
    pub depth: u16,
    /// Its own figures, or, at the level asked for, those of its subtree, in each group and last
    /// in all together.
    pub own: Vec<Counts>,
    /// The same with its descendants.
    pub total: Vec<Counts>,
    /// Of its own figures those of codings that deny it, in each group and last in all together;
    /// `None` where no facet of the codebook can.
    pub denied: Option<Vec<Counts>>,
}

impl Study {
    /// Counts codings, interviews and respondents of every code in every group.
    ///
    /// # Errors
    /// When the file can't be read, the filter or the request names what isn't there, or tests
    /// are asked for that mean nothing.
    pub fn crosstab(&self, filter: &Filter, request: &CrosstabRequest) -> Result<Crosstab> {
        self.steadily(|| self.cross_tabulate(filter, request))
    }

    /// The codings in the group with a value; `None` is what has none.
    pub(super) fn facts_in_group(
        &self,
        filter: &Filter,
        by: &str,
        width: Width,
        value: Option<&str>,
    ) -> Result<(Selection, Vec<Fact>)> {
        let by = self.by(by)?;
        let turns = self.turns_for(std::slice::from_ref(&by))?;
        let selection = self.select_with(filter, turns)?;
        let facts = self.facts(&selection)?;
        let talk = selection.talk();
        let grouping = self.grouping(&selection, &talk, &facts, &by, None, width)?;
        let mut groups = grouping.groups.iter();
        let group = groups.position(|group| group.value.as_deref() == value);
        let members = crosstab::members(
            &crosstab::Input {
                subtree_end: &[],
                facts: &facts,
                talk: &talk,
                n_groups: grouping.groups.len(),
                n_interviews: selection.interviews.len(),
                groups: grouping.groups(),
            },
            group
                .and_then(|it| u32::try_from(it).ok())
                .unwrap_or(u32::MAX),
        );
        drop(talk);
        Ok((selection, members))
    }

    fn cross_tabulate(&self, filter: &Filter, request: &CrosstabRequest) -> Result<Crosstab> {
        let by = self.by(&request.by)?;
        let cross = request.cross.clone().map(By::Attribute);
        if by == By::Layer {
            return Err(StudyError::NoSuch {
                what: Thing::Attribute,
                name: request.by.clone(),
            });
        }
        if cross.is_some() && !matches!(by, By::Attribute(_)) {
            return Err(StudyError::CrossesNoAttribute(by.name().to_owned()));
        }
        let both: Vec<By> = [Some(by.clone()), cross.clone()]
            .into_iter()
            .flatten()
            .collect();
        let mut selection = self.select_with(filter, self.turns_for(&both)?)?;
        let facts = self.facts(&selection)?;
        let denied = self.denied(&mut selection)?;
        let selection = selection;
        let talk = selection.talk();
        let grouping = self.grouping(
            &selection,
            &talk,
            &facts,
            &by,
            cross.as_ref(),
            request.width,
        )?;
        let subtree_end = selection.subtree_ends();
        let tabulated = |facts: &[Fact]| {
            crosstab::crosstab(&crosstab::Input {
                subtree_end: &subtree_end,
                facts,
                talk: &talk,
                n_groups: grouping.groups.len(),
                n_interviews: selection.interviews.len(),
                groups: grouping.groups(),
            })
        };
        let found = tabulated(&facts);
        let denied = denied.as_deref().map(tabulated);
        let book = &selection.codebook;
        let rows = selection
            .rows(request.level)
            .into_iter()
            .map(|place| {
                let code = &book.codes()[place];
                let rolled = request.level == Some(book.depth(place) + 1);
                let own = |found: &crosstab::Crosstab| {
                    let table = if rolled { &found.total } else { &found.own };
                    table[place].clone()
                };
                CrosstabRow {
                    code: code.id,
                    public_id: code.entry.public_id.clone(),
                    name: code.entry.name.clone(),
                    path: book.path(place),
                    depth: book.depth(place),
                    own: own(&found),
                    total: found.total[place].clone(),
                    denied: denied.as_ref().map(own),
                }
            })
            .collect::<Vec<CrosstabRow>>();
        let tests = match request.tests {
            Testing::Off => None,
            Testing::EachCode => Some(testing::tests(request, &grouping, &rows)?),
        };
        let mut respondents: Vec<u32> = talk.iter().filter_map(|turn| turn.respondent).collect();
        respondents.sort_unstable();
        respondents.dedup();
        Ok(Crosstab {
            n_interviews: selection.passing.len() as u64,
            n_respondents: respondents.len() as u64,
            n_codings: found.any.last().map_or(0, |all| all.codings),
            n_shared: found.n_shared,
            knows_respondents: self.store.knows_respondents()?,
            fingerprint: self.fingerprint(&selection, &facts)?,
            groups: grouping.groups,
            any: found.any,
            by,
            cross,
            rows,
            tests,
            request: request.clone(),
        })
    }
}
