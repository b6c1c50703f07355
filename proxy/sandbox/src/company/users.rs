//! The users of the company, who can log in. Some are employees; the one the integrations use is not.

use super::{Caller, Company, Refusal};

/// A user. `employee` is 0 for one who is no employee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) employee: u64,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: String,
    pub(crate) status: &'static str,
    pub(crate) last_login: &'static str,
}

/// The user whom all keys of integrations belong to.
pub(super) const INTEGRATION_USER: u64 = 2399;

/// User id, employee id, status, last login.
const USERS_WHO_ARE_EMPLOYEES: [(u64, u64, &str, &str); 4] = [
    (2401, 4, "enabled", "2026-05-28T08:02:11+00:00"),
    (2402, 12, "enabled", "2026-06-01T07:45:30+00:00"),
    (2403, 13, "enabled", "2026-06-01T09:12:04+00:00"),
    (2404, 15, "disabled", "2025-11-03T16:20:00+00:00"),
];

impl Company {
    /// All users by id. An employee who was deleted is no user any more.
    pub(crate) fn users(&self, caller: &Caller) -> Result<Vec<User>, Refusal> {
        if !caller.may_see_users() {
            return Err(Refusal::NotPermitted);
        }
        let integration = User {
            id: INTEGRATION_USER,
            employee: 0,
            first_name: "Integration".to_owned(),
            last_name: "User".to_owned(),
            email: "integrations@acme.example".to_owned(),
            status: "enabled",
            last_login: "2026-06-02T00:00:01+00:00",
        };
        let employees = USERS_WHO_ARE_EMPLOYEES.iter().filter_map(|user| {
            let (id, employee, status, last_login) = *user;
            let fields = &self.employees.get(&employee)?.fields;
            let text = |key: &str| fields.get(key).cloned();
            Some(User {
                id,
                employee,
                first_name: text("firstName").unwrap_or_default(),
                last_name: text("lastName").unwrap_or_default(),
                email: text("workEmail")
                    .or_else(|| text("homeEmail"))
                    .unwrap_or_default(),
                status,
                last_login,
            })
        });
        Ok([integration].into_iter().chain(employees).collect())
    }
}
