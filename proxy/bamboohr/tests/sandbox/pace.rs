//! One account is asked no faster than BambooHR lets it be.

use bamboohr_sandbox::settings::{RateLimit, RateLimitAnswer};
use bamboohr_sandbox::{ADMIN_KEY, Sandbox};

use super::client;

#[tokio::test]
async fn a_tight_rate_limit_is_learned_and_every_call_succeeds() {
    for answer in [
        RateLimitAnswer::Seconds,
        RateLimitAnswer::HttpDate,
        RateLimitAnswer::ServiceUnavailable,
    ] {
        let limit = RateLimit {
            burst: 3,
            per_second: 20.0,
            answer,
        };
        let builder = Sandbox::builder().settings(move |all| all.rate_limit = Some(limit));
        let sandbox = builder.start().await.unwrap();
        let client = client(&sandbox, ADMIN_KEY);
        for _ in 0..6 {
            client.countries().await.unwrap();
        }
        let requests = sandbox.requests();
        let refused = requests
            .iter()
            .filter(|request| matches!(request.status, Some(429 | 503)));
        let refused = refused.count();
        assert!(refused > 0, "{answer:?}: the limit was met");
        assert!(refused <= 3, "{answer:?}: {refused} of {}", requests.len());
    }
}
