//! A provider on loopback that can lie in every way a test wants. It shares no code with ours but the signatures.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;

pub(crate) const CLIENT: &str = "hires";
pub(crate) const SECRET: &str = "what only the two know";

/// How a token is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signed {
    /// With the provider's key.
    Well,
    /// `alg` is none, and there is no signature.
    WithNone,
    /// As it should be, but for the signature, which is missing.
    NotAtAll,
    /// With a key that the provider does not have.
    ByAnother,
    /// With the secret that the application knows too.
    WithTheSecret,
    /// With the public key as if it were a secret.
    WithThePublicKey,
    /// By the provider; then something else was said.
    AndChanged,
}

/// What an address answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answers {
    Well,
    Never,
    WithAFlood,
    WithARedirect,
    WithNonsense,
}

/// How the provider behaves.
pub(crate) struct Manner {
    /// What is said of the person, in the token.
    pub(crate) claims: Value,
    /// What is said besides, when it is asked for.
    pub(crate) more: Value,
    pub(crate) signed: Signed,
    pub(crate) described: Answers,
    pub(crate) tokens: Answers,
    pub(crate) userinfo: Answers,
    /// Goes into the description.
    pub(crate) description: Value,
    codes: BTreeMap<String, Value>,
    key: (u8, CoreEdDsaPrivateSigningKey),
}

/// A running provider. It ends with the test.
#[derive(Clone)]
pub(crate) struct TestProvider {
    pub(crate) issuer: String,
    manner: Arc<Mutex<Manner>>,
}

fn key(number: u8) -> (u8, CoreEdDsaPrivateSigningKey) {
    // PKCS #8 around a seed.
    let mut der = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20".to_vec();
    der.extend([number; 32]);
    let (label, body) = ("PRIVATE KEY", STANDARD.encode(der));
    let pem = format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
    let id = JsonWebKeyId::new(format!("key-{number}"));
    let key = CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(id)).unwrap();
    (number, key)
}

impl TestProvider {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = Self {
            issuer: format!("http://{}", listener.local_addr().unwrap()),
            manner: Arc::new(Mutex::new(Manner {
                claims: json!({
                    "sub": "ann-1", "email": "ann@acme.example", "email_verified": true, "name": "Ann Lee",
                }),
                more: json!({ "groups": ["hr"] }),
                signed: Signed::Well,
                described: Answers::Well,
                tokens: Answers::Well,
                userinfo: Answers::Well,
                description: json!({}),
                codes: BTreeMap::new(),
                key: key(1),
            })),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/jwks", get(keys))
            .route("/token", post(tokens))
            .route("/me", get(userinfo))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    /// The configuration of a proxy that trusts it.
    pub(crate) fn written(&self) -> Value {
        json!({
            "id": "acme", "label": "Acme", "issuer": self.issuer, "client_id": CLIENT,
            "account": { "all": "local" },
            "roles": { "claim": "groups", "values": {
                "hr": { "role": "recruiter", "sees_admin_fields": true },
                "it": { "role": "admin" },
            } },
        })
    }

    pub(crate) fn behaves(&self, change: impl FnOnce(&mut Manner)) {
        change(&mut self.manner.lock().unwrap());
    }

    /// From now on it signs with another key.
    pub(crate) fn takes_another_key(&self) {
        self.behaves(|manner| manner.key = key(manner.key.0 + 1));
    }

    /// Somebody signs in on its page; the code with which they are sent back.
    pub(crate) fn signs_in(&self, page: &str) -> String {
        let page = Url::parse(page).unwrap();
        let asked: BTreeMap<String, String> = page.query_pairs().into_owned().collect();
        assert_eq!(page.path(), "/authorize");
        let expected = [
            ("response_type", "code"),
            ("client_id", CLIENT),
            ("code_challenge_method", "S256"),
            ("scope", "openid email profile"),
            (
                "redirect_uri",
                "http://127.0.0.1:8081/api/session/oidc/callback",
            ),
        ];
        for (name, value) in expected {
            assert_eq!(asked[name], value);
        }
        let mut manner = self.manner.lock().unwrap();
        let code = format!("code-{}", manner.codes.len());
        manner.codes.insert(code.clone(), json!(asked));
        code
    }
}

async fn answer(how: Answers, well: impl FnOnce() -> Response) -> Response {
    let is_json = [(header::CONTENT_TYPE, "application/json")];
    match how {
        Answers::Well => well(),
        Answers::Never => std::future::pending().await,
        Answers::WithAFlood => (is_json, vec![b' '; 3 * 1024 * 1024]).into_response(),
        Answers::WithARedirect => {
            Redirect::temporary("http://127.0.0.1:9/elsewhere").into_response()
        }
        Answers::WithNonsense => (is_json, "{ \"a\": ").into_response(),
    }
}

async fn describe(State(provider): State<TestProvider>) -> Response {
    let (how, more) = {
        let manner = provider.manner.lock().unwrap();
        (manner.described, manner.description.clone())
    };
    let issuer = &provider.issuer;
    let mut described = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none", "ES256K"],
    });
    let more = more.as_object().unwrap().clone();
    described.as_object_mut().unwrap().extend(more);
    answer(how, || Json(described).into_response()).await
}

async fn keys(State(provider): State<TestProvider>) -> Response {
    let manner = provider.manner.lock().unwrap();
    Json(json!({ "keys": [manner.key.1.as_verification_key()] })).into_response()
}

async fn tokens(
    State(provider): State<TestProvider>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let asked = url::form_urlencoded::parse(body.as_bytes());
    let asked: BTreeMap<String, String> = asked.into_owned().collect();
    let how = provider.manner.lock().unwrap().tokens;
    answer(how, || redeem(&provider, &headers, &asked)).await
}

fn redeem(
    provider: &TestProvider,
    headers: &HeaderMap,
    asked: &BTreeMap<String, String>,
) -> Response {
    let refuse =
        |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    let mut manner = provider.manner.lock().unwrap();
    if let Some(proof) = headers.get(header::AUTHORIZATION) {
        let expected = STANDARD.encode(format!("{CLIENT}:{}", SECRET.replace(' ', "+")));
        assert_eq!(proof.to_str().unwrap(), format!("Basic {expected}"));
    } else {
        assert_eq!(asked["client_id"], CLIENT);
    }
    // Each code once.
    let Some(begun) = manner.codes.insert(asked["code"].clone(), Value::Null) else {
        return refuse("invalid_grant");
    };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&asked["code_verifier"]));
    if begun["code_challenge"] != json!(challenge)
        || begun["redirect_uri"] != json!(asked["redirect_uri"])
    {
        return refuse("invalid_grant");
    }
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = now.unwrap().as_secs();
    let mut claims = json!({
        "iss": provider.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": begun["nonce"],
    });
    let said = manner.claims.as_object().unwrap().clone();
    claims.as_object_mut().unwrap().extend(said);
    Json(json!({
        "access_token": "for-the-person", "token_type": "Bearer", "id_token": token(&manner, &claims),
    }))
    .into_response()
}

/// What is `null` is not said at all.
fn token(manner: &Manner, claims: &Value) -> String {
    let mut claims = claims.clone();
    claims
        .as_object_mut()
        .unwrap()
        .retain(|_, value| !value.is_null());
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let (number, own) = &manner.key;
    let alg = match manner.signed {
        Signed::WithNone => "none",
        Signed::WithTheSecret | Signed::WithThePublicKey => "HS256",
        _ => "EdDSA",
    };
    let header = part(&json!({ "alg": alg, "kid": format!("key-{number}"), "typ": "JWT" }));
    let message = format!("{header}.{}", part(&claims));
    let by = |key: &CoreEdDsaPrivateSigningKey| {
        key.sign(&CoreJwsSigningAlgorithm::EdDsa, message.as_bytes())
    };
    let with = |secret: &[u8]| {
        let key = CoreHmacKey::new(secret);
        key.sign(&CoreJwsSigningAlgorithm::HmacSha256, message.as_bytes())
    };
    let signature = match manner.signed {
        Signed::WithNone | Signed::NotAtAll => Vec::new(),
        Signed::Well | Signed::AndChanged => by(own).unwrap(),
        Signed::ByAnother => by(&key(200).1).unwrap(),
        Signed::WithTheSecret => with(SECRET.as_bytes()).unwrap(),
        Signed::WithThePublicKey => {
            let public = serde_json::to_value(own.as_verification_key()).unwrap();
            with(
                &URL_SAFE_NO_PAD
                    .decode(public["x"].as_str().unwrap())
                    .unwrap(),
            )
            .unwrap()
        }
    };
    if manner.signed == Signed::AndChanged {
        claims["sub"] = json!("somebody-else");
    }
    format!(
        "{header}.{}.{}",
        part(&claims),
        URL_SAFE_NO_PAD.encode(signature)
    )
}

async fn userinfo(State(provider): State<TestProvider>, headers: HeaderMap) -> Response {
    assert_eq!(headers["authorization"], "Bearer for-the-person");
    let (how, said) = {
        let manner = provider.manner.lock().unwrap();
        let mut said = json!({ "sub": manner.claims["sub"] });
        let more = manner.more.as_object().unwrap().clone();
        said.as_object_mut().unwrap().extend(more);
        (manner.userinfo, said)
    };
    answer(how, || Json(said).into_response()).await
}
