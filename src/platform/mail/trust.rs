//! TLS to mail servers.

use super::MailError;
use lettre::transport::smtp::client::{AsyncTokioStream, Certificate, CertificateStore, TlsParameters};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use std::{
    io,
    net::SocketAddr,
    path::Path,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

/// Authorities that may vouch for a server: those of the web, or those of a file.
#[derive(Clone)]
pub struct Trust {
    /// Authorities of the file; `None` for those of the web.
    own: Option<Vec<CertificateDer<'static>>>,
    config: Arc<ClientConfig>,
}

impl std::fmt::Debug for Trust {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let own = self.own.as_ref().map(Vec::len);
        f.debug_struct("Trust").field("own", &own).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be a file of certificates in PEM: {0}")]
pub struct NoAuthorities(String);

impl Trust {
    /// Trusts the authorities of the web.
    pub fn web() -> Result<Self, NoAuthorities> {
        let mut roots = RootCertStore::empty();
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        Self::of(roots, None)
    }

    /// Trusts the authorities of a PEM file and no others.
    pub fn file(path: &Path) -> Result<Self, NoAuthorities> {
        let wrong = |why: &dyn std::fmt::Display| NoAuthorities(why.to_string());
        let found = CertificateDer::pem_file_iter(path).map_err(|error| wrong(&error))?;
        let found: Vec<_> = found.collect::<Result<_, _>>().map_err(|error| wrong(&error))?;
        let mut roots = RootCertStore::empty();
        // A bundle of a system may hold one that is too old to be understood.
        let (good, _) = roots.add_parsable_certificates(found.iter().cloned());
        if good == 0 {
            return Err(wrong(&"there is none in it"));
        }
        Self::of(roots, Some(found))
    }

    fn of(roots: RootCertStore, own: Option<Vec<CertificateDer<'static>>>) -> Result<Self, NoAuthorities> {
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| NoAuthorities(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let config = Arc::new(config);
        Ok(Self { own, config })
    }

    /// Starts TLS with the server of this name.
    pub(super) async fn wrap(&self, stream: TcpStream, host: &str) -> Result<TlsConnection, MailError> {
        let refused = || MailError::Transient("tls".to_owned());
        let name = ServerName::try_from(host.to_owned()).map_err(|_| refused())?;
        let connector = TlsConnector::from(self.config.clone());
        let stream = connector.connect(name, stream).await.map_err(|_| refused())?;
        Ok(TlsConnection(stream))
    }

    /// Returns the same trust for a connection that upgrades with STARTTLS.
    pub(super) fn parameters(&self, host: &str) -> Result<TlsParameters, MailError> {
        let refused = |_| MailError::Transient("tls".to_owned());
        let mut builder = TlsParameters::builder(host.to_owned());
        if let Some(own) = &self.own {
            builder = builder.certificate_store(CertificateStore::None);
            for one in own {
                let one = Certificate::from_der(one.to_vec()).map_err(refused)?;
                builder = builder.add_root_certificate(one);
            }
        } else {
            builder = builder.certificate_store(CertificateStore::WebpkiRoots);
        }
        builder.build().map_err(refused)
    }
}

/// Connection under TLS from its first byte.
#[derive(Debug)]
pub(super) struct TlsConnection(TlsStream<TcpStream>);

impl AsyncTokioStream for TlsConnection {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.get_ref().0.peer_addr()
    }
}

impl AsyncRead for TlsConnection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for TlsConnection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
