//! The numbers at `/metrics`: they count what happened, and are about nobody.

use std::collections::BTreeMap;

use bamboohr_sandbox::Fault;

use crate::world::{CANARIES, World};

/// A world whose proxy tells numbers, and where.
async fn world() -> (World, String) {
    let world = World::with(&[("METRICS_LISTEN", "127.0.0.1:0")]).await;
    let numbers = world.proxy.says("telling numbers at /metrics address=");
    (world, format!("http://{numbers}"))
}

async fn page(world: &World, numbers: &str) -> String {
    let page = world
        .http
        .get(format!("{numbers}/metrics"))
        .send()
        .await
        .unwrap();
    assert_eq!(page.status(), 200);
    page.text().await.unwrap()
}

/// Every number by its name and labels.
fn numbers(page: &str) -> BTreeMap<&str, f64> {
    let lines = page.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.rsplit_once(' '));
    pairs
        .map(|(name, number)| (name, number.parse().unwrap()))
        .collect()
}

#[tokio::test]
async fn the_numbers_count_what_happened_and_name_nobody() {
    let (world, address) = world().await;
    // A pause that BambooHR asks for, and then the one create call that is carried out.
    let fault = Fault::on("POST", "/employees")
        .answer(429)
        .header("Retry-After", "1");
    world.sandbox.add_fault(fault);
    world.sends().await;
    world.gets("/api/no/such/canary").await;

    let page = page(&world, &address).await;
    let numbers = numbers(&page);
    let number = |name: &str| {
        let name = format!("send_to_bamboohr_{name}");
        *numbers
            .get(&*name)
            .unwrap_or_else(|| panic!("no {name} in\n{page}"))
    };
    for (name, expected) in [
        (r#"create_calls_total{outcome="created"}"#, 1.0),
        (r#"create_calls_total{outcome="turned_away"}"#, 1.0),
        (
            r#"bamboohr_requests_total{operation="create employee",outcome="ok"}"#,
            1.0,
        ),
        (
            r#"bamboohr_requests_total{operation="create employee",outcome="rate_limited"}"#,
            1.0,
        ),
        (
            r#"bamboohr_request_duration_seconds_count{operation="create employee"}"#,
            2.0,
        ),
        (r#"send_moves_total{from="none",to="intent"}"#, 1.0),
        (r#"send_moves_total{from="intent",to="in_flight"}"#, 2.0),
        (r#"send_moves_total{from="in_flight",to="created"}"#, 1.0),
        (r#"send_moves_total{from="created",to="done"}"#, 1.0),
        (r#"sends{state="intent"}"#, 0.0),
        (r#"sends{state="in_flight"}"#, 0.0),
        ("pauses_total", 1.0),
        ("keys_rejected_total", 0.0),
        ("sign_ins_refused_total", 0.0),
        ("sessions", 0.0),
        ("streams", 0.0),
        ("ledger_readable", 1.0),
        (
            r#"http_requests_total{method="POST",route="/api/candidates/{id}/sends",status="2xx"}"#,
            1.0,
        ),
        (
            r#"http_requests_total{method="GET",route="/api/{*path}",status="4xx"}"#,
            1.0,
        ),
        (
            concat!("build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"}"),
            1.0,
        ),
    ] {
        assert!(
            (number(name) - expected).abs() < 0.1,
            "{name}: {} in\n{page}",
            number(name)
        );
    }
    assert_eq!(page.matches("# EOF").count(), 1);
    let (page, log) = (page.to_lowercase(), world.proxy.log().to_lowercase());
    for canary in CANARIES {
        assert!(
            !page.contains(&canary.to_lowercase()),
            "{canary} in\n{page}"
        );
    }
    assert!(!log.contains("canary"), "{log}");
}

#[tokio::test]
async fn numbers_are_on_their_own_port_only_and_nothing_else_is_there() {
    let (world, numbers) = world().await;
    let status = async |url: String| world.http.get(url).send().await.unwrap().status();
    for path in ["/metrics", "/api/metrics"] {
        let main = format!("http://{}{path}", world.proxy.address);
        assert_eq!(status(main).await, 404, "{path}");
    }
    for path in ["/", "/healthz", "/api/session", "/api/candidates"] {
        assert_eq!(status(format!("{numbers}{path}")).await, 404, "{path}");
    }
}
