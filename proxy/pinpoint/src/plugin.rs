//! The plugin protocol, of which one action is here: `exportCandidate`. Pinpoint's server asks what the plugin is (root
//! meta), what its form is (action meta), and hands over what was entered (submit).
//!
//! Made from Pinpoint's public documents and examples. Where they leave something open there is a setting in
//! [`Dialect`], and what arrives is read in every shape that was seen or can be expected. Nothing here does any input or
//! output.

mod call;
mod dialect;
mod file;
mod form;
mod lists;
mod result;
mod root;
mod texts;
mod value;

pub use call::{Call, NotReadable, entered_key, is_entered_key};
pub use dialect::{AskedAnew, ConfigurationType, DateForm, Dialect, ListsAs, OptionsAs, TextForm};
pub use file::{FileValue, files};
pub use form::{ActionMeta, FieldType, FormField, SelectOption};
pub use lists::{List, Lists};
pub use result::{FieldError, SubmitResult};
pub use root::{ConfigurationField, Mapping, RootMeta};
pub(crate) use texts::text_told;
pub use texts::told;
pub use value::{date, is_template, text, texts};

/// The action that hands a candidate to another system.
pub const EXPORT_CANDIDATE: &str = "exportCandidate";
