//! The comment that says who the employee is: at most one, whatever gets lost.
//!
//! It is looked for first. When one may have left before, it is written again only after a while, and only when the look is
//! known to show what is there: how Pinpoint wants to be asked for comments is documented in part, and a filter that it does
//! not understand may give nothing. The comment holds the employee's id and the way to their page, and nothing about the
//! person: everybody on the team can read it.

use std::time::Duration;

use pinpoint::rest::{ApplicationId, Client, Comment, Error, Reason};

use super::super::{News, SourceError};

const BEGINNING: &str = "Added to BambooHR as employee ";

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
        Err(error) if is_not_understood(&error) && news.out_for.is_none() => Vec::new(),
        Err(error) if is_not_understood(&error) => return Err(IN_DOUBT),
        Err(error) => return Err(error.into()),
    };
    if one_says(&comments, news.employee) {
        return Ok(());
    }
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
    let text = words(news.employee, news.page.as_deref());
    match client.comment(&application, &text).await {
        // It is there; what Pinpoint says of it beside that is not needed.
        Ok(_)
        | Err(Error::Undecodable {
            status: 200..300, ..
        }) => Ok(()),
        Err(error) => Err(error.into()),
    }
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
    comments.any(|comment| says(&comment.text, employee))
}

fn words(employee: &str, page: Option<&str>) -> String {
    let page = page.filter(|page| !page.is_empty());
    match page {
        Some(page) => format!("{BEGINNING}{employee}: {page}"),
        None => format!("{BEGINNING}{employee}"),
    }
}

/// Whether a comment is the one about this employee, and not about one whose number begins alike.
fn says(comment: &str, employee: &str) -> bool {
    comment.match_indices(BEGINNING).any(|(at, _)| {
        let rest = comment.get(at + BEGINNING.len()..).unwrap_or_default();
        let after = rest.strip_prefix(employee);
        after.is_some_and(|after| !after.starts_with(|next: char| next.is_alphanumeric()))
    })
}

fn is_not_understood(error: &Error) -> bool {
    matches!(
        error.refused(),
        Some(Reason::BadRequest | Reason::Unprocessable)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_known_again_and_that_of_a_longer_number_is_another() {
        let page = "https://acme.bamboohr.com/employees/employee.php?id=471";
        for text in [
            words("471", Some(page)),
            words("471", None),
            format!("By us: {}", words("471", None)),
        ] {
            assert!(says(&text, "471"), "{text}");
            assert!(!says(&text, "47"), "{text}");
            assert!(!says(&text, "4711"), "{text}");
        }
        assert!(!says("She is employee 471", "471"));
    }
}
