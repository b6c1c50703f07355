//! A response body whose bytes are sent as a fault demands: with pauses, cut short, or going on.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Bytes, HttpBody};
use hyper::body::Frame;
use tokio::time::{Instant, Sleep, sleep_until};

/// What an endless body consists of.
static FILLER: [u8; 8192] = [b' '; 8192];

/// No pause is longer; nobody waits for so long.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 3600);

/// Chunks with a pause before each, then filler, then one more pause.
pub(super) struct PacedBody {
    chunks: VecDeque<Bytes>,
    pause: Duration,
    filler_left: u64,
    is_byte_by_byte: bool,
    sleep: Pin<Box<Sleep>>,
    is_over: bool,
}

impl PacedBody {
    /// Sends the chunks with a pause before each and before the end.
    pub(super) fn new(chunks: impl IntoIterator<Item = Bytes>, pause: Duration) -> Self {
        let pause = pause.min(LONGEST_PAUSE);
        Self {
            chunks: chunks.into_iter().collect(),
            pause,
            filler_left: 0,
            is_byte_by_byte: false,
            sleep: Box::pin(sleep_until(Instant::now() + pause)),
            is_over: false,
        }
    }

    /// Goes on with this many spaces.
    pub(super) fn followed_by(self, filler: u64) -> Self {
        Self {
            filler_left: filler,
            ..self
        }
    }

    /// Sends one byte at a time.
    pub(super) fn byte_by_byte(self) -> Self {
        Self {
            is_byte_by_byte: true,
            ..self
        }
    }

    fn next_chunk(&mut self) -> Option<Bytes> {
        if let Some(mut chunk) = self.chunks.pop_front() {
            if self.is_byte_by_byte && chunk.len() > 1 {
                let rest = chunk.split_off(1);
                self.chunks.push_front(rest);
            }
            return Some(chunk);
        }
        let length = usize::try_from(self.filler_left).unwrap_or(usize::MAX);
        let chunk = FILLER.get(..length.min(FILLER.len()))?;
        self.filler_left = self.filler_left.saturating_sub(8192);
        (!chunk.is_empty()).then(|| Bytes::from_static(chunk))
    }
}

impl HttpBody for PacedBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        if !self.pause.is_zero() {
            if self.sleep.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            let next = Instant::now() + self.pause;
            self.sleep.as_mut().reset(next);
        }
        match self.next_chunk() {
            Some(chunk) => Poll::Ready(Some(Ok(Frame::data(chunk)))),
            None => {
                self.is_over = true;
                Poll::Ready(None)
            }
        }
    }
}
