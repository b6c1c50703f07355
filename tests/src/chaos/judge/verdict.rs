//! What a judge found, in numbers.

use std::ops::AddAssign;

/// What came of many sends. All from the duplicates on must be 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Crash points that were hit.
    pub crashes: usize,
    /// Candidates.
    pub sends: usize,
    /// Of them, how many are employees now.
    pub created: usize,
    /// Of them, how many are not, as the proxy said.
    pub refused: usize,
    /// Of them, about how many a person was asked.
    pub asked: usize,
    /// Of them, how many were found in BambooHR before anything was sent.
    pub twins: usize,
    /// Of them, how many were sent once more as an update.
    pub updated: usize,
    /// Employees too many.
    pub duplicates: usize,
    /// Candidates whose send says something else than what is in BambooHR, or that is gone.
    pub lost: usize,
    /// Sends that did not end in time.
    pub stuck: usize,
    /// Sends that hold somebody else's employee.
    pub wrong_adoptions: usize,
    /// Rows that stand twice in one table.
    pub doubled_rows: usize,
    /// Files that are there twice.
    pub doubled_files: usize,
    /// Values, rows and files that are not there although the send is done.
    pub missing: usize,
    /// Create calls beyond one per send.
    pub repeated_creates: usize,
}

impl Verdict {
    /// Each kind of violation with its number.
    pub fn violations(&self) -> [(&'static str, usize); 8] {
        [
            ("duplicates", self.duplicates),
            ("lost", self.lost),
            ("stuck", self.stuck),
            ("wrong adoptions", self.wrong_adoptions),
            ("doubled rows", self.doubled_rows),
            ("doubled files", self.doubled_files),
            ("missing", self.missing),
            ("repeated creates", self.repeated_creates),
        ]
    }

    /// Whether nothing happened that must not.
    pub fn is_clean(&self) -> bool {
        self.violations().iter().all(|(_, number)| *number == 0)
    }
}

impl AddAssign for Verdict {
    fn add_assign(&mut self, other: Self) {
        self.crashes += other.crashes;
        self.sends += other.sends;
        self.created += other.created;
        self.refused += other.refused;
        self.asked += other.asked;
        self.twins += other.twins;
        self.updated += other.updated;
        self.duplicates += other.duplicates;
        self.lost += other.lost;
        self.stuck += other.stuck;
        self.wrong_adoptions += other.wrong_adoptions;
        self.doubled_rows += other.doubled_rows;
        self.doubled_files += other.doubled_files;
        self.missing += other.missing;
        self.repeated_creates += other.repeated_creates;
    }
}
