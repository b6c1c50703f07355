//! Files are fetched from where they may be, and nowhere else is anybody asked.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::*;

fn limits() -> DownloadLimits {
    DownloadLimits {
        hosts: ["ats.example", "*.ats.example", "files.example:9"]
            .map(str::to_owned)
            .into(),
        storage_hosts: vec!["storage.example".to_owned()],
        local_origins: Vec::new(),
        may_lead_inside: false,
        largest: 16,
        connect: Duration::from_secs(5),
        longest: Duration::from_secs(5),
    }
}

/// Answers each request with what `answers` has for its path, and tells which were made.
async fn host(answers: fn(&str) -> String) -> (Downloads, String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let (told, asked) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 4096];
            let read = stream.read(&mut request).await.unwrap();
            let request = String::from_utf8_lossy(&request[..read]).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
            told.send(request).unwrap();
            let _ = stream.write_all(answers(&path).as_bytes()).await;
        }
    });
    let limits = DownloadLimits {
        local_origins: Url::parse(&origin).into_iter().collect(),
        ..limits()
    };
    (Downloads::new(limits).unwrap(), origin, asked)
}

fn answer(head: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}")
}

#[test]
fn only_https_addresses_of_the_list_are_allowed() {
    let limits = limits();
    let allows = |address: &str, was_led| limits.allow(&Url::parse(address).unwrap(), was_led);
    for address in [
        "https://ats.example/f",
        "https://acme.ats.example/f?x=y",
        "https://ACME.ats.example:443/f",
        "https://files.example:9/f",
    ] {
        assert!(allows(address, false), "{address}");
    }
    assert!(allows("https://storage.example/f", true));
    for address in [
        "https://storage.example/f",
        "http://ats.example/f",
        "https://ats.example:8443/f",
        "https://acme.ats.example:8443/f",
        "https://files.example/f",
        "https://files.example:10/f",
        "https://sub.files.example:9/f",
        "https://ats.example@evil.example/f",
        "https://ats.example.evil.example/f",
        "https://evilats.example/f",
        "https://.ats.example/f",
        "https://user@ats.example/f",
        "https://127.0.0.1/f",
        "https://[::1]/f",
        "https://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:9000/f",
        "data:text/plain,x",
        "file:///etc/passwd",
    ] {
        assert!(!allows(address, false), "{address}");
    }
}

#[tokio::test]
async fn a_file_is_fetched_over_redirects_with_nothing_of_ours_in_the_request() {
    let (downloads, origin, mut asked) = host(|path| match path {
        "/f" => answer("302 Found\r\nlocation: /blob/cv.pdf", ""),
        _ => answer("200 OK\r\ncontent-type: application/pdf; x=y", "%PDF-1"),
    })
    .await;
    let file = downloads.get(&format!("{origin}/f")).await.unwrap();
    assert_eq!(file.content, b"%PDF-1");
    assert_eq!(file.name.as_deref(), Some("cv.pdf"));
    assert_eq!(file.media_type.as_deref(), Some("application/pdf"));
    for _ in 0..2 {
        let request = asked.recv().await.unwrap().to_lowercase();
        for header in ["authorization", "cookie", "referer", "x-api-key"] {
            assert!(!request.contains(header), "{request}");
        }
    }
}

#[tokio::test]
async fn whatever_leads_elsewhere_is_large_or_refused_gives_no_file() {
    let (downloads, origin, _asked) = host(|path| match path {
        "/elsewhere" => answer("302 Found\r\nlocation: http://127.0.0.1:1/x", ""),
        "/inside" => answer("302 Found\r\nlocation: https://169.254.169.254/", ""),
        "/round" => answer("302 Found\r\nlocation: /round", ""),
        "/large" => answer("200 OK", &"x".repeat(17)),
        "/endless" => format!(
            "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}",
            "x".repeat(99)
        ),
        "/nowhere" => answer("302 Found", ""),
        _ => answer("404 Not Found", ""),
    })
    .await;
    for (path, expected) in [
        (
            "/elsewhere",
            "its address is not one that files are taken from",
        ),
        (
            "/inside",
            "its address is not one that files are taken from",
        ),
        (
            "/round",
            "its address leads from one place to another too often",
        ),
        ("/large", "it is too large"),
        ("/endless", "it is too large"),
        ("/nowhere", "its address leads nowhere"),
        ("/gone", "it was refused with status 404"),
    ] {
        let failed = downloads.get(&format!("{origin}{path}")).await.map(|_| ());
        assert_eq!(failed.unwrap_err().to_string(), expected, "{path}");
    }
}

#[tokio::test]
async fn a_name_that_leads_into_this_network_is_asked_nothing() {
    let inside = DownloadLimits {
        hosts: vec!["localhost".to_owned()],
        ..limits()
    };
    let downloads = Downloads::new(inside).unwrap();
    let failed = downloads.get("https://localhost/f").await.map(|_| ());
    assert!(
        matches!(failed, Err(NotDownloaded::LeadsInside)),
        "{failed:?}"
    );
    // But for what an operator runs: then it is asked, where nobody listens.
    let operators = DownloadLimits {
        hosts: vec!["localhost:1".to_owned()],
        may_lead_inside: true,
        ..limits()
    };
    let downloads = Downloads::new(operators).unwrap();
    let failed = downloads.get("https://localhost:1/f").await.map(|_| ());
    assert!(
        matches!(failed, Err(NotDownloaded::NotReached)),
        "{failed:?}"
    );
}

#[tokio::test]
async fn a_host_that_sends_a_little_now_and_then_ends_with_the_time_of_the_file() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\nx").await;
        std::future::pending::<()>().await;
    });
    let limits = DownloadLimits {
        local_origins: Url::parse(&origin).into_iter().collect(),
        longest: Duration::from_millis(200),
        ..limits()
    };
    let failed = Downloads::new(limits).unwrap().get(&origin).await;
    let failed = failed.map(|_| ()).unwrap_err();
    assert!(
        matches!(failed, NotDownloaded::Lost(LostAnswer::TimedOut)) && failed.may_pass(),
        "{failed:?}"
    );
}

#[test]
fn only_what_may_pass_is_worth_another_try() {
    for (failed, may_pass) in [
        (NotDownloaded::NotReached, true),
        (NotDownloaded::Refused(503), true),
        (NotDownloaded::Refused(429), true),
        (NotDownloaded::Refused(404), false),
        (NotDownloaded::NotAllowed, false),
        (NotDownloaded::LeadsInside, false),
        (NotDownloaded::TooLarge, false),
    ] {
        assert_eq!(failed.may_pass(), may_pass, "{failed:?}");
    }
}
