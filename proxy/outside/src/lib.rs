//! How this program asks other machines: on the internet only, at most once, and never where somebody leads it.
//!
//! What is asked and what an answer means is the affair of those who ask.

mod address;
mod client;
mod download;
mod names;
mod place;

pub use address::is_public;
pub use client::{LostAnswer, client, how_it_was_lost};
pub use download::{DownloadLimits, Downloaded, Downloads, NotDownloaded};
pub use names::{LeadsInside, OutsideOnly, leads_inside, outside_only};
pub use place::{InvalidBaseUrl, base_url, extended, is_label, is_loopback};
