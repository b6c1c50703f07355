//! Whether the ports a command needs are free.
//!
//! Asked before anything is built, so that nobody waits minutes to learn it. It reserves nothing.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Result, bail};

/// A port a command will use, and the option that changes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Port {
    /// The number, on 127.0.0.1.
    pub(crate) number: u16,
    /// The option a person uses to choose another, such as `--port`.
    pub(crate) option: &'static str,
}

/// Fails with a sentence when a port is taken, or when two of `ports` are the same.
pub(crate) fn check_free(ports: &[Port]) -> Result<()> {
    for (position, port) in ports.iter().enumerate() {
        let Port { number, option } = *port;
        if let Some(other) = ports.iter().take(position).find(|o| o.number == number) {
            bail!(
                "{} and {option} are both {number}. Choose two different ports.",
                other.option
            );
        }
        if number == 0 {
            bail!(
                "Port 0 means any free port, and nobody would know which. Choose one with {option}."
            );
        }
        match TcpListener::bind((Ipv4Addr::LOCALHOST, number)) {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                bail!(
                    "Port {number} is already in use. Stop what uses it or choose another with {option}."
                )
            }
            Err(error) => {
                bail!("Port {number} cannot be used ({error}). Choose another with {option}.")
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    #[test]
    fn a_taken_port_is_named_with_the_option_that_changes_it() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let number = taken.local_addr().unwrap().port();
        let problem = check_free(&[Port {
            number,
            option: "--proxy-port",
        }]);
        assert_eq!(
            problem.unwrap_err().to_string(),
            format!(
                "Port {number} is already in use. Stop what uses it or choose another with --proxy-port."
            )
        );
    }

    #[test]
    fn a_free_port_is_left_free() {
        let number = {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            listener.local_addr().unwrap().port()
        };
        let port = Port {
            number,
            option: "--port",
        };
        assert!(check_free(&[port]).is_ok());
        assert!(check_free(&[port]).is_ok());
    }

    #[test]
    fn the_same_port_twice_is_refused() {
        let number = {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            listener.local_addr().unwrap().port()
        };
        let ports = ["--port", "--proxy-port"].map(|option| Port { number, option });
        assert_eq!(
            check_free(&ports).unwrap_err().to_string(),
            format!("--port and --proxy-port are both {number}. Choose two different ports.")
        );
    }

    #[test]
    fn port_0_is_refused_because_nobody_would_know_where_to_look() {
        let problem = check_free(&[Port {
            number: 0,
            option: "--port",
        }]);
        assert_eq!(
            problem.unwrap_err().to_string(),
            "Port 0 means any free port, and nobody would know which. Choose one with --port."
        );
    }
}
