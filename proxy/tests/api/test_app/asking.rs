//! Requests, and who sends them.

use super::*;

impl TestApp {
    /// Somebody begins to send a body that never ends.
    pub(crate) fn begins_to_send(
        &self,
        caller: &Caller<'_>,
        path: &str,
    ) -> tokio::task::JoinHandle<()> {
        let request = Request::put(path)
            .header("host", "127.0.0.1:8081")
            .header("content-type", "application/json")
            .header("authorization", caller.bearer.clone().unwrap());
        let endless = futures_util::stream::pending::<Result<Bytes, std::io::Error>>();
        let request = request.body(Body::from_stream(endless)).unwrap();
        let router = self.router.clone();
        tokio::spawn(async move {
            let _ = router.oneshot(request).await;
        })
    }

    /// A user of this account who is signed in.
    pub(crate) async fn signed_in(
        &self,
        account: &AccountId,
        email: &str,
        role: Role,
    ) -> Caller<'_> {
        let new = UserToStore {
            email,
            name: email,
            role,
            sees_admin_fields: false,
        };
        let user = self
            .ledger
            .add_user(account, "Rosa", new)
            .await
            .unwrap()
            .unwrap();
        // As long as a token is.
        let token = format!("{email:-<43.43}");
        let limits = Rules::default().sessions;
        let hash = TokenHash::of(&token);
        let begun = self
            .ledger
            .begin_session(account, (&user, None), &hash, limits)
            .await;
        begun.unwrap();
        self.caller(Some(format!("__Host-session={token}")))
    }

    /// The server of an applicant tracking system with this key.
    pub(crate) fn server(&self, key: &str) -> Caller<'_> {
        Caller {
            bearer: Some(format!("Bearer {key}")),
            ..self.caller(None)
        }
    }

    /// A frame on this page that sends this secret.
    pub(crate) fn frame(&self, secret: &str, page: &str) -> Caller<'_> {
        Caller {
            page: Some(page.to_owned()),
            ..self.server(secret)
        }
    }

    /// Somebody who brings this cookie, or none.
    pub(crate) fn caller(&self, cookie: Option<String>) -> Caller<'_> {
        Caller {
            app: self,
            cookie,
            bearer: None,
            page: None,
        }
    }

    pub(crate) async fn request(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&body);
        assert!(
            !text.contains(self.start.key.unwrap_or(ADMIN_KEY)),
            "an answer names the key"
        );
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// An answer whose body comes bit by bit.
    pub(crate) async fn stream(&self, request: Request<Body>) -> (StatusCode, Body) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        (response.status(), response.into_body())
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.request(
            Request::get(path)
                .header("host", "127.0.0.1")
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    pub(crate) async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "127.0.0.1:8081");
        let request = request
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()));
        self.request(request.unwrap()).await
    }

    pub(crate) async fn post_send(&self, candidate: &str, key: &str, body: &Value) -> Answer {
        let request =
            Request::post(format!("/api/candidates/{candidate}/sends")).header("host", "localhost");
        let request = request
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        self.request(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// What somebody sends who changes only these fields of the prefilled form.
    pub(crate) async fn submission(&self, candidate: &str, changes: &[(&str, Value)]) -> Value {
        self.caller(None).submission(candidate, changes).await
    }
}
