//! The comment that says who the employee is: at most one, whatever gets lost.
//!
//! It is looked for first. When it cannot be looked for, it is written only if none can have left before. It holds the
//! employee's id and the way to their page, and nothing about the person: everybody on the team can read it.

use pinpoint::rest::{ApplicationId, Client, Error, Reason};

use super::super::{News, SourceError};

const BEGINNING: &str = "Added to BambooHR as employee ";

pub(super) async fn tell(client: &Client, news: &News<'_>) -> Result<(), SourceError> {
    let application = ApplicationId::parse(news.application);
    let application =
        application.ok_or(SourceError::NotTaken("This is no id of an application."))?;
    match client.comments(&application).await {
        Ok(comments)
            if comments
                .iter()
                .any(|comment| says(&comment.text, news.employee)) =>
        {
            return Ok(());
        }
        Ok(_) => {}
        Err(error) if is_not_understood(&error) && !news.may_be_out => {}
        Err(error) if is_not_understood(&error) => {
            return Err(SourceError::InDoubt(
                "Pinpoint did not confirm a comment and cannot be asked whether it is there. Look at the application, and add \
                 the employee’s number by hand if it is missing.",
            ));
        }
        Err(error) => return Err(error.into()),
    }
    if !(news.leaves)().await? {
        return Err(SourceError::InOtherHands);
    }
    let text = words(news.employee, news.page.as_deref());
    client.comment(&application, &text).await?;
    Ok(())
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
