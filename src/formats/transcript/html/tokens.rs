//! A page cut into tags and what stands between them.

/// Text with its references resolved; unknown ones stay as written.
pub(in crate::formats) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let end = crate::formats::transcript::lines::within(after, 40).find(';');
        let known = end.and_then(|end| reference(&after[..end]).map(|c| (c, end + 1)));
        if let Some((c, taken)) = known {
            out.push_str(&c);
            rest = &after[taken..];
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return quick_xml::escape::resolve_html5_entity(name).map(str::to_owned);
    };
    let value = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // What browsers make of the numbers of Windows-1252.
    let c = match u8::try_from(value) {
        Ok(byte @ 0x80..=0x9F) => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(&[byte])
            .0
            .chars()
            .next()?,
        _ => char::from_u32(value).filter(|c| *c != '\0')?,
    };
    Some(c.to_string())
}

/// A piece of a page.
pub(in crate::formats) enum Token<'a> {
    Text(&'a str),
    Tag(Tag<'a>),
}

pub(in crate::formats) struct Tag<'a> {
    /// In small letters.
    pub name: String,
    pub closes: bool,
    pub empty: bool,
    rest: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute, quotes taken off.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let lower = self.rest.to_ascii_lowercase();
        let mut from = 0;
        loop {
            let at = from + lower.get(from..)?.find(name)?;
            let after = self.rest[at + name.len()..].trim_start();
            let begins = lower[..at].ends_with(|c: char| c.is_ascii_whitespace());
            if let Some(value) = after.strip_prefix('=').filter(|_| begins) {
                let value = value.trim_start();
                return match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
                    _ => value.split(|c: char| c.is_ascii_whitespace()).next(),
                };
            }
            from = at + name.len();
        }
    }
}

/// A page cut into tags and what stands between them; comments and declarations are passed over.
pub(in crate::formats) struct Tokens<'a> {
    rest: &'a str,
    /// The tag whose end must come before anything is a tag again.
    raw: Option<&'static str>,
}

impl<'a> Tokens<'a> {
    pub fn of(html: &'a str) -> Self {
        Self {
            rest: html,
            raw: None,
        }
    }

    /// Passes over everything up to the end tag of a script or style.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let end = memchr::memmem::find_iter(bytes, b"</").find(|at| {
            bytes
                .get(at + 2..at + 2 + name.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        });
        self.rest = end.map_or("", |at| &self.rest[at..]);
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(name) = self.raw.take() {
            self.skip_raw(name);
        }
        loop {
            let rest = self.rest;
            if rest.is_empty() {
                return None;
            }
            let Some(tag) = rest.strip_prefix('<') else {
                let end = rest.find('<').unwrap_or(rest.len());
                self.rest = &rest[end..];
                return Some(Token::Text(&rest[..end]));
            };
            if let Some(comment) = tag.strip_prefix("!--") {
                self.rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
                continue;
            }
            if tag.starts_with(['!', '?']) {
                self.rest = tag.split_once('>').map_or("", |(_, rest)| rest);
                continue;
            }
            let inner = tag.strip_prefix('/').unwrap_or(tag);
            if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
                // A sign, not a tag.
                let end = tag.find('<').map_or(rest.len(), |at| at + 1);
                self.rest = &rest[end..];
                return Some(Token::Text(&rest[..end]));
            }
            let end = tag_end(inner);
            let whole = &inner[..end];
            self.rest = inner.get(end + 1..).unwrap_or("");
            let name_ends = whole
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != ':')
                .unwrap_or(whole.len());
            let name = whole[..name_ends].to_ascii_lowercase();
            let closes = inner.len() < tag.len();
            if !closes {
                self.raw = ["script", "style"].into_iter().find(|raw| *raw == name);
            }
            return Some(Token::Tag(Tag {
                name,
                closes,
                empty: whole.ends_with('/'),
                rest: &whole[name_ends..],
            }));
        }
    }
}

/// The byte of the `>` that ends a tag, quoted ones aside; a quote that never ends counts for nothing.
fn tag_end(inner: &str) -> usize {
    let mut quote: Option<u8> = None;
    let mut first = None;
    for (at, b) in inner.bytes().enumerate().take(64 * 1024) {
        match (b, quote) {
            (b'>', None) => return at,
            (b'>', Some(_)) => first = first.or(Some(at)),
            (b'"' | b'\'', None) => quote = Some(b),
            (b, Some(open)) if b == open => quote = None,
            _ => {}
        }
    }
    first.or_else(|| inner.find('>')).unwrap_or(inner.len())
}
