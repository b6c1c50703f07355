//! A page of this application that somebody goes on with: a path of ours, whatever was asked for.

use url::Url;

/// Longest path: ours are far shorter.
const LONGEST: usize = 512;

/// The path of a page, without query and fragment; `None` for what leads elsewhere, or could be read so.
pub(crate) fn checked(asked: &str) -> Option<String> {
    let is_plain = asked
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if asked.len() > LONGEST || !is_plain || !asked.starts_with('/') {
        return None;
    }
    let here = Url::parse("http://here.invalid/").ok()?;
    let there = here.join(asked).ok()?;
    let path = there.path();
    let is_ours = there.origin() == here.origin()
        && !path.starts_with("//")
        && path != "/api"
        && !path.starts_with("/api/");
    is_ours.then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_ours_is_gone_on_with() {
        let page = |asked: &str| checked(asked).unwrap_or_default();
        assert_eq!(page("/"), "/");
        assert_eq!(page("/candidates/cand_1/send"), "/candidates/cand_1/send");
        assert_eq!(page("/candidates?search=ann#x"), "/candidates");
        for elsewhere in [
            "",
            "candidates",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "/.//evil.example",
            "/..//evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/ /evil.example",
            "/api/session/oidc/callback",
            "/x/../api/reports",
            "/\u{fc}",
            &format!("/{}", "a".repeat(LONGEST)),
        ] {
            assert_eq!(checked(elsewhere), None, "{elsewhere}");
        }
    }
}
