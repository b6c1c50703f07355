//! Invented people and long lists for the examples.

/// A name, a job and a place in the process, as rows show them.
pub(super) struct Row {
    /// The whole name.
    pub(super) name: String,
    /// What the person is to do.
    pub(super) job: &'static str,
    /// Days since the application.
    pub(super) days: u32,
}

const FIRST: [&str; 6] = ["Ada", "Bruno", "Chiara", "Dmitri", "Esi", "Farah"];
const LAST: [&str; 4] = ["Winterfeld", "Okonkwo", "Lindqvist", "Marais"];
const JOBS: [&str; 5] = [
    "Backend Engineer",
    "Nurse",
    "Account Manager",
    "Welder",
    "Recruiter",
];

/// Twenty-four people with different names.
pub(super) fn rows() -> Vec<Row> {
    let names = LAST
        .iter()
        .flat_map(|last| FIRST.iter().map(move |first| format!("{first} {last}")));
    names
        .zip(JOBS.iter().cycle())
        .zip((1..).step_by(7))
        .map(|((name, job), days)| Row {
            name,
            job,
            days: days % 60,
        })
        .collect()
}

/// A few places of work.
pub(super) fn places() -> Vec<String> {
    ["Berlin", "Cape Town", "Lisbon", "London", "Remote"]
        .map(str::to_owned)
        .to_vec()
}

/// As many job titles as a large company has.
pub(super) fn job_titles() -> Vec<String> {
    let levels = ["Junior", "Senior", "Lead"];
    (1..=1_000)
        .flat_map(|number| {
            let level = move |level| format!("{level} Specialist {number:04}");
            levels.map(level)
        })
        .collect()
}
