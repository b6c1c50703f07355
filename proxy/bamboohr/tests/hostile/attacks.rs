//! Every attack, and what a caller is told under it. What answers 201 says that somebody was created, so a create that
//! cannot be read is never taken for one that did not happen.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::Told;
use super::Told::{Broken, Done, Odd, Refused, ServerFailed, TimedOut, Unreadable};

const GIGABYTE: u64 = 1024 * 1024 * 1024;
/// Just below the largest body that is read.
const LARGE: usize = 16 * 1024 * 1024 - 64;

type Sent = Arc<AtomicU64>;
type Answering = Pin<Box<dyn Future<Output = ()> + Send>>;

/// One attack, and what the three calls are told: a list, an employee, a create.
pub(super) struct Attack {
    pub(super) name: &'static str,
    pub(super) answer: fn(TcpStream, Sent) -> Answering,
    pub(super) fields: Told,
    pub(super) myself: Told,
    pub(super) create: Told,
}

/// Writes as long as somebody takes it.
struct Line(TcpStream, Sent);

impl Line {
    async fn says(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        let bytes = bytes.as_ref();
        let went = self.0.write_all(bytes).await.is_ok();
        if went {
            self.1
                .fetch_add(bytes.len().try_into().unwrap(), Ordering::SeqCst);
        }
        went
    }

    /// The same piece until so many bytes have left, or nobody takes them.
    async fn repeats(&mut self, piece: impl AsRef<[u8]>, bytes: u64) {
        let piece = piece.as_ref();
        let times = 65_536_usize.div_ceil(piece.len());
        let pieces = piece.repeat(times);
        let mut left = bytes;
        while left > 0 && self.says(&pieces).await {
            left = left.saturating_sub(pieces.len().try_into().unwrap());
        }
    }

    /// A byte now and then, for as long as somebody waits.
    async fn drips(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().cycle() {
            if !self.says([*byte]).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// A whole answer.
    async fn answers(&mut self, status: u16, headers: &str, body: impl AsRef<[u8]>) {
        let body = body.as_ref();
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status} X\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
        );
        let _ = self.says(head).await && self.says(body).await;
    }
}

macro_rules! attack {
    ($name:literal, $line:ident => $work:expr, $fields:ident, $myself:ident, $create:ident) => {
        Attack {
            name: $name,
            answer: |stream, sent| {
                Box::pin(async move {
                    let mut $line = Line(stream, sent);
                    $work;
                })
            },
            fields: $fields,
            myself: $myself,
            create: $create,
        }
    };
}

const HEAD: &str = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\n";

/// Once around all that is read: `before`, then `piece` as often as fits, then `after`.
fn filled(before: &str, piece: &str, after: &str) -> String {
    format!("{before}{}{after}", piece.repeat(LARGE / piece.len()))
}

/// A gigabyte of spaces as gzip: the same megabyte again and again, as the format allows.
fn bomb() -> Vec<u8> {
    use std::io::Write;
    let mut megabyte = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    megabyte.write_all(&[b' '; 1024 * 1024]).unwrap();
    megabyte.finish().unwrap().repeat(1024)
}

pub(super) const ATTACKS: &[Attack] = &[
    attack!("a body of 1 GB", line => {
        let _ = line.says(format!("{HEAD}content-length: {GIGABYTE}\r\n\r\n[")).await;
        line.repeats(" ", GIGABYTE).await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("a body of 1 GB in chunks", line => {
        let _ = line.says(format!("{HEAD}transfer-encoding: chunked\r\n\r\n")).await;
        line.repeats(format!("1000\r\n{}\r\n", " ".repeat(4096)), GIGABYTE).await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("1 GB as gzip that nobody asked for", line => {
        line.answers(201, "content-encoding: gzip\r\n", bomb()).await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("a body byte by byte", line => {
        let _ = line.says(format!("{HEAD}content-length: 1000\r\n\r\n")).await;
        line.drips(b"[ ").await;
    }, TimedOut, TimedOut, TimedOut),
    attack!("a head byte by byte", line => {
        let _ = line.says(HEAD).await;
        line.drips(b"x-a: b\r\n").await;
    }, TimedOut, TimedOut, TimedOut),
    attack!("nothing at all", line => {
        tokio::time::sleep(Duration::from_secs(5)).await;
        let _ = line.says(HEAD).await;
    }, TimedOut, TimedOut, TimedOut),
    attack!("headers without end", line => {
        let _ = line.says(HEAD).await;
        line.repeats("x-name: value\r\n", GIGABYTE).await;
    }, Broken, Broken, Broken),
    attack!("one header without end", line => {
        let _ = line.says(format!("{HEAD}x-name: ")).await;
        line.repeats("v", GIGABYTE).await;
    }, Broken, Broken, Broken),
    attack!("100 Continue without end", line => {
        line.repeats("HTTP/1.1 100 Continue\r\n\r\n", u64::MAX).await;
    }, TimedOut, TimedOut, TimedOut),
    attack!("a chunk of 2^68 bytes", line => {
        let _ = line.says(format!("{HEAD}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n[")).await;
        line.repeats(" ", GIGABYTE).await;
    }, Broken, Broken, Broken),
    attack!("chunk extensions without end", line => {
        let _ = line.says(format!("{HEAD}transfer-encoding: chunked\r\n\r\n1;")).await;
        line.repeats("x", GIGABYTE).await;
    }, Broken, Broken, Broken),
    attack!("two lengths", line => {
        let _ = line.says(format!("{HEAD}content-length: 2\r\ncontent-length: 20\r\n\r\n[]")).await;
    }, Broken, Broken, Broken),
    attack!("no HTTP", line => {
        line.repeats("\u{16}\u{3}\u{1}", 1024 * 1024).await;
    }, Broken, Broken, Broken),
    attack!("broken JSON", line => line.answers(201, "", "[{\"id\":1,]").await, Unreadable, Unreadable, Unreadable),
    attack!("no UTF-8", line => line.answers(201, "", b"[\"\xff\xfe\"]").await, Unreadable, Unreadable, Unreadable),
    attack!("numbers beyond everything", line => {
        line.answers(201, "", "{\"id\":1e999999,\"fields\":-1e999999}").await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("16 MB of opening brackets", line => {
        line.answers(201, "", filled("", "[", "")).await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("16 MB of nested objects", line => {
        line.answers(201, "", filled("", "{\"a\":", "")).await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("16 MB of XML elements", line => {
        let xml = filled("<employee id=\"7\">", "<a/>", "</employee>");
        line.answers(201, "content-type: text/xml\r\n", xml).await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("16 MB of fields", line => {
        line.answers(200, "", filled("[{\"id\":1}", ",{\"id\":1}", "]")).await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("16 MB of empty lists", line => {
        line.answers(201, "", filled("{\"a\":[0", ",[]", "]}")).await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("16 MB of empty objects in a list", line => {
        line.answers(201, "", filled("[{}", ",{}", "]")).await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("10,000 fields", line => {
        let field = |n: u32| format!("{{\"id\":{n},\"name\":\"Field {n}\",\"type\":\"text\",\"alias\":\"field{n}\"}}");
        let fields = (0..10_000).map(field).collect::<Vec<_>>().join(",");
        line.answers(200, "", format!("[{fields}]")).await;
    }, Done, Unreadable, Unreadable),
    attack!("an employee with 10,000 values", line => {
        let values = (0..10_000).map(|n| format!("\"field{n}\":\"{n}\"")).collect::<Vec<_>>().join(",");
        line.answers(200, "", format!("{{\"id\":\"7\",{values}}}")).await;
    }, Unreadable, Done, Done),
    attack!("a Location that is none", line => {
        line.answers(201, "location: https://evil.example/../..%2f?id=%00#7\r\n", "").await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("a Location of 100 KB", line => {
        line.answers(201, &format!("location: /{}\r\n", "7".repeat(100_000)), "").await;
    }, Unreadable, Unreadable, Unreadable),
    attack!("a refusal of 1 GB", line => {
        let _ = line.says(format!("HTTP/1.1 400 X\r\ncontent-length: {GIGABYTE}\r\n\r\n")).await;
        line.repeats("{\"error\":{\"message\":\"", GIGABYTE).await;
    }, Refused, Refused, Refused),
    attack!("a refusal with 16 MB of empty lists", line => {
        line.answers(409, "", filled("{\"a\":[0", ",[]", "]}")).await;
    }, Refused, Refused, Refused),
    attack!("a refusal with 50,000 reasons", line => {
        let reasons = (0..50_000).map(|n| format!("{n:x}")).collect::<Vec<_>>().join(",");
        let reasons = reasons.as_bytes().chunks(4000).map(|part| String::from_utf8_lossy(part).into_owned());
        let headers: String = reasons.map(|part| format!("x-bamboohr-error-message: {part}\r\n")).collect();
        line.answers(400, &headers, "").await;
    }, Refused, Refused, Refused),
    attack!("a failure that asks for a wait of 2^64 s", line => {
        line.answers(500, "retry-after: 18446744073709551616\r\n", "{}").await;
    }, ServerFailed, ServerFailed, ServerFailed),
    attack!("a redirect to itself", line => {
        line.answers(307, "location: /\r\n", "").await;
    }, Odd, Odd, Odd),
];
