//! A page of somebody else, on an origin of its own.

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A server of one page; it ends with the test.
#[derive(Debug)]
pub struct HostPage {
    origin: String,
}

impl HostPage {
    /// Answers every request with this page, on an origin that is another site than 127.0.0.1.
    pub async fn serve(html: &str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://localhost:{}", listener.local_addr()?.port());
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{html}",
            html.len()
        );
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let answer = answer.clone();
                tokio::spawn(async move {
                    let mut request = [0; 8192];
                    let _ = stream.read(&mut request).await;
                    let _ = stream.write_all(answer.as_bytes()).await;
                });
            }
        });
        Ok(Self { origin })
    }

    /// Its origin, like `http://localhost:8080`.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}
