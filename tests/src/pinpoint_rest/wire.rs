//! HTTP by hand, so that an answer can be lost at every point.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{State, locked};

/// How a request goes wrong.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Nothing is done, and the connection ends without an answer.
    Reset,
    /// It is done, and the connection ends without an answer.
    LostAfterDoing,
    /// It is done, and nothing is ever said.
    SilentAfterDoing,
    /// Nothing is done, and nothing is ever said.
    Silent,
    /// It is done, and what is answered cannot be read.
    UnreadableAfterDoing,
    /// The connection ends without an answer, and after so long it is done all the same.
    LostBeforeDoing(Duration),
    /// It is done and answered, after so long.
    Late(Duration),
    /// Nothing is done; this status, with what Pinpoint says then, and perhaps seconds to wait.
    Status(u16, Option<u32>),
    /// Nothing is done; this status, after so long.
    LateStatus(u16, Duration),
}

/// A request.
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) key: Option<String>,
    pub(super) body: Value,
}

impl Request {
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        let mut pairs = self.query.iter();
        pairs
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }
}

/// An answer.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            headers: vec![("content-type", "application/vnd.api+json".to_owned())],
            body: body.to_string().into_bytes(),
        }
    }

    /// The documented shape of a failure.
    pub(super) fn failure(status: u16) -> Self {
        let code = match status {
            400 => "bad_request",
            401 => "unauthorized",
            403 => "forbidden",
            404 => "not_found",
            422 => "unprocessable_entity",
            429 => "too_many_requests",
            _ => "internal_server_error",
        };
        let error = json!({ "code": code, "status": status.to_string(), "title": code, "detail": "Said by the double" });
        Self::json(status, &json!({ "errors": [error] }))
    }
}

type Answers = fn(&mut State, &Request) -> Reply;

/// Serves until the test ends.
pub(super) fn serve(listener: TcpListener, state: Arc<Mutex<State>>, answers: Answers) {
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let state = Arc::clone(&state);
            tokio::spawn(async move {
                // Whoever goes away in the middle is none of our concern.
                let _ = one(stream, &state, answers).await;
            });
        }
    });
}

async fn one(mut stream: TcpStream, state: &Mutex<State>, answers: Answers) -> anyhow::Result<()> {
    let Some(request) = read(&mut stream).await? else {
        return Ok(());
    };
    let fault = {
        let mut state = locked(state);
        let line = format!("{} {}", request.method, request.path);
        state.requests.push(line);
        let mut faults = state.faults.iter();
        let place = faults.position(|(method, path, _)| {
            *method == request.method && request.path.contains(path.as_str())
        });
        place.map(|place| state.faults.remove(place).2)
    };
    let forever = || tokio::time::sleep(Duration::from_secs(600));
    match fault {
        Some(Fault::Reset) => return Ok(()),
        Some(Fault::Silent) => {
            forever().await;
            return Ok(());
        }
        Some(Fault::UnreadableAfterDoing) => {
            let mut reply = answers(&mut locked(state), &request);
            reply.body = b"<html>".to_vec();
            return write(&mut stream, reply).await;
        }
        Some(Fault::LostBeforeDoing(time)) => {
            locked(state).late += 1;
            drop(stream);
            tokio::time::sleep(time).await;
            let mut state = locked(state);
            answers(&mut state, &request);
            state.late -= 1;
            return Ok(());
        }
        Some(Fault::Late(time)) => tokio::time::sleep(time).await,
        Some(Fault::Status(status, wait)) => {
            let mut reply = Reply::failure(status);
            reply
                .headers
                .extend(wait.map(|wait| ("retry-after", wait.to_string())));
            return write(&mut stream, reply).await;
        }
        Some(Fault::LateStatus(status, time)) => {
            tokio::time::sleep(time).await;
            return write(&mut stream, Reply::failure(status)).await;
        }
        Some(Fault::LostAfterDoing) => {
            answers(&mut locked(state), &request);
            return Ok(());
        }
        Some(Fault::SilentAfterDoing) => {
            answers(&mut locked(state), &request);
            forever().await;
            return Ok(());
        }
        None => {}
    }
    let reply = answers(&mut locked(state), &request);
    write(&mut stream, reply).await
}

async fn read(stream: &mut TcpStream) -> anyhow::Result<Option<Request>> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    let head = loop {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            break end;
        }
        match stream.read(&mut piece).await? {
            0 => return Ok(None),
            count => bytes.extend(piece.iter().take(count)),
        }
    };
    let text = String::from_utf8_lossy(bytes.get(..head).unwrap_or_default()).into_owned();
    let mut lines = text.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let method = words.next().unwrap_or_default().to_owned();
    let target = words.next().unwrap_or_default().to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let header = |name: &str| {
        headers
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.clone())
    };
    let length: usize = header("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    let mut body = bytes.split_off((head + 4).min(bytes.len()));
    while body.len() < length {
        match stream.read(&mut piece).await? {
            0 => return Ok(None),
            count => body.extend(piece.iter().take(count)),
        }
    }
    let url = reqwest::Url::parse(&format!("http://double{target}"))?;
    Ok(Some(Request {
        method,
        path: url.path().to_owned(),
        query: url.query_pairs().into_owned().collect(),
        key: header("x-api-key"),
        body: serde_json::from_slice(&body).unwrap_or_default(),
    }))
}

async fn write(stream: &mut TcpStream, reply: Reply) -> anyhow::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {} Said\r\nconnection: close\r\ncontent-length: {}\r\n",
        reply.status,
        reply.body.len()
    );
    for (name, value) in reply.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&reply.body).await?;
    stream.shutdown().await?;
    Ok(())
}
