//! What cannot be taken is told in the shape that Pinpoint reads, and in time.

use std::time::{Duration, Instant};

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_form_comes_in_time_also_when_bamboohr_does_not_tell_the_states_of_a_country() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    pinpoint.calls(META, &json!({})).await;
    let slow = Fault::on("GET", "/meta/provinces/*").delay(Duration::from_secs(20));
    app.sandbox.add_fault(slow.times(10));
    let began = Instant::now();
    let fields = json!({ "formFields": [{ "key": "country", "value": "Germany" }, { "key": "city", "value": "Ulm" }] });
    let form = pinpoint.calls(META, &fields).await;
    assert!(
        began.elapsed() < Duration::from_secs(2),
        "{:?}",
        began.elapsed()
    );
    let fields = form["formFields"].as_array().unwrap();
    let field = |key: &str| fields.iter().find(|field| field["key"] == key).unwrap();
    assert_eq!(field("city")["value"], "Ulm");
    assert!(
        field("state").get("singleSelectOptions").is_none(),
        "any text may stand"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submit_is_answered_in_its_time_whatever_bamboohr_does() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    // The fields are known by then.
    pinpoint.calls(META, &json!({})).await;
    let minute = Duration::from_secs(60);
    let held = app.ledger.hold_back(&AccountId::local(), minute).await;
    held.unwrap();
    let began = Instant::now();
    let result = pinpoint.submits(json!({})).await;
    assert!(
        toast(&result).contains("Accepted, and not sent yet"),
        "{result}"
    );
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{:?}",
        began.elapsed()
    );
}
