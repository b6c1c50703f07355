//! How many sends began in each of the last weeks, and how they stand: the chart of the log.

use handoff::interface::{LogOutcome, LogWeek, SendState};
use jiff::Span;
use jiff::civil::{Date, Weekday};
use sqlx::Row;

use super::statement::Statement;
use super::stored::count;
use super::{AccountId, Ledger, LedgerError};
use crate::account::Sight;

impl Ledger {
    /// The last `weeks` weeks up to the current one, the oldest first, each from Monday in UTC.
    pub async fn weeks(
        &self,
        account: &AccountId,
        sight: &Sight,
        weeks: u32,
    ) -> Result<Vec<LogWeek>, LedgerError> {
        let unreadable = || LedgerError::UnreadableRow("sends");
        let clock = self
            .database
            .row(sqlx::query("SELECT at FROM clock"))
            .await?;
        let now: String = clock.ok_or_else(unreadable)?.try_get("at")?;
        let mondays = mondays(day_of(&now).ok_or_else(unreadable)?, weeks);
        let mut counted: Vec<LogWeek> = mondays
            .iter()
            .map(|monday| LogWeek {
                monday: monday.to_string(),
                ..LogWeek::default()
            })
            .collect();
        let Some(first) = counted.first() else {
            return Ok(counted);
        };

        let mut asked = Statement::new(
            "SELECT substr(s.started_at, 1, 10) AS day, s.state, count(*) AS found FROM sends s WHERE s.account = ",
        );
        asked.bind(account.as_str().to_owned());
        asked
            .push(" AND s.started_at >= ")
            .bind(first.monday.clone());
        asked.and_in_sight(sight, "s", "s.candidate");
        asked.push(" GROUP BY substr(s.started_at, 1, 10), s.state");
        let query = asked.query();
        for row in &self.database.rows(query).await? {
            let day = day_of(&row.try_get::<String, _>("day")?).ok_or_else(unreadable)?;
            let state = SendState::from_code(&row.try_get::<String, _>("state")?);
            let outcome = LogOutcome::of(state.ok_or_else(unreadable)?);
            let place = mondays.iter().rposition(|monday| *monday <= day);
            // A send from after this week's end: two clocks disagree, and it is of no week yet.
            let Some(week) = place.and_then(|place| counted.get_mut(place)) else {
                continue;
            };
            *of_outcome(week, outcome) += count(row, "found")?;
        }
        Ok(counted)
    }
}

fn of_outcome(week: &mut LogWeek, outcome: LogOutcome) -> &mut u64 {
    match outcome {
        LogOutcome::NeedsPerson => &mut week.needs_person,
        LogOutcome::Running => &mut week.running,
        LogOutcome::Done => &mut week.done,
        LogOutcome::NotSent => &mut week.not_sent,
    }
}

fn day_of(time: &str) -> Option<Date> {
    time.get(..10)?.parse().ok()
}

/// The Mondays of this many weeks, the last of which has `today`.
fn mondays(today: Date, weeks: u32) -> Vec<Date> {
    let behind = i64::from(today.weekday().since(Weekday::Monday));
    let mut mondays: Vec<Date> = (0..i64::from(weeks))
        .map_while(|week| {
            let days = Span::new().try_days(behind + 7 * week).ok()?;
            today.checked_sub(days).ok()
        })
        .collect();
    mondays.reverse();
    mondays
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_week_begins_on_monday_and_the_last_one_has_today() {
        let expected = [date(2026, 12, 21), date(2026, 12, 28)];
        for day in [date(2026, 12, 28), date(2027, 1, 1), date(2027, 1, 3)] {
            assert_eq!(mondays(day, 2), expected, "{day}");
        }
        assert_eq!(mondays(date(2027, 1, 4), 1), [date(2027, 1, 4)]);
        assert!(mondays(date(2027, 1, 4), 0).is_empty());
    }
}
