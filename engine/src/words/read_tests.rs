//! What an author is told about an ordinary file with ordinary mistakes.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::words::fault::{Fault, Faults, Place};
use crate::words::read::read;
use crate::words::schema::gaps;
use crate::words::written::At;

/// A name, as most types name things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[a-z0-9][a-z0-9.-]{0,47}$", "x-shape" = "name"))]
pub struct Name(String);

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text == "forbidden" {
            Err("name-reserved")
        } else {
            Ok(Self(text))
        }
    }
}

/// A text for people.
#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    vi: String,
    en: String,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Workstation,
    Server,
    /// Documented variants are derived another way.
    DomainController,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Needs {
    LocalAdmin,
    Reachable(Proto),
    Foothold(At<Name>),
    /// A weakness.
    Answered {
        inject: At<Name>,
        choice: Option<Name>,
    },
    All(Vec<Needs>),
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Proto {
    Https,
    Smb,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Host {
    name: At<Name>,
    title: Words,
    role: At<Role>,
    zone: Option<At<Name>>,
    #[serde(default)]
    mfa: bool,
    #[serde(default = "thousand")]
    #[schemars(range(max = 1000))]
    awareness: At<u16>,
    count: Option<u32>,
    #[serde(default)]
    requires: Vec<Needs>,
    #[serde(default)]
    stopped_by: BTreeMap<At<Name>, At<u16>>,
    #[serde(default)]
    tags: BTreeSet<At<String>>,
    role_also: Option<Role>,
    address: Option<std::net::Ipv4Addr>,
}

const fn thousand() -> At<u16> {
    At::new(1000, Place::START)
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct City {
    title: At<Words>,
    #[schemars(length(min = 1, max = 3))]
    hosts: Vec<At<Host>>,
}

impl City {
    /// The hosts as they show themselves.
    pub fn hosts(&self) -> &[At<Host>] {
        &self.hosts
    }
}

/// Every fault as `line:column+len code arg=value …`.
pub fn told<T: serde::de::DeserializeOwned + JsonSchema + 'static>(text: &[u8]) -> Vec<String> {
    let mut faults = Faults::new();
    let value: Option<T> = read("city.yml", text, &mut faults);
    assert_eq!(value.is_some(), !faults.any_fault());
    let line = |fault: &Fault| {
        let args = fault.kind.args();
        let args = args.iter().map(|(name, value)| format!(" {name}={value}"));
        let place = format!("{}:{}+{} ", fault.line, fault.column, fault.len);
        place + fault.kind.code() + &args.collect::<String>()
    };
    faults.iter().map(line).collect()
}

fn city(text: &str) -> City {
    let mut faults = Faults::new();
    let city = read("city.yml", text.as_bytes(), &mut faults);
    city.unwrap_or_else(|| panic!("{faults:?}"))
}

const TITLE: &str = "title: {vi: a, en: a}\n";

#[test]
fn nothing_in_the_schemas_is_left_unchecked() {
    assert_eq!(gaps::<City>(), [""; 0]);
}

#[test]
fn a_good_file_becomes_its_type_and_knows_its_places() {
    let city = city(
        "\
title: {vi: Thành phố, en: City}
hosts:
  - &base
    name: web-01
    title: {vi: Máy, en: 2026}
    role: server
    requires: [local-admin, reachable: smb, {answered: {inject: a1}}, all: [foothold: z1]]
    stopped-by: {d: 1, mail-gateway: 300}
  - <<: *base
    name: web-02
    zone: z1
    tags: [b, a]
    address: 192.0.2.1
",
    );
    let [first, second] = &city.hosts[..] else {
        panic!("{city:?}")
    };
    assert_eq!((first.place.line, first.place.column), (4, 5));
    assert_eq!(
        (
            first.name.place.line,
            first.name.place.column,
            first.name.place.len
        ),
        (4, 11, 6)
    );
    assert_eq!(first.title.en, "2026");
    let (key, value) = first.stopped_by.last_key_value().unwrap();
    assert_eq!(
        (key.place.line, key.place.column, key.place.len),
        (8, 24, 12)
    );
    assert_eq!(
        (value.place.line, value.place.column, value.place.len),
        (8, 38, 3)
    );
    assert_eq!(second.requires, first.requires);
    assert_eq!(*second.name.value.0, *"web-02");
    let tags: Vec<_> = second.tags.iter().map(|tag| tag.place.column).collect();
    assert_eq!(tags, [15, 12]);
}

#[test]
fn many_faults_of_one_file_are_told_together() {
    let text = "\
title: {vi: Thành phố, en: City, fr: Ville}
hosts:
  - nmae: web-01
    title: { vi: Máy chủ }
    role: servr
    mfa: yes
    awareness: 1001
    count: 4294967296
  - name: Web 02
    title: Máy
    role: [server]
    stopped-by: {Đ: 7, m: -1, ma: many}
    requires:
      - reachable: htps
      - local-admn
      - reachable
      - local-admin: 1
      - footold: a
      - {foothold: a, all: []}
      - answered: {injct: a1}
      - {}
      - 5
    address: 10.0.0.256
    tags: [a, b, a]
    name: web-02
    role-also: mail
    zone:
";
    assert_eq!(
        told::<City>(text.as_bytes()),
        [
            "1:34+2 unknown-key key=fr at=title allowed=en, vi",
            "3:5+4 unknown-key key=nmae at=hosts[1] allowed=address, awareness, count, mfa, name, \
         requires, role, role-also, stopped-by, tags, title, zone near=name",
            "4:12+1 missing-key key=en at=hosts[1].title",
            "5:11+5 not-one-of found=servr allowed=workstation, server, domain-controller \
             near=server",
            "6:10+3 wrong-type expected=bool found=text",
            "7:16+4 out-of-range found=1001 min=0 max=1000",
            "8:12+10 out-of-range found=4294967296 min=0 max=4294967295",
            "9:11+6 bad-text found=Web 02 shape=name",
            "10:12+3 wrong-type expected=map found=text",
            "11:11+1 wrong-type expected=text found=list",
            "12:18+1 bad-text found=Đ shape=name",
            "12:27+2 out-of-range found=-1 min=0 max=65535",
            "12:35+4 wrong-type expected=integer found=text",
            "14:20+4 not-one-of found=htps allowed=https, smb near=https",
            "15:9+10 not-one-of found=local-admn allowed=local-admin, all, answered, foothold, \
         reachable near=local-admin",
            "16:9+9 needs-value key=reachable",
            "17:9+11 takes-no-value key=local-admin",
            "18:9+7 unknown-key key=footold at=hosts[Web 02].requires[5] allowed=all, answered, \
         foothold, reachable near=foothold",
            "19:23+3 too-many what=choices found=2 limit=1",
            "20:20+5 unknown-key key=injct at=hosts[Web 02].requires[7].answered allowed=choice, \
         inject near=inject",
            "21:9+1 not-one-of found={} allowed=all, answered, foothold, reachable",
            "22:9+1 not-one-of found=5 allowed=local-admin, all, answered, foothold, reachable",
            "23:14+10 bad-text found=10.0.0.256 shape=ipv4",
            "24:18+1 duplicate-name name=a first-line=24",
            "25:5+4 duplicate-key key=name",
            "26:16+4 not-one-of found=mail allowed=workstation, server, domain-controller",
        ]
    );
}

#[test]
fn columns_count_characters_and_lines_count_lines() {
    let text = "title: {vi: \"Đô thị 🏙\", en: [1]}\r\nhosts: 5\r\n";
    assert_eq!(
        told::<City>(text.as_bytes()),
        [
            "1:29+1 wrong-type expected=text found=list",
            "2:8+1 wrong-type expected=list found=integer",
        ]
    );
    // The mark that some editors put first takes no column.
    let marked = format!("\u{FEFF}{text}");
    assert_eq!(
        told::<City>(marked.as_bytes()),
        told::<City>(text.as_bytes())
    );
    // A decomposed letter is two characters to the parser and to the fault alike.
    let text = "title: {vi: e\u{301}, en: [1]}\nhosts: 5\n";
    assert_eq!(
        told::<City>(text.as_bytes())[0],
        "1:21+1 wrong-type expected=text found=list"
    );
}

#[test]
fn a_type_may_refuse_what_its_shape_allows_and_says_where() {
    let text =
        format!("{TITLE}hosts: [{{name: forbidden, title: {{vi: a, en: b}}, role: server}}]");
    assert_eq!(
        told::<City>(text.as_bytes()),
        ["2:16+9 refused why=name-reserved"]
    );
}

#[test]
fn too_few_and_too_many_items_are_told_with_the_limit() {
    let none = format!("{TITLE}hosts: []");
    assert_eq!(
        told::<City>(none.as_bytes()),
        ["2:8+1 too-few what=items found=0 least=1"]
    );
    let host = "{name: a, title: {vi: a, en: b}, role: server},";
    let five = format!("{TITLE}hosts: [{}]", host.repeat(5));
    assert_eq!(
        told::<City>(five.as_bytes()),
        ["2:8+1 too-many what=items found=5 limit=3"]
    );
}

#[test]
fn an_empty_value_is_shown_at_its_key() {
    let text = "title:\nhosts:\n  -\n";
    assert_eq!(
        told::<City>(text.as_bytes()),
        [
            "1:1+5 wrong-type expected=map found=nothing",
            "3:4+1 wrong-type expected=map found=nothing",
        ]
    );
}

#[test]
fn what_stands_before_a_fault_of_syntax_is_still_checked() {
    let text = "title: {vi: a, en: b, fr: c}\nhosts:\n  - name: A\n    role: x: y\n    titel: 1\n";
    assert_eq!(
        told::<City>(text.as_bytes()),
        [
            "1:23+2 unknown-key key=fr at=title allowed=en, vi",
            "3:11+1 bad-text found=A shape=name",
            "4:12+1 yaml-colon what=mapping values are not allowed in this context",
        ]
    );
}

/// Variants told apart by a key's text, and ones told apart only by trying.
#[expect(dead_code, reason = "only read")]
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum Told {
    Host { name: String },
    Zone { name: String, level: u8 },
}

#[expect(dead_code, reason = "only read")]
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Tried {
    One(Name),
    Many(Vec<Name>),
    Part(Part),
}

#[expect(dead_code, reason = "only read")]
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Part {
    of: Name,
    share: f64,
}

/// A number or a text; a number is judged as a number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "only read")]
enum Times {
    One(u32),
    Range(String),
}

impl JsonSchema for Times {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Times".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"anyOf": [
            {"type": "integer", "minimum": 0, "maximum": 2000},
            {"type": "string", "pattern": r"^[0-9]{1,4}\.\.[0-9]{1,4}$"},
        ]})
    }
}

#[expect(dead_code, reason = "only read")]
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Both {
    told: Vec<Told>,
    tried: Vec<Tried>,
    maybe: Option<Box<Both>>,
    pair: (u8, bool),
    map: BTreeMap<String, Vec<i8>>,
    any: Option<Tried>,
    times: Option<Times>,
}

#[test]
fn buffered_variants_are_checked_as_precisely() {
    assert_eq!(gaps::<Both>(), [""; 0]);
    let text = "\
told: [{kind: host, name: a, level: 1}, {kind: zoen, name: a}, {name: b}, {kind: zone, name: c}]
tried: [a, B, [c, D], {of: e, share: 2, ratio: 1}, {of: e, share: half}, ~]
maybe: {told: 1}
pair: [256, yes, 3]
map: {a: [1, -129], b: 5}
any: ~
";
    assert_eq!(
        told::<Both>(text.as_bytes()),
        [
            "1:30+5 unknown-key key=level at=told[a] allowed=kind, name",
            "1:48+4 not-one-of found=zoen allowed=host, zone near=zone",
            "1:64+1 missing-key key=kind at=told[b]",
            "1:75+1 missing-key key=level at=told[c]",
            "2:12+1 bad-text found=B shape=name",
            "2:19+1 bad-text found=D shape=name",
            "2:41+5 unknown-key key=ratio at=tried[4] allowed=of, share",
            "2:67+4 wrong-type expected=number found=text",
            "2:74+1 wrong-type expected=map, list, text found=nothing",
            "3:8+1 missing-key key=map at=maybe",
            "3:8+1 missing-key key=pair at=maybe",
            "3:8+1 missing-key key=tried at=maybe",
            "3:15+1 wrong-type expected=list found=integer",
            "4:7+1 too-many what=items found=3 limit=2",
            "4:8+3 out-of-range found=256 min=0 max=255",
            "4:13+3 wrong-type expected=bool found=text",
            "5:14+4 out-of-range found=-129 min=-128 max=127",
            "5:24+1 wrong-type expected=list found=integer",
        ]
    );
}

#[test]
fn an_enum_cannot_be_merged_into() {
    let text = "told: [&a {kind: zone, name: a, level: 1}]\ntried: []\npair: [1, true]\nmap: {}\n";
    assert_eq!(told::<Both>(text.as_bytes()), [""; 0]);
    let host = "{name: a, title: &t {vi: a, en: b}, role: server, requires: [<<: *t]}";
    let text = format!("{TITLE}hosts: [{host}]");
    assert_eq!(told::<City>(text.as_bytes()), ["2:70+1 yaml-merge what=<<"]);
}

#[test]
fn a_number_is_judged_as_a_number_where_text_would_do_too() {
    let told = |times: &str| {
        let text = format!("told: []\ntried: []\npair: [1, true]\nmap: {{}}\ntimes: {times}\n");
        told::<Both>(text.as_bytes())
    };
    assert_eq!(told("7"), [""; 0]);
    assert_eq!(told("1..3"), [""; 0]);
    assert_eq!(
        told("5000"),
        ["5:8+4 out-of-range found=5000 min=0 max=2000"]
    );
    assert_eq!(told("1..x"), ["5:8+4 bad-text found=1..x shape=times"]);
    assert_eq!(
        told("[]"),
        ["5:8+1 wrong-type expected=text, integer, nothing found=list"]
    );
}
