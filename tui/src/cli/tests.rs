//! What is typed, and what is said of it when it is wrong.

use super::*;

fn typed(args: &[&str]) -> Vec<OsString> {
    args.iter().map(OsString::from).collect()
}

#[test]
fn the_command_line_holds_together_in_both_languages() {
    for lang in [Lang::Vi, Lang::En] {
        command(&Phrases::new(lang)).debug_assert();
    }
}

#[test]
fn the_language_is_asked_for_or_the_locales() {
    assert_eq!(lang_of(&typed(&["x", "--lang", "en"]), None), Lang::En);
    assert_eq!(
        lang_of(&typed(&["x", "--lang=vi"]), Some("en_US")),
        Lang::Vi
    );
    assert_eq!(lang_of(&typed(&["x"]), Some("en_GB.UTF-8")), Lang::En);
    assert_eq!(lang_of(&typed(&["x"]), Some("C")), Lang::Vi);
    assert_eq!(lang_of(&typed(&["x", "--lang"]), None), Lang::Vi);
}

#[test]
fn every_verb_and_argument_has_words_and_an_example() {
    for lang in [Lang::Vi, Lang::En] {
        let phrases = Phrases::new(lang);
        for verb in command(&phrases).get_subcommands() {
            assert!(verb.get_after_help().is_some(), "{}", verb.get_name());
            for arg in verb.get_arguments() {
                assert!(
                    arg.get_help().is_some(),
                    "{} {}",
                    verb.get_name(),
                    arg.get_id()
                );
            }
        }
    }
}

#[test]
fn a_wrong_line_is_told_in_the_readers_language_with_a_way_out() {
    let phrases = Phrases::new(Lang::En);
    let told = |args: &[&str]| match read(&typed(args), &phrases) {
        Err(Trouble::Said {
            what,
            help,
            code: 2,
        }) => (what, help.unwrap_or_default()),
        other => panic!("{other:?}"),
    };
    assert_eq!(told(&["dientap", "chek"]).1, "did you mean “check”?");
    assert_eq!(told(&["dientap", "run"]).0, "missing: <SCENARIO>");
    assert!(
        told(&["dientap", "run", "x", "--seed", "\u{1b}[2J"])
            .0
            .contains('\u{FFFD}')
    );
    assert!(
        told(&["dientap", "run", "x", "--blue", "ai"])
            .1
            .contains("playbook")
    );
}
