//! What may stand in a setting.

use ::pinpoint::plugin::Dialect;
use url::Url;

use super::{InvalidPluginSettings, wrong};

/// Headers that say something else, to us or to what stands before us.
const TAKEN: [&str; 4] = ["x-forwarded", "x-real-ip", "x-request-id", "x-http-method"];
/// What is said of the action already.
const ACTION: [&str; 5] = ["key", "label", "iconSvgBase64", "metaEndpoint", "mappings"];

/// What is wrong with how this Pinpoint speaks, if anything is.
pub(super) fn dialect(dialect: &Dialect) -> Result<(), InvalidPluginSettings> {
    if !is_prefix(&dialect.endpoint_prefix) {
        let why = "must be empty, a plain path such as /pinpoint, or an https address, without / at its end";
        return Err(wrong("dialect.endpoint_prefix", why));
    }
    if !dialect.code_header.is_empty() && !is_header(&dialect.code_header) {
        let why = "must be empty, or begin with X-, have letters, digits and hyphens only, and be no header that is in use";
        return Err(wrong("dialect.code_header", why));
    }
    if dialect.code_header.is_empty() && !dialect.code_in_body {
        return Err(wrong(
            "dialect.code_in_body",
            "must be true without a code_header",
        ));
    }
    if let Some(key) = ACTION
        .iter()
        .find(|key| dialect.action_extra.contains_key(**key))
    {
        return Err(wrong(
            "dialect.action_extra",
            &format!("{key} is said already"),
        ));
    }
    let is_name = |name: &String| name.split('.').all(|part| !part.trim().is_empty());
    let of_files = [
        &dialect.file_address,
        &dialect.file_name,
        &dialect.file_content,
        &dialect.file_type,
    ];
    if !of_files.into_iter().flatten().all(is_name) {
        return Err(wrong("dialect.file_address and others", "a name is empty"));
    }
    if !dialect.application_id_names.iter().all(is_name) {
        return Err(wrong("dialect.application_id_names", "a name is empty"));
    }
    let names = [
        &dialect.list_declaration,
        &dialect.list_key,
        &dialect.list_endpoint,
        &dialect.list_options,
        &dialect.list_label,
        &dialect.list_value,
        &dialect.callout_intent,
        &dialect.version,
        &dialect.action_version,
        &dialect.result_version,
    ];
    if names.into_iter().any(|name| name.trim().is_empty()) {
        return Err(wrong("dialect", "a name or version is empty"));
    }
    Ok(())
}

/// Empty, or plain segments with `/` before each.
pub(in crate::pinpoint::plugin) fn is_path(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let is_segment = |segment: &str| !segment.is_empty() && segment.bytes().all(is_plain);
    path.is_empty()
        || path
            .strip_prefix('/')
            .is_some_and(|path| path.split('/').all(is_segment))
}

fn is_prefix(prefix: &str) -> bool {
    let url = Url::parse(prefix).ok();
    let is_address = url.is_some_and(|url| {
        let is_plain =
            url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        is_plain && (url.scheme() == "https" || is_local(&url)) && !prefix.ends_with('/')
    });
    is_path(prefix) || is_address
}

fn is_header(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_taken = TAKEN.iter().any(|taken| name.starts_with(taken));
    name.len() > 2 && name.starts_with("x-") && name.bytes().all(is_plain) && !is_taken
}

fn is_local(url: &Url) -> bool {
    let is_loopback = matches!(url.host(), Some(url::Host::Ipv4(address)) if address.is_loopback());
    url.scheme() == "http" && is_loopback
}

pub(super) fn is_host(pattern: &str) -> bool {
    let host = pattern.strip_prefix("*.").unwrap_or(pattern);
    let is_plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
    host.contains('.') && !host.starts_with('.') && host.bytes().all(is_plain)
}

pub(super) fn is_on_this_machine(origin: &str) -> bool {
    let url = Url::parse(origin).ok();
    url.is_some_and(|url| is_local(&url) && url.path() == "/")
}
