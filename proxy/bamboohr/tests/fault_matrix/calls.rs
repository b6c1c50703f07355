//! Every call of the client, with the path its requests have in the sandbox.

use std::collections::BTreeMap;
use std::pin::Pin;

use bamboohr::{
    AsOf, CategoryId, Client, Content, Document, EmployeeId, Error, FieldId, FieldValue, ListQuery,
    Matching, OptionChange, RowId,
};

use super::bitmap::bitmap;

/// Whether a call may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Read,
    Write,
}

/// What an answer to a call must hold for the call to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// JSON of a certain shape.
    Json,
    /// That, or XML of a certain shape.
    JsonOrXml,
    /// An id in `Location` or in the body.
    Id,
    /// Nothing: the status tells.
    Nothing,
}

type Outcome = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// One call.
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) needs: Needs,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) run: fn(Client, Prepared) -> Outcome,
}

/// Somebody in the company, with a row and a category for files.
#[derive(Clone)]
pub(crate) struct Prepared {
    employee: EmployeeId,
    row: RowId,
    category: CategoryId,
}

impl Prepared {
    pub(crate) async fn in_company(client: &Client) -> Self {
        let employee = client.create_employee(&ann()).await.unwrap();
        let rows = client.rows(&employee, "jobInfo").await.unwrap();
        let categories = client.files(&employee).await.unwrap();
        Self {
            row: rows[0].id.clone(),
            category: categories[0].id.clone(),
            employee,
        }
    }
}

fn ann() -> BTreeMap<String, FieldValue> {
    values(&[
        ("firstName", "Ann"),
        ("lastName", "Lee"),
        ("jobTitle", "Recruiter"),
        ("hireDate", "2026-01-01"),
    ])
}

fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, FieldValue> {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| ((*name).to_owned(), FieldValue::text(*value)))
        .collect()
}

macro_rules! call {
    ($name:literal, $kind:ident, $needs:ident, $method:literal, $path:literal, |$client:ident, $it:ident| $work:expr) => {
        Call {
            name: $name,
            kind: Kind::$kind,
            needs: Needs::$needs,
            method: $method,
            path: $path,
            run: |$client, $it| {
                Box::pin(async move {
                    let _ = &$it;
                    $work.await.map(|_| ())
                })
            },
        }
    };
}

pub(crate) const CALLS: &[Call] = &[
    call!(
        "create_employee",
        Write,
        Id,
        "POST",
        "/employees",
        |client, it| client.create_employee(&ann())
    ),
    call!(
        "update_employee",
        Write,
        Nothing,
        "POST",
        "/employees/*",
        |client, it| client.update_employee(&it.employee, &values(&[("workPhone", "1")]))
    ),
    call!(
        "delete_employee",
        Write,
        Nothing,
        "DELETE",
        "/employees/*",
        |client, it| client.delete_employee(&it.employee)
    ),
    call!(
        "add_row",
        Write,
        Nothing,
        "POST",
        "/employees/*/tables/*",
        |client, it| client.add_row(
            &it.employee,
            "jobInfo",
            &values(&[("date", "2026-02-01"), ("jobTitle", "Recruiter")])
        )
    ),
    call!(
        "update_row",
        Write,
        Nothing,
        "POST",
        "/employees/*/tables/*/*",
        |client, it| client.update_row(
            &it.employee,
            "jobInfo",
            &it.row,
            &values(&[("department", "People")])
        )
    ),
    call!(
        "delete_row",
        Write,
        Json,
        "DELETE",
        "/employees/*/tables/*/*",
        |client, it| { client.delete_row(&it.employee, "jobInfo", &it.row) }
    ),
    call!(
        "upload_file",
        Write,
        Nothing,
        "POST",
        "/employees/*/files",
        |client, it| client.upload_file(
            &it.employee,
            Document {
                name: "cv.pdf",
                category: &it.category,
                share: false,
                content: Content::bytes(b"%PDF-1.7".to_vec()),
            }
        )
    ),
    call!(
        "create_file_categories",
        Write,
        Nothing,
        "POST",
        "/employees/files/categories",
        |client, it| { client.create_file_categories(&["Contracts"]) }
    ),
    call!(
        "upload_photo",
        Write,
        Nothing,
        "POST",
        "/employees/*/photo",
        |client, it| client.upload_photo(&it.employee, Content::bytes(bitmap(150, 150)))
    ),
    call!(
        "change_list",
        Write,
        Json,
        "PUT",
        "/meta/lists/*",
        |client, it| client.change_list(
            &FieldId::Number(17),
            &[OptionChange::Add("Baker".to_owned())]
        )
    ),
    call!(
        "employee",
        Read,
        JsonOrXml,
        "GET",
        "/employees/*",
        |client, it| client.employee(&it.employee, &["firstName"], AsOf::Planned)
    ),
    call!(
        "myself",
        Read,
        JsonOrXml,
        "GET",
        "/employees/*",
        |client, it| client.myself(&[])
    ),
    call!("list", Read, Json, "GET", "/employees", |client, it| {
        let query = ListQuery::new();
        async move { client.list(&query).await }
    }),
    call!("people", Read, Json, "GET", "/employees", |client, it| {
        client.people()
    }),
    call!(
        "changed_since",
        Read,
        Json,
        "GET",
        "/employees/changed",
        |client, it| client.changed_since("2026-01-01T00:00:00Z".parse().unwrap(), None)
    ),
    call!(
        "search",
        Read,
        Json,
        "POST",
        "/datasets/employee/data",
        |client, it| {
            let matching = Matching::equals("lastName", "Lee");
            async move { client.search(&["firstName"], &matching).await }
        }
    ),
    call!(
        "rows",
        Read,
        JsonOrXml,
        "GET",
        "/employees/*/tables/*",
        |client, it| client.rows(&it.employee, "jobInfo")
    ),
    call!(
        "files",
        Read,
        Json,
        "GET",
        "/employees/*/files/view",
        |client, it| client.files(&it.employee)
    ),
    call!("fields", Read, Json, "GET", "/meta/fields", |client, it| {
        client.fields()
    }),
    call!("lists", Read, Json, "GET", "/meta/lists", |client, it| {
        client.lists()
    }),
    call!("tables", Read, Json, "GET", "/meta/tables", |client, it| {
        client.tables()
    }),
    call!("users", Read, Json, "GET", "/meta/users", |client, it| {
        client.users()
    }),
    call!(
        "countries",
        Read,
        Json,
        "GET",
        "/meta/countries/options",
        |client, it| client.countries()
    ),
    call!(
        "country",
        Read,
        Json,
        "GET",
        "/meta/countries/options",
        |client, it| client.country("US")
    ),
    call!(
        "provinces",
        Read,
        Json,
        "GET",
        "/meta/provinces/*",
        |client, it| {
            let country = bamboohr::CountryId::parse("1").unwrap();
            async move { client.provinces(&country).await }
        }
    ),
];
