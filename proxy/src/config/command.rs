//! What the program can do instead of serving.

use handoff::interface::Role;

use crate::audit::read_head;
use crate::ledger::Head;

/// What the program does instead of serving.
#[derive(Clone, Debug, PartialEq, Eq, clap::Subcommand)]
pub enum Command {
    /// Ask the proxy that runs here, with the same variables, whether it answers
    Health,
    /// Who may use the application; the proxy may run meanwhile
    User {
        /// What is done.
        #[command(subcommand)]
        what: UserCommand,
    },
    /// The record of who did what; the proxy may run meanwhile
    Audit {
        /// What is done.
        #[command(subcommand)]
        what: AuditCommand,
    },
    /// Take the personal data out of what ended long ago; the proxy may run meanwhile
    Purge {
        /// Days since it ended, at least 1: whoever was made a moment ago must still be recognised.
        #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
        older_than_days: u64,
    },
    /// The companies that use the application; the proxy may run meanwhile
    Account {
        /// What is done.
        #[command(subcommand)]
        what: AccountCommand,
    },
    /// The master keys that seal BambooHR keys in the ledger
    Keys {
        /// What is done with them.
        #[command(subcommand)]
        what: KeysCommand,
    },
}

/// What is done with master keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Subcommand)]
pub enum KeysCommand {
    /// Print a new master key
    New,
    /// Seal everything in the ledger anew with the first master key; proxies may run meanwhile
    Rotate,
}

/// What is done with users.
#[derive(Clone, Debug, PartialEq, Eq, clap::Subcommand)]
pub enum UserCommand {
    /// Add a user and print the link with which the passphrase is chosen
    Add {
        /// What the user signs in with.
        #[arg(long)]
        email: String,
        /// First and last name.
        #[arg(long)]
        name: String,
        /// What the user may do: admin, recruiter or viewer.
        #[arg(long, value_parser = role)]
        role: Role,
        /// The account that the user belongs to.
        #[arg(long, default_value = "local")]
        account: String,
    },
    /// Print a new link for a user who has lost the passphrase
    Link {
        /// What the user signs in with.
        #[arg(long)]
        email: String,
    },
    /// List all users
    List,
}

/// What is done with accounts.
#[derive(Clone, Debug, PartialEq, Eq, clap::Subcommand)]
pub enum AccountCommand {
    /// Add an account and print the link for its first admin
    Add {
        /// Lower-case letters, digits and hyphens, for commands.
        id: String,
        /// The company's name.
        #[arg(long)]
        name: String,
    },
    /// List all accounts
    List,
}

/// What is done with the record.
#[derive(Clone, Debug, PartialEq, Eq, clap::Subcommand)]
pub enum AuditCommand {
    /// Check that the record is as it was written, and print its newest entry to be noted elsewhere
    Verify {
        /// Only this account.
        #[arg(long)]
        account: Option<String>,
        /// An entry that was printed and noted earlier, like 12:4f02f6…: it must still be there.
        #[arg(long, value_parser = read_head, requires = "account")]
        noted: Option<Head>,
    },
    /// Print the record as lines of JSON, with its hashes
    Export {
        /// The account.
        #[arg(long, default_value = "local")]
        account: String,
    },
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_code(text).ok_or_else(|| "must be admin, recruiter or viewer".to_owned())
}
