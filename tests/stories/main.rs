//! Stories: what a recruiter does and sees, from the list of candidates to the receipt, in a real
//! browser on the built application. What became of it is asked of the sandbox.

#![allow(
    clippy::indexing_slicing,
    reason = "a missing value is null, and a test stops at the first surprise"
)]

mod accessibility;
mod annexes;
mod announcements;
mod appearance;
mod batches;
mod changes;
mod connecting;
mod decisions;
mod drafts;
mod element;
mod embedding;
mod failures;
mod first_hire;
mod focus;
mod hostile;
mod incomplete;
mod keyboard;
mod list;
mod log;
mod look;
mod lost_requests;
mod no_gallery;
mod openid;
mod people;
mod pinpoint;
mod reconciling;
mod secrecy;
mod shaping;
mod survival;
mod twins;
mod typing;
mod waiting;
mod widget;
