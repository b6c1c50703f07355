//! Who somebody is here, from what a provider says about them. Pure: no request, no ledger.

use std::collections::BTreeSet;

use handoff::interface::Role;
use serde_json::{Map, Value};

use super::refusal::Refusal;
use super::settings::{Accounts, Grant, ProviderSettings, Roles};
use crate::sign_in::named;

/// What was said and proven.
pub(crate) type Claims = Map<String, Value>;

/// A person as the provider and the configuration have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) account: String,
    pub(crate) subject: String,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) sees_admin_fields: bool,
}

impl ProviderSettings {
    /// Who has these claims. `email_verified` that says no is never overruled: the address decides whose candidates a
    /// recruiter sees.
    pub(crate) fn person(&self, claims: &Claims) -> Result<Person, Refusal> {
        let subject = text(claims, "sub").ok_or(Refusal::NotProven)?;
        let email = text(claims, "email").ok_or(Refusal::NoAddress)?;
        let name = name(claims, email).ok_or(Refusal::NoAddress)?;
        let is_verified = match claims.get("email_verified") {
            Some(says) => says.as_bool() == Some(true),
            None => self.emails_are_verified,
        };
        if !is_verified {
            return Err(Refusal::AddressNotVerified);
        }
        let account = self.accounts.of(claims, email).ok_or(Refusal::NoAccount)?;
        let grant = self.roles.of(claims).ok_or(Refusal::NoRole)?;
        Ok(Person {
            account: account.to_owned(),
            subject: subject.to_owned(),
            email: email.trim().to_owned(),
            name,
            role: grant.role,
            sees_admin_fields: grant.sees_admin_fields,
        })
    }
}

impl Accounts {
    fn of(&self, claims: &Claims, email: &str) -> Option<&str> {
        match self {
            Self::All(account) => Some(account),
            Self::ByEmailDomain(values) => {
                let (_, domain) = email.trim().rsplit_once('@')?;
                values.get(&domain.to_lowercase()).map(String::as_str)
            }
            // Two accounts at once are as good as none: nobody said which.
            Self::ByClaim { claim, values } => {
                let said = texts(claims, claim);
                let accounts = said.iter().filter_map(|said| values.get(*said));
                let accounts: BTreeSet<&String> = accounts.collect();
                let mut accounts = accounts.into_iter();
                let first = accounts.next()?;
                accounts.next().is_none().then_some(first.as_str())
            }
        }
    }
}

impl Roles {
    /// Of several roles the one that may most; fields for admins are seen when any of them says so.
    fn of(&self, claims: &Claims) -> Option<Grant> {
        let said = self.claim.as_deref().map(|claim| texts(claims, claim));
        let said = said.unwrap_or_default();
        let granted: Vec<Grant> = said
            .iter()
            .filter_map(|said| self.values.get(*said).copied())
            .collect();
        let most = Role::ALL
            .into_iter()
            .find(|role| granted.iter().any(|grant| grant.role == *role));
        most.map(|role| Grant {
            role,
            sees_admin_fields: granted.iter().any(|grant| grant.sees_admin_fields),
        })
        .or(self.default)
    }
}

/// The first of what may be a name that can be one here.
fn name(claims: &Claims, email: &str) -> Option<String> {
    let parts = [text(claims, "given_name"), text(claims, "family_name")];
    let joined = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let candidates = [text(claims, "name").unwrap_or_default(), &joined, email];
    let mut usable = candidates
        .into_iter()
        .filter_map(|name| named(name, email).ok());
    usable.next().map(|(name, _)| name.to_owned())
}

fn text<'a>(claims: &'a Claims, claim: &str) -> Option<&'a str> {
    let text = claims.get(claim)?.as_str()?;
    (!text.trim().is_empty()).then_some(text)
}

/// The texts of a claim, one or a list of them. A name that begins with `/` leads into what is nested.
fn texts<'a>(claims: &'a Claims, claim: &str) -> Vec<&'a str> {
    let found = match claim.strip_prefix('/') {
        None => claims.get(claim),
        Some(path) => {
            let (first, rest) = match path.split_once('/') {
                Some((first, rest)) => (first, format!("/{rest}")),
                None => (path, String::new()),
            };
            let first = first.replace("~1", "/").replace("~0", "~");
            claims.get(&first).and_then(|inner| inner.pointer(&rest))
        }
    };
    match found {
        Some(Value::String(text)) => vec![text.as_str()],
        Some(Value::Array(texts)) => texts.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn settings(account: &Value, roles: &Value) -> ProviderSettings {
        let file = json!({ "providers": [{
            "id": "acme", "label": "Acme", "issuer": "https://login.acme.example", "client_id": "hires",
            "account": account, "roles": roles,
        }] });
        let mut read = ProviderSettings::read(&file.to_string()).unwrap();
        read.remove(0)
    }

    fn by_groups() -> ProviderSettings {
        let values = json!({
            "hr": { "role": "recruiter" },
            "pay": { "role": "viewer", "sees_admin_fields": true },
            "it": { "role": "admin" },
        });
        settings(
            &json!({ "all": "local" }),
            &json!({ "claim": "groups", "values": values }),
        )
    }

    /// Ann with some claims more.
    fn ann(more: &Value) -> Claims {
        let mut claims = json!({ "sub": "1", "email": "ann@acme.example", "email_verified": true, "name": "Ann Lee" });
        let claims = claims.as_object_mut().unwrap();
        claims.extend(more.as_object().unwrap().clone());
        claims.clone()
    }

    #[test]
    fn of_several_roles_the_one_that_may_most_counts_and_without_one_nobody_comes_in() {
        let role = |groups: Value| {
            let person = by_groups().person(&ann(&json!({ "groups": groups })));
            person.map(|person| (person.role, person.sees_admin_fields))
        };
        assert_eq!(role(json!("hr")), Ok((Role::Recruiter, false)));
        assert_eq!(role(json!(["hr", "pay", 7])), Ok((Role::Recruiter, true)));
        assert_eq!(role(json!(["pay", "it"])), Ok((Role::Admin, true)));
        for none in [json!([]), json!(["HR"]), json!({ "hr": true }), Value::Null] {
            assert_eq!(role(none), Err(Refusal::NoRole));
        }
        let everybody = json!({ "default": { "role": "viewer" } });
        let settings = settings(&json!({ "all": "local" }), &everybody);
        let person = settings.person(&ann(&json!({}))).unwrap();
        assert_eq!(person.role, Role::Viewer);
    }

    #[test]
    fn a_claim_may_be_nested_and_a_name_with_slashes_is_a_name() {
        let role = |claim: &str, more: &Value| {
            let roles = json!({ "claim": claim, "values": { "hr": { "role": "recruiter" } } });
            settings(&json!({ "all": "local" }), &roles)
                .person(&ann(more))
                .is_ok()
        };
        let nested = json!({ "realm_access": { "roles": ["hr"] } });
        assert!(role("/realm_access/roles", &nested));
        assert!(!role("realm_access", &nested));
        let named = json!({ "https://acme.example/roles": ["hr"] });
        assert!(role("https://acme.example/roles", &named));
    }

    #[test]
    fn an_address_that_is_not_verified_is_nobodys() {
        let says = |says: Value| {
            by_groups().person(&ann(&json!({ "groups": "hr", "email_verified": says })))
        };
        assert!(says(json!(true)).is_ok());
        for no in [json!(false), json!("yes"), Value::Null] {
            assert_eq!(says(no), Err(Refusal::AddressNotVerified));
        }
        let silent = |settings: &ProviderSettings| {
            let mut claims = ann(&json!({ "groups": "hr" }));
            claims.remove("email_verified");
            settings.person(&claims)
        };
        assert_eq!(silent(&by_groups()), Err(Refusal::AddressNotVerified));
        let trusting = ProviderSettings {
            emails_are_verified: true,
            ..by_groups()
        };
        assert!(silent(&trusting).is_ok());
        let no = ann(&json!({ "groups": "hr", "email_verified": false }));
        assert_eq!(trusting.person(&no), Err(Refusal::AddressNotVerified));
    }

    #[test]
    fn the_account_follows_from_the_domain_or_from_a_claim_and_never_from_two() {
        let roles = json!({ "default": { "role": "viewer" } });
        let domains =
            json!({ "by_email_domain": { "acme.example": "acme", "other.example": "other" } });
        let by_domain = settings(&domains, &roles);
        let of = |email: &str| {
            let person = by_domain.person(&ann(&json!({ "email": email })));
            person.map(|person| person.account)
        };
        assert_eq!(of("ann@ACME.example"), Ok("acme".to_owned()));
        for stranger in ["ann@sub.acme.example", "ann@acme.example@evil.example"] {
            assert_eq!(of(stranger), Err(Refusal::NoAccount), "{stranger}");
        }
        let tenants = json!({ "by_claim": { "claim": "tid", "values": { "1": "acme", "2": "other", "3": "acme" } } });
        let by_claim = settings(&tenants, &roles);
        let of = |tid: Value| {
            let person = by_claim.person(&ann(&json!({ "tid": tid })));
            person.map(|person| person.account)
        };
        assert_eq!(of(json!("2")), Ok("other".to_owned()));
        assert_eq!(of(json!(["1", "3"])), Ok("acme".to_owned()));
        assert_eq!(of(json!(["1", "2"])), Err(Refusal::NoAccount));
        assert_eq!(of(json!("4")), Err(Refusal::NoAccount));
    }

    #[test]
    fn nobody_can_be_called_as_the_program_itself() {
        let called = |more: Value| {
            let mut claims = ann(&json!({ "groups": "hr" }));
            claims.remove("name");
            claims.extend(more.as_object().unwrap().clone());
            by_groups().person(&claims).map(|person| person.name)
        };
        let email = Ok("ann@acme.example".to_owned());
        assert_eq!(called(json!({ "name": "Proxy" })), email);
        assert_eq!(called(json!({ "name": "\u{7}" })), email);
        assert_eq!(
            called(json!({ "given_name": "Ann", "family_name": "Lee" })),
            Ok("Ann Lee".to_owned())
        );
        assert_eq!(called(json!({ "email": "ann" })), Err(Refusal::NoAddress));
        assert_eq!(called(json!({ "sub": "" })), Err(Refusal::NotProven));
    }
}
