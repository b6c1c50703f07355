//! Which options fit what was typed, best first. No browser here.

use super::Offer;

/// Most options shown at once. More would only be scrolled past: typing is faster.
pub(super) const MOST_SHOWN: usize = 100;

/// The options to show, as places in the whole list, and how many fit in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Matches {
    /// At most [`MOST_SHOWN`].
    pub(super) places: Vec<usize>,
    /// Those that are not shown included.
    pub(super) total: usize,
}

/// An option with what is compared, prepared once per list and not once per keystroke.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Searchable(Vec<String>);

impl Searchable {
    /// Folds the case of every option.
    pub(super) fn new(options: &[Offer]) -> Self {
        Self(options.iter().map(|option| fold(&option.text)).collect())
    }

    /// Every word that was typed must begin a word of the option or stand in it. Options that begin with
    /// the whole text come first, then those with words that begin so, each in the list's own order.
    pub(super) fn find(&self, typed: &str) -> Matches {
        let typed = fold(typed);
        let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
        let mut ranked: [Vec<usize>; 3] = Default::default();
        for (place, option) in self.0.iter().enumerate() {
            let rank = match words.as_slice() {
                [] => 0,
                _ if option.starts_with(&typed) => 0,
                words if words.iter().all(|word| begins_a_word(option, word)) => 1,
                words if words.iter().all(|word| option.contains(word)) => 2,
                _ => continue,
            };
            if let Some(places) = ranked.get_mut(rank) {
                places.push(place);
            }
        }
        let mut places = ranked.concat();
        let total = places.len();
        places.truncate(MOST_SHOWN);
        Matches { places, total }
    }

    /// The option that says exactly this, whatever the case.
    pub(super) fn exactly(&self, typed: &str) -> Option<usize> {
        let typed = fold(typed);
        self.0.iter().position(|option| *option == typed)
    }
}

/// Lower case, white space made one.
fn fold(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

fn begins_a_word(option: &str, word: &str) -> bool {
    option
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|part| part.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(options: &[&str], typed: &str) -> Vec<usize> {
        let options: Vec<Offer> = options.iter().map(|option| Offer::plain(*option)).collect();
        Searchable::new(&options).find(typed).places
    }

    #[test]
    fn what_begins_with_the_text_comes_first_then_words_then_parts() {
        let options = ["Backend Engineer", "Engineer", "Sales", "Bioengineer"];
        assert_eq!(found(&options, "engi"), [1, 0, 3]);
        assert_eq!(found(&options, "  ENGINEER "), [1, 0, 3]);
    }

    #[test]
    fn words_fit_in_any_order_and_all_must_fit() {
        let options = ["Senior Backend Engineer", "Senior Designer"];
        assert_eq!(found(&options, "engineer senior"), [0]);
        assert_eq!(found(&options, "senior"), [0, 1]);
        assert!(found(&options, "senior chef").is_empty());
    }

    #[test]
    fn nothing_typed_shows_everything_in_order() {
        assert_eq!(found(&["B", "A"], " "), [0, 1]);
    }

    #[test]
    fn of_thousands_the_first_hundred_are_shown_and_all_are_counted() {
        let options = (0..5_000).map(|number| Offer::plain(format!("Title {number}")));
        let options: Vec<Offer> = options.collect();
        let matches = Searchable::new(&options).find("title");
        assert_eq!((matches.places.len(), matches.total), (MOST_SHOWN, 5_000));
    }

    #[test]
    fn an_option_is_recognised_whatever_the_case_and_the_spaces() {
        let options = [Offer::plain("Åsa Öst")];
        let searchable = Searchable::new(&options);
        assert_eq!(searchable.exactly(" åsa  ÖST"), Some(0));
        assert_eq!(searchable.exactly("åsa"), None);
    }
}
