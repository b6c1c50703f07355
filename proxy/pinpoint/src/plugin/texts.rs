//! Texts that people read, where Pinpoint takes them for HTML.

use serde_json::Value;

use super::{Dialect, TextForm};

/// Members that people read. What is handed back, such as the value of an option, is no text of theirs.
const READ: [&str; 4] = ["label", "description", "message", "error"];

/// An answer with its texts as they are to be told.
pub fn told(mut answer: Value, dialect: &Dialect) -> Value {
    if dialect.texts == TextForm::Html {
        escape(&mut answer);
    }
    answer
}

fn escape(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                match value {
                    Value::String(text) if READ.contains(&name.as_str()) => *text = escaped(text),
                    other => escape(other),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(escape),
        _ => {}
    }
}

/// A text that people read, as it is to be told.
pub(crate) fn text_told(text: &str, dialect: &Dialect) -> String {
    match dialect.texts {
        TextForm::Html => escaped(text),
        TextForm::Plain => text.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push_str("<br>"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_people_read_is_written_as_html_and_only_when_that_is_set() {
        let answer = json!({ "message": "<b> & \"co\"\n'", "key": "<", "toast": { "error": "<i>" },
                             "formFields": [{ "value": "<", "label": ">" }] });
        assert_eq!(told(answer.clone(), &Dialect::default()), answer);
        let html = Dialect {
            texts: TextForm::Html,
            ..Dialect::default()
        };
        assert_eq!(
            told(answer, &html),
            json!({ "message": "&lt;b&gt; &amp; &quot;co&quot;<br>&#39;", "key": "<", "toast": { "error": "&lt;i&gt;" },
                    "formFields": [{ "value": "<", "label": "&gt;" }] })
        );
    }
}
