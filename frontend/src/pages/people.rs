//! Whoever uses the application: the welcome of a link, the own account, and forms of a few inputs that both share with
//! the users of Settings.

pub mod account;
pub mod asking;
pub mod welcome;
