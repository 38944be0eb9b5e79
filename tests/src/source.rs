//! Rust read just well enough to check its shape: without a parser, so that it cannot fall behind
//! the language, and with comments and literals taken out first, so that it does not trip on them.

use std::collections::BTreeSet;

/// One `.rs` file of the repository.
#[derive(Debug)]
pub struct Source {
    /// Where it is, from the top of the repository.
    pub path: String,
    /// As written.
    pub text: String,
    /// With comments and the insides of literals blank; lines stay where they are.
    pub bare: String,
    /// `bare`, with test code blank too.
    pub live: String,
}

/// A word or sign of the code, and its line.
pub type Token<'a> = (usize, &'a str);

/// A path as `use` or an expression names it, and its line.
pub type Named<'a> = (usize, Vec<&'a str>);

/// Every `.rs` file of the repository whose path starts so.
#[must_use]
pub fn sources(under: &str) -> Vec<Source> {
    let paths = crate::files().into_iter();
    let rust = paths.filter(|path| path.starts_with(under) && path.ends_with(".rs"));
    let mut all: Vec<Source> = rust.filter_map(Source::read).collect();
    let tests: BTreeSet<String> = all.iter().flat_map(test_modules).collect();
    for source in &mut all {
        let module = source.path.trim_end_matches(".rs");
        let is_test = |test: &String| {
            let rest = module.strip_prefix(test.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if tests.iter().any(is_test) {
            source.live = blank(&source.live);
        }
    }
    all
}

impl Source {
    fn read(path: String) -> Option<Self> {
        let text = crate::text(&path)?;
        let bare = without_prose(&text);
        let live = without_tests(&bare);
        Some(Self {
            path,
            text,
            bare,
            live,
        })
    }

    /// The words and signs outside comments, literals and tests.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token<'_>> {
        tokens(&self.live)
    }

    /// An offender line.
    #[must_use]
    pub fn at(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }
}

/// The modules that a file declares for tests only, as paths without `.rs`.
fn test_modules(source: &Source) -> Vec<String> {
    let (folder, file) = source.path.rsplit_once('/').unwrap_or(("", &source.path));
    let inner = match file {
        "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
        file => format!("{folder}/{}", file.trim_end_matches(".rs")),
    };
    let after = source.bare.split("#[cfg(test)]").skip(1);
    let name = |rest: &str| {
        let rest = rest.trim_start().strip_prefix("mod ")?;
        let (name, _) = rest.split_once(';')?;
        name.chars().all(is_word).then(|| format!("{inner}/{name}"))
    };
    after.filter_map(name).collect()
}

fn blank(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\n' { c } else { ' ' })
        .collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The same text, with comments and the insides of literals blank.
fn without_prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let length = prose(rest, before);
        let (head, tail) = rest.split_at(if length == 0 { c.len_utf8() } else { length });
        if length == 0 {
            out.push(c);
        } else {
            out.push_str(&blank(head));
        }
        before = c;
        rest = tail;
    }
    out
}

/// How many bytes of comment or literal stand here; 0 if none.
fn prose(rest: &str, before: char) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment(rest);
    }
    if rest.starts_with('"') {
        return quoted(rest);
    }
    if rest.starts_with('r') && (before == 'b' || !is_word(before)) {
        return raw(rest);
    }
    if rest.starts_with('\'') {
        character(rest)
    } else {
        0
    }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        if here.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw(rest: &str) -> usize {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    let Some(inside) = rest[1 + hashes..].strip_prefix('"') else {
        return 0;
    };
    let close = format!("\"{}", "#".repeat(hashes));
    let end = inside
        .find(&close)
        .map_or(inside.len(), |at| at + close.len());
    rest.len() - inside.len() + end
}

/// A character; a lifetime is none.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            let end = chars.skip(1).find(|(_, c)| *c == '\'');
            end.map_or(rest.len(), |(at, _)| at + 1)
        }
        Some(_) => chars
            .next()
            .filter(|(_, c)| *c == '\'')
            .map_or(0, |(at, _)| at + 1),
        None => 0,
    }
}

/// The same text, with every item blank that stands under `#[cfg(test)]`.
fn without_tests(bare: &str) -> String {
    let mut out = String::with_capacity(bare.len());
    let mut rest = bare;
    while let Some(start) = rest.find("#[cfg(test)]") {
        let end = start + item_length(&rest[start..]);
        out.push_str(&rest[..start]);
        out.push_str(&blank(&rest[start..end]));
        rest = &rest[end..];
    }
    out + rest
}

/// To the `;` or the closing brace of the item that starts here.
fn item_length(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && c == '}' {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The words and signs of bare code; `::` is one sign.
#[must_use]
pub fn tokens(bare: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    for (line, text) in (1..).zip(bare.lines()) {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = match first {
                c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
                _ if rest.starts_with("::") => 2,
                c => c.len_utf8(),
            };
            let (token, tail) = rest.split_at(length);
            found.push((line, token));
            rest = tail.trim_start();
        }
    }
    found
}

/// Every path that is named, with `a::{b, c}` told as `a::b` and `a::c`.
#[must_use]
pub fn paths<'a>(tokens: &[Token<'a>]) -> Vec<Named<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].1.starts_with(is_word) {
            at = path(tokens, at, &[], &mut found);
        } else {
            at += 1;
        }
    }
    found
}

fn path<'a>(
    tokens: &[Token<'a>],
    mut at: usize,
    before: &[&'a str],
    found: &mut Vec<Named<'a>>,
) -> usize {
    let sign = |at: usize| tokens.get(at).map_or("", |token| token.1);
    let mut named = before.to_vec();
    while sign(at).starts_with(is_word) || sign(at) == "*" {
        let (line, word) = tokens[at];
        named.push(word);
        at += 1;
        if sign(at) != "::" || !sign(at + 1).starts_with(|c| is_word(c) || c == '*' || c == '{') {
            found.push((line, named));
            return at;
        }
        at += 1;
    }
    if sign(at) == "{" {
        at += 1;
        while !matches!(sign(at), "}" | "") {
            at = if sign(at) == "as" {
                at + 2
            } else {
                path(tokens, at, &named, found)
            };
        }
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(code: &str) -> Vec<String> {
        let live = without_tests(&without_prose(code));
        paths(&tokens(&live))
            .into_iter()
            .map(|(line, path)| format!("{line} {}", path.join("::")))
            .collect()
    }

    #[test]
    fn grouped_paths_are_told_apart() {
        let code = "use crate::{\n  city::{self, map as m},\n  words::*,\n};";
        let want = [
            "1 use",
            "2 crate::city::self",
            "2 crate::city::map",
            "3 crate::words::*",
        ];
        assert_eq!(named(code), want);
    }

    #[test]
    fn prose_names_nothing() {
        let code = r##"// a::b
        /* a /* b */ c::d */ let x = ("a::\"b", r#"c"::d"#, b'"', '\'', 'e', &'f str);"##;
        assert_eq!(named(code), ["2 let", "2 x", "2 b", "2 f", "2 str"]);
    }

    #[test]
    fn tests_name_nothing() {
        let code = "a::b;
            #[cfg(test)] fn x<A, B>() -> u8 { c::d(); { 1 } }
            #[cfg(test)] use e::f;
            g::h;";
        assert_eq!(named(code), ["1 a::b", "4 g::h"]);
    }
}
