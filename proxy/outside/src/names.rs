//! Names that lead to the internet only.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

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
/// `L` is how names are looked up.
#[derive(Clone, Debug)]
pub struct OutsideOnly<L>(pub L);

impl<L, F> Resolve for OutsideOnly<L>
where
    L: Fn(String) -> F + Send + Sync,
    F: Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'static,
{
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let found = (self.0)(host.clone());
        Box::pin(async move {
            let addresses = found.await?;
            if addresses.iter().all(|address| is_public(address.ip())) {
                let addresses: Addrs = Box::new(addresses.into_iter());
                Ok(addresses)
            } else {
                Err(LeadsInside { host }.into())
            }
        })
    }
}

/// As the machine looks up names.
async fn by_the_system(host: String) -> io::Result<Vec<SocketAddr>> {
    // The port comes from the address that is asked for.
    Ok(tokio::net::lookup_host((host, 0)).await?.collect())
}

/// For [`reqwest::ClientBuilder::dns_resolver`]: names as the machine looks them up, on the internet only.
pub fn outside_only() -> Arc<dyn Resolve> {
    Arc::new(OutsideOnly(by_the_system))
}

/// What [`OutsideOnly`] said, which is far down in the error.
pub fn leads_inside(error: &reqwest::Error) -> Option<LeadsInside> {
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

    #[tokio::test]
    async fn addresses_of_the_internet_are_let_through_and_a_failed_lookup_stays_one() {
        let outside = SocketAddr::from(([1, 1, 1, 1], 0));
        let name = || "acme.bamboohr.com".parse().unwrap();
        let found = OutsideOnly(move |_| async move { Ok(vec![outside]) }).resolve(name());
        assert_eq!(found.await.unwrap().collect::<Vec<_>>(), [outside]);
        let failing = |_| async { Err(io::ErrorKind::NotFound.into()) };
        let failed = OutsideOnly(failing).resolve(name()).await;
        let failed = failed.map(|_| ()).unwrap_err();
        assert!(failed.downcast::<LeadsInside>().is_err());
    }

    #[tokio::test]
    async fn one_address_inside_is_enough_to_ask_nobody() {
        let public = SocketAddr::from(([1, 1, 1, 1], 0));
        let inside = SocketAddr::from(([169, 254, 169, 254], 0));
        for addresses in [vec![inside], vec![public, inside], vec![inside, public]] {
            let lookup = move |_| {
                let addresses = addresses.clone();
                async move { Ok(addresses) }
            };
            let found = OutsideOnly(lookup).resolve("files.example".parse().unwrap());
            let refused = found.await.map(|_| ()).unwrap_err();
            let refused = refused.downcast::<LeadsInside>().unwrap();
            assert_eq!(refused.host, "files.example");
        }
    }
}
