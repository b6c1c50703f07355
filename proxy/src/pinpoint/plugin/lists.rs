//! Lists of their own for dropdowns, for an admin of Pinpoint who sets up a Stage Action. Off unless switched on.

use ::pinpoint::plugin::{Call, List, Lists, SelectOption};
use handoff::{CURRENCIES, FieldId};
use serde_json::Value;

use super::entered::currency_key;
use super::settings::PluginSettings;
use super::{LISTS, Plugin, caller};
use crate::ats::AtsServer;
use crate::company::CompanyNow;
use crate::forms::connected;
use crate::problem::ApiError;

/// The address of one.
pub(super) struct Endpoint<'a> {
    key: &'a str,
    path: String,
}

impl Endpoint<'_> {
    pub(super) fn as_list(&self) -> List<'_> {
        List {
            key: self.key,
            endpoint: &self.path,
        }
    }
}

/// Every list that is declared.
pub(super) fn endpoints(settings: &PluginSettings) -> Vec<Endpoint<'_>> {
    let all = settings.lists.iter().map(|key| Endpoint {
        key,
        path: match Lists(&settings.dialect).have_one_address() {
            true => settings.endpoint(LISTS),
            false => settings.endpoint(&format!("{LISTS}/{key}")),
        },
    });
    all.collect()
}

/// The options of a list that is declared. Of a field that the form of this company does not ask there are none.
pub(super) async fn answer(
    plugin: &Plugin,
    server: &AtsServer,
    call: &Call,
    key: &str,
) -> Result<Value, ApiError> {
    let who = server.acting(None);
    let bamboohr = connected(&plugin.app, &who).await?;
    caller::same_company(call, bamboohr.company())?;
    let company = CompanyNow::at(plugin.app.ledger(), &who.account, &bamboohr).await?;
    let form = company.form(
        &super::person::nobody(super::unknown_candidate()?),
        who.viewer,
    );
    let field = form.field(&FieldId::new(key));
    let mut amounts = form.fields();
    let options = match field {
        Some(field) => field
            .choices
            .iter()
            .map(|choice| SelectOption::of(&choice.value))
            .collect(),
        None if amounts.any(|field| currency_key(field) == key) => CURRENCIES
            .iter()
            .map(|code| SelectOption::of(code))
            .collect(),
        None => Vec::new(),
    };
    Ok(Lists(&plugin.settings.dialect).answer(key, &options))
}
