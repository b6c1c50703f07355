//! The field catalogue: what `meta/fields` lists, and which name means which field.
//! Its oddities are deliberate: BambooHR repeats aliases and ids, and has negative and dotted ids.
//! Values and permissions are not its business.

use super::large;

/// A field id: a number for ordinary fields (some are negative), a dotted text for parts of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldId {
    Number(i32),
    Dotted(&'static str),
}

/// BambooHR's value types, as far as the sandbox's fields use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    TextArea,
    Date,
    Email,
    Phone,
    List,
    MultiList,
    Currency,
    CurrencyCode,
    Country,
    State,
    Gender,
    MaritalStatus,
    PayType,
    PaidPer,
    Exempt,
    Status,
    Employee,
    EmployeeNumber,
    NationalNumber,
    EmployerNumber,
    Link,
    Checkbox,
    Integer,
}

impl Kind {
    /// The type name on the wire.
    pub(crate) fn wire_name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::TextArea => "textarea",
            Self::Date => "date",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::List => "list",
            Self::MultiList => "multilist",
            Self::Currency => "currency",
            Self::CurrencyCode => "currency_type",
            Self::Country => "country",
            Self::State => "state",
            Self::Gender => "gender",
            Self::MaritalStatus => "marital_status",
            Self::PayType => "pay_type",
            Self::PaidPer => "paid_per",
            Self::Exempt => "exempt",
            Self::Status => "status",
            Self::Employee => "employee",
            Self::EmployeeNumber => "employee_number",
            Self::NationalNumber => "ssn",
            Self::EmployerNumber => "ein",
            Self::Link => "contact_url",
            Self::Checkbox => "checkbox",
            Self::Integer => "integer",
        }
    }
}

/// One line of the catalogue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) id: FieldId,
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) alias: Option<&'static str>,
    pub(crate) deprecated: bool,
    pub(crate) writable: bool,
    pub(crate) readable: bool,
}

impl Field {
    pub(super) const fn new(id: i32, name: &'static str, kind: Kind, alias: &'static str) -> Self {
        let alias = Some(alias);
        Self {
            id: FieldId::Number(id),
            name,
            kind,
            alias,
            deprecated: false,
            writable: true,
            readable: true,
        }
    }

    pub(super) const fn nameless(id: i32, name: &'static str, kind: Kind) -> Self {
        Self {
            alias: None,
            ..Self::new(id, name, kind, "")
        }
    }

    pub(super) const fn dotted(id: &'static str, name: &'static str, kind: Kind) -> Self {
        let id = FieldId::Dotted(id);
        Self {
            id,
            name,
            kind,
            alias: None,
            deprecated: false,
            writable: false,
            readable: true,
        }
    }

    pub(super) const fn alias(self, alias: &'static str) -> Self {
        Self {
            alias: Some(alias),
            ..self
        }
    }

    pub(super) const fn deprecated(self) -> Self {
        Self {
            deprecated: true,
            ..self
        }
    }

    pub(super) const fn read_only(self) -> Self {
        Self {
            writable: false,
            ..self
        }
    }

    const fn write_only(self) -> Self {
        Self {
            readable: false,
            ..self
        }
    }

    /// The id as a caller may write it in `fields=`.
    pub(crate) fn id_text(&self) -> String {
        match self.id {
            FieldId::Number(number) => number.to_string(),
            FieldId::Dotted(text) => text.to_owned(),
        }
    }

    /// The name the value is stored under: the alias of the first field with this id, else the id.
    /// `nickname` and `preferredName` are one value, and so are `employmentStatus` and `status`.
    pub(crate) fn key(&self) -> String {
        let first = FIELDS
            .iter()
            .find(|field| field.id == self.id)
            .or_else(|| large::first_with(self.id))
            .unwrap_or(self);
        match (first.id, first.alias) {
            (FieldId::Number(_), Some(alias)) => alias.to_owned(),
            _ => first.id_text(),
        }
    }
}

/// The field of the usual company with this alias or id. A company knows more: [`super::Company::field`].
pub(crate) fn resolve(name: &str) -> Option<&'static Field> {
    let by_alias = FIELDS.iter().find(|field| field.alias == Some(name));
    by_alias.or_else(|| FIELDS.iter().find(|field| field.id_text() == name))
}

/// Every field in the order `meta/fields` lists them. Ids below 4100 are the same in every company,
/// ids above belong to this one.
pub(crate) const FIELDS: &[Field] = &[
    Field::new(1, "First Name", Kind::Text, "firstName"),
    Field::new(2, "Last Name", Kind::Text, "lastName"),
    Field::new(5, "Middle Name", Kind::Text, "middleName"),
    Field::new(1358, "Preferred Name", Kind::Text, "preferredName"),
    Field::new(1358, "Nickname", Kind::Text, "nickname").deprecated(),
    Field::new(636, "Employee #", Kind::EmployeeNumber, "employeeNumber"),
    Field::new(387, "Status", Kind::Status, "status").read_only(),
    Field::new(387, "Employment Status", Kind::Status, "employmentStatus")
        .deprecated()
        .read_only(),
    Field::new(6, "Birth Date", Kind::Date, "dateOfBirth"),
    Field::new(154, "Gender", Kind::Gender, "gender"),
    Field::new(155, "Marital Status", Kind::MaritalStatus, "maritalStatus"),
    Field::new(7, "SSN", Kind::NationalNumber, "ssn"),
    Field::new(4608, "EIN", Kind::EmployerNumber, "ein"),
    Field::new(1037, "Ethnicity", Kind::List, "ethnicity"),
    Field::new(157, "EEO Job Category", Kind::List, "eeo"),
    Field::new(8, "Address Line 1", Kind::Text, "address1"),
    Field::new(9, "Address Line 2", Kind::Text, "address2"),
    Field::new(10, "City", Kind::Text, "city"),
    Field::new(11, "State", Kind::State, "state"),
    Field::new(12, "Postcode", Kind::Text, "zipcode"),
    Field::new(3991, "Country", Kind::Country, "country"),
    Field::new(1357, "Home Email", Kind::Email, "homeEmail"),
    Field::new(15, "Work Email", Kind::Email, "workEmail"),
    Field::new(14, "Home Phone", Kind::Phone, "homePhone"),
    Field::new(13, "Mobile Phone", Kind::Phone, "mobilePhone"),
    Field::new(634, "Work Phone", Kind::Phone, "workPhone"),
    Field::new(635, "Work Extension", Kind::Text, "workPhoneExtension"),
    Field::new(4058, "LinkedIn URL", Kind::Link, "linkedIn"),
    Field::new(3, "Hire Date", Kind::Date, "hireDate"),
    Field::new(4333, "Original Hire Date", Kind::Date, "originalHireDate"),
    Field::new(-38, "Termination Date", Kind::Date, "terminationDate").read_only(),
    Field::new(
        16,
        "Employment Status",
        Kind::List,
        "employmentHistoryStatus",
    ),
    Field::dotted("4306.2", "Employment status: Current", Kind::List)
        .alias("employmentHistoryStatus"),
    Field::new(17, "Job Title", Kind::List, "jobTitle"),
    Field::new(4, "Department", Kind::List, "department"),
    Field::new(1355, "Division", Kind::List, "division"),
    Field::new(18, "Location", Kind::List, "location"),
    Field::new(91, "Reporting to", Kind::Employee, "reportsTo").write_only(),
    Field::nameless(-50, "Job Level", Kind::Text).read_only(),
    Field::new(19, "Pay rate", Kind::Currency, "payRate"),
    Field::dotted("19.1", "Pay rate - Currency code", Kind::CurrencyCode).alias("payRate"),
    Field::new(156, "Pay type", Kind::PayType, "payType"),
    Field::new(4330, "Paid per", Kind::PaidPer, "payPer"),
    Field::new(4330, "Paid per", Kind::PaidPer, "paidPer").deprecated(),
    Field::new(4386, "Pay Schedule", Kind::List, "paySchedule"),
    Field::new(
        4017,
        "Compensation Change Reason",
        Kind::List,
        "payChangeReason",
    ),
    Field::new(
        4021,
        "Compensation Date",
        Kind::Date,
        "payRateEffectiveDate",
    )
    .read_only(),
    Field::new(4042, "Overtime Status", Kind::Exempt, "exempt"),
    Field::new(4042, "FLSA Code", Kind::Exempt, "flsaCode").deprecated(),
    Field::new(4403, "Overtime Rate", Kind::Currency, "overtimeRate"),
    Field::dotted(
        "4403.1",
        "Overtime Rate - Currency code",
        Kind::CurrencyCode,
    )
    .alias("overtimeRate"),
    Field::dotted("4340.1", "Emergency Contacts: Name", Kind::Text),
    Field::dotted("4340.4", "Emergency Contacts: Relationship", Kind::Text),
    Field::dotted("4371.3", "Equipment: Serial Number", Kind::Text),
    Field::nameless(4344, "Desk Notes", Kind::TextArea),
    Field::nameless(4347, "Years of Experience", Kind::Integer),
    Field::new(4501, "Candidate ID", Kind::Text, "customCandidateID"),
    Field::new(4507, "Laptop", Kind::List, "customLaptop"),
    Field::new(4512, "T-Shirt / Size #", Kind::Text, "customT-Shirt/Size#"),
    Field::new(4529, "Skills", Kind::MultiList, "customSkills"),
    Field::new(
        4519,
        "Parking Needed",
        Kind::Checkbox,
        "customParkingNeeded",
    ),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn the_catalogue_repeats_aliases_and_ids_as_bamboohr_does() {
        let with_alias = |alias| {
            FIELDS
                .iter()
                .filter(|field| field.alias == Some(alias))
                .count()
        };
        assert_eq!(with_alias("payRate"), 2);
        let with_id = |number| {
            FIELDS
                .iter()
                .filter(|field| field.id == FieldId::Number(number))
                .count()
        };
        assert_eq!((with_id(1358), with_id(387)), (2, 2));
        assert!(
            FIELDS
                .iter()
                .any(|field| matches!(field.id, FieldId::Number(number) if number < 0))
        );
        assert!(FIELDS.iter().any(|field| field.alias.is_none()));
    }

    #[test]
    fn aliases_and_ids_lead_to_one_stored_value() {
        for (asked, key) in [
            ("preferredName", "preferredName"),
            ("nickname", "preferredName"),
            ("1358", "preferredName"),
            ("employmentStatus", "status"),
            ("payRate", "payRate"),
            ("19.1", "19.1"),
            ("4344", "4344"),
            ("customT-Shirt/Size#", "customT-Shirt/Size#"),
        ] {
            assert_eq!(resolve(asked).unwrap().key(), key, "{asked}");
        }
        // Names that people take for those of the private address.
        for wrong in [
            "homeCity",
            "homeAddress1",
            "homeState",
            "homeZipcode",
            "homeCountry",
            "",
        ] {
            assert!(resolve(wrong).is_none(), "{wrong}");
        }
    }
}
