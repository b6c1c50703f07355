//! Rows of tables.

use bamboohr::{FieldValue, RefusalReason, RowId};
use bamboohr_sandbox::Fault;

use super::{values, with_ann};

#[tokio::test]
async fn a_row_is_added_changed_and_removed() {
    let (_sandbox, client, ann) = with_ann().await;
    let status = values(&[("date", "2040-02-01"), ("employmentStatus", "full-time")]);
    client
        .add_row(&ann, "employmentStatus", &status)
        .await
        .unwrap();
    let rows = client.rows(&ann, "employmentStatus").await.unwrap();
    let row = &rows[0];
    assert_eq!(rows.len(), 1);
    assert_eq!(row.employee.as_ref(), Some(&ann));
    assert_eq!(row.columns.text("employmentStatus"), Some("Full-Time"));
    assert_eq!(row.columns.get("comment"), Some(&FieldValue::Empty));

    let comment = values(&[("comment", "Signed")]);
    client
        .update_row(&ann, "employmentStatus", &row.id, &comment)
        .await
        .unwrap();
    let rows = client.rows(&ann, "employmentStatus").await.unwrap();
    assert_eq!(rows[0].columns.text("comment"), Some("Signed"));
    assert_eq!(rows[0].columns.text("employmentStatus"), Some("Full-Time"));

    let only = client.delete_row(&ann, "employmentStatus", &row.id).await;
    assert_eq!(only.unwrap_err().refusal().unwrap().status, 409);
    let later = values(&[("date", "2041-02-01"), ("employmentStatus", "Part-Time")]);
    client
        .add_row(&ann, "employmentStatus", &later)
        .await
        .unwrap();
    client
        .delete_row(&ann, "employmentStatus", &row.id)
        .await
        .unwrap();
    let rows = client.rows(&ann, "employmentStatus").await.unwrap();
    assert_eq!(rows.len(), 1);
}

#[tokio::test]
async fn an_amount_is_an_object_in_a_row_and_reads_the_same_from_xml() {
    let (sandbox, client, ann) = with_ann().await;
    let rows = client.rows(&ann, "compensation").await.unwrap();
    let pay = FieldValue::Money {
        value: "60000.00".to_owned(),
        currency: "GBP".to_owned(),
    };
    assert_eq!(rows[0].columns.get("rate"), Some(&pay));
    sandbox.add_fault(Fault::on("GET", "/employees/*/tables/*").as_xml());
    assert_eq!(client.rows(&ann, "compensation").await.unwrap(), rows);
}

#[tokio::test]
async fn the_same_row_twice_is_two_rows() {
    let (_sandbox, client, ann) = with_ann().await;
    let row = values(&[("date", "2041-01-01"), ("jobTitle", "Recruiter")]);
    for _ in 0..2 {
        client.add_row(&ann, "jobInfo", &row).await.unwrap();
    }
    let rows = client.rows(&ann, "jobInfo").await.unwrap();
    let same = rows
        .iter()
        .filter(|row| row.columns.text("date") == Some("2041-01-01"));
    assert_eq!(same.count(), 2);
}

#[tokio::test]
async fn each_refusal_of_a_row_has_its_reason() {
    let (_sandbox, client, ann) = with_ann().await;
    let bad_date = values(&[("date", "tomorrow"), ("employmentStatus", "Full-Time")]);
    let no_status = values(&[("date", "2040-02-01")]);
    for (table, row, reason) in [
        ("employmentStatus", &bad_date, RefusalReason::InvalidValue),
        ("employmentStatus", &no_status, RefusalReason::Malformed),
        ("noSuchTable", &no_status, RefusalReason::NotFound),
    ] {
        let error = client.add_row(&ann, table, row).await.unwrap_err();
        let found = error.refusal().map(|refusal| refusal.reason);
        assert_eq!(found, Some(reason), "{table} {row:?}");
    }
    let nobodys = RowId::parse("1").unwrap();
    let error = client
        .update_row(&ann, "jobInfo", &nobodys, &no_status)
        .await;
    assert_eq!(
        error.unwrap_err().refusal().map(|refusal| refusal.reason),
        Some(RefusalReason::NotFound)
    );
}

#[tokio::test]
async fn a_deletion_answered_with_200_and_an_error_is_a_refusal() {
    let (sandbox, client, ann) = with_ann().await;
    let row = client.rows(&ann, "jobInfo").await.unwrap().swap_remove(0);
    sandbox.add_fault(
        Fault::on("DELETE", "/employees/*/tables/*/*")
            .answer(200)
            .body(r#"{"success":false,"error":"Row is locked"}"#),
    );
    let error = client
        .delete_row(&ann, "jobInfo", &row.id)
        .await
        .unwrap_err();
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.message.as_deref(), Some("Row is locked"));
}
