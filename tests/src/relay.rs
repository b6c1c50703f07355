//! A relay between the browser and the proxy that keeps every byte the browser receives.
//!
//! It hides the browser's `Accept-Encoding`, so that the bytes are plain and can be searched.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A running relay; it ends with the test.
#[derive(Debug)]
pub struct Relay {
    url: String,
    received: Arc<Mutex<Vec<u8>>>,
}

impl Relay {
    /// Relays to `target`, an address such as `127.0.0.1:8081`.
    pub async fn start(target: &str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let received = Arc::<Mutex<Vec<u8>>>::default();
        let (target, kept) = (target.to_owned(), Arc::clone(&received));
        tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                let (target, kept) = (target.clone(), Arc::clone(&kept));
                tokio::spawn(async move {
                    if let Ok(proxy) = TcpStream::connect(&target).await {
                        relay(browser, proxy, kept).await;
                    }
                });
            }
        });
        Ok(Self { url, received })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether the browser received this text in anything.
    pub fn received(&self, text: &str) -> bool {
        let received = self.received.lock().unwrap_or_else(PoisonError::into_inner);
        received
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    }
}

async fn relay(browser: TcpStream, proxy: TcpStream, kept: Arc<Mutex<Vec<u8>>>) {
    let (mut from_browser, mut to_browser) = browser.into_split();
    let (mut from_proxy, mut to_proxy) = proxy.into_split();
    let requests = async {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from_browser.read(&mut buffer).await {
            let Some(bytes) = buffer.get_mut(..count) else {
                break;
            };
            hide_encodings(bytes);
            if to_proxy.write_all(bytes).await.is_err() {
                break;
            }
        }
        let _ = to_proxy.shutdown().await;
    };
    let answers = async {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from_proxy.read(&mut buffer).await {
            let Some(bytes) = buffer.get(..count) else {
                break;
            };
            kept.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend_from_slice(bytes);
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
