//! The server's own key: made on the first start and kept, so that clients know it again.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use russh::keys::ssh_key::LineEnding;
use russh::keys::{Algorithm, PrivateKey};

use crate::terminal::ssh::locks::private;

/// Reads the key, or makes one if there is none; true if it was made.
pub fn host_key(path: &Path) -> io::Result<(PrivateKey, bool)> {
    match fs::read(path) {
        Ok(text) => {
            let key = PrivateKey::from_openssh(text).map_err(io::Error::other)?;
            Ok((key, false))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let key = PrivateKey::random(&mut rand::rng(), Algorithm::Ed25519);
            let key = key.map_err(io::Error::other)?;
            let text = key.to_openssh(LineEnding::LF).map_err(io::Error::other)?;
            let mut file = private(path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            Ok((key, true))
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_is_nobody_elses() {
        let own = format!("dientap-host-key-{}", std::process::id());
        let folder = std::env::temp_dir().join(own);
        let path = folder.join("deep").join("host_key");
        let (made, first) = host_key(&path).expect("made");
        let (read, second) = host_key(&path).expect("read");
        assert!(first && !second);
        assert_eq!(made.public_key(), read.public_key());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let _ = fs::remove_dir_all(folder);
    }
}
