//! The two rows of keys under every screen: which commands, and where each stands.

use ratatui::layout::Rect;

use super::app::App;
use super::command::Command;
use super::event::Message;
use super::screens::Screen;
use super::screens::analysis::Kind;
use super::screens::coding::{self, Coding};
use super::screens::importing::Step;
use super::screens::search::Focus;
use super::view::Ui;
use super::widgets::{from_column, row};

/// Commands of the footer, the most used first; those in one group share a word.
type Groups = &'static [&'static [Command]];

/// The commands while the ends of a passage are moved.
const ENDS: [Groups; 2] = [
    &[
        &[Command::Previous, Command::Next],
        &[Command::PreviousWord, Command::NextWord],
        &[Command::OtherEnd],
    ],
    &[&[Command::Accept], &[Command::Cancel]],
];

/// The commands of the screen in view, one list a row.
#[must_use]
pub fn commands(app: &App) -> [Groups; 2] {
    use Command as C;
    match app.screen() {
        Screen::Coding(screen) if screen.adjust.is_some() => ENDS,
        Screen::Coding(screen) if screen.jump.is_some() => [&[&[C::Cancel]], &[]],
        Screen::Coding(screen) if facets_here(app, screen).is_some() => [
            &[
                &[C::Extend, C::ExtendBack],
                &[C::Coarser, C::Finer],
                &[C::Jump],
                &[C::Digit1, C::Digit0],
                &[C::Palette],
                &[C::Facet],
                &[C::Repeat],
                &[C::InVivo],
                &[C::RemoveCode],
                &[C::Memo],
                &[C::Undo],
                &[C::Boundaries],
            ],
            &[
                &[C::Menu],
                &[C::NextUnread],
                &[C::Search],
                &[C::Interviews],
                &[C::Commands],
                &[C::Help],
                &[C::Back],
            ],
        ],
        Screen::Coding(_) => [
            &[
                &[C::Extend, C::ExtendBack],
                &[C::Coarser, C::Finer],
                &[C::Jump],
                &[C::Digit1, C::Digit0],
                &[C::Palette],
                &[C::Repeat],
                &[C::InVivo],
                &[C::RemoveCode],
                &[C::Memo],
                &[C::Undo],
                &[C::Facet],
                &[C::Boundaries],
            ],
            &[
                &[C::Menu],
                &[C::NextUnread],
                &[C::Search],
                &[C::Interviews],
                &[C::Commands],
                &[C::Help],
                &[C::Back],
            ],
        ],
        Screen::Overview(_) => [
            &[
                &[C::Open],
                &[C::Frequencies],
                &[C::HeatMap],
                &[C::Saturation],
                &[C::Cooccurrence],
                &[C::Words],
                &[C::Agreement],
                &[C::Narrow],
            ],
            &[
                &[C::Back],
                &[C::NextPanel],
                &[C::Menu],
                &[C::Commands],
                &[C::Help],
            ],
        ],
        Screen::Analysis(it) => of_figures(it.ask.kind()),
        Screen::Agreement(_) => [
            &[
                &[C::Open],
                &[C::Unit],
                &[C::AfterSettling],
                &[C::FirstCoder, C::SecondCoder],
                &[C::Level],
                &[C::Sort],
                &[C::Search],
            ],
            &[&[C::Back], &[C::Menu], &[C::Commands], &[C::Help]],
        ],
        Screen::Differences(_) => [
            &[&[C::Open], &[C::Search], &[C::Agreement]],
            &[&[C::Back], &[C::Menu], &[C::Commands], &[C::Help]],
        ],
        Screen::Codebook(_) => [
            &[
                &[C::AddCode],
                &[C::AddChild],
                &[C::Rename],
                &[C::Indent, C::Outdent],
                &[C::Merge],
                &[C::Split],
                &[C::EditCode],
                &[C::Pin],
                &[C::Retire],
                &[C::Undo],
                &[C::MoveDown, C::MoveUp],
                &[C::Colour],
                &[C::Memo],
            ],
            &[
                &[C::Open],
                &[C::Fold, C::Unfold],
                &[C::Search],
                &[C::Menu],
                &[C::Help],
                &[C::Back],
                &[C::SidePanel],
                &[C::Level],
                &[C::Freeze],
                &[C::ExportCodebook],
                &[C::Versions],
                &[C::ShowRetired],
            ],
        ],
        Screen::Importing(it) => importing(it.step),
        Screen::Conflicts(_) => [
            &[&[C::KeepStanding], &[C::PutOther], &[C::Open], &[C::Undo]],
            &[&[C::Back], &[C::Menu], &[C::Commands], &[C::Help]],
        ],
        Screen::Versions(_) => [
            &[
                &[C::Earlier, C::Later],
                &[C::OtherEnd],
                &[C::Next, C::Previous],
            ],
            &[&[C::Back], &[C::Menu], &[C::Help]],
        ],
        Screen::Split(_) => [
            &[
                &[C::Digit1, C::Digit9],
                &[C::Digit0],
                &[C::Undo],
                &[C::AddCode],
                &[C::Palette],
            ],
            &[
                &[C::Next, C::Previous],
                &[C::Accept],
                &[C::Menu],
                &[C::Help],
            ],
        ],
        Screen::Search(search) if search.focus == Focus::Field => [
            &[
                &[C::Open],
                &[C::Next, C::Previous],
                &[C::SwitchPane],
                &[C::CodeHits],
            ],
            &[&[C::Cancel], &[C::Commands], &[C::Help]],
        ],
        Screen::Search(_) => [
            &[
                &[C::Open],
                &[C::Next, C::Previous],
                &[C::CodeHits],
                &[C::Sort],
                &[C::SwitchPane],
                &[C::Undo],
            ],
            &[&[C::Back], &[C::Menu], &[C::Commands], &[C::Help]],
        ],
        Screen::Home(_) => [
            &[
                &[C::Open],
                &[C::Interviews],
                &[C::Codebook],
                &[C::Frequencies],
                &[C::Import],
                &[C::Memos],
                &[C::Undo],
                &[C::StudyMemo],
            ],
            &[&[C::Back], &[C::Menu], &[C::Commands], &[C::Help]],
        ],
        Screen::History(_) => [
            &[
                &[C::BackToHere],
                &[C::Next, C::Previous],
                &[C::Undo],
                &[C::Redo],
            ],
            &[&[C::Back], &[C::Menu], &[C::Commands], &[C::Help]],
        ],
        Screen::Attributes(_) => [
            &[
                &[C::Open],
                &[C::PreviousColumn, C::NextColumn],
                &[C::NewAttribute],
                &[C::Search],
                &[C::Undo],
            ],
            &[&[C::Back], &[C::Menu], &[C::Commands], &[C::Help]],
        ],
        Screen::Interviews(_) => [
            &[
                &[C::Open],
                &[C::NewInterview],
                &[C::Import],
                &[C::Attributes],
                &[C::Memo],
                &[C::Search],
                &[C::Frequencies],
            ],
            &[
                &[C::Back],
                &[C::Home],
                &[C::Menu],
                &[C::Commands],
                &[C::Help],
            ],
        ],
        Screen::Memos(_) => [
            &[
                &[C::Open],
                &[C::EditMemo],
                &[C::MemoKind],
                &[C::RemoveMemo],
                &[C::StudyMemo],
                &[C::Undo],
            ],
            &[
                &[C::Search],
                &[C::FilterKind],
                &[C::FilterCoder],
                &[C::Back],
                &[C::Menu],
                &[C::Help],
            ],
        ],
        Screen::Review(it) if it.ends.is_some() => ENDS,
        Screen::Disagreements(it) if it.ends.is_some() => ENDS,
        Screen::Review(_) => [
            &[
                &[C::AcceptCoding],
                &[C::RejectCoding],
                &[C::OtherCode],
                &[C::Boundaries],
                &[C::AskBack],
                &[C::Reason],
                &[C::PutAside],
                &[C::Undo],
                &[C::Open],
            ],
            &[
                &[C::NextOpen, C::PreviousOpen],
                &[C::FilterStatus],
                &[C::FilterCode],
                &[C::Outdated],
                &[C::Back],
                &[C::Help],
                &[C::FilterInterview],
                &[C::FilterCoder],
            ],
        ],
        Screen::Disagreements(_) => [
            &[
                &[C::TakeA],
                &[C::TakeB],
                &[C::TakeBoth],
                &[C::TakeNeither],
                &[C::OtherCode],
                &[C::Boundaries],
                &[C::Reason],
                &[C::PutAside],
                &[C::Undo],
                &[C::Open],
            ],
            &[
                &[C::NextOpen, C::PreviousOpen],
                &[C::FilterStatus],
                &[C::FilterCode],
                &[C::FilterInterview],
                &[C::GroupRows],
                &[C::ExportDecisions],
                &[C::Back],
                &[C::Help],
            ],
        ],
        Screen::Passages(_) => [
            &[&[C::Open], &[C::Search], &[C::Frequencies]],
            &[&[C::Back], &[C::Menu], &[C::Commands], &[C::Help]],
        ],
    }
}

/// The commands of a step of an import.
fn importing(step: Step) -> [Groups; 2] {
    use Command as C;
    match step {
        Step::Choose => [
            &[
                &[C::Open],
                &[C::Mark],
                &[C::MarkAll],
                &[C::ImportNext],
                &[C::Next, C::Previous],
            ],
            &[&[C::Cancel], &[C::Commands], &[C::Help]],
        ],
        Step::Look => [
            &[
                &[C::ImportNext],
                &[C::LeaveOut],
                &[C::FindSpeakers, C::FindSpeakersAll],
                &[C::RenameSpeaker, C::RenameSpeakerAll],
                &[C::SpeakerRole, C::SpeakerRoleAll],
                &[C::TieRespondent, C::TieRespondentAll],
                &[C::ReadAs, C::ReadAsAll],
            ],
            &[
                &[C::ImportBack],
                &[C::NextPane],
                &[C::NameInterview],
                &[C::SetAttribute, C::SetAttributeAll],
                &[C::ShowWhole],
                &[C::Cancel],
                &[C::Help],
            ],
        ],
        Step::Agree => [
            &[&[C::ImportNow], &[C::ImportBack], &[C::Next, C::Previous]],
            &[&[C::Cancel], &[C::Menu], &[C::Help]],
        ],
    }
}

/// The commands of a screen of figures.
fn of_figures(kind: Kind) -> [Groups; 2] {
    use Command as C;
    const SECOND: Groups = &[
        &[C::Narrow],
        &[C::Search],
        &[C::AsTable],
        &[C::ExportTable],
        &[C::Back],
        &[C::Menu],
        &[C::Help],
    ];
    let first: Groups = match kind {
        Kind::Frequencies => &[
            &[C::Open],
            &[C::Sort],
            &[C::Level],
            &[C::Value],
            &[C::Groups],
        ],
        Kind::Heat => &[
            &[C::Open],
            &[C::PreviousColumn, C::NextColumn],
            &[C::Groups],
            &[C::Value],
            &[C::Normalise],
            &[C::Level],
            &[C::Sort],
            &[C::Wider],
        ],
        Kind::Pairs => &[
            &[C::Open],
            &[C::PreviousColumn, C::NextColumn],
            &[C::Unit],
            &[C::Value],
            &[C::Kinds],
            &[C::NextPanel],
            &[C::Level],
            &[C::Sort],
        ],
        Kind::Words => &[&[C::Open], &[C::Groups], &[C::AllWords], &[C::Heard]],
        Kind::Lines => &[&[C::Open], &[C::Sort]],
        Kind::Curve => &[
            &[C::Open],
            &[C::PreviousColumn, C::NextColumn],
            &[C::InterviewOrder],
            &[C::Base],
            &[C::RunLength],
            &[C::Level],
            &[C::Emergent],
            &[C::HoldOut],
        ],
    };
    [first, SECOND]
}

/// A key, or keys that belong together, with their word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The cells of keys and word.
    pub area: Rect,
    /// The keys.
    pub keys: String,
    /// What they do.
    pub word: String,
    /// The command of the first key.
    pub command: Command,
}

/// What is written before the keys of the first row: how long the passage is that is
/// being moved, or that a code would go to.
#[must_use]
pub fn size_of_passage(app: &App, ui: &Ui, width: u16) -> Option<String> {
    let Screen::Coding(screen) = app.screen() else {
        return None;
    };
    let (key, span) = match (screen.adjust, screen.anchor) {
        (Some(adjust), _) => ("size-selection", adjust.span),
        _ if width < 90 => return None,
        (None, Some(_)) => ("size-selection", screen.target()?),
        (None, None) => ("size-unit", screen.target()?),
    };
    Some(ui.tell(&Message::new(key).with("n", span.chars())))
}

/// The hints that fit, and where they stand.
#[must_use]
pub fn hints(app: &App, ui: &Ui, area: Rect) -> Vec<Hint> {
    let mut first = row(area, 0);
    if let Some(words) = size_of_passage(app, ui, area.width) {
        first = from_column(first, ui.width(&words) + 2);
    }
    let mut hints = Vec::new();
    for (line, groups) in [first, row(area, 1)].into_iter().zip(commands(app)) {
        let mut x = 1;
        for group in groups {
            let Some((keys, word)) = words(app, ui, group) else {
                continue;
            };
            let width = ui.width(&keys) + 1 + ui.width(&word);
            if x + width > line.width {
                break;
            }
            hints.push(Hint {
                area: Rect::new(line.x + x, line.y, width, 1),
                keys,
                word,
                command: group[0],
            });
            x += width + 2;
        }
    }
    hints
}

/// Keys of a group of commands and their word; `None` where they have no key.
fn words(app: &App, ui: &Ui, commands: &[Command]) -> Option<(String, String)> {
    let contexts = app.screen().contexts();
    let keys: Vec<String> = commands
        .iter()
        .filter_map(|command| app.keymap.keys_of(contexts, *command).into_iter().next())
        .collect();
    let between = match commands[0].digit() {
        Some(_) => "-",
        None => "/",
    };
    let word = match app.screen() {
        Screen::Coding(screen) if commands[0] == Command::Facet => facets_here(app, screen),
        _ => None,
    };
    let word = word.unwrap_or_else(|| ui.say(commands[0].hint_key()));
    (!keys.is_empty()).then(|| (keys.join(between), word))
}

/// What can be said of the own coding under the cursor besides its code (`方面/立场`);
/// `None` where there is none or its kind has no facets.
fn facets_here(app: &App, screen: &Coding) -> Option<String> {
    let (tag, code) = coding::focused(screen, &app.loaded)?;
    let kind = app.loaded.codebook.kind_of(code)?;
    let names: Vec<&str> = kind
        .facets
        .iter()
        .map(|it| coding::in_language(app.desk.lang, &it.name, &it.name_en))
        .collect();
    (tag.coder == app.loaded.coder && !names.is_empty()).then(|| names.join("/"))
}
