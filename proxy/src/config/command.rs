//! What the program can do instead of serving.

/// What the program does instead of serving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Subcommand)]
pub enum Command {
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
