//! A name of a company's own BambooHR that leads into this network is asked nothing.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use outside::OutsideOnly;
use reqwest::dns::Resolve;
use tokio::net::TcpListener;

use super::{Client, Options};
use crate::{ApiKey, Endpoint, Error, FieldValue};

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
