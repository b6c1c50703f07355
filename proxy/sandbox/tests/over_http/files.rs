//! Documents, their categories, and photos.

use bamboohr_sandbox::{ADMIN_KEY, Sandbox};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::client::{FORMS, World, header, http_client, json_of};

const BOUNDARY: &str = "----a-boundary-of-the-test";

/// A form of texts and one file, written by hand: the sandbox's own reader must not be checked with itself.
pub(crate) fn form(texts: &[(&str, &str)], file_name: &str, file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in texts {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"
        );
        body.extend(part.into_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(file);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    body
}

impl World {
    pub(crate) fn post_form(
        &self,
        form_url: &str,
        endpoint: &str,
        body: Vec<u8>,
    ) -> RequestBuilder {
        let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
        self.client
            .post(format!("{}{form_url}{endpoint}", self.sandbox.url()))
            .basic_auth(ADMIN_KEY, Some("x"))
            .header("Content-Type", content_type)
            .body(body)
    }
}

#[tokio::test]
async fn an_uploaded_file_has_a_location_where_its_bytes_are_and_is_listed_in_its_category() {
    for prefix in FORMS {
        let world = World::start().await;
        let texts = [
            ("fileName", "CV of Ruth"),
            ("category", "13"),
            ("share", "yes"),
        ];
        let bytes = b"%PDF\r\n--\xff\0\r\n";
        let body = form(&texts, "ruth.pdf", bytes);
        let request = world.post_form(prefix, "/employees/13/files", body);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::CREATED);
        assert_eq!(
            header(&response, "content-type"),
            "text/html; charset=UTF-8"
        );
        let location = header(&response, "location");
        assert_eq!(response.text().await.unwrap(), "");

        let url = format!("{}{prefix}/employees/13/files/", world.sandbox.url());
        let id: u64 = location.strip_prefix(&url).unwrap().parse().unwrap();
        let files = json_of(world.get("/employees/13/files/view")).await;
        let filed = files["categories"][0]["files"].as_array().unwrap();
        assert_eq!(filed.len(), 1);
        let mut file = filed[0].clone();
        let created = file["dateCreated"].take();
        let created = created.as_str().unwrap();
        assert_eq!((created.len(), &created[19..]), (24, "+0000"));
        let expected = json!({
            "id": id, "name": "CV of Ruth", "originalFileName": "ruth.pdf", "size": bytes.len(), "dateCreated": null,
            "createdBy": "admin", "shareWithEmployee": "yes", "canRenameFile": "no", "canDeleteFile": "no",
            "canChangeShareWithEmployee": "no",
        });
        assert_eq!(file, expected);

        let download = world.client.get(&location).basic_auth(ADMIN_KEY, Some("x"));
        let download = download.send().await.unwrap();
        assert_eq!(download.status(), StatusCode::OK);
        assert_eq!(header(&download, "content-type"), "application/pdf");
        assert_eq!(download.bytes().await.unwrap().as_ref(), bytes);

        let ruth = &world.sandbox.employees()[9];
        assert_eq!(ruth.files[0].id, id.to_string());
        assert!(ruth.files[0].shared);
    }
}

#[tokio::test]
async fn a_file_of_20_megabytes_arrives_and_one_byte_more_is_413() {
    let world = World::start().await;
    let texts = [("fileName", "Scan"), ("category", "12")];
    for (more, status) in [(0, StatusCode::CREATED), (1, StatusCode::PAYLOAD_TOO_LARGE)] {
        let body = form(&texts, "scan.tiff", &vec![7; 20 * 1024 * 1024 + more]);
        let request = world.post_form("/api/v1", "/employees/13/files", body);
        assert_eq!(request.send().await.unwrap().status(), status);
    }
    let body = form(&texts, "scan.tiff", &vec![7; 21 * 1024 * 1024]);
    let request = world.post_form("/api/v1", "/employees/13/files", body);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_ne!(header(&response, "x-bamboohr-error-message"), "");
    assert_eq!(world.sandbox.employees()[9].files.len(), 1);
}

#[tokio::test]
async fn new_categories_are_listed_behind_the_others() {
    let world = World::start().await;
    let endpoint = "/employees/files/categories";
    let names = json!(["Work Permits", "Payslips"]);
    let response = world.post(endpoint, &names).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(response.text().await.unwrap(), "");
    let none = world.post(endpoint, &json!([])).send().await.unwrap();
    assert_eq!(none.status(), StatusCode::OK);
    let files = json_of(world.get("/employees/4/files/view")).await;
    let added: Vec<(&Value, &Value)> = files["categories"].as_array().unwrap()[4..]
        .iter()
        .map(|category| (&category["id"], &category["name"]))
        .collect();
    let expected = [(&json!(14), &names[0]), (&json!(15), &names[1])];
    assert_eq!(added, expected);
}

/// A PNG of this size, as far as its header goes.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

#[tokio::test]
async fn a_photo_comes_as_a_form_or_as_base64_and_shows_in_the_directory() {
    let world = World::start().await;
    let body = form(&[], "not-a-picture.txt", &png(200, 200));
    let request = world.post_form("/api/v1", "/employees/13/photo", body);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(response.text().await.unwrap(), "");
    // "GIF89a", 150 by 150.
    let sent = json!({"fileBase64": "R0lGODlhlgCWAAAAAA=="});
    let response = world
        .post("/employees/12/photo", &sent)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);

    let directory = json_of(world.get("/employees/directory")).await;
    for person in directory["employees"].as_array().unwrap() {
        let has_photo = ["12", "13"].contains(&person["id"].as_str().unwrap());
        assert_eq!(person["photoUploaded"], has_photo, "{person}");
        assert_eq!(person["photoUrl"].is_string(), has_photo, "{person}");
    }
    let photos: Vec<Option<u64>> = world
        .sandbox
        .employees()
        .iter()
        .map(|person| person.photo)
        .filter(Option::is_some)
        .collect();
    assert_eq!(photos, [Some(13), Some(33)]);
}

#[tokio::test]
async fn files_are_still_there_after_a_restart_with_the_same_state() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acme.json");
    let any_port = "127.0.0.1:0".parse().unwrap();
    let start = || Sandbox::start_keeping(any_port, file.clone());
    let world = World {
        sandbox: start().await.unwrap(),
        client: http_client(),
    };
    let body = form(&[("fileName", "CV"), ("category", "13")], "cv.txt", b"kept");
    let request = world.post_form("/api/v1", "/employees/13/files", body);
    assert_eq!(request.send().await.unwrap().status(), StatusCode::CREATED);
    let id = world.sandbox.employees()[9].files[0].id.clone();
    world.sandbox.stop().await;

    let world = World {
        sandbox: start().await.unwrap(),
        client: http_client(),
    };
    let download = world.get(&format!("/employees/13/files/{id}"));
    assert_eq!(download.send().await.unwrap().text().await.unwrap(), "kept");
}
