//! Whom a press is about: nobody is told what became of somebody else, and a corrected form stays one hire.

use super::*;

/// Somebody else with the application's id of Ada Byron.
fn somebody_else() -> Value {
    json!({ "firstName": "Grace", "lastName": "Murray", "homeEmail": "grace@home.example", "candidateEmail": "grace@home.example" })
}

/// Nothing of the first is told.
fn tells_nothing_of_ada(answer: &Value, employee: &str) {
    let text = answer.to_string();
    for word in ["Ada", "Byron", "ada@home", employee] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_with_the_same_application_is_told_so_and_nothing_of_the_other() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    assert_eq!(pinpoint.submits(json!({})).await["success"], true);
    let employee = format!("employee {}", app.employees_with("ada@home.example")[0].id);
    for _ in 0..2 {
        let second = pinpoint.submits(somebody_else()).await;
        let words = toast(&second);
        assert!(
            words.contains("belongs to another hire") && words.contains("admin"),
            "{words}"
        );
        tells_nothing_of_ada(&second, &employee);
    }
    // Nor when the form is asked for anew.
    let form = pinpoint.calls(META, &submit(&somebody_else())).await;
    assert!(
        form.to_string().contains("belongs to another hire"),
        "{form}"
    );
    tells_nothing_of_ada(&form, &employee);
    assert_eq!(app.creates(), 1);
    assert!(app.employees_with("grace@home.example").is_empty());
    // Ada is still Ada, and a corrected name or address is still the same hire.
    for corrected in [
        json!({}),
        json!({ "firstName": " ADA ", "homeEmail": "ada.byron@home.example" }),
        json!({ "lastName": "Lovelace", "homeEmail": "Ada@Home.example " }),
    ] {
        let again = pinpoint.submits(corrected).await;
        assert!(again.to_string().contains(&employee), "{again}");
    }
    assert_eq!(app.creates(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_name_and_address_were_both_corrected_is_still_the_same_hire() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let press = |first: &str, email: &str| json!({ "firstName": first, "homeEmail": email, "candidateEmail": "ada@hoem.example" });
    let corrected = pinpoint.submits(press("Augusta", "ada@home.example")).await;
    assert_eq!(corrected["success"], true, "{corrected}");
    // The form of a new tab, as Pinpoint fills it in.
    let again = pinpoint.submits(press("Ada", "ada@hoem.example")).await;
    assert_eq!(again, corrected);
    assert_eq!(app.creates(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_files_and_answers_are_kept_is_not_mixed_with_somebody_else() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    // Brought, and refused by BambooHR: there is a candidate, and no send that stands.
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").answer(400));
    assert_eq!(pinpoint.submits(json!({})).await["success"], false);
    let second = pinpoint.submits(somebody_else()).await;
    assert!(
        toast(&second).contains("belongs to another hire"),
        "{second}"
    );
    assert!(app.employees_with("grace@home.example").is_empty());
    assert_eq!(pinpoint.submits(json!({})).await["success"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_the_same_for_everybody_is_no_application() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    for constant in ["Engineer", "Senior Engineer 2", "application"] {
        let result = pinpoint
            .submits(json!({ "applicationUuid": constant }))
            .await;
        assert!(
            toast(&result).contains("neither the id of the application nor an e-mail address"),
            "{constant}: {result}"
        );
    }
    assert_eq!(app.creates(), 0);
    // With an address of mail of each they are two people.
    for (first, email) in [("Ada", "ada@home.example"), ("Bo", "bo@home.example")] {
        let result = pinpoint
            .submits(json!({ "applicationUuid": "Engineer", "firstName": first, "lastName": first, "homeEmail": email,
                             "candidateEmail": email }))
            .await;
        assert_eq!(result["success"], true, "{result}");
        assert_eq!(app.employees_with(email).len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_for_another_company_is_told_of_nobody_who_was_sent_here() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    assert_eq!(pinpoint.submits(json!({})).await["success"], true);
    let employee = format!("employee {}", app.employees_with("ada@home.example")[0].id);
    let mut body = submit(&json!({}));
    body["configurationValues"] = json!([{ "key": "companyDomain", "value": "other" }]);
    let result = pinpoint.calls(SUBMIT, &body).await;
    assert!(toast(&result).contains("Another company"), "{result}");
    tells_nothing_of_ada(&result, &employee);
    body["configurationValues"] = json!([{ "key": "companyDomain", "value": "acme" }]);
    assert_eq!(pinpoint.calls(SUBMIT, &body).await["success"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_application_a_corrected_address_is_still_the_same_hire() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    let press = |email: &str| json!({ "applicationUuid": "", "candidateEmail": "ada@home.example", "homeEmail": email });
    let first = pinpoint.submits(press("ada@hoem.example")).await;
    assert_eq!(first["success"], true, "{first}");
    assert_eq!(pinpoint.submits(press("ada@home.example")).await, first);
    assert_eq!(app.creates(), 1);
    // What somebody typed is nobody's identity.
    let typed =
        json!({ "applicationUuid": "", "candidateEmail": "", "homeEmail": "ada@home.example" });
    let result = pinpoint.submits(typed).await;
    assert!(
        toast(&result).contains("neither the id of the application nor an e-mail address"),
        "{result}"
    );
    assert_eq!(app.creates(), 1);
}
