//! What is chosen from lists: what to filter by, and what groups are by.

use super::{Ask, Kind};
use crate::model::Status;
use crate::strings::Lang;
use crate::study::{Choices, Filter, Loaded};
use crate::tui::event::Message;
use crate::tui::overlays::picker::{Does, Item, Label, Picker};
use crate::tui::screens::coding;
use crate::tui::widgets::list::List;

/// What is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choosing {
    /// What to filter by; what is filtered by already can be taken away.
    Filter,
    /// The values of a part of the filter.
    Values(Part),
    /// What groups are by.
    Groups,
}

/// A part of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Kinds of code.
    Kind,
    /// Codes with those under them.
    Code,
    /// An attribute of interviews, sessions or respondents.
    Where(String),
    /// Interviews.
    Interview,
    /// Respondents.
    Respondent,
    /// Speakers.
    Speaker,
    /// Answers to questions.
    Question,
    /// One coder's codings.
    OnlyCoder,
    /// Statuses.
    Status,
    /// A facet of codings.
    Facet(String),
    /// Whose version.
    Layer,
}

/// What choosing something does to figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Asks for the values of a part of the filter.
    Part(Part),
    /// Takes a value into the filter, or out of it.
    Value(Part, String),
    /// Takes the whole filter away.
    Clear,
    /// Groups by this; without a word by nothing.
    Groups(Option<String>),
}

impl Part {
    /// The values that the filter has of it, and whether there may be several.
    fn of(&self, filter: &Filter) -> Vec<String> {
        match self {
            Self::Kind => filter.kinds.clone(),
            Self::Code => filter.codes.clone(),
            Self::Where(name) => {
                let mut wheres = filter.wheres.iter();
                let values = wheres.find(|(known, _)| known == name);
                values.map(|(_, values)| values.clone()).unwrap_or_default()
            }
            Self::Interview => filter.interviews.clone(),
            Self::Respondent => filter.respondents.clone(),
            Self::Speaker => filter.speakers.clone(),
            Self::Question => filter.questions.clone(),
            Self::OnlyCoder => filter.only_coder.iter().cloned().collect(),
            Self::Status => {
                let statuses = filter.statuses.iter();
                statuses.map(|it| it.name().to_owned()).collect()
            }
            Self::Facet(name) => {
                let facets = filter.facets.iter();
                let mine = facets.filter(|(known, _)| known == name);
                mine.map(|(_, value)| value.clone()).collect()
            }
            Self::Layer => filter.layer.iter().cloned().collect(),
        }
    }

    /// Takes a value into a filter, or out of it where it has it.
    fn toggle(&self, filter: &mut Filter, value: &str) {
        let list = |list: &mut Vec<String>| {
            if list.iter().any(|it| it == value) {
                list.retain(|it| it != value);
            } else {
                list.push(value.to_owned());
            }
        };
        let one = |one: &mut Option<String>| {
            *one = (one.as_deref() != Some(value)).then(|| value.to_owned());
        };
        match self {
            Self::Kind => list(&mut filter.kinds),
            Self::Code => list(&mut filter.codes),
            Self::Where(name) => {
                match filter.wheres.iter_mut().find(|(known, _)| known == name) {
                    Some((_, values)) => list(values),
                    None => filter.wheres.push((name.clone(), vec![value.to_owned()])),
                }
                filter.wheres.retain(|(_, values)| !values.is_empty());
            }
            Self::Interview => list(&mut filter.interviews),
            Self::Respondent => list(&mut filter.respondents),
            Self::Speaker => list(&mut filter.speakers),
            Self::Question => list(&mut filter.questions),
            Self::OnlyCoder => one(&mut filter.only_coder),
            Self::Status => {
                if let Some(status) = Status::from_name(value) {
                    if filter.statuses.contains(&status) {
                        filter.statuses.retain(|it| *it != status);
                    } else {
                        filter.statuses.push(status);
                    }
                }
            }
            Self::Facet(name) => {
                let pair = (name.clone(), value.to_owned());
                // A coding has one value of a facet at most: another takes its place.
                let had = filter.facets.contains(&pair);
                filter.facets.retain(|(known, _)| known != name);
                if !had {
                    filter.facets.push(pair);
                }
            }
            Self::Layer => one(&mut filter.layer),
        }
    }

    /// What it is called.
    fn label(&self, loaded: &Loaded, lang: Lang) -> Message {
        match self {
            Self::Kind => Message::new("narrow-kind"),
            Self::Code => Message::new("narrow-code"),
            Self::Where(name) => attribute_name("narrow-where", name),
            Self::Interview => Message::new("narrow-interview"),
            Self::Respondent => Message::new("narrow-respondent"),
            Self::Speaker => Message::new("narrow-speaker"),
            Self::Question => Message::new("narrow-question"),
            Self::OnlyCoder => Message::new("narrow-coder"),
            Self::Status => Message::new("narrow-status"),
            Self::Facet(name) => {
                let kinds = loaded.codebook.kinds.iter();
                let mut facets = kinds.flat_map(|kind| &kind.facets);
                let known = facets.find(|facet| facet.name == *name);
                let name = known.map_or(name.as_str(), |facet| {
                    coding::in_language(lang, &facet.name, &facet.name_en)
                });
                Message::new("narrow-facet").with("name", name)
            }
            Self::Layer => Message::new("narrow-layer"),
        }
    }

    /// The values that can be chosen, with what they are called.
    fn values(&self, loaded: &Loaded, choices: &Choices, lang: Lang) -> Vec<(String, Label)> {
        let plain = |names: &[String]| -> Vec<(String, Label)> {
            let names = names.iter();
            names
                .map(|it| (it.clone(), Label::Words(it.clone())))
                .collect()
        };
        match self {
            Self::Kind => {
                let kinds = loaded.codebook.kinds.iter();
                let name = |kind: &crate::model::Kind| {
                    coding::in_language(lang, &kind.name, &kind.name_en).to_owned()
                };
                kinds
                    .map(|kind| (kind.id.clone(), Label::Words(name(kind))))
                    .collect()
            }
            Self::Code => {
                let book = &loaded.codebook;
                let codes = book.codes().iter().enumerate();
                let in_use = codes.filter(|(_, code)| !code.retired);
                in_use
                    .map(|(place, code)| {
                        let indent = "  ".repeat(usize::from(book.depth(place)));
                        let words = format!("{indent}{} {}", code.entry.public_id, code.entry.name);
                        (code.entry.public_id.clone(), Label::Words(words))
                    })
                    .collect()
            }
            Self::Where(name) => {
                let mut attributes = choices.attributes.iter();
                let known = attributes.find(|it| it.name == *name);
                let values = known.into_iter().flat_map(|it| &it.values);
                values
                    .map(|(value, n)| (value.clone(), Label::Words(format!("{value} ({n})"))))
                    .collect()
            }
            Self::Interview => {
                let names = loaded.interviews.iter().map(|it| it.name.clone());
                plain(&names.collect::<Vec<String>>())
            }
            Self::Respondent => plain(&choices.respondents),
            Self::Speaker => plain(&choices.speakers),
            Self::Question => {
                let label = |number: &String| {
                    let mut questions = loaded.guide.iter();
                    let known = questions.find(|it| it.number == *number);
                    let words = known.map_or("", |it| it.text.as_str());
                    Label::Words(format!("{number} {words}"))
                };
                let numbers = choices.questions.iter();
                numbers.map(|it| (it.clone(), label(it))).collect()
            }
            Self::OnlyCoder => plain(&choices.coders),
            Self::Status => {
                let all = Status::ALL.iter();
                all.map(|it| {
                    (
                        it.name().to_owned(),
                        Label::Message(Message::new(status_key(*it))),
                    )
                })
                .collect()
            }
            Self::Facet(name) => {
                let kinds = loaded.codebook.kinds.iter();
                let facets = kinds.flat_map(|kind| &kind.facets);
                let mut values: Vec<(String, Label)> = Vec::new();
                for value in facets
                    .filter(|it| it.name == *name)
                    .flat_map(|it| &it.values)
                {
                    if !values.iter().any(|(known, _)| *known == value.name) {
                        let words = coding::in_language(lang, &value.name, &value.name_en);
                        values.push((value.name.clone(), Label::Words(words.to_owned())));
                    }
                }
                values
            }
            Self::Layer => {
                let own = ["final", "A", "B"].map(str::to_owned);
                let mut values = plain(&own);
                values[0].1 = Label::Message(Message::new("narrow-layer-final"));
                values.extend(plain(&choices.coders));
                values
            }
        }
    }
}

/// A sentence with the name of an attribute; what the program keeps of sessions has a name of
/// the program's.
fn attribute_name(key: &'static str, name: &str) -> Message {
    let own = match name {
        "date" => "col-date",
        "place" => "col-place",
        "channel" => "col-channel",
        "interviewer" => "col-interviewer",
        "minutes" => "col-minutes",
        "guide_version" => "col-guide_version",
        _ => return Message::new(key).with("name", name),
    };
    Message::new(key).saying("name", Message::new(own))
}

/// Key of what a status is called.
fn status_key(status: Status) -> &'static str {
    match status {
        Status::Coded => "cell-status-coded",
        Status::Suggested => "cell-status-suggested",
        Status::Accepted => "cell-status-accepted",
        Status::Amended => "cell-status-amended",
        Status::Rejected => "cell-status-rejected",
        Status::Asked => "cell-status-asked",
        Status::Superseded => "cell-status-superseded",
        Status::Settled => "cell-status-settled",
    }
}

/// What groups can be by that is no attribute.
const WORDS: [(&str, &str); 4] = [
    ("coder", "by-coder"),
    ("role", "by-role"),
    ("question", "by-question"),
    ("layer", "by-layer"),
];

/// What can be chosen.
#[must_use]
pub fn picker(
    what: &Choosing,
    ask: &Ask,
    filter: &Filter,
    loaded: &Loaded,
    choices: &Choices,
    lang: Lang,
) -> Picker {
    let item = |label: Label, current: bool, chosen: Chosen| Item {
        label,
        current,
        does: Does::Figures(chosen),
    };
    let (title, items) = match what {
        Choosing::Filter => {
            let mut items = Vec::new();
            if !filter.is_empty() {
                let label = Label::Message(Message::new("narrow-clear"));
                items.push(item(label, false, Chosen::Clear));
            }
            for part in parts(loaded, choices) {
                let now = part.of(filter);
                let mut label = part.label(loaded, lang);
                if !now.is_empty() {
                    label = Message::new("narrow-now")
                        .saying("part", label)
                        .with("values", now.join("、"));
                }
                items.push(item(
                    Label::Message(label),
                    !now.is_empty(),
                    Chosen::Part(part),
                ));
            }
            (Message::new("narrow-title"), items)
        }
        Choosing::Values(part) => {
            let now = part.of(filter);
            let values = part.values(loaded, choices, lang).into_iter();
            let items = values.map(|(value, label)| {
                item(
                    label,
                    now.contains(&value),
                    Chosen::Value(part.clone(), value),
                )
            });
            (part.label(loaded, lang), items.collect())
        }
        Choosing::Groups => {
            let now = groups_of(ask);
            let mut items = Vec::new();
            if matches!(ask.kind(), Kind::Frequencies | Kind::Words) {
                let label = Label::Message(Message::new("by-nothing"));
                items.push(item(label, now.is_none(), Chosen::Groups(None)));
            }
            for attribute in &choices.attributes {
                if attribute.values.len() < 2 {
                    continue;
                }
                let label = attribute_name("by-attribute", &attribute.name);
                let label = label.with("n", attribute.values.len());
                let name = Some(attribute.name.clone());
                items.push(item(
                    Label::Message(label),
                    now == name,
                    Chosen::Groups(name),
                ));
            }
            for (word, key) in WORDS {
                let fits = ask.kind() != Kind::Words
                    && match word {
                        "layer" => ask.kind() == Kind::Frequencies,
                        "question" => !choices.questions.is_empty(),
                        _ => true,
                    };
                if fits && !choices.attributes.iter().any(|it| it.name == word) {
                    let label = Label::Message(Message::new(key));
                    let name = Some(word.to_owned());
                    items.push(item(label, now == name, Chosen::Groups(name)));
                }
            }
            (Message::new("by-title"), items)
        }
    };
    Picker {
        title,
        items,
        list: List::default(),
    }
}

/// The parts of a filter that have something to choose from here.
fn parts(loaded: &Loaded, choices: &Choices) -> Vec<Part> {
    let mut parts = Vec::new();
    if !loaded.codebook.kinds.is_empty() {
        parts.push(Part::Kind);
    }
    parts.push(Part::Code);
    let attributes = choices.attributes.iter();
    parts.extend(attributes.map(|it| Part::Where(it.name.clone())));
    parts.push(Part::Interview);
    for (part, there) in [
        (Part::Respondent, !choices.respondents.is_empty()),
        (Part::Speaker, !choices.speakers.is_empty()),
        (Part::Question, !choices.questions.is_empty()),
        (Part::OnlyCoder, choices.coders.len() > 1),
    ] {
        if there {
            parts.push(part);
        }
    }
    parts.push(Part::Status);
    let mut facets: Vec<&String> = Vec::new();
    for facet in loaded.codebook.kinds.iter().flat_map(|kind| &kind.facets) {
        if !facets.contains(&&facet.name) {
            facets.push(&facet.name);
        }
    }
    parts.extend(facets.into_iter().map(|name| Part::Facet(name.clone())));
    parts.push(Part::Layer);
    parts
}

/// What groups are by now.
fn groups_of(ask: &Ask) -> Option<String> {
    match ask {
        Ask::Frequencies(request) => request.by.clone(),
        Ask::Heat(choice) => Some(choice.request.by.clone()),
        Ask::Words(how) => how.by.clone(),
        Ask::Pairs(_) | Ask::Curve(_) | Ask::Lines(_) => None,
    }
}

/// Changes a filter, or what groups are by; what is to be chosen next, where that isn't all.
pub fn choose(ask: &mut Ask, filter: &mut Filter, chosen: &Chosen) -> Option<Choosing> {
    match chosen {
        Chosen::Part(part) => return Some(Choosing::Values(part.clone())),
        Chosen::Value(part, value) => part.toggle(filter, value),
        Chosen::Clear => *filter = Filter::default(),
        Chosen::Groups(by) => match ask {
            Ask::Frequencies(request) => request.by.clone_from(by),
            Ask::Heat(choice) => {
                choice.request.by = by.clone().unwrap_or_default();
            }
            Ask::Words(how) => how.by.clone_from(by),
            Ask::Pairs(_) | Ask::Curve(_) | Ask::Lines(_) => {}
        },
    }
    None
}
