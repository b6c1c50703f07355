//! A statement whose text is put together from pieces of this program, never from anybody's words:
//! those are always bound.

use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, Arguments, AssertSqlSafe, Encode, Type};

/// Text with `$1…`, and the values.
#[derive(Default)]
pub(super) struct Statement {
    text: String,
    values: AnyArguments,
}

impl Statement {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: AnyArguments::default(),
        }
    }

    pub(super) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds the next `$n` and what it stands for.
    pub(super) fn bind<'v, T>(&mut self, value: T) -> &mut Self
    where
        T: Encode<'v, Any> + Type<Any>,
    {
        // Texts, numbers and bytes are put into the list as they are: nothing can fail.
        let added = self.values.add(value);
        debug_assert!(added.is_ok());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Adds that every word of `text` occurs in `expression`.
    pub(super) fn and_contains(&mut self, expression: &str, text: &str) -> &mut Self {
        for word in super::stored::words(text) {
            self.push(" AND instr(")
                .push(expression)
                .push(", ")
                .bind(word)
                .push(") > 0");
        }
        self
    }

    /// Adds that what stands before is one of these.
    pub(super) fn is_one_of(&mut self, values: &[String]) -> &mut Self {
        self.push("IN (NULL");
        for value in values {
            self.push(", ").bind(value.clone());
        }
        self.push(")")
    }

    pub(super) fn query(self) -> Query<'static, Any, AnyArguments> {
        sqlx::query_with(AssertSqlSafe(self.text), self.values)
    }
}
