//! Which host names and addresses mean this computer and no other: for the pages, for webhooks, and for where
//! OAuth may send a browser. Names are not looked up, since a name that leads here today need not tomorrow.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The loopback address and the port that a host with or without a port means, as it stands in a URL or a
/// `Host` header. `None` for every other host.
pub(crate) fn address_of(authority: &str) -> Option<(IpAddr, Option<u16>)> {
    let (ip, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (ip, port) = rest.split_once(']')?;
            (IpAddr::V6(ip.parse::<Ipv6Addr>().ok()?), port)
        }
        None => {
            let colon = authority.find(':').unwrap_or(authority.len());
            let (host, port) = authority.split_at_checked(colon)?;
            if host.eq_ignore_ascii_case("localhost") {
                (IpAddr::V4(Ipv4Addr::LOCALHOST), port)
            } else {
                (IpAddr::V4(host.parse::<Ipv4Addr>().ok()?), port)
            }
        }
    };
    let port = match port.strip_prefix(':') {
        None if port.is_empty() => None,
        Some("") => None,
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(digits.parse().ok()?)
        }
        _ => return None,
    };
    ip.is_loopback().then_some((ip, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_and_addresses_of_this_computer_are_found() {
        let ipv4 = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let ipv6 = IpAddr::V6(Ipv6Addr::LOCALHOST);
        for (authority, expected) in [
            ("localhost", Some((ipv4, None))),
            ("LocalHost:8090", Some((ipv4, Some(8090)))),
            ("127.0.0.1", Some((ipv4, None))),
            ("127.0.0.1:", Some((ipv4, None))),
            ("127.9.9.9:81", Some(([127, 9, 9, 9].into(), Some(81)))),
            ("[::1]", Some((ipv6, None))),
            ("[::1]:83", Some((ipv6, Some(83)))),
            ("", None),
            ("::1", None),
            ("[::1]x", None),
            ("[::2]", None),
            ("[127.0.0.1]", None),
            ("0.0.0.0", None),
            ("10.0.0.1", None),
            ("127.0.0.1.example.com", None),
            ("localhost.example.com:8090", None),
            ("example.com", None),
            ("127.0.0.1@example.com", None),
            ("localhost:8090@example.com", None),
            ("localhost:+80", None),
            ("localhost:99999", None),
            ("localhost ", None),
        ] {
            assert_eq!(address_of(authority), expected, "{authority}");
        }
    }
}
