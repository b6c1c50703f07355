//! What stands already: what an admin has begun is not dropped, and whoever exists is never called nobody.

use super::*;

const CANDIDATE: &str = "pinpoint-0f8fad5b-d9cb-469f-a165-70867728950e";

#[tokio::test(flavor = "multi_thread")]
async fn what_an_admin_has_entered_for_admins_only_is_not_dropped() {
    let app = TestApp::behind_doors_connected().await;
    let pinpoint = Pinpoint::beside(&app).await;
    pinpoint.admin.keeps_for_admins("payRate").await;
    app.sandbox
        .add_fault(Fault::on("POST", "/employees").answer(400));
    assert_eq!(pinpoint.submits(json!({})).await["success"], false);
    let creates = app.creates();
    let draft = json!({ "entries": { "payRate": "CANARY-1" } }).to_string();
    let path = format!("/api/candidates/{CANDIDATE}/draft");
    let change = json!({ "draft": draft, "version": 0 });
    let kept = pinpoint.admin.asks(Method::PUT, &path, Some(&change)).await;
    assert_eq!(kept.status, StatusCode::OK, "{:?}", kept.body);
    let result = pinpoint.submits(json!({ "preferredName": "Addie" })).await;
    let words = toast(&result);
    assert!(
        words.contains("only admins see") && words.contains("Nothing was sent"),
        "{words}"
    );
    assert!(!result.to_string().contains("CANARY"), "{result}");
    assert_eq!(app.creates(), creates, "nothing left");
    let profile = pinpoint
        .admin
        .gets(&format!("/api/candidates/{CANDIDATE}"))
        .await
        .json();
    assert!(
        !profile.to_string().contains("Addie"),
        "nothing was brought: {profile}"
    );
    // Without it the way is free.
    let forgotten = json!({ "version": 1 });
    pinpoint
        .admin
        .asks(Method::DELETE, &path, Some(&forgotten))
        .await;
    assert_eq!(pinpoint.submits(json!({})).await["success"], true);
}
