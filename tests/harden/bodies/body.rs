//! A body on its way: how it is announced, and its bytes, which are made while they are sent.

use std::io::Write as _;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{AS_TEXT, MIB};

/// Bytes that are sent at once.
const PIECE: usize = 1 << 16;

/// How a body comes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Body {
    /// A JSON text of this many bytes, announced by its length.
    Announced(u64),
    /// The same in pieces, without a word of how many.
    Chunked(u64),
    /// Gzip that becomes this many bytes.
    Packed(u64),
    /// The largest document that is allowed.
    Document,
}

impl Body {
    pub(super) fn headers(self) -> Result<String> {
        Ok(match self {
            Self::Announced(bytes) => format!("content-length: {bytes}\r\n"),
            Self::Chunked(_) => "transfer-encoding: chunked\r\n".to_owned(),
            Self::Packed(_) | Self::Document => {
                let bytes: usize = self.pieces()?.map(|piece| piece.len()).sum();
                let packed =
                    matches!(self, Self::Packed(_)).then_some("content-encoding: gzip\r\n");
                format!("{}content-length: {bytes}\r\n", packed.unwrap_or_default())
            }
        })
    }

    pub(super) fn pieces(self) -> Result<Box<dyn Iterator<Item = Vec<u8>>>> {
        let beginning =
            r#"{"name":"cv.pdf","kind":"Resume","media_type":"application/pdf","content":""#;
        let end = r#""}"#;
        let letters = |bytes: u64| {
            let whole = (0..bytes / PIECE as u64).map(|_| vec![b'A'; PIECE]);
            let rest = usize::try_from(bytes % PIECE as u64).unwrap_or_default();
            whole.chain([vec![b'A'; rest]])
        };
        let endless = move |bytes: u64| {
            let beginning = beginning.as_bytes().to_vec();
            let rest = letters(bytes - beginning.len() as u64);
            std::iter::once(beginning).chain(rest)
        };
        Ok(match self {
            Self::Announced(bytes) => Box::new(endless(bytes)),
            Self::Chunked(bytes) => Box::new(endless(bytes).map(|piece| {
                [format!("{:x}\r\n", piece.len()).as_bytes(), &piece, b"\r\n"].concat()
            })),
            // One after the other they are one file, and each is small to make.
            Self::Packed(bytes) => {
                let member = packed(&[b' '; 1 << 20])?;
                Box::new((0..bytes / MIB).map(move |_| member.clone()))
            }
            Self::Document => {
                let beginning = std::iter::once(beginning.as_bytes().to_vec());
                let end = std::iter::once(end.as_bytes().to_vec());
                Box::new(beginning.chain(letters(AS_TEXT)).chain(end))
            }
        })
    }
}

fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
