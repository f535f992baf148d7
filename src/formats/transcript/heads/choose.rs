//! Which grammar a text is written in, and which of its labels are voices.
//!
//! Every grammar is tried on every line. A label is believed when it is a word of
//! the trade, is named in the header, or comes back; one that is seen once must
//! read like a name or stand beside a time. The grammar with the most believed
//! heads is taken, the looser ones only with a margin.

use std::collections::{HashMap, HashSet};

use super::super::labels;
use super::super::lines::Line;
use super::super::roles;
use super::{Grammar, Head, head};

/// Labels above this number are no voices of one interview, unless they come back often.
const MOST_LABELS: usize = 60;

/// What was chosen.
#[derive(Debug)]
pub(in super::super) struct Chosen {
    /// The grammar.
    pub grammar: Grammar,
    /// Its heads in order; an empty label is nobody's.
    pub heads: Vec<Head>,
    /// Heads whose label is seen once, believed or not, and reads like a voice's.
    pub once: Vec<Head>,
}

/// What is known about one label of one grammar.
#[derive(Default)]
struct Tally<'a> {
    /// The label as first found.
    label: &'a str,
    n: usize,
    firm: usize,
    timed: usize,
    /// A word of the trade or a name from the header.
    known: bool,
}

/// How much one grammar finds.
struct Size {
    heads: usize,
    labels: usize,
    /// Labels that are words of the trade or named in the header.
    known: usize,
    /// Labels that read like names, codes or words of the trade.
    like_names: usize,
    /// Lines that aren't blank.
    written: usize,
    /// Nearly every line begins like a turn, its label believed or not.
    dense: bool,
}

/// The grammar that reads `lines[from..]` best; `None` when none finds two turns.
///
/// `named` are folded names that the header gives.
pub(in super::super) fn choose(
    text: &str,
    lines: &[Line<'_>],
    from: usize,
    named: &HashSet<String>,
) -> Option<Chosen> {
    let mut best: Option<(usize, Chosen)> = None;
    let written = lines[from..].iter().filter(|line| !line.is_blank()).count();
    for grammar in Grammar::ALL {
        let found: Vec<Head> = (from..lines.len())
            .filter_map(|n| head(grammar, lines, n))
            .collect();
        if found.is_empty() {
            continue;
        }
        if let Some((value, chosen)) = weigh(text, written, grammar, found, named)
            && best.as_ref().is_none_or(|(most, _)| value > *most)
        {
            best = Some((value, chosen));
        }
    }
    best.map(|(_, chosen)| chosen)
}

/// The believed heads of one grammar and what they are worth.
fn weigh(
    text: &str,
    written: usize,
    grammar: Grammar,
    mut found: Vec<Head>,
    named: &HashSet<String>,
) -> Option<(usize, Chosen)> {
    unnumber(text, &mut found);
    let words: Vec<String> = found
        .iter()
        .map(|head| labels::folded(&text[head.label.clone()]))
        .collect();
    let tallies = tally(text, &found, &words, named);
    // Where every line has a label and one comes back, all of them are believed.
    let dense = found.len() * 10 >= written * 9;
    let trusted =
        if grammar == Grammar::Colon && dense && tallies.len() > 1 && found.len() > tallies.len() {
            tallies
                .keys()
                .copied()
                .filter(|word| believable(word))
                .collect()
        } else {
            trust(grammar, &tallies)
        };
    let heads: usize = trusted.iter().map(|word| tallies[word].n).sum();
    let of = |holds: fn(&Tally) -> bool| {
        trusted
            .iter()
            .filter(|word| holds(&tallies[**word]))
            .count()
    };
    let size = Size {
        heads,
        labels: trusted.len(),
        known: of(|tally| tally.known),
        like_names: of(|tally| tally.known || labels::like_a_name(tally.label)),
        written,
        dense,
    };
    if !enough(grammar, &size) {
        return None;
    }
    let timed: usize = trusted.iter().map(|word| tallies[word].timed).sum();
    let by_time = mostly_timed(timed, heads);
    let mut chosen = Chosen {
        grammar,
        heads: Vec::with_capacity(heads),
        once: Vec::new(),
    };
    for (mut head, word) in found.into_iter().zip(&words) {
        let tally = &tallies[word.as_str()];
        let believed = trusted.contains(word.as_str());
        if tally.n == 1 && !tally.known {
            let lost = grammar == Grammar::Colon && !by_time && may_be_lost(tally.label, word);
            if believed || lost {
                chosen.once.push(head.clone());
            }
        }
        if believed {
            chosen.heads.push(head);
        } else if head.firm && nobody(grammar, word) {
            head.label = head.at..head.at;
            chosen.heads.push(head);
        }
    }
    if mostly_empty(text, &chosen.heads) {
        return None;
    }
    let weight = match grammar {
        Grammar::Colon | Grammar::Stamp | Grammar::Bold | Grammar::Heading => 10,
        Grammar::Bracket | Grammar::Letter | Grammar::Cell => 8,
        Grammar::Alone => 7,
        Grammar::Dash => 6,
    };
    let firm = chosen.heads.iter().filter(|head| head.firm).count();
    Some((heads * weight + firm, chosen))
}

/// Whether hardly any head has words after it, so that they are the words.
fn mostly_empty(text: &str, heads: &[Head]) -> bool {
    let empty = (0..heads.len())
        .filter(|n| {
            let end = heads.get(n + 1).map_or(text.len(), |next| next.at);
            text[heads[*n].body.min(end)..end].trim_start().is_empty()
        })
        .count();
    empty * 2 > heads.len()
}

/// What each folded label amounts to.
fn tally<'a>(
    text: &'a str,
    found: &[Head],
    words: &'a [String],
    named: &HashSet<String>,
) -> HashMap<&'a str, Tally<'a>> {
    let mut tallies: HashMap<&str, Tally> = HashMap::new();
    let questions = words.iter().any(|word| word == "q");
    for (head, word) in found.iter().zip(words) {
        let label = &text[head.label.clone()];
        let tally = tallies.entry(word).or_insert_with(|| Tally {
            label,
            known: roles::in_lexicon(label) || named.contains(word) || (word == "a" && questions),
            ..Tally::default()
        });
        tally.n += 1;
        tally.firm += usize::from(head.firm);
        tally.timed += usize::from(head.time.is_some());
    }
    tallies
}

/// The folded labels that are voices.
fn trust<'a>(grammar: Grammar, tallies: &HashMap<&'a str, Tally<'_>>) -> HashSet<&'a str> {
    let mut trusted: HashSet<&str> = tallies
        .iter()
        .filter(|(word, tally)| believed(grammar, word, tally))
        .map(|(word, _)| *word)
        .collect();
    let kin: HashSet<&str> = trusted
        .iter()
        .filter_map(|word| labels::kin(word))
        .collect();
    for (word, tally) in tallies {
        let of_kin = labels::kin(word).is_some_and(|base| kin.contains(base));
        if of_kin && tally.firm > 0 && believable(word) {
            trusted.insert(word);
        }
    }
    let timed = trusted.iter().map(|word| tallies[word].timed).sum();
    let all = trusted.iter().map(|word| tallies[word].n).sum();
    if mostly_timed(timed, all) {
        trusted.retain(|word| tallies[word].timed > 0);
    }
    trusted
}

/// Whether nearly every head has a time, so that a colon without one is one of the sentence's.
fn mostly_timed(timed: usize, heads: usize) -> bool {
    heads >= 10 && timed * 10 >= heads * 9
}

/// Whether a label is a voice.
fn believed(grammar: Grammar, word: &str, tally: &Tally<'_>) -> bool {
    if !believable(word) {
        return false;
    }
    if tally.known || tally.timed == tally.n {
        return true;
    }
    if tally.n > 1 {
        let loose = matches!(grammar, Grammar::Colon | Grammar::Dash | Grammar::Alone);
        return !(loose && labels::like_a_phrase(tally.label));
    }
    match grammar {
        Grammar::Heading | Grammar::Bold => tally.firm == 1,
        Grammar::Letter => true,
        Grammar::Colon => labels::like_a_name(tally.label),
        Grammar::Cell => tally.firm == 1 && labels::like_a_name(tally.label),
        _ => false,
    }
}

/// Whether a folded label is neither a key of headers nor a word of prose.
fn believable(word: &str) -> bool {
    !super::super::header::is_key(word) && !labels::common_word(word)
}

/// Whether what looks like a head says that nobody in particular talks from here on: `### 投票结果：`,
/// `**Break:** [17:20]`.
fn nobody(grammar: Grammar, word: &str) -> bool {
    match grammar {
        Grammar::Heading => labels::common_word(word) || labels::stage_note(word),
        Grammar::Bold => labels::stage_note(word) || labels::numbers_a_question(word),
        Grammar::Colon => labels::numbers_a_question(word),
        _ => false,
    }
}

/// A short label that nothing vouches for: perhaps a voice heard once.
fn may_be_lost(label: &str, word: &str) -> bool {
    let n = word.chars().count();
    let short = if word.is_ascii() { n <= 12 } else { n <= 4 };
    let capital = label.starts_with(|c: char| !c.is_lowercase());
    short && capital && !label.contains(' ') && believable(word)
}

/// Whether what a grammar finds makes a transcript.
fn enough(grammar: Grammar, size: &Size) -> bool {
    let Size {
        heads,
        labels,
        known,
        like_names,
        written,
        dense,
    } = *size;
    if heads == 0 || labels > MOST_LABELS.max(heads / 4) {
        return false;
    }
    let repeats = heads - labels;
    match grammar {
        Grammar::Heading => repeats > 0 || like_names == labels,
        Grammar::Stamp => {
            known > 0 || heads >= 2 && (repeats > 0 || like_names == labels || labels <= 3)
        }
        Grammar::Bold => heads >= 2 && (repeats > 0 || like_names == labels),
        Grammar::Letter => heads >= 2 && labels >= 2,
        Grammar::Colon => {
            let by_trade = known >= 2 || (known == 1 && heads >= 2);
            let by_return = labels >= 2 && repeats >= 2 && heads * 50 >= written;
            let dense = labels >= 2 && dense;
            let by_name = like_names == labels && (dense || heads >= 4);
            by_trade || by_return || by_name || (dense && repeats > 0)
        }
        Grammar::Bracket | Grammar::Cell => {
            labels >= 2 && (known > 0 || repeats >= 2) && heads * 20 >= written
        }
        Grammar::Alone | Grammar::Dash => {
            let few = labels <= 2 + heads / 2;
            labels >= 2 && repeats >= 2 && few && (known > 0 || heads >= 6)
        }
    }
}

/// Takes the number off `Q1`, `Q2`, `问3`: it counts questions, not people.
fn unnumber(text: &str, heads: &mut [Head]) {
    const BASES: [&str; 7] = ["Q", "A", "q", "a", "问", "答", "問"];
    let mut numbers: HashMap<&str, HashSet<&str>> = HashMap::new();
    for head in heads.iter() {
        let label = &text[head.label.clone()];
        for base in BASES {
            if let Some(number) = label.strip_prefix(base)
                && number.bytes().all(|b| b.is_ascii_digit())
            {
                numbers.entry(base).or_default().insert(number);
            }
        }
    }
    let counted: Vec<&str> = numbers
        .into_iter()
        .filter(|(_, seen)| seen.len() >= 3)
        .map(|(base, _)| base)
        .collect();
    for head in heads {
        let label = &text[head.label.clone()];
        for base in &counted {
            if label
                .strip_prefix(base)
                .is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
            {
                head.label.end = head.label.start + base.len();
            }
        }
    }
}
