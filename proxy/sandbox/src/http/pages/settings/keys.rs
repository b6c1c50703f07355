//! The keys on the page of settings: what each may do, in words. The secret of a key that somebody added is
//! never shown; those of the three keys that every sandbox has are no secrets.

use super::super::parts;
use crate::company::{ADMIN_KEY, FieldSet, Files, Key, LIMITED_KEY, People, RECRUITER_KEY};
use crate::http::markup::escape;

const SAMPLES: [&str; 3] = [ADMIN_KEY, LIMITED_KEY, RECRUITER_KEY];

/// All keys by name.
pub(super) fn table<'key>(keys: impl Iterator<Item = (&'key str, &'key Key)>) -> String {
    let rows: String = keys.map(|(name, key)| row(name, key)).collect();
    if rows.is_empty() {
        return "<p class=\"muted\">There is no key: nobody is let in.</p>".to_owned();
    }
    let table = format!(
        "<table class=\"table\"><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Key</th>\
         <th scope=\"col\">May</th></tr></thead><tbody>{rows}</tbody></table>"
    );
    parts::scrolling("List of keys", &table)
}

fn row(name: &str, key: &Key) -> String {
    let secret = match SAMPLES.into_iter().find(|sample| key.secret == *sample) {
        Some(sample) => format!("<code>{sample}</code> <span class=\"quiet\">Sample key</span>"),
        None => "<span class=\"muted\">Not shown</span>".to_owned(),
    };
    let rights: Vec<String> = rights(key).iter().map(|right| escape(right)).collect();
    format!(
        "<tr data-key=\"{name}\"><th scope=\"row\">{name}</th><td>{secret}</td><td>{}</td></tr>",
        rights.join("<br>"),
        name = escape(name),
    )
}

/// A line for each.
fn rights(key: &Key) -> Vec<String> {
    let mut rights = vec![
        format!("read {}", fields(&key.read_fields)),
        format!("write {}", fields(&key.write_fields)),
    ];
    if let People::Only(ids) = &key.sees_people {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        rights.push(format!("see only the employees {}", ids.join(", ")));
    }
    match key.files {
        Files::None => {}
        Files::See => rights.push("see files".to_owned()),
        Files::Edit => rights.push("see and upload files and photos".to_owned()),
    }
    for (is_given, right) in [
        (key.add_people, "add people"),
        (key.delete_people, "delete people"),
        (key.manage_lists, "change the options of lists"),
        (key.see_users, "see the users"),
    ] {
        if is_given {
            rights.push(right.to_owned());
        }
    }
    if let Some(id) = &key.employee_id {
        rights.push(format!("speak as the employee {id}"));
    }
    rights
}

fn fields(set: &FieldSet) -> String {
    let listed = |names: &std::collections::BTreeSet<String>| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.join(", ")
    };
    match set {
        FieldSet::All => "all fields".to_owned(),
        FieldSet::Only(names) if names.is_empty() => "no field".to_owned(),
        FieldSet::Only(names) => format!("only {}", listed(names)),
        FieldSet::AllBut(names) => format!("all fields but {}", listed(names)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_what_it_may_do_and_nothing_else() {
        assert_eq!(
            rights(&Key::limited("s")),
            [
                "read only firstName, id, lastName, workEmail",
                "write no field"
            ]
        );
        let key = Key {
            add_people: true,
            files: Files::See,
            sees_people: People::only(["4", "13"]),
            write_fields: FieldSet::all_but(["ssn"]),
            employee_id: Some("13".to_owned()),
            ..Key::limited("s")
        };
        assert_eq!(
            rights(&key).get(1..).unwrap_or_default(),
            [
                "write all fields but ssn",
                "see only the employees 13, 4",
                "see files",
                "add people",
                "speak as the employee 13",
            ]
        );
    }
}
