//! Pinpoint's side of webhooks: signed events, and everything that is not one. A success is a 2xx within five seconds; a
//! redirect is none. A delivery that failed is repeated as it was, at most ten times and less and less often; afterwards the
//! webhook is switched off. Pinpoint takes a day for that, and this one seconds.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

/// The secret that the double signs with.
pub const PINPOINT_SECRET: &str = "whsec_canary_2b7e151628aed2a6";
/// Longer is a failure.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a delivery is repeated.
const RETRIES: u32 = 10;
/// Before the first repetition; before each of the others it is longer by half.
const SOON: Duration = Duration::from_millis(20);

/// Sends webhooks to one address.
#[derive(Clone, Debug)]
pub struct PinpointWebhooks {
    url: String,
    http: reqwest::Client,
}

/// What came back.
#[derive(Clone, Copy, Debug)]
pub struct Delivered {
    /// HTTP status.
    pub status: u16,
    /// How long it took.
    pub took: Duration,
}

/// What came of a delivery with all its repetitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The status of each answer; `None` where none came in time.
    pub answers: Vec<Option<u16>>,
    /// Whether the webhook was switched off, because none of them was a success.
    pub is_switched_off: bool,
}

impl PinpointWebhooks {
    /// To this address.
    pub fn to(url: String) -> Result<Self> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy();
        let http = http.build()?;
        Ok(Self { url, http })
    }

    /// The body of an event, as Pinpoint's own exercise has it.
    pub fn hired(application: u64, triggered_at: i64) -> String {
        format!(
            r#"{{"event":"application_hired","triggeredAt":{triggered_at},"data":{{"application":{{"id":{application}}},"job":{{"id":1}}}}}}"#
        )
    }

    /// What belongs into the header for this body.
    pub fn signature(secret: &str, body: &str) -> Result<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())?;
        mac.update(body.as_bytes());
        Ok(STANDARD.encode(mac.finalize().into_bytes()))
    }

    /// Sends a signed body.
    pub async fn send(&self, body: &str) -> Result<Delivered> {
        let signature = Self::signature(PINPOINT_SECRET, body)?;
        self.send_with(Some(&signature), body).await
    }

    /// Sends a body with this in the header, or without the header.
    pub async fn send_with(&self, signature: Option<&str>, body: &str) -> Result<Delivered> {
        let request = self
            .http
            .post(&self.url)
            .header("content-type", "application/json");
        let request = match signature {
            Some(signature) => request.header("PINPOINT-HMAC-SHA256", signature),
            None => request,
        };
        let began = Instant::now();
        let answer = request.body(body.to_owned()).send().await?;
        let status = answer.status().as_u16();
        answer.bytes().await?;
        Ok(Delivered {
            status,
            took: began.elapsed(),
        })
    }

    /// Sends a signed body, which must be taken.
    pub async fn deliver(&self, body: &str) -> Result<Duration> {
        let delivered = self.send(body).await?;
        ensure!((200..300).contains(&delivered.status), "{delivered:?}");
        Ok(delivered.took)
    }

    /// Sends a signed body, and sends the same again until it is taken or was repeated often enough.
    pub async fn deliver_repeatedly(&self, body: &str) -> Result<Repeated> {
        let signature = Self::signature(PINPOINT_SECRET, body)?;
        let mut answers = Vec::new();
        let mut wait = SOON;
        for _ in 0..=RETRIES {
            let sent = self.send_with(Some(&signature), body).await;
            let status = sent.ok().map(|delivered| delivered.status);
            answers.push(status);
            if status.is_some_and(|status| (200..300).contains(&status)) {
                return Ok(Repeated {
                    answers,
                    is_switched_off: false,
                });
            }
            tokio::time::sleep(wait.mul_f64(1.0 + fastrand::f64() / 4.0)).await;
            wait += wait / 2;
        }
        Ok(Repeated {
            answers,
            is_switched_off: true,
        })
    }
}
