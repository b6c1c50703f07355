//! One provider: its own description, the page that people are sent to, and what it says about whoever comes back.
//!
//! A token counts only when it is signed with a key of the issuer, for this application, not yet over, and made for the
//! very way that this browser began. Shared-secret and missing signatures never count.

use std::sync::Arc;
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClaimName, CoreClaimType, CoreClientAuthMethod,
    CoreErrorResponseType, CoreGenderClaim, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm,
    CoreResponseMode, CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreSubjectIdentifierType, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AdditionalProviderMetadata, AuthType, AuthenticationFlow,
    AuthorizationCode, ClaimsVerificationError, Client, ClientId, ClientSecret, CsrfToken,
    DiscoveryError, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdTokenClaims, IdTokenFields, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge,
    PkceCodeVerifier, ProviderMetadata, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
    UserInfoClaims,
};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

use super::attempt::Proofs;
use super::http::{Http, NoAnswer};
use super::person::Claims;
use super::refusal::Refusal;
use super::settings::{ProviderSettings, is_as_safe_as};

/// For so long a provider's description is believed. A key that is not in it has it read anew.
const FRESH: Duration = Duration::from_secs(10 * 60);
/// For so long one that could not be read is not asked for again: whoever waited meanwhile is told at once.
const AGAIN: Duration = Duration::from_secs(2);
/// Everything that is asked when somebody comes back, together.
const WHOLE: Duration = Duration::from_secs(30);

/// Keys that only the provider has. `HS…` would take a secret that this application has too.
const SIGNED_WITH: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What a description says besides what the crate knows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct AlsoDescribed {
    /// Whether it names itself to whoever comes back (RFC 9207).
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}
impl AdditionalProviderMetadata for AlsoDescribed {}

/// Claims that no specification names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct OtherClaims(serde_json::Map<String, Value>);
impl AdditionalClaims for OtherClaims {}

type Described = ProviderMetadata<
    AlsoDescribed,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;
type Tokens = StandardTokenResponse<
    IdTokenFields<
        OtherClaims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;
type ThisApplication = Client<
    OtherClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;
type Said = IdTokenClaims<OtherClaims, CoreGenderClaim>;

/// Why it came to nothing, and for the log what exactly, without anything about the person.
#[derive(Debug)]
pub(crate) struct Failed(pub(crate) Refusal, pub(crate) String);

fn not_proven(why: impl Into<String>) -> Failed {
    Failed(Refusal::NotProven, why.into())
}

/// What the browser brings back.
#[derive(Debug)]
pub(crate) struct Returned {
    pub(crate) code: String,
    /// Who says so, when it says who it is.
    pub(crate) issuer: Option<String>,
}

/// A provider. It knows what it was told, and keeps its description for a while.
#[derive(Debug)]
pub(super) struct Provider {
    pub(super) settings: ProviderSettings,
    http: Http,
    known: Mutex<Known>,
}

/// The description as it was read last.
#[derive(Debug, Default)]
struct Known {
    read: Option<(Instant, Arc<Described>)>,
    failed: Option<Instant>,
}

impl Provider {
    pub(super) fn new(settings: ProviderSettings, http: Http) -> Self {
        Self {
            settings,
            http,
            known: Mutex::default(),
        }
    }

    /// The provider's page for somebody who begins here.
    pub(super) async fn page(
        &self,
        callback: &str,
        state: &str,
        proofs: &Proofs,
    ) -> Result<Url, Failed> {
        let described = self.described(None).await?;
        let application = self.application(&described, callback)?;
        let verifier = PkceCodeVerifier::new(proofs.verifier.clone());
        let (state, nonce) = (state.to_owned(), proofs.nonce.clone());
        let mut request = application.authorize_url(
            AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
            || CsrfToken::new(state),
            || Nonce::new(nonce),
        );
        let scopes = ["email", "profile"].into_iter().map(str::to_owned);
        for scope in scopes.chain(self.settings.scopes.iter().cloned()) {
            request = request.add_scope(Scope::new(scope));
        }
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let (page, _, _) = request.set_pkce_challenge(challenge).url();
        Ok(page)
    }

    /// What the provider says, and proves, about whoever came back.
    pub(super) async fn claims(
        &self,
        callback: &str,
        returned: Returned,
        proofs: &Proofs,
    ) -> Result<Claims, Failed> {
        let asking = self.ask_for_claims(callback, returned, proofs);
        let asked = tokio::time::timeout(WHOLE, asking).await;
        let too_slow = || {
            Failed(
                Refusal::OutOfReach,
                "it took too long altogether".to_owned(),
            )
        };
        asked.unwrap_or_else(|_| Err(too_slow()))
    }

    async fn ask_for_claims(
        &self,
        callback: &str,
        returned: Returned,
        proofs: &Proofs,
    ) -> Result<Claims, Failed> {
        let described = self.described(None).await?;
        self.check_sender(&described, returned.issuer.as_deref())?;
        let application = self.application(&described, callback)?;
        let exchange = application
            .exchange_code(AuthorizationCode::new(returned.code))
            .map_err(|error| not_proven(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(proofs.verifier.clone()));
        let tokens = exchange.request_async(&self.http).await;
        let tokens = tokens.map_err(failed_exchange)?;
        let nonce = Nonce::new(proofs.nonce.clone());
        let said = match verified(&application, &tokens, &nonce) {
            Err(error) if is_of_a_new_key(&error) => {
                // The provider may have changed its keys since its description was read.
                let newer = self.described(Some(&described)).await?;
                let application = self.application(&newer, callback)?;
                verified(&application, &tokens, &nonce)
            }
            said => said,
        };
        let said = said.map_err(|error| not_proven(in_short(&error)))?;
        let mut claims = self.more(&application, &tokens, &said).await?;
        // What the token says is signed, so it counts more. An address and whether it is verified belong together.
        let said = as_claims(&said)?;
        if said.contains_key("email") {
            claims.remove("email_verified");
        }
        claims.extend(said);
        Ok(claims)
    }

    /// Whoever sends somebody back with the code of another provider is found out.
    fn check_sender(&self, described: &Described, issuer: Option<&str>) -> Result<(), Failed> {
        let must_say = described
            .additional_metadata()
            .authorization_response_iss_parameter_supported;
        match issuer {
            Some(issuer) if issuer == self.settings.issuer => Ok(()),
            None if !must_say => Ok(()),
            _ => Err(not_proven(
                "the answer came from another issuer, or from none",
            )),
        }
    }

    /// What the provider says about the person where it says more than in the token.
    async fn more(
        &self,
        application: &ThisApplication,
        tokens: &Tokens,
        said: &Said,
    ) -> Result<Claims, Failed> {
        let subject = said.subject().clone();
        let Ok(request) = application.user_info(tokens.access_token().clone(), Some(subject))
        else {
            return Ok(Claims::new());
        };
        let more: Result<UserInfoClaims<OtherClaims, CoreGenderClaim>, _> =
            request.request_async(&self.http).await;
        match more {
            Ok(more) => as_claims(&more),
            Err(openidconnect::UserInfoError::Request(error)) => Err(out_of_reach(&error)),
            Err(openidconnect::UserInfoError::ClaimsVerification(error)) => {
                Err(not_proven(in_short(&error)))
            }
            Err(_) => Err(not_proven("what it says about the person cannot be read")),
        }
    }

    /// The provider's description: the kept one, or a newer one than that which is `outdated`.
    async fn described(&self, outdated: Option<&Arc<Described>>) -> Result<Arc<Described>, Failed> {
        let mut known = self.known.lock().await;
        if let Some((since, described)) = &known.read {
            let is_outdated = outdated.is_some_and(|outdated| Arc::ptr_eq(outdated, described));
            if since.elapsed() < FRESH && !is_outdated {
                return Ok(Arc::clone(described));
            }
        }
        if known.failed.is_some_and(|since| since.elapsed() < AGAIN) {
            let why = "it could not be asked a moment ago".to_owned();
            return Err(Failed(Refusal::OutOfReach, why));
        }
        let read = self.read_description().await;
        known.failed = read.is_err().then(Instant::now);
        let described = Arc::new(read?);
        known.read = Some((Instant::now(), Arc::clone(&described)));
        Ok(described)
    }

    async fn read_description(&self) -> Result<Described, Failed> {
        let issuer = IssuerUrl::new(self.settings.issuer.clone())
            .map_err(|error| not_proven(error.to_string()))?;
        let described = Described::discover_async(issuer, &self.http).await;
        let described = described.map_err(failed_discovery)?;
        check_addresses(&described, &self.settings.issuer)?;
        Ok(described)
    }

    fn application(
        &self,
        described: &Described,
        callback: &str,
    ) -> Result<ThisApplication, Failed> {
        let settings = &self.settings;
        let secret = settings.client_secret.as_ref();
        let secret = secret.map(|secret| ClientSecret::new(secret.expose_secret().to_owned()));
        let id = ClientId::new(settings.client_id.clone());
        let callback =
            RedirectUrl::new(callback.to_owned()).map_err(|error| not_proven(error.to_string()))?;
        let application = ThisApplication::from_provider_metadata(described.clone(), id, secret)
            .set_redirect_uri(callback);
        let ways = described.token_endpoint_auth_methods_supported();
        let takes = |way| ways.is_some_and(|ways| ways.contains(&way));
        let in_the_body = takes(CoreClientAuthMethod::ClientSecretPost)
            && !takes(CoreClientAuthMethod::ClientSecretBasic);
        Ok(match in_the_body {
            true => application.set_auth_type(AuthType::RequestBody),
            false => application,
        })
    }
}

/// An address that is called, or that somebody is sent to, is as safe as the issuer's must be.
fn check_addresses(described: &Described, issuer: &str) -> Result<(), Failed> {
    let addresses = [
        Some(described.authorization_endpoint().url()),
        described.token_endpoint().map(|address| address.url()),
        described.userinfo_endpoint().map(|address| address.url()),
        Some(described.jwks_uri().url()),
    ];
    match addresses
        .into_iter()
        .flatten()
        .all(|url| is_as_safe_as(url, issuer))
    {
        true => Ok(()),
        false => Err(not_proven(
            "its description names an address that is not https",
        )),
    }
}

fn verified(
    application: &ThisApplication,
    tokens: &Tokens,
    nonce: &Nonce,
) -> Result<Said, ClaimsVerificationError> {
    let unreadable =
        || ClaimsVerificationError::Other("there is no token about the person".to_owned());
    let token = tokens.id_token().ok_or_else(unreadable)?;
    let verifier = application
        .id_token_verifier()
        .set_allowed_algs(SIGNED_WITH);
    let said = token.claims(&verifier, nonce)?;
    if let Some(expected) = said.access_token_hash() {
        let (way, key) = (token.signing_alg(), token.signing_key(&verifier));
        let signature = ClaimsVerificationError::SignatureVerification;
        let (way, key) = (way.map_err(signature)?, key.map_err(signature)?);
        let found = AccessTokenHash::from_token(tokens.access_token(), way, key);
        let other =
            || ClaimsVerificationError::Other("it is about another access token".to_owned());
        if found.map_err(|_| other())? != *expected {
            return Err(other());
        }
    }
    Ok(said.clone())
}

fn is_of_a_new_key(error: &ClaimsVerificationError) -> bool {
    matches!(
        error,
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)
    )
}

/// Without what the token holds.
fn in_short(error: &ClaimsVerificationError) -> &'static str {
    match error {
        ClaimsVerificationError::Expired(_) => "the token is over",
        ClaimsVerificationError::InvalidAudience(_) => "the token is for another application",
        ClaimsVerificationError::InvalidIssuer(_) => "the token is of another issuer",
        ClaimsVerificationError::InvalidNonce(_) => "the token was made for another sign-in",
        ClaimsVerificationError::InvalidSubject(_) => "the answers are about two people",
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::DisallowedAlg(_),
        ) => "the token is signed in a way that is not taken",
        ClaimsVerificationError::SignatureVerification(_) => {
            "the token's signature is not the provider's"
        }
        _ => "the token cannot be used",
    }
}

fn failed_exchange(
    error: RequestTokenError<NoAnswer, StandardErrorResponse<CoreErrorResponseType>>,
) -> Failed {
    match error {
        RequestTokenError::Request(error) => out_of_reach(&error),
        RequestTokenError::ServerResponse(refused) => {
            not_proven(format!("the code was refused: {}", known(refused.error())))
        }
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            not_proven("the answer to the code cannot be read")
        }
    }
}

/// One of the specification's words, and none of the provider's own.
fn known(error: &CoreErrorResponseType) -> &str {
    match error {
        CoreErrorResponseType::Extension(_) => "in words of its own",
        known => known.as_ref(),
    }
}

fn failed_discovery(error: DiscoveryError<NoAnswer>) -> Failed {
    match error {
        DiscoveryError::Request(error) => out_of_reach(&error),
        DiscoveryError::Response(status, ..) => Failed(
            Refusal::OutOfReach,
            format!(
                "its description is not where it belongs: status {}",
                status.as_u16()
            ),
        ),
        DiscoveryError::Validation(_) => not_proven("its description is of another issuer"),
        _ => not_proven("its description cannot be read"),
    }
}

fn out_of_reach(error: &NoAnswer) -> Failed {
    Failed(Refusal::OutOfReach, error.to_string())
}

fn as_claims(said: &impl Serialize) -> Result<Claims, Failed> {
    match serde_json::to_value(said) {
        Ok(Value::Object(claims)) => Ok(claims),
        _ => Err(not_proven("what it says cannot be read")),
    }
}
