//! Results as pictures: SVG text, and PNG made from it.
//!
//! A [`Picture`] is given ready words and figures: what is counted, hidden or left out is
//! decided before. Its nouns: a [`Label`] names a row, a column or a node; a [`Figure`] is
//! what a table prints together with how large it is drawn. The same picture gives the same
//! bytes. Nothing is told by colour alone: every mark has its figure beside it, what is hidden
//! is hatched, kinds of line differ in their dashes. Text stays text, for search and for
//! screen readers; what is cut to fit stands whole in a `<title>`.
//!
//! Charts don't know `strings`, and choose no words.

mod bars;
mod canvas;
mod curve;
mod dots;
mod flow;
mod frame;
mod heat;
mod network;
mod png;
mod tree;
mod words;

pub use bars::{BarRow, Bars};
pub use curve::{Curve, CurvePoint};
pub use dots::{DotRow, Dots};
pub use flow::{Flow, FlowTie, Line};
pub use heat::{Heat, HeatCell, HeatRow};
pub use network::{Edge, Network, Node};
pub use png::{PngError, png};
pub use tree::{Tree, TreeRow};

/// A chart with the words around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Stands over it.
    pub title: String,
    /// Sentences under it, wrapped at its width.
    pub notes: Vec<String>,
    /// A sentence that stands out among them: a warning.
    pub warning: Option<String>,
    /// The language of the words, as in `xml:lang`.
    pub lang: &'static str,
    /// What is drawn.
    pub chart: Chart,
}

/// The kinds of chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// A bar for each row.
    Bars(Bars),
    /// A table whose cells are shaded.
    Heat(Heat),
    /// Nodes on a circle, joined by lines.
    Network(Network),
    /// Two lists joined by bands.
    Flow(Flow),
    /// A line that rises, over bars.
    Curve(Curve),
    /// A tree, a row for each node.
    Tree(Tree),
    /// A point with its interval for each row.
    Dots(Dots),
}

impl Picture {
    /// The picture as an SVG document.
    #[must_use]
    pub fn svg(&self) -> String {
        frame::document(self)
    }
}

/// What something is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// A short mark (`P1.2`); may be empty.
    pub id: String,
    /// The name.
    pub name: String,
    /// Levels above it, by which it is set in.
    pub level: u16,
}

impl Label {
    /// Mark and name.
    #[must_use]
    pub fn words(&self) -> String {
        match (self.id.is_empty(), self.name.is_empty()) {
            (true, _) => self.name.clone(),
            (_, true) => self.id.clone(),
            _ => format!("{} {}", self.id, self.name),
        }
    }
}

/// A figure: what is printed, and how large it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// As the table prints it.
    pub words: String,
    /// Its size.
    pub size: Size,
}

/// How large something is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Size {
    /// As large as this, from 0.
    Of(f64),
    /// Something is there that must not be told by its size: hatched.
    Hidden,
    /// Not drawn: words alone.
    #[default]
    Unsized,
}

impl Size {
    /// The size where there is one; never below 0, never undefined.
    fn number(self) -> Option<f64> {
        match self {
            Self::Of(size) if size.is_finite() => Some(size.max(0.0)),
            _ => None,
        }
    }
}

/// The largest of these sizes; 1 where none is above 0, so that it can be divided by.
fn largest(sizes: impl Iterator<Item = Size>) -> f64 {
    let largest = sizes.filter_map(Size::number).fold(0.0, f64::max);
    if largest > 0.0 { largest } else { 1.0 }
}
