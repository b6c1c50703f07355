//! The file of `OIDC_CONFIG_FILE`: which providers people may sign in with, and what follows from what a provider says
//! about somebody. Read once at the start; what is wrong is said with its place.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use handoff::interface::Role;
use secrecy::SecretString;
use serde::Deserialize;
use url::{Host, Url};

/// Longest id and label.
const LONGEST: usize = 60;
/// An address below which there is something else.
const RESERVED: &str = "callback";

/// Where everybody can have an account, and what tells those of a company.
const GOOGLE: &str = "https://accounts.google.com";
const HOSTED_BY: &str = "hd";

/// Where in the file something is wrong, and what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {why}")]
pub struct InvalidProviders {
    place: String,
    why: String,
}

/// A provider that people may sign in with.
#[derive(Clone, Debug)]
pub struct ProviderSettings {
    /// In our addresses, for example `acme`.
    pub(crate) id: String,
    /// After “Sign in with”.
    pub(crate) label: String,
    /// Exactly as the provider writes it in its tokens.
    pub(crate) issuer: String,
    /// What the provider calls this application.
    pub(crate) client_id: String,
    /// What proves that it is this application; a public client has none.
    pub(crate) client_secret: Option<SecretString>,
    /// What is asked for besides `openid`, `email` and `profile`.
    pub(crate) scopes: Vec<String>,
    /// Whether every address that the provider names is the person's, although the provider does not say so.
    pub(crate) emails_are_verified: bool,
    /// Whose users they become.
    pub(crate) accounts: Accounts,
    /// What they may do.
    pub(crate) roles: Roles,
}

/// How the account of somebody follows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Accounts {
    /// Everybody of the provider is of this account.
    All(String),
    /// By what stands after the `@`, when the provider has verified the address.
    ByEmailDomain(BTreeMap<String, String>),
    /// By what a claim says.
    ByClaim {
        /// Its name; one that begins with `/` is a JSON pointer.
        claim: String,
        /// What it says, and the account.
        values: BTreeMap<String, String>,
    },
}

/// How the role of somebody follows. Of several that fit the one that may most counts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Roles {
    /// A claim that is a text or a list of texts; one that begins with `/` is a JSON pointer.
    #[serde(default)]
    pub(crate) claim: Option<String>,
    /// What it says, and what follows.
    #[serde(default)]
    pub(crate) values: BTreeMap<String, Grant>,
    /// For everybody else; without it they may not come in.
    #[serde(default)]
    pub(crate) default: Option<Grant>,
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grant {
    pub(crate) role: Role,
    /// Whether fields for admins only may be seen.
    #[serde(default)]
    pub(crate) sees_admin_fields: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    providers: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    label: String,
    issuer: String,
    client_id: String,
    #[serde(default)]
    client_secret_file: Option<PathBuf>,
    #[serde(default)]
    scopes: Vec<String>,
    #[serde(default)]
    emails_are_verified: bool,
    account: Accounts,
    roles: Roles,
}

impl ProviderSettings {
    /// Reads the file, and the files of secrets that it names.
    pub fn read_file(file: &Path) -> Result<Vec<Self>, InvalidProviders> {
        let text = std::fs::read_to_string(file).map_err(|error| InvalidProviders {
            place: file.display().to_string(),
            why: format!("cannot be read: {}", error.kind()),
        })?;
        Self::read(&text).map_err(|error| InvalidProviders {
            place: format!("{}: {}", file.display(), error.place),
            why: error.why,
        })
    }

    /// Reads the text of such a file.
    pub fn read(text: &str) -> Result<Vec<Self>, InvalidProviders> {
        let file: File = serde_json::from_str(text).map_err(|error| InvalidProviders {
            place: format!("line {}", error.line()),
            why: error.to_string(),
        })?;
        if file.providers.is_empty() {
            return Err(InvalidProviders {
                place: "providers".to_owned(),
                why: "there is none; name one, or take the file away".to_owned(),
            });
        }
        let mut known = BTreeSet::new();
        let mut providers = Vec::new();
        for (index, written) in file.providers.into_iter().enumerate() {
            let wrong = |field: &str, why: String| InvalidProviders {
                place: format!("providers[{index}].{field}"),
                why,
            };
            let provider = checked(written).map_err(|(field, why)| wrong(field, why))?;
            if !known.insert(format!("id {}", provider.id)) {
                return Err(wrong("id", "another provider has it".to_owned()));
            }
            if !known.insert(format!("issuer {}", provider.issuer)) {
                return Err(wrong("issuer", "another provider has it".to_owned()));
            }
            providers.push(provider);
        }
        Ok(providers)
    }

    /// Whether somebody can become an admin here.
    pub fn makes_admins(&self) -> bool {
        let Roles {
            values, default, ..
        } = &self.roles;
        let mut grants = values.values().chain(default);
        grants.any(|grant| grant.role.may_administer())
    }

    /// The accounts that people can come into.
    pub fn accounts(&self) -> Vec<&str> {
        match &self.accounts {
            Accounts::All(account) => vec![account],
            Accounts::ByEmailDomain(values) | Accounts::ByClaim { values, .. } => {
                values.values().map(String::as_str).collect()
            }
        }
    }

    /// The id in our addresses.
    pub fn id(&self) -> &str {
        &self.id
    }
}

type Wrong = (&'static str, String);

fn checked(written: Written) -> Result<ProviderSettings, Wrong> {
    let says = |field, why: &str| Err((field, why.to_owned()));
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let Written { id, label, .. } = &written;
    if !(1..=LONGEST).contains(&id.len()) || !id.bytes().all(is_plain) || id == RESERVED {
        return says(
            "id",
            "must be made of lower-case letters, digits and hyphens, and not be “callback”",
        );
    }
    let length = label.trim().chars().count();
    if !(1..=LONGEST).contains(&length) || label.chars().any(char::is_control) {
        return says(
            "label",
            "must be a name of at most 60 characters, for the button “Sign in with …”",
        );
    }
    if !is_issuer(&written.issuer) {
        return says(
            "issuer",
            "must be an https address without a query, as the provider writes it; http:// on this machine only",
        );
    }
    if written.client_id.trim().is_empty() {
        return says(
            "client_id",
            "must be what the provider calls this application",
        );
    }
    let is_scope =
        |scope: &String| !scope.is_empty() && scope.bytes().all(|b| b.is_ascii_graphic());
    if !written.scopes.iter().all(is_scope) {
        return says("scopes", "must be words without spaces");
    }
    check_accounts(&written)?;
    check_roles(&written.roles)?;
    let client_secret = written.client_secret_file.as_deref().map(secret_of);
    Ok(ProviderSettings {
        id: written.id,
        label: written.label.trim().to_owned(),
        issuer: written.issuer,
        client_id: written.client_id.trim().to_owned(),
        client_secret: client_secret.transpose()?,
        scopes: written.scopes,
        emails_are_verified: written.emails_are_verified,
        accounts: written.account,
        roles: written.roles,
    })
}

fn check_accounts(written: &Written) -> Result<(), Wrong> {
    let wrong = |why: String| Err(("account", why));
    let is_hosted =
        matches!(&written.account, Accounts::ByClaim { claim, .. } if claim == HOSTED_BY);
    if written.issuer == GOOGLE && !is_hosted {
        return wrong(format!(
            "Google vouches for everybody who has an account there, also for an address of a company that they have left: use \
             by_claim with the claim {HOSTED_BY}, which only accounts of the company have"
        ));
    }
    match &written.account {
        Accounts::All(_) => Ok(()),
        Accounts::ByEmailDomain(_) if written.emails_are_verified => wrong(
            "by_email_domain takes only addresses that the provider says are verified, so emails_are_verified must go"
                .to_owned(),
        ),
        Accounts::ByEmailDomain(values) => {
            let is_domain = |domain: &&String| {
                let inner = domain.trim_matches('.');
                inner == domain.as_str()
                    && inner.contains('.')
                    && !domain.contains('@')
                    && domain.to_lowercase() == **domain
            };
            match values.keys().find(|domain| !is_domain(domain)) {
                Some(domain) => wrong(format!("{domain} is no domain like acme.example")),
                None if values.is_empty() => wrong("by_email_domain names no domain".to_owned()),
                None => Ok(()),
            }
        }
        Accounts::ByClaim { claim, values } if claim.is_empty() || values.is_empty() => {
            wrong("by_claim needs a claim and at least one of its values".to_owned())
        }
        Accounts::ByClaim { .. } => Ok(()),
    }
}

fn check_roles(roles: &Roles) -> Result<(), Wrong> {
    let wrong = |why: &str| Err(("roles", why.to_owned()));
    let has_claim = roles.claim.as_ref().is_some_and(|claim| !claim.is_empty());
    match (has_claim, roles.values.is_empty(), roles.default) {
        (true, true, _) => wrong("claim needs at least one of its values"),
        (false, false, _) => wrong("values need the claim whose values they are"),
        (false, true, None) => {
            wrong("nobody could come in: name a claim with values, or a default")
        }
        _ => Ok(()),
    }
}

fn is_issuer(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        is_safe(&url)
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
    })
}

/// Whether nobody on the way can read along: https, or this machine.
fn is_safe(url: &Url) -> bool {
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" => url.host().is_some(),
        "http" => is_local,
        _ => false,
    }
}

/// The same for an address that this issuer names: one far away has nothing to ask of what listens on this machine.
pub(crate) fn is_as_safe_as(url: &Url, issuer: &str) -> bool {
    is_safe(url) && (url.scheme() == "https" || issuer.starts_with("http:"))
}

fn secret_of(file: &Path) -> Result<SecretString, Wrong> {
    let field = "client_secret_file";
    let text = std::fs::read_to_string(file).map_err(|error| {
        (
            field,
            format!("{} cannot be read: {}", file.display(), error.kind()),
        )
    })?;
    match text.trim() {
        "" => Err((field, format!("{} is empty", file.display()))),
        secret => Ok(SecretString::from(secret.to_owned())),
    }
}
