// main.rs
use axum::http::{HeaderMap, StatusCode};
use axum::{Json, Router, routing::post};
use serde_json::{Value, json};

/// Who is signed in to your system; none for nobody, or for who may not see this candidate.
fn recruiter(_headers: &HeaderMap, _candidate: &str) -> Option<Value> {
    Some(json!({ "email": "nadia@harbour.example", "name": "Nadia Verma" }))
}

async fn token(headers: HeaderMap, Json(asked): Json<Value>) -> Result<Json<Value>, StatusCode> {
    let candidate = asked["candidate"].as_str().unwrap_or_default();
    let who = recruiter(&headers, candidate).ok_or(StatusCode::FORBIDDEN)?;
    let setting = |name| std::env::var(name).expect(name);
    let wanted = json!({ "recruiter": who, "candidates": [candidate], "origin": setting("PAGE") });
    let answer = reqwest::Client::new()
        .post(format!("{}/api/embed/sessions", setting("PROXY")))
        .bearer_auth(setting("SERVER_KEY"))
        .json(&wanted)
        .send()
        .await
        .and_then(reqwest::Response::error_for_status);
    let made = answer.map_err(|_| StatusCode::BAD_GATEWAY)?;
    let made: Value = made.json().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    Ok(Json(json!({ "token": made["token"] })))
}

#[tokio::main]
async fn main() {
    let address = (
        "127.0.0.1",
        std::env::var("PORT")
            .expect("PORT")
            .parse()
            .expect("a port"),
    );
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .expect("a free port");
    println!("ready");
    let router = Router::new().route("/send-to-bamboohr/token", post(token));
    axum::serve(listener, router).await.expect("to serve");
}
