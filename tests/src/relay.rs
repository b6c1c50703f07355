//! A relay between the browser and the proxy that keeps or watches every byte the browser receives, and can lose
//! an answer on its way.
//!
//! It hides the browser's `Accept-Encoding`, so that the bytes are plain and can be searched.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use memchr::memmem;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A running relay; it ends with the test.
#[derive(Debug)]
pub struct Relay {
    url: String,
    wire: Wire,
}

/// What all connections share.
#[derive(Clone, Debug, Default)]
struct Wire {
    received: Arc<Mutex<Vec<u8>>>,
    /// What must never come; then only that is looked for and nothing is kept.
    forbidden: Arc<[String]>,
    /// What came of it.
    came: Arc<Mutex<Option<String>>>,
    /// The request whose answer is to be lost.
    to_lose: Arc<Mutex<Option<String>>>,
}

impl Wire {
    /// `end` is the end of what this connection brought before, as long as a forbidden text can reach into it.
    fn note_received(&self, bytes: &[u8], end: &mut Vec<u8>) {
        if self.forbidden.is_empty() {
            let mut received = self.received.lock().unwrap_or_else(PoisonError::into_inner);
            received.extend_from_slice(bytes);
            return;
        }
        end.extend_from_slice(bytes);
        for forbidden in self.forbidden.iter() {
            if memmem::find(end, forbidden.as_bytes()).is_some() {
                let mut came = self.came.lock().unwrap_or_else(PoisonError::into_inner);
                *came = Some(forbidden.clone());
            }
        }
        let longest = self
            .forbidden
            .iter()
            .map(String::len)
            .max()
            .unwrap_or_default();
        let keep_from = end.len().saturating_sub(longest);
        end.drain(..keep_from);
    }

    fn loses_answer_to(&self, request: &[u8]) -> bool {
        let mut to_lose = self.to_lose.lock().unwrap_or_else(PoisonError::into_inner);
        let line = request.split(|byte| *byte == b'\r').next();
        let line = String::from_utf8_lossy(line.unwrap_or_default());
        let is_wanted = to_lose
            .as_ref()
            .is_some_and(|wanted| wanted.split_whitespace().all(|part| line.contains(part)));
        is_wanted && to_lose.take().is_some()
    }
}

impl Relay {
    /// Relays to `target`, an address such as `127.0.0.1:8081`.
    pub async fn start(target: &str) -> Result<Self> {
        Self::watching(target, Vec::new()).await
    }

    /// Keeps nothing and looks for these texts instead, each of which must never come.
    pub async fn watching(target: &str, forbidden: Vec<String>) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let wire = Wire {
            forbidden: forbidden.into(),
            ..Wire::default()
        };
        let (target, shared) = (target.to_owned(), wire.clone());
        tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                let (target, wire) = (target.clone(), shared.clone());
                tokio::spawn(async move {
                    if let Ok(proxy) = TcpStream::connect(&target).await {
                        relay(browser, proxy, wire).await;
                    }
                });
            }
        });
        Ok(Self { url, wire })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Breaks off the answer to the next request whose first line has all these words. The request itself
    /// reaches the proxy.
    pub fn lose_answer_to(&self, request: &str) {
        let mut to_lose = self
            .wire
            .to_lose
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *to_lose = Some(request.to_owned());
    }

    /// Whether the answer that was to be lost has been asked for.
    pub fn has_lost_it(&self) -> bool {
        let to_lose = self.wire.to_lose.lock();
        to_lose.unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// The forbidden text that the browser received.
    pub fn came(&self) -> Option<String> {
        let came = self.wire.came.lock();
        came.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the browser received this text in anything.
    pub fn received(&self, text: &str) -> bool {
        let received = self.wire.received.lock();
        received
            .unwrap_or_else(PoisonError::into_inner)
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    }
}

async fn relay(browser: TcpStream, proxy: TcpStream, wire: Wire) {
    let loses = AtomicBool::new(false);
    let (mut from_browser, mut to_browser) = browser.into_split();
    let (mut from_proxy, mut to_proxy) = proxy.into_split();
    let requests = async {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from_browser.read(&mut buffer).await {
            let Some(bytes) = buffer.get_mut(..count) else {
                break;
            };
            hide_encodings(bytes);
            if wire.loses_answer_to(bytes) {
                loses.store(true, Ordering::Relaxed);
            }
            if to_proxy.write_all(bytes).await.is_err() {
                break;
            }
        }
        let _ = to_proxy.shutdown().await;
    };
    let answers = async {
        let mut buffer = vec![0; 64 * 1024];
        let mut end = Vec::new();
        while let Ok(count @ 1..) = from_proxy.read(&mut buffer).await {
            let Some(bytes) = buffer.get(..count) else {
                break;
            };
            if loses.load(Ordering::Relaxed) {
                // Not all of it: a browser repeats by itself what was answered with nothing at all.
                let _ = to_browser
                    .write_all(bytes.split_last().map_or(bytes, |(_, rest)| rest))
                    .await;
                break;
            }
            wire.note_received(bytes, &mut end);
            if to_browser.write_all(bytes).await.is_err() {
                break;
            }
        }
        let _ = to_browser.shutdown().await;
    };
    tokio::join!(requests, answers);
}

/// The header's name gets another first letter: same length, no meaning.
fn hide_encodings(bytes: &mut [u8]) {
    let name = b"accept-encoding:";
    let found = bytes
        .windows(name.len())
        .position(|window| window.eq_ignore_ascii_case(name));
    if let Some(letter) = found.and_then(|start| bytes.get_mut(start)) {
        *letter = b'x';
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_forbidden_is_found_over_the_borders_of_pieces() {
        let wire = Wire {
            forbidden: vec!["canary".to_owned(), "other".to_owned()].into(),
            ..Wire::default()
        };
        let came = || {
            wire.came
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone()
        };
        let mut end = Vec::new();
        for piece in ["a can", "a", "r", "dinal"] {
            wire.note_received(piece.as_bytes(), &mut end);
        }
        assert_eq!(came(), None);
        for piece in ["ca", "na", "ry"] {
            wire.note_received(piece.as_bytes(), &mut end);
        }
        assert_eq!(came().as_deref(), Some("canary"));
    }
}
