//! Pairs of codes: as a shaded table, as a network, as bands between two lists.

use super::{Drawn, Given, MOST_COLUMNS, MOST_ROWS, flat, largest, rank};
use crate::charts::{
    Chart, Edge, Figure, Flow, FlowTie, Heat, HeatCell, HeatRow, Label, Line, Network, Node, Size,
};
use crate::cli::args::PictureWord;
use crate::model::table::{Cell, Heading};

/// Nodes and lines of a network at most.
const MOST_NODES: usize = 20;
const MOST_EDGES: usize = 40;
/// Bands between two lists at most.
const MOST_TIES: usize = 36;

/// Codes, and what each two of them share.
pub(in crate::cli) struct Pairs {
    codes: Vec<Label>,
    /// How large each is, where the table says so.
    sizes: Vec<Figure>,
    ties: Vec<(usize, usize, Figure)>,
    /// In a matrix how many of the codes are rows; the others are columns.
    n_from: Option<usize>,
    measure: String,
}

impl Pairs {
    /// The pairs of a list, codes in the order of `ids`.
    pub(in crate::cli) fn of_list(given: &Given, ids: &[&str]) -> Self {
        let at = |key: &str| given.column(key);
        let place = |row: usize, key: &str| {
            let id = given.printed(row, at(key));
            ids.iter().position(|it| *it == id)
        };
        let mut codes = vec![Label::default(); ids.len()];
        let mut sizes = vec![Figure::default(); ids.len()];
        let mut ties = Vec::new();
        for row in 0..given.n_rows() {
            let (Some(a), Some(b)) = (place(row, "code_a"), place(row, "code_b")) else {
                continue;
            };
            codes[a] = given.label(row, "code_a", "name_a");
            codes[b] = given.label(row, "code_b", "name_b");
            sizes[a] = given.figure(row, at("n_a"));
            sizes[b] = given.figure(row, at("n_b"));
            ties.push((a, b, given.figure(row, at("together"))));
        }
        Self {
            codes,
            sizes,
            ties,
            n_from: None,
            measure: given.heading(at("together")),
        }
    }

    /// The pairs of a matrix: codes in rows first, then those in columns.
    pub(in crate::cli) fn of_matrix(given: &Given) -> Self {
        let rows = 0..given.n_rows();
        let columns: Vec<usize> = (0..given.table.columns.len())
            .filter(|at| matches!(given.table.columns[*at].heading, Heading::Data(_)))
            .collect();
        let mut codes: Vec<Label> = rows
            .clone()
            .map(|row| flat(given.label(row, "code", "name")))
            .collect();
        let n_from = codes.len();
        codes.extend(columns.iter().map(|column| {
            // A heading is the code's id, a blank and its name.
            let words = given.heading(Some(*column));
            let (id, name) = words.split_once(' ').unwrap_or((&words, ""));
            Label {
                id: id.to_owned(),
                name: name.to_owned(),
                level: 0,
            }
        }));
        let cells = rows.flat_map(|row| (0..columns.len()).map(move |column| (row, column)));
        let ties = cells
            .map(|(row, column)| {
                let figure = given.figure(row, Some(columns[column]));
                (row, n_from + column, figure)
            })
            .filter(|(_, _, figure)| rank(figure.size) > 0.0)
            .collect();
        Self {
            sizes: vec![Figure::default(); codes.len()],
            codes,
            ties,
            n_from: Some(n_from),
            measure: String::new(),
        }
    }

    /// Draws them as asked.
    pub(in crate::cli) fn drawn(&self, how: Option<PictureWord>, given: &Given) -> Option<Drawn> {
        if self.ties.is_empty() {
            return None;
        }
        let usual = match self.n_from {
            Some(_) => PictureWord::Flow,
            None => PictureWord::Matrix,
        };
        Some(match how.unwrap_or(usual) {
            PictureWord::Matrix => self.matrix(given),
            PictureWord::Network => self.network(given),
            PictureWord::Flow => self.flow(given),
        })
    }

    /// For each code the sum of what it shares with others.
    fn weights(&self) -> Vec<f64> {
        let mut weights = vec![0.0; self.codes.len()];
        for (a, b, figure) in &self.ties {
            weights[*a] += rank(figure.size);
            weights[*b] += rank(figure.size);
        }
        weights
    }

    fn matrix(&self, given: &Given) -> Drawn {
        let weights = self.weights();
        let (rows, columns, n_rows, n_columns) = if let Some(n_from) = self.n_from {
            let (rows, n_rows) = largest(&weights[..n_from], MOST_ROWS);
            let (columns, n_columns) = largest(&weights[n_from..], MOST_COLUMNS);
            let columns = columns.into_iter().map(|at| at + n_from).collect();
            (rows, columns, n_rows, n_columns)
        } else {
            let (both, n) = largest(&weights, MOST_COLUMNS);
            (both.clone(), both, n, n)
        };
        let cell = |row: usize, column: usize| {
            let tie = self.ties.iter().find(|(a, b, _)| {
                (*a, *b) == (row, column) || self.n_from.is_none() && (*a, *b) == (column, row)
            });
            let none = || Figure {
                words: if row == column { "–" } else { "0" }.to_owned(),
                size: if row == column {
                    Size::Unsized
                } else {
                    Size::Of(0.0)
                },
            };
            HeatCell {
                figure: tie.map_or_else(none, |(_, _, figure)| figure.clone()),
                below: String::new(),
            }
        };
        let heat = Heat {
            measure: self.measure.clone(),
            columns: columns.iter().map(|at| self.codes[*at].clone()).collect(),
            rows: rows
                .iter()
                .map(|row| HeatRow {
                    label: self.codes[*row].clone(),
                    cells: columns.iter().map(|column| cell(*row, *column)).collect(),
                })
                .collect(),
        };
        Drawn::of(Chart::Heat(heat))
            .most("picture-most-rows", rows.len(), n_rows, given.strings)
            .most(
                "picture-most-columns",
                columns.len(),
                n_columns,
                given.strings,
            )
    }

    fn network(&self, given: &Given) -> Drawn {
        let (nodes, n_nodes) = largest(&self.weights(), MOST_NODES);
        let place = |code: usize| nodes.iter().position(|it| *it == code);
        let edges: Vec<Edge> = self
            .ties
            .iter()
            .filter_map(|(a, b, figure)| {
                Some(Edge {
                    a: place(*a)?,
                    b: place(*b)?,
                    figure: figure.clone(),
                })
            })
            .collect();
        let ranks: Vec<f64> = edges.iter().map(|edge| rank(edge.figure.size)).collect();
        let (kept, n_edges) = largest(&ranks, MOST_EDGES);
        let network = Network {
            nodes: nodes
                .iter()
                .map(|code| Node {
                    label: self.codes[*code].clone(),
                    figure: self.sizes[*code].clone(),
                })
                .collect(),
            edges: kept.iter().map(|at| edges[*at].clone()).collect(),
        };
        let mut drawn = Drawn::of(Chart::Network(network));
        if self.n_from.is_none() {
            drawn.notes.push(given.strings.get("picture-network"));
        }
        drawn
            .most("picture-most-codes", nodes.len(), n_nodes, given.strings)
            .most("picture-most-pairs", kept.len(), n_edges, given.strings)
    }

    fn flow(&self, given: &Given) -> Drawn {
        let ties: Vec<Tie> = self
            .ties
            .iter()
            .map(|(from, to, figure)| Tie {
                from: self.codes[*from].clone(),
                to: self.codes[*to].clone(),
                figure: figure.clone(),
                line: Line::Full,
                order: u32::try_from(*to).unwrap_or(u32::MAX),
            })
            .collect();
        let headings = ["", ""].map(str::to_owned);
        flow(given, ties, Vec::new(), headings, "picture-most-pairs")
    }
}

/// A band before its ends have places.
struct Tie {
    from: Label,
    to: Label,
    figure: Figure,
    line: Line,
    /// By which the right list is sorted.
    order: u32,
}

fn flow(
    given: &Given,
    ties: Vec<Tie>,
    legend: Vec<(Line, String)>,
    [from_heading, to_heading]: [String; 2],
    limit: &str,
) -> Drawn {
    // A band that nothing fills is drawn too: it says what is not there.
    let ranks: Vec<f64> = ties
        .iter()
        .map(|tie| {
            // What the codebook says goes before what it doesn't.
            let first = if tie.line == Line::Dashed { 0.0 } else { 1e9 };
            rank(tie.figure.size).max(0.5) + first
        })
        .collect();
    let (kept, all) = largest(&ranks, MOST_TIES);
    let mut chart = Flow {
        from_heading,
        to_heading,
        legend,
        ..Flow::default()
    };
    let place = |list: &mut Vec<Label>, label: &Label| {
        list.iter().position(|it| it == label).unwrap_or_else(|| {
            list.push(label.clone());
            list.len() - 1
        })
    };
    let mut by_order = kept.clone();
    by_order.sort_by_key(|at| ties[*at].order);
    for at in by_order {
        place(&mut chart.to, &ties[at].to);
    }
    for at in &kept {
        let tie = &ties[*at];
        chart.ties.push(FlowTie {
            from: place(&mut chart.from, &tie.from),
            to: place(&mut chart.to, &tie.to),
            figure: tie.figure.clone(),
            line: tie.line,
        });
    }
    let drawn = Drawn::of(Chart::Flow(chart));
    drawn.most(limit, kept.len(), all, given.strings)
}

/// Links of the codebook beside what interviews show; `places` are those of the codes that
/// they lead to in the codebook, row by row.
pub(in crate::cli) fn links(given: &Given, places: &[u32]) -> Option<Drawn> {
    let at = |key: &str| given.column(key);
    let voices = at("respondents").or_else(|| at("interviews"));
    let kind = |row: usize| match given.cell(row, at("shown")) {
        Cell::Key("shown-supported") => (Line::Full, "shown-supported"),
        Cell::Key("shown-not-found") => (Line::Dotted, "shown-not-found"),
        _ => (Line::Dashed, "shown-undeclared"),
    };
    let ties: Vec<Tie> = (0..given.n_rows())
        .map(|row| {
            let mut figure = given.figure(row, voices);
            if let Cell::Count(links @ 1..) = given.cell(row, at("links")) {
                let args = [("n", figure.words.into()), ("links", (*links).into())];
                figure.words = given.strings.with("picture-links", &args);
            }
            Tie {
                from: given.label(row, "code_from", "name_from"),
                to: given.label(row, "code_to", "name_to"),
                figure,
                line: kind(row).0,
                order: places.get(row).copied().unwrap_or(u32::MAX),
            }
        })
        .collect();
    if ties.is_empty() {
        return None;
    }
    let mut legend: Vec<(Line, String)> = Vec::new();
    for row in 0..given.n_rows() {
        let (line, key) = kind(row);
        if !legend.iter().any(|(it, _)| *it == line) {
            let words = given.strings.get(&format!("picture-{key}"));
            legend.push((line, words));
        }
    }
    let headings = ["code_from", "code_to"].map(|key| given.heading(at(key)));
    let limit = "picture-declared-first";
    Some(flow(given, ties, legend, headings, limit))
}
