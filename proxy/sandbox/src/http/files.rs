//! People's files and photos: lists, uploads and downloads.

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::address::{Prefix, host};
use super::multipart::{self, Part};
use super::{answer, markup, request_body};
use crate::company::{
    Caller, Download, FileCategory, FileRefusal, FiledDocument, FilesOfEmployee, Refusal, Upload,
    UploadedFile, photo_in_json, time_in_text, yes_or_no,
};
use crate::state::SandboxState;

/// XML unless JSON is asked for.
pub(super) async fn view(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let files = state.company().files_of(&caller, &id)?;
    Ok(if answer::wants_json(&headers) {
        answer::json_answer(&describe(&files))
    } else {
        answer::xml_answer(&markup::files(&files))
    })
}

pub(super) async fn upload(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Extension(prefix): Extension<Prefix>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let upload = form(&headers, &body).and_then(read_form);
    let moment = state.moment();
    let file = state.change(|company| company.upload(&caller, &id, upload, moment))?;
    let host = host(&headers);
    let location = format!("http://{host}{}/employees/{id}/files/{file}", prefix.0);
    Ok(answer::created_without_body(Some(&location)))
}

pub(super) async fn download(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let download = state.company().download(&caller, &id, &file)?;
    Ok(as_attachment(download))
}

/// A file to be stored and not shown. Its name is encoded whole, so that no letter of it means anything in
/// the header.
pub(super) fn as_attachment(download: Download) -> Response {
    let mut response = Response::new(Body::from(download.bytes));
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static(download.content_type),
    );
    let name = utf8_percent_encode(&download.original_name, NON_ALPHANUMERIC);
    let disposition = format!("attachment; filename*=utf-8''{name}");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

/// 201 when categories were added, 200 when the list of names was empty.
pub(super) async fn add_categories(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let added = state.change(|company| company.add_categories(&caller, &body))?;
    Ok(if added == 0 {
        answer::html_answer(StatusCode::OK, String::new())
    } else {
        answer::created_without_body(None)
    })
}

/// A form with a part `file`, or JSON.
pub(super) async fn set_photo(
    State(state): State<SandboxState>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let photo = match form(&headers, &body) {
        Some(parts) => {
            let mut parts = parts.into_iter();
            parts
                .find(|part| part.name == "file")
                .map(|part| part.content)
        }
        None if request_body::content_type(&headers).starts_with("multipart/") => {
            return Err(FileRefusal::NotMultipart.into());
        }
        None => photo_in_json(&body)?,
    };
    state.change(|company| company.set_photo(&caller, &id, photo))?;
    Ok(answer::created_without_body(None))
}

fn form(headers: &HeaderMap, body: &Bytes) -> Option<Vec<Part>> {
    multipart::parts(request_body::content_type(headers), body)
}

/// The first part of each name counts. A part that should be text and is not spoils the form.
fn read_form(parts: Vec<Part>) -> Option<Upload> {
    let mut upload = Upload::default();
    for part in parts {
        let target = match part.name.as_str() {
            "fileName" => &mut upload.file_name,
            "category" => &mut upload.category,
            "share" => &mut upload.share,
            "file" => {
                upload.file.get_or_insert(UploadedFile {
                    original_name: part.file_name,
                    bytes: part.content,
                });
                continue;
            }
            _ => continue,
        };
        target.get_or_insert(part.text()?);
    }
    Some(upload)
}

fn describe(files: &FilesOfEmployee) -> Value {
    let category = |(category, documents): &(FileCategory, Vec<FiledDocument>)| {
        json!({
            "id": category.id, "name": category.name, "canRenameCategory": "no", "canDeleteCategory": "no",
            "canUploadFiles": yes_or_no(files.may_upload), "displayIfEmpty": "yes",
            "files": documents.iter().map(describe_file).collect::<Value>(),
        })
    };
    let categories: Value = files.categories.iter().map(category).collect();
    json!({"employee": {"id": files.employee}, "categories": categories})
}

fn describe_file(file: &FiledDocument) -> Value {
    json!({
        "id": file.id, "name": file.name, "originalFileName": file.original_name, "size": file.size,
        "dateCreated": date_created(file), "createdBy": file.added_by,
        "shareWithEmployee": yes_or_no(file.is_shared), "canRenameFile": "no", "canDeleteFile": "no",
        "canChangeShareWithEmployee": "no",
    })
}

pub(super) fn date_created(file: &FiledDocument) -> String {
    time_in_text(file.added)
}
