//! A desk far away being worked at: keys and news in, frames out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use russh::ChannelMsg;
use tokio::sync::mpsc;
use tokio::task::block_in_place;

use crate::input::Input;
use crate::screen::Seated;
use crate::terminal::booth::{Booth, Went};
use crate::terminal::seat::{Left, Seat};
use crate::terminal::ssh::gallery::Gallery;
use crate::terminal::ssh::limits::Bucket;
use crate::terminal::ssh::pane::Pane;
use crate::terminal::ssh::sit::End;
use crate::terminal::ssh::typed::Keyboard;

/// A desk being worked at.
pub struct Work<R: Seated> {
    /// The desk.
    pub seat: Seat<R>,
    /// At hotwash, the reel that is looked through in the desk's place.
    booth: Option<Booth>,
    /// What it is drawn on.
    pub pane: Pane,
    /// What others look at too.
    gallery: Arc<Gallery>,
    /// What is typed on.
    pub keyboard: Keyboard,
    /// Whether the person did something since the last frame.
    pub touched: bool,
    /// Whether the stage has news.
    pub news: bool,
    /// Whether people came or went since the desk was last told.
    pub stirred: bool,
    /// Whether a frame is on its way.
    pub sending: bool,
    /// When it was last drawn.
    pub drawn: Instant,
}

impl<R: Seated> Work<R> {
    /// A desk at which nothing has been done yet.
    pub fn new(seat: Seat<R>, pane: Pane, gallery: Arc<Gallery>) -> Self {
        Self {
            gallery,
            seat,
            booth: None,
            pane,
            keyboard: Keyboard::default(),
            touched: true,
            news: false,
            stirred: false,
            sending: true,
            drawn: Instant::now(),
        }
    }

    /// People came or went, or may have: the desk is told with the next news.
    pub const fn stir(&mut self) -> Option<End> {
        (self.news, self.stirred) = (true, true);
        None
    }

    /// Draws, and sends what is to be sent.
    pub fn paint(&mut self, frames: &mpsc::Sender<Bytes>) -> Result<(), End> {
        if let Some(bytes) = self.draw()? {
            frames.try_send(bytes).map_err(|_| End::Dropped)?;
            self.sending = true;
        }
        Ok(())
    }

    /// A frame, if anything of it changed.
    fn draw(&mut self) -> Result<Option<Bytes>, End> {
        let news = std::mem::take(&mut self.news);
        let stirred = std::mem::take(&mut self.stirred);
        (self.touched, self.drawn) = (false, Instant::now());
        let (pane, seat, booth) = (&mut self.pane, &mut self.seat, &self.booth);
        let gallery = &self.gallery;
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            if news {
                seat.fetch();
            }
            if stirred {
                seat.look_round();
            }
            // What came may make a screen look something up.
            let left = seat.carry();
            let size = pane.size();
            let picture = match booth {
                Some(booth) => gallery.picture(None, size, |frame| booth.draw(frame)),
                None => gallery.picture(seat.desk.gaze(), size, |frame| seat.desk.draw(frame)),
            };
            pane.show(picture).map(|bytes| (bytes, left))
        }));
        match drawn {
            Ok(Ok((_, Some(Left::Lost)))) => Err(End::Lost),
            Ok(Ok((bytes, _))) => Ok(bytes),
            _ => Err(End::Broken),
        }
    }

    /// Takes in what the client said; what ends their time here, if it does.
    pub fn said(
        &mut self,
        said: Option<ChannelMsg>,
        bucket: &mut Bucket,
        hold: &mut Option<Instant>,
    ) -> Option<End> {
        match said {
            Some(ChannelMsg::Data { data }) => {
                let now = Instant::now();
                let wait = bucket.take(data.len(), now);
                if !wait.is_zero() {
                    *hold = Some(now + wait);
                }
                let inputs = self.keyboard.feed(&data, self.pane.size());
                self.inputs(inputs)
            }
            Some(ChannelMsg::WindowChange {
                col_width,
                row_height,
                ..
            }) => {
                self.pane.resize((col_width, row_height));
                self.touched = true;
                None
            }
            // Nothing more is typed, but somebody may still read a last word.
            Some(ChannelMsg::Eof) => Some(End::Left),
            Some(ChannelMsg::Close) | None => Some(End::Dropped),
            Some(_) => None,
        }
    }

    /// Takes one input to the desk, or to the reel that stands before it.
    fn one(&mut self, input: &Input, size: (u16, u16)) -> Option<Left> {
        let Some(booth) = &mut self.booth else {
            self.seat.desk.input(input, size);
            let left = self.seat.carry();
            if let Some(Left::Hotwash) = left {
                let person = self.seat.desk.person();
                self.booth = self.seat.reel().map(|reel| Booth::new(reel, person));
            }
            return left;
        };
        booth.input(input, size);
        let seat = &self.seat;
        match booth.carry(&mut |lang| Ok(seat.card(lang))) {
            Ok(Some(Went::Away)) => Some(Left::Gone),
            Ok(Some(Went::Back)) => {
                let lang = booth.person().lang;
                self.booth = None;
                self.seat.desk.speak(lang);
                None
            }
            // A new drill is not for a seat far away to begin.
            Ok(Some(Went::Branch(_)) | None) | Err(_) => None,
        }
    }

    /// Whether a reel runs.
    pub fn is_playing(&self) -> bool {
        self.booth.as_ref().is_some_and(Booth::is_playing)
    }

    /// Lets the reel run on.
    pub fn run_on(&mut self) {
        if let Some(booth) = &mut self.booth {
            booth.run_on();
            self.touched = true;
        }
    }

    /// Takes inputs in; what ends their time here, if it does.
    pub fn inputs(&mut self, inputs: Vec<Input>) -> Option<End> {
        let size = self.pane.size();
        for input in inputs {
            self.touched = true;
            // A scorecard or a reel is waited for, as briefly as the stage takes to make it.
            let left = catch_unwind(AssertUnwindSafe(|| {
                block_in_place(|| self.one(&input, size))
            }));
            match left {
                Err(_) => return Some(End::Broken),
                Ok(Some(Left::Gone)) => return Some(End::Left),
                Ok(Some(Left::Lost)) => return Some(End::Lost),
                Ok(Some(Left::Hotwash | Left::Branch(_) | Left::For(_)) | None) => {}
            }
        }
        None
    }
}
