//! The pages in `stories/`, each played as it is written.

use std::fs;
use std::path::PathBuf;

use tests::story::tales;
use tests::{hold, root};

/// The fewest pages.
const PAGES: usize = 5;

#[test]
fn every_story_comes_about_as_it_is_told() {
    let mut offenders = Vec::new();
    let pages = pages();
    assert!(pages.len() >= PAGES, "there are {} stories", pages.len());
    for path in pages {
        let text = fs::read_to_string(&path).expect("a story is text");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let place = format!("tests/tests/stories/{name}");
        match tales(&text) {
            Err(wrong) => offenders.push(format!("{place}:{wrong}")),
            Ok(tales) if tales.is_empty() => offenders.push(format!("{place}:1: tells nothing")),
            Ok(tales) => {
                for tale in tales {
                    match tale.played() {
                        Err(wrong) => offenders.push(format!("{place}:{}: {wrong}", tale.line)),
                        Ok(wrong) => {
                            let all = wrong.iter().map(|wrong| format!("{place}:{wrong}"));
                            offenders.extend(all);
                        }
                    }
                }
            }
        }
    }
    hold("Every story comes about as it is told", offenders);
}

fn pages() -> Vec<PathBuf> {
    let folder = root().join("tests/tests/stories");
    let entries = fs::read_dir(folder).expect("the stories can be listed");
    let mut pages: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of it can be read").path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    pages.sort();
    pages
}
