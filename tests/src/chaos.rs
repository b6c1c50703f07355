//! Sends under faults and crashes, with the sandbox as the judge of what really happened.
//!
//! Everything goes through the proxy's process and its HTTP interface; nothing looks into the ledger.
//! All that is left to chance follows from one number, so that a run can be had again.

mod database;
mod disk;
mod double;
mod faults;
mod hires;
mod judge;
mod pace;
mod process;
mod recruiter;
mod report;
mod round;

pub use database::{Backup, Database, DatabaseKind};
pub use disk::Disk;
pub use double::Double;
pub use faults::Weather;
pub use hires::{Crowd, Hire};
pub use judge::{Judge, Verdict};
pub use pace::{Pacing, measure};
pub use process::{Launch, Supervised, crash_points};
pub use recruiter::{Form, Recruiter, Story};
pub use report::{Report, Run};
pub use round::{Round, played, written};
