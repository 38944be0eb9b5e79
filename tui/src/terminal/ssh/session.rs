//! One connection: who it shows to be, and what it may open. Everything that is not named here is
//! refused, by the SSH library's own defaults.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;

use russh::keys::PublicKey;
use russh::server::{
    Auth, ChannelOpenHandle, Handler, Msg, PublicKeyOffer, Response, VerifiedPublicKey,
};
use russh::{Channel, ChannelId, ChannelReadHalf, ChannelWriteHalf, MethodKind, MethodSet, Pty};
use serde_json::json;

use crate::roster::keys::fingerprint;
use crate::terminal::ssh::cut::Knife;
use crate::terminal::ssh::limits::{CHANNELS, Pass};
use crate::terminal::ssh::locks::Tried;
use crate::terminal::ssh::people::Who;
use crate::terminal::ssh::{Inside, Notice, both, machine, sit};

/// What a client may tell of its terminal's surroundings.
const WORDS: [&str; 6] = [
    "LANG",
    "LC_ALL",
    "LC_MESSAGES",
    "COLORTERM",
    "NO_COLOR",
    "DIENTAP_PLAIN",
];
/// The most bytes of such a word.
const WORD: usize = 128;

/// One connection.
pub struct Session {
    inside: Arc<Inside>,
    from: SocketAddr,
    pass: Arc<Pass>,
    knife: Knife,
    /// A seat, and a key that was signed with and waits for the seat's code.
    signed: Option<(String, PublicKey)>,
    who: Option<Who>,
    open: Vec<(ChannelId, Wire)>,
    /// Counts the channels: each holds one.
    channels: Arc<()>,
    /// Counts those on which somebody has said what they want.
    busy: Arc<()>,
    /// What was asked for that nobody is given here.
    refused: BTreeSet<&'static str>,
}

/// A channel on which somebody will say what they want.
pub struct Wire {
    /// What the server's tasks share.
    pub inside: Arc<Inside>,
    /// Who they are.
    pub who: Who,
    /// What they send.
    pub from: ChannelReadHalf,
    /// What they are sent. It waits for room.
    pub to: Arc<ChannelWriteHalf<Msg>>,
    /// Their terminal, if they have one: its kind and its size.
    pub terminal: Option<(String, (u32, u32))>,
    /// What they told of its surroundings.
    pub words: BTreeMap<String, String>,
    /// Ends the connection.
    pub knife: Knife,
    _one: Arc<()>,
    _busy: Option<Arc<()>>,
}

impl Session {
    /// A connection from somewhere.
    pub fn new(inside: Arc<Inside>, from: SocketAddr, pass: Arc<Pass>, knife: Knife) -> Self {
        Self {
            busy: Arc::new(()),
            inside,
            from,
            pass,
            knife,
            signed: None,
            who: None,
            open: Vec::new(),
            channels: Arc::new(()),
            refused: BTreeSet::new(),
        }
    }

    /// Whether somebody is at work here, asked from outside.
    pub fn busy(&self) -> impl Fn() -> bool + Send + use<> {
        let busy = Arc::downgrade(&self.busy);
        move || busy.strong_count() > 1
    }

    /// Lets somebody in by this key.
    fn admit(&mut self, seat: &str, key: &PublicKey) -> Auth {
        let Some((team, seat)) = self.inside.roster.seat(seat) else {
            return Auth::reject();
        };
        if !self.pass.admit(&seat.name) {
            return self.refuse(&seat.name, Some(key), "refused-full");
        }
        self.who = Some(Who {
            seat: seat.name.clone(),
            team: team.name.clone(),
            cell: team.cell,
            key: fingerprint(key),
            from: self.from,
        });
        Auth::Accept
    }

    fn refuse(&self, seat: &str, key: Option<&PublicKey>, why: &'static str) -> Auth {
        let key = key.map(fingerprint);
        self.inside.refused(seat, self.from, key.as_deref(), why);
        Auth::reject()
    }

    /// Somebody asked for what nobody is given here: it is written down, once for each connection.
    fn not_given(&mut self, what: &'static str) {
        if self.refused.insert(what) {
            let seat = self.who.as_ref().map(|who| who.seat.clone());
            let from = self.from.to_string();
            let line = json!({"seat": seat, "from": from, "asked": what});
            self.inside.trail.note("not-given", line);
        }
    }

    fn wire(&mut self, channel: ChannelId) -> Option<&mut Wire> {
        let found = self.open.iter_mut().find(|(id, _)| *id == channel);
        found.map(|(_, wire)| wire)
    }

    fn take(&mut self, channel: ChannelId) -> Option<Wire> {
        let place = self.open.iter().position(|(id, _)| *id == channel)?;
        let mut wire = self.open.swap_remove(place).1;
        wire._busy = Some(self.busy.clone());
        Some(wire)
    }
}

impl Handler for Session {
    type Error = russh::Error;

    async fn auth_publickey_offered(
        &mut self,
        user: &str,
        offer: PublicKeyOffer<'_>,
    ) -> Result<Auth, Self::Error> {
        let locks = &self.inside.locks;
        if locks.opens(user, offer.public_key) || locks.takes_code(user) {
            return Ok(Auth::Accept);
        }
        Ok(self.refuse(user, Some(offer.public_key), "refused-key"))
    }

    async fn auth_publickey(
        &mut self,
        user: &str,
        key: VerifiedPublicKey<'_>,
    ) -> Result<Auth, Self::Error> {
        let key = PublicKey::new(key.public_key.key_data().clone(), "");
        if self.inside.locks.opens(user, &key) {
            return Ok(self.admit(user, &key));
        }
        if !self.inside.locks.takes_code(user) {
            return Ok(self.refuse(user, Some(&key), "refused-key"));
        }
        self.signed = Some((user.to_owned(), key));
        Ok(Auth::Reject {
            proceed_with_methods: Some(MethodSet::from(&[MethodKind::KeyboardInteractive][..])),
            partial_success: true,
        })
    }

    async fn auth_keyboard_interactive<'a>(
        &'a mut self,
        user: &str,
        _: &str,
        response: Option<Response<'a>>,
    ) -> Result<Auth, Self::Error> {
        let signed = self.signed.clone().filter(|(seat, _)| seat == user);
        let Some((seat, key)) = signed else {
            return Ok(self.refuse(user, None, "refused-no-key"));
        };
        let Some(mut response) = response else {
            let prompt = (format!("{}: ", both("door-code")).into(), true);
            return Ok(Auth::Partial {
                name: "".into(),
                // OpenSSH spells what is not ASCII here as octal numbers; in a prompt it does not.
                instructions: "".into(),
                prompts: vec![prompt].into(),
            });
        };
        let typed = response.next().unwrap_or_default();
        let typed = String::from_utf8_lossy(&typed).into_owned();
        match self.inside.locks.try_code(&seat, &typed, &key) {
            Ok(Tried::Right) => {
                let print = fingerprint(&key);
                self.inside.trail.note(
                    "bound",
                    json!({"seat": seat, "from": self.from.to_string(), "key": print}),
                );
                let bound = Notice::Bound(seat.as_str().into(), print);
                let _ = self.inside.notices.send(bound);
                Ok(self.admit(&seat, &key))
            }
            Ok(Tried::Wrong) => Ok(self.refuse(&seat, Some(&key), "refused-code")),
            Ok(Tried::Often) => Ok(self.refuse(&seat, Some(&key), "refused-often")),
            Err(_) => Ok(self.refuse(&seat, Some(&key), "refused-disk")),
        }
    }

    async fn channel_open_session(
        &mut self,
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _: &mut russh::server::Session,
    ) -> Result<(), Self::Error> {
        // A reply that is dropped refuses.
        let Some(who) = self.who.clone() else {
            return Ok(());
        };
        if Arc::strong_count(&self.channels) > CHANNELS {
            return Ok(());
        }
        let id = channel.id();
        let (from, to) = channel.split();
        let wire = Wire {
            inside: self.inside.clone(),
            who,
            from,
            to: Arc::new(to),
            terminal: None,
            words: BTreeMap::new(),
            knife: self.knife.clone(),
            _one: self.channels.clone(),
            _busy: None,
        };
        self.open.push((id, wire));
        reply.accept().await;
        Ok(())
    }

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        term: &str,
        width: u32,
        height: u32,
        _: u32,
        _: u32,
        _: &[(Pty, u32)],
        session: &mut russh::server::Session,
    ) -> Result<(), Self::Error> {
        match self.wire(channel) {
            Some(wire) => {
                let term = term.chars().take(WORD).collect();
                wire.terminal = Some((term, (width, height)));
                session.channel_success(channel)
            }
            None => session.channel_failure(channel),
        }
    }

    async fn env_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        value: &str,
        session: &mut russh::server::Session,
    ) -> Result<(), Self::Error> {
        match self.wire(channel) {
            Some(wire) if WORDS.contains(&name) && value.len() <= WORD => {
                wire.words.insert(name.to_owned(), value.to_owned());
                session.channel_success(channel)
            }
            _ => session.channel_failure(channel),
        }
    }

    async fn shell_request(
        &mut self,
        channel: ChannelId,
        session: &mut russh::server::Session,
    ) -> Result<(), Self::Error> {
        match self.take(channel) {
            Some(wire) => {
                session.channel_success(channel)?;
                tokio::spawn(sit::sit(wire));
                Ok(())
            }
            None => session.channel_failure(channel),
        }
    }

    async fn exec_request(
        &mut self,
        channel: ChannelId,
        data: &[u8],
        session: &mut russh::server::Session,
    ) -> Result<(), Self::Error> {
        match self.take(channel) {
            Some(wire) => {
                session.channel_success(channel)?;
                tokio::spawn(machine::answer(wire, data.to_vec()));
                Ok(())
            }
            None => session.channel_failure(channel),
        }
    }

    async fn subsystem_request(
        &mut self,
        channel: ChannelId,
        _: &str,
        session: &mut russh::server::Session,
    ) -> Result<(), Self::Error> {
        self.not_given("subsystem");
        match self.take(channel) {
            // A client that is only told no shows its user a number of a channel.
            Some(wire) => {
                session.channel_success(channel)?;
                tokio::spawn(sit::carries_no_files(wire));
                Ok(())
            }
            None => session.channel_failure(channel),
        }
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _: bool,
        _: &str,
        _: &str,
        _: u32,
        session: &mut russh::server::Session,
    ) -> Result<(), Self::Error> {
        self.not_given("x11");
        session.channel_failure(channel)
    }

    async fn agent_request(
        &mut self,
        _: ChannelId,
        _: &mut russh::server::Session,
    ) -> Result<bool, Self::Error> {
        self.not_given("agent");
        Ok(false)
    }

    async fn channel_open_direct_tcpip(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: u32,
        _: &str,
        _: u32,
        _: ChannelOpenHandle,
        _: &mut russh::server::Session,
    ) -> Result<(), Self::Error> {
        self.not_given("forwarding");
        Ok(())
    }

    async fn channel_open_direct_streamlocal(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: ChannelOpenHandle,
        _: &mut russh::server::Session,
    ) -> Result<(), Self::Error> {
        self.not_given("forwarding");
        Ok(())
    }

    async fn tcpip_forward(
        &mut self,
        _: &str,
        _: &mut u32,
        _: &mut russh::server::Session,
    ) -> Result<bool, Self::Error> {
        self.not_given("forwarding-back");
        Ok(false)
    }

    async fn streamlocal_forward(
        &mut self,
        _: &str,
        _: &mut russh::server::Session,
    ) -> Result<bool, Self::Error> {
        self.not_given("forwarding-back");
        Ok(false)
    }
}
