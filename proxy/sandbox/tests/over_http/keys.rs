//! Keys: what each may do, how they come and go, and whom they belong to.

use bamboohr_sandbox::{
    ADMIN_KEY, FieldSet, Files, Key, LIMITED_KEY, People, RECRUITER_KEY, Sandbox,
};
use serde_json::{Value, json};

use crate::client::{World, ann, header, json_of};

#[tokio::test]
async fn each_key_may_do_what_its_user_may() {
    for (key, name, statuses) in [
        (ADMIN_KEY, "admin", [201, 200, 200, 200]),
        (RECRUITER_KEY, "recruiter", [201, 403, 200, 200]),
        (LIMITED_KEY, "limited", [403, 403, 403, 404]),
    ] {
        let world = World::start().await;
        let requests = [
            world.post_as(key, "/employees", &ann()),
            world.post_as(key, "/employees/4", &json!({"payRate": "1"})),
            world.post_as(
                key,
                "/employees/4",
                &json!({"payRate": "1", "homePhone": "2"}),
            ),
            world.get_as(key, "/employees/4/files/view"),
        ];
        let mut answered = Vec::new();
        for request in requests {
            answered.push(request.send().await.unwrap().status().as_u16());
        }
        assert_eq!(answered, statuses, "{name}");
        let logged = world.sandbox.requests();
        assert!(
            logged
                .iter()
                .all(|request| request.key.as_deref() == Some(name))
        );
    }
}

#[tokio::test]
async fn a_recruiter_adds_people_and_neither_writes_nor_sees_their_pay() {
    let world = World::start().await;
    let body = json!({
        "firstName": "Ann", "lastName": "Lee", "jobTitle": "Recruiter", "payRate": "41000",
        "payType": "Salary", "ssn": "123-45-6789", "dateOfBirth": "1990-01-31",
    });
    let response = world
        .post_as(RECRUITER_KEY, "/employees", &body)
        .send()
        .await
        .unwrap();
    let echo: Value = response.json().await.unwrap();
    assert_eq!(
        echo,
        json!({"id": "118", "firstName": "Ann", "lastName": "Lee", "status": "Active", "jobTitle": "Recruiter"})
    );
    let fields = "jobTitle,payRate,19,19.1,payPer,payRateEffectiveDate,ssn,dateOfBirth,age";
    let read =
        json_of(world.get_as(RECRUITER_KEY, &format!("/employees/12?fields={fields}"))).await;
    assert_eq!(
        read,
        json!({"id": "12", "jobTitle": "People Operations Manager"})
    );
    let rows = json_of(world.get_as(RECRUITER_KEY, "/employees/12/tables/compensation")).await;
    let mut columns: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
    columns.sort();
    assert_eq!(columns, ["comment", "employeeId", "id"]);
    let list = json_of(world.get_as(
        RECRUITER_KEY,
        "/employees?fields=birthDate,hireDate&filter[ids]=12",
    ))
    .await;
    assert_eq!(list["data"][0]["birthDate"], Value::Null);
    assert_eq!(list["data"][0]["_restrictedFields"], json!(["birthDate"]));
    let filtered =
        json_of(world.get_as(RECRUITER_KEY, "/employees?filter[birthDate]=1990-01-31")).await;
    assert_eq!(filtered["meta"]["total"], 0);
}

#[tokio::test]
async fn a_key_is_added_replaced_and_taken_away_over_http() {
    let world = World::start().await;
    let status = async |key: &str| {
        let request = world.get_as(key, "/employees/4?fields=firstName,lastName");
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(status("audit-1").await, 401);
    let key = json!({"secret": "audit-1", "read_fields": ["firstName"], "files": "see"});
    let put = world
        .control("PUT", "/keys/audit", &key)
        .send()
        .await
        .unwrap();
    assert_eq!(put.status().as_u16(), 204);
    let read = json_of(world.get_as("audit-1", "/employees/4?fields=firstName,lastName")).await;
    assert_eq!(read, json!({"id": "4", "firstName": "Astrid"}));

    let key = json!({"secret": "audit-2", "read_fields": {"all_but": ["firstName"]}});
    world
        .control("PUT", "/keys/audit", &key)
        .send()
        .await
        .unwrap();
    assert_eq!(status("audit-1").await, 401);
    let read = json_of(world.get_as("audit-2", "/employees/4?fields=firstName,lastName")).await;
    assert_eq!(read, json!({"id": "4", "lastName": "Holm"}));

    let listed = json_of(world.control("GET", "/keys", &json!({}))).await;
    assert_eq!(
        listed["audit"]["read_fields"],
        json!({"all_but": ["firstName"]})
    );
    assert_eq!(listed["admin"]["add_people"], true);
    assert!(
        !listed.to_string().contains("audit-2"),
        "secrets are not told"
    );

    for expected in [204, 404] {
        let deleted = world
            .control("DELETE", "/keys/audit", &json!({}))
            .send()
            .await
            .unwrap();
        assert_eq!(deleted.status().as_u16(), expected);
    }
    assert_eq!(status("audit-2").await, 401);
}

#[tokio::test]
async fn a_key_that_makes_no_sense_is_refused_with_a_sentence() {
    let world = World::start().await;
    for (name, key) in [
        ("audit", json!({})),
        ("audit", json!({"secret": ADMIN_KEY})),
        ("audit", json!({"secret": "s", "files": "burn"})),
        ("audit", json!({"secret": "s", "sees_people": "some"})),
        ("audit", json!({"secret": "s", "may_add": true})),
        ("a%20b", json!({"secret": "s"})),
    ] {
        let response = world
            .control("PUT", &format!("/keys/{name}"), &key)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status().as_u16(), 400, "{key}");
        let text = response.text().await.unwrap();
        assert!(text.starts_with("This is not a key: "), "{text}");
    }
}

#[tokio::test]
async fn a_key_of_an_employee_answers_with_that_record_for_id_0() {
    let own = Key {
        employee_id: Some("12".to_owned()),
        ..Key::limited("sofias-key")
    };
    let gone = Key {
        employee_id: Some("999".to_owned()),
        ..Key::limited("strangers-key")
    };
    let world = World::of(Sandbox::builder().key("sofia", own).key("stranger", gone)).await;
    for (key, expected) in [
        ("sofias-key", json!({"id": "12", "firstName": "Sofia"})),
        ("strangers-key", json!({"id": "0"})),
        (ADMIN_KEY, json!({"id": "0"})),
    ] {
        assert_eq!(
            json_of(world.get_as(key, "/employees/0?fields=firstName")).await,
            expected
        );
    }
}

#[tokio::test]
async fn a_key_may_see_some_people_only() {
    let key = Key {
        sees_people: People::only(["12", "13"]),
        ..Key::administrator("team-key")
    };
    let world = World::of(Sandbox::builder().key("team", key)).await;
    for (endpoint, status) in [
        ("/employees/12", 200),
        ("/employees/4", 403),
        ("/employees/999", 404),
        ("/employees/4/tables/jobInfo", 403),
        ("/employees/4/files/view", 403),
    ] {
        let response = world.get_as("team-key", endpoint).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{endpoint}");
        if status == 403 {
            let message = header(&response, "x-bamboohr-error-message");
            assert_eq!(message, "Insufficient Permissions to view this employee");
        }
    }
    let update = world.post_as("team-key", "/employees/4", &json!({"homePhone": "1"}));
    assert_eq!(update.send().await.unwrap().status().as_u16(), 403);
    let list = json_of(world.get_as("team-key", "/employees")).await;
    assert_eq!(list["meta"]["total"], 2);
    let directory = json_of(world.get_as("team-key", "/employees/directory")).await;
    assert_eq!(directory["employees"].as_array().unwrap().len(), 2);
    let rows = json_of(world.get_as("team-key", "/employees/all/tables/jobInfo")).await;
    assert_eq!(rows.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_disabled_user_is_401_like_a_stranger_and_a_reset_brings_the_user_back() {
    let world = World::start().await;
    assert!(world.sandbox.remove_key("admin"));
    let refused = world.get("/employees").send().await.unwrap();
    assert_eq!(refused.status().as_u16(), 401);
    assert_eq!(
        header(&refused, "x-bamboohr-error-message"),
        "API key not provided or invalid"
    );
    world.sandbox.reset();
    assert_eq!(
        world
            .get("/employees")
            .send()
            .await
            .unwrap()
            .status()
            .as_u16(),
        200
    );
}

#[tokio::test]
async fn a_test_may_make_any_key_from_rust() {
    let world = World::start().await;
    let importer = Key {
        read_fields: FieldSet::only(["firstName"]),
        write_fields: FieldSet::All,
        files: Files::None,
        ..Key::administrator("importers-key")
    };
    world.sandbox.set_key("importer", importer).unwrap();
    let created = world
        .post_as("importers-key", "/employees", &ann())
        .send()
        .await
        .unwrap();
    let echo: Value = created.json().await.unwrap();
    assert_eq!(
        echo["homeEmail"],
        Value::Null,
        "stored, and not shown to who may not read it"
    );
    assert_eq!(world.added()[0].fields["homeEmail"], "ann@example.com");
}
