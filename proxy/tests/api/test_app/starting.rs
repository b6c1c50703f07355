//! Starting a proxy, and starting it again.

use super::*;

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::with_key(ADMIN_KEY).await
    }

    pub(crate) async fn with_key(key: &'static str) -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let start = Start::over(&sandbox, Some(key));
        Self::open(sandbox, start).await
    }

    /// Nothing is connected, and an admin may connect.
    pub(crate) async fn unconnected() -> Self {
        Self::unconnected_on(None).await
    }

    /// The same on a PostgreSQL database, or on a file.
    pub(crate) async fn unconnected_on(database: Option<String>) -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let start = Start {
            master_keys: vec![1],
            database,
            ..Start::over(&sandbox, None)
        };
        Self::open(sandbox, start).await
    }

    /// Whoever wants to do something has to sign in. Nothing is connected.
    pub(crate) async fn behind_doors() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let start = Start {
            master_keys: vec![1],
            rules: Rules::default(),
            ..Start::over(&sandbox, None)
        };
        Self::open(sandbox, start).await
    }

    /// The same where people sign in in these ways, on a PostgreSQL database, or on a file.
    pub(crate) async fn with_ways(ways: SignInWays, database: Option<String>) -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let mut start = Start::over(&sandbox, None);
        start.database = database;
        start.rules = Rules {
            sign_in: ways,
            ..Rules::default()
        };
        Self::open(sandbox, start).await
    }

    /// The proxy starts again, and people sign in in these ways.
    pub(crate) async fn restart_with_ways(self, ways: SignInWays) -> Self {
        let mut start = self.start.clone();
        start.rules.sign_in = ways;
        self.start_again(start).await
    }

    /// The same with a connection that the deployment gives.
    pub(crate) async fn behind_doors_connected() -> Self {
        let app = Self::behind_doors().await;
        let start = Start {
            key: Some(ADMIN_KEY),
            ..app.start.clone()
        };
        app.start_again(start).await
    }

    /// The same with pages, of which there is one, and the script for pages of others.
    pub(crate) async fn behind_doors_with_pages() -> Self {
        let app = Self::behind_doors().await;
        let pages = app.start.folder.path().join("pages");
        std::fs::create_dir(&pages).unwrap();
        std::fs::write(pages.join("index.html"), "<!doctype html>").unwrap();
        std::fs::create_dir(pages.join("embed")).unwrap();
        std::fs::write(pages.join("embed/send-to-bamboohr.js"), "export {};").unwrap();
        let start = Start {
            pages: Some(pages),
            ..app.start.clone()
        };
        app.start_again(start).await
    }

    /// Another proxy on the same database and the same BambooHR. Its own sandbox is asked by nobody.
    pub(crate) async fn beside(&self) -> Self {
        assert!(self.start.database.is_some(), "a file is for one proxy");
        let unused = Sandbox::start().await.unwrap();
        Self::open(unused, self.start.clone()).await
    }

    /// The proxy starts again with these master keys.
    pub(crate) async fn restart_with_master_keys(self, keys: &[u8]) -> Self {
        let start = Start {
            master_keys: keys.to_vec(),
            ..self.start.clone()
        };
        self.start_again(start).await
    }

    /// The company keeps the candidate's id in a field of its own.
    pub(crate) async fn with_candidate_id_in(field: &str) -> Self {
        let app = Self::start().await;
        let start = Start {
            candidate_id_field: Some(FieldId::new(field)),
            ..app.start.clone()
        };
        app.start_again(start).await
    }

    pub(super) async fn open(sandbox: Sandbox, start: Start) -> Self {
        let file = format!("sqlite:{}", ledger_file(&start.folder).display());
        let ledger = Ledger::open(start.database.as_ref().unwrap_or(&file));
        let ledger = ledger.await.unwrap();
        proxy::seed_demo(&ledger).await.unwrap();
        let bamboohr = start.key.map(|key| {
            let key = ApiKey::new(key.to_owned());
            let client = Client::with(start.endpoint.clone(), key, OPTIONS).unwrap();
            let account = AccountId::local();
            Arc::new(BambooHr::new(client, ledger.clone(), account, PROBE_EVERY))
        });
        let options = SenderOptions {
            settle: SETTLE,
            candidate_id_field: start.candidate_id_field.clone(),
        };
        let stop = tokio_util::sync::CancellationToken::new();
        let reach = Reach {
            base_url: Some(sandbox_of(&start.endpoint)),
            options: OPTIONS,
            probe_every: PROBE_EVERY,
        };
        let connections = Connections::new(
            ledger.clone(),
            bamboohr.clone(),
            start.vault(),
            reach,
            None,
            stop.clone(),
        );
        let sender = Sender::new(ledger.clone(), connections.clone(), options, stop);
        let app = App::new(
            ledger.clone(),
            connections,
            sender.clone(),
            start.rules.clone(),
        );
        let router = router(app.clone(), start.pages.as_ref()).unwrap();
        sender.work();
        Self {
            sandbox,
            ledger,
            sender,
            app,
            router,
            start,
            bamboohr,
        }
    }

    /// The proxy stops in order and starts again on the same ledger and sandbox.
    pub(crate) async fn restart(self) -> Self {
        let start = self.start.clone();
        self.start_again(start).await
    }

    /// The same with another key, or with no connection to BambooHR at all.
    pub(crate) async fn restart_with(self, key: Option<&'static str>) -> Self {
        let start = Start {
            key,
            ..self.start.clone()
        };
        self.start_again(start).await
    }

    pub(super) async fn start_again(self, start: Start) -> Self {
        self.sender.finish().await;
        self.ledger.close().await;
        Self::open(self.sandbox, start).await
    }
}
