//! One browser for all tests of this program. Statics are never dropped and a browser must be, so the last test
//! that holds it ends it.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use anyhow::{Context, Result};
use serde_json::json;
use system_tests::World;
use tokio::runtime::Runtime;

use crate::open;

/// Dropped in this order: the world ends its programs before their executor goes.
struct Shared {
    world: tokio::sync::Mutex<World>,
    runtime: Runtime,
}

static SHARED: Mutex<Weak<Shared>> = Mutex::new(Weak::new());

/// Runs a test on a freshly opened gallery, 1280 pixels wide and light.
pub(crate) fn on_the_gallery(
    test: impl for<'a> FnOnce(&'a World) -> Pin<Box<dyn Future<Output = Result<()>> + 'a>>,
) -> Result<()> {
    let shared = shared()?;
    let outcome = shared.runtime.block_on(async {
        let world = shared.world.lock().await;
        let browser = world.person.browser();
        browser.resize(1280, 900).await?;
        browser.prefer_dark(false).await?;
        // Moments are shown in the browser's own time.
        let here = json!({ "timezoneId": "UTC" });
        browser
            .devtools("Emulation.setTimezoneOverride", here)
            .await?;
        open(&world).await?;
        test(&world).await
    });
    let mut kept = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if Arc::strong_count(&shared) == 1 {
        *kept = Weak::new();
    }
    drop(shared);
    outcome
}

fn shared() -> Result<Arc<Shared>> {
    let mut kept = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(shared) = kept.upgrade() {
        return Ok(shared);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("no executor")?;
    let world = runtime.block_on(World::with_gallery())?;
    let shared = Arc::new(Shared {
        world: tokio::sync::Mutex::new(world),
        runtime,
    });
    *kept = Arc::downgrade(&shared);
    Ok(shared)
}
