//! Somebody steals the database: the BambooHR key is not in it, in no form in which it is ever used.

use bamboohr_sandbox::Key;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use sqlx::{Connection as _, PgConnection, Row as _};
use test_postgres::Server;

use crate::test_app::{HIRED, TestApp};

const KEY: &str = "canary-key-0123456789abcdef";

/// The key, its base64, and what goes out in a header.
fn forms() -> [String; 3] {
    let basic = STANDARD_NO_PAD.encode(format!("{KEY}:x"));
    [KEY.to_owned(), STANDARD_NO_PAD.encode(KEY), basic]
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// Connected with the key, and everything that is done with it was done.
async fn used(app: &TestApp) {
    let key = Key::administrator(KEY);
    app.sandbox.set_key("admin", key).unwrap();
    app.connects("acme", KEY).await;
    assert_eq!(app.send(HIRED).await["state"], "done");
    app.switches(false).await;
    app.stores("acme", Some(&format!("{KEY}-2"))).await;
}

#[tokio::test]
async fn the_file_of_a_ledger_and_what_is_beside_it_do_not_hold_the_key() {
    let app = TestApp::unconnected().await;
    used(&app).await;
    let bytes = app.files();
    assert!(holds(&bytes, "v1."), "a sealed key is there");
    for form in forms() {
        assert!(!holds(&bytes, &form), "{form}");
    }
}

#[tokio::test]
async fn no_row_of_a_postgresql_ledger_holds_the_key() {
    let database = Server::shared().unwrap().database().unwrap();
    let app = TestApp::unconnected_on(Some(database.clone())).await;
    used(&app).await;
    let mut connection = PgConnection::connect(&database).await.unwrap();
    let sql = "SELECT c.table_name::text, (xpath('//row', query_to_xml(format('SELECT * FROM %I', c.table_name), \
               true, false, '')))::text FROM information_schema.tables c WHERE c.table_schema = 'public' \
               AND c.table_type = 'BASE TABLE'";
    let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
    let all: String = rows.iter().map(|row| row.get::<String, _>(1)).collect();
    assert!(all.contains("v1."), "a sealed key is there");
    for form in forms() {
        assert!(!all.contains(&form), "{form}");
    }
}
