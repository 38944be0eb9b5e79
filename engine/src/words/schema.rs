//! The JSON Schema of a type, made ready for checking: references followed, patterns compiled,
//! the variants of an enum found by their key. One is made per type and kept for the program's
//! life, so that checking a file costs no more than looking at it.
//!
//! Understood is what schemars 1.2 derives for our types. `gaps` lists what is not: a test
//! holds that it is empty for every type that is read.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use regex_lite::Regex;
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;

use crate::words::fault::Sort;
use crate::words::written::integer_of;

/// The key of a schema by which a type names the shape of its texts:
/// `#[schemars(extend("x-shape" = "span"))]`. Without it the type's own name is taken.
pub const SHAPE_KEY: &str = "x-shape";

/// The key of a schema by which a type says that nothing depends on its values: they are only read
/// by people. `#[schemars(extend("x-mute" = true))]`.
pub const MUTE_KEY: &str = "x-mute";

/// An index into `Schemas::all`.
pub type Index = usize;

/// What one place in a file may hold.
#[derive(Debug, Default)]
pub struct Shape {
    /// The name of the shape, for texts that have another.
    pub name: &'static str,
    /// The sorts allowed; empty means any.
    pub sorts: Vec<Sort>,
    /// Another shape that holds too.
    pub same_as: Option<Index>,
    /// The only texts allowed.
    pub texts: Option<Vec<&'static str>>,
    /// Nothing depends on the value.
    pub mute: bool,
    /// A text that has the form.
    pub example: Option<&'static str>,
    /// The form of a text.
    pub pattern: Option<Regex>,
    /// An address form: `ipv4`, `ipv6`, `ip`.
    pub address: Option<&'static str>,
    /// Fewest and most characters of a text.
    pub length: (Option<u64>, Option<u64>),
    /// Least and greatest number.
    pub range: (Option<i128>, Option<i128>),
    /// The same for numbers with fractions.
    pub real: (Option<f64>, Option<f64>),
    /// The keys of a map.
    pub keys: BTreeMap<&'static str, Index>,
    /// Keys of a map by pattern.
    pub key_patterns: Vec<(Regex, Index)>,
    /// The name of the shape of those keys.
    pub key_name: &'static str,
    /// The keys that must be there, in the order of the type.
    pub required: Vec<&'static str>,
    /// What other keys hold.
    pub other_keys: OtherKeys,
    /// The first items of a list.
    pub first_items: Vec<Index>,
    /// All further items of a list.
    pub items: Option<Index>,
    /// Fewest and most items.
    pub count: (Option<u64>, Option<u64>),
    /// No item twice.
    pub unique: bool,
    /// Exactly one of these holds.
    pub choice: Option<Choice>,
    variants: Vec<Index>,
    constant: bool,
}

/// Keys of a map that are not named.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum OtherKeys {
    /// Allowed and not looked at.
    #[default]
    Any,
    /// A fault.
    None,
    /// Allowed, of this shape.
    Like(Index),
}

/// The variants of an enum, by what tells them apart.
#[derive(Debug, Default)]
pub struct Choice {
    /// Nothing is allowed.
    pub nothing: bool,
    /// Bare words.
    pub texts: Vec<&'static str>,
    /// `{key: value}`, the value's shape by key (externally tagged).
    pub tagged: BTreeMap<&'static str, Index>,
    /// A key whose text tells which (internally tagged).
    pub by_text: Option<(&'static str, BTreeMap<&'static str, Index>)>,
    /// Variants told apart only by trying.
    pub rest: Vec<Index>,
}

/// All shapes of a type.
#[derive(Debug, Default)]
pub struct Schemas {
    /// The shapes.
    pub all: Vec<Shape>,
    /// The type's own.
    pub root: Index,
    /// What is not understood, as `path: keyword`.
    pub gaps: Vec<String>,
}

/// The schemas of a type, made once.
#[must_use]
pub fn schemas_of<T: JsonSchema + 'static>() -> &'static Schemas {
    static MADE: OnceLock<Mutex<BTreeMap<TypeId, &'static Schemas>>> = OnceLock::new();
    let made = MADE.get_or_init(Mutex::default);
    let id = TypeId::of::<T>();
    let known = made
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&id)
        .copied();
    if let Some(schemas) = known {
        return schemas;
    }
    // Made outside the lock: two threads may both make it, the first one in is kept. What is
    // leaked is bounded by the number of types in the program.
    let fresh: &'static Schemas = Box::leak(Box::new(compile(&json_of::<T>())));
    made.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry(id)
        .or_insert(fresh)
}

/// What the schema of a type says that checking does not understand; empty for good types.
#[must_use]
pub fn gaps<T: JsonSchema + 'static>() -> &'static [String] {
    &schemas_of::<T>().gaps
}

/// The JSON Schema of a type as read (not as written), for checking and for editors.
#[must_use]
pub fn json_of<T: JsonSchema>() -> Value {
    SchemaGenerator::new(SchemaSettings::draft2020_12())
        .into_root_schema_for::<T>()
        .to_value()
}

fn compile(json: &Value) -> Schemas {
    let mut compiler = Compiler {
        root: json,
        made: Schemas::default(),
        named: BTreeMap::new(),
    };
    compiler.made.root = compiler.shape(json, "text", "");
    let choices: Vec<_> = (0..compiler.made.all.len())
        .map(|index| compiler.choice(index))
        .collect();
    for (shape, choice) in compiler.made.all.iter_mut().zip(choices) {
        shape.choice = choice;
    }
    compiler.name_keys();
    compiler.made
}

struct Compiler<'j> {
    root: &'j Value,
    made: Schemas,
    named: BTreeMap<&'j str, Index>,
}

impl<'j> Compiler<'j> {
    fn gap(&mut self, path: &str, what: &str) {
        self.made.gaps.push(format!("{path}: {what}"));
    }

    /// Reserves a shape, so that a type may contain itself.
    fn shape(&mut self, json: &'j Value, name: &'static str, path: &str) -> Index {
        let index = self.made.all.len();
        self.made.all.push(Shape::default());
        self.made.all[index] = self.filled(json, name, path);
        index
    }

    fn filled(&mut self, json: &'j Value, name: &'static str, path: &str) -> Shape {
        let mut shape = Shape {
            name,
            ..Shape::default()
        };
        let Value::Object(object) = json else {
            if *json != Value::Bool(true) {
                self.gap(path, "a schema that allows nothing");
            }
            return shape;
        };
        if let Some(name) = object.get(SHAPE_KEY).and_then(Value::as_str) {
            shape.name = leak(name);
        }
        for (keyword, value) in object {
            if !self.keyword(&mut shape, keyword, value, path) {
                self.gap(path, keyword);
            }
        }
        if let Some(format) = object.get("format").and_then(Value::as_str) {
            format_into(&mut shape, format);
        }
        shape
    }

    /// Takes one keyword into the shape; `false` if it is not understood.
    fn keyword(&mut self, shape: &mut Shape, word: &str, value: &'j Value, path: &str) -> bool {
        match word {
            "$schema" | "$defs" | "title" | "description" | "default" | "format" | "deprecated"
            | "readOnly" | "writeOnly" | "$comment" => {}
            "examples" => shape.example = value.get(0).and_then(Value::as_str).map(leak),
            MUTE_KEY => shape.mute = *value == Value::Bool(true),
            _ if word.starts_with("x-") => {}
            "type" => shape.sorts = sorts_of(value),
            "$ref" => return self.reference(shape, value, path),
            "enum" => return texts_into(shape, value.as_array().map_or(&[][..], Vec::as_slice)),
            "const" => {
                shape.constant = true;
                return texts_into(shape, std::slice::from_ref(value));
            }
            "oneOf" | "anyOf" => return self.variants(shape, value, path),
            "pattern" => {
                shape.pattern = value.as_str().and_then(|pattern| Regex::new(pattern).ok());
                return shape.pattern.is_some();
            }
            "minLength" => shape.length.0 = value.as_u64(),
            "maxLength" => shape.length.1 = value.as_u64(),
            "minItems" => shape.count.0 = value.as_u64(),
            "maxItems" => shape.count.1 = value.as_u64(),
            "minimum" => (shape.range.0, shape.real.0) = limit(value),
            "maximum" => (shape.range.1, shape.real.1) = limit(value),
            "uniqueItems" => shape.unique = *value == Value::Bool(true),
            "items" if *value == Value::Bool(false) => shape.count.1 = Some(0),
            "items" => shape.items = Some(self.shape(value, shape.name, &format!("{path}[]"))),
            "prefixItems" => {
                for item in value.as_array().into_iter().flatten() {
                    let item = self.shape(item, "text", &format!("{path}[]"));
                    shape.first_items.push(item);
                }
            }
            "required" => {
                let keys = value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str);
                shape.required = keys.map(leak).collect();
            }
            "properties" => {
                for (key, value) in value.as_object().into_iter().flatten() {
                    let index = self.shape(value, "text", &format!("{path}.{key}"));
                    shape.keys.insert(leak(key), index);
                }
            }
            "patternProperties" => return self.key_patterns(shape, value, path),
            "additionalProperties" => {
                shape.other_keys = match value {
                    Value::Bool(true) => OtherKeys::Any,
                    Value::Bool(false) => OtherKeys::None,
                    _ => OtherKeys::Like(self.shape(value, "text", &format!("{path}.*"))),
                }
            }
            _ => return false,
        }
        true
    }

    fn key_patterns(&mut self, shape: &mut Shape, value: &'j Value, path: &str) -> bool {
        let mut good = true;
        for (pattern, value) in value.as_object().into_iter().flatten() {
            let index = self.shape(value, "text", &format!("{path}.*"));
            match Regex::new(pattern) {
                Ok(pattern) => shape.key_patterns.push((pattern, index)),
                Err(_) => good = false,
            }
        }
        good
    }

    fn variants(&mut self, shape: &mut Shape, value: &'j Value, path: &str) -> bool {
        let first = shape.variants.is_empty();
        for variant in value.as_array().into_iter().flatten() {
            let variant = self.shape(variant, shape.name, path);
            shape.variants.push(variant);
        }
        first
    }

    fn reference(&mut self, shape: &mut Shape, value: &'j Value, path: &str) -> bool {
        let Some(name) = value.as_str() else {
            return false;
        };
        if let Some(index) = self.named.get(name) {
            shape.same_as = Some(*index);
            return true;
        }
        let Some(json) = name
            .strip_prefix('#')
            .and_then(|name| self.root.pointer(name))
        else {
            return false;
        };
        let index = self.made.all.len();
        self.made.all.push(Shape::default());
        self.named.insert(name, index);
        let plain = name.rsplit('/').next().unwrap_or(name);
        self.made.all[index] = self.filled(json, leak(&kebab(plain)), path);
        shape.same_as = Some(index);
        true
    }

    /// A schema of a map keeps only the pattern of its keys; their name is found again by it.
    fn name_keys(&mut self) {
        let all = &self.made.all;
        let named = all.iter().filter(|shape| shape.name != "text");
        let patterns =
            named.filter_map(|shape| Some((shape.pattern.as_ref()?.as_str(), shape.name)));
        let known: BTreeMap<String, &'static str> = patterns
            .map(|(pattern, name)| (pattern.to_owned(), name))
            .collect();
        for shape in &mut self.made.all {
            let name = shape
                .key_patterns
                .iter()
                .find_map(|(key, _)| known.get(key.as_str()));
            shape.key_name = name.copied().unwrap_or("key");
        }
    }

    /// Sorts the variants of a shape by what tells them apart.
    fn choice(&self, index: Index) -> Option<Choice> {
        let shape = self.made.all.get(index)?;
        if shape.variants.is_empty() {
            return None;
        }
        let mut leaves = Vec::new();
        let mut seen = vec![index];
        let mut open: Vec<Index> = shape.variants.iter().rev().copied().collect();
        while let Some(index) = open.pop() {
            let shape = &self.made.all[index];
            if seen.contains(&index) {
                continue;
            }
            seen.push(index);
            open.extend(shape.variants.iter().rev());
            open.extend(shape.same_as);
            if shape.variants.is_empty() && shape.same_as.is_none() {
                leaves.push(index);
            }
        }
        let mut choice = Choice::default();
        for leaf in leaves {
            self.place_variant(&mut choice, leaf);
        }
        Some(choice)
    }

    fn place_variant(&self, choice: &mut Choice, leaf: Index) {
        let shape = &self.made.all[leaf];
        let tag = shape.required.iter().find_map(|key| {
            let value = &self.made.all[*shape.keys.get(key)?];
            let text = value.texts.as_ref().filter(|_| value.constant)?.first()?;
            Some((*key, *text))
        });
        match (&shape.texts, &shape.required[..], shape.sorts.as_slice()) {
            (_, _, [Sort::Nothing]) => choice.nothing = true,
            (Some(texts), _, sorts) => {
                choice.nothing |= sorts.contains(&Sort::Nothing);
                choice.texts.extend(texts);
            }
            (None, [key], [Sort::Map])
                if shape.keys.len() == 1
                    && shape.keys.contains_key(key)
                    && shape.other_keys == OtherKeys::None
                    && tag.is_none() =>
            {
                choice.tagged.insert(key, shape.keys[key]);
            }
            _ => match (tag, &mut choice.by_text) {
                (Some((key, text)), None) => {
                    choice.by_text = Some((key, BTreeMap::from([(text, leaf)])));
                }
                (Some((key, text)), Some((same, variants))) if key == *same => {
                    variants.insert(text, leaf);
                }
                _ => choice.rest.push(leaf),
            },
        }
    }
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// `TimeSpan` is told as `time-span`.
fn kebab(name: &str) -> String {
    let mut word = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !word.is_empty() && !word.ends_with('-') {
            word.push('-');
        }
        word.extend(c.to_lowercase());
    }
    word
}

fn sorts_of(value: &Value) -> Vec<Sort> {
    let sort = |word: &Value| {
        Some(match word.as_str()? {
            "object" => Sort::Map,
            "array" => Sort::List,
            "string" => Sort::Text,
            "integer" => Sort::Integer,
            "number" => Sort::Number,
            "boolean" => Sort::Bool,
            "null" => Sort::Nothing,
            _ => return None,
        })
    };
    let mut sorts: Vec<Sort> = match value {
        Value::Array(words) => words.iter().filter_map(sort).collect(),
        word => sort(word).into_iter().collect(),
    };
    sorts.sort();
    sorts
}

/// Takes a closed list of texts; `null` among them only repeats the type.
fn texts_into(shape: &mut Shape, values: &[Value]) -> bool {
    let texts = values.iter().filter(|value| !value.is_null());
    let texts: Option<Vec<_>> = texts.map(|value| value.as_str().map(leak)).collect();
    let good = texts.is_some();
    shape.texts = texts.filter(|texts| !texts.is_empty());
    good
}

fn limit(value: &Value) -> (Option<i128>, Option<f64>) {
    let whole = value
        .as_number()
        .and_then(|number| integer_of(&number.to_string()));
    (whole, value.as_f64())
}

/// The limits that a Rust type has beside those its schema names.
fn format_into(shape: &mut Shape, format: &str) {
    let (least, most): (i128, i128) = match format {
        "uint32" => (0, u32::MAX.into()),
        "uint64" => (0, u64::MAX.into()),
        "uint" => (0, usize::MAX as i128),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" => (i64::MIN.into(), i64::MAX.into()),
        "int" => (isize::MIN as i128, isize::MAX as i128),
        "uint128" => (0, i128::MAX),
        "ipv4" | "ipv6" | "ip" => {
            shape.address = Some(leak(format));
            return;
        }
        _ => return,
    };
    shape.range.0 = Some(shape.range.0.map_or(least, |own| own.max(least)));
    shape.range.1 = Some(shape.range.1.map_or(most, |own| own.min(most)));
}
