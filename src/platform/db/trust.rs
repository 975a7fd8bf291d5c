//! TLS to the database: the levels of libpq, by the same names.

use crate::text_enum;
use anyhow::{Context, Result, ensure};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use std::{
    env,
    error::Error as _,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

text_enum! {
    /// Values of `sslmode`.
    pub enum Mode {
        Disable = "disable",
        /// Encrypted where the server can.
        Prefer = "prefer",
        /// Encrypted, without a check of identity; with a file of authorities as [`Mode::VerifyCa`].
        Require = "require",
        /// Server known to an authority.
        VerifyCa = "verify-ca",
        /// Server known to an authority under its own name.
        VerifyFull = "verify-full",
    }
}

/// Returns the system's file of authorities.
#[allow(
    clippy::disallowed_methods,
    reason = "the system's own setting, read by every program that speaks TLS"
)]
fn system() -> Option<PathBuf> {
    let said = env::var_os("SSL_CERT_FILE").map(PathBuf::from);
    let known = [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ];
    let mut all = said.into_iter().chain(known.map(PathBuf::from));
    all.find(|file| file.exists())
}

/// Returns the file of authorities for a mode: the named one, or the system's; `None` where identity is not checked.
pub(super) fn authorities(mode: Mode, named: Option<&str>) -> Result<Option<PathBuf>> {
    let named = named.filter(|file| !file.is_empty() && *file != "system");
    match (mode, named) {
        (Mode::Disable | Mode::Prefer, _) | (Mode::Require, None) => Ok(None),
        (_, Some(file)) => Ok(Some(file.into())),
        (_, None) => Ok(Some(system().context(
            "no authorities on this machine: install ca-certificates, or name a file in sslrootcert",
        )?)),
    }
}

/// Returns the TLS settings of a mode; `named` is a file of authorities or `system`.
pub(super) fn tls(mode: Mode, named: Option<&str>) -> Result<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    let builder =
        ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
    let builder = builder.dangerous();
    let checked = match authorities(mode, named)? {
        None => None,
        Some(file) => {
            let roots = Arc::new(roots(&file)?);
            Some(WebPkiServerVerifier::builder_with_provider(roots, provider.clone()).build()?)
        }
    };
    let mut config = match checked {
        Some(full) if mode == Mode::VerifyFull => builder.with_custom_certificate_verifier(full),
        chain => builder.with_custom_certificate_verifier(Arc::new(AnyName { chain, provider })),
    }
    .with_no_client_auth();
    // Servers from 17 on that are spoken to in TLS from the first byte ask for it.
    config.alpn_protocols = vec![b"postgresql".to_vec()];
    Ok(config)
}

fn roots(file: &Path) -> Result<RootCertStore> {
    let found = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let found =
        found.map_err(|error| anyhow::anyhow!("sslrootcert: {} cannot be read: {error}", file.display()))?;
    let mut roots = RootCertStore::empty();
    // A system's bundle may hold some that are too old to be understood.
    let (good, _) = roots.add_parsable_certificates(found);
    ensure!(good > 0, "sslrootcert: no certificate in {}", file.display());
    Ok(roots)
}

/// Verifier that accepts any name, from a known authority or, without one, from nobody.
#[derive(Debug)]
struct AnyName {
    chain: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for AnyName {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        use CertificateError::{NotValidForName, NotValidForNameContext};
        let Some(chain) = &self.chain else {
            return Ok(ServerCertVerified::assertion());
        };
        match chain.verify_server_cert(end_entity, intermediates, name, ocsp, now) {
            // The name comes last: the rest is well.
            Err(Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. })) => {
                Ok(ServerCertVerified::assertion())
            }
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Tells whether TLS failed.
pub(super) fn failed(error: &tokio_postgres::Error) -> bool {
    error.to_string().starts_with("error performing TLS handshake")
}

/// Returns advice about TLS that failed; `None` for other errors.
pub(super) fn reason(error: &tokio_postgres::Error) -> Option<String> {
    use CertificateError as C;
    if !failed(error) {
        return None;
    }
    let cause = error.source()?;
    let inner = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    let tls = inner.and_then(|inner| inner.downcast_ref::<Error>());
    let words = match tls {
        Some(Error::InvalidCertificate(C::NotValidForName | C::NotValidForNameContext { .. })) => {
            "the server's certificate is for another name: write the host as the certificate has it"
        }
        Some(Error::InvalidCertificate(C::UnknownIssuer)) => {
            "the server's certificate is from an authority unknown here: name the authority's file in sslrootcert"
        }
        Some(Error::InvalidCertificate(C::Expired | C::ExpiredContext { .. })) => {
            "the server's certificate has expired: renew it"
        }
        Some(Error::InvalidCertificate(C::NotValidYet | C::NotValidYetContext { .. })) => {
            "the server's certificate is not valid yet: look at the clocks"
        }
        Some(other) => return Some(format!("no TLS with the server: {other}")),
        None if cause.to_string().contains("does not support TLS") => {
            "the server speaks no TLS, and sslmode asks for it"
        }
        None => return Some(format!("no TLS with the server: {cause}")),
    };
    Some(words.to_owned())
}
