//! All rounds of a run, and the table of what came of them.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::database::DatabaseKind;
use super::judge::Verdict;
use super::process::crash_points;
use super::round::{Round, played};

/// More candidates at once would wait for each other more than for BambooHR.
const LARGEST_ROUND: usize = 9;

/// What is to be played.
#[derive(Clone, Debug)]
pub struct Run {
    /// Candidates per database, spread evenly over the points.
    pub sends: usize,
    /// Where chance begins.
    pub seed: u64,
    /// The databases.
    pub databases: Vec<DatabaseKind>,
    /// Only this point.
    pub point: Option<String>,
    /// Rounds at once.
    pub at_once: usize,
    /// Where the testimony of a bad round is left.
    pub folder: PathBuf,
}

/// What came of a run. Its display is the table.
#[derive(Clone, Debug)]
pub struct Report {
    run: Run,
    per_point: usize,
    rows: Vec<(DatabaseKind, String, Verdict)>,
    time: Duration,
}

impl Run {
    /// Plays all rounds.
    pub async fn played(self) -> Result<Report> {
        let began = Instant::now();
        let all: Arc<[String]> = crash_points().await?.into();
        let chosen: Vec<&String> = match &self.point {
            Some(wanted) => all.iter().filter(|point| *point == wanted).collect(),
            None => all.iter().collect(),
        };
        ensure!(!chosen.is_empty(), "there is no point {:?}", self.point);
        let per_point = self.sends.div_ceil(chosen.len()).max(1);
        let turns = Arc::new(Semaphore::new(self.at_once.max(1)));
        let mut playing = JoinSet::new();
        let mut rows = Vec::new();
        for database in &self.databases {
            for point in &chosen {
                let row = rows.len();
                rows.push((*database, (*point).clone(), Verdict::default()));
                for round in self.rounds(*database, point, &all, per_point) {
                    let (turns, folder) = (Arc::clone(&turns), self.folder.clone());
                    playing.spawn(async move {
                        let _turn = turns.acquire().await?;
                        let verdict = played(&round, &folder).await;
                        let what = || format!("{} {}", round.point, round.seed);
                        Ok::<_, anyhow::Error>((row, verdict.with_context(what)?))
                    });
                }
            }
        }
        while let Some(round) = playing.join_next().await {
            let (row, verdict) = round??;
            if let Some((_, _, sum)) = rows.get_mut(row) {
                *sum += verdict;
            }
        }
        Ok(Report {
            per_point,
            rows,
            time: began.elapsed(),
            run: self,
        })
    }

    /// The rounds of one point. A point has the same rounds whether others are played or not.
    fn rounds(
        &self,
        database: DatabaseKind,
        point: &str,
        points: &Arc<[String]>,
        sends: usize,
    ) -> Vec<Round> {
        let place = points
            .iter()
            .position(|one| one == point)
            .unwrap_or_default();
        let place = u64::try_from(place).unwrap_or_default();
        let mut dice = Rng::with_seed(self.seed.wrapping_add(place << 32));
        let count = sends.div_ceil(LARGEST_ROUND);
        let rounds = (0..count).map(|number| Round {
            point: point.to_owned(),
            points: Arc::clone(points),
            seed: dice.u64(..),
            sends: sends / count + usize::from(number < sends % count),
            database,
        });
        rounds.collect()
    }
}

impl Report {
    /// The sum over all rounds.
    pub fn total(&self) -> Verdict {
        let mut total = Verdict::default();
        for (_, _, verdict) in &self.rows {
            total += *verdict;
        }
        total
    }

    /// Points at which nothing ever died: they prove nothing.
    pub fn never_hit(&self) -> Vec<&str> {
        let rows = self.rows.iter();
        let never = rows.filter(|(_, _, verdict)| verdict.crashes == 0);
        never.map(|(_, point, _)| point.as_str()).collect()
    }

    /// Whether every point had so many candidates that each must have been hit.
    pub fn is_long(&self) -> bool {
        self.per_point >= LARGEST_ROUND * 2
    }

    /// How to have these rounds again.
    pub fn replay(&self) -> String {
        let (seed, sends) = (self.run.seed, self.per_point);
        format!("cargo xtask chaos --seed {seed} --sends {sends} --database NAME --point NAME")
    }
}

/// The columns of numbers: what stands above, and how wide it is.
const COLUMNS: [(&str, usize); 14] = [
    ("crashes", 7),
    ("sends", 6),
    ("created", 8),
    ("refused", 8),
    ("asked", 6),
    ("twins", 6),
    ("updated", 8),
    ("duplicates", 11),
    ("lost", 5),
    ("stuck", 6),
    ("wrong", 6),
    ("doubled", 8),
    ("missing", 8),
    ("repeats", 8),
];

fn numbers(verdict: &Verdict) -> [usize; 14] {
    [
        verdict.crashes,
        verdict.sends,
        verdict.created,
        verdict.refused,
        verdict.asked,
        verdict.twins,
        verdict.updated,
        verdict.duplicates,
        verdict.lost,
        verdict.stuck,
        verdict.wrong_adoptions,
        verdict.doubled_rows + verdict.doubled_files,
        verdict.missing,
        verdict.repeated_creates,
    ]
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:<9} {:<23}", "database", "point")?;
        for (name, width) in COLUMNS {
            write!(out, " {name:>width$}")?;
        }
        writeln!(out)?;
        let total = self.total();
        let rows = self.rows.iter();
        let rows =
            rows.map(|(database, point, verdict)| (database.to_string(), point.as_str(), verdict));
        for (database, point, verdict) in rows.chain([(String::new(), "in all", &total)]) {
            write!(out, "{database:<9} {point:<23}")?;
            for ((_, width), number) in COLUMNS.into_iter().zip(numbers(verdict)) {
                write!(out, " {number:>width$}")?;
            }
            writeln!(out)?;
        }
        let (seed, minutes) = (self.run.seed, self.time.as_secs_f64() / 60.0);
        write!(
            out,
            "seed {seed}, {minutes:.1} minutes; again with: {}",
            self.replay()
        )
    }
}
