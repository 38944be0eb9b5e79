//! The papers as documents: a tree of headings, paragraphs, tables and figures, made once from a
//! report in the reader's language, and written in each format from there.
//!
//! `tree` is the document, `press` the words it is made with, `papers` one file for each paper,
//! `chart` the figures; `html`, `docx`, `markdown`, `sheet` (CSV) and `layer` (ATT&CK Navigator)
//! write. The engine's report is also written as it is, as JSON.
//!
//! `known` is what a team knows besides, for other programs: `ocsf` writes its alerts, `stix` its
//! indicators and rules.

pub mod chart;
pub mod docx;
pub mod html;
pub mod known;
pub mod layer;
pub mod markdown;
pub mod ocsf;
pub mod papers;
pub mod press;
pub mod sheet;
pub mod stix;
pub mod tree;
