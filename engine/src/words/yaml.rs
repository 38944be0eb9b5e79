//! What an author did wrong in YAML itself, from what the parser could not do: a few codes that
//! a sentence and a way out can be written for, instead of the parser's hundred.

use serde_saphyr::granit_parser::ErrorKind;

/// Every code of `FaultKind::Yaml`.
pub const YAML_CODES: [&str; 14] = [
    "yaml-brackets",
    "yaml-character",
    "yaml-colon",
    "yaml-directive",
    "yaml-documents",
    "yaml-empty",
    "yaml-indent",
    "yaml-key",
    "yaml-merge",
    "yaml-quotes",
    "yaml-syntax",
    "yaml-tab",
    "yaml-tag",
    "yaml-value",
];

/// What an author did, from what the parser could not do.
#[must_use]
pub const fn code_of(kind: &ErrorKind) -> &'static str {
    use ErrorKind as E;
    match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar => "yaml-tab",
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::InvalidFlowScalarIndent
        | E::InvalidBlockScalarIndent
        | E::BlockSequenceEntryNotAllowed => "yaml-indent",
        E::MappingValueNotAllowed
        | E::SimpleKeyExpected
        | E::InvalidSimpleKey
        | E::InvalidColonPlacement
        | E::InvalidMappingValueWhitespace
        | E::FlowMappingValueAdjacentCollection => "yaml-colon",
        E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::MisplacedFlowCollectionEnd
        | E::MismatchedFlowCollectionEnd { .. }
        | E::UnclosedFlowCollection { .. }
        | E::BlockEntryInFlowCollection
        | E::PlainScalarStartsWithDashFlowIndicator => "yaml-brackets",
        E::UnclosedQuotedScalar
        | E::InvalidQuotedScalarIndent
        | E::DocumentIndicatorInQuotedScalar
        | E::InvalidTrailingSingleQuotedScalar
        | E::InvalidTrailingDoubleQuotedScalar
        | E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => "yaml-quotes",
        E::UnexpectedCharacter { .. } | E::BomInsideDocument => "yaml-character",
        E::DirectiveDisallowed | E::InvalidDirectiveName | E::MissingDirectiveName => {
            "yaml-directive"
        }
        E::ExpectedDocumentStart | E::InvalidDocumentEnd => "yaml-documents",
        E::MappingKeyNotAllowed => "yaml-key",
        E::ExpectedNodeContent | E::UnexpectedEof => "yaml-value",
        E::UndeclaredTagHandle | E::InvalidTagTerminator | E::MissingTagUri => "yaml-tag",
        _ => "yaml-syntax",
    }
}
