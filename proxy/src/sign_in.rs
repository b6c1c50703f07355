//! Signing in with a passphrase, and choosing one.
//!
//! Whoever is unknown, has no passphrase yet, or types a wrong one gets one and the same answer after the same time; and
//! nobody can guess for long, neither about one person nor from one place.

use std::net::IpAddr;
use std::time::Duration;

use axum::http::StatusCode;
use handoff::FieldId;
use handoff::FieldProblem;
use secrecy::{ExposeSecret as _, SecretString};

use crate::app::App;
use crate::ledger::{Limit, OPERATOR, PROXY, Tried, UserRecord};
use crate::metrics;
use crate::passphrase::{self, NotHashed};
use crate::problem::ApiError;

/// Tries about one e-mail address in a quarter of an hour.
const ABOUT_ONE: u64 = 10;
/// Tries from one place: many people may be behind it.
const FROM_ONE_PLACE: u64 = 100;
/// Ways to a provider begun from one place: a whole office begins its day.
const TO_PROVIDERS: u64 = 1000;
/// Longest e-mail address (RFC 5321), and longest name that is kept.
const LONGEST_TEXT: usize = 254;

/// The user with this address and passphrase.
pub(crate) async fn known(
    app: &App,
    email: &str,
    passphrase: SecretString,
    from: Option<IpAddr>,
) -> Result<UserRecord, ApiError> {
    passphrases_are_taken(app)?;
    let about = Tried::user(email);
    not_too_often(app, &about, from).await?;
    let user = app.ledger().user_of(email).await?;
    let hash = user.as_ref().and_then(|user| user.passphrase.clone());
    let is_right = app.passphrases().is_right(passphrase, hash).await?;
    match user.filter(|_| is_right) {
        Some(user) => {
            app.ledger().forget_tries(&about).await?;
            Ok(user)
        }
        None => {
            tracing::warn!("somebody could not sign in");
            metrics::sign_in_refused();
            Err(wrong())
        }
    }
}

async fn not_too_often(app: &App, about: &Tried, from: Option<IpAddr>) -> Result<(), ApiError> {
    let mut limits = vec![Limit {
        about: about.clone(),
        most: ABOUT_ONE,
    }];
    limits.extend(of_place(from));
    within(app, limits).await
}

/// The same for whoever does not say who they are.
pub(crate) async fn not_too_often_to_a_provider(
    app: &App,
    from: Option<IpAddr>,
) -> Result<(), ApiError> {
    let limit = place(from).map(|place| Limit {
        about: Tried::to_a_provider(place),
        most: TO_PROVIDERS,
    });
    within(app, limit.into_iter().collect()).await
}

fn of_place(from: Option<IpAddr>) -> Option<Limit> {
    place(from).map(|place| Limit {
        about: Tried::from(place),
        most: FROM_ONE_PLACE,
    })
}

/// Something on this machine passes on what others ask: it is no place of theirs.
fn place(from: Option<IpAddr>) -> Option<IpAddr> {
    let from = from.filter(|from| !from.to_canonical().is_loopback());
    from.map(network_of)
}

async fn within(app: &App, limits: Vec<Limit>) -> Result<(), ApiError> {
    match app.ledger().count_try(limits).await? {
        None => Ok(()),
        Some(wait) => {
            tracing::warn!("somebody tries too often to sign in");
            metrics::sign_in_refused();
            Err(too_often(wait))
        }
    }
}

/// Whoever has an IPv6 address has the 2⁶⁴ around it too.
pub(crate) fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => {
            let bits = address.to_bits() & !u128::from(u64::MAX);
            std::net::Ipv6Addr::from_bits(bits).into()
        }
    }
}

/// The hash of a passphrase that somebody chooses, at this field of the form.
pub(crate) async fn chosen(
    app: &App,
    field: &str,
    passphrase: SecretString,
    known: &[&str],
) -> Result<String, ApiError> {
    passphrases_are_taken(app)?;
    if let Some(weakness) = passphrase::weakness(passphrase.expose_secret(), known) {
        return Err(wrong_at(field, &weakness));
    }
    Ok(app.passphrases().hash(passphrase).await?)
}

/// A name and an address that a user can have, trimmed; the problems at their fields else.
pub(crate) fn named<'a>(name: &'a str, email: &'a str) -> Result<(&'a str, &'a str), ApiError> {
    let (name, email) = (name.trim(), email.trim());
    let mut problems = Vec::new();
    let is_ours = [PROXY, OPERATOR]
        .iter()
        .any(|ours| name.eq_ignore_ascii_case(ours));
    if is_ours || is_name_of_a_system(name) {
        problems.push(problem_at(
            "name",
            "The record calls the program itself so. Take another name.",
        ));
    }
    if name.is_empty()
        || name.chars().count() > LONGEST_TEXT
        || name
            .chars()
            .any(|letter| letter.is_control() || is_unseen(letter))
    {
        problems.push(problem_at("name", "Enter first and last name."));
    }
    if !is_address(email) {
        problems.push(problem_at(
            "email",
            "Enter an e-mail address, like ann@example.com.",
        ));
    }
    match problems.is_empty() {
        true => Ok((name, email)),
        false => Err(ApiError::invalid_settings(problems)),
    }
}

/// Whether the record would take this for a server, or for somebody who came in by one.
fn is_name_of_a_system(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains(" via ") || name.ends_with("(server)")
}

/// Letters that show nothing, or turn the order of others around. Two of them belong into names of some languages.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Something before the last `@` and something with a dot after it, without spaces: whether mail arrives there only mail
/// can tell.
fn is_address(text: &str) -> bool {
    let is_plain = |letter: char| !letter.is_whitespace() && !letter.is_control();
    text.len() <= LONGEST_TEXT
        && text.chars().all(is_plain)
        && text.rsplit_once('@').is_some_and(|(person, host)| {
            let inner = host.trim_matches('.');
            !person.is_empty() && inner.contains('.') && inner == host
        })
}

/// What is wrong with one field of a form for people.
pub(crate) fn wrong_at(field: &str, message: &str) -> ApiError {
    ApiError::invalid_settings(vec![problem_at(field, message)])
}

fn problem_at(field: &str, message: &str) -> FieldProblem {
    FieldProblem {
        field: FieldId::new(field),
        message: message.to_owned(),
    }
}

/// Where a company has everybody sign in with its provider there is no other way in.
pub(crate) fn passphrases_are_taken(app: &App) -> Result<(), ApiError> {
    if app.ways().passphrases() {
        return Ok(());
    }
    let detail = "Passphrases are switched off here: everybody signs in with the provider of the company, which also says who \
                  may do what.";
    let (status, title) = (StatusCode::FORBIDDEN, "No passphrases here");
    Err(ApiError::new(status, "no-passphrases", title, detail))
}

/// What a provider has the say about cannot be changed here: the next sign-in would undo it.
pub(crate) fn not_from_a_provider(app: &App, user: &UserRecord) -> Result<(), ApiError> {
    let Some(label) = app.ways().label(user.issuer.as_deref()) else {
        return Ok(());
    };
    let detail = format!(
        "{} signs in with {label}, which says what {} may do and needs no passphrase here. Change it there: it holds from \
         the next sign-in on.",
        user.name, user.name
    );
    let (status, title) = (StatusCode::CONFLICT, "Not to be changed here");
    Err(ApiError::new(status, "from-provider", title, detail))
}

pub(crate) fn wrong() -> ApiError {
    let detail = "The e-mail address or the passphrase is not right. Try again; if you have lost the passphrase, ask an \
                  admin for a new link.";
    let title = "That did not work";
    ApiError::new(StatusCode::UNAUTHORIZED, "wrong-sign-in", title, detail)
}

fn too_often(wait: Duration) -> ApiError {
    let minutes = wait.as_secs() / 60 + 1;
    let minutes = match minutes {
        1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    let detail = format!(
        "There were too many tries to sign in, so nothing was checked. Try again in {minutes}; an admin can give you a new \
         link at once."
    );
    ApiError::too_many("Too many tries", detail, wait)
}

impl From<NotHashed> for ApiError {
    fn from(error: NotHashed) -> Self {
        Self::internal(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_somebody_and_a_host_and_no_spaces() {
        for good in [
            "ann@acme.example",
            "ann.lee+ats@mail.acme.co.uk",
            "ann@\u{fc}ber.example",
        ] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "ann",
            "ann@",
            "@acme.example",
            "ann@acme",
            "ann lee@acme.example",
            "ann@acme.",
            "a@.b",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
        assert!(!is_address(&format!(
            "{}@acme.example",
            "a".repeat(LONGEST_TEXT)
        )));
    }

    #[test]
    fn nobody_is_called_what_the_record_calls_somebody_else() {
        let is_name = |name: &str| named(name, "ann@acme.example").is_ok();
        for good in [
            "Ann Lee",
            "Olivia Smith",
            "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}",
        ] {
            assert!(is_name(good), "{good}");
        }
        for bad in [
            "proxy",
            "Operator",
            "Acme ATS (server)",
            "Ann Lee via Acme ATS",
            "Ann\u{200b} Lee",
            "Ann \u{202e}eeL",
            "Ann\nLee",
            "",
        ] {
            assert!(!is_name(bad), "{bad:?}");
        }
    }

    #[test]
    fn an_address_counts_with_what_its_owner_has_around_it() {
        let network = |text: &str| network_of(text.parse().unwrap()).to_string();
        assert_eq!(network("203.0.113.7"), "203.0.113.7");
        assert_eq!(network("::ffff:203.0.113.7"), "203.0.113.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }
}
