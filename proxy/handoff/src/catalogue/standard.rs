//! What is known of BambooHR's own fields, whatever the company: which it needs, which it writes by itself, which are
//! nobody's business. Source: the list of standard fields in BambooHR's documentation and its metadata.

use super::{FieldId, FieldKind};

/// Aliases of fields about somebody's person, family or money.
const SENSITIVE: [&str; 16] = [
    "ssn",
    "sin",
    "nin",
    "ein",
    "dateOfBirth",
    "gender",
    "maritalStatus",
    "ethnicity",
    "eeo",
    "payRate",
    "payType",
    "payPer",
    "paySchedule",
    "payChangeReason",
    "exempt",
    "overtimeRate",
];

/// Aliases of fields that BambooHR fills in, or that change only by something else than writing them.
const NOT_WRITABLE: [&str; 24] = [
    "id",
    "displayName",
    "fullName1",
    "fullName2",
    "fullName3",
    "fullName4",
    "fullName5",
    "age",
    "birthday",
    "bestEmail",
    "status",
    "employmentStatus",
    "terminationDate",
    "payRateEffectiveDate",
    "createdByUserId",
    "lastChanged",
    "isPhotoUploaded",
    "photoUploaded",
    "photoUrl",
    "stateCode",
    "supervisor",
    "supervisorId",
    "supervisorEId",
    "supervisorEmail",
];

/// Whether BambooHR refuses an employee without this field.
pub fn is_required_by_bamboohr(id: &FieldId) -> bool {
    matches!(id.as_str(), "firstName" | "lastName")
}

/// Whether the company made this field itself.
pub fn is_custom(id: &FieldId) -> bool {
    id.as_str().starts_with("custom")
}

/// Whether what is in this field is the business of few.
pub fn is_sensitive(id: &FieldId, kind: FieldKind) -> bool {
    kind == FieldKind::Money || SENSITIVE.contains(&id.as_str())
}

/// Whether a hire can write this field.
pub fn is_writable(id: &FieldId) -> bool {
    !NOT_WRITABLE.contains(&id.as_str())
}
