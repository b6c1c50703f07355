//! Which addresses are on the internet, and which are inside somebody's network.
//!
//! A name server that is wrong, or in somebody's hands, could else lead a key to a machine of this network. The networks are
//! those of IANA's registries of special addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks of IPv4 that nobody can be reached under over the internet: first address, length of the prefix.
const NOT_PUBLIC: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    // Multicast, and what is reserved, broadcast included.
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

/// Whether the address is one of the internet's. Of an address that leads to one of IPv4, that one counts.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let address = address.to_bits();
    let is_in = |(first, length): &([u8; 4], u32)| {
        let mask = u32::MAX.checked_shl(32 - length).unwrap_or_default();
        address & mask == u32::from_be_bytes(*first)
    };
    !NOT_PUBLIC.iter().any(is_in)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, fourth, fifth, sixth, seventh, eighth] = address.segments();
    let v4 =
        |high: u16, low: u16| is_public_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    match (first, second) {
        // `::ffff:a.b.c.d`.
        (0, 0) if [third, fourth, fifth, sixth] == [0, 0, 0, 0xffff] => v4(seventh, eighth),
        // `64:ff9b::a.b.c.d`: how networks of IPv6 only reach the others.
        (0x64, 0xff9b) if [third, fourth, fifth, sixth] == [0; 4] => v4(seventh, eighth),
        // `2002:a.b.c.d::`.
        (0x2002, _) => v4(second, third),
        // Tunnels, measurements, identifiers; documentation.
        (0x2001, 0..=0x1ff | 0xdb8) | (0x3fff, 0..=0xfff) => false,
        // Everything that is given out to be reached is in 2000::/3.
        (0x2000..=0x3fff, _) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_internet_are_told_from_those_inside_a_network() {
        let inside = "0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.9.9.9 169.254.0.1 \
            169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 \
            198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.255 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 \
            :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::10.0.0.1 \
            64:ff9b::127.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 \
            2002:c0a8:1::1 3fff::1 3fff:fff::1 4000::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1:2 febf::1 fec0::1 ff02::1 \
            ffff::1";
        let public = "1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 \
            169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.1 192.0.3.0 192.167.255.255 \
            192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255 203.0.112.255 203.0.114.0 223.255.255.255 ::ffff:1.1.1.1 \
            64:ff9b::1.1.1.1 2001:200::1 2001:4860:4860::8888 2002:101:101::1 2606:4700::1111 2a00:1450::1 3fff:1000::1";
        let of = |text: &'static str| text.split_whitespace();
        for (addresses, expected) in [(of(inside), false), (of(public), true)] {
            for address in addresses {
                assert_eq!(is_public(address.parse().unwrap()), expected, "{address}");
            }
        }
    }
}
