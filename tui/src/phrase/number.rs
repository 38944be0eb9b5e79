//! Numbers as a reader of each language writes them: 57.586.971 and 61,6, or 57,586,971 and 61.6.

use engine::words::text::Lang;
use fluent_bundle::FluentValue;

/// A whole number with its thousands marked.
#[must_use]
pub fn whole(number: i128, lang: Lang) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut shown = String::from(if number < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(thousands(lang));
        }
        shown.push(digit);
    }
    shown
}

/// Thousandths of a point with so many decimals, rounded half away from zero.
#[must_use]
pub fn milli(number: i64, decimals: u32, lang: Lang) -> String {
    let decimals = decimals.min(3);
    let unit = 10_i128.pow(3 - decimals);
    let size = (i128::from(number).abs() + unit / 2) / unit;
    let scale = 10_i128.pow(decimals);
    let sign = if number < 0 && size != 0 { "-" } else { "" };
    let before = whole(size / scale, lang);
    if decimals == 0 {
        return format!("{sign}{before}");
    }
    let after = size % scale;
    let width = decimals as usize;
    format!("{sign}{before}{}{after:0width$}", point(lang))
}

/// The same with its sign always shown, as a ledger has it.
#[must_use]
pub fn signed(number: i64, decimals: u32, lang: Lang) -> String {
    let shown = milli(number, decimals, lang);
    if number > 0 {
        format!("+{shown}")
    } else {
        shown
    }
}

/// A number inside a sentence; nothing for what is no number.
pub fn shown(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    // Sentences are only ever given whole numbers; those beyond 2^53 are given as text.
    Some(whole(number.value.round() as i128, lang))
}

const fn thousands(lang: Lang) -> char {
    match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    }
}

const fn point(lang: Lang) -> char {
    match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        assert_eq!(whole(57_586_971, Lang::Vi), "57.586.971");
        assert_eq!(whole(57_586_971, Lang::En), "57,586,971");
        assert_eq!(whole(-1_000, Lang::En), "-1,000");
        assert_eq!(
            (whole(0, Lang::Vi), whole(999, Lang::Vi)),
            ("0".into(), "999".into())
        );
        assert_eq!(milli(61_600, 1, Lang::Vi), "61,6");
        assert_eq!(milli(61_600, 1, Lang::En), "61.6");
        assert_eq!(milli(-2_545, 2, Lang::En), "-2.55");
        assert_eq!(milli(-4, 1, Lang::En), "0.0");
        assert_eq!(milli(1_234_567, 3, Lang::Vi), "1.234,567");
        assert_eq!(signed(3_090, 2, Lang::Vi), "+3,09");
        assert_eq!(milli(i64::MIN, 0, Lang::En), "-9,223,372,036,854,776");
    }
}
