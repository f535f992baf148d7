//! How the columns of a table share a page, and what is done where they can't.

use unicode_width::UnicodeWidthStr;

use super::Lie;
use crate::model::table::{Sheet, Value};

/// Width of a half-width character at 10.5 pt, in twentieths of a point.
const CHARACTER: usize = 105;
/// What stands empty at both sides of a cell together, in twentieths of a point.
pub(super) const PADDING: usize = 160;
/// Width of the text on an upright page, in twentieths of a point.
const UPRIGHT: usize = 11_906 - 2 * 1417;
/// Width of the text on a page that lies across.
const ACROSS: usize = 16_838 - 2 * 1417;
/// What words need at least, in half-width characters.
const LEAST: usize = 12;
/// What figures need at least.
const LEAST_FIGURE: usize = 5;
/// Beyond this, in half-width characters, words don't ask for more room.
const MOST: usize = 150;

/// How a table is laid out.
pub(super) struct Fit {
    /// How its pages lie.
    pub lie: Lie,
    /// The tables it becomes, mostly one.
    pub parts: Vec<Vec<Column>>,
}

/// A column of the table as laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Which column of the sheet.
    pub index: usize,
    /// Its width, in twentieths of a point.
    pub width: usize,
}

/// What a column needs and what it would take, in twentieths of a point.
#[derive(Clone, Copy)]
struct Wish {
    index: usize,
    least: usize,
    most: usize,
}

/// Lays a table out: upright if it fits, else across, else in several.
pub(super) fn fit(sheet: &Sheet) -> Fit {
    let wishes: Vec<Wish> = (0..sheet.heads.len()).map(|at| wish(sheet, at)).collect();
    let least: usize = wishes.iter().map(|wish| wish.least).sum();
    if least <= UPRIGHT {
        return Fit {
            lie: Lie::Upright,
            parts: vec![shared(&wishes, UPRIGHT)],
        };
    }
    let parts = if least <= ACROSS {
        vec![shared(&wishes, ACROSS)]
    } else {
        let broken = broken(sheet, &wishes);
        broken.iter().map(|part| shared(part, ACROSS)).collect()
    };
    Fit {
        lie: Lie::Across,
        parts,
    }
}

fn wish(sheet: &Sheet, index: usize) -> Wish {
    let head = &sheet.heads[index];
    let widest_line = |text: &str| text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let cells = sheet.rows.iter().filter_map(|row| row.get(index));
    let cells = cells.map(|value| match value {
        Value::Level(level, text) => widest_line(text) + 2 * usize::from(*level),
        other => widest_line(&other.printed()),
    });
    let widest = cells.max().unwrap_or(0);
    let title = widest_line(&head.text);
    let least = if head.numeric {
        // A heading may break into two lines, a figure may not.
        widest.max(title.div_ceil(2).min(LEAST)).max(LEAST_FIGURE)
    } else {
        // One more than the letters take, since those of a foreign font may be wider.
        (widest.max(title) + 1).min(LEAST)
    };
    let most = widest.max(title).clamp(least, MOST.max(least));
    let twips = |characters: usize| characters * CHARACTER + PADDING;
    Wish {
        index,
        least: twips(least),
        most: twips(most),
    }
}

/// Shares a width among columns that fit into it: what each needs, and of what is left by how
/// much more it would take.
fn shared(wishes: &[Wish], width: usize) -> Vec<Column> {
    let least: usize = wishes.iter().map(|wish| wish.least).sum();
    let more: usize = wishes.iter().map(|wish| wish.most - wish.least).sum();
    let left = width.saturating_sub(least);
    let taken = left.min(more);
    let spare = (left - taken) / wishes.len().max(1);
    let mut columns: Vec<Column> = wishes
        .iter()
        .map(|wish| Column {
            index: wish.index,
            width: wish.least
                + ((wish.most - wish.least) * taken)
                    .checked_div(more)
                    .unwrap_or(0)
                + spare,
        })
        .collect();
    let sum: usize = columns.iter().map(|column| column.width).sum();
    if let Some(last) = columns.last_mut()
        && sum < width
    {
        last.width += width - sum;
    }
    columns
}

/// Breaks columns into groups that fit on a page across; the first columns stand in each.
fn broken(sheet: &Sheet, wishes: &[Wish]) -> Vec<Vec<Wish>> {
    let words = sheet.heads.iter().take_while(|head| !head.numeric).count();
    let repeated = words.clamp(1, 2).min(wishes.len() / 2);
    let (first, others) = wishes.split_at(repeated);
    let of_first: usize = first.iter().map(|wish| wish.least).sum();
    let mut parts: Vec<Vec<Wish>> = Vec::new();
    let mut room = 0;
    for wish in others {
        if parts.is_empty() || wish.least > room {
            parts.push(first.to_vec());
            room = ACROSS.saturating_sub(of_first);
        }
        room = room.saturating_sub(wish.least);
        parts
            .last_mut()
            .expect("one was just put there")
            .push(*wish);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::Head;

    fn sheet(n: usize, numeric: bool, cell: &str) -> Sheet {
        let head = |n: usize| Head {
            text: format!("第{n}列"),
            numeric: numeric && n > 0,
        };
        Sheet {
            heads: (0..n).map(head).collect(),
            rows: vec![vec![Value::Text(cell.to_owned()); n]],
            ..Sheet::default()
        }
    }

    fn indices(fit: &Fit) -> Vec<Vec<usize>> {
        let of = |part: &Vec<Column>| part.iter().map(|column| column.index).collect();
        fit.parts.iter().map(of).collect()
    }

    #[test]
    fn a_small_table_takes_the_whole_width_upright() {
        let fit = fit(&sheet(4, true, "12"));
        assert_eq!(fit.lie, Lie::Upright);
        let sum: usize = fit.parts[0].iter().map(|column| column.width).sum();
        assert_eq!((fit.parts.len(), sum), (1, UPRIGHT));
    }

    #[test]
    fn a_wide_one_lies_across_and_a_wider_one_is_broken_with_its_first_column_again() {
        let wide = fit(&sheet(8, false, "很长的一句话很长的一句话"));
        assert_eq!((wide.lie, wide.parts.len()), (Lie::Across, 1));
        let wider = fit(&sheet(40, true, "123456"));
        assert_eq!(wider.lie, Lie::Across);
        let parts = indices(&wider);
        assert!(parts.len() > 1 && parts.iter().all(|part| part[0] == 0));
        let mut others: Vec<usize> = parts.iter().flat_map(|part| part[1..].to_vec()).collect();
        others.dedup();
        assert_eq!(others, (1..40).collect::<Vec<_>>());
        for part in &wider.parts {
            let sum: usize = part.iter().map(|column| column.width).sum();
            assert_eq!(sum, ACROSS);
        }
    }

    #[test]
    fn a_table_without_rows_has_columns_too() {
        let mut empty = sheet(3, false, "");
        empty.rows.clear();
        assert_eq!(indices(&fit(&empty)), [[0, 1, 2]]);
    }
}
