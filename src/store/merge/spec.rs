//! What the tables of a study are to a merge: by what their rows are known in every copy, what
//! their columns point to, and which columns change together.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A number or words, as they are.
    Value,
    /// An identity.
    Uid,
    /// The key of a row of that table.
    Key(&'static str),
    /// The key of an original, which is known by its hash.
    Original,
    /// The number of a turn.
    Turn,
    /// Columns `start` and `end`: a passage of the interview.
    Passage,
    /// A place in the interview.
    Point,
    /// A number that counts in this file only; a new row gets the next one that is free.
    Number,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    /// What changes with it at once: columns of one part are one thing to a merge.
    pub(super) part: usize,
    pub(super) holds: Holds,
}

/// By what a row is known in every copy.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known {
    /// Its `uid`.
    ByUid,
    /// What these columns hold, by number.
    By(&'static [usize]),
    /// The hash of what these columns hold.
    ByHash(&'static [usize]),
    /// The interview, and the turn or (skipped) the question.
    AsTie,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) known: Known,
    pub(super) name: &'static str,
    pub(super) columns: &'static [Column],
    /// Parts of which two versions are no conflict.
    pub(super) quiet: &'static [usize],
}

impl Table {
    /// How many parts its rows have. Of a passage there is one more, without columns: when
    /// somebody moved it. The passage itself also counts as changed when its text was.
    pub(super) fn parts(&self) -> usize {
        let parts = self.columns.iter().map(|it| it.part + 1);
        parts.max().unwrap_or(1) + usize::from(self.passage().is_some())
    }

    /// The column that holds a passage or a place.
    pub(super) fn passage(&self) -> Option<usize> {
        let mut columns = self.columns.iter();
        columns.position(|it| matches!(it.holds, Holds::Passage | Holds::Point))
    }

    /// The part that its text changes as well.
    pub(super) fn moving(&self) -> Option<usize> {
        self.passage().map(|at| self.columns[at].part)
    }

    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|it| it.name == name)
    }

    /// Columns of a part, by number.
    pub(super) fn of_part(&self, part: usize) -> impl Iterator<Item = usize> + '_ {
        let all = self.columns.iter().enumerate();
        all.filter(move |(_, it)| it.part == part).map(|(n, _)| n)
    }
}

const fn v(name: &'static str, part: usize) -> Column {
    Column {
        name,
        part,
        holds: Holds::Value,
    }
}

const fn k(name: &'static str, part: usize, table: &'static str) -> Column {
    Column {
        name,
        part,
        holds: Holds::Key(table),
    }
}

const fn c(name: &'static str, part: usize, holds: Holds) -> Column {
    Column { name, part, holds }
}

const UID: Column = c("uid", 0, Holds::Uid);

/// Every table whose rows copies exchange, each after those that its columns point to.
/// Corrections aren't among them: texts are put together turn by turn.
pub(super) static TABLES: &[Table] = &[
    Table {
        known: Known::By(&[0]),
        name: "study_fact",
        columns: &[v("key", 0), v("value", 1)],
        quiet: &[],
    },
    Table {
        known: Known::By(&[1]),
        name: "coder",
        columns: &[UID, v("name", 0), v("outside_id", 1), v("listed", 1)],
        quiet: &[1],
    },
    Table {
        known: Known::By(&[0]),
        name: "kind",
        columns: &[
            v("kind", 0),
            v("name", 1),
            v("name_en", 1),
            v("facets", 2),
            v("sort", 3),
        ],
        quiet: &[3],
    },
    Table {
        known: Known::By(&[0, 1]),
        name: "attribute_list",
        columns: &[
            v("of", 0),
            v("name", 0),
            v("name_en", 1),
            v("section", 1),
            v("expected", 1),
            v("sort", 2),
        ],
        quiet: &[2],
    },
    Table {
        known: Known::ByUid,
        name: "code",
        columns: &[
            UID,
            v("public_id", 1),
            k("parent", 2, "code"),
            v("sort", 3),
            v("kind", 4),
            v("name", 5),
            v("name_en", 6),
            v("aliases", 7),
            v("definition", 5),
            v("use_when", 5),
            v("not_when", 5),
            v("version", 5),
            v("example", 8),
            v("color", 9),
            v("digit", 10),
            v("origin", 4),
            v("source", 4),
            v("columns", 4),
            v("open", 4),
            v("retired", 11),
            k("merged_into", 11, "code"),
        ],
        quiet: &[3, 9],
    },
    Table {
        known: Known::By(&[0, 1]),
        name: "code_version",
        columns: &[
            k("code", 0, "code"),
            v("version", 0),
            v("name", 1),
            v("definition", 1),
            v("use_when", 1),
            v("not_when", 1),
            v("at_ms", 1),
        ],
        quiet: &[],
    },
    Table {
        known: Known::ByHash(&[1, 3, 4, 5]),
        name: "codebook_version",
        columns: &[
            UID,
            v("number", 0),
            v("name", 1),
            v("coder", 0),
            v("at_ms", 0),
            v("codes", 0),
            v("kinds", 0),
            v("links", 0),
        ],
        quiet: &[0],
    },
    Table {
        known: Known::By(&[1, 2, 3]),
        name: "link",
        columns: &[
            UID,
            k("from_code", 0, "code"),
            k("to_code", 0, "code"),
            v("relation", 0),
            v("hypothesis", 1),
            v("reason", 1),
        ],
        quiet: &[0],
    },
    Table {
        known: Known::ByUid,
        name: "respondent",
        columns: &[UID, v("label", 1), v("sort", 2)],
        quiet: &[2],
    },
    Table {
        known: Known::ByUid,
        name: "interview",
        columns: &[
            UID,
            v("outside_id", 0),
            v("name", 1),
            v("date", 2),
            v("sort", 3),
            v("ordered", 3),
            c("original", 4, Holds::Original),
            v("file", 4),
            v("format", 4),
            v("encoding", 4),
            v("header", 5),
        ],
        quiet: &[3, 4],
    },
    Table {
        known: Known::ByUid,
        name: "speaker",
        columns: &[
            UID,
            k("interview", 0, "interview"),
            c("seq", 0, Holds::Number),
            v("label", 1),
            v("role", 2),
            k("respondent", 3, "respondent"),
        ],
        quiet: &[],
    },
    Table {
        known: Known::By(&[1]),
        name: "session",
        columns: &[
            UID,
            k("interview", 0, "interview"),
            v("date", 1),
            v("place", 1),
            v("channel", 1),
            v("interviewer", 1),
            v("minutes", 1),
            v("guide_version", 1),
            v("consent", 2),
        ],
        quiet: &[0],
    },
    Table {
        known: Known::By(&[0, 1]),
        name: "session_respondent",
        columns: &[k("session", 0, "session"), k("respondent", 0, "respondent")],
        quiet: &[],
    },
    Table {
        known: Known::By(&[0, 1, 2]),
        name: "attribute",
        columns: &[
            k("interview", 0, "interview"),
            k("respondent", 0, "respondent"),
            v("name", 0),
            v("value", 1),
        ],
        quiet: &[],
    },
    Table {
        known: Known::By(&[0]),
        name: "guide",
        columns: &[v("version", 0), v("body", 1)],
        quiet: &[],
    },
    Table {
        known: Known::By(&[1]),
        name: "question",
        columns: &[
            UID,
            v("number", 0),
            v("text", 1),
            v("codes", 1),
            v("sort", 2),
        ],
        quiet: &[0, 2],
    },
    Table {
        known: Known::AsTie,
        name: "tie",
        columns: &[
            k("interview", 0, "interview"),
            c("turn", 0, Holds::Turn),
            k("question", 1, "question"),
            v("how", 1),
        ],
        quiet: &[],
    },
    Table {
        known: Known::ByUid,
        name: "coding",
        columns: &[
            UID,
            v("outside_id", 0),
            k("interview", 0, "interview"),
            k("code", 1, "code"),
            k("coder", 0, "coder"),
            c("passage", 2, Holds::Passage),
            v("status", 3),
            v("code_version", 1),
            v("created_ms", 0),
            v("starred", 4),
            v("confidence", 5),
            v("use_as", 6),
        ],
        quiet: &[],
    },
    Table {
        known: Known::By(&[0, 1]),
        name: "coding_facet",
        columns: &[k("coding", 0, "coding"), v("facet", 0), v("value", 1)],
        quiet: &[],
    },
    Table {
        known: Known::By(&[1, 2, 3, 4]),
        name: "coding_link",
        columns: &[
            UID,
            k("from_coding", 0, "coding"),
            k("to_coding", 0, "coding"),
            k("coder", 0, "coder"),
            v("relation", 0),
            v("created_ms", 0),
        ],
        quiet: &[0],
    },
    Table {
        known: Known::ByUid,
        name: "memo",
        columns: &[
            UID,
            k("coder", 0, "coder"),
            k("interview", 1, "interview"),
            k("code", 1, "code"),
            k("coding", 1, "coding"),
            c("passage", 1, Holds::Passage),
            v("kind", 2),
            v("text", 3),
            v("written_ms", 3),
        ],
        quiet: &[],
    },
    Table {
        known: Known::By(&[0, 1]),
        name: "lexicon",
        columns: &[v("list", 0), v("word", 0)],
        quiet: &[],
    },
    Table {
        known: Known::By(&[0, 1, 2]),
        name: "summary",
        columns: &[
            k("interview", 0, "interview"),
            k("code", 0, "code"),
            k("coder", 0, "coder"),
            v("text", 1),
            v("written_ms", 1),
        ],
        quiet: &[],
    },
    Table {
        known: Known::ByUid,
        name: "bookmark",
        columns: &[
            UID,
            k("interview", 0, "interview"),
            k("coder", 0, "coder"),
            c("at", 1, Holds::Point),
        ],
        quiet: &[1],
    },
    Table {
        known: Known::By(&[0, 1, 2]),
        name: "pin",
        columns: &[
            k("coder", 0, "coder"),
            v("pin_set", 0),
            v("digit", 0),
            k("code", 1, "code"),
        ],
        quiet: &[],
    },
    Table {
        known: Known::By(&[0, 1]),
        name: "coverage",
        columns: &[k("interview", 0, "interview"), k("coder", 0, "coder")],
        quiet: &[],
    },
    Table {
        known: Known::By(&[1, 2]),
        name: "assignment",
        columns: &[
            UID,
            k("interview", 0, "interview"),
            k("coder", 0, "coder"),
            v("blind", 1),
        ],
        quiet: &[0],
    },
    Table {
        known: Known::ByUid,
        name: "verdict",
        columns: &[
            UID,
            k("coding", 0, "coding"),
            k("reviewer", 0, "coder"),
            v("verdict", 0),
            k("amended", 0, "coding"),
            v("was", 0),
            v("reason", 0),
            v("codebook", 0),
            v("at_ms", 0),
        ],
        quiet: &[],
    },
    Table {
        known: Known::By(&[2, 3]),
        name: "settlement",
        columns: &[
            UID,
            k("interview", 0, "interview"),
            k("a", 0, "coding"),
            k("b", 0, "coding"),
            v("outcome", 1),
            k("final", 1, "coding"),
            k("coder", 1, "coder"),
            v("reason", 1),
            v("codebook", 1),
            v("at_ms", 1),
        ],
        quiet: &[0],
    },
    Table {
        known: Known::ByUid,
        name: "conflict",
        columns: &[
            UID,
            v("kind", 0),
            v("tbl", 0),
            v("thing", 0),
            v("interview", 0),
            v("part", 0),
            v("kept", 0),
            v("other", 0),
            v("kept_by", 0),
            v("other_by", 0),
            v("kept_ms", 0),
            v("other_ms", 0),
            v("outcome", 1),
        ],
        quiet: &[0, 1],
    },
];

/// The number of a table.
pub(super) fn number(name: &str) -> Option<usize> {
    TABLES.iter().position(|it| it.name == name)
}

/// Name under which what is said of turns is kept.
pub(super) const TURN: &str = "turn";
