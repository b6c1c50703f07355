//! Providers that lie or do not answer, and browsers that bring what is not theirs: nobody is signed in, nobody becomes a
//! user, and the page to sign in is told why by a code that stays.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::openid::{OnTheWay, begins, problem_of, session_of, signs_in, trusting, ways};
use crate::openid_provider::{Answers, CLIENT, Manner, SECRET, Signed, TestProvider};
use crate::test_app::{Answer, TestApp};

/// Nobody is in, and nobody new is known.
async fn comes_to_nothing(app: &TestApp, back: &Answer, code: &str, what: &str) {
    assert_eq!(problem_of(back), code, "{what}");
    assert!(session_of(back).is_none(), "{what}");
    assert!(!app.ledger.has_users().await.unwrap(), "{what}");
}

#[tokio::test]
async fn a_token_that_proves_nothing_signs_in_nobody() {
    type Lie = (&'static str, fn(&mut Manner));
    let lies: [Lie; 17] = [
        ("no signature, and says so", |manner| {
            manner.signed = Signed::WithNone;
        }),
        ("no signature", |manner| {
            manner.signed = Signed::NotAtAll;
        }),
        ("a key of somebody else", |manner| {
            manner.signed = Signed::ByAnother;
        }),
        ("the client's secret", |manner| {
            manner.signed = Signed::WithTheSecret;
        }),
        ("the public key as a secret", |manner| {
            manner.signed = Signed::WithThePublicKey;
        }),
        ("changed afterwards", |manner| {
            manner.signed = Signed::AndChanged;
        }),
        ("another nonce", |manner| {
            manner.claims["nonce"] = json!("another");
        }),
        ("no nonce", |manner| manner.claims["nonce"] = Value::Null),
        ("another audience", |manner| {
            manner.claims["aud"] = json!("payroll");
        }),
        ("one audience more", |manner| {
            manner.claims["aud"] = json!([CLIENT, "payroll"]);
        }),
        ("no audience", |manner| manner.claims["aud"] = Value::Null),
        ("over", |manner| manner.claims["exp"] = json!(1_000_000_000)),
        ("for ever", |manner| manner.claims["exp"] = Value::Null),
        ("another issuer", |manner| {
            manner.claims["iss"] = json!("https://evil.example");
        }),
        ("no issuer", |manner| manner.claims["iss"] = Value::Null),
        ("nobody", |manner| manner.claims["sub"] = Value::Null),
        ("of two people", |manner| {
            manner.more["sub"] = json!("somebody-else");
        }),
    ];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, SECRET).unwrap();
    for (what, lie) in lies {
        let provider = TestProvider::start().await;
        let mut written = provider.written();
        written["client_secret_file"] = json!(file);
        let app = TestApp::with_ways(ways(&written, true), None).await;
        provider.behaves(lie);
        let back = signs_in(&app, &provider).await;
        comes_to_nothing(&app, &back, "sign-in-not-proven", what).await;
        // The same without the lie: it was the lie.
        provider.behaves(|manner| {
            manner.signed = Signed::Well;
            for forged in ["nonce", "aud", "exp", "iss"] {
                manner.claims.as_object_mut().unwrap().remove(forged);
            }
            manner.claims["sub"] = json!("ann-1");
            manner.more.as_object_mut().unwrap().remove("sub");
        });
        assert!(
            session_of(&signs_in(&app, &provider).await).is_some(),
            "{what}"
        );
    }
}

#[tokio::test]
async fn who_brings_what_is_not_theirs_or_was_used_is_not_signed_in() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let on_the_way = OnTheWay::from(&app, "/").await;
    let others = OnTheWay::from(&app, "/").await;
    assert_ne!(on_the_way.cookie, others.cookie);
    let code = provider.signs_in(&on_the_way.page);
    let right = on_the_way.address(&code);
    let invented = format!("__Host-sign-in={}", "x".repeat(43));
    let callback = "/api/session/oidc/callback";
    let mine = || on_the_way.cookie.clone();
    for (cookie, address) in [
        (None, right.clone()),
        (Some(invented), right.clone()),
        (Some("__Host-sign-in=".to_owned()), right.clone()),
        // What somebody else began: their page has this browser signed in as them.
        (others.cookie.clone(), right.clone()),
        (mine(), others.address(&code)),
        (
            mine(),
            format!("{callback}?code={code}&state={}", "x".repeat(43)),
        ),
        (mine(), format!("{callback}?code={code}")),
        (mine(), format!("{right}&state=twice")),
        (mine(), callback.to_owned()),
        (mine(), format!("{callback}?error=access_denied")),
    ] {
        let back = app.caller(cookie).gets(&address).await;
        comes_to_nothing(&app, &back, "sign-in-lost", &address).await;
    }
    // None of it took away what was begun; and that works once.
    let back = app.caller(mine()).gets(&right).await;
    assert!(session_of(&back).is_some(), "{:?}", back.headers);
    let again = app.caller(mine()).gets(&right).await;
    assert_eq!(problem_of(&again), "sign-in-lost");
    assert!(session_of(&again).is_none());
}

#[tokio::test]
async fn a_code_that_was_used_or_is_another_ways_signs_in_nobody() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    // The code of one way is brought with the state of another: the verifier does not fit.
    let (one, other) = (
        OnTheWay::from(&app, "/").await,
        OnTheWay::from(&app, "/").await,
    );
    let code = provider.signs_in(&one.page);
    let back = app
        .caller(other.cookie.clone())
        .gets(&other.address(&code))
        .await;
    comes_to_nothing(&app, &back, "sign-in-not-proven", "another's code").await;
    // And it is used up with that.
    let back = app
        .caller(one.cookie.clone())
        .gets(&one.address(&code))
        .await;
    comes_to_nothing(&app, &back, "sign-in-not-proven", "a used code").await;
}

#[tokio::test]
async fn two_tabs_of_one_browser_can_be_on_the_way_at_once() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let first = OnTheWay::from(&app, "/log").await;
    let second = begins(&app, first.cookie.clone(), "/account").await;
    assert_eq!(second.cookie(), first.cookie);
    let code = provider.signs_in(&first.page);
    let back = app
        .caller(second.cookie())
        .gets(&first.address(&code))
        .await;
    assert_eq!(back.headers["location"], "/log");
}

#[tokio::test]
async fn who_has_no_role_account_or_proven_address_is_told_so() {
    type Lack = (&'static str, fn(&mut Manner));
    let lacks: [Lack; 6] = [
        ("address-not-verified", |manner| {
            manner.claims["email_verified"] = json!(false);
        }),
        ("address-not-verified", |manner| {
            manner.claims["email_verified"] = Value::Null;
        }),
        ("no-address", |manner| manner.claims["email"] = Value::Null),
        ("no-account", |manner| {
            manner.claims["email"] = json!("ann@other.example");
        }),
        ("no-role", |manner| {
            manner.more["groups"] = json!(["canteen"]);
        }),
        ("no-role", |manner| manner.more["groups"] = Value::Null),
    ];
    for (code, lack) in lacks {
        let provider = TestProvider::start().await;
        let mut written = provider.written();
        written["account"] = json!({ "by_email_domain": { "acme.example": "local" } });
        let app = TestApp::with_ways(ways(&written, true), None).await;
        provider.behaves(lack);
        let back = signs_in(&app, &provider).await;
        comes_to_nothing(&app, &back, code, code).await;
    }
}

#[tokio::test]
async fn a_provider_that_says_no_is_believed_and_its_words_go_nowhere() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    let on_the_way = OnTheWay::from(&app, "/").await;
    let address = format!(
        "/api/session/oidc/callback?error=access_denied&error_description=Ann%20Lee&state={}",
        on_the_way.state()
    );
    let back = app.caller(on_the_way.cookie.clone()).gets(&address).await;
    comes_to_nothing(&app, &back, "sign-in-declined", "access_denied").await;
}

#[tokio::test]
async fn an_answer_in_the_name_of_another_issuer_is_found_out() {
    let provider = TestProvider::start().await;
    provider.behaves(|manner| {
        manner.description = json!({ "authorization_response_iss_parameter_supported": true });
    });
    let app = trusting(&provider).await;
    let from = |issuer: &str| format!("&iss={issuer}");
    for (sender, is_in) in [
        (String::new(), false),
        (from("https://evil.example"), false),
        (from(&provider.issuer), true),
    ] {
        let on_the_way = OnTheWay::from(&app, "/").await;
        let address = on_the_way.address(&provider.signs_in(&on_the_way.page));
        let back = app.caller(on_the_way.cookie.clone());
        let back = back.gets(&format!("{address}{sender}")).await;
        if !is_in {
            comes_to_nothing(&app, &back, "sign-in-not-proven", &sender).await;
        }
        assert_eq!(session_of(&back).is_some(), is_in, "{sender}");
    }
}

#[tokio::test]
async fn a_provider_that_cannot_be_asked_is_named_before_anybody_goes_there() {
    type Fault = (&'static str, fn(&mut Manner));
    let faults: [Fault; 7] = [
        ("provider-out-of-reach", |manner| {
            manner.described = Answers::Never;
        }),
        ("provider-out-of-reach", |manner| {
            manner.described = Answers::WithAFlood;
        }),
        ("provider-out-of-reach", |manner| {
            manner.described = Answers::WithARedirect;
        }),
        ("sign-in-not-proven", |manner| {
            manner.described = Answers::WithNonsense;
        }),
        ("sign-in-not-proven", |manner| {
            manner.description = json!({ "issuer": "https://evil.example" });
        }),
        ("sign-in-not-proven", |manner| {
            manner.description = json!({ "token_endpoint": "http://login.acme.example/token" });
        }),
        ("sign-in-not-proven", |manner| {
            manner.description = json!({ "authorization_endpoint": "javascript:alert(1)" });
        }),
    ];
    for (code, fault) in faults {
        let provider = TestProvider::start().await;
        let app = trusting(&provider).await;
        provider.behaves(fault);
        let begun = begins(&app, None, "/").await;
        assert_eq!(begun.status, StatusCode::BAD_GATEWAY, "{code}");
        assert_eq!(begun.json()["type"], format!("/problems/{code}"));
        assert!(begun.cookie().is_none());
    }
    let gone = TestProvider::start().await;
    let mut written = gone.written();
    written["issuer"] = json!("http://127.0.0.1:9");
    let app = TestApp::with_ways(ways(&written, true), None).await;
    let begun = begins(&app, None, "/").await;
    assert_eq!(begun.json()["type"], "/problems/provider-out-of-reach");
}

#[tokio::test]
async fn a_provider_that_cannot_be_asked_on_the_way_back_signs_in_nobody() {
    for (how, code) in [
        (Answers::Never, "provider-out-of-reach"),
        (Answers::WithAFlood, "provider-out-of-reach"),
        (Answers::WithARedirect, "sign-in-not-proven"),
        (Answers::WithNonsense, "sign-in-not-proven"),
    ] {
        for is_userinfo in [false, true] {
            let provider = TestProvider::start().await;
            let app = trusting(&provider).await;
            provider.behaves(|manner| match is_userinfo {
                true => manner.userinfo = how,
                false => manner.tokens = how,
            });
            let back = signs_in(&app, &provider).await;
            comes_to_nothing(&app, &back, code, &format!("{how:?} {is_userinfo}")).await;
        }
    }
}

#[tokio::test]
async fn nobody_is_led_to_another_site_after_signing_in() {
    let provider = TestProvider::start().await;
    let app = trusting(&provider).await;
    for elsewhere in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/.//evil.example",
        "javascript:alert(1)",
        "/api/session/oidc/callback?code=1",
        "",
    ] {
        let begun = begins(&app, None, elsewhere).await;
        assert_eq!(
            begun.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{elsewhere}"
        );
        assert_eq!(begun.json()["type"], "/problems/no-page");
        assert!(begun.cookie().is_none());
    }
}
