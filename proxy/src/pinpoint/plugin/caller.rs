//! Whose call it is. Pinpoint proves nothing about its calls, so the plugin has a configuration field for a server key of
//! ours, the connection code: it names the account, is held as a hash, and is replaced and removed like any other.

use ::pinpoint::plugin::{Call, is_template};
use std::net::IpAddr;

use axum::http::{HeaderMap, StatusCode};
use handoff::interface::Scope;
use handoff::read_subdomain;
use secrecy::ExposeSecret as _;

use super::Plugin;
use super::settings::Network;
use crate::app::App;
use crate::ats::{self, AtsServer};
use crate::problem::ApiError;

/// The configuration field that holds the key.
pub(super) const CODE: &str = "connectionCode";
/// The kind of the problem of whoever shows no code that works.
pub(super) const NOT_CONNECTED: &str = "not-connected";
/// The configuration field that holds the company.
pub(super) const COMPANY: &str = "companyDomain";

/// Refuses a call from a network that is none of Pinpoint's, where the operator has said which those are.
pub(super) fn from_pinpoint(callers: &[Network], from: Option<IpAddr>) -> Result<(), ApiError> {
    let from = from.map(|from| from.to_canonical());
    let is_there = |Network(network): &Network| from.is_some_and(|from| network.contains(&from));
    if callers.is_empty() || callers.iter().any(is_there) {
        return Ok(());
    }
    tracing::warn!("a call of the plugin came from another network");
    Err(refused(
        "This call is not from Pinpoint",
        "It came from a network that is not among the callers in the plugin’s settings. Ask an admin to compare them with \
         Pinpoint’s. Nothing was sent.",
    ))
}

/// The server whose key stands in the header; `None` when no key stands there, and one may stand in the body.
pub(super) async fn by_header(
    plugin: &Plugin,
    headers: &HeaderMap,
) -> Result<Option<AtsServer>, ApiError> {
    let name = plugin.settings.code_header();
    let code = name.and_then(|name| headers.get(name)?.to_str().ok());
    let code = code
        .map(str::trim)
        .filter(|code| !code.is_empty() && !is_template(code));
    match code {
        Some(code) => server(&plugin.app, code).await.map(Some),
        None if !plugin.settings.dialect.code_in_body => Err(no_code()),
        None => Ok(None),
    }
}

/// The server whose key stands in the body.
pub(super) async fn by_body(plugin: &Plugin, call: &Call) -> Result<AtsServer, ApiError> {
    let code = call.configured(CODE).ok_or_else(no_code)?;
    server(&plugin.app, code.expose_secret()).await
}

/// Refuses a call that is meant for another company than this one, which is connected or was sent to: one code cannot send
/// into both, nor tell of both.
pub(super) fn same_company(call: &Call, company: &str) -> Result<(), ApiError> {
    let Some(named) = call.configured(COMPANY) else {
        return Ok(());
    };
    let named = read_subdomain(named.expose_secret());
    let is_same = named.is_ok_and(|named| named.eq_ignore_ascii_case(company));
    match is_same {
        true => Ok(()),
        false => Err(refused(
            "Another company is connected",
            "The company domain in the plugin’s configuration is not the one that hires go to here, so nothing was sent. Ask an \
             admin to correct one of the two.",
        )),
    }
}

async fn server(app: &App, code: &str) -> Result<AtsServer, ApiError> {
    let server = ats::with_key(app, Some(code), Scope::Pinpoint).await;
    server.map_err(|error| {
        if !error.is("unknown-key") && !error.is("key-not-allowed") {
            return error;
        }
        tracing::warn!("a call of the plugin was not let in");
        refused(
            "The connection code does not work",
            "It was removed, replaced, or is for something else. Ask an admin to make a key that may be sent to from Pinpoint, \
             in Settings → Embedding, and to enter it in the plugin’s configuration in Pinpoint. Nothing was sent.",
        )
    })
}

fn no_code() -> ApiError {
    refused(
        "The plugin is not connected yet",
        "Ask an admin to make a key that may be sent to from Pinpoint, in Settings → Embedding, and to enter it as the connection \
         code in the plugin’s configuration in Pinpoint. Nothing was sent.",
    )
}

fn refused(title: &str, detail: &str) -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, NOT_CONNECTED, title, detail)
}
