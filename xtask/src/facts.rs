//! Keeps `docs/bamboohr.md` true: every test it names exists on the side that its column names, and no fact stands
//! without a test or a reason. Whether the test holds the fact is for people to judge. The invariants and the pages about
//! security name tests too; those exist as well.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::{collections::BTreeSet, fs, path::Path};

const FACTS: &str = include_str!("../../docs/bamboohr.md");
const SETTINGS: &str = include_str!("../../proxy/sandbox/README.md");

/// The folders whose tests each of the three columns names.
const SIDES: [(&str, &[&str]); 3] = [
    ("client", &["proxy/bamboohr", "proxy/outside"]),
    ("sandbox", &["proxy/sandbox"]),
    (
        "rules and proxy",
        &["proxy/handoff", "proxy/src", "proxy/tests"],
    ),
];

const EVIDENCE: [&str; 4] = ["document", "recording", "practice", "uncertain"];

/// A row of a table, with the names of its columns.
struct Row {
    columns: Vec<&'static str>,
    cells: Vec<&'static str>,
}

impl Row {
    fn cell(&self, name: &str) -> Option<&'static str> {
        let mut cells = self.columns.iter().zip(&self.cells);
        cells
            .find(|(column, _)| **column == name)
            .map(|(_, cell)| *cell)
    }

    fn expect(&self, name: &str) -> &'static str {
        let cell = self.cell(name);
        cell.unwrap_or_else(|| panic!("no {name}: {:?}", self.cells))
    }
}

/// Every row below a table's head.
fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut columns: Option<Vec<&'static str>> = None;
    for line in FACTS.lines() {
        let Some(inside) = line
            .strip_prefix('|')
            .and_then(|line| line.strip_suffix('|'))
        else {
            assert!(!line.starts_with('|'), "half a row: {line}");
            columns = None;
            continue;
        };
        let cells: Vec<&'static str> = inside.split('|').map(str::trim).collect();
        match &columns {
            None => columns = Some(cells),
            Some(_) if cells.iter().all(|cell| *cell == "---") => {}
            Some(columns) => {
                assert_eq!(cells.len(), columns.len(), "{line}");
                let columns = columns.clone();
                rows.push(Row { columns, cells });
            }
        }
    }
    rows
}

/// The rows that are facts about what BambooHR does.
fn facts() -> Vec<Row> {
    let mut rows = rows();
    rows.retain(|row| row.cell("evidence").is_some() && row.cell("fact").is_some());
    rows
}

/// The texts between backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The names of all functions below a folder that are tests and are not left out of a run.
fn tests_below(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.append(&mut tests_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            names.append(&mut tests_in(&fs::read_to_string(&path).unwrap()));
        }
    }
    names
}

fn tests_in(source: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let (mut is_test, mut is_ignored) = (false, false);
    for line in source.lines().map(str::trim) {
        if line.starts_with("#[") {
            is_test |= line == "#[test]" || line.starts_with("#[tokio::test");
            is_ignored |= line.starts_with("#[ignore");
            continue;
        }
        let function = line.strip_prefix("async ").unwrap_or(line);
        let is_run = is_test && !is_ignored;
        if let (true, Some(rest)) = (is_run, function.strip_prefix("fn ")) {
            names.extend(rest.split('(').next().map(str::to_owned));
        }
        (is_test, is_ignored) = (false, false);
    }
    names
}

/// The tests that each column may name.
fn tests_by_side() -> Vec<(&'static str, BTreeSet<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let of = |folders: &[&str]| {
        let names = folders.iter().map(|folder| tests_below(&root.join(folder)));
        names.flatten().collect()
    };
    SIDES
        .iter()
        .map(|(side, folders)| (*side, of(folders)))
        .collect()
}

#[test]
fn every_test_that_a_fact_names_exists_on_its_side() {
    let sides = tests_by_side();
    for (side, tests) in &sides {
        assert!(tests.len() > 20, "{side}: the tests were not found");
        for fact in facts() {
            for name in quoted(fact.expect(side)) {
                assert!(tests.contains(name), "{name} is no test of {side}");
            }
        }
    }
    let rows = rows();
    let questions: Vec<_> = rows.iter().filter_map(|row| row.cell("test")).collect();
    assert!(!questions.is_empty());
    let (_, sandbox) = sides.iter().find(|(side, _)| *side == "sandbox").unwrap();
    for cell in questions {
        assert!(cell.contains('`'), "a question without a test");
        for name in quoted(cell) {
            assert!(sandbox.contains(name), "{name} is no test of sandbox");
        }
    }
}

#[test]
fn every_fact_has_evidence_and_a_test_or_a_reason() {
    let facts = facts();
    assert!(facts.len() > 200, "only {} facts were found", facts.len());
    for fact in &facts {
        let said = fact.expect("fact");
        assert!(!said.is_empty());
        for kind in fact.expect("evidence").split(", ") {
            assert!(EVIDENCE.contains(&kind), "{kind:?}: {said}");
        }
        let is_held = SIDES.iter().any(|(side, _)| !fact.expect(side).is_empty());
        assert!(is_held, "neither a test nor a reason: {said}");
    }
    let rows = rows();
    let reasons: Vec<_> = rows.iter().filter_map(|row| row.cell("why")).collect();
    assert!(!reasons.is_empty());
    assert!(reasons.iter().all(|reason| !reason.is_empty()));
}

/// The names in a ledger's suite, each of which becomes a test on both databases.
fn tests_on_both() -> BTreeSet<String> {
    let suite = include_str!("../../proxy/tests/ledger.rs").lines();
    let names = suite.filter_map(|line| line.trim().split_once(" as "));
    names
        .map(|(_, name)| name.trim_end_matches(',').to_owned())
        .collect()
}

#[test]
fn every_test_that_an_invariant_or_a_threat_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = ["proxy", "tests", "frontend/src", "xtask/src"]
        .map(|folder| tests_below(&root.join(folder)));
    let mut tests: BTreeSet<String> = folders.into_iter().flatten().collect();
    tests.append(&mut tests_on_both());
    let invariants = include_str!("../../ARCHITECTURE.md");
    let invariants = invariants.split("## Invariants").nth(1).unwrap();
    let invariants = invariants.split("\n## ").next().unwrap();
    for (document, at_least) in [
        (invariants, 40),
        (include_str!("../../docs/security.md"), 25),
        (include_str!("../../docs/asvs.md"), 80),
    ] {
        let names = quoted(document).filter(|name| name.matches('_').count() > 2);
        let names: Vec<&str> = names.collect();
        assert!(names.len() > at_least, "only {} were found", names.len());
        for name in names {
            assert!(tests.contains(name), "there is no test {name}");
        }
    }
}

/// The rows of the standard that a cell names: `6.2.1`, `6.2.1–6.2.4`, or a whole section such as `6.5`.
fn requirements(cell: &str) -> impl Iterator<Item = Vec<u32>> {
    let ids = cell.split([',', '–']).map(str::trim);
    ids.map(|id| id.split('.').map(|part| part.parse().unwrap()).collect())
}

#[test]
fn each_row_of_the_security_standard_stands_in_its_chapter_once_and_is_answered() {
    let mut told = BTreeSet::new();
    for chapter in include_str!("../../docs/asvs.md").split("\n## V").skip(1) {
        let number = chapter.split(' ').next().unwrap().parse().unwrap();
        let lines = chapter.lines().filter(|line| line.starts_with("| "));
        let rows = lines.filter(|line| !line.starts_with("| id ") && !line.starts_with("| --- "));
        for row in rows {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let [ids, asks, how, held_by] = cells[..] else {
                panic!("{row}");
            };
            assert!(!asks.is_empty(), "{row}");
            assert!(!(how.is_empty() && held_by.is_empty()), "{row}");
            for id in requirements(ids) {
                assert!(
                    matches!(id[..], [of, _] | [of, _, _] if of == number),
                    "{row}"
                );
                assert!(told.insert(id), "twice: {row}");
            }
        }
    }
    assert!(told.len() > 150, "only {} were found", told.len());
}

#[test]
fn no_fact_is_told_twice() {
    let mut told = BTreeSet::new();
    for fact in facts() {
        let said = fact.expect("fact");
        assert!(told.insert(said), "{said}");
    }
}

#[test]
fn every_setting_named_at_an_open_question_is_one_of_the_sandbox() {
    let rows = rows();
    let cells = rows.iter().filter_map(|row| row.cell("setting"));
    for cell in cells.filter(|cell| *cell != "none") {
        let is_setting =
            |line: &str| line.starts_with("| `") && line.split('|').any(|part| part.contains(cell));
        assert!(SETTINGS.lines().any(is_setting), "{cell}");
    }
}

#[test]
fn only_functions_that_are_run_count_as_tests() {
    let source = "
        #[test]
        fn one() {}
        #[tokio::test(start_paused = true)]
        async fn two() {}
            #[test]
            fn three(
        fn four() {}
        // #[test]
        fn five() {}
        #[test]
        #[ignore]
        fn six() {}
        #[cfg(test)]
        fn seven() {}";
    let expected = ["one", "two", "three"].map(str::to_owned);
    assert_eq!(tests_in(source), BTreeSet::from(expected));
}
