//! What is usual instead: a client that repeats a create when its answer does not come. For contrast only.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use bamboohr_sandbox::{ADMIN_KEY, Sandbox};
use reqwest::StatusCode;

use super::hires::Hire;

const TRIES: usize = 4;

/// A connector that takes no answer for "not done".
#[derive(Debug)]
pub struct Double {
    sandbox: Arc<Sandbox>,
    http: reqwest::Client,
}

impl Double {
    /// Connected to this BambooHR, waiting so long for an answer.
    pub fn connected(sandbox: Arc<Sandbox>, patience: Duration) -> Result<Self> {
        let http = reqwest::Client::builder().timeout(patience).build()?;
        Ok(Self { sandbox, http })
    }

    /// Creates one employee as ready-made connectors do. `true` when it believes it did.
    pub async fn hire(&self, hire: &Hire) -> bool {
        for _ in 0..TRIES {
            let request = self
                .http
                .post(format!("{}/api/v1/employees", self.sandbox.url()))
                .basic_auth(ADMIN_KEY, Some("x"))
                .json(&hire.employee());
            match request.send().await.map(|answer| answer.status()) {
                Ok(StatusCode::CREATED) => return true,
                Ok(StatusCode::TOO_MANY_REQUESTS) | Err(_) => {}
                Ok(status) if status.is_server_error() => {}
                Ok(_) => return false,
            }
        }
        false
    }
}
