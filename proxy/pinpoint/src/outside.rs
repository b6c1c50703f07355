//! Names that lead to the internet only, and what an HTTP client is here: no redirects that nobody looked at, no repeats.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::ClientBuilder;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::address::is_public;

/// A name whose address is inside a network, so that nothing was sent to it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{host} resolves to an address inside this network; nothing was sent")]
pub struct LeadsInside {
    /// The name.
    pub host: String,
}

/// Refuses a name of which any address is inside a network, so that it does not matter which is tried first.
#[derive(Clone, Copy, Debug)]
struct OutsideOnly;

impl Resolve for OutsideOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        Box::pin(async move {
            // The port comes from the address that is asked for.
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            Ok(outside(host, found)?)
        })
    }
}

fn outside(host: String, addresses: Vec<SocketAddr>) -> Result<Addrs, LeadsInside> {
    match addresses.iter().all(|address| is_public(address.ip())) {
        true => Ok(Box::new(addresses.into_iter())),
        false => Err(LeadsInside { host }),
    }
}

/// How requests are made. `may_lead_inside` is for addresses that an operator gave.
pub(crate) fn builder(connect: Duration, may_lead_inside: bool) -> ClientBuilder {
    // For the whole program; where one is installed already, that one stays.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder()
        .connect_timeout(connect)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .http1_only()
        .user_agent(concat!("send-to-bamboohr/", env!("CARGO_PKG_VERSION")));
    match may_lead_inside {
        true => builder,
        false => builder.dns_resolver(Arc::new(OutsideOnly)),
    }
}

/// What our own resolver said, which is far down in the error.
pub(crate) fn leads_inside(error: &reqwest::Error) -> Option<LeadsInside> {
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        if let Some(inside) = cause.downcast_ref::<LeadsInside>() {
            return Some(inside.clone());
        }
        next = cause.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_inside_is_enough_to_ask_nobody() {
        let public = SocketAddr::from(([1, 1, 1, 1], 0));
        let inside = SocketAddr::from(([169, 254, 169, 254], 0));
        let asked =
            |addresses: Vec<SocketAddr>| outside("acme.pinpointhq.com".to_owned(), addresses);
        assert!(asked(vec![public]).is_ok());
        for addresses in [vec![inside], vec![public, inside], vec![inside, public]] {
            let refused = asked(addresses).map(|_| ()).unwrap_err();
            assert_eq!(refused.host, "acme.pinpointhq.com");
        }
    }
}
