//! Splitting names.

use handoff::split_name;

#[test]
fn names_are_split_as_people_would_and_no_part_is_lost() {
    for (whole, first, last) in [
        ("Ann Lee", "Ann", "Lee"),
        ("  Ann   Lee ", "Ann", "Lee"),
        ("Ann Mary Lee", "Ann Mary", "Lee"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Anna Maria von der Leyen", "Anna Maria", "von der Leyen"),
        ("Juan de la Cruz", "Juan", "de la Cruz"),
        ("José Eduardo dos Santos", "José Eduardo", "dos Santos"),
        ("Mohammed bin Salman", "Mohammed", "bin Salman"),
        ("Layla Al-Farsi", "Layla", "Al-Farsi"),
        ("Layla al Farsi", "Layla", "al Farsi"),
        ("Charles De Gaulle", "Charles", "De Gaulle"),
        ("José Ortega y Gasset", "José Ortega", "y Gasset"),
        ("Martin Luther King Jr.", "Martin Luther", "King Jr."),
        ("Martin King, Jr.", "Martin", "King, Jr."),
        ("Lee, Ann Mary", "Ann Mary", "Lee"),
        ("van Beethoven, Ludwig", "Ludwig", "van Beethoven"),
        ("Dr. Ann Lee", "Dr. Ann", "Lee"),
        ("Dr. med. Ann von Lee", "Dr. med. Ann", "von Lee"),
        ("John E Smith", "John E", "Smith"),
        ("Ann Ben Lee", "Ann Ben", "Lee"),
        ("Van Morrison", "Van", "Morrison"),
        ("Björk", "Björk", ""),
        ("", "", ""),
        ("王小明", "小明", "王"),
        ("歐陽修", "修", "歐陽"),
        ("김민준", "민준", "김"),
        ("王 小明", "小明", "王"),
        ("やまだ たろう", "たろう", "やまだ"),
        ("さくら", "さくら", ""),
        ("Иван Петров", "Иван", "Петров"),
    ] {
        let split = split_name(whole);
        assert_eq!(
            (split.first.as_str(), split.last.as_str()),
            (first, last),
            "{whole}"
        );
    }
}
