//! The connection to BambooHR, as an admin stores it.

use super::*;

impl TestApp {
    /// Stores a connection and switches it on.
    pub(crate) async fn connects(&self, company: &str, key: &str) {
        let stored = self.stores(company, Some(key)).await;
        assert_eq!(stored.status, StatusCode::OK, "{:?}", stored.body);
        let enabled = self.switches(true).await;
        assert_eq!(enabled.status, StatusCode::OK, "{:?}", enabled.body);
        self.knows_the_company().await;
    }

    /// Waits for what is read in the background, so that it meets no fault that is meant for something else.
    pub(crate) async fn knows_the_company(&self) {
        let path = format!("/api/candidates/{KNOWN_FORM}/form");
        let knows = async {
            while self.get(&path).await.json()["categories"] == json!([]) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), knows)
            .await
            .expect("the categories are never known");
    }

    /// Stores a connection as it is seen now.
    pub(crate) async fn stores(&self, company: &str, key: Option<&str>) -> Answer {
        let version = self.integration().await["version"].clone();
        let body = json!({ "subdomain": company, "api_key": key, "version": version });
        self.json(Method::PUT, INTEGRATION, &body).await
    }

    /// Switches the connection on or off as it is seen now.
    pub(crate) async fn switches(&self, enabled: bool) -> Answer {
        let version = self.integration().await["version"].clone();
        let body = json!({ "enabled": enabled, "version": version });
        let path = format!("{INTEGRATION}/enabled");
        self.json(Method::PUT, &path, &body).await
    }

    /// Removes the connection as it is seen now.
    pub(crate) async fn removes(&self) -> Answer {
        let version = self.integration().await["version"].clone();
        let body = json!({ "version": version });
        self.json(Method::DELETE, INTEGRATION, &body).await
    }

    /// The connection as an admin sees it.
    pub(crate) async fn integration(&self) -> Value {
        let shown = self.get(INTEGRATION).await;
        assert_eq!(shown.status, StatusCode::OK, "{:?}", shown.body);
        shown.json()
    }
}
