//! Reading a request's body to its end, within a limit that depends on what is asked for. What stands in it
//! is read elsewhere.

use axum::body::{Body, HttpBody as _};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;

use crate::company::LARGEST_FILE;

/// For everything that is no upload.
const LARGEST_BODY: usize = 1 << 20;

/// What a form may hold besides the file.
const ROOM_FOR_THE_FORM: usize = 64 * 1024;

/// How much of a body that is too large is still read, so that the client is ready to hear the answer.
const LARGEST_IGNORED: usize = 4 * LARGEST_FILE;

/// The body was larger than allowed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// The most a body for this endpoint may hold. A photo may come as Base64, which is a third longer.
pub(super) fn largest_body(endpoint: &str) -> usize {
    match endpoint.rsplit('/').next() {
        Some("files") => LARGEST_FILE + ROOM_FOR_THE_FORM,
        Some("photo") => LARGEST_FILE.div_ceil(3) * 4 + ROOM_FOR_THE_FORM,
        _ => LARGEST_BODY,
    }
}

/// The whole body. One that breaks off counts as too large: there is nobody left to answer.
pub(super) async fn read(mut body: Body, limit: usize) -> Result<Bytes, TooLarge> {
    let announced = body.size_hint().exact().unwrap_or_default();
    let announced = usize::try_from(announced).unwrap_or(limit);
    let mut read = BytesMut::with_capacity(announced.min(limit));
    let mut ignored = 0;
    while let Some(frame) = body.frame().await {
        let data = frame.map_err(|_| TooLarge)?.into_data().unwrap_or_default();
        if ignored == 0 && read.len() + data.len() <= limit {
            read.extend_from_slice(&data);
            continue;
        }
        read = BytesMut::new();
        ignored += data.len();
        if ignored > LARGEST_IGNORED {
            break;
        }
    }
    if ignored > 0 {
        Err(TooLarge)
    } else {
        Ok(read.freeze())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_is_read_up_to_its_limit() {
        for (length, limit, is_read) in [(0, 0, true), (3, 3, true), (4, 3, false), (9, 3, false)] {
            let read = read(Body::from(vec![7; length]), limit).await;
            let expected = if is_read {
                Ok(Bytes::from(vec![7; length]))
            } else {
                Err(TooLarge)
            };
            assert_eq!(read, expected, "{length} of {limit}");
        }
    }

    #[test]
    fn uploads_may_be_larger_than_other_requests() {
        assert!(largest_body("/employees/118/files") > LARGEST_FILE);
        assert!(largest_body("/employees/118/photo") > LARGEST_FILE / 3 * 4);
        assert!(largest_body("/employees/118/files/view") < LARGEST_FILE);
        assert!(largest_body("/employees") < LARGEST_FILE);
    }
}
