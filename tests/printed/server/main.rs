// main.rs
use axum::http::{HeaderMap, StatusCode};
use axum::response::Html;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

type Refused = (StatusCode, &'static str);

/// Who is signed in to your system; none for nobody, or for who may not see this candidate.
fn recruiter(_headers: &HeaderMap, _candidate: &str) -> Option<Value> {
    Some(json!({ "email": "nadia@harbour.example", "name": "Nadia Verma" }))
}

async fn token(headers: HeaderMap, Json(asked): Json<Value>) -> Result<Json<Value>, Refused> {
    let unsaid = "Say which candidate: POST {\"candidate\": \"cand_0001\"}.";
    let candidate = asked["candidate"]
        .as_str()
        .ok_or((StatusCode::BAD_REQUEST, unsaid))?;
    let who = recruiter(&headers, candidate)
        .ok_or((StatusCode::FORBIDDEN, "You may not see this candidate."))?;
    let made = session(who, candidate).await.map_err(|error| {
        eprintln!("{error}");
        (StatusCode::BAD_GATEWAY, "Send to BambooHR gave no token.")
    })?;
    Ok(Json(json!({ "token": made["token"] })))
}

async fn session(who: Value, candidate: &str) -> Result<Value, Box<dyn std::error::Error>> {
    let setting = |name| std::env::var(name).expect(name);
    let answer = reqwest::Client::new()
        .post(format!("{}/api/embed/sessions", setting("PROXY")))
        .bearer_auth(setting("SERVER_KEY"))
        .timeout(std::time::Duration::from_secs(10))
        .json(&json!({ "recruiter": who, "candidates": [candidate], "origin": setting("PAGE") }))
        .send()
        .await?;
    if !answer.status().is_success() {
        return Err(answer.text().await?.into());
    }
    Ok(answer.json().await?)
}

/// To try it out: the page of step 4. Your system has pages of its own.
async fn page() -> Result<Html<String>, StatusCode> {
    let page = std::fs::read_to_string("page.html");
    page.map(Html).map_err(|_| StatusCode::NOT_FOUND)
}

#[tokio::main]
async fn main() {
    let port = std::env::var("PORT").expect("PORT");
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}"))
        .await
        .expect("a free port");
    println!("ready");
    let router = Router::new()
        .route("/", get(page))
        .route("/send-to-bamboohr/token", post(token));
    axum::serve(listener, router).await.expect("to serve");
}
