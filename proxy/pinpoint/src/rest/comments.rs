//! Comments on an application. The team sees them; whoever writes one must put nothing private into it.

use std::collections::HashSet;

use serde_json::json;

use super::{ApplicationId, Client, Error, Reason};

/// How the kind of what is commented on is spelled in a filter. The documentation does not say; the first is how it is
/// spelled in a document.
const SPELLINGS: [&str; 2] = ["applications", "Application"];
/// Comments of one page.
const PAGE: usize = 100;
/// More pages than this are not looked through: then it is not known which comments there are.
const MOST_PAGES: u32 = 20;

/// What [`Error::Undecodable`] says of an application with more comments than are looked through.
pub const TOO_MANY_COMMENTS: &str = "there are more comments than are looked through";
const TOO_MANY: Error = Error::Undecodable {
    status: 200,
    what: TOO_MANY_COMMENTS,
};
const UNREADABLE: Error = Error::Undecodable {
    status: 200,
    what: "a comment cannot be read",
};

/// A comment that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Pinpoint's id of it.
    pub id: String,
    /// What it says.
    pub text: String,
}

impl Client {
    /// The comments on an application, all of them or an error. [`Reason::BadRequest`] or [`Reason::Unprocessable`] when Pinpoint takes none of the
    /// known ways to ask for them.
    pub async fn comments(&self, on: &ApplicationId) -> Result<Vec<Comment>, Error> {
        let [first, second] = SPELLINGS;
        match self.comments_spelled(first, on).await {
            // Nothing may mean that it is spelled in the other way.
            Ok(found) if found.is_empty() => {
                let others = self.comments_spelled(second, on).await;
                match others {
                    Err(error) if is_not_understood(&error) => Ok(found),
                    outcome => outcome,
                }
            }
            Err(error) if is_not_understood(&error) => self.comments_spelled(second, on).await,
            outcome => outcome,
        }
    }

    async fn comments_spelled(
        &self,
        spelling: &str,
        on: &ApplicationId,
    ) -> Result<Vec<Comment>, Error> {
        let mut comments: Vec<Comment> = Vec::new();
        let mut seen = HashSet::new();
        let size = PAGE.to_string();
        // Pages are counted: where an answer says that the next one is may be anywhere, and the key would go there.
        for page in 1..=MOST_PAGES {
            let page = page.to_string();
            let query = [
                ("filter[commentable_type]", spelling),
                ("filter[commentable_id]", on.as_str()),
                ("page[number]", page.as_str()),
                ("page[size]", size.as_str()),
            ];
            let document = self.get("comments", &["comments"], &query).await?;
            // It may be the one that is looked for.
            if document.unreadable > 0 {
                return Err(UNREADABLE);
            }
            let of_this = document.data.iter().filter(|comment| {
                // When Pinpoint says on what it is, that counts: a filter may be ignored.
                let about = comment.id_of("commentable");
                about.is_none_or(|about| about == on.as_str())
            });
            comments.extend(of_this.filter_map(|comment| {
                Some(Comment {
                    id: comment.id.clone(),
                    text: comment.text("body_text")?,
                })
            }));
            let elements = document.data.len();
            let new = document.data.into_iter().map(|comment| comment.id);
            let new = new.filter(|id| seen.insert(id.clone())).count();
            // One that gives the same page again does not take page numbers, and has shown what it shows.
            if new == 0 || !(document.has_next || elements >= PAGE) {
                return Ok(comments);
            }
        }
        Err(TOO_MANY)
    }

    /// Writes a comment, once. After an error that does not say [`Error::nothing_happened`] it may be there.
    pub async fn comment(&self, on: &ApplicationId, text: &str) -> Result<Comment, Error> {
        let body = json!({ "data": {
            "type": "comments",
            "attributes": { "body_text": text },
            "relationships": { "commentable": { "data": { "type": "applications", "id": on.as_str() } } },
        } });
        let document = self.post("comment", &["comments"], &body).await?;
        let id = document.data.into_iter().next().map(|comment| comment.id);
        Ok(Comment {
            id: id.unwrap_or_default(),
            text: text.to_owned(),
        })
    }
}

fn is_not_understood(error: &Error) -> bool {
    matches!(
        error.refused(),
        Some(Reason::BadRequest | Reason::Unprocessable)
    )
}
