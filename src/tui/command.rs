//! The table of commands: everything a key can mean.
//!
//! A command is a verb with a kebab-case name for keymaps and tests and a group
//! for the help. What people read comes from the strings: `cmd-NAME` says in a
//! few words what it does, `hint-NAME` is the word in the footer.

mod group;

pub use group::Group;

macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident $name:literal $group:ident,)*) => {
        /// A verb that a key, the command palette or a test can run.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[$doc])* $variant,)*
        }

        impl Command {
            /// Every command, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The kebab-case name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Key in the strings of what it does.
            #[must_use]
            pub fn title_key(self) -> &'static str {
                match self { $(Self::$variant => concat!("cmd-", $name),)* }
            }

            /// Key in the strings of its word in the footer.
            #[must_use]
            pub fn hint_key(self) -> &'static str {
                match self { $(Self::$variant => concat!("hint-", $name),)* }
            }

            /// The group it stands in.
            #[must_use]
            pub fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)* }
            }

            /// The command of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

commands! {
    /// Opens the palette of codes.
    Palette "palette" Code,
    /// Gives the codes that were given last.
    Repeat "repeat" Code,
    /// Makes a code of the passage's own words.
    InVivo "in-vivo" Code,
    /// Makes a code and gives it to the passage.
    NewCode "new-code" Code,
    /// Gives a passage another code in place of one it has.
    ReplaceCode "replace-code" Code,
    /// Marks the coding under the cursor as worth quoting, or takes the mark away.
    Star "star" Code,
    /// Says how sure one is of the coding under the cursor.
    Confidence "confidence" Code,
    /// Says what may not become of the words of the coding under the cursor.
    Use "use" Code,
    /// Links the coding under the cursor to another.
    Link "link" Code,
    /// Sets a bookmark, or takes it away.
    Bookmark "bookmark" Code,
    /// Copies the passage with where it stands.
    Copy "copy" Code,
    /// Has the digit keys carry another set of codes.
    Pins "pins" Code,
    /// Ties the interviewer's turn to a question of the guide.
    Question "question" Code,
    /// Ties the interviewer's turns of this interview to the questions that they ask.
    TieQuestions "tie-questions" Code,
    /// Gives a code to all hits of the search.
    CodeHits "code-hits" Code,
    /// Takes a code away.
    RemoveCode "remove-code" Code,
    /// Sets a facet of the coding under the cursor.
    Facet "facet" Code,
    /// Writes a memo on what the cursor stands on: a coding or passage, a code, an interview.
    Memo "memo" Code,
    /// Corrects the words of the turn under the cursor.
    Revise "revise" Code,
    /// Types turns behind the last one.
    TypeTurns "type-turns" Code,
    /// Ends the turn being written and begins the next.
    EndTurn "end-turn" Code,
    /// Says that a coding is right.
    AcceptCoding "accept-coding" Review,
    /// Says that a coding is wrong.
    RejectCoding "reject-coding" Review,
    /// Asks the coder back.
    AskBack "ask-back" Review,
    /// Has the first coder's coding stand.
    TakeA "take-a" Review,
    /// Has the second coder's coding stand.
    TakeB "take-b" Review,
    /// Has both codings stand.
    TakeBoth "take-both" Review,
    /// Has neither coding stand.
    TakeNeither "take-neither" Review,
    /// Says another code, which stands in its place.
    OtherCode "other-code" Review,
    /// Writes why, for the next verdict.
    Reason "reason" Review,
    /// Leaves it for later.
    PutAside "put-aside" Review,
    /// Goes to the next one that nobody decided.
    NextOpen "next-open" Review,
    /// Goes to the one before that nobody decided.
    PreviousOpen "previous-open" Review,
    /// Shows those of one code only, then all again.
    FilterCode "filter-code" Review,
    /// Shows those of one interview only, then all again.
    FilterInterview "filter-interview" Review,
    /// Shows those of another status.
    FilterStatus "filter-status" Review,
    /// Shows codings made under an older definition, then those that wait again.
    Outdated "outdated" Review,
    /// Orders by interview, code or coder.
    GroupRows "group-rows" Review,
    /// Says that what stands after a merge was right.
    KeepStanding "keep-standing" Review,
    /// Puts what stands aside after a merge in its place.
    PutOther "put-other" Review,
    /// Writes the record of decisions to a file.
    ExportDecisions "export-decisions" Review,
    /// Takes in another copy of the study.
    TakeIn "merge" Study,
    /// Imports files: chosen, looked over, agreed to.
    Import "import" Study,
    /// Goes on with the import.
    ImportNext "import-next" Study,
    /// Carries the import out.
    ImportNow "import-now" Study,
    /// Goes a step of the import back.
    ImportBack "import-back" Study,
    /// Marks every file of the folder, or none.
    MarkAll "mark-all" Study,
    /// Leaves an interview out of the import, or has it come after all.
    LeaveOut "leave-out" Study,
    /// Gives an interview another name before it is imported.
    NameInterview "name-interview" Study,
    /// Reads a file in another encoding.
    ReadAs "read-as" Study,
    /// Reads all files in another encoding.
    ReadAsAll "read-as-all" Study,
    /// Says how speakers are found in a file.
    FindSpeakers "find-speakers" Study,
    /// Says how speakers are found in all files.
    FindSpeakersAll "find-speakers-all" Study,
    /// Says what a speaker of an interview does.
    SpeakerRole "speaker-role" Study,
    /// Says what speakers of that label do in all interviews.
    SpeakerRoleAll "speaker-role-all" Study,
    /// Gives a speaker another label, or makes two speakers one.
    RenameSpeaker "rename-speaker" Study,
    /// The same in all interviews.
    RenameSpeakerAll "rename-speaker-all" Study,
    /// Says which respondent a speaker is.
    TieRespondent "tie-respondent" Study,
    /// The same in all interviews.
    TieRespondentAll "tie-respondent-all" Study,
    /// Gives an interview an attribute before it is imported.
    SetAttribute "set-attribute" Study,
    /// Gives all of them an attribute.
    SetAttributeAll "set-attribute-all" Study,
    /// Shows the turns of an interview that is imported, or its whole text.
    ShowWhole "show-whole" Study,
    /// Makes a study, where none is open.
    NewStudy "new-study" Study,
    /// Opens the demonstration study, where none is open.
    OpenDemo "open-demo" Study,
    /// Begins the tour of the demonstration study, or ends it.
    Tour "tour" Study,
    /// Goes on to the next stop of the tour.
    TourNext "tour-next" Study,
    /// Makes an interview, to be typed.
    NewInterview "new-interview" Study,
    /// Replaces words in all interviews.
    ReplaceWords "replace-words" Code,
    /// Writes a memo on the interview.
    InterviewMemo "interview-memo" Code,
    /// Writes a memo on the study.
    StudyMemo "study-memo" Code,
    /// Opens the memo under the cursor to be read or changed.
    EditMemo "edit-memo" Code,
    /// Gives a memo another kind.
    MemoKind "memo-kind" Code,
    /// Takes the memo under the cursor away.
    RemoveMemo "remove-memo" Code,
    /// Puts the code under the cursor on a digit key.
    Pin "pin" Code,
    /// Makes a code beside the one under the cursor.
    AddCode "add-code" Codebook,
    /// Makes a code under the one under the cursor.
    AddChild "add-child-code" Codebook,
    /// Gives a code another name.
    Rename "rename-code" Codebook,
    /// Changes what is said about a code.
    EditCode "edit-code" Codebook,
    /// Puts a code under the one before it.
    Indent "indent-code" Codebook,
    /// Puts a code beside the one above it.
    Outdent "outdent-code" Codebook,
    /// Moves a code behind the next one.
    MoveDown "move-code-down" Codebook,
    /// Moves a code before the previous one.
    MoveUp "move-code-up" Codebook,
    /// Merges a code into another.
    Merge "merge-code" Codebook,
    /// Gives the codings of a code to several.
    Split "split-code" Codebook,
    /// Takes a code out of use, or brings it back.
    Retire "retire-code" Codebook,
    /// Shows or hides codes out of use.
    ShowRetired "show-retired" Codebook,
    /// Keeps the codebook as it is under a name.
    Freeze "freeze-codebook" Codebook,
    /// Writes the codebook to a file.
    ExportCodebook "export-codebook" Codebook,
    /// Compares two versions of the codebook.
    Versions "versions" Codebook,
    /// Compares with an earlier version.
    Earlier "earlier" Codebook,
    /// Compares with a later version.
    Later "later" Codebook,
    /// Gives a code a colour.
    Colour "colour-code" Codebook,
    /// Closes a branch.
    Fold "fold" Codebook,
    /// Opens a branch.
    Unfold "unfold" Codebook,
    /// Gives the code on key 1, or takes it back.
    Digit1 "code-1" Code,
    /// Gives the code on key 2, or takes it back.
    Digit2 "code-2" Code,
    /// Gives the code on key 3, or takes it back.
    Digit3 "code-3" Code,
    /// Gives the code on key 4, or takes it back.
    Digit4 "code-4" Code,
    /// Gives the code on key 5, or takes it back.
    Digit5 "code-5" Code,
    /// Gives the code on key 6, or takes it back.
    Digit6 "code-6" Code,
    /// Gives the code on key 7, or takes it back.
    Digit7 "code-7" Code,
    /// Gives the code on key 8, or takes it back.
    Digit8 "code-8" Code,
    /// Gives the code on key 9, or takes it back.
    Digit9 "code-9" Code,
    /// Gives the code on key 0, or takes it back.
    Digit0 "code-0" Code,
    /// Moves the ends of the coding under the cursor, or of the selection.
    Boundaries "boundaries" Select,
    /// Goes to the next of several codings under the cursor.
    CycleCodings "cycle-codings" Select,
    /// Takes the next unit into the selection.
    Extend "extend" Select,
    /// Takes the previous unit into the selection, or gives up the last.
    ExtendBack "extend-back" Select,
    /// Moves the end of the selection by a word.
    ExtendWord "extend-word" Select,
    /// Moves the end of the selection back by a word.
    ShrinkWord "shrink-word" Select,
    /// Starts or ends a selection that follows the cursor.
    Anchor "anchor" Select,
    /// Starts or ends a selection of whole turns that follows the cursor.
    SelectTurns "select-turns" Select,
    /// Moves the other end of the selection from now on.
    SwapEnds "swap-ends" Select,
    /// Selects what was selected last.
    Reselect "reselect" Select,
    /// Goes to a smaller unit.
    Finer "finer" Select,
    /// Goes to a larger unit.
    Coarser "coarser" Select,
    /// Goes to the next unit or row.
    Next "next" Move,
    /// Goes to the previous unit or row.
    Previous "previous" Move,
    /// Goes to the next word.
    NextWord "next-word" Move,
    /// Goes to the previous word.
    PreviousWord "previous-word" Move,
    /// To the next character, as a person counts them.
    NextCharacter "next-character" Move,
    /// To the character before.
    PreviousCharacter "previous-character" Move,
    /// Goes to the next clause.
    NextClause "next-clause" Move,
    /// Goes to the next sentence.
    NextSentence "next-sentence" Move,
    /// Goes to the previous sentence.
    PreviousSentence "previous-sentence" Move,
    /// Goes to the next paragraph.
    NextParagraph "next-paragraph" Move,
    /// Goes to the previous paragraph.
    PreviousParagraph "previous-paragraph" Move,
    /// Goes to the next turn.
    NextTurn "next-turn" Move,
    /// Goes to the previous turn.
    PreviousTurn "previous-turn" Move,
    /// Goes to the next turn of the same speaker.
    NextSameSpeaker "next-same-speaker" Move,
    /// Goes to the previous turn of the same speaker.
    PreviousSameSpeaker "previous-same-speaker" Move,
    /// Goes to the next sentence that is neither read nor coded.
    NextUnread "next-unread" Move,
    /// Goes to the previous sentence that is neither read nor coded.
    PreviousUnread "previous-unread" Move,
    /// Goes to the next coded passage.
    NextCoded "next-coded" Move,
    /// Goes to the previous coded passage.
    PreviousCoded "previous-coded" Move,
    /// Goes to the next use of the code under the cursor, here or in a later interview.
    NextUse "next-use" Move,
    /// Goes to the previous use of the code under the cursor, here or in an earlier interview.
    PreviousUse "previous-use" Move,
    /// Goes to the next passage with a memo.
    NextMemo "next-memo" Move,
    /// Goes to the previous passage with a memo.
    PreviousMemo "previous-memo" Move,
    /// Goes to the next turn that asks a question of the guide.
    NextQuestion "next-question" Move,
    /// Goes to the previous turn that asks a question of the guide.
    PreviousQuestion "previous-question" Move,
    /// Goes to the next bookmark.
    NextBookmark "next-bookmark" Move,
    /// Goes to the previous bookmark.
    PreviousBookmark "previous-bookmark" Move,
    /// Puts letters on the units in view, to go to one of them.
    Jump "jump" Move,
    /// Goes back to where the cursor was before it went far.
    VisitedBack "visited-back" Move,
    /// Goes forward again after going back.
    VisitedForward "visited-forward" Move,
    /// Goes to the next column.
    NextColumn "next-column" Move,
    /// Goes to the previous column.
    PreviousColumn "previous-column" Move,
    /// Goes a screen down.
    PageDown "page-down" Move,
    /// Goes a screen up.
    PageUp "page-up" Move,
    /// Goes half a screen down.
    HalfDown "half-page-down" Move,
    /// Goes half a screen up.
    HalfUp "half-page-up" Move,
    /// Goes to the beginning.
    First "first" Move,
    /// Goes to the end.
    Last "last" Move,
    /// Searches the text, or filters the list.
    Search "search" Move,
    /// Goes to the next hit.
    NextHit "next-hit" Move,
    /// Goes to the previous hit.
    PreviousHit "previous-hit" Move,
    /// Opens the next interview.
    NextInterview "next-interview" Go,
    /// Opens the previous interview.
    PreviousInterview "previous-interview" Go,
    /// Shows how far the study is.
    Home "home" Go,
    /// Shows the interviews.
    Interviews "interviews" Go,
    /// Shows the interviews' attributes in a table.
    Attributes "attributes" Go,
    /// Shows how often each code was given.
    Frequencies "frequencies" Go,
    /// Shows four figures beside each other.
    Analysis "analysis" Go,
    /// Shows codes by groups.
    HeatMap "heat-map" Go,
    /// Shows new codes, interview by interview.
    Saturation "saturation" Go,
    /// Shows codes that stand together, and what has no link.
    Cooccurrence "co-occurrence" Go,
    /// Shows how often words are said.
    Words "words" Go,
    /// Shows function words too, or leaves them out again.
    AllWords "all-words" Go,
    /// Counts what interviewers say too, or leaves it out again.
    Heard "heard" Go,
    /// Goes to the next of several figures, or to what has no link and back.
    NextPanel "next-panel" Go,
    /// Chooses what figures are filtered by.
    Narrow "narrow" Go,
    /// Chooses what groups are by.
    Groups "groups" Go,
    /// Changes what a figure counts.
    Value "value" Go,
    /// Changes of what shares are taken.
    Normalise "normalise" Go,
    /// Takes the wider values that the codebook says values belong to, or each value again.
    Wider "wider" Go,
    /// Changes which kinds of code are set against each other.
    Kinds "kinds" Go,
    /// Changes the order of the interviews.
    InterviewOrder "interview-order" Go,
    /// Changes how many interviews the base has.
    Base "base" Go,
    /// Changes how many interviews a run has.
    RunLength "run-length" Go,
    /// Looks at codes made while coding only, or at all.
    Emergent "emergent" Go,
    /// Holds the interview under the cursor out, or takes it in again.
    HoldOut "hold-out" Go,
    /// Shows figures as the table that goes into a file, or as a chart again.
    AsTable "as-table" Go,
    /// Writes the table of the figures to a file.
    ExportTable "export-table" Go,
    /// Shows the steps of everybody, to go back to one of them.
    History "history" Go,
    /// Takes back, or does again, whatever lies between now and the step under the cursor.
    BackToHere "back-to-here" Study,
    /// Shows the codings that wait for a reviewer.
    Review "review" Go,
    /// Shows where two coders part.
    Disagreements "disagreements" Go,
    /// Shows what merges of copies left to decide.
    Conflicts "conflicts" Go,
    /// Shows how far coders agree.
    Agreement "agreement" Go,
    /// Shows the codebook.
    Codebook "codebook" Go,
    /// Shows the passages of the code under the cursor.
    Passages "passages" Go,
    /// Shows the memos of the study.
    Memos "memos" Go,
    /// Shows memos of one kind only, then of the next.
    FilterKind "filter-kind" Go,
    /// Shows memos of one coder only, then of the next.
    FilterCoder "filter-coder" Go,
    /// Opens what the cursor stands on.
    Open "open" Go,
    /// Goes back to the screen before.
    Back "back" Go,
    /// Goes back to the screen before, and stays on the first one.
    LeaveList "leave-list" Go,
    /// Goes from the field of the search to its results and back.
    SwitchPane "switch-pane" Go,
    /// Has the arrows move in the next part of the screen.
    NextPane "next-pane" Go,
    /// Has the arrows move in the part before.
    PreviousPane "previous-pane" Go,
    /// Opens or closes the side panel.
    SidePanel "side-panel" Go,
    /// Changes the order of the rows.
    Sort "sort" Go,
    /// Changes how many levels of the codebook are shown.
    Level "level" Go,
    /// Changes on what coders are compared.
    Unit "unit" Go,
    /// Compares what coders have after disagreements were settled, or before again.
    AfterSettling "after-settling" Go,
    /// Puts another coder in the first place.
    FirstCoder "first-coder" Go,
    /// Puts another coder, or everybody, in the second place.
    SecondCoder "second-coder" Go,
    /// Shows what can be done here.
    Menu "menu" Go,
    /// Shows every command by its group.
    MenuBar "menu-bar" Go,
    /// Searches all interviews.
    SearchEverywhere "search-everywhere" Go,
    /// Lists the keys of this screen.
    Help "help" Go,
    /// Lists every command.
    Commands "commands" Go,
    /// Adds a column to the table of attributes.
    NewAttribute "new-attribute" Study,
    /// Takes the last step back.
    Undo "undo" Study,
    /// Does the last step taken back again.
    Redo "redo" Study,
    /// Makes a verified backup.
    Save "save" Study,
    /// Gives the mouse back to the terminal.
    MouseOff "mouse-off" Study,
    /// Takes the mouse again.
    MouseOn "mouse-on" Study,
    /// Stops the program until the shell calls it back.
    Suspend "suspend" Study,
    /// Says how to quit.
    HowToQuit "how-to-quit" Study,
    /// Quits.
    Quit "quit" Study,
    /// Leaves what is open, drops the selection, dismisses a message.
    Cancel "cancel" Study,
    /// Takes what is chosen or typed.
    Accept "accept" Study,
    /// Gives up what was being changed.
    Discard "discard" Study,
    /// Breaks the line in a text being written.
    LineBreak "line-break" Study,
    /// Marks a row so that several can be taken.
    Mark "mark" Study,
    /// Goes to the other end or field.
    OtherEnd "other-end" Study,
    /// Goes back to the field before.
    PreviousField "previous-field" Study,
    /// Goes to the next tab of a menu.
    NextTab "next-tab" Study,
    /// Goes to the previous tab of a menu.
    PreviousTab "previous-tab" Study,
}

impl Command {
    /// Every command that makes sense outside the overlay that takes it, in the
    /// order of help, menu and manual: by group, then as in the table.
    #[must_use]
    pub fn in_order() -> Vec<Self> {
        Group::ALL.into_iter().flat_map(Self::of_group).collect()
    }

    /// The commands of a group that make sense outside the overlay that takes them.
    pub fn of_group(group: Group) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |command| command.group() == group && !command.is_of_overlays())
    }

    /// Whether the command is nothing but an answer to an overlay, or has its place only
    /// where no study is open.
    #[must_use]
    pub fn is_of_overlays(self) -> bool {
        matches!(
            self,
            Self::Accept
                | Self::Mark
                | Self::OtherEnd
                | Self::PreviousField
                | Self::Cancel
                | Self::NextTab
                | Self::PreviousTab
                | Self::NewStudy
                | Self::OpenDemo
        )
    }

    /// The digit of a command that gives a pinned code.
    #[must_use]
    pub fn digit(self) -> Option<u8> {
        Some(match self {
            Self::Digit1 => 1,
            Self::Digit2 => 2,
            Self::Digit3 => 3,
            Self::Digit4 => 4,
            Self::Digit5 => 5,
            Self::Digit6 => 6,
            Self::Digit7 => 7,
            Self::Digit8 => 8,
            Self::Digit9 => 9,
            Self::Digit0 => 0,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kebab_case_and_lead_back_to_their_command() {
        for command in Command::ALL {
            let name = command.name();
            assert!(
                name.chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{name}"
            );
            assert_eq!(Command::from_name(name), Some(*command));
        }
    }
}
