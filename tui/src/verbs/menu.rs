//! No verb at all: the start menu, and what was chosen there.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use engine::drill::Setup;

use crate::cli;
use crate::menu::{Chosen, Menu, find};
use crate::phrase::Phrases;
use crate::stage::opening::{Opening, drawn_seed};
use crate::terminal::local::{Local, Wake, theme};
use crate::trouble::{DONE, Trouble};
use crate::verbs::live::{Live, go_on_with};

/// Shows the start menu on a terminal; without one, help is all there is to say.
pub fn menu(plain: bool, phrases: &Phrases, out: &mut dyn Write) -> Result<u8, Trouble> {
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(Trouble::Help(
            cli::command(phrases).render_help().to_string(),
        ));
    }
    let mut local = Local::enter(phrases.lang())?;
    let mut menu = Menu::new(find(Path::new(".")), phrases.lang(), theme(plain));
    let chosen = loop {
        local.draw(|frame| menu.draw(frame))?;
        let chosen = match local.wait() {
            Some(Wake::Input(input)) => {
                let chosen = menu.update(&local.sized(input)?);
                local.speak(menu.lang());
                chosen
            }
            Some(Wake::Resized | Wake::News) => None,
            None => Some(Chosen::Quit),
        };
        if let Some(chosen) = chosen {
            break chosen;
        }
    };
    let phrases = Phrases::new(menu.lang());
    match chosen {
        Chosen::Quit => Ok(DONE),
        Chosen::GoOn(path) => go_on_with(&mut local, &path, (None, None, plain), &phrases, out),
        Chosen::New(choice) => {
            let opening = Opening {
                plan: choice.plan.clone(),
                name: choice.name.clone(),
                setup: Setup {
                    seed: choice.seed.unwrap_or_else(drawn_seed),
                    red: choice.red,
                },
                blue: choice.blue.word(),
            };
            let live = Live {
                opening,
                seat: choice.seat,
                pace: choice.pace,
                out: None,
                plain,
            };
            live.play_on(&mut local, &phrases, out)
        }
    }
}
