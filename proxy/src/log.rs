//! Where this program writes what happens: lines to its standard error, and with the feature `otel` traces to a collector.

use anyhow::Result;
use tracing_subscriber::EnvFilter;
use url::Url;

use crate::traces;
#[cfg(feature = "otel")]
pub use crate::traces::export::Traces;

/// Lines only, for commands.
pub fn to_stderr(json: bool) {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter())
        .with_writer(std::io::stderr);
    if json {
        lines.json().init();
    } else {
        lines.with_ansi(false).init();
    }
}

/// Lines, and traces to this collector when the program was built for them. Called inside the runtime.
#[cfg(feature = "otel")]
pub fn begin(json: bool, collector: Option<&Url>) -> Result<Traces> {
    use tracing_subscriber::Layer as _;
    use tracing_subscriber::layer::SubscriberExt as _;
    use tracing_subscriber::util::SubscriberInitExt as _;

    let Some(collector) = collector else {
        to_stderr(json);
        return Ok(Traces::default());
    };
    let (told, traces) = traces::export::to(collector)?;
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = if json {
        lines.json().boxed()
    } else {
        lines.with_ansi(false).boxed()
    };
    tracing_subscriber::registry()
        .with(lines.with_filter(filter()))
        .with(told)
        .init();
    tracing::info!("telling traces to the collector of OTEL_EXPORTER_OTLP_ENDPOINT");
    Ok(traces)
}

/// Lines only, and a warning when somebody expects more.
#[cfg(not(feature = "otel"))]
pub fn begin(json: bool, collector: Option<&Url>) -> Result<Traces> {
    to_stderr(json);
    if collector.is_some() {
        tracing::warn!(
            "OTEL_EXPORTER_OTLP_ENDPOINT is set, and this program was built without `--features otel`: it tells no traces"
        );
    }
    Ok(Traces)
}

/// Traces that nobody told.
#[cfg(not(feature = "otel"))]
#[derive(Debug)]
pub struct Traces;

#[cfg(not(feature = "otel"))]
impl Traces {
    /// There is nothing to finish.
    pub async fn finish(self) {}
}

/// What `RUST_LOG` says; of the spans that are for traces no line is made longer.
fn filter() -> EnvFilter {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    match format!("{}=off", traces::TARGET).parse() {
        Ok(directive) => filter.add_directive(directive),
        Err(_) => filter,
    }
}
