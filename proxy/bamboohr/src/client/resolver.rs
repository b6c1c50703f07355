//! Names of a company's own BambooHR lead to the internet only.

use std::io;
use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::address::is_public;
use crate::error::LeadsInside;

/// Refuses a name of which any address is inside a network, so that it does not matter which is tried first.
/// `L` is how names are looked up.
#[derive(Clone, Debug)]
pub(super) struct OutsideOnly<L>(pub(super) L);

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
pub(super) async fn by_the_system(host: String) -> io::Result<Vec<SocketAddr>> {
    // The port comes from the address that is asked for.
    Ok(tokio::net::lookup_host((host, 0)).await?.collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use tokio::net::TcpListener;

    use crate::client::{Client, Options};
    use crate::{ApiKey, Endpoint, Error, FieldValue};

    use super::*;

    /// A client of a company's own BambooHR, for a machine on which its name has these addresses.
    fn client(addresses: Vec<SocketAddr>) -> Client {
        let lookup = move |host: String| {
            assert!(host.ends_with(".bamboohr.com"), "{host}");
            let addresses = addresses.clone();
            async move { Ok(addresses) }
        };
        let endpoint = Endpoint::of("acme".parse().unwrap());
        let key = ApiKey::new("canary-key".to_owned());
        let resolver: Arc<dyn Resolve> = Arc::new(OutsideOnly(lookup));
        Client::resolving(endpoint, key.into(), Options::default(), Some(&resolver)).unwrap()
    }

    #[tokio::test]
    async fn a_name_that_leads_into_this_network_is_asked_nothing() {
        let decoy = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let inside = decoy.local_addr().unwrap();
        // Public, but nobody is asked there either: the other one is inside.
        let outside = SocketAddr::from(([1, 1, 1, 1], inside.port()));
        let link_local = "[fe80::1]:1".parse().unwrap();
        for addresses in [
            vec![inside],
            vec![outside, inside],
            vec![inside, outside],
            vec![link_local],
        ] {
            let client = client(addresses);
            let ann = BTreeMap::from([("firstName".to_owned(), FieldValue::text("Ann"))]);
            for error in [
                client.create_employee(&ann).await.map(|_| ()).unwrap_err(),
                client.myself(&[]).await.map(|_| ()).unwrap_err(),
            ] {
                assert!(error.nothing_happened());
                let Error::LeadsInside(why) = error else {
                    panic!("{error:?}");
                };
                assert_eq!(
                    why.to_string(),
                    "acme.bamboohr.com resolves to an address inside this network; nothing was sent"
                );
            }
        }
        let nobody = decoy.accept();
        let nobody = tokio::time::timeout(std::time::Duration::from_millis(50), nobody).await;
        assert!(nobody.is_err(), "somebody came to the decoy");
    }

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
}
