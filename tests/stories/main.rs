//! Stories: what a recruiter does and sees, from the list of candidates to the receipt, in a real
//! browser on the built application. What became of it is asked of the sandbox.

#![allow(
    clippy::indexing_slicing,
    reason = "a missing value is null, and a test stops at the first surprise"
)]

mod accessibility;
mod annex;
mod announcements;
mod appearance;
mod decisions;
mod failures;
mod first_hire;
mod focus;
mod keyboard;
mod list;
mod lost_requests;
mod no_gallery;
mod secrecy;
mod typing;
