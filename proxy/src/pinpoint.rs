//! Pinpoint, an applicant tracking system. How it spells things is in the crate `pinpoint`; what to do with it is here.

pub mod plugin;
