//! Files and photos on the pages: shown by name, downloaded without a key, and never taken for a page.

use reqwest::{Response, StatusCode};

use crate::client::{World, header};
use crate::files::form;

/// A GIF of 200 by 200 pixels, as far as anybody looks.
const GIF: &[u8] = b"GIF89a\xc8\0\xc8\0\0\0\0";

/// As long as it takes for JPEG, PNG and BMP to tell their size.
fn png() -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend([0, 0, 0, 200, 0, 0, 0, 200, 8, 2, 0, 0, 0]);
    png
}

impl World {
    async fn upload(&self, name: &str, original_name: &str, bytes: &[u8]) {
        let texts = [("fileName", name), ("category", "13"), ("share", "no")];
        let body = form(&texts, original_name, bytes);
        let request = self.post_form("/api/v1", "/employees/13/files", body);
        assert_eq!(request.send().await.unwrap().status(), StatusCode::CREATED);
    }

    async fn set_photo(&self, bytes: &[u8]) {
        let body = form(&[], "photo.html", bytes);
        let request = self.post_form("/api/v1", "/employees/13/photo", body);
        assert_eq!(request.send().await.unwrap().status(), StatusCode::CREATED);
    }
}

fn assert_guarded(response: &Response) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(header(response, name), value);
    }
}

/// The address of the first link to a file.
fn link(html: &str) -> String {
    let rest = html.split("href=\"/employees/files/").nth(1).unwrap();
    let query = rest.split('"').next().unwrap();
    format!("/employees/files/{}", query.replace("&amp;", "&"))
}

#[tokio::test]
async fn a_file_is_listed_with_its_category_and_downloaded_without_a_key() {
    let world = World::start().await;
    let bytes = b"%PDF\r\n\xff\0";
    world.upload("CV of Ruth", "ruth.pdf", bytes).await;
    let (_, html) = world.page("/employees/employee.php?id=13").await;
    let files = html.split("id=\"files\"").nth(1).unwrap();
    for text in [
        "CV of Ruth",
        "ruth.pdf",
        "Resumes and Applications",
        "8 bytes",
        " UTC</td>",
    ] {
        assert!(files.contains(text), "{text} is missing in {files}");
    }
    let download = world.look_at(&link(files)).send().await.unwrap();
    assert_eq!(download.status(), StatusCode::OK);
    assert_eq!(header(&download, "content-type"), "application/pdf");
    assert_eq!(
        header(&download, "content-disposition"),
        "attachment; filename*=utf-8''ruth%2Epdf"
    );
    assert_guarded(&download);
    assert_eq!(download.bytes().await.unwrap().as_ref(), bytes);
}

#[tokio::test]
async fn a_malicious_name_or_content_stays_a_file_to_be_stored() {
    let world = World::start().await;
    let name = "<script>alert(1)</script>";
    let original_name =
        "../..\\\\evil\\\"; filename=x.html <img src=x onerror=alert(1)>%0d%0aX-Evil: 1.txt";
    world
        .upload(name, original_name, b"<script>alert(1)</script>")
        .await;
    let (_, html) = world.page("/employees/employee.php?id=13").await;
    assert_eq!(html.matches("<script").count(), 1, "its own script only");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!html.contains("<img src=x"));
    let download = world.look_at(&link(&html)).send().await.unwrap();
    assert_eq!(header(&download, "content-type"), "text/plain");
    let disposition = header(&download, "content-disposition");
    let encoded = disposition
        .strip_prefix("attachment; filename*=utf-8''")
        .unwrap();
    let is_harmless = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'%';
    assert!(encoded.bytes().all(is_harmless), "{disposition}");
    assert!(
        encoded.ends_with("%2Etxt") && encoded.contains("x%2Ehtml"),
        "{encoded}"
    );
    assert!(download.headers().get("x-evil").is_none());
    assert_guarded(&download);
}

#[tokio::test]
async fn a_photo_is_shown_in_the_list_and_on_the_page_under_an_address_of_its_own() {
    let world = World::start().await;
    let mut seen = Vec::new();
    for (bytes, content_type) in [(GIF.to_vec(), "image/gif"), (png(), "image/png")] {
        world.set_photo(&bytes).await;
        let (_, list) = world.page("/?q=ruth").await;
        let source = list.split("src=\"/employees/photos/").nth(1).unwrap();
        let query = source.split('"').next().unwrap();
        let (_, person) = world.page("/employees/employee.php?id=13").await;
        assert!(person.contains(&format!("src=\"/employees/photos/{query}\" alt=\"\"")));
        let url = format!("/employees/photos/{}", query.replace("&amp;", "&"));
        let photo = world.look_at(&url).send().await.unwrap();
        assert_eq!(photo.status(), StatusCode::OK);
        assert_eq!(header(&photo, "content-type"), content_type);
        assert_guarded(&photo);
        assert_eq!(photo.bytes().await.unwrap(), bytes);
        seen.push(url);
    }
    assert_ne!(seen[0], seen[1]);
    let page = world.look_at("/").send().await.unwrap();
    assert!(header(&page, "content-security-policy").contains("img-src 'self'"));
}

#[tokio::test]
async fn what_nobody_has_is_404() {
    let world = World::start().await;
    world.upload("CV", "cv.pdf", b"%PDF").await;
    for path in [
        "/employees/files/",
        "/employees/files/?id=13",
        "/employees/files/?id=13&file=999",
        "/employees/files/?id=12&file=301",
        "/employees/files/?id=999&file=301",
        "/employees/files/?id=x&file=<script>",
        "/employees/photos/",
        "/employees/photos/?id=13",
        "/employees/photos/?id=999",
    ] {
        assert_eq!(world.page(path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let found = world.look_at("/employees/files/?id=13&file=301");
    assert_eq!(found.send().await.unwrap().status(), StatusCode::OK);
}
