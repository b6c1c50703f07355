//! Traces: what a collector gets, which is about nobody, and what happens without one.

use crate::program::Program;

const ENDPOINT: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";

#[cfg(feature = "otel")]
#[path = "collector.rs"]
mod collector;

#[cfg(not(feature = "otel"))]
#[test]
fn a_program_that_cannot_tell_traces_says_so_when_it_is_asked_to() {
    let proxy = Program::start(&[(ENDPOINT, "http://127.0.0.1:4318")]);
    proxy.says("built without `--features otel`: it tells no traces");
    let silent = Program::start(&[]);
    assert!(!silent.log().contains("otel"));
}

#[cfg(feature = "otel")]
mod told {
    use std::time::{Duration, Instant};

    use serde_json::json;

    use super::collector::{Collector, Span};
    use super::{ENDPOINT, Program};
    use crate::world::{CANARIES, World};

    const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
    const PARENT: &str = "b7ad6b7169203331";

    fn traceparent() -> String {
        format!("00-{TRACE}-{PARENT}-01")
    }

    fn named<'a>(spans: &'a [Span], name: &str) -> &'a Span {
        let span = spans.iter().find(|span| span.name == name);
        span.unwrap_or_else(|| panic!("no {name} in {spans:#?}"))
    }

    fn parent_of<'a>(spans: &'a [Span], of: &Span) -> &'a Span {
        let parent = spans.iter().find(|span| span.id == of.parent);
        parent.unwrap_or_else(|| panic!("no parent of {of:?}"))
    }

    #[tokio::test]
    async fn requests_and_steps_of_sends_are_told_with_their_calls_and_nothing_about_whom() {
        let collector = Collector::start();
        let mut world = World::with(&[(ENDPOINT, &collector.url)]).await;
        world.sends().await;
        world.gets("/api/no/such/canary?name=canary").await;
        let url = format!("http://{}/api/employees/search", world.proxy.address);
        let request = world.http.post(url).json(&json!({ "text": "Canary" }));
        let request = request.header("traceparent", traceparent());
        assert_eq!(request.send().await.unwrap().status(), 200);
        // What is told last is told before the program ends.
        world.proxy.gets("TERM");
        assert!(world.proxy.ended().success());
        let spans = collector.spans();

        let sent = named(&spans, "POST /api/candidates/{id}/sends");
        assert_eq!(sent.kind, 2, "a server's");
        assert_eq!(sent.says("http.response.status_code"), "202");
        assert_eq!(sent.says("request.id").len(), 36);
        named(&spans, "GET /api/{*path}");
        let searched = named(&spans, "POST /api/employees/search");
        let asked = spans.iter().filter(|span| span.parent == searched.id);
        let asked: Vec<&Span> = asked.collect();
        assert!(!asked.is_empty() && asked.iter().all(|span| span.name == "bamboohr"));
        assert!(
            spans.iter().all(|span| span.trace != TRACE),
            "whoever is no proxy of ours chooses no trace"
        );

        let calls = spans.iter().filter(|span| span.name == "bamboohr");
        let mut creates = calls.filter(|span| span.says("operation") == "create employee");
        let (Some(create), None) = (creates.next(), creates.next()) else {
            panic!("not one create call: {spans:#?}");
        };
        assert_eq!((create.kind, create.says("outcome")), (3, "ok"));
        let step = parent_of(&spans, create);
        assert_eq!((&*step.name, step.says("send.went")), ("step intent", "on"));
        let send = parent_of(&spans, step);
        assert_eq!((&*send.name, &*send.parent), ("send", ""));
        assert_eq!(send.says("send.id"), step.says("send.id"));
        let read_back = named(&spans, "step read_back");
        assert_eq!(read_back.says("send.state"), "created");

        let told = collector.told().to_lowercase();
        for canary in CANARIES {
            assert!(!told.contains(&canary.to_lowercase()), "{canary}: {told}");
        }
        assert!(told.contains("send-to-bamboohr") && !told.contains("\"events\":[{"));
    }

    #[tokio::test]
    async fn a_proxy_that_the_operator_named_says_which_trace_a_request_belongs_to() {
        let collector = Collector::start();
        let networks = ("TRUSTED_PROXIES", "127.0.0.0/8");
        let mut world = World::with(&[(ENDPOINT, &collector.url), networks]).await;
        let asks = async |path: &str, headers: &[&str]| {
            let url = format!("http://{}{path}", world.proxy.address);
            let mut request = world.http.get(url).header("tracestate", "canary=1");
            for header in headers {
                request = request.header("traceparent", *header);
            }
            request.send().await.unwrap();
        };
        asks("/healthz", &[&traceparent()]).await;
        asks("/readyz", &[&traceparent(), &traceparent()]).await;
        asks("/api/session/ways", &["00-canary-1"]).await;
        world.proxy.gets("TERM");
        assert!(world.proxy.ended().success());
        let spans = collector.spans();
        let healthy = named(&spans, "GET /healthz");
        assert_eq!((&*healthy.trace, &*healthy.parent), (TRACE, PARENT));
        for name in ["GET /readyz", "GET /api/session/ways"] {
            let other = named(&spans, name);
            assert_ne!(other.trace, TRACE, "{name}");
            assert_eq!(other.parent, "", "{name}");
        }
        assert!(!collector.told().contains("canary"));
    }

    #[test]
    fn a_collector_that_never_answers_is_said_once_and_holds_up_neither_work_nor_the_stop() {
        let deaf = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", deaf.local_addr().unwrap());
        let often = ("OTEL_BSP_SCHEDULE_DELAY", "20");
        let mut proxy = Program::start(&[(ENDPOINT, &url), often]);
        assert!(Program::health(&[("PROXY_LISTEN", &proxy.address)]).0);
        proxy.says("the collector takes no traces");
        assert!(Program::health(&[("PROXY_LISTEN", &proxy.address)]).0);
        let asked = Instant::now();
        proxy.gets("TERM");
        assert!(proxy.ended().success());
        assert!(asked.elapsed() < Duration::from_secs(10));
        let log = proxy.log();
        assert_eq!(log.matches("the collector takes no traces").count(), 1);
    }
}
