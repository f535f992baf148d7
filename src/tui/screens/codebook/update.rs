//! What commands do in the codebook.

use crate::model::codebook::Entry;
use crate::model::edit::NewCode;
use crate::model::{Code, CodeId, Edit, MemoTarget, Origin};
use crate::study::{Loaded, MergePreview};
use crate::tui::app::{Desk, Go};
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Made, Message};
use crate::tui::jobs::Job;
use crate::tui::layout::Panel;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::confirm::Confirm;
use crate::tui::overlays::form::Form;
use crate::tui::overlays::palette::Palette;
use crate::tui::overlays::picker::Picker;
use crate::tui::overlays::prompt::{Naming, Prompt};
use crate::tui::screens::coding;

use super::shape::{self, Way};
use super::{Branch, Merging, Retired, Tree, height};

/// Carries a command out.
pub fn update(tree: &mut Tree, loaded: &Loaded, desk: &mut Desk, command: Command) -> Vec<Effect> {
    let turned = match (tree.panel, command) {
        (Panel::Flipped, Command::PageDown | Command::HalfDown) => 1,
        (Panel::Flipped, Command::PageUp | Command::HalfUp) => -1,
        _ => 0,
    };
    if turned != 0 {
        tree.page = tree.page.wrapping_add(turned);
        return Vec::new();
    }
    let len = tree.rows.len();
    if tree.list.moved(command, len, height(desk.size)) {
        tree.at = tree.rows.get(tree.list.at).map(|row| row.code);
        tree.page = 0;
        return Vec::new();
    }
    match command {
        Command::SidePanel => {
            tree.panel = match tree.panel {
                Panel::AsFits => Panel::Flipped,
                Panel::Flipped => Panel::AsFits,
            };
        }
        Command::Level => next_level(tree, loaded),
        Command::ShowRetired => {
            tree.retired = match tree.retired {
                Retired::Hidden => Retired::Shown,
                Retired::Shown => Retired::Hidden,
            };
        }
        Command::Versions => desk.go = Some(Go::Versions),
        Command::ExportCodebook => {
            desk.open = Some(Overlay::Prompt(Prompt::codebook_file(loaded)));
        }
        Command::Freeze => {
            let name = format!("v{}", loaded.codebook_number);
            desk.open = Some(naming(&name, Naming::Freeze));
        }
        Command::AddCode if tree.at.is_none() => {
            desk.open = Some(naming(
                "",
                Naming::Add {
                    parent: None,
                    like: None,
                },
            ));
        }
        _ => match tree.current(loaded) {
            Some(code) => return on_code(tree, loaded, desk, code, command),
            None => desk.say(Message::new("say-no-codes")),
        },
    }
    Vec::new()
}

/// What a command does to the code under the cursor.
fn on_code(
    tree: &mut Tree,
    loaded: &Loaded,
    desk: &mut Desk,
    code: &Code,
    command: Command,
) -> Vec<Effect> {
    let way = match command {
        Command::MoveUp => Some(Way::Up),
        Command::MoveDown => Some(Way::Down),
        Command::Indent => Some(Way::In),
        Command::Outdent => Some(Way::Out),
        _ => None,
    };
    if let Some(way) = way {
        return move_code(tree, loaded, desk, code, way);
    }
    if let Some(why) = why_not(tree, loaded, command) {
        desk.say(why);
        return Vec::new();
    }
    match command {
        Command::Fold => fold(tree, loaded, code.id),
        Command::Unfold => unfold(tree, code.id),
        Command::Open => desk.go = Some(Go::Passages(code.id)),
        Command::Split => desk.go = Some(Go::Split(code.id)),
        Command::Retire => return vec![retire_or_revive(code)],
        Command::AddCode => {
            let parent = shape::parent(&loaded.codebook, code.id);
            let like = Some(code.id);
            desk.open = Some(naming("", Naming::Add { parent, like }));
        }
        Command::AddChild => {
            let parent = Some(code.id);
            desk.open = Some(naming(
                "",
                Naming::Add {
                    parent,
                    like: parent,
                },
            ));
        }
        Command::Rename => desk.open = Some(naming(&code.entry.name, Naming::Rename(code.id))),
        Command::EditCode => desk.open = Some(Overlay::Form(Box::new(Form::new(code)))),
        Command::Colour => desk.open = Some(Overlay::Picker(Picker::colours(code))),
        Command::Pin => desk.open = Some(Overlay::Picker(Picker::pin(loaded, code))),
        Command::Merge => desk.open = Some(Overlay::Palette(Palette::merge(loaded, code.id))),
        Command::Memo => desk.go = Some(Go::Memo(MemoTarget::Code(code.id))),
        _ => {}
    }
    Vec::new()
}

/// Why a command would do nothing in the codebook now; `None` where it does something.
#[must_use]
pub fn why_not(tree: &Tree, loaded: &Loaded, command: Command) -> Option<Message> {
    let on_a_code = !matches!(
        command,
        Command::AddCode
            | Command::ShowRetired
            | Command::SidePanel
            | Command::Level
            | Command::Freeze
            | Command::ExportCodebook
            | Command::Versions
    );
    let Some(code) = tree.current(loaded) else {
        return on_a_code.then(|| Message::new("say-no-codes"));
    };
    let leads_on = |way| shape::place(tree, &loaded.codebook, code.id, way).is_some();
    let moves = match command {
        Command::MoveUp => leads_on(Way::Up),
        Command::MoveDown => leads_on(Way::Down),
        Command::Indent => leads_on(Way::In),
        Command::Outdent => leads_on(Way::Out),
        _ => true,
    };
    if !moves {
        return Some(Message::new("say-nowhere-to-move"));
    }
    let needs_use = matches!(command, Command::Merge | Command::Split | Command::AddChild);
    (needs_use && code.retired)
        .then(|| Message::new("refused-out-of-use").with("code", &code.entry.public_id))
}

fn naming(name: &str, what: Naming) -> Overlay {
    Overlay::Prompt(Prompt::naming(name, what))
}

/// Closes a branch; from a code without one, goes to the code above.
fn fold(tree: &mut Tree, loaded: &Loaded, code: CodeId) {
    let branch = tree.rows.get(tree.list.at).map(|row| row.branch);
    if branch == Some(Branch::Open) && tree.filter.is_empty() {
        tree.folded.insert(code);
    } else if let Some(above) = shape::parent(&loaded.codebook, code) {
        tree.at = Some(above);
    }
}

/// Opens a branch; from an open one, goes to the first code in it.
fn unfold(tree: &mut Tree, code: CodeId) {
    if tree.folded.remove(&code) {
        return;
    }
    let branch = tree.rows.get(tree.list.at).map(|row| row.branch);
    if branch == Some(Branch::Open) {
        tree.at = tree.rows.get(tree.list.at + 1).map(|row| row.code);
    }
}

/// Shows one level, then one more, until all are shown.
fn next_level(tree: &mut Tree, loaded: &Loaded) {
    let book = &loaded.codebook;
    let deepest = tree.rows.iter().map(|row| row.depth).max().unwrap_or(0);
    let folded = tree.rows.iter().any(|row| row.branch == Branch::Folded);
    let levels = if folded { deepest + 1 } else { 0 };
    tree.folded = (0..book.codes().len())
        .filter(|place| book.depth(*place) == levels)
        .map(|place| book.codes()[place].id)
        .filter(|id| {
            book.place(*id)
                .is_some_and(|place| book.subtree_end(place) > place + 1)
        })
        .collect();
}

fn move_code(
    tree: &mut Tree,
    loaded: &Loaded,
    desk: &mut Desk,
    code: &Code,
    way: Way,
) -> Vec<Effect> {
    let Some(to) = shape::place(tree, &loaded.codebook, code.id, way) else {
        desk.say(Message::new("say-nowhere-to-move"));
        return Vec::new();
    };
    let mut said = Message::new("said-moved").with("code", coding::name(loaded, code.id));
    if to.parent != shape::parent(&loaded.codebook, code.id) {
        said = match to.parent {
            Some(parent) => Message::new("said-moved-under")
                .with("code", coding::name(loaded, code.id))
                .with("parent", coding::name(loaded, parent)),
            None => Message::new("said-moved-top").with("code", coding::name(loaded, code.id)),
        };
        let kind = to.parent.and_then(|parent| loaded.codebook.get(parent));
        if let Some(parent) = kind.filter(|parent| parent.entry.kind != code.entry.kind) {
            let kind = loaded
                .codebook
                .kind_of(parent)
                .map_or_else(|| parent.entry.kind.clone(), |kind| kind.name.clone());
            said = Message::new("said-moved-kind")
                .with("code", coding::name(loaded, code.id))
                .with("parent", coding::name(loaded, parent.id))
                .with("kind", kind);
        }
    }
    vec![Effect::edit(Edit::MoveCode { code: code.id, to }, said)]
}

fn retire_or_revive(code: &Code) -> Effect {
    let name = format!("{} {}", code.entry.public_id, code.entry.name);
    let (edit, said) = if code.retired {
        (Edit::ReviveCode { code: code.id }, "said-revived")
    } else {
        (Edit::RetireCode { code: code.id }, "said-retired")
    };
    Effect::edit(edit, Message::new(said).with("code", name))
}

/// The effect of a name typed for a code; `None` while there is none.
#[must_use]
pub fn name_code(loaded: &Loaded, what: Naming, name: &str) -> Option<Effect> {
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    match what {
        Naming::Add { parent, like } => {
            let kind = like
                .and_then(|like| loaded.codebook.get(like))
                .map_or_else(String::new, |like| like.entry.kind.clone());
            // Once there are codings, a new code comes from the interviews.
            let origin = if loaded.n_codings.iter().any(|n| *n > 0) {
                Origin::Emergent
            } else {
                Origin::Given
            };
            let entry = Entry {
                name: name.to_owned(),
                kind,
                origin,
                ..Entry::default()
            };
            let said = Message::new("said-added").with("code", name);
            Some(Effect::edit(Edit::AddCode(NewCode { parent, entry }), said))
        }
        Naming::Rename(code) => {
            let mut entry = loaded.codebook.get(code)?.entry.clone();
            let old = std::mem::replace(&mut entry.name, name.to_owned());
            let said = Message::new("said-renamed")
                .with("old", old)
                .with("code", format!("{} {name}", entry.public_id));
            let entry = Box::new(entry);
            Some(Effect::edit(Edit::ReviseCode { code, entry }, said))
        }
        Naming::Freeze => {
            let said = Message::new("said-frozen")
                .with("number", loaded.codebook_number)
                .with("name", name);
            let name = name.to_owned();
            Some(Effect::edit(Edit::FreezeCodebook { name }, said))
        }
        Naming::Part => None,
    }
}

/// Asks what merging would do, before it is done.
pub fn merge_into(tree: &mut Tree, desk: &mut Desk, from: CodeId, into: CodeId) -> Effect {
    let (ticket, effect) = desk.ask(Job::MergePreview { from, into });
    tree.merging = Some(Merging { ticket, from, into });
    effect
}

/// The question whether to merge, with what would happen.
pub(super) fn confirm_merge(loaded: &Loaded, merging: Merging, preview: MergePreview) -> Overlay {
    let Merging { from, into, .. } = merging;
    let [from_name, into_name] = [from, into].map(|code| coding::name(loaded, code));
    let mut lines = vec![
        Message::new("merge-codings").with("n", preview.n_codings),
        Message::new("merge-united").with("n", preview.n_united),
        Message::new("merge-memos").with("n", preview.n_memos),
        Message::new("merge-links").with("n", preview.n_links),
        Message::new("merge-codes").with("n", preview.n_codes),
    ];
    // What there is nothing of needs no line, except the codings.
    let numbers = [
        1,
        preview.n_united,
        preview.n_memos,
        preview.n_links,
        preview.n_codes,
    ];
    let mut numbers = numbers.into_iter();
    lines.retain(|_| numbers.next() != Some(0));
    lines.push(Message::new("merge-retires").with("code", &from_name));
    let said = Message::new("said-merged")
        .with("code", &from_name)
        .with("into", &into_name)
        .with("n", preview.n_codings);
    Overlay::Confirm(Box::new(Confirm {
        title: Message::new("merge-title")
            .with("code", from_name)
            .with("into", into_name),
        lines,
        then: Effect::edit(Edit::MergeCodes { from, into }, said),
    }))
}

/// Goes where an edit that is done leads.
pub fn edited(tree: &mut Tree, loaded: &Loaded, edit: &Edit, made: &Made) {
    match edit {
        Edit::AddCode(_) => tree.at = made.codes.first().copied().or(tree.at),
        Edit::MergeCodes { into, .. } => tree.at = Some(*into),
        _ => {}
    }
    // What was just made or moved is not left inside a closed branch.
    let mut above = tree
        .at
        .and_then(|code| shape::parent(&loaded.codebook, code));
    while let Some(code) = above {
        tree.folded.remove(&code);
        above = shape::parent(&loaded.codebook, code);
    }
}
