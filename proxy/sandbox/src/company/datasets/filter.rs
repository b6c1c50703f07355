//! The filter of a dataset: comparisons joined by `and` or by `or`, never by both. Values stand in single
//! quotes; how a quote in a value would be written is not documented, so it cannot be.

use super::{Column, Problem, problem};

#[derive(Debug)]
pub(super) struct Filter {
    comparisons: Vec<Comparison>,
    all_must_hold: bool,
}

#[derive(Debug)]
struct Comparison {
    column: Column,
    operator: Operator,
    value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Operator {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "eq" => Some(Self::Equal),
            "ne" => Some(Self::NotEqual),
            "lt" => Some(Self::Less),
            "le" => Some(Self::LessOrEqual),
            "gt" => Some(Self::Greater),
            "ge" => Some(Self::GreaterOrEqual),
            _ => None,
        }
    }

    /// Dates sort as their texts do.
    fn holds(self, actual: &str, wanted: &str) -> bool {
        match self {
            Self::Equal => actual == wanted,
            Self::NotEqual => actual != wanted,
            Self::Less => actual < wanted,
            Self::LessOrEqual => actual <= wanted,
            Self::Greater => actual > wanted,
            Self::GreaterOrEqual => actual >= wanted,
        }
    }
}

impl Filter {
    /// Reads `email eq 'ann@example.com' or homeEmail eq 'ann@example.com'`. `column` knows the names.
    pub(super) fn parse(
        text: &str,
        column: impl Fn(&str) -> Result<Column, Problem>,
    ) -> Result<Self, Problem> {
        let mut rest = text.trim();
        let mut comparisons = Vec::new();
        let mut joined_by = None;
        loop {
            let (name, after) = word(rest)?;
            let (operator, after) = word(after)?;
            let (value, after) = quoted(after)?;
            let column = column(name)?;
            let operator = Operator::parse(operator)
                .ok_or_else(|| problem(400, format!("Unknown operator: {operator}")))?;
            let has_order =
                matches!(operator, Operator::Equal | Operator::NotEqual) || column.is_date;
            if !has_order {
                let detail = format!("Only dates have an order, and {name} is none");
                return Err(problem(422, detail));
            }
            comparisons.push(Comparison {
                column,
                operator,
                value: value.to_owned(),
            });
            if after.is_empty() {
                break;
            }
            let (joint, after) = word(after)?;
            if !matches!(joint, "and" | "or") {
                return Err(problem(400, "Comparisons are joined by and, or by or"));
            }
            if joined_by.is_some_and(|before| before != joint) {
                return Err(problem(400, "A filter uses and, or uses or, but not both"));
            }
            joined_by = Some(joint);
            rest = after;
        }
        Ok(Self {
            comparisons,
            all_must_hold: joined_by != Some("or"),
        })
    }

    /// Whether a row passes, whose values `value` knows. What is empty equals the empty text and is in no order.
    pub(super) fn matches(&self, value: impl Fn(&Column) -> Option<String>) -> bool {
        let mut results = self.comparisons.iter().map(|comparison| {
            let (operator, wanted) = (comparison.operator, &comparison.value);
            match value(&comparison.column) {
                Some(actual) => operator.holds(&actual, wanted),
                None => match operator {
                    Operator::Equal | Operator::NotEqual => operator.holds("", wanted),
                    _ => false,
                },
            }
        });
        if self.all_must_hold {
            results.all(|holds| holds)
        } else {
            results.any(|holds| holds)
        }
    }
}

fn word(text: &str) -> Result<(&str, &str), Problem> {
    let text = text.trim_start();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    if word.is_empty() {
        return Err(problem(400, "The filter breaks off"));
    }
    Ok((word, rest.trim_start()))
}

fn quoted(text: &str) -> Result<(&str, &str), Problem> {
    let value = text
        .strip_prefix('\'')
        .and_then(|text| text.split_once('\''))
        .filter(|(_, rest)| rest.is_empty() || rest.starts_with(char::is_whitespace));
    let (value, rest) =
        value.ok_or_else(|| problem(400, "A value stands in single quotes and has none inside"))?;
    Ok((value, rest.trim_start()))
}
