//! How things on the screen are called: scripts that find the accessible name of an element.
//!
//! Less than the whole standard, but what it does is what the standard says: `aria-labelledby`,
//! `aria-label`, the label of a field, else the element's own text; white space made one, what is
//! hidden from screen readers left out.

/// Defines `name(element)`.
const NAME: &str = "
    const words = (node) => {
        if (node.nodeType === Node.TEXT_NODE) return node.data;
        // A list inside of its own label is not part of its name.
        if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true' || node.tagName === 'SELECT') return '';
        return [...node.childNodes].map(words).join('');
    };
    const byIds = (ids) => ids.split(/\\s+/).map((id) => document.getElementById(id)).filter(Boolean).map(words).join(' ');
    const raw = (element) => {
        if (element.hasAttribute('aria-labelledby')) return byIds(element.getAttribute('aria-labelledby'));
        return element.getAttribute('aria-label') ?? words(element.labels?.[0] ?? element);
    };
    const name = (element) => raw(element).replace(/\\s+/g, ' ').trim();";

/// Gives the visible element that matches the first argument and is called exactly like the second.
pub(crate) fn find() -> String {
    format!(
        "{NAME}
        const visible = (element) => element.checkVisibility({{ checkVisibilityCSS: true }});
        const [selector, wanted] = arguments;
        return [...document.querySelectorAll(selector)].find((element) => visible(element) && name(element) === wanted) ?? null;"
    )
}

/// Gives the name of what has the focus.
pub(crate) fn focused() -> String {
    format!("{NAME} return name(document.activeElement);")
}
