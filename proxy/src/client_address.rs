//! Where a request comes from: the other end of the connection; or, when that is a proxy which the operator named, what
//! that proxy says. Nobody else's word is taken for it.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;

use crate::app::App;

const FORWARDED_FOR: &str = "x-forwarded-for";
/// Where somebody is of whom a proxy said what cannot be read.
const UNREADABLE: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// The other end of a connection. The server puts it into each request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Where a request comes from, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientAddress(pub(crate) Option<IpAddr>);

impl<S> FromRequestParts<S> for ClientAddress
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let app = App::from_ref(state);
        let peer = parts.extensions.get::<Peer>();
        Ok(Self(peer.map(|Peer(peer)| {
            behind(*peer, &parts.headers, app.trusted_proxies())
        })))
    }
}

/// Each proxy adds whom it heard from at the end, so the last one that is no proxy of ours is the client. What stands
/// before it may be invented. One that cannot be read is somewhere, and as good as any other that cannot be.
fn behind(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let mut client = peer;
    let lists = headers.get_all(FORWARDED_FOR).into_iter();
    let lists: Vec<_> = lists
        .map(|list| String::from_utf8_lossy(list.as_bytes()))
        .collect();
    let mut heard = lists.iter().flat_map(|list| list.split(',')).rev();
    while is_ours(client, trusted) {
        let Some(address) = heard.next() else { break };
        client = read(address.trim()).unwrap_or(UNREADABLE);
    }
    client
}

/// Whether this is a proxy that the operator named.
fn is_ours(address: IpAddr, trusted: &[IpNet]) -> bool {
    let address = address.to_canonical();
    trusted.iter().any(|network| network.contains(&address))
}

/// Whether the other end of the connection is a proxy of ours, whose headers are its own word.
pub(crate) fn is_from_our_proxy(extensions: &Extensions, trusted: &[IpNet]) -> bool {
    let peer = extensions.get::<Peer>();
    peer.is_some_and(|Peer(peer)| is_ours(*peer, trusted))
}

/// An address, with a port or without.
fn read(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    text.parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(peer: &str, heard: &[&'static str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for heard in heard {
            headers.append(
                FORWARDED_FOR,
                HeaderValue::from_bytes(heard.as_bytes()).unwrap(),
            );
        }
        let trusted: Vec<IpNet> = trusted
            .iter()
            .map(|network| network.parse().unwrap())
            .collect();
        behind(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn nobody_s_word_is_taken_but_that_of_a_named_proxy() {
        assert_eq!(client("203.0.113.7", &["198.51.100.1"], &[]), "203.0.113.7");
        assert_eq!(
            client("203.0.113.7", &["198.51.100.1"], &["10.0.0.0/8"]),
            "203.0.113.7"
        );
        assert_eq!(
            client("10.0.0.1", &["198.51.100.1"], &["10.0.0.0/8"]),
            "198.51.100.1"
        );
        assert_eq!(
            client("::ffff:10.0.0.1", &["198.51.100.1"], &["10.0.0.0/8"]),
            "198.51.100.1"
        );
    }

    #[test]
    fn what_a_client_invents_stands_before_what_our_proxies_heard() {
        let trusted = ["10.0.0.0/8"];
        let heard = ["192.0.2.66, 198.51.100.1, 10.0.0.2"];
        assert_eq!(client("10.0.0.1", &heard, &trusted), "198.51.100.1");
        let heard = ["192.0.2.66, 198.51.100.1", "10.0.0.2"];
        assert_eq!(client("10.0.0.1", &heard, &trusted), "198.51.100.1");
        assert_eq!(client("10.0.0.1", &["nonsense"], &trusted), "0.0.0.0");
        let heard = ["\u{ff}, 198.51.100.1:4711"];
        assert_eq!(client("10.0.0.1", &heard, &trusted), "198.51.100.1");
        assert_eq!(client("10.0.0.1", &[], &trusted), "10.0.0.1");
    }
}
