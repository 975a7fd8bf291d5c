//! Identity of the sender: address, host, and the domain of identifiers.

use super::address::Mailbox;
use lettre::transport::smtp::extension::ClientId;
use std::net::IpAddr;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// Mailbox of the From line.
    pub from: Mailbox,
    /// Domain in which identifiers of mails and lists are unique: that of the From line, or else of the public
    /// address.
    pub domain: String,
    /// Host of the public address, for greeting servers.
    host: String,
}

impl Sender {
    /// Creates the sender `from` of the site at `public_host`, which is `host[:port]`.
    pub fn new(from: Mailbox, public_host: &str) -> Self {
        let host = match public_host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((address, _)) => address,
            None => public_host.split(':').next().unwrap_or_default(),
        };
        let own = from.address.rsplit_once('@').map(|(_, domain)| domain);
        let domain = match own.filter(|domain| *domain != "localhost") {
            Some(domain) => domain.to_owned(),
            // A colon cannot stand in an identifier without brackets.
            None => host.replace(':', "-"),
        };
        let host = host.to_owned();
        Self { from, domain, host }
    }

    /// Returns the name for greeting a server; never this machine's own.
    pub fn hello(&self) -> ClientId {
        match self.host.parse() {
            Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
            Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
            Err(_) => ClientId::Domain(self.host.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ours_and_never_the_machines() {
        let sender = |from: &str, host: &str| {
            let sender = Sender::new(from.parse().unwrap(), host);
            (sender.hello().to_string(), sender.domain)
        };
        let of = |hello: &str, domain: &str| (hello.to_owned(), domain.to_owned());
        assert_eq!(sender("Fud <fud@acme.be>", "fud.acme.be"), of("fud.acme.be", "acme.be"));
        assert_eq!(sender("fud@localhost", "fud.acme.be:8443"), of("fud.acme.be", "fud.acme.be"));
        assert_eq!(sender("fud@localhost", "127.0.0.1:8080"), of("[127.0.0.1]", "127.0.0.1"));
        assert_eq!(sender("fud@localhost", "[::1]:8080"), of("[IPv6:::1]", "--1"));
    }
}
