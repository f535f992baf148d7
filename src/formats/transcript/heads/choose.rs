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
struct Tally {
    /// Index of its first head.
    first: usize,
    n: usize,
    firm: usize,
    timed: usize,
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
    for grammar in Grammar::ALL {
        let found: Vec<Head> = (from..lines.len())
            .filter_map(|n| head(grammar, lines, n))
            .collect();
        if found.is_empty() {
            continue;
        }
        if let Some((value, chosen)) = weigh(text, lines, grammar, found, named)
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
    lines: &[Line<'_>],
    grammar: Grammar,
    mut found: Vec<Head>,
    named: &HashSet<String>,
) -> Option<(usize, Chosen)> {
    unnumber(text, &mut found);
    let folded: Vec<String> = found
        .iter()
        .map(|head| labels::folded(&text[head.label.clone()]))
        .collect();
    let mut tallies: HashMap<&str, Tally> = HashMap::new();
    for (first, (head, word)) in found.iter().zip(&folded).enumerate() {
        let tally = tallies.entry(word).or_insert(Tally {
            first,
            ..Tally::default()
        });
        tally.n += 1;
        tally.firm += usize::from(head.firm);
        tally.timed += usize::from(head.time.is_some());
    }
    let mut trusted: HashSet<&str> = HashSet::new();
    let mut known = 0;
    for (&word, tally) in &tallies {
        let label = &text[found[tally.first].label.clone()];
        let answers_q = word == "a" && tallies.contains_key("q");
        let of_trade = roles::in_lexicon(label) || named.contains(word) || answers_q;
        if believed(grammar, label, word, tally, of_trade) {
            trusted.insert(word);
            known += usize::from(of_trade);
        }
    }
    let kin: HashSet<&str> = trusted
        .iter()
        .filter_map(|word| labels::kin(word))
        .collect();
    for (word, tally) in &tallies {
        let of_kin = labels::kin(word).is_some_and(|base| kin.contains(base));
        if of_kin && tally.firm > 0 && believable(word) {
            trusted.insert(word);
        }
    }
    // Where nearly every head has a time, a colon without one is one of the sentence's.
    let timed: usize = trusted.iter().map(|word| tallies[word].timed).sum();
    let all: usize = trusted.iter().map(|word| tallies[word].n).sum();
    let by_time = all >= 10 && timed * 10 >= all * 9;
    if by_time {
        trusted.retain(|word| tallies[word].timed > 0);
    }
    let n: usize = trusted.iter().map(|word| tallies[word].n).sum();
    if trusted.len() == 1 && n >= 5 && n * 50 >= lines.len() {
        // Somebody who talks alone is named again and again.
        let alone = trusted.iter().all(|word| {
            let label = &text[found[tallies[word].first].label.clone()];
            let letter = label.len() == 1 && label.starts_with(|c: char| c.is_ascii_uppercase());
            letter || labels::like_a_name(label)
        });
        known += usize::from(alone);
    }
    // A time beside every label says as much as a label that comes back.
    let stamped = n >= 2 && timed >= n && trusted.len() <= MOST_LABELS;
    if !stamped && !enough(grammar, n, trusted.len(), known, lines.len()) {
        return None;
    }
    let mut chosen = Chosen {
        grammar,
        heads: Vec::with_capacity(n),
        once: Vec::new(),
    };
    for (mut head, word) in found.into_iter().zip(&folded) {
        let label = &text[head.label.clone()];
        let believed = trusted.contains(word.as_str());
        let lost = grammar == Grammar::Colon && !by_time && may_be_lost(label, word);
        let doubtful = believed || lost;
        if tallies[word.as_str()].n == 1 && doubtful && !roles::in_lexicon(label) {
            chosen.once.push(head.clone());
        }
        if !believed && head.firm && nobody(grammar, word) {
            head.label = head.at..head.at;
            chosen.heads.push(head);
        } else if believed {
            chosen.heads.push(head);
        }
    }
    let margin = match grammar {
        Grammar::Colon | Grammar::Stamp | Grammar::Bold | Grammar::Heading => 10,
        Grammar::Bracket | Grammar::Letter | Grammar::Cell => 8,
        Grammar::Alone => 7,
        Grammar::Dash => 6,
    };
    let firm = chosen.heads.iter().filter(|head| head.firm).count();
    Some((n * margin + firm, chosen))
}

/// Whether a label is a voice.
fn believed(grammar: Grammar, label: &str, word: &str, tally: &Tally, of_trade: bool) -> bool {
    if !believable(word) {
        return false;
    }
    if of_trade || tally.timed == tally.n {
        return true;
    }
    if tally.n > 1 {
        let loose = matches!(grammar, Grammar::Colon | Grammar::Dash | Grammar::Alone);
        return !(loose && labels::like_a_phrase(label));
    }
    match grammar {
        Grammar::Heading | Grammar::Bold => tally.firm == 1,
        Grammar::Letter => true,
        Grammar::Colon => labels::like_a_name(label),
        Grammar::Cell => tally.firm == 1 && labels::like_a_name(label),
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
        Grammar::Bold => labels::stage_note(word),
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

/// Whether so many heads with so many labels, `known` of them words of the trade, make a transcript.
fn enough(grammar: Grammar, n: usize, labels: usize, known: usize, lines: usize) -> bool {
    if n == 0 || labels > MOST_LABELS.max(n / 4) {
        return false;
    }
    let repeats = n - labels;
    match grammar {
        Grammar::Heading => n >= 1 && (repeats > 0 || labels <= 12),
        Grammar::Stamp => n >= 2 || known > 0,
        Grammar::Bold => n >= 2,
        Grammar::Letter => labels >= 2 && n >= 2,
        Grammar::Colon => {
            let by_trade = known >= 2 || (known == 1 && n >= 2);
            by_trade || (labels >= 2 && repeats >= 2 && n * 50 >= lines)
        }
        Grammar::Bracket | Grammar::Cell => {
            labels >= 2 && (known > 0 || repeats >= 2) && n * 20 >= lines
        }
        Grammar::Alone | Grammar::Dash => {
            let most = 2 + n / 2;
            labels >= 2 && repeats >= 2 && labels <= most && (known > 0 || n >= 6)
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
