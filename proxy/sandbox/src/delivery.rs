//! Sends the messages of webhooks, to this machine only and once: what is not taken is lost.
//! No redirect is followed and no answer looked at.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::runtime::Handle;

use crate::company::Message;

/// How long one receiver may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends in the background, one after the other: that somebody was created is told before what was filled in.
/// Without a runtime there is nobody to send anything.
pub(crate) fn send_all(messages: Vec<Message>) {
    if let (false, Ok(runtime)) = (messages.is_empty(), Handle::try_current()) {
        runtime.spawn(async move {
            for message in messages {
                let _ = tokio::time::timeout(PATIENCE, send(message)).await;
            }
        });
    }
}

/// `None` when it did not arrive.
async fn send(message: Message) -> Option<()> {
    let target = message.target;
    // Checked when the webhook was made, and again here, since a kept file may have been edited.
    if !target.ip.is_loopback() {
        return None;
    }
    let address = SocketAddr::new(target.ip, target.port);
    let request = Request::post(target.path)
        .header(HOST, address.to_string())
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, "BambooHR sandbox")
        .header("X-BambooHR-Timestamp", message.timestamp)
        .header("X-BambooHR-Signature", message.signature)
        .body(Full::new(Bytes::from(message.body)))
        .ok()?;
    let stream = TcpStream::connect(address).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    let exchange = async {
        let response = sender.send_request(request).await.ok()?;
        response.into_body().collect().await.ok()
    };
    tokio::select! {
        _ = exchange => Some(()),
        _ = connection => None,
    }
}
