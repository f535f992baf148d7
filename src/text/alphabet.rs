//! Where letters and hanzi stand in a list that people read by sound.

use super::glyph::narrow;
use super::pick::usual_reading;

/// The place of a character: its reading, then the character itself.
pub type Sound = (String, char);

/// Where a character stands: a hanzi by its usual reading (without its tone, then by code
/// point), a letter or digit by itself in small form and normal width. `None` for what is
/// neither.
#[must_use]
pub fn sound(c: char) -> Option<Sound> {
    let c = narrow(c);
    if !c.is_alphanumeric() {
        return None;
    }
    if let Some(reading) = usual_reading(c) {
        return Some((reading, c));
    }
    let small = c.to_lowercase().next().unwrap_or(c);
    Some((small.to_string(), small))
}

/// Where a word stands among others.
#[must_use]
pub fn sounds(word: &str) -> Vec<Sound> {
    word.chars().filter_map(sound).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_by_sound() {
        let mut words = ["重庆", "数据", "App", "安全", "２０１４", "北京"];
        words.sort_by_key(|word| sounds(word));
        assert_eq!(words, ["２０１４", "App", "安全", "北京", "数据", "重庆"]);
        assert_eq!(sounds("，。 "), []);
    }
}
