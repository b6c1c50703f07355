//! Action meta: the form for whoever opened it. It changes nothing, because it may be asked for at any time.

use ::pinpoint::plugin::{ActionMeta, Call, EXPORT_CANDIDATE, FormField, Lists};

use tokio::time::Instant;

use super::drawn::Drawing;
use super::person::{self, Blanks};
use super::same::Person;
use super::settings::{Words, filled};
use super::stands::Stands;
use super::{Plugin, SUBMIT, caller, entered, lists};
use crate::ats::AtsServer;
use crate::company::{CompanyNow, countries_in};
use crate::forms::{connected, unavailable};
use crate::problem::ApiError;

/// The form, or why there is none, in the form of one.
pub(super) async fn form(
    plugin: &Plugin,
    call: &Call,
    server: Result<AtsServer, ApiError>,
    deadline: Instant,
) -> ActionMeta {
    let fields = match server {
        Ok(server) => {
            let fields = tokio::time::timeout_at(deadline, fields(plugin, call, &server)).await;
            fields.unwrap_or_else(|_| Err(too_slow()))
        }
        Err(error) => Err(error),
    };
    let fields = fields.unwrap_or_else(|error| {
        let intent = &plugin.settings.dialect.callout_intent;
        let (title, detail) = plugin.settings.said(error.title(), error.detail());
        vec![FormField::callout("notice", title, detail, intent)]
    });
    around(plugin, fields)
}

/// These fields as a form.
pub(super) fn around(plugin: &Plugin, fields: Vec<FormField>) -> ActionMeta {
    let settings = &plugin.settings;
    let declared = lists::endpoints(settings);
    let declared: Vec<_> = declared.iter().map(lists::Endpoint::as_list).collect();
    ActionMeta {
        action_version: settings.dialect.action_version.clone(),
        key: EXPORT_CANDIDATE,
        label: settings.label.clone(),
        description: settings.words.description.clone(),
        form_fields: fields,
        submit_endpoint: settings.endpoint(SUBMIT),
        lists: Lists(&settings.dialect).declared(&declared),
    }
}

async fn fields(
    plugin: &Plugin,
    call: &Call,
    server: &AtsServer,
) -> Result<Vec<FormField>, ApiError> {
    let settings = &plugin.settings;
    let who = server.acting(None);
    let bamboohr = connected(&plugin.app, &who).await?;
    caller::same_company(call, bamboohr.company())?;
    let ledger = plugin.app.ledger();
    let company = CompanyNow::at(ledger, &who.account, &bamboohr).await?;
    let identity = person::identity(
        call,
        &server.account,
        &settings.dialect.application_id_names,
    );
    let mut stands = match &identity {
        Some(id) => Stands::of(ledger, &who.account, id).await?,
        None => Stands::default(),
    };
    // What is known of somebody else is not told, not even in a form.
    let handed_over = Person::handed_over(call, &settings.mappings);
    let other = identity
        .as_ref()
        .and_then(|id| stands.is_about(id, &handed_over).err());
    if other.is_some() {
        stands = Stands::default();
    }
    if let Some(company) = stands.company() {
        caller::same_company(call, company)?;
    }
    let id = identity.clone().map_or_else(super::unknown_candidate, Ok)?;
    let candidate = stands.candidate.unwrap_or_else(|| person::nobody(id));
    let how = (settings.mappings.as_slice(), &settings.dialect);
    let candidate = person::told(candidate, call, how, Blanks::Clear);
    // Which states there are depends on the country that was chosen, and that on the options there are.
    let first = company.form(&candidate, who.viewer);
    let submission = entered::submission(&first, &company.remembered, call, &settings.dialect);
    // A form where any text may stand as a state is better than none in time.
    let countries = countries_in(&candidate, Some(&submission));
    let with_states = company.clone().with_states_of(countries);
    let with_states = tokio::time::timeout(settings.meta() / 2, with_states).await;
    let company = with_states.unwrap_or(company);
    let mut form = company.form(&candidate, who.viewer);
    let words = match (&stands.hire, &other) {
        (Some(hire), _) => Some(already(&settings.words, hire.employee.as_deref())),
        (None, Some(other)) => {
            let (title, detail) = settings.said(other.title(), other.detail());
            Some(format!("{title}. {detail}"))
        }
        (None, None) => None,
    };
    form.notices.splice(0..0, words);
    let drawing = Drawing {
        form: &form,
        setup: &company.setup,
        remembered: &company.remembered,
        call,
        settings,
        takes_files: bamboohr.may_take_documents(),
    };
    Ok(drawing.fields())
}

fn too_slow() -> ApiError {
    unavailable("BambooHR is slow at the moment. Open the form again in a minute.".to_owned())
}

fn already(words: &Words, employee: Option<&str>) -> String {
    match employee {
        Some(id) => filled(&words.sent_already_as, &[("id", id)]),
        None => words.sent_already.clone(),
    }
}
