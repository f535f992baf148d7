//! Which coding another is linked to, and what the link says.

use super::{Does, Item, Label, Picker, relation_key};
use crate::model::coding::RELATIONS;
use crate::model::{Coding, CodingId, Span};
use crate::study::Loaded;
use crate::tui::event::Message;
use crate::tui::screens::coding;
use crate::tui::widgets::list::List;

/// Passages that are offered as the other end of a link.
const TARGETS: usize = 26;

impl Picker {
    /// Asks which coding this one shall be linked to: those it is linked to by the acting
    /// coder, then codings of other kinds, then of its own, the nearest first, each once.
    /// `None` where there is no other.
    #[must_use]
    pub fn link(loaded: &Loaded, tag: &Coding) -> Option<Self> {
        let open = loaded.open.as_ref()?;
        let kind = |coding: &Coding| loaded.codebook.get(coding.code).map(|it| &it.entry.kind);
        let is_linked = |it: &Coding| own_links(loaded, tag.id, it.id).next().is_some();
        let mut others: Vec<&Coding> = open
            .layer
            .all()
            .iter()
            .filter(|it| it.id != tag.id)
            .filter(|it| is_linked(it) || it.status.counts())
            .filter(|it| is_linked(it) || coding::shown_code(loaded, it).is_some())
            .collect();
        others.sort_by_key(|it| {
            let far = apart(it.span, tag.span);
            (!is_linked(it), kind(it) == kind(tag), far, it.id)
        });
        let of_several = open.layer.all().iter().any(|it| it.coder != tag.coder);
        let words = |it: &Coding| {
            let coder = if of_several {
                format!("{}  ", it.coder)
            } else {
                String::new()
            };
            format!(
                "{}  {coder}{} “{}”",
                coding::name(loaded, it.code),
                coding::turn_of(open, it.span),
                coding::excerpt(loaded, it.span)
            )
        };
        let items = others.into_iter().take(TARGETS).map(|it| Item {
            label: Label::Words(words(it)),
            current: is_linked(it),
            does: Does::LinkTo {
                from: tag.id,
                to: it.id,
            },
        });
        let items: Vec<Item> = items.collect();
        (!items.is_empty()).then(|| Self {
            title: Message::new("pick-link").with("code", coding::name(loaded, tag.code)),
            items,
            list: List::default(),
        })
    }
}

/// Asks what a link between two codings says; one there is goes when it is chosen.
pub(super) fn relation(loaded: &Loaded, from: CodingId, to: CodingId) -> Picker {
    let there: Vec<&str> = own_links(loaded, from, to).collect();
    let unlink = |relation: &str| Does::Unlink {
        from,
        to,
        relation: relation.to_owned(),
    };
    let label = |relation: &str| {
        Label::Message(Message::new(relation_key(relation)).with("relation", relation))
    };
    let offered = RELATIONS.into_iter().map(|relation| Item {
        label: label(relation),
        current: there.contains(&relation),
        does: if there.contains(&relation) {
            unlink(relation)
        } else {
            Does::Link { from, to, relation }
        },
    });
    let others = there.iter().filter(|it| !RELATIONS.contains(*it));
    let others = others.map(|relation| Item {
        label: label(relation),
        current: true,
        does: unlink(relation),
    });
    Picker {
        title: linked("pick-relation", loaded, from, to),
        items: offered.chain(others).collect(),
        list: List::default(),
    }
}

/// What the acting coder's links from one coding to another say.
fn own_links(loaded: &Loaded, from: CodingId, to: CodingId) -> impl Iterator<Item = &str> {
    let links = loaded.open.iter().flat_map(|open| &open.links);
    links
        .filter(move |link| (link.from, link.to) == (from, to) && link.coder == loaded.coder)
        .map(|link| link.relation.as_str())
}

/// A sentence about a link, by the codes of its ends.
pub(super) fn linked(key: &'static str, loaded: &Loaded, from: CodingId, to: CodingId) -> Message {
    let code = |id| {
        let tag = loaded.open.as_ref().and_then(|open| open.layer.get(id));
        tag.map_or_else(String::new, |tag| coding::name(loaded, tag.code))
    };
    Message::new(key)
        .with("from", code(from))
        .with("to", code(to))
}

/// Code points between two passages; 0 where they touch or overlap.
fn apart(a: Span, b: Span) -> u32 {
    let behind = a.start().0.saturating_sub(b.end().0);
    behind.max(b.start().0.saturating_sub(a.end().0))
}
