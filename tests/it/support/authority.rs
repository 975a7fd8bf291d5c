//! An authority of one's own, and the certificates that it signs.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use std::{fs, path::PathBuf};

/// An authority whose files are in a folder that ends with it.
pub struct Authority {
    folder: tempfile::TempDir,
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub fn new() -> Self {
        let folder = super::folder();
        let mut params = CertificateParams::new(vec![]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        fs::write(folder.path().join("ca.pem"), issuer.pem()).unwrap();
        Self { folder, issuer }
    }

    /// The file of its own certificate.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Files of a certificate for `name` and of its key.
    pub fn certificate(&self, name: &str) -> [String; 2] {
        self.sign(name, 2099)
    }

    /// The same, of one that ended with the year 2020.
    pub fn expired(&self, name: &str) -> [String; 2] {
        self.sign(name, 2020)
    }

    fn sign(&self, name: &str, year: i32) -> [String; 2] {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(year, 12, 31));
        let key = KeyPair::generate().unwrap();
        let signed = params.signed_by(&key, &self.issuer).unwrap();
        let write = |end: &str, text: String| {
            let path = self.folder.path().join(format!("{}-{year}.{end}", name.replace(':', "-")));
            fs::write(&path, text).unwrap();
            path.to_string_lossy().into_owned()
        };
        [write("crt", signed.pem()), write("key", key.serialize_pem())]
    }
}
