//! The standard tables besides job, pay and status, and one of the company's own. Their rows are plain
//! records: no field of the employee is a view of them.

use super::{Column, Kind, Table, column};

const fn table(alias: &'static str, columns: &'static [Column]) -> Table {
    Table {
        alias,
        date_column: None,
        columns,
    }
}

pub(super) const MORE: &[Table] = &[
    table(
        "emergencyContacts",
        &[
            column(4340, "Name", "name", Kind::Text),
            column(4341, "Relationship", "relationship", Kind::List),
            column(4343, "Home Phone", "homePhone", Kind::Phone),
            column(4342, "Mobile Phone", "mobilePhone", Kind::Phone),
            column(4345, "Work Phone", "workPhone", Kind::Phone),
            column(4346, "Email", "email", Kind::Email),
            column(4601, "Address Line 1", "addressLine1", Kind::Text),
            column(4602, "City", "city", Kind::Text),
            column(4603, "State", "state", Kind::State),
            column(4604, "Postcode", "zipcode", Kind::Text),
            column(4605, "Country", "country", Kind::Country),
            column(4606, "Primary Contact", "primaryContact", Kind::Checkbox),
        ],
    ),
    table(
        "dependents",
        &[
            column(4611, "First Name", "firstName", Kind::Text),
            column(4612, "Last Name", "lastName", Kind::Text),
            column(4613, "Relationship", "relationship", Kind::List),
            column(4614, "Gender", "gender", Kind::Gender),
            column(4615, "Birth Date", "dateOfBirth", Kind::Date),
            column(4616, "SSN", "ssn", Kind::NationalNumber),
            column(4617, "Address Line 1", "addressLine1", Kind::Text),
            column(4618, "City", "city", Kind::Text),
            column(4619, "State", "state", Kind::State),
            column(4620, "Postcode", "zipCode", Kind::Text),
            column(4621, "Country", "country", Kind::Country),
            column(4622, "Student", "isStudent", Kind::Checkbox),
        ],
    ),
    table(
        "earnings",
        &[
            column(4631, "Date", "date", Kind::Date),
            column(4632, "Type", "earningType", Kind::List),
            column(4633, "Amount", "amount", Kind::Currency),
        ],
    ),
    table(
        "bonus",
        &[
            column(4641, "Bonus Date", "bonusDate", Kind::Date),
            column(4642, "Amount", "bonusAmount", Kind::Currency),
            column(4643, "Reason", "bonusReason", Kind::List),
            column(4644, "Comment", "bonusComment", Kind::TextArea),
        ],
    ),
    table(
        "commission",
        &[
            column(4651, "Commission Date", "commissionDate", Kind::Date),
            column(4652, "Amount", "amount", Kind::Currency),
            column(4653, "Comment", "commissionComment", Kind::TextArea),
        ],
    ),
    table(
        "benefit_class",
        &[
            column(4661, "Date", "date", Kind::Date),
            column(4662, "Benefit Class", "benefitClass", Kind::List),
        ],
    ),
    table(
        "employeeEducation",
        &[
            column(4671, "College or Institution", "college", Kind::Text),
            column(4672, "Degree", "degree", Kind::List),
            column(4673, "Specialization", "major", Kind::Text),
            column(4674, "GPA", "gpa", Kind::Text),
            column(4675, "Start Date", "startDate", Kind::Date),
            column(4676, "End Date", "endDate", Kind::Date),
        ],
    ),
    table(
        "employeeVisas",
        &[
            column(4681, "Date", "date", Kind::Date),
            column(4682, "Visa", "visa", Kind::List),
            column(4683, "Issuing Country", "issuingCountry", Kind::Country),
            column(4684, "Issued", "issued", Kind::Date),
            column(4685, "Expiration", "expires", Kind::Date),
            column(4686, "Note", "note", Kind::TextArea),
        ],
    ),
    table(
        "employeePassports",
        &[
            column(4691, "Number", "number", Kind::Text),
            column(4692, "Issuing Country", "issuingCountry", Kind::Country),
            column(4693, "Issued", "issued", Kind::Date),
            column(4694, "Expiration", "expires", Kind::Date),
        ],
    ),
    table(
        "employeeDriverLicenses",
        &[
            column(4701, "Number", "number", Kind::Text),
            column(4702, "Classification", "classification", Kind::Text),
            column(4703, "Expiration", "expires", Kind::Date),
        ],
    ),
    table(
        "employeeCertifications",
        &[
            column(4711, "Certification", "certification", Kind::Text),
            column(4712, "Issued", "issued", Kind::Date),
            column(4713, "Expiration", "expires", Kind::Date),
        ],
    ),
    table(
        "employeeStockOptions",
        &[
            column(4721, "Grant Date", "grantDate", Kind::Date),
            column(4722, "Shares", "shares", Kind::Integer),
            column(4723, "Price", "price", Kind::Currency),
        ],
    ),
    table(
        "employeeAssets",
        &[
            column(4731, "Asset Category", "assetCategory", Kind::List),
            column(4732, "Description", "assetDescription", Kind::Text),
            column(4733, "Serial Number", "serialNumber", Kind::Text),
            column(4734, "Date Loaned", "dateLoaned", Kind::Date),
            column(4735, "Date Returned", "dateReturned", Kind::Date),
        ],
    ),
    table(
        "employeeCreditCards",
        &[
            column(4741, "Type", "cardType", Kind::Text),
            column(4742, "Last Four Digits", "lastFour", Kind::Text),
            column(4743, "Expiration", "expires", Kind::Date),
        ],
    ),
    table(
        "employeeEquityGrants",
        &[
            column(4751, "Grant Date", "grantDate", Kind::Date),
            column(4752, "Units", "units", Kind::Integer),
            column(4753, "Vesting Starts", "vestingStart", Kind::Date),
        ],
    ),
    table(
        "customEquipmentHistory",
        &[
            column(4533, "Item", "customItem", Kind::Text),
            column(4534, "Serial Number", "customSerialNumber", Kind::Text),
            column(4535, "Handed Out", "customHandedOut", Kind::Date),
            column(4536, "Condition", "customCondition", Kind::List),
        ],
    ),
];
