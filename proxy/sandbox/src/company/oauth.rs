//! OAuth as far as the sandbox goes: one app, which any user of the company lets in at once. Codes are
//! good for one use, access tokens for the time in the settings, refresh tokens until they are replaced.
//! Texts of tokens follow from the seed; they protect nothing.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::dice::mix;
use super::{Caller, Company, Moment};

mod redirect_target;
#[cfg(test)]
mod tests;

/// The id of the sandbox's one app.
pub const OAUTH_CLIENT_ID: &str = "sandbox-app";

/// The secret of the sandbox's one app.
pub const OAUTH_CLIENT_SECRET: &str = "sandbox-app-secret";

/// The user who lets the app in when the request names none.
const USUAL_USER: &str = "admin";
const CODE_SECONDS: i64 = 60;
/// The scope without which there is no refresh token.
const OFFLINE: &str = "offline_access";

/// Everything that was granted and is still good.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct OAuth {
    issued: u64,
    codes: BTreeMap<String, Code>,
    access: BTreeMap<String, Access>,
    refresh: BTreeMap<String, Grant>,
}

impl OAuth {
    /// How many codes and tokens there were so far.
    pub(super) fn issued(&self) -> u64 {
        self.issued
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Grant {
    user: String,
    scope: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Code {
    grant: Grant,
    redirect_uri: String,
    expires: Timestamp,
}

#[derive(Debug, Serialize, Deserialize)]
struct Access {
    user: String,
    expires: Timestamp,
}

/// What a browser asks for on `authorize.php`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AuthorizationRequest<'a> {
    pub(crate) client_id: &'a str,
    pub(crate) response_type: &'a str,
    pub(crate) redirect_uri: &'a str,
    pub(crate) scope: &'a str,
    /// The name of a key; empty for the administrator.
    pub(crate) user: &'a str,
}

/// What an app asks for on `token.php`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TokenRequest {
    pub(crate) grant_type: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) code: String,
    pub(crate) redirect_uri: String,
    pub(crate) refresh_token: String,
}

/// The answer of `token.php`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tokens {
    /// What to send as `Authorization: Bearer …`.
    pub access_token: String,
    /// What to get the next access token with. Missing without the scope `offline_access`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Always `Bearer`.
    pub token_type: String,
    /// In seconds.
    pub expires_in: u64,
    /// As it was asked for.
    pub scope: String,
}

/// Why there is no token, in the words of RFC 6749.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TokenRefusal {
    pub(crate) status: u16,
    pub(crate) error: &'static str,
    pub(crate) description: &'static str,
}

const fn refused(status: u16, error: &'static str, description: &'static str) -> TokenRefusal {
    TokenRefusal {
        status,
        error,
        description,
    }
}

impl Company {
    /// A code for the app, to be sent to the redirect URI. An error is a sentence for a person: nothing
    /// is sent to an address that is not checked.
    pub(crate) fn grant_code(
        &mut self,
        request: AuthorizationRequest<'_>,
        moment: Moment,
    ) -> Result<String, &'static str> {
        if request.client_id != OAUTH_CLIENT_ID {
            return Err("There is no app with this client_id. The sandbox's is sandbox-app.");
        }
        if request.response_type != "code" {
            return Err("response_type must be code.");
        }
        if !redirect_target::leads_here(request.redirect_uri) {
            return Err(
                "redirect_uri must be an address of this computer, such as http://127.0.0.1:8000/callback.",
            );
        }
        let user = if request.user.is_empty() {
            USUAL_USER
        } else {
            request.user
        };
        if self.keys.caller_named(user).is_none() {
            return Err("There is no user of this name.");
        }
        let code = self.new_secret("code");
        let granted = Code {
            grant: Grant {
                user: user.to_owned(),
                scope: request.scope.to_owned(),
            },
            redirect_uri: request.redirect_uri.to_owned(),
            expires: later(moment.now, CODE_SECONDS),
        };
        self.oauth.codes.retain(|_, code| code.expires > moment.now);
        self.oauth.codes.insert(code.clone(), granted);
        Ok(code)
    }

    /// Tokens for a code or a refresh token.
    pub(crate) fn exchange(
        &mut self,
        request: &TokenRequest,
        moment: Moment,
    ) -> Result<Tokens, TokenRefusal> {
        if request.client_id != OAUTH_CLIENT_ID || request.client_secret != OAUTH_CLIENT_SECRET {
            return Err(refused(
                401,
                "invalid_client",
                "Unknown app or wrong secret",
            ));
        }
        match request.grant_type.as_str() {
            "authorization_code" => {
                let code = self.oauth.codes.remove(&request.code);
                let code = code.filter(|code| {
                    moment.now < code.expires && code.redirect_uri == request.redirect_uri
                });
                let code = code.ok_or(refused(400, "invalid_grant", "The code is not valid"))?;
                self.issue(code.grant, None, moment)
            }
            "refresh_token" => {
                let grant = self.oauth.refresh.get(&request.refresh_token).cloned();
                let grant = grant.ok_or(refused(
                    400,
                    "invalid_grant",
                    "The refresh token is not valid",
                ))?;
                let mut token = Some(request.refresh_token.clone());
                if self.settings.refresh_tokens_rotate {
                    self.oauth.refresh.remove(&request.refresh_token);
                    token = None;
                }
                self.issue(grant, token, moment)
            }
            _ => Err(refused(
                400,
                "unsupported_grant_type",
                "grant_type must be authorization_code or refresh_token",
            )),
        }
    }

    /// Tokens without asking anybody, with a refresh token. `None` when there is no such user.
    pub(crate) fn issue_tokens(&mut self, user: &str, moment: Moment) -> Option<Tokens> {
        let grant = Grant {
            user: user.to_owned(),
            scope: OFFLINE.to_owned(),
        };
        self.issue(grant, None, moment).ok()
    }

    /// Ends all access tokens, as time would; refresh tokens stay good.
    pub(crate) fn expire_tokens(&mut self) {
        self.oauth.access.clear();
    }

    /// The user whom an access token speaks for.
    pub(crate) fn caller_with_token(&self, token: &str, now: Timestamp) -> Option<Caller> {
        let access = self.oauth.access.get(token)?;
        if now >= access.expires {
            return None;
        }
        self.keys.caller_named(&access.user)
    }

    /// A disabled user gets no tokens. With `refresh_token` that one stays good.
    fn issue(
        &mut self,
        grant: Grant,
        refresh_token: Option<String>,
        moment: Moment,
    ) -> Result<Tokens, TokenRefusal> {
        if self.keys.caller_named(&grant.user).is_none() {
            return Err(refused(400, "invalid_grant", "The user is disabled"));
        }
        let access_token = self.new_secret("access");
        let seconds = self.settings.access_token_seconds;
        let access = Access {
            user: grant.user.clone(),
            expires: later(moment.now, i64::try_from(seconds).unwrap_or(i64::MAX)),
        };
        self.oauth.access.retain(|_, old| moment.now < old.expires);
        self.oauth.access.insert(access_token.clone(), access);
        let is_offline = grant.scope.split([' ', '+']).any(|one| one == OFFLINE);
        let scope = grant.scope.clone();
        let refresh_token = match refresh_token {
            None if is_offline => {
                let token = self.new_secret("refresh");
                self.oauth.refresh.insert(token.clone(), grant);
                Some(token)
            }
            kept => kept,
        };
        Ok(Tokens {
            access_token,
            refresh_token,
            token_type: "Bearer".to_owned(),
            expires_in: seconds,
            scope,
        })
    }

    fn new_secret(&mut self, kind: &str) -> String {
        self.oauth.issued = self.oauth.issued.saturating_add(1);
        let (seed, issued) = (self.origin.seed, self.oauth.issued);
        format!("sandbox-{kind}-{:016x}", mix(seed, issued))
    }
}

fn later(now: Timestamp, seconds: i64) -> Timestamp {
    now.saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(Timestamp::MAX)
}
