use super::*;

const PAGE: &str = "https://acme.bamboohr.com/employees/employee.php?id=471";

#[test]
fn a_comment_is_known_again_and_that_of_a_longer_number_is_another() {
    for text in [
        words(BEGINNING, "471", PAGE),
        words(BEGINNING, "471", ""),
        format!("By us: {}", words(BEGINNING, "471", "")),
    ] {
        assert!(says(&text, BEGINNING, "471"), "{text}");
        assert!(!says(&text, BEGINNING, "47"), "{text}");
        assert!(!says(&text, BEGINNING, "4711"), "{text}");
        assert!(!says(&text, OVER, "471"), "{text}");
    }
    assert!(!says("She is employee 471", BEGINNING, "471"));
}

/// What is to be said when these comments are there.
fn said(
    comments: &[&str],
    missing: Option<&[&str]>,
    (is_the_end, told_in_part): (bool, bool),
) -> Option<String> {
    let comments = comments.iter().map(|text| Comment {
        id: String::new(),
        text: (*text).to_owned(),
    });
    let comments: Vec<_> = comments.collect();
    let missing = missing.map(|what| Missing {
        what: what.iter().map(|word| (*word).to_owned()).collect(),
        page: Some("https://hires.example/candidates/c/sends/s".to_owned()),
    });
    let leaves =
        || -> std::pin::Pin<Box<dyn Future<Output = _> + Send>> { Box::pin(async { Ok(true) }) };
    let news = News {
        application: "1",
        employee: "471",
        page: String::new(),
        missing,
        is_the_end,
        told_in_part,
        out_for: None,
        told_elsewhere: None,
        leaves: &leaves,
    };
    wanted(&comments, &news)
}

#[test]
fn what_is_missing_is_said_once_and_its_end_once() {
    let incomplete = (false, false);
    let first = said(&["Welcome!"], Some(&["the pay", "2 documents"]), incomplete).unwrap();
    assert_eq!(
        first,
        "Added to BambooHR as employee 471\nNot stored there yet: the pay, 2 documents. Go on with it in Send to BambooHR: \
         https://hires.example/candidates/c/sends/s"
    );
    assert_eq!(said(&[&first], Some(&["the pay"]), incomplete), None);
    // It has ended before it was said.
    let plain = said(&[], None, incomplete).unwrap();
    assert_eq!(plain, "Added to BambooHR as employee 471");
    assert_eq!(
        said(&[], None, (true, false)).as_deref(),
        Some(plain.as_str())
    );
    assert_eq!(said(&[&plain], None, (true, true)), None);
    // Seen, or known because it was written when nothing can be seen.
    let last = said(&[&first], None, (true, false)).unwrap();
    assert_eq!(last, "Nothing is left to do for BambooHR employee 471");
    assert_eq!(
        said(&[], None, (true, true)).as_deref(),
        Some(last.as_str())
    );
    for there in [&[first.as_str(), &last][..], &[&last]] {
        assert_eq!(said(there, None, (true, true)), None);
        assert_eq!(said(there, None, incomplete), None);
    }
    assert_eq!(said(&[&first], None, incomplete), None, "by the end alone");
    assert!(
        said(&[], Some(&[]), incomplete)
            .unwrap()
            .contains("yet: something.")
    );
}
