//! Metadata of a company: its fields, lists, tables, users, and the countries BambooHR knows.
//!
//! One alias can stand at two fields and one id at two aliases. So these are plain lists; nothing is keyed by
//! alias or id.

mod fields;
mod lists;
mod places;
mod tables;
mod users;

pub use fields::{MetaField, vocabulary};
pub use lists::{List, ListOption, OptionChange};
pub use places::{Country, Province};
pub use tables::{Column, Table};
pub use users::User;

#[cfg(any(test, fuzzing))]
pub(crate) use places::read_provinces;
#[cfg(any(test, fuzzing))]
pub(crate) use users::read_users;
