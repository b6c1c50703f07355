//! Small pieces of markup that several pages use. What comes in as text is escaped here.

use jiff::{Timestamp, civil::Date};

use super::super::markup::escape;
use super::link;

/// Two words about a state. `kind` is one of `good`, `busy`, `warning`, `bad`, `plain`.
pub(super) fn badge(kind: &str, words: &str) -> String {
    format!(
        "<span class=\"badge badge--{kind}\">{}</span>",
        escape(words)
    )
}

/// The photo, or the initials. Decoration: the name stands beside it.
pub(super) fn avatar(name: &str, photo_url: Option<&str>, class: &str) -> String {
    match photo_url {
        Some(url) => format!("<img class=\"{class}\" src=\"{}\" alt=\"\">", escape(url)),
        None => format!(
            "<span class=\"{class}\" aria-hidden=\"true\">{}</span>",
            escape(&initials(name))
        ),
    }
}

/// First letters of the first and the last word; letters and digits only.
fn initials(name: &str) -> String {
    let mut letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = letters.next();
    let both = first.into_iter().chain(letters.next_back());
    both.flat_map(char::to_uppercase).collect()
}

/// A table that scrolls within its box when it is wider than the screen. `label` says what is in it;
/// `table` is markup.
pub(super) fn scrolling(label: &str, table: &str) -> String {
    format!(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">{table}</div>",
        escape(label)
    )
}

/// A table whose rows are stacked on narrow screens. Browsers then forget that it is a table unless its
/// roles are spelled out, here and in the rows. `heads` are texts, `rows` markup.
pub(super) fn stacking(class: &str, label: &str, heads: &[&str], rows: &str) -> String {
    let heads: String = heads
        .iter()
        .map(|head| {
            format!(
                "<th scope=\"col\" role=\"columnheader\">{}</th>",
                escape(head)
            )
        })
        .collect();
    format!(
        "<table class=\"table stacking {class}\" role=\"table\" aria-label=\"{}\"><thead role=\"rowgroup\">\
         <tr role=\"row\">{heads}</tr></thead><tbody role=\"rowgroup\">{rows}</tbody></table>",
        escape(label)
    )
}

/// The box to search in.
pub(super) fn search_field(label: &str, words: &str) -> String {
    format!(
        "<div class=\"field\"><label for=\"q\">{}</label><div class=\"search\">\
         <svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"10.5\" cy=\"10.5\" r=\"6.5\"/>\
         <path d=\"m15.5 15.5 5 5\"/></svg>\
         <input class=\"input\" type=\"search\" id=\"q\" name=\"q\" value=\"{}\" autocomplete=\"off\" spellcheck=\"false\">\
         </div></div>",
        escape(label),
        escape(words)
    )
}

/// What stands where there is nothing to show. `advice` is markup.
pub(super) fn empty_state(title: &str, advice: &str) -> String {
    format!(
        "<div class=\"empty-state\"><p class=\"empty-state__title\">{}</p><p class=\"muted\">{advice}</p></div>",
        escape(title)
    )
}

/// The content of a page for something that does not exist. `advice` is markup.
pub(super) fn nothing_there(title: &str, advice: &str) -> String {
    format!(
        "<div class=\"card empty-state\"><h1 class=\"page-title\">{title}</h1><p class=\"muted\">{advice}</p>\
         <p><a class=\"button\" href=\"/\">All employees</a></p></div>"
    )
}

/// Links to the pages before and after; nothing when there is one page only.
pub(super) fn paging(path: &str, query: &[(&str, &str)], page: usize, pages: usize) -> String {
    if pages < 2 {
        return String::new();
    }
    let to = |target: usize, words: &str| {
        if target < 1 || target > pages {
            return String::new();
        }
        let number = if target == 1 {
            String::new()
        } else {
            target.to_string()
        };
        let query = [query, &[("page", number.as_str())]].concat();
        format!(
            "<a class=\"button\" href=\"{}\">{words}</a>",
            link::to(path, &query)
        )
    };
    format!(
        "<nav class=\"paging\" aria-label=\"Further pages\">{}<p class=\"muted\">Page {page} of {pages}</p>{}</nav>",
        to(page.saturating_sub(1), "Newer"),
        to(page + 1, "Older")
    )
}

/// The choices of a `<select>`: value and words each.
pub(super) fn choices(choices: &[(&str, &str)], chosen: &str) -> String {
    let choice = |(value, words): &(&str, &str)| {
        let selected = if *value == chosen { " selected" } else { "" };
        format!("<option value=\"{value}\"{selected}>{words}</option>")
    };
    choices.iter().map(choice).collect()
}

/// How things stand with the page's script, and what to do without one.
pub(super) fn live_state() -> &'static str {
    "<p id=\"live-state\" class=\"live\" hidden><span class=\"live__dot\"></span><span>Live</span></p>\
     <noscript><p class=\"muted\">Reload the page to see what is new.</p></noscript>"
}

/// `1 December 2026`.
pub(super) fn day_in_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// How long ago, in the largest unit that fits. The first minute is one word, so that a page that asks
/// every second whether it has changed gets a calm answer.
pub(super) fn ago(then: Timestamp, now: Timestamp) -> String {
    let seconds = now.duration_since(then).as_secs();
    let (number, unit) = match seconds {
        ..60 => return "just now".to_owned(),
        60..3600 => (seconds / 60, "minute"),
        3600..86400 => (seconds / 3600, "hour"),
        _ => (seconds / 86400, "day"),
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural} ago")
}

/// Whether somebody was added so short a time ago that it is worth a mark.
pub(super) fn is_new(added: Option<Timestamp>, now: Timestamp) -> bool {
    added.is_some_and(|added| now.duration_since(added).as_secs() < 60)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn how_long_ago_is_said_in_the_largest_fitting_unit() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        for (seconds, expected, new) in [
            (-5, "just now", true),
            (0, "just now", true),
            (59, "just now", true),
            (60, "1 minute ago", false),
            (7200, "2 hours ago", false),
            (100_000, "1 day ago", false),
        ] {
            let then = Timestamp::from_second(1_000_000 - seconds).unwrap();
            assert_eq!(ago(then, now), expected);
            assert_eq!(is_new(Some(then), now), new, "{seconds}");
        }
        assert!(!is_new(None, now));
    }

    #[test]
    fn initials_are_letters_of_the_first_and_the_last_name() {
        for (name, expected) in [
            ("Ann Lee", "AL"),
            ("ana maría de la cruz", "AC"),
            ("<b>Bo</b>", "B"),
            ("\"O'Neil\" & Co", "OC"),
            ("李 小龙", "李小"),
            ("", ""),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn pages_are_linked_to_their_neighbours_only() {
        assert_eq!(paging("/", &[], 1, 1), "");
        let first = paging("/", &[("q", "x")], 1, 3);
        assert!(first.contains("href=\"/?q=x&amp;page=2\"") && !first.contains("Newer"));
        let second = paging("/", &[("q", "x")], 2, 3);
        assert!(second.contains("href=\"/?q=x\">Newer") && second.contains("page=3"));
        assert!(!paging("/", &[], 3, 3).contains("Older"));
    }
}
