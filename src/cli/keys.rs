//! The keys of the terminal interface, and whether they arrive on every terminal.

use anyhow::Result;
use serde_json::json;

use super::args::Keys;
use super::context::Context;
use super::{Done, open, output};
use crate::study::Listing;

/// Prints the keys with a person's own over them, or what is wrong with them.
pub(super) fn run(words: &Keys, context: &Context) -> Result<Done> {
    let keymap = crate::tui::keys(open::own_keys().as_deref())?;
    if words.check {
        let faults = keymap.faults();
        for fault in &faults {
            context.tell(&context.strings.with(fault.key(), &fault.args()));
        }
        if faults.is_empty() {
            let n = keymap.bindings().len();
            context.say("cli-keys-ok", &[("n", n.into())]);
            return Ok(Done::All);
        }
        return Ok(Done::NotOk);
    }
    let mut list = Listing::new("keys", &["context", "keys", "command", "does"]);
    for binding in keymap.bindings() {
        list.push(json!({
            "context": binding.context.name(),
            "keys": binding.keys(),
            "command": binding.command.name(),
            "does": context.strings.get(binding.command.title_key()),
        }));
    }
    let table = list.table();
    let sheet = context.strings.sheet(&table);
    output::sheet_or_json(&sheet, &list.json(), table.name, context)
}
