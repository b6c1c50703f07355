//! `proxy user` and `proxy account`: commands about who may use the application, and the link for the first admin. They
//! work beside proxies that run, and serve nothing.

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use handoff::interface::Role;
use secrecy::ExposeSecret as _;

use crate::account::AccountId;
use crate::config::{AccountCommand, UserCommand};
use crate::ledger::{DatabaseUrl, Ledger, OPERATOR, UserId, UserToStore};
use crate::routes::LINK_LIVES;
use crate::sign_in::named;
use crate::token::Token;

/// What a command about users or accounts works on.
#[derive(Debug)]
pub struct People {
    ledger: Ledger,
    /// Where the application is, for links.
    address: String,
}

impl People {
    /// Opens the ledger beside the proxies that work on it.
    pub async fn open(database_url: &DatabaseUrl, address: String) -> Result<Self> {
        let ledger = Ledger::open_beside(database_url).await;
        let ledger = ledger.context("the ledger cannot be opened")?;
        Ok(Self { ledger, address })
    }

    /// Of a ledger that is open already.
    pub fn of(ledger: Ledger, address: String) -> Self {
        Self { ledger, address }
    }

    /// Carries out a command about users.
    pub async fn user(&self, what: UserCommand) -> Result<()> {
        match what {
            UserCommand::Add {
                email,
                name,
                role,
                account,
            } => self.add(&email, &name, role, &account).await,
            UserCommand::Link { email } => {
                let user = self.ledger.user_of(&email).await?;
                let user = user.with_context(|| format!("nobody signs in with {email}"))?;
                ensure!(
                    user.issuer.is_none(),
                    "{email} signs in with an OpenID provider and needs no passphrase"
                );
                self.print_link(&user.account, Some(&user.id)).await
            }
            UserCommand::List => {
                for (account, _) in self.ledger.accounts().await? {
                    for user in self.ledger.users(&account).await? {
                        let (account, role) = (account.as_str(), user.role.code());
                        println!("{account}\t{role}\t{}\t{}", user.email, user.name);
                    }
                }
                Ok(())
            }
        }
    }

    async fn add(&self, email: &str, name: &str, role: Role, account: &str) -> Result<()> {
        let accounts = self.ledger.accounts().await?;
        let mut accounts = accounts.into_iter().map(|(id, _)| id);
        let account = accounts
            .find(|id| id.as_str() == account)
            .with_context(|| {
                format!("there is no account {account}; `proxy account list` names them all")
            })?;
        let (name, email) =
            named(name, email).map_err(|error| anyhow!("{}", error.in_one_line()))?;
        let user = UserToStore {
            email,
            name,
            role,
            sees_admin_fields: false,
        };
        let Some(id) = self.ledger.add_user(&account, OPERATOR, user).await? else {
            bail!("somebody signs in with {email} already; `proxy user link` makes a new link");
        };
        self.print_link(&account, Some(&id)).await
    }

    /// Carries out a command about accounts.
    pub async fn account(&self, what: AccountCommand) -> Result<()> {
        match what {
            AccountCommand::Add { id, name } => {
                let is_plain =
                    |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
                ensure!(
                    (1..=63).contains(&id.len()) && id.bytes().all(is_plain),
                    "an account's id is made of lower-case letters, digits and hyphens, for example acme"
                );
                let Some(account) = self.ledger.add_account(OPERATOR, &id, &name).await? else {
                    bail!("there is an account {id} already");
                };
                self.print_link(&account, None).await
            }
            AccountCommand::List => {
                for (account, name) in self.ledger.accounts().await? {
                    println!("{}\t{name}", account.as_str());
                }
                Ok(())
            }
        }
    }

    async fn print_link(&self, account: &AccountId, user: Option<&UserId>) -> Result<()> {
        println!("{}", self.link(account, user).await?);
        let hours = LINK_LIVES.as_secs() / 3600;
        eprintln!(
            "The link works once, within {hours} hours. Give it to nobody else: whoever opens it chooses the passphrase."
        );
        Ok(())
    }

    async fn link(&self, account: &AccountId, user: Option<&UserId>) -> Result<String> {
        let token = Token::fresh().map_err(|_| anyhow!("the system gives no random numbers"))?;
        let kept = self
            .ledger
            .invite(account, OPERATOR, user, &token.hash, LINK_LIVES);
        kept.await?;
        Ok(format!(
            "{}/welcome#{}",
            self.address,
            token.text.expose_secret()
        ))
    }

    /// As long as there is no user at all, a link for the first admin. Not a line of the log: those are kept and shipped.
    pub async fn greet(&self) -> Result<()> {
        if self.ledger.has_users().await? {
            return Ok(());
        }
        let link = self.link(&AccountId::local(), None).await?;
        eprintln!(
            "\nNobody can sign in yet. Open this link to become the first admin; it works once:\n\n    {link}\n"
        );
        Ok(())
    }
}
