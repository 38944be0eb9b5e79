//! A connection that can be cut from outside.
//!
//! A client that takes nothing any more cannot be told goodbye, and dropping a session of the SSH
//! library only lets go of it. So the stream itself ends when it is cut.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Ends a stream.
#[derive(Clone, Debug, Default)]
pub struct Knife(Arc<Inside>);

#[derive(Debug, Default)]
struct Inside {
    cut: AtomicBool,
    /// Who reads and who writes.
    wakers: Mutex<[Option<Waker>; 2]>,
}

impl Knife {
    /// Ends it, at once.
    pub fn cut(&self) {
        self.0.cut.store(true, Ordering::Release);
        let mut wakers = self.wakers();
        wakers
            .iter_mut()
            .filter_map(Option::take)
            .for_each(Waker::wake);
    }

    fn wakers(&self) -> std::sync::MutexGuard<'_, [Option<Waker>; 2]> {
        self.0.wakers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it is cut; if not, whoever asks is woken when it is.
    fn is_cut(&self, side: usize, waker: &Waker) -> bool {
        if let Some(own) = self.wakers().get_mut(side)
            && !own.as_ref().is_some_and(|own| own.will_wake(waker))
        {
            *own = Some(waker.clone());
        }
        self.0.cut.load(Ordering::Acquire)
    }
}

/// A stream with a knife to it.
#[derive(Debug)]
pub struct Cuttable<S> {
    stream: S,
    knife: Knife,
}

impl<S> Cuttable<S> {
    /// The stream, until the knife is used.
    pub fn new(stream: S, knife: Knife) -> Self {
        Self { stream, knife }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Cuttable<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.knife.is_cut(0, task.waker()) {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_read(task, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Cuttable<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.knife.is_cut(1, task.waker()) {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        Pin::new(&mut self.stream).poll_write(task, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.knife.is_cut(1, task.waker()) {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        Pin::new(&mut self.stream).poll_flush(task)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(task)
    }
}
