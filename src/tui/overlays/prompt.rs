//! A question answered in one line: a search, a filter, the name of a new code.

use crate::model::codebook::Entry;
use crate::model::edit::NewCode;
use crate::model::{CodeId, Edit, InterviewId, Origin};
use crate::study::Loaded;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::screens::coding;
use crate::tui::screens::importing::{Question, Scope};
use crate::tui::widgets::field::Field;

use super::Target;

/// A question and what is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// What is asked.
    pub purpose: Purpose,
    /// What is typed.
    pub field: Field,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Words to search the interview for.
    Search,
    /// Words that rows of a list must hold.
    Filter,
    /// The value of the attribute under the cursor of the table.
    Attribute(InterviewId),
    /// The name of a new attribute.
    NewAttribute,
    /// Why, for the next verdict.
    Reason,
    /// The file for the record of decisions.
    Decisions,
    /// The name of a new code.
    NewCode(NewCodeFor),
    /// The name of a code of the codebook.
    Name(Naming),
    /// The file that the codebook shall be written to.
    CodebookFile,
    /// The file that the table of figures shall be written to.
    TableFile,
    /// The copy of the study that shall be taken in.
    CopyFile,
    /// Something about an interview that is imported.
    Import(Question),
}

/// What a name in the codebook is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// A new code.
    Add {
        /// The code above it.
        parent: Option<CodeId>,
        /// The code whose kind it has.
        like: Option<CodeId>,
    },
    /// A code there is.
    Rename(CodeId),
    /// A code that another is split into.
    Part,
    /// The present version of the codebook.
    Freeze,
}

/// What a new code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewCodeFor {
    /// The passage that gets it.
    pub target: Target,
    /// How it came about.
    pub origin: Origin,
    /// The code above it.
    pub parent: Option<CodeId>,
}

impl Prompt {
    /// Asks what to search for.
    #[must_use]
    pub fn search() -> Self {
        Self {
            purpose: Purpose::Search,
            field: Field::line(""),
        }
    }

    /// Asks what to filter by.
    #[must_use]
    pub fn filter(words: &str) -> Self {
        Self {
            purpose: Purpose::Filter,
            field: Field::answer(words),
        }
    }

    /// Asks for a name in the codebook.
    #[must_use]
    pub fn naming(name: &str, what: Naming) -> Self {
        Self {
            purpose: Purpose::Name(what),
            field: Field::answer(name),
        }
    }

    /// Asks for the file that the codebook shall be written to: beside the study, where no
    /// folder is named.
    #[must_use]
    pub fn codebook_file(loaded: &Loaded) -> Self {
        let study = loaded.path.file_stem().unwrap_or_default();
        let name = format!("{}-codebook.toml", study.to_string_lossy());
        Self {
            purpose: Purpose::CodebookFile,
            field: Field::answer(&name),
        }
    }

    /// Asks something about an interview that is imported; `words` are what is so now.
    #[must_use]
    pub fn import(question: Question, words: &str) -> Self {
        Self {
            purpose: Purpose::Import(question),
            field: Field::answer(words),
        }
    }

    /// Asks for the file that a table shall be written to: beside the study, where no folder is
    /// named.
    #[must_use]
    pub fn table_file(name: &str) -> Self {
        Self {
            purpose: Purpose::TableFile,
            field: Field::answer(&format!("{name}.xlsx")),
        }
    }

    /// Asks which copy of the study is to be taken in; a name without a folder means the study's.
    #[must_use]
    pub fn copy_file() -> Self {
        Self {
            purpose: Purpose::CopyFile,
            field: Field::line(""),
        }
    }

    /// Asks for the value of an attribute that has `value` now.
    #[must_use]
    pub fn attribute(interview: InterviewId, value: &str) -> Self {
        Self {
            purpose: Purpose::Attribute(interview),
            field: Field::answer(value),
        }
    }

    /// Asks why; `words` were typed before.
    #[must_use]
    pub fn reason(words: &str) -> Self {
        Self {
            purpose: Purpose::Reason,
            field: Field::line(words),
        }
    }

    /// Asks where the record of decisions is to be written: beside the study, unless said otherwise.
    #[must_use]
    pub fn decisions(loaded: &Loaded) -> Self {
        let stem = loaded
            .path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let path = loaded.path.with_file_name(format!("{stem}-decisions.xlsx"));
        Self {
            purpose: Purpose::Decisions,
            field: Field::line(&path.to_string_lossy()),
        }
    }

    /// Asks for the name of a new attribute.
    #[must_use]
    pub fn new_attribute() -> Self {
        Self {
            purpose: Purpose::NewAttribute,
            field: Field::line(""),
        }
    }

    /// Asks for the name of a new code; a parent that is out of use is none. Words of the
    /// respondent are an answer to be taken or not, a name is what the person typed so far.
    #[must_use]
    pub fn new_code(loaded: &Loaded, name: &str, purpose: NewCodeFor) -> Self {
        let parent = purpose.parent.filter(|parent| {
            loaded
                .codebook
                .get(*parent)
                .is_some_and(|code| !code.retired)
        });
        Self {
            purpose: Purpose::NewCode(NewCodeFor { parent, ..purpose }),
            field: match purpose.origin {
                Origin::InVivo => Field::answer(name),
                _ => Field::line(name),
            },
        }
    }

    /// Rows of the pop-up.
    #[must_use]
    pub fn height(&self) -> u16 {
        match self.purpose {
            Purpose::Search
            | Purpose::Filter
            | Purpose::Attribute(_)
            | Purpose::NewAttribute
            | Purpose::CodebookFile
            | Purpose::TableFile
            | Purpose::CopyFile
            | Purpose::Import(_)
            | Purpose::Reason
            | Purpose::Decisions
            | Purpose::Name(_) => 4,
            Purpose::NewCode(_) => 6,
        }
    }

    /// The effect that makes the new code; `None` while it has no name.
    #[must_use]
    pub fn make_code(&self, loaded: &Loaded, new: NewCodeFor) -> Option<Effect> {
        let name = self.field.text().trim();
        if name.is_empty() {
            return None;
        }
        let kind = new
            .parent
            .and_then(|parent| loaded.codebook.get(parent))
            .map_or_else(String::new, |parent| parent.entry.kind.clone());
        let entry = Entry {
            name: name.to_owned(),
            kind,
            origin: new.origin,
            ..Entry::default()
        };
        let edit = Edit::CodeWithNew {
            code: NewCode {
                parent: new.parent,
                entry,
            },
            interview: new.target.interview,
            span: new.target.span,
        };
        let said = Message::new("said-new-code")
            .with("code", name)
            .with("place", coding::place(loaded, new.target.span));
        Some(Effect::edit(edit, said))
    }
}

/// Keys of the heading and of the line of keys where something about an import is asked.
#[must_use]
pub fn import_keys(question: Question) -> (&'static str, &'static str) {
    match question {
        Question::Name => ("prompt-interview-name", "prompt-name-keys"),
        Question::Label(Scope::This) => ("prompt-label", "prompt-label-keys"),
        Question::Label(Scope::All) => ("prompt-label-all", "prompt-label-keys"),
        Question::Respondent(_) => ("prompt-respondent", "prompt-name-keys"),
        Question::Attribute(Scope::This) => ("prompt-import-attribute", "prompt-pair-keys"),
        Question::Attribute(Scope::All) => ("prompt-import-attribute-all", "prompt-pair-keys"),
        Question::Pattern(_) => ("prompt-pattern", "prompt-pattern-keys"),
    }
}
