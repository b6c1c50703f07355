//! A server that answers every request in one way, by hand, and remembers what was asked.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How it answers.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// The connection ends.
    Reset,
    /// Nothing ever comes.
    Silent,
    /// A body without end.
    Endless,
    /// One byte after the other.
    Dripping,
    /// This.
    Http {
        status: u16,
        headers: Vec<String>,
        body: Vec<u8>,
    },
}

impl Answer {
    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::Http {
            status,
            headers: vec!["content-type: application/vnd.api+json".to_owned()],
            body: body.as_bytes().to_vec(),
        }
    }

    pub(crate) fn file(body: &[u8]) -> Self {
        Self::Http {
            status: 200,
            headers: vec!["content-type: application/pdf".to_owned()],
            body: body.to_vec(),
        }
    }

    pub(crate) fn redirect(to: &str) -> Self {
        Self::Http {
            status: 302,
            headers: vec![format!("location: {to}")],
            body: Vec::new(),
        }
    }
}

pub(crate) struct Server {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn always(answer: Answer) -> Self {
        Self::answering(move |_| answer.clone()).await
    }

    /// The answer is of the number of the request, from 0.
    pub(crate) async fn answering(
        answers: impl Fn(usize) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let (seen, answers) = (Arc::clone(&requests), Arc::new(answers));
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answers, seen) = (Arc::clone(&answers), Arc::clone(&seen));
                tokio::spawn(async move {
                    // Whoever goes away in the middle is none of our concern.
                    let _ = one(stream, &*answers, &seen).await;
                });
            }
        });
        Self {
            address,
            requests,
            serving,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn host(&self) -> String {
        self.address.clone()
    }

    /// The heads of all requests.
    pub(crate) fn requests(&self) -> Vec<String> {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn one(
    mut stream: TcpStream,
    answers: &(impl Fn(usize) -> Answer + Sync),
    seen: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    let mut piece = [0; 4096];
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read(&mut piece).await? {
            0 => return Ok(()),
            count => head.extend_from_slice(&piece[..count]),
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let number = {
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push(head);
        seen.len() - 1
    };
    let forever = || tokio::time::sleep(Duration::from_secs(60));
    match &answers(number) {
        Answer::Reset => Ok(()),
        Answer::Silent => {
            forever().await;
            Ok(())
        }
        Answer::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
            loop {
                stream.write_all(&[b' '; 4096]).await?;
            }
        }
        Answer::Dripping => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
            loop {
                stream.write_all(b" ").await?;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        Answer::Http {
            status,
            headers,
            body,
        } => {
            let length = body.len();
            let mut text = format!(
                "HTTP/1.1 {status} Said\r\nconnection: close\r\ncontent-length: {length}\r\n"
            );
            for header in headers {
                text.push_str(header);
                text.push_str("\r\n");
            }
            text.push_str("\r\n");
            stream.write_all(text.as_bytes()).await?;
            stream.write_all(body).await?;
            stream.shutdown().await
        }
    }
}
