//! The rate limit, the lock-out, and records that take a while to be found. Time passes when a test says so.

use std::time::Duration;

use bamboohr_sandbox::Settings;
use bamboohr_sandbox::settings::{LockOut, RateLimit, RateLimitAnswer};
use serde_json::json;

use crate::client::{World, header, json_of};

fn limited(settings: &mut Settings) {
    // So slow that no test lasts long enough to earn another request.
    settings.rate_limit = Some(RateLimit {
        burst: 2,
        per_second: 0.01,
        answer: RateLimitAnswer::Seconds,
    });
}

#[tokio::test]
async fn a_request_over_the_limit_is_refused_before_anything_is_stored() {
    let world = World::with_settings(limited).await;
    for status in [200, 200] {
        assert_eq!(
            world
                .get("/employees/0")
                .send()
                .await
                .unwrap()
                .status()
                .as_u16(),
            status
        );
    }
    let response = world.add_ann().await;
    assert_eq!(response.status().as_u16(), 429);
    assert_eq!(header(&response, "retry-after"), "100");
    assert_ne!(header(&response, "x-bamboohr-error-message"), "");
    assert!(world.added().is_empty());

    world.sandbox.pass_time(Duration::from_secs(100));
    assert_eq!(world.add_ann().await.status().as_u16(), 201);
    assert_eq!(world.add_ann().await.status().as_u16(), 429);
}

#[tokio::test]
async fn the_answer_over_the_limit_has_three_forms() {
    for (answer, status, form) in [
        (RateLimitAnswer::Seconds, 429, "100"),
        (RateLimitAnswer::HttpDate, 429, " GMT"),
        (RateLimitAnswer::ServiceUnavailable, 503, "100"),
    ] {
        let world = World::with_settings(limited).await;
        let change = |settings: &mut Settings| {
            if let Some(limit) = &mut settings.rate_limit {
                limit.answer = answer;
            }
        };
        world.sandbox.change_settings(change).unwrap();
        for _ in 0..2 {
            world.get("/employees/0").send().await.unwrap();
        }
        let response = world.get("/employees/0").send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{answer:?}");
        assert!(
            header(&response, "retry-after").ends_with(form),
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn too_many_wrong_keys_lock_out_the_right_one_too_until_time_has_passed() {
    let world = World::with_settings(|settings| {
        settings.lock_out = Some(LockOut {
            after: 3,
            seconds: 300,
        });
    })
    .await;
    for _ in 0..3 {
        let refused = world
            .get_as("a-guess", "/employees/0")
            .send()
            .await
            .unwrap();
        assert_eq!(refused.status().as_u16(), 401);
    }
    let locked = world.get("/employees/0").send().await.unwrap();
    assert_eq!(locked.status().as_u16(), 403);
    assert_eq!(
        header(&locked, "x-bamboohr-error-message"),
        "Too many failures"
    );
    let later = world.control("POST", "/clock", &json!({"advance_seconds": 300}));
    assert_eq!(later.send().await.unwrap().status().as_u16(), 200);
    assert_eq!(
        world
            .get("/employees/0")
            .send()
            .await
            .unwrap()
            .status()
            .as_u16(),
        200
    );
}

#[tokio::test]
async fn a_missing_key_is_no_guess() {
    let world = World::with_settings(|settings| {
        settings.lock_out = Some(LockOut {
            after: 1,
            seconds: 300,
        });
    })
    .await;
    let url = format!("{}/api/v1/employees/0", world.sandbox.url());
    assert_eq!(
        world
            .client
            .get(url)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16(),
        401
    );
    assert_eq!(
        world
            .get("/employees/0")
            .send()
            .await
            .unwrap()
            .status()
            .as_u16(),
        200
    );
}

#[tokio::test]
async fn a_new_person_can_be_read_at_once_and_found_after_a_while() {
    let world = World::with_settings(|settings| settings.visibility_lag_seconds = 30).await;
    world.add_ann().await;
    let found = async || {
        let list = json_of(world.get("/employees?filter[homeEmail]=ann@example.com")).await;
        let directory = json_of(world.get("/employees/directory")).await;
        let people = directory["employees"].as_array().unwrap();
        (
            list["meta"]["total"].as_u64().unwrap(),
            people.iter().filter(|person| person["id"] == "118").count(),
        )
    };
    assert_eq!(found().await, (0, 0));
    let read = json_of(world.get("/employees/118?fields=firstName")).await;
    assert_eq!(read["firstName"], "Ann");
    world.sandbox.pass_time(Duration::from_secs(30));
    assert_eq!(found().await, (1, 1));
}

#[tokio::test]
async fn a_clock_is_set_forward_by_a_number_of_seconds_and_nothing_else() {
    let world = World::start().await;
    for body in [
        json!({}),
        json!({"advance_seconds": -1}),
        json!({"seconds": 1}),
    ] {
        let response = world.control("POST", "/clock", &body).send().await.unwrap();
        assert_eq!(response.status().as_u16(), 400, "{body}");
    }
}
