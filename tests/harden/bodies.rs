//! Bodies without end, and small ones that would become large: what they cost the proxy in memory.

mod body;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::Sandbox;
use serde_json::{Value, json};
use system_tests::{Proxy, ProxyOptions};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::long::{install_tls, size};
use body::Body;

const MIB: u64 = 1 << 20;
/// What the program needs for anything that it does a first time; a page's request itself may be 256 KiB.
const OF_A_PAGE: u64 = 16 * MIB;
/// The largest document there may be, 20 MB, and as the base64 that it comes as.
const LARGEST_DOCUMENT: u64 = 20 * MIB;
const AS_TEXT: u64 = LARGEST_DOCUMENT / 3 * 4;
/// It is there for a moment as it came, as a text of its own, as a file and as what is being written to the ledger; growing
/// buffers hold up to twice of what is in them.
const OF_A_DOCUMENT: u64 = 6 * AS_TEXT;
/// Whoever sends all this is told so soon.
const SOON: Duration = Duration::from_secs(30);
/// After the answer: how long it is tried whether more is taken.
const AFTER_THE_ANSWER: Duration = Duration::from_secs(2);

#[tokio::test]
async fn bodies_without_end_and_packed_bombs_cost_a_page_little_memory() -> Result<()> {
    let whole = size(64, 1024) * MIB;
    for body in [
        Body::Announced(whole),
        Body::Chunked(whole),
        Body::Packed(whole),
        // Within what a request may be, so that it is read to its end.
        Body::Packed(whole / 8),
    ] {
        let world = World::start().await?;
        let path = "POST /api/candidates/search";
        let (answer, grown) = world.meets(path, None, body).await?;
        ensure!((400..500).contains(&answer), "{answer}");
        ensure!(grown < OF_A_PAGE, "{body:?}: {} MiB more", grown / MIB);
    }
    Ok(())
}

#[tokio::test]
async fn bodies_without_end_and_packed_bombs_cost_a_document_no_more_than_the_largest_does()
-> Result<()> {
    let whole = size(64, 1024) * MIB;
    let path = "PUT /api/candidates/cand_0001/documents";
    let mut of_the_largest = 0;
    for body in [
        Body::Document,
        Body::Announced(whole),
        Body::Chunked(whole),
        Body::Packed(whole),
    ] {
        let world = World::start().await?;
        let key = world.server_key().await?;
        let (answer, grown) = world.meets(path, Some(&key), body).await?;
        if let Body::Document = body {
            of_the_largest = grown;
            ensure!(answer == 204, "{answer}");
            ensure!(grown < OF_A_DOCUMENT, "{} MiB more", grown / MIB);
        } else {
            let most = of_the_largest + OF_A_PAGE;
            ensure!((400..500).contains(&answer), "{answer}");
            ensure!(grown < most, "{body:?}: {} MiB more", grown / MIB);
        }
    }
    Ok(())
}

struct World {
    proxy: Proxy,
    _sandbox: Sandbox,
}

impl World {
    async fn start() -> Result<Self> {
        install_tls();
        let sandbox = Sandbox::start().await?;
        let proxy = Proxy::start(ProxyOptions::beside(&sandbox));
        Ok(Self {
            proxy: proxy.await?,
            _sandbox: sandbox,
        })
    }

    /// A key with which a server may bring documents.
    async fn server_key(&self) -> Result<String> {
        let wanted = json!({ "name": "Acme ATS", "scopes": ["candidates"] });
        let url = format!("{}/api/embedding/keys", self.proxy.url());
        let asked = reqwest::Client::new().post(url).json(&wanted);
        let made: Value = asked.send().await?.json().await?;
        let key = made.get("key").and_then(Value::as_str);
        Ok(key.context("no key")?.to_owned())
    }

    /// Sends it as far as the proxy takes it. What is answered, and by how much the memory has grown at most.
    async fn meets(&self, route: &str, key: Option<&str>, body: Body) -> Result<(u16, u64)> {
        let process = self.proxy.process().context("no proxy")?;
        self.is_well().await?;
        let before = memory(process, "VmRSS:")?;
        let began = Instant::now();
        let (sent, others) = tokio::join!(self.sends(route, key, body), self.is_well());
        let (taken, answer) = sent?;
        others.context("somebody else, meanwhile")?;
        let took = began.elapsed();
        ensure!(took < SOON, "{body:?} took {took:?}");
        self.is_well().await?;
        let (most, after) = (memory(process, "VmHWM:")?, memory(process, "VmRSS:")?);
        println!(
            "{route}, {body:?}: {} KiB taken, answered {answer} after {:.1} s; memory {} KiB before, {} KiB at most, \
             {} KiB after",
            taken >> 10,
            took.as_secs_f64(),
            before >> 10,
            most >> 10,
            after >> 10
        );
        Ok((answer, most.saturating_sub(before)))
    }

    async fn is_well(&self) -> Result<()> {
        let answer = reqwest::get(format!("{}/readyz", self.proxy.url())).await?;
        ensure!(answer.status() == 200, "{}", answer.status());
        Ok(())
    }

    /// How many bytes of the body the proxy took, and the status of its answer.
    async fn sends(&self, route: &str, key: Option<&str>, body: Body) -> Result<(u64, u16)> {
        let url = self.proxy.url();
        let address = url.trim_start_matches("http://");
        let (mut answers, mut requests) = TcpStream::connect(address).await?.into_split();
        let bearer = key.map(|key| format!("authorization: Bearer {key}\r\n"));
        let head = format!(
            "{route} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n{}{}\r\n",
            bearer.unwrap_or_default(),
            body.headers()?
        );
        let taken = AtomicU64::new(0);
        let sending = async {
            requests.write_all(head.as_bytes()).await?;
            for piece in body.pieces()? {
                requests.write_all(&piece).await?;
                taken.fetch_add(piece.len() as u64, Ordering::Relaxed);
            }
            anyhow::Ok(())
        };
        let reading = async {
            let mut line = [0; "HTTP/1.1 413".len()];
            answers.read_exact(&mut line).await?;
            let status = str::from_utf8(&line)?.rsplit(' ').next();
            anyhow::Ok(status.unwrap_or_default().parse::<u16>()?)
        };
        tokio::pin!(sending);
        tokio::pin!(reading);
        // Nobody who was refused has to be listened to any longer, so the end of the sending may be an error.
        let status = tokio::select! {
            status = &mut reading => {
                let _ = tokio::time::timeout(AFTER_THE_ANSWER, sending).await;
                status
            }
            _ = &mut sending => tokio::time::timeout(SOON, reading).await?,
        };
        Ok((taken.load(Ordering::Relaxed), status?))
    }
}

/// A line of what the system says of a process, in bytes.
fn memory(process: u32, name: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.context("no such line")?.trim().trim_end_matches(" kB");
    Ok(number.parse::<u64>()? << 10)
}
