//! Every way in which Pinpoint could do what its documents leave open, and many together: each makes exactly one employee
//! with the values of the candidate.

use anyhow::{Context as _, Result, bail, ensure};
use fastrand::Rng;
use system_tests::pinpoint_host::{
    Banner, Blanks, Chosen, Configured, Dates, FileShape, JoinRule, Mapped, PinpointCandidate,
    Unflagged, UnknownVariables, Ways,
};

use super::office::Office;

const NOBODY_IN_PARTICULAR: &str = "neither the id of the application nor an e-mail address";
/// Typed over a city that Pinpoint filled in.
const EDITED: &str = "Dripping Springs";
const SEED: u64 = 8;
/// Ways of everything at once, besides each way alone.
const MIXED: usize = 12;

const CONFIGURED: [Configured; 3] = [Configured::Header, Configured::Body, Configured::Both];
const JOINS: [JoinRule; 2] = [JoinRule::Origin, JoinRule::Append];
const VARIABLES: [UnknownVariables; 2] = [UnknownVariables::Empty, UnknownVariables::Literal];
const UNFLAGGED: [Unflagged; 2] = [Unflagged::Kept, Unflagged::Lost];
const BLANKS: [Blanks; 3] = [Blanks::Absent, Blanks::Null, Blanks::Empty];
const DATES: [Dates; 2] = [Dates::Date, Dates::DateTime];
const CHOSEN: [Chosen; 2] = [Chosen::Text, Chosen::ListOfOne];
const MAPPED: [Mapped; 3] = [Mapped::Once, Mapped::WhereNothingIsSaid, Mapped::Always];
const FILES: [FileShape; 6] = [
    FileShape::UrlObject,
    FileShape::DataObject,
    FileShape::DataUri,
    FileShape::UrlText,
    FileShape::List,
    FileShape::Odd,
];

fn each_alone() -> Vec<(String, Ways)> {
    let usual = Ways::default;
    let mut all = vec![("as usual".to_owned(), usual())];
    let mut add = |name: String, ways: Ways| all.push((name, ways));
    for configured in CONFIGURED {
        add(
            format!("configuration in {configured:?}"),
            Ways {
                configured,
                ..usual()
            },
        );
    }
    for join in JOINS {
        add(
            format!("endpoints joined by {join:?}"),
            Ways { join, ..usual() },
        );
    }
    for unknown_variables in VARIABLES {
        add(
            format!("unknown variables {unknown_variables:?}"),
            Ways {
                unknown_variables,
                ..usual()
            },
        );
    }
    for unflagged in UNFLAGGED {
        add(
            format!("unflagged values {unflagged:?}"),
            Ways {
                unflagged,
                ..usual()
            },
        );
    }
    for blanks in BLANKS {
        add(
            format!("empty fields {blanks:?}"),
            Ways { blanks, ..usual() },
        );
    }
    for dates in DATES {
        add(format!("dates as {dates:?}"), Ways { dates, ..usual() });
    }
    for chosen in CHOSEN {
        add(format!("choices as {chosen:?}"), Ways { chosen, ..usual() });
    }
    for mapped in MAPPED {
        add(
            format!("mappings count {mapped:?}"),
            Ways { mapped, ..usual() },
        );
    }
    for files in FILES {
        add(format!("files as {files:?}"), Ways { files, ..usual() });
    }
    add(
        "keys that nobody documented".to_owned(),
        Ways {
            extra_keys: true,
            ..usual()
        },
    );
    add(
        "a generated id".to_owned(),
        Ways {
            generated_uuid: true,
            ..usual()
        },
    );
    add(
        "without read-only fields".to_owned(),
        Ways {
            submits_read_only: false,
            ..usual()
        },
    );
    all
}

fn mixed(random: &mut Rng) -> Ways {
    let any = |random: &mut Rng, most: usize| random.usize(..most);
    Ways {
        configured: CONFIGURED[any(random, 3)],
        join: JOINS[any(random, 2)],
        unknown_variables: VARIABLES[any(random, 2)],
        unflagged: UNFLAGGED[any(random, 2)],
        blanks: BLANKS[any(random, 3)],
        dates: DATES[any(random, 2)],
        chosen: CHOSEN[any(random, 2)],
        mapped: MAPPED[any(random, 3)],
        files: FILES[any(random, 6)],
        extra_keys: random.bool(),
        generated_uuid: random.bool(),
        ..Ways::default()
    }
}

#[tokio::test]
async fn each_way_of_pinpoint_makes_one_employee_with_the_values_of_the_candidate() -> Result<()> {
    let office = Office::open("submit_seconds = 45").await?;
    let mut random = Rng::with_seed(SEED);
    let mut variants = each_alone();
    variants.extend((0..MIXED).map(|number| (format!("mixed {number}"), mixed(&mut random))));
    let mut failed = Vec::new();
    for (number, (name, ways)) in variants.iter().enumerate() {
        let candidate = match number % 3 {
            1 => office.minimal(),
            2 => office.elsewhere(),
            _ => office.full(),
        };
        // Files only with somebody who has one.
        let candidate = if name.starts_with("files") {
            office.full()
        } else {
            candidate
        };
        let went = one(&office, &candidate, *ways).await;
        let result = match &went {
            Ok(()) => "passed".to_owned(),
            Err(why) => format!("FAILED: {why:#}"),
        };
        println!("{name:<34} {result}");
        failed.extend(went.err().map(|_| name.clone()));
    }
    println!(
        "{} of {} ways passed",
        variants.len() - failed.len(),
        variants.len()
    );
    ensure!(failed.is_empty(), "{failed:?}");
    Ok(())
}

#[tokio::test]
async fn where_read_only_fields_are_not_submitted_a_setting_helps() -> Result<()> {
    let office = Office::open("[dialect]\nread_only_fields = false").await?;
    let host = office.host.with(Ways {
        submits_read_only: false,
        ..Ways::default()
    });
    let candidate = office.full();
    let first = host.opens(&candidate).await?.submits().await?;
    ensure!(first.is_success(), "{first:?}");
    ensure!(host.opens(&candidate).await?.submits().await? == first && office.creates() == 1);
    office.employee(&candidate)?;
    Ok(())
}

/// One candidate from the menu to the employee.
async fn one(office: &Office, candidate: &PinpointCandidate, ways: Ways) -> Result<()> {
    let before = office.creates();
    let host = office
        .host
        .with(ways)
        .waits(std::time::Duration::from_secs(50))?;
    let mut form = host.opens(candidate).await?;
    let is_elsewhere = candidate
        .variables
        .get("candidate_address_country_code")
        .is_some_and(|code| code == "DE");
    // A variable that was left as it stands is seen and replaced.
    if form.value("hireDate").is_empty() || form.value("hireDate").contains("{{") {
        form.enters("hireDate", "2027-03-01").await?;
    }
    if is_elsewhere {
        form.enters("country", "Germany").await?;
        let city = candidate
            .variables
            .get("candidate_address_city")
            .context("no city")?;
        ensure!(form.value("city") == city, "the form lost {city}");
    } else if candidate.cv.is_some() {
        // What somebody changed in a field that Pinpoint filled in is not taken back by asking for the form anew.
        form.enters("city", EDITED).await?;
        form.enters("country", "United States").await?;
        form.enters("state", "Texas").await?;
    }
    let banner = form.submits().await?;
    if !ways.submits_read_only {
        // Who it is stands in fields that nobody can change, and is guessed from nothing else.
        ensure!(
            banner.words().contains(NOBODY_IN_PARTICULAR),
            "{}",
            banner.words()
        );
        ensure!(office.creates() == before, "somebody was sent");
        return Ok(());
    }
    let Banner::Success(message) = &banner else {
        bail!("{}", banner.words());
    };
    ensure!(
        office.creates() == before + 1,
        "{} calls to create",
        office.creates() - before
    );
    let employee = office.employee(candidate)?;
    ensure!(
        message.contains(&format!("as employee {}", employee.id)),
        "{message}"
    );
    let is_as = |field: &str, expected: &str| {
        let found = employee
            .fields
            .get(field)
            .map(String::as_str)
            .unwrap_or_default();
        ensure!(found == expected, "{field} is “{found}”, not “{expected}”");
        Ok(())
    };
    let variable = |name: &str| {
        candidate
            .variables
            .get(name)
            .map(String::as_str)
            .unwrap_or_default()
    };
    is_as("firstName", variable("candidate_first_name"))?;
    is_as("lastName", variable("candidate_last_name"))?;
    is_as("hireDate", "2027-03-01")?;
    let city = match candidate.cv {
        Some(_) => EDITED,
        None => variable("candidate_address_city"),
    };
    is_as("city", city)?;
    is_as("mobilePhone", variable("candidate_telephone_number"))?;
    is_as("jobTitle", variable("job_title"))?;
    if candidate.cv.is_none() {
        return Ok(());
    }
    match ways.files {
        FileShape::Odd => ensure!(
            message.contains("CV did not go along") && employee.files.is_empty(),
            "{message}"
        ),
        _ => ensure!(
            employee.files.len() == 1 && employee.files[0].size == 17,
            "{:?}",
            employee.files
        ),
    }
    Ok(())
}
