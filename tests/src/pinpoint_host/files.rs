//! Where the files of this host are: an address that leads to the file, as Pinpoint's does.

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A server of one CV; it ends with the test.
#[derive(Debug)]
pub struct BlobHost {
    origin: String,
}

impl BlobHost {
    /// Serves a CV below `/blobs/…`, which leads to `/storage/…`. Below `/never/…` nothing is ever answered.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let mut request = vec![0; 8192];
                    let read = stream.read(&mut request).await.unwrap_or_default();
                    let request = String::from_utf8_lossy(request.get(..read).unwrap_or_default())
                        .into_owned();
                    if request.contains("/never/") {
                        std::future::pending::<()>().await;
                    }
                    let _ = stream.write_all(answer(&request).as_bytes()).await;
                });
            }
        });
        Ok(Self { origin })
    }

    /// Like `http://127.0.0.1:9000`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The address of the CV.
    pub fn cv(&self) -> String {
        format!("{}/blobs/eyJfcmFpbHMi/cv.pdf", self.origin)
    }
}

fn answer(request: &str) -> String {
    let path = request.split(' ').nth(1).unwrap_or_default();
    let (head, body) = match path {
        "/blobs/eyJfcmFpbHMi/cv.pdf" => ("302 Found\r\nlocation: /storage/cv.pdf", ""),
        "/storage/cv.pdf" => (
            "200 OK\r\ncontent-type: application/pdf",
            "%PDF-1.4 a resume",
        ),
        _ => ("404 Not Found", ""),
    };
    format!(
        "HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}
