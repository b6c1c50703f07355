//! Invented candidates, each recognisable in BambooHR by something nobody else has, and people who look
//! like them.

use anyhow::{Context, Result, ensure};
use bamboohr_sandbox::{EmployeeRecord, RECRUITER_KEY, Sandbox};
use fastrand::Rng;
use serde_json::{Value, json};

const FIRST_NAMES: [&str; 8] = [
    "Nora", "Elif", "Jonas", "Mateo", "Aiko", "Femi", "Lena", "Tomas",
];
const LAST_NAMES: [&str; 6] = ["Varga", "Okafor", "Lindqvist", "Tanaka", "Moreau", "Sato"];
/// One first day long past and one still to come: BambooHR shows the two kinds of people differently.
const LONG_PAST: &str = "2024-03-04";
const STILL_TO_COME: &str = "2031-03-03";

/// A candidate who was hired, and how to tell who in BambooHR is this person.
#[derive(Clone, Debug)]
pub struct Hire {
    /// The candidate's id.
    pub id: String,
    /// First name, last name.
    pub name: [String; 2],
    /// Unique among all; a few people have none, and then their name is.
    pub email: Option<String>,
    /// The private telephone number.
    pub phone: String,
    /// First day of work.
    pub first_day: &'static str,
    /// Whether files go along.
    pub has_files: bool,
}

impl Hire {
    /// The name of the key with which look-alikes are planted, to tell them apart in the log of requests.
    pub const PLANTER: &str = "recruiter";

    /// Whether an employee is this person. People who were planted are for the judge to leave out.
    pub fn is(&self, employee: &EmployeeRecord) -> bool {
        let text = |field: &str| employee.fields.get(field).map(String::as_str);
        match &self.email {
            Some(email) => text("homeEmail").is_some_and(|found| found.eq_ignore_ascii_case(email)),
            None => {
                let [first, last] = &self.name;
                text("homeEmail").is_none()
                    && text("firstName") == Some(first)
                    && text("lastName") == Some(last)
            }
        }
    }

    /// The names of the documents that go along.
    pub fn documents(&self) -> Vec<String> {
        let kinds = ["cv", "offer"].iter().filter(|_| self.has_files);
        kinds
            .map(|kind| format!("{}-{kind}.pdf", self.id))
            .collect()
    }

    /// As the proxy reads candidates. It makes the files by itself.
    pub fn candidate(&self) -> Value {
        let [first_name, last_name] = &self.name;
        let documents = self.documents().into_iter().zip(["Resume", "Signed offer"]);
        let documents: Vec<Value> = documents
            .map(|(name, kind)| json!({ "name": name, "kind": kind, "bytes": 1 }))
            .collect();
        json!({
            "id": self.id,
            "first_name": first_name,
            "last_name": last_name,
            "email": self.email,
            "phone": self.phone,
            "stage": "hired",
            "job": { "title": "Backend Engineer", "department": "Engineering", "division": "Europe", "location": "London" },
            "offer": {
                "start_date": self.first_day,
                "employment_type": "Full-Time",
                "salary": "61500.00",
                "currency": "GBP",
                "period": "year",
            },
            "documents": documents,
        })
    }

    /// As a connector without a proxy would post it to BambooHR.
    pub fn employee(&self) -> Value {
        let [first_name, last_name] = &self.name;
        let mut employee =
            json!({ "firstName": first_name, "lastName": last_name, "hireDate": self.first_day });
        if let (Some(email), Some(fields)) = (&self.email, employee.as_object_mut()) {
            fields.insert("homeEmail".to_owned(), json!(email));
        }
        employee
    }

    /// Puts this person into BambooHR, or somebody else of the same name and first day, past all faults.
    /// Returns the id.
    pub async fn plant(&self, sandbox: &Sandbox, email: Option<String>) -> Result<String> {
        let mut employee = self.employee();
        if let Some(fields) = employee.as_object_mut() {
            fields.insert("homeEmail".to_owned(), json!(email));
        }
        let answer = by_hand(sandbox, "/employees", &employee).await?;
        let location = answer.headers().get("location").context("no location")?;
        let id = location.to_str()?.rsplit(['/', '=']).next();
        Ok(id.context("no id")?.to_owned())
    }
}

/// What somebody writes who works in BambooHR itself: no fault meets it.
pub(super) async fn by_hand(
    sandbox: &Sandbox,
    path: &str,
    body: &Value,
) -> Result<reqwest::Response> {
    let request = reqwest::Client::new()
        .post(format!("{}/api/v1{path}", sandbox.url()))
        .basic_auth(RECRUITER_KEY, Some("x"))
        // A request that brings its own fault meets no other.
        .header("x-sandbox-fault", r#"{"delay_ms":1}"#)
        .json(body);
    let answer = request.send().await?;
    ensure!(answer.status().is_success(), "by hand: {}", answer.status());
    Ok(answer)
}

/// What the people of a round are like.
#[derive(Clone, Copy, Debug)]
pub struct Crowd {
    /// How many.
    pub size: usize,
    /// Of a hundred, how many have no e-mail address.
    pub without_email: u8,
}

impl Crowd {
    /// Every tenth has no e-mail address.
    pub fn of(size: usize) -> Self {
        Self {
            size,
            without_email: 10,
        }
    }

    /// Invents them. Every tenth pair shares name and first day, with different e-mail addresses.
    pub fn hires(self, dice: &mut Rng) -> Vec<Hire> {
        let mut hires: Vec<Hire> = Vec::with_capacity(self.size);
        for number in 0..self.size {
            let mut hire = self.hire(number, dice);
            if let Some(before) = hires.last()
                && before.email.is_some()
                && hire.email.is_some()
                && dice.u8(..10) == 0
            {
                hire.name.clone_from(&before.name);
                hire.first_day = before.first_day;
            }
            hires.push(hire);
        }
        hires
    }

    fn hire(self, number: usize, dice: &mut Rng) -> Hire {
        let one_of = |names: &[&str], dice: &mut Rng| {
            let chosen = names.get(dice.usize(..names.len()));
            chosen.copied().unwrap_or_default().to_owned()
        };
        let first = one_of(&FIRST_NAMES, dice);
        let mark = letters(number);
        let last = format!("{}-{mark}", one_of(&LAST_NAMES, dice));
        let has_email = dice.u8(..100) >= self.without_email;
        let email = format!(
            "{}.{}@example.com",
            first.to_lowercase(),
            mark.to_lowercase()
        );
        Hire {
            id: format!("cand_{number:05}"),
            name: [first, last],
            email: has_email.then_some(email),
            phone: format!("+44 7700 9{number:05}"),
            first_day: if dice.bool() {
                LONG_PAST
            } else {
                STILL_TO_COME
            },
            has_files: dice.u8(..3) == 0,
        }
    }
}

/// A number as a word that can end a name: 0 is `Aaa`, 1 is `Aab`.
fn letters(number: usize) -> String {
    let letter = |place: usize| char::from(b'a' + u8::try_from(place % 26).unwrap_or_default());
    let [first, second, third] = [number / 676, number / 26, number].map(letter);
    format!("{}{second}{third}", first.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_gives_the_same_people_and_nobody_has_the_mark_of_another() {
        let crowd = || Crowd::of(400).hires(&mut Rng::with_seed(7));
        let hires = crowd();
        let marks: std::collections::BTreeSet<_> = hires
            .iter()
            .map(|hire| hire.email.clone().unwrap_or_else(|| hire.name.concat()))
            .collect();
        assert_eq!(marks.len(), 400);
        assert_eq!(format!("{hires:?}"), format!("{:?}", crowd()));
        let without = hires.iter().filter(|hire| hire.email.is_none()).count();
        assert!((20..80).contains(&without), "{without}");
    }
}
