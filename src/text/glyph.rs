//! What single characters are: hanzi, full-width forms, opening and closing marks.

/// Whether `c` is a Chinese character, the iteration mark 々 and the zero 〇 included.
#[must_use]
pub fn is_hanzi(c: char) -> bool {
    matches!(c,
        '々' | '〇'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

/// The half-width form of a full-width letter, digit, mark or space; any other character itself.
#[must_use]
pub fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The full-width form of a printable ASCII character.
pub(super) fn wide(c: char) -> Option<char> {
    match c {
        ' ' => Some('\u{3000}'),
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0),
        _ => None,
    }
}

/// Whether `c` opens something, so that no row may end with it.
pub(super) fn opens(c: char) -> bool {
    matches!(
        c,
        '（' | '《'
            | '〈'
            | '「'
            | '『'
            | '【'
            | '〔'
            | '〖'
            | '〘'
            | '〚'
            | '［'
            | '｛'
            | '｟'
            | '“'
            | '‘'
    )
}

/// Whether `c` closes something.
pub(super) fn closes(c: char) -> bool {
    matches!(
        c,
        '）' | '》'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '〗'
            | '〙'
            | '〛'
            | '］'
            | '｝'
            | '｠'
            | '”'
            | '’'
    )
}

/// Whether no row may begin with `c`: a closing mark or one that belongs to what stands before it.
pub(super) fn trails(c: char) -> bool {
    closes(c)
        || matches!(
            c,
            '，' | '。' | '、' | '；' | '：' | '？' | '！' | '…' | '⋯'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_and_their_half_width_mirror_each_other() {
        for c in ' '..='~' {
            assert_eq!(wide(c).map(narrow), Some(c));
        }
        assert_eq!(narrow('Ｐ'), 'P');
        assert_eq!(narrow('治'), '治');
        assert_eq!(wide('é'), None);
    }

    #[test]
    fn hanzi_beyond_the_first_plane_are_hanzi_and_kana_are_not() {
        assert!("治𠮷〇々㐀".chars().all(is_hanzi));
        assert!(!"aｱあ。，１".chars().any(is_hanzi));
    }
}
