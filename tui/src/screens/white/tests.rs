//! The organisers' screens, drawn and used.
