//! XML documents in BambooHR's shapes, and the one way text gets into markup: escaped.

use serde_json::{Map, Value};

use crate::company::{
    Directory, DirectoryField, FileCategory, FiledDocument, FilesOfEmployee, User, yes_or_no,
};

/// Text as it may stand in XML and HTML, in elements and in quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // XML has no way to write the other control characters.
            control if control.is_control() && !matches!(control, '\n' | '\t' | '\r') => {
                escaped.push('\u{fffd}');
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// One employee: every entry of the JSON object but `id` becomes a `field`.
pub(super) fn employee(employee: &Value) -> String {
    let empty = Map::new();
    let fields = employee.as_object().unwrap_or(&empty);
    format!(
        "<employee id=\"{}\">{}</employee>",
        attribute(fields, "id"),
        fields_of(fields, &["id"])
    )
}

/// Any JSON value as a document: objects become fields, arrays items.
pub(super) fn document(value: &Value) -> String {
    match value {
        Value::Object(values) => format!("<result>{}</result>", fields_of(values, &[])),
        Value::Array(items) => {
            let item = |item: &Value| format!("<item>{}</item>", document(item));
            format!(
                "<result>{}</result>",
                items.iter().map(item).collect::<String>()
            )
        }
        simple => text(simple),
    }
}

/// The directory: its columns, then the people.
pub(super) fn directory(directory: &Directory) -> String {
    let column = |field: &DirectoryField| {
        format!(
            "<field id=\"{}\" type=\"{}\">{}</field>",
            field.id,
            field.kind,
            escape(field.name)
        )
    };
    let columns: String = directory.fields.iter().map(column).collect();
    let person = |entry: &Map<String, Value>| {
        format!(
            "<employee id=\"{}\">{}</employee>",
            attribute(entry, "id"),
            fields_of(entry, &["id"])
        )
    };
    let people: String = directory.employees.iter().map(person).collect();
    format!("<directory><fieldset>{columns}</fieldset><employees>{people}</employees></directory>")
}

/// The rows of a table.
pub(super) fn table(rows: &[Map<String, Value>]) -> String {
    let row = |row: &Map<String, Value>| {
        let (id, employee) = (attribute(row, "id"), attribute(row, "employeeId"));
        format!(
            "<row id=\"{id}\" employeeId=\"{employee}\">{}</row>",
            fields_of(row, &["id", "employeeId"])
        )
    };
    format!(
        "<table>{}</table>",
        rows.iter().map(row).collect::<String>()
    )
}

/// The files of an employee by category.
pub(super) fn files(files: &FilesOfEmployee) -> String {
    let file = |file: &FiledDocument| {
        format!(
            "<file id=\"{}\"><name>{}</name><originalFileName>{}</originalFileName><size>{}</size>\
             <dateCreated>{}</dateCreated><createdBy>{}</createdBy>\
             <shareWithEmployee>{}</shareWithEmployee></file>",
            file.id,
            escape(&file.name),
            escape(&file.original_name),
            file.size,
            super::files::date_created(file),
            escape(&file.added_by),
            yes_or_no(file.is_shared),
        )
    };
    let category = |(category, documents): &(FileCategory, Vec<FiledDocument>)| {
        format!(
            "<category id=\"{}\"><name>{}</name><canUploadFiles>{}</canUploadFiles>{}</category>",
            category.id,
            escape(&category.name),
            yes_or_no(files.may_upload),
            documents.iter().map(file).collect::<String>(),
        )
    };
    format!(
        "<employee id=\"{}\">{}</employee>",
        files.employee,
        files.categories.iter().map(category).collect::<String>()
    )
}

/// A list with its options, from the JSON object.
pub(super) fn list(list: &Value) -> String {
    let empty = Map::new();
    let list = list.as_object().unwrap_or(&empty);
    let option = |option: &Value| {
        let option = option.as_object().unwrap_or(&empty);
        format!(
            "<option id=\"{}\" archived=\"{}\" createdDate=\"{}\" manageable=\"{}\">{}</option>",
            attribute(option, "id"),
            attribute(option, "archived"),
            attribute(option, "createdDate"),
            attribute(option, "manageable"),
            attribute(option, "name"),
        )
    };
    let options = list.get("options").and_then(Value::as_array);
    format!(
        "<list fieldId=\"{}\" manageable=\"{}\" multiple=\"{}\"><name>{}</name><options>{}</options></list>",
        attribute(list, "fieldId"),
        attribute(list, "manageable"),
        attribute(list, "multiple"),
        attribute(list, "name"),
        options
            .into_iter()
            .flatten()
            .map(option)
            .collect::<String>(),
    )
}

/// The users of the company.
pub(super) fn users(users: &[User]) -> String {
    let user = |user: &User| {
        format!(
            "<user id=\"{}\" employeeId=\"{}\"><firstName>{}</firstName><lastName>{}</lastName>\
             <email>{}</email><status>{}</status><lastLogin>{}</lastLogin></user>",
            user.id,
            user.employee,
            escape(&user.first_name),
            escape(&user.last_name),
            escape(&user.email),
            user.status,
            user.last_login,
        )
    };
    format!(
        "<users>{}</users>",
        users.iter().map(user).collect::<String>()
    )
}

fn fields_of(values: &Map<String, Value>, except: &[&str]) -> String {
    let shown = values
        .iter()
        .filter(|(name, _)| !except.contains(&name.as_str()));
    shown.map(|(name, value)| field(name, value)).collect()
}

fn field(name: &str, value: &Value) -> String {
    let name = escape(name);
    match value {
        Value::Null => format!("<field id=\"{name}\"/>"),
        Value::Object(amount) => {
            let (currency, value) = (attribute(amount, "currency"), attribute(amount, "value"));
            format!("<field id=\"{name}\" currency=\"{currency}\">{value}</field>")
        }
        Value::Array(options) => {
            let options: Vec<String> = options.iter().map(text).collect();
            format!("<field id=\"{name}\">{}</field>", options.join(", "))
        }
        other => format!("<field id=\"{name}\">{}</field>", text(other)),
    }
}

fn attribute(values: &Map<String, Value>, name: &str) -> String {
    values.get(name).map(text).unwrap_or_default()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => escape(text),
        other => escape(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn markup_in_a_value_stays_text() {
        assert_eq!(
            escape(r#"<b>"R&D"</b> 'x'"#),
            "&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt; &#39;x&#39;"
        );
        assert_eq!(escape("a\u{0}b"), "a\u{fffd}b");
    }

    #[test]
    fn an_employee_is_an_element_with_a_field_per_value() {
        let document = employee(&json!({"id": "8", "firstName": "A&B", "hireDate": null}));
        assert_eq!(
            document,
            r#"<employee id="8"><field id="firstName">A&amp;B</field><field id="hireDate"/></employee>"#
        );
    }
}
