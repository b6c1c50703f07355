//! Thousands of connections that say almost nothing, while others want to be served.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::program::Program;

/// Slow connections, and how many the program takes: usually few, `HARDEN=long` as many as the promise says.
fn sizes() -> (usize, &'static str) {
    match std::env::var("HARDEN").as_deref() {
        Ok("long") => (5000, "4096"),
        _ => (600, "400"),
    }
}

/// Requests of others, one after the other.
const ASKED: usize = 1000;
/// For one of them. Far above what it takes, far below the time for headers after which slow ones are cut off anyway.
const PATIENCE: Duration = Duration::from_secs(5);

/// How a connection dawdles: it begins like this and then says a little now and then.
const DAWDLES: [&[u8]; 4] = [
    b"",
    b"GET /api/session HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: ",
    b"POST /api/session HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 200\r\n\r\n{",
    // Asks and never reads.
    b"GET /api/openapi.json HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
];

/// Says a letter now and then until the other side has enough.
async fn dawdle(address: String, beginning: &'static [u8], begun: tokio::sync::mpsc::Sender<()>) {
    let Ok(mut stream) = TcpStream::connect(&address).await else {
        return;
    };
    let _ = stream.write_all(beginning).await;
    let _ = begun.send(()).await;
    drop(begun);
    while stream.write_all(b"x").await.is_ok() {
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
}

/// How long each of some requests takes; the slowest last. Measured on a thread of its own, which the slow ones do not hold up.
async fn served(address: &str) -> Vec<Duration> {
    let address = address.to_owned();
    let measuring = tokio::task::spawn_blocking(move || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        runtime.block_on(served_one_by_one(&address))
    });
    measuring.await.expect("somebody was kept out by slow ones")
}

async fn served_one_by_one(address: &str) -> Vec<Duration> {
    let mut took = Vec::new();
    for _ in 0..ASKED {
        let began = Instant::now();
        let asking = async {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let request = b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n";
            stream.write_all(request).await.unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.unwrap();
            answer
        };
        let answer = tokio::time::timeout(PATIENCE, asking).await;
        let answer = answer.expect("it took too long");
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{answer:?}");
        took.push(began.elapsed());
    }
    took.sort();
    took
}

fn p99(took: &[Duration]) -> Duration {
    took[took.len() * 99 / 100]
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_slow_connections_keep_nobody_out() {
    let (slow, most) = sizes();
    let program = Program::start(&[("MAX_CONNECTIONS", most), ("PROXY_DEMO", "true")]);
    let before = served(&program.address).await;
    let (begun, mut has_begun) = tokio::sync::mpsc::channel(slow);
    let mut dawdling = JoinSet::new();
    for number in 0..slow {
        let beginning = DAWDLES[number % DAWDLES.len()];
        dawdling.spawn(dawdle(program.address.clone(), beginning, begun.clone()));
    }
    drop(begun);
    for _ in 0..slow {
        assert!(has_begun.recv().await.is_some(), "some could not connect");
    }
    let during = served(&program.address).await;
    println!(
        "slow: {slow} connections, {most} places; p99 of others {:?} before, {:?} during",
        p99(&before),
        p99(&during)
    );
    dawdling.shutdown().await;
}
