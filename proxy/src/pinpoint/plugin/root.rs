//! What the plugin is. The same for everybody and at any time: Pinpoint's staff read it once.

use ::pinpoint::plugin::{ConfigurationField, Lists, Mapping, RootMeta};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::caller::{CODE, CODE_HEADER, COMPANY};
use super::settings::PluginSettings;
use super::{APPLICATION_ID, CV, EMAIL, META, lists, person};

const LOGO: &[u8] = include_bytes!("logo.png");
const ICON: &[u8] = include_bytes!("icon.svg");

pub(super) fn meta(settings: &PluginSettings) -> RootMeta {
    let logo = format!("data:image/png;base64,{}", STANDARD.encode(LOGO));
    let icon = format!("data:image/svg+xml;base64,{}", STANDARD.encode(ICON));
    let names = (settings.name.as_str(), settings.label.as_str());
    let declared = lists::endpoints(settings);
    let declared: Vec<_> = declared.iter().map(lists::Endpoint::as_list).collect();
    RootMeta::new(&settings.dialect.version, names, (logo, icon), META)
        .mapping(mappings(settings))
        .configured_by(configuration())
        .declaring(Lists(&settings.dialect).declared(&declared))
}

fn mappings(settings: &PluginSettings) -> Vec<Mapping> {
    let mapping = |key: &str, label: &str, value: &str| Mapping {
        key: key.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
    };
    let variable = &settings.dialect.application_id_variable;
    let application = format!("{{{{{variable}}}}}");
    let mut all = vec![mapping(APPLICATION_ID, "Application", &application)];
    all.extend(
        settings
            .email()
            .map(|email| mapping(EMAIL, person::EMAIL_THERE, email)),
    );
    let given = settings.mappings.iter();
    all.extend(given.map(|given| mapping(&given.key, &given.label, &given.value)));
    all.extend(settings.cv().map(|cv| mapping(CV, "CV", cv)));
    all
}

/// No field for BambooHR's key: it is entered where it is used, and in no third system.
fn configuration() -> Vec<ConfigurationField> {
    vec![
        ConfigurationField {
            key: CODE,
            label: "Connection code",
            kind: "string",
            required: true,
            sensitive: true,
            description: "A key of Send to BambooHR that may be sent to from Pinpoint: Settings → Embedding there",
            placeholder: "stbk_…",
            use_as_http_header: Some(CODE_HEADER),
        },
        ConfigurationField {
            key: COMPANY,
            label: "BambooHR company domain",
            kind: "string",
            required: false,
            sensitive: false,
            description: "The part before .bamboohr.com. When it is given, hires go to this company only",
            placeholder: "acme",
            use_as_http_header: None,
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
            !CODE_HEADER.contains('_'),
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
