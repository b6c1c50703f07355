#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::*;

fn at(second: i64) -> Moment {
    let start: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
    Moment::at(later(start, second))
}

fn company() -> Company {
    Company::seeded(at(0))
}

const ASKED: AuthorizationRequest<'_> = AuthorizationRequest {
    client_id: OAUTH_CLIENT_ID,
    response_type: "code",
    redirect_uri: "http://127.0.0.1:8000/callback",
    scope: "employee offline_access",
    user: "",
};

fn with_code(code: &str) -> TokenRequest {
    TokenRequest {
        grant_type: "authorization_code".to_owned(),
        client_id: OAUTH_CLIENT_ID.to_owned(),
        client_secret: OAUTH_CLIENT_SECRET.to_owned(),
        code: code.to_owned(),
        redirect_uri: ASKED.redirect_uri.to_owned(),
        ..TokenRequest::default()
    }
}

fn with_refresh(token: &str) -> TokenRequest {
    TokenRequest {
        grant_type: "refresh_token".to_owned(),
        refresh_token: token.to_owned(),
        ..with_code("")
    }
}

fn user_of(company: &Company, token: &str, second: i64) -> Option<String> {
    let caller = company.caller_with_token(token, at(second).now);
    caller.map(|caller| caller.name().to_owned())
}

#[test]
fn a_code_gives_tokens_once_and_the_access_token_ends_with_time() {
    let mut company = company();
    let code = company.grant_code(ASKED, at(0)).unwrap();
    let tokens = company.exchange(&with_code(&code), at(1)).unwrap();
    assert_eq!(
        (tokens.expires_in, tokens.token_type.as_str()),
        (3600, "Bearer")
    );
    assert_eq!(
        user_of(&company, &tokens.access_token, 3600).as_deref(),
        Some("admin")
    );
    assert_eq!(user_of(&company, &tokens.access_token, 3601), None);
    let again = company.exchange(&with_code(&code), at(2)).unwrap_err();
    assert_eq!((again.status, again.error), (400, "invalid_grant"));
}

#[test]
fn what_does_not_fit_gives_no_tokens() {
    let elsewhere = |code: &str| TokenRequest {
        redirect_uri: "http://127.0.0.1:1/".to_owned(),
        ..with_code(code)
    };
    let stranger = |code: &str| TokenRequest {
        client_secret: "guess".to_owned(),
        ..with_code(code)
    };
    let odd = |code: &str| TokenRequest {
        grant_type: "password".to_owned(),
        ..with_code(code)
    };
    type Asked = fn(&str) -> TokenRequest;
    let cases: [(Asked, i64, &str); 4] = [
        (with_code, CODE_SECONDS, "invalid_grant"),
        (elsewhere, 1, "invalid_grant"),
        (stranger, 1, "invalid_client"),
        (odd, 1, "unsupported_grant_type"),
    ];
    for (request, second, error) in cases {
        let mut company = company();
        let code = company.grant_code(ASKED, at(0)).unwrap();
        let refusal = company.exchange(&request(&code), at(second)).unwrap_err();
        assert_eq!(refusal.error, error);
    }
}

#[test]
fn without_the_offline_scope_there_is_no_refresh_token() {
    let mut company = company();
    let asked = AuthorizationRequest {
        scope: "employee",
        ..ASKED
    };
    let code = company.grant_code(asked, at(0)).unwrap();
    let tokens = company.exchange(&with_code(&code), at(1)).unwrap();
    assert_eq!(tokens.refresh_token, None);
}

#[test]
fn a_refresh_token_stays_good_or_is_replaced_as_the_setting_says() {
    for rotates in [false, true] {
        let mut company = company();
        company.settings.refresh_tokens_rotate = rotates;
        let first = company.issue_tokens("recruiter", at(0)).unwrap();
        let old = first.refresh_token.unwrap();
        company.expire_tokens();
        assert_eq!(user_of(&company, &first.access_token, 1), None);
        let second = company.exchange(&with_refresh(&old), at(1)).unwrap();
        assert_eq!(
            user_of(&company, &second.access_token, 1).as_deref(),
            Some("recruiter")
        );
        assert_eq!(second.refresh_token.as_deref() != Some(&old), rotates);
        assert_eq!(
            company.exchange(&with_refresh(&old), at(2)).is_err(),
            rotates
        );
    }
}

#[test]
fn a_disabled_user_loses_tokens_and_gets_no_others() {
    let mut company = company();
    let tokens = company.issue_tokens("recruiter", at(0)).unwrap();
    assert!(company.keys.remove("recruiter"));
    assert_eq!(user_of(&company, &tokens.access_token, 1), None);
    let refresh = with_refresh(&tokens.refresh_token.unwrap());
    assert_eq!(
        company.exchange(&refresh, at(1)).unwrap_err().error,
        "invalid_grant"
    );
    assert_eq!(company.issue_tokens("recruiter", at(1)), None);
}

#[test]
fn a_code_goes_to_this_computer_only() {
    for (asked, is_granted) in [
        (ASKED, true),
        (
            AuthorizationRequest {
                user: "limited",
                ..ASKED
            },
            true,
        ),
        (
            AuthorizationRequest {
                user: "nobody",
                ..ASKED
            },
            false,
        ),
        (
            AuthorizationRequest {
                client_id: "app",
                ..ASKED
            },
            false,
        ),
        (
            AuthorizationRequest {
                response_type: "token",
                ..ASKED
            },
            false,
        ),
        (
            AuthorizationRequest {
                redirect_uri: "https://example.com/",
                ..ASKED
            },
            false,
        ),
    ] {
        assert_eq!(
            company().grant_code(asked, at(0)).is_ok(),
            is_granted,
            "{asked:?}"
        );
    }
}
