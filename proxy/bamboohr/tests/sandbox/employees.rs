//! Creating, reading, changing and deleting one employee.

use bamboohr::{AsOf, Endpoint, Error, FieldValue};
use bamboohr_sandbox::{ADMIN_KEY, COMPANY, Fault, LIMITED_KEY, Sandbox, settings};

use super::{ann, client, values, with_ann};

#[tokio::test]
async fn somebody_created_can_be_read_back_before_the_first_day_of_work() {
    let (_sandbox, client, id) = with_ann().await;
    let fields = [
        "firstName",
        "jobTitle",
        "payRate",
        "mobilePhone",
        "terminationDate",
        "noSuchField",
    ];
    let read = client.employee(&id, &fields, AsOf::Planned).await.unwrap();
    assert_eq!(read.text("firstName"), Some("Ann"));
    assert_eq!(read.text("jobTitle"), Some("Recruiter"));
    assert_eq!(read.text("payRate"), Some("60000.00 GBP"));
    for empty in ["mobilePhone", "terminationDate"] {
        assert_eq!(read.get(empty), Some(&FieldValue::Empty), "{empty}");
    }
    assert_eq!(read.get("noSuchField"), None);
    let today = client.employee(&id, &fields, AsOf::Today).await.unwrap();
    assert_eq!(today.get("jobTitle"), Some(&FieldValue::Empty));
    assert_eq!(today.get("payRate"), Some(&FieldValue::Empty));
}

#[tokio::test]
async fn both_forms_of_the_address_lead_to_the_same_company() {
    let sandbox = Sandbox::start().await.unwrap();
    let company = || COMPANY.parse().unwrap();
    for endpoint in [
        Endpoint::at(&sandbox.url(), company()).unwrap(),
        Endpoint::gateway_at(&sandbox.url(), company()).unwrap(),
    ] {
        let key = bamboohr::ApiKey::new(ADMIN_KEY.to_owned());
        let client = bamboohr::Client::new(endpoint, key).unwrap();
        let id = client
            .create_employee(&values(&[("firstName", "Ann"), ("lastName", "Lee")]))
            .await
            .unwrap();
        let read = client.employee(&id, &["lastName"], AsOf::Today).await;
        assert_eq!(read.unwrap().text("lastName"), Some("Lee"));
        client.rows(&id, "jobInfo").await.unwrap();
    }
    let of_gateway = "/api/gateway.php/acme/v1/";
    let requests = sandbox.requests();
    let gateway = requests
        .iter()
        .filter(|request| request.path.starts_with(of_gateway));
    assert_eq!(gateway.count(), requests.len() / 2);
}

#[tokio::test]
async fn what_is_sent_says_that_it_is_json() {
    let builder = Sandbox::builder()
        .settings(|all| all.other_content_type = settings::OtherContentType::Refuse);
    let sandbox = builder.start().await.unwrap();
    let client = client(&sandbox, ADMIN_KEY);
    let id = client.create_employee(&ann()).await.unwrap();
    let phone = values(&[("workPhone", "1")]);
    client.update_employee(&id, &phone).await.unwrap();
    let row = values(&[("date", "2041-01-01"), ("jobTitle", "Recruiter")]);
    client.add_row(&id, "jobInfo", &row).await.unwrap();
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_clears_what_is_empty() {
    let (_sandbox, client, id) = with_ann().await;
    let mut changes = values(&[("workPhone", "801-724-6600"), ("homeCity", "Utopia")]);
    changes.insert("homeEmail".to_owned(), FieldValue::Empty);
    client.update_employee(&id, &changes).await.unwrap();
    let fields = ["workPhone", "homeEmail", "lastName", "homeCity"];
    let read = client.employee(&id, &fields, AsOf::Planned).await.unwrap();
    assert_eq!(read.text("workPhone"), Some("801-724-6600"));
    assert_eq!(read.get("homeEmail"), Some(&FieldValue::Empty));
    assert_eq!(read.text("lastName"), Some("Lee"));
    assert_eq!(read.get("homeCity"), None, "an unknown name was ignored");
}

#[tokio::test]
async fn four_hundred_fields_can_be_asked_for_and_one_more_is_not_sent() {
    let (sandbox, client, id) = with_ann().await;
    let names: Vec<String> = (0..401).map(|number| format!("custom{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    client
        .employee(&id, &names[..400], AsOf::Planned)
        .await
        .unwrap();
    let before = sandbox.requests().len();
    for names in [&names[..], &["firstName,ssn"]] {
        let error = client.employee(&id, names, AsOf::Planned).await;
        assert!(matches!(error, Err(Error::Invalid(_))));
    }
    assert_eq!(sandbox.requests().len(), before);
}

#[tokio::test]
async fn an_employee_comes_as_json_or_as_xml_and_reads_the_same() {
    let (sandbox, client, id) = with_ann().await;
    let fields = ["firstName", "payRate", "hireDate", "terminationDate"];
    let json = client.employee(&id, &fields, AsOf::Planned).await.unwrap();
    sandbox.add_fault(Fault::on("GET", "/employees/*").as_xml());
    let xml = client.employee(&id, &fields, AsOf::Planned).await.unwrap();
    assert_eq!(json, xml);
}

#[tokio::test]
async fn the_owner_of_the_key_is_nobody_when_it_is_no_employee() {
    let sandbox = Sandbox::start().await.unwrap();
    let (id, _) = client(&sandbox, LIMITED_KEY).myself(&[]).await.unwrap();
    assert_eq!(id, None);
}

#[tokio::test]
async fn somebody_deleted_is_gone() {
    let (_sandbox, client, id) = with_ann().await;
    client.delete_employee(&id).await.unwrap();
    let error = client.employee(&id, &[], AsOf::Today).await.unwrap_err();
    assert_eq!(error.refusal().unwrap().status, 404);
}

#[tokio::test]
async fn a_create_whose_answer_names_no_id_is_told_to_have_happened() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.add_fault(Fault::on("POST", "/employees").answer(201).body("{}"));
    let error = client(&sandbox, ADMIN_KEY)
        .create_employee(&ann())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Undecodable { status: 201, .. }));
    assert!(!error.nothing_happened());
    assert!(error.request_id().is_some());
}

#[tokio::test]
async fn an_id_in_the_location_counts_even_when_the_rest_of_the_answer_breaks_off() {
    let sandbox = Sandbox::start().await.unwrap();
    let cut = Fault::on("POST", "/employees").after_storing().truncated();
    sandbox.add_fault(cut);
    let id = client(&sandbox, ADMIN_KEY).create_employee(&ann()).await;
    let newest = sandbox.employees().pop().unwrap();
    assert_eq!(id.unwrap().as_str(), newest.id);
}
