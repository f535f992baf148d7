//! Nodes on a circle, joined by lines as thick as what they share.

use super::canvas::{Anchor, Canvas, INK, MAIN, PAPER, SMALL, SOFT, Stroke, Type};
use super::words::wide;
use super::{Figure, Label, Size, largest};

/// A network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// Nodes, in the order they stand in, clockwise from the top.
    pub nodes: Vec<Node>,
    /// What joins them.
    pub edges: Vec<Edge>,
}

/// A node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// What it is called.
    pub label: Label,
    /// How large it is.
    pub figure: Figure,
}

/// A line between two nodes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edge {
    /// Place of the one in the list of nodes.
    pub a: usize,
    /// Place of the other.
    pub b: usize,
    /// How thick it is.
    pub figure: Figure,
}

/// For names on either side.
const NAMES: f64 = 210.0;
/// Thickest line, largest node.
const THICK: f64 = 9.0;
const NODE: f64 = 13.0;
/// Where on a line its figure may stand: the first place that is free.
const PLACES: [f64; 11] = [
    0.5, 0.42, 0.58, 0.34, 0.66, 0.46, 0.54, 0.28, 0.72, 0.22, 0.78,
];

impl Network {
    pub(super) fn draw(&self) -> Canvas {
        let mut canvas = Canvas::default();
        let n = self.nodes.len().max(1) as f64;
        let radius = (n * 18.0).clamp(140.0, 320.0);
        let middle = (NAMES + radius + 24.0, radius + 40.0);
        let around = |at: usize| {
            let angle = std::f64::consts::TAU * (at as f64 + 0.5) / n;
            (libm::sin(angle), -libm::cos(angle))
        };
        let place = |at: usize, radius: f64| {
            let (x, y) = around(at);
            (middle.0 + x * radius, middle.1 + y * radius)
        };
        let thickest = largest(self.edges.iter().map(|edge| edge.figure.size));
        let edges = || {
            let known = |edge: &&Edge| edge.a < self.nodes.len() && edge.b < self.nodes.len();
            self.edges.iter().filter(known)
        };
        for edge in edges() {
            let stroke = match edge.figure.size {
                Size::Of(_) => {
                    let part = edge.figure.size.number().unwrap_or(0.0) / thickest;
                    Stroke::of(0.8 + part * (THICK - 0.8), "#8c9aae")
                }
                Size::Hidden | Size::Unsized => Stroke::of(1.0, SOFT).dashed("3 3"),
            };
            canvas.line(place(edge.a, radius), place(edge.b, radius), stroke);
        }
        let mut taken: Vec<(f64, f64, f64)> = (0..self.nodes.len())
            .map(|at| place(at, radius))
            .map(|(x, y)| (x, y, NODE))
            .collect();
        for edge in edges() {
            let (from, to) = (place(edge.a, radius), place(edge.b, radius));
            let room = wide(&edge.figure.words, SMALL) + 4.0;
            let on_line = |t: f64| (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
            let free = |at: &(f64, f64)| {
                taken.iter().all(|(x, y, width)| {
                    (x - at.0).abs() > (width + room) / 2.0 + 1.0 || (y - at.1).abs() > 15.0
                })
            };
            let found = PLACES.into_iter().map(on_line).find(free);
            let (x, y) = found.unwrap_or_else(|| on_line(0.5));
            taken.push((x, y, room));
            canvas.rect((x - room / 2.0, y - 7.5), (room, 15.0), PAPER, None);
            let look = Type::of(SMALL).at(Anchor::Middle);
            let ends = [edge.a, edge.b].map(|at| self.nodes[at].label.words());
            canvas.begin(&ends.join(" – "));
            canvas.block((x, y), look, &edge.figure.words, (room + 20.0, 1));
            canvas.end();
        }
        let largest = largest(self.nodes.iter().map(|node| node.figure.size));
        for (at, node) in self.nodes.iter().enumerate() {
            let part = node.figure.size.number().unwrap_or(0.0) / largest;
            // The surface, not the radius, is as large as the figure.
            let size = 4.0 + libm::sqrt(part) * (NODE - 4.0);
            canvas.circle(place(at, radius), size, MAIN, Stroke::of(1.5, PAPER));
            let (x, y) = place(at, radius + NODE + 6.0);
            let (side, _) = around(at);
            let anchor = match side {
                side if side > 0.12 => Anchor::Start,
                side if side < -0.12 => Anchor::End,
                _ => Anchor::Middle,
            };
            let mut words = node.label.words();
            if !node.figure.words.is_empty() {
                words.push_str(&format!(" ({})", node.figure.words));
            }
            let look = Type::of(SMALL).at(anchor).ink(INK);
            canvas.block((x, y), look, &words, (NAMES, 2));
        }
        canvas.sized(2.0 * middle.0, 2.0 * middle.1)
    }
}
