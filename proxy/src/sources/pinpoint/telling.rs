//! The comment that says who the employee is: at most one, whatever gets lost. When not everything is stored, it says what is
//! missing and where to go on; then a second one says when that is over.
//!
//! It is looked for first. When one may have left before, it is written again only after a while, and only when the look is
//! known to show what is there: how Pinpoint wants to be asked for comments is documented in part, and a filter that it does
//! not understand may give nothing. The comment holds the employee's id and the way to their page, and nothing about the
//! person: everybody on the team can read it.

use std::time::Duration;

use pinpoint::rest::{ApplicationId, Client, Comment, Error, Reason, TOO_MANY_COMMENTS};

use super::super::{Missing, News, SourceError};

const BEGINNING: &str = "Added to BambooHR as employee ";
/// Of the second one.
const OVER: &str = "Nothing is left to do for BambooHR employee ";
/// Before what is missing.
const MISSING: &str = "Not stored there yet: ";

const IN_DOUBT: SourceError = SourceError::InDoubt(
    "Pinpoint did not confirm a comment, and it cannot be found out whether it is there. Look at the application, and add the \
     employee’s number by hand if it is missing.",
);

pub(super) async fn tell(
    client: &Client,
    news: &News<'_>,
    settle: Duration,
) -> Result<(), SourceError> {
    let application = application(news.application)?;
    let comments = match client.comments(&application).await {
        Ok(comments) => comments,
        Err(error) if shows_nothing(&error) && news.out_for.is_none() => Vec::new(),
        Err(error) if shows_nothing(&error) => return Err(IN_DOUBT),
        Err(error) => return Err(error.into()),
    };
    let Some(text) = wanted(&comments, news) else {
        return Ok(());
    };
    if let Some(out_for) = news.out_for {
        if out_for < settle {
            return Err(SourceError::OnItsWay(settle - out_for));
        }
        if comments.is_empty() && !shows_comments(client, news).await? {
            return Err(IN_DOUBT);
        }
    }
    if !(news.leaves)().await? {
        return Err(SourceError::InOtherHands);
    }
    match client.comment(&application, &text).await {
        // It is there; what Pinpoint says of it beside that is not needed.
        Ok(_)
        | Err(Error::Undecodable {
            status: 200..300, ..
        }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// What is to be said; nothing when it stands there.
fn wanted(comments: &[Comment], news: &News<'_>) -> Option<String> {
    let (employee, page) = (news.employee, news.page.as_str());
    let said = |beginning: &str| {
        let mut found = comments.iter().map(|comment| comment.text.as_str());
        found.find(|text| says(text, beginning, employee))
    };
    let first = said(BEGINNING);
    let was_in_part = first.map_or(news.told_in_part, |text| text.contains(MISSING));
    match (said(OVER), first) {
        (Some(_), _) => None,
        _ if news.is_the_end && was_in_part => Some(words(OVER, employee, page)),
        (None, Some(_)) => None,
        (None, None) => Some(match &news.missing {
            Some(missing) => format!("{}\n{}", words(BEGINNING, employee, page), remark(missing)),
            None => words(BEGINNING, employee, page),
        }),
    }
}

fn remark(missing: &Missing) -> String {
    let what = match missing.what.is_empty() {
        true => "something".to_owned(),
        false => missing.what.join(", "),
    };
    let page = missing.page.as_ref();
    let page = page.map_or_else(String::new, |page| format!(": {page}"));
    format!("{MISSING}{what}. Go on with it in Send to BambooHR{page}")
}

/// Whether a look shows a comment where one is certain to be.
async fn shows_comments(client: &Client, news: &News<'_>) -> Result<bool, SourceError> {
    let Some((elsewhere, employee)) = &news.told_elsewhere else {
        return Ok(false);
    };
    let comments = client.comments(&application(elsewhere)?).await?;
    Ok(one_says(&comments, employee))
}

fn application(id: &str) -> Result<ApplicationId, SourceError> {
    let id = ApplicationId::parse(id);
    id.ok_or(SourceError::NotTaken("This is no id of an application."))
}

fn one_says(comments: &[Comment], employee: &str) -> bool {
    let mut comments = comments.iter();
    comments.any(|comment| {
        let text = &comment.text;
        says(text, BEGINNING, employee) || says(text, OVER, employee)
    })
}

fn words(beginning: &str, employee: &str, page: &str) -> String {
    match page {
        "" => format!("{beginning}{employee}"),
        page => format!("{beginning}{employee}: {page}"),
    }
}

/// Whether a comment is the one about this employee, and not about one whose number begins alike.
fn says(comment: &str, beginning: &str, employee: &str) -> bool {
    comment.match_indices(beginning).any(|(at, _)| {
        let rest = comment.get(at + beginning.len()..).unwrap_or_default();
        let after = rest.strip_prefix(employee);
        after.is_some_and(|after| !after.starts_with(|next: char| next.is_alphanumeric()))
    })
}

/// Whether it stays unknown which comments there are, however often it is asked.
fn shows_nothing(error: &Error) -> bool {
    let is_not_understood = matches!(
        error.refused(),
        Some(Reason::BadRequest | Reason::Unprocessable)
    );
    let is_too_much =
        matches!(error, Error::Undecodable { what, .. } if *what == TOO_MANY_COMMENTS);
    is_not_understood || is_too_much
}

#[cfg(test)]
mod tests;
