//! The secrets that come from the environment and nowhere else: arguments are visible to every user of a machine.

use bamboohr::Company;
use handoff::interface::SampleAccess;
use secrecy::{ExposeSecret, SecretString};

use super::ConfigError;

/// The secrets of the environment, read in one place.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// The text of `BAMBOOHR_API_KEY`.
    pub api_key: Option<SecretString>,
    /// The text of `MASTER_KEYS`.
    pub master_keys: Option<SecretString>,
    /// The text of `DEMO_SANDBOX`: company and key of the local sandbox, as `acme:key`.
    pub demo_sandbox: Option<SecretString>,
}

impl Secrets {
    /// Container files like to pass empty variables: they count as not given.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let given = |name: &str| {
            let text = variable(name).map(SecretString::from);
            text.filter(|text| !text.expose_secret().trim().is_empty())
        };
        Self {
            api_key: given("BAMBOOHR_API_KEY"),
            master_keys: given("MASTER_KEYS"),
            demo_sandbox: given("DEMO_SANDBOX"),
        }
    }

    /// Company and key of the local sandbox, if they are given.
    pub(super) fn sample(&self) -> Result<Option<SampleAccess>, ConfigError> {
        self.demo_sandbox.as_ref().map(read_sample).transpose()
    }
}

fn read_sample(text: &SecretString) -> Result<SampleAccess, ConfigError> {
    let parts = text.expose_secret().trim().split_once(':');
    let parts = parts.filter(|(_, key)| !key.is_empty());
    let (company, key) = parts.ok_or(ConfigError::Sample)?;
    Ok(SampleAccess {
        company: company
            .parse::<Company>()
            .map_err(|_| ConfigError::Sample)?
            .as_str()
            .to_owned(),
        key: key.to_owned(),
    })
}
