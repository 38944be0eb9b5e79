//! The first bytes of a connection, heard before the SSH library hears them: whether the client
//! shares a key exchange with us.
//!
//! A client that shares none would go away by itself as soon as it saw our list, and show its
//! person nothing but names of algorithms. It is told why in words instead, in place of the list
//! that it could not have used. What is no such client (an auditor, a scanner, noise) goes on to
//! the library.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use russh::{AlgorithmKind, kex};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::time::timeout;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How long the client may be silent before we say first what we know.
const SILENCE: Duration = Duration::from_secs(1);
/// How long it may take to hear that it is refused.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// The most bytes that are looked at; longer lists are the library's to refuse.
const HEARD: usize = 8 << 10;
/// The longest first line, by RFC 4253.
const LINE: usize = 255;
/// Where in a packet its first list of names begins: after length, padding, kind and cookie.
const NAMES: usize = 4 + 1 + 1 + 16;
/// The number of the packet that the client begins with.
const KEXINIT: u8 = 20;
/// The number of the packet that ends a connection, and the reason that there was no key.
const DISCONNECT: (u8, u32) = (1, 3);
/// What a client names that means to go on after the keys are agreed: a person's, not a scanner.
const MEANT: kex::Name = kex::EXTENSION_SUPPORT_AS_CLIENT;
/// The most letters of the reason; OpenSSH shows no more.
const REASON: usize = 400;

/// A stream whose first bytes have been heard, and to which our name has been said.
#[derive(Debug)]
pub struct Heard<S> {
    stream: S,
    bytes: Vec<u8>,
    read: usize,
    /// How much of what is written has been said already.
    said: usize,
}

/// Says who we are and hears what the client knows. One that shares no exchange with us is told
/// `why`.
pub async fn hail<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    name: &str,
    known: &[kex::Name],
    why: &str,
) -> Result<Heard<S>, russh::Error> {
    let name = format!("{name}\r\n");
    stream.write_all(name.as_bytes()).await?;
    stream.flush().await?;
    let mut bytes = Vec::new();
    let listened = timeout(SILENCE, listen(&mut stream, &mut bytes)).await;
    if let Ok(theirs) = listened
        && let Some(theirs) = theirs?
        && is_too_old(&theirs, known)
    {
        let _ = timeout(LAST_WORDS, refuse(&mut stream, why)).await;
        return Err(russh::Error::NoCommonAlgo {
            kind: AlgorithmKind::Kex,
            ours: known.iter().map(|name| name.as_ref().to_owned()).collect(),
            theirs,
        });
    }
    Ok(Heard {
        stream,
        bytes,
        read: 0,
        said: name.len(),
    })
}

/// Reads until the client's exchanges are known, or never will be.
async fn listen<S: AsyncRead + Unpin>(
    stream: &mut S,
    bytes: &mut Vec<u8>,
) -> io::Result<Option<Vec<String>>> {
    loop {
        match exchanges(bytes) {
            Names::More => {}
            Names::Are(names) => return Ok(Some(names)),
            Names::None => return Ok(None),
        }
        if stream.read_buf(bytes).await? == 0 {
            return Ok(None);
        }
    }
}

/// What the first bytes of a client say of its key exchanges.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Names {
    /// Not enough of them have come.
    More,
    /// It knows these.
    Are(Vec<String>),
    /// It says nothing of the kind.
    None,
}

/// Reads a client's first line and, behind it, the first list of its first packet.
pub fn exchanges(bytes: &[u8]) -> Names {
    let more = if bytes.len() < HEARD {
        Names::More
    } else {
        Names::None
    };
    let Some(line) = bytes.iter().take(LINE).position(|byte| *byte == b'\n') else {
        return if bytes.len() < LINE {
            more
        } else {
            Names::None
        };
    };
    let packet = &bytes[line + 1..];
    if !bytes.starts_with(b"SSH-") || packet.get(5).is_some_and(|kind| *kind != KEXINIT) {
        return Names::None;
    }
    let Some((length, rest)) = packet
        .get(NAMES..)
        .and_then(|rest| rest.split_first_chunk())
    else {
        return more;
    };
    let length = u32::from_be_bytes(*length) as usize;
    if length > HEARD {
        return Names::None;
    }
    let Some(list) = rest.get(..length) else {
        return more;
    };
    let Ok(list) = std::str::from_utf8(list) else {
        return Names::None;
    };
    Names::Are(list.split(',').map(str::to_owned).collect())
}

/// Whether a client means to go on and cannot.
fn is_too_old(theirs: &[String], known: &[kex::Name]) -> bool {
    let has = |name: &kex::Name| theirs.iter().any(|own| own == name.as_ref());
    has(&MEANT) && !known.iter().any(has)
}

/// Says why, and waits until the client has gone: what is still on its way when a connection is
/// closed may undo what was said last.
async fn refuse<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S, why: &str) -> io::Result<()> {
    stream.write_all(&farewell(why)).await?;
    stream.shutdown().await?;
    let mut rest = [0; 1024];
    while stream.read(&mut rest).await? > 0 {}
    Ok(())
}

/// The packet that ends a connection with a reason, before there are keys.
fn farewell(why: &str) -> Vec<u8> {
    let why: String = plain(why).chars().take(REASON).collect();
    let mut said = vec![DISCONNECT.0];
    said.extend(DISCONNECT.1.to_be_bytes());
    for text in [&*why, ""] {
        let length = u32::try_from(text.len()).unwrap_or(0);
        said.extend(length.to_be_bytes());
        said.extend(text.as_bytes());
    }
    // Four bytes of padding at least, and eights of bytes in all.
    let padding = 4 + (8 - (4 + 1 + said.len() + 4) % 8) % 8;
    let length = u32::try_from(1 + said.len() + padding).unwrap_or(0);
    let mut packet = length.to_be_bytes().to_vec();
    packet.push(padding as u8);
    packet.extend(said);
    packet.resize(packet.len() + padding, 0);
    packet
}

/// A text in the letters that every client shows: OpenSSH spells others here as octal numbers.
pub fn plain(text: &str) -> String {
    let bare = text.nfd().filter(|c| !is_combining_mark(*c));
    let letter = |c| match c {
        'đ' => 'd',
        'Đ' => 'D',
        '“' | '”' => '"',
        c if c.is_ascii() && !c.is_ascii_control() => c,
        _ => '-',
    };
    bare.map(letter).collect()
}

impl<S: AsyncRead + Unpin> AsyncRead for Heard<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let own = &mut *self;
        let left = own.bytes.get(own.read..).unwrap_or_default();
        if left.is_empty() {
            own.bytes = Vec::new();
            return Pin::new(&mut own.stream).poll_read(task, into);
        }
        let some = left.len().min(into.remaining());
        into.put_slice(&left[..some]);
        own.read += some;
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Heard<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        // The library says our name again.
        if self.said > 0 && !bytes.is_empty() {
            let some = self.said.min(bytes.len());
            self.said -= some;
            return Poll::Ready(Ok(some));
        }
        Pin::new(&mut self.stream).poll_write(task, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(task)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(task)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::duplex;

    use super::*;

    const NAME: &str = "SSH-2.0-dientap";
    const KNOWN: &[kex::Name] = &[kex::MLKEM768X25519_SHA256, kex::EXTENSION_SUPPORT_AS_SERVER];

    /// What a client that knows these begins with, as far as it matters.
    fn client(names: &str) -> Vec<u8> {
        let mut bytes = b"SSH-2.0-OpenSSH_9.2\r\n\0\0\x04\0\x04\x14cookiecookiecook".to_vec();
        bytes.extend((names.len() as u32).to_be_bytes());
        bytes.extend(names.as_bytes());
        bytes.extend(*b"\0\0\0\0 and so on");
        bytes
    }

    /// What comes of it, and what the client is sent.
    async fn heard(begins: &[u8]) -> (Result<Vec<u8>, russh::Error>, Vec<u8>) {
        let (mut far, near) = duplex(HEARD * 2);
        far.write_all(begins).await.expect("room");
        far.shutdown().await.expect("shut");
        let went = match hail(near, NAME, KNOWN, "Bản quá cũ – đổi").await {
            Ok(mut heard) => {
                let again = format!("{NAME}\r\nKEXINIT");
                heard.write_all(again.as_bytes()).await.expect("room");
                let mut all = Vec::new();
                heard.read_to_end(&mut all).await.expect("read");
                Ok(all)
            }
            Err(error) => Err(error),
        };
        let mut sent = Vec::new();
        far.read_to_end(&mut sent).await.expect("sent");
        (went, sent)
    }

    #[tokio::test]
    async fn who_can_go_on_goes_on_and_loses_no_byte() {
        let good = client("curve25519-sha256,mlkem768x25519-sha256,ext-info-c");
        let auditor = client("curve25519-sha256,diffie-hellman-group14-sha256");
        let noise = vec![b'x'; HEARD + 5];
        for begins in [
            &good[..],
            &auditor,
            &noise,
            b"GET / HTTP/1.1\r\n\r\n",
            b"SSH-2.0-x\r\n",
            b"",
        ] {
            let (went, sent) = heard(begins).await;
            assert_eq!(went.expect("it goes on"), begins);
            assert_eq!(sent, b"SSH-2.0-dientap\r\nKEXINIT", "our name is said once");
        }
    }

    #[tokio::test]
    async fn who_is_too_old_is_told_so_in_letters_that_every_client_shows() {
        let (went, sent) = heard(&client("curve25519-sha256,ext-info-c")).await;
        assert!(matches!(went, Err(russh::Error::NoCommonAlgo { .. })));
        let packet = sent.strip_prefix(b"SSH-2.0-dientap\r\n").expect("our name");
        let (length, rest) = packet.split_first_chunk().expect("a length");
        assert_eq!(u32::from_be_bytes(*length) as usize, rest.len());
        assert_eq!(packet.len() % 8, 0);
        assert!(rest[0] >= 4, "padding");
        assert_eq!(rest[1..6], [1, 0, 0, 0, 3]);
        assert_eq!(rest[6..10], 16_u32.to_be_bytes());
        assert_eq!(&rest[10..26], b"Ban qua cu - doi");
    }

    #[test]
    fn however_the_bytes_are_cut_the_names_are_the_same() {
        let whole = client("a,b");
        let end = whole.len() - b"\0\0\0\0 and so on".len();
        for cut in 0..whole.len() {
            let expected = if cut < end {
                Names::More
            } else {
                Names::Are(vec!["a".into(), "b".into()])
            };
            assert_eq!(exchanges(&whole[..cut]), expected, "{cut}");
        }
    }
}
