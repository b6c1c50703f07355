//! What the plugin is. The same for everybody and at any time: Pinpoint's staff read it once.

use ::pinpoint::plugin::{ConfigurationField, EXPORT_CANDIDATE, Lists, Mapping, RootMeta};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::caller::{CODE, COMPANY};
use super::settings::PluginSettings;
use super::{APPLICATION_ID, CV, EMAIL, ERRORS, META, lists};

const LOGO: &[u8] = include_bytes!("logo.png");
const ICON: &[u8] = include_bytes!("icon.svg");

pub(super) fn meta(settings: &PluginSettings) -> RootMeta {
    let logo = format!("data:image/png;base64,{}", STANDARD.encode(LOGO));
    let icon = format!("data:image/svg+xml;base64,{}", STANDARD.encode(ICON));
    let names = (settings.name.as_str(), settings.label.as_str());
    let declared = lists::endpoints(settings);
    let declared: Vec<_> = declared.iter().map(lists::Endpoint::as_list).collect();
    let errors = settings
        .dialect
        .error_endpoint
        .then(|| settings.endpoint(ERRORS));
    RootMeta::new(
        &settings.dialect,
        names,
        (logo, icon),
        settings.endpoint(META),
    )
    .mapping(mappings(settings))
    .configured_by(configuration(settings))
    .with_errors_at(errors)
    .declaring(Lists(&settings.dialect).declared(&declared))
}

fn mappings(settings: &PluginSettings) -> Vec<Mapping> {
    let mapping = |key: &str, label: &str, value: &str| Mapping {
        key: key.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
        multiline: None,
    };
    let words = &settings.words;
    let variable = &settings.dialect.application_id_variable;
    let application = format!("{{{{{variable}}}}}");
    let mut all = vec![mapping(APPLICATION_ID, &words.application, &application)];
    all.extend(
        settings
            .email()
            .map(|email| mapping(EMAIL, &words.email, email)),
    );
    let given = settings.mappings.iter();
    all.extend(given.map(|given| Mapping {
        multiline: given.multiline,
        ..mapping(&given.key, &given.label, &given.value)
    }));
    all.extend(settings.cv().map(|cv| mapping(CV, &words.cv, cv)));
    all
}

/// No field for BambooHR's key: it is entered where it is used, and in no third system.
fn configuration(settings: &PluginSettings) -> Vec<ConfigurationField> {
    let (words, dialect) = (&settings.words, &settings.dialect);
    let action_key = dialect.action_key.then_some(EXPORT_CANDIDATE);
    vec![
        ConfigurationField {
            key: CODE,
            label: words.code.clone(),
            kind: dialect.configuration_type,
            required: true,
            sensitive: true,
            description: words.code_hint.clone(),
            placeholder: "stbk_…",
            use_as_http_header: settings.code_header().map(str::to_owned),
            action_key,
        },
        ConfigurationField {
            key: COMPANY,
            label: words.company.clone(),
            kind: dialect.configuration_type,
            required: false,
            sensitive: false,
            description: words.company_hint.clone(),
            placeholder: "acme",
            use_as_http_header: None,
            action_key,
        },
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, to_value};

    use super::*;

    #[test]
    fn it_has_the_keys_of_the_examples_and_no_others() {
        let meta = to_value(meta(&PluginSettings::default())).unwrap();
        let keys = |value: &Value| {
            // Sorted: the order in which serde_json keeps members depends on what else is built.
            let keys = value.as_object().unwrap().keys().cloned();
            keys.collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>()
        };
        assert_eq!(
            keys(&meta),
            [
                "actions",
                "configurationFormFields",
                "logoBase64",
                "name",
                "version"
            ]
        );
        let action = &meta["actions"][0];
        assert_eq!(
            keys(action),
            ["iconSvgBase64", "key", "label", "mappings", "metaEndpoint"]
        );
        let first = &action["mappings"][0];
        assert_eq!(
            (&first["key"], &first["value"]),
            (
                &Value::from(APPLICATION_ID),
                &Value::from("{{application_uuid}}")
            )
        );
        let text = meta.to_string();
        assert!(
            !text.to_lowercase().contains("api key"),
            "BambooHR's key is not asked for"
        );
        assert!(
            !PluginSettings::default().dialect.code_header.contains('_'),
            "servers in between drop such headers"
        );
    }

    #[test]
    fn lists_are_declared_only_when_they_are_switched_on() {
        let mut settings = PluginSettings::default();
        settings.dialect.list_endpoints = true;
        let declaring = to_value(meta(&settings)).unwrap();
        assert_eq!(declaring["listEndpoints"][0]["endpoint"], "/lists/jobTitle");
    }
}
