//! A collector of traces: takes what is posted to `/v1/traces`, and keeps it for looking at.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::Value;

pub(crate) struct Collector {
    pub(crate) url: String,
    told: Arc<Mutex<Vec<String>>>,
}

/// A span as it was told.
#[derive(Debug)]
pub(crate) struct Span {
    pub(crate) name: String,
    pub(crate) trace: String,
    pub(crate) id: String,
    pub(crate) parent: String,
    pub(crate) kind: u64,
    attributes: Vec<(String, String)>,
}

impl Span {
    /// What it says under this name; nothing when it has no such attribute.
    pub(crate) fn says(&self, name: &str) -> &str {
        let mut all = self.attributes.iter();
        let found = all.find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }
}

impl Collector {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let told = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&told);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || serve(&stream, &kept));
            }
        });
        Self { url, told }
    }

    /// Everything that came, as it came.
    pub(crate) fn told(&self) -> String {
        self.told.lock().unwrap().concat()
    }

    pub(crate) fn spans(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        for message in self.told.lock().unwrap().iter() {
            let message: Value = serde_json::from_str(message).unwrap();
            for resource in list(&message["resourceSpans"]) {
                for scope in list(&resource["scopeSpans"]) {
                    spans.extend(list(&scope["spans"]).map(span));
                }
            }
        }
        spans
    }
}

/// Requests on one connection, until it ends.
fn serve(stream: &TcpStream, kept: &Mutex<Vec<String>>) {
    let mut from = BufReader::new(stream);
    loop {
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let before = head.len();
            if from.read_line(&mut head).unwrap_or(0) == 0 {
                return;
            }
            let line = head[before..].trim().to_lowercase();
            if let Some(bytes) = line.strip_prefix("content-length:") {
                length = bytes.trim().parse().unwrap();
            }
            if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        from.read_exact(&mut body).unwrap();
        assert!(head.starts_with("POST /v1/traces HTTP/1.1"), "{head}");
        let is_json = head
            .to_lowercase()
            .contains("content-type: application/json");
        assert!(is_json, "{head}");
        kept.lock().unwrap().push(String::from_utf8(body).unwrap());
        let answer =
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
        let mut to = stream;
        to.write_all(answer).unwrap();
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn span(told: &Value) -> Span {
    let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
    let attributes = list(&told["attributes"]).map(|attribute| {
        let value = attribute["value"].as_object().unwrap().values().next();
        let value = value.unwrap();
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        (attribute["key"].as_str().unwrap().to_owned(), value)
    });
    Span {
        name: text("name"),
        trace: text("traceId"),
        id: text("spanId"),
        parent: text("parentSpanId"),
        kind: told["kind"].as_u64().unwrap_or_default(),
        attributes: attributes.collect(),
    }
}
