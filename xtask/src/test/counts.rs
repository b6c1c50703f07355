//! Counting test results by altitude, from what `cargo test` prints.
//!
//! Cargo names the program it runs and each program ends with one summary line; nothing else is read.

use std::{
    fmt,
    path::{Path, PathBuf},
};

/// Each package with its folder and the altitude at which its tests look at the system.
const PACKAGES: [(&str, &str, &str); 10] = [
    ("handoff", "proxy/handoff", "rules"),
    ("bamboohr", "proxy/bamboohr", "client"),
    ("outside", "proxy/outside", "outside"),
    ("pinpoint", "proxy/pinpoint", "Pinpoint"),
    ("bamboohr-sandbox", "proxy/sandbox", "sandbox"),
    ("proxy", "proxy", "proxy"),
    ("frontend", "frontend", "frontend"),
    ("system-tests", "tests", "system"),
    ("test-postgres", "tests/postgres", "postgres"),
    ("xtask", "xtask", "xtask"),
];

/// Where results go whose program belongs to no known package.
const OTHER: &str = "other";

/// Results so far. Its display is the table for a person, closed by `N passed, N failed`.
#[derive(Debug)]
pub(crate) struct Counts {
    root: PathBuf,
    current: &'static str,
    altitudes: Vec<(&'static str, Tally)>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Tally {
    passed: u32,
    failed: u32,
    ignored: u32,
}

impl Counts {
    /// No results yet, for the workspace at `root`.
    pub(crate) fn new(root: &Path) -> Self {
        let altitudes = PACKAGES.iter().map(|(_, _, altitude)| *altitude);
        let altitudes = altitudes.chain([OTHER]);
        Self {
            root: root.to_path_buf(),
            current: OTHER,
            altitudes: altitudes.map(|name| (name, Tally::default())).collect(),
        }
    }

    /// Takes in one line of `cargo test`.
    pub(crate) fn read(&mut self, line: &str) {
        let line = line.trim_start();
        if let Some(altitude) = self.altitude_of_program(line) {
            self.current = altitude;
        } else if let Some(tally) = Tally::read(line) {
            let current = self.current;
            let counted = self.altitudes.iter_mut().find(|(name, _)| *name == current);
            if let Some((_, counted)) = counted {
                counted.add(tally);
            }
        }
    }

    /// How many tests failed in all.
    pub(crate) fn failed(&self) -> u32 {
        self.total().failed
    }

    fn total(&self) -> Tally {
        let mut total = Tally::default();
        for (_, tally) in &self.altitudes {
            total.add(*tally);
        }
        total
    }

    /// The altitude of the program that a line announces, if it announces one:
    /// `Running unittests src/lib.rs (target/debug/deps/handoff-0a1b)`,
    /// `Running tests/first_hire.rs (target/debug/deps/first_hire-0a1b)` or `Doc-tests handoff`.
    fn altitude_of_program(&self, line: &str) -> Option<&'static str> {
        if let Some(name) = line.strip_prefix("Doc-tests ") {
            return Some(altitude_of_crate(name.trim()));
        }
        let (source, program) = line.strip_prefix("Running ")?.split_once(" (")?;
        if source.starts_with("unittests ") {
            let program = program.strip_suffix(')')?;
            let file = Path::new(program).file_stem()?.to_str()?;
            let (name, _hash) = file.rsplit_once('-')?;
            return Some(altitude_of_crate(name));
        }
        // Cargo gives the source relative to its package, so the package is the one that has such a file.
        let owner = PACKAGES.iter().find(|(_, folder, _)| {
            let file = self.root.join(folder).join(source);
            file.is_file()
        });
        Some(owner.map_or(OTHER, |(_, _, altitude)| *altitude))
    }
}

/// `name` may be a crate's name, which has underscores where the package has hyphens.
fn altitude_of_crate(name: &str) -> &'static str {
    let package = name.replace('_', "-");
    let known = PACKAGES.iter().find(|(known, _, _)| *known == package);
    known.map_or(OTHER, |(_, _, altitude)| altitude)
}

impl Tally {
    /// From a line such as `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; …`.
    fn read(line: &str) -> Option<Self> {
        let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let number = |wanted: &str| {
            numbers.split("; ").find_map(|part| {
                let (number, word) = part.trim().split_once(' ')?;
                (word == wanted).then(|| number.parse().ok())?
            })
        };
        Some(Self {
            passed: number("passed")?,
            failed: number("failed")?,
            ignored: number("ignored")?,
        })
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, tally) in &self.altitudes {
            if *tally == Tally::default() && *name == OTHER {
                continue;
            }
            let (passed, failed, ignored) = (tally.passed, tally.failed, tally.ignored);
            write!(formatter, "{name:<8} {passed:>5} passed {failed:>4} failed")?;
            if ignored > 0 {
                write!(formatter, " {ignored:>4} ignored")?;
            }
            writeln!(formatter)?;
        }
        let total = self.total();
        write!(
            formatter,
            "{} passed, {} failed",
            total.passed, total.failed
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(output: &str) -> Counts {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut counts = Counts::new(&root);
        for line in output.lines() {
            counts.read(line);
        }
        counts
    }

    fn tally(counts: &Counts, altitude: &str) -> Option<(u32, u32, u32)> {
        let found = counts.altitudes.iter().find(|(name, _)| *name == altitude);
        found.map(|(_, tally)| (tally.passed, tally.failed, tally.ignored))
    }

    #[test]
    fn results_are_counted_where_their_program_belongs() {
        let counts = counted(
            "
     Running unittests src/lib.rs (target/debug/deps/bamboohr_sandbox-0a1b2c)
test people::a_name_is_kept ... ok
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
     Running unittests src/main.rs (target/debug/deps/proxy-0a1b2c)
test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s
     Running unittests src/lib.rs (target/debug/deps/proxy-ffff)
test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests handoff
test result: ok. 7 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
",
        );
        assert_eq!(tally(&counts, "sandbox"), Some((3, 0, 1)));
        assert_eq!(tally(&counts, "proxy"), Some((5, 2, 0)));
        assert_eq!(tally(&counts, "rules"), Some((7, 0, 0)));
        assert_eq!(tally(&counts, OTHER), Some((0, 0, 0)));
        assert_eq!(counts.failed(), 2);
        assert!(counts.to_string().ends_with("\n15 passed, 2 failed"));
    }

    #[test]
    fn a_test_program_belongs_to_the_package_that_has_its_source() {
        let counts = counted(
            "
     Running src/test/counts.rs (target/debug/deps/counts-0a1b2c)
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
     Running tests/no_such_test.rs (target/debug/deps/no_such_test-0a1b2c)
test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
",
        );
        assert_eq!(tally(&counts, "xtask"), Some((2, 0, 0)));
        assert_eq!(tally(&counts, OTHER), Some((5, 0, 0)));
    }

    #[test]
    fn what_tests_print_themselves_is_not_counted() {
        let counts = counted("test result: wonderful\nRunning late\ntest result: ok. many passed");
        assert_eq!(counts.total(), Tally::default());
    }

    #[test]
    fn every_package_of_the_table_is_in_the_workspace() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for (package, folder, _) in PACKAGES {
            let manifest = std::fs::read_to_string(root.join(folder).join("Cargo.toml"));
            let wanted = format!("name = \"{package}\"");
            assert!(
                manifest.is_ok_and(|text| text.contains(&wanted)),
                "{package}"
            );
        }
    }
}
