//! Fields that Pinpoint fills in, when the form is asked for anew: whichever counts there, a mapping or a value, what
//! somebody changed must be what is sent.

use anyhow::{Result, ensure};
use system_tests::pinpoint_host::{Banner, Mapped, OpenForm, Unflagged, Ways};

use super::office::Office;

const TYPED: &str = "Dripping Springs";

/// Changes what was filled in, and then what the form is asked for anew by.
async fn changes(form: &mut OpenForm<'_>) -> Result<()> {
    form.enters("city", TYPED).await?;
    form.enters("address1", "").await?;
    form.enters("country", "United States").await
}

#[tokio::test]
async fn what_somebody_changed_is_sent_whichever_counts_in_a_form_that_was_asked_for_anew()
-> Result<()> {
    let office = Office::open("submit_seconds = 30").await?;
    for mapped in [Mapped::Once, Mapped::WhereNothingIsSaid, Mapped::Always] {
        for unflagged in [Unflagged::Kept, Unflagged::Lost] {
            let host = office.host.with(Ways {
                mapped,
                unflagged,
                ..Ways::default()
            });
            let candidate = office.full();
            let mut form = host.opens(&candidate).await?;
            changes(&mut form).await?;
            // What is wrong stands at a field that is there, and is corrected there.
            form.enters("homeEmail", "no address").await?;
            form.enters("country", "Canada").await?;
            form.enters("country", "United States").await?;
            let Banner::Failure { errors, .. } = form.submits().await? else {
                anyhow::bail!("it was taken");
            };
            ensure!(!errors.is_empty(), "{mapped:?}");
            for (key, error) in &errors {
                ensure!(
                    form.fields().iter().any(|field| field.key == *key),
                    "nowhere to show “{error}”: {key}"
                );
            }
            form.enters(&errors[0].0, candidate.email()).await?;
            let banner = form.submits().await?;
            ensure!(banner.is_success(), "{mapped:?}: {banner:?}");
            let employee = office.employee(&candidate)?;
            let holds = |field: &str| employee.fields.get(field).map_or("", String::as_str);
            ensure!(
                holds("city") == TYPED && holds("address1").is_empty(),
                "{mapped:?} {unflagged:?}: {employee:?}"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn with_keys_that_have_a_mapping_it_depends_on_pinpoint_whether_a_change_is_lost()
-> Result<()> {
    let same = "[dialect]\nmapped_when_asked_anew = \"same-key\"";
    let none = "[dialect]\nmapped_when_asked_anew = \"no-value\"";
    for (settings, mapped, unflagged, city) in [
        (same, Mapped::Once, Unflagged::Lost, TYPED),
        (same, Mapped::Always, Unflagged::Kept, "Austin"),
        (none, Mapped::Once, Unflagged::Kept, TYPED),
        (none, Mapped::Once, Unflagged::Lost, ""),
        (none, Mapped::WhereNothingIsSaid, Unflagged::Kept, "Austin"),
    ] {
        let office = Office::open(settings).await?;
        let host = office.host.with(Ways {
            mapped,
            unflagged,
            ..Ways::default()
        });
        let candidate = office.full();
        let mut form = host.opens(&candidate).await?;
        changes(&mut form).await?;
        let found = form.value("city");
        ensure!(
            found == city,
            "{settings} {mapped:?} {unflagged:?}: {found}"
        );
    }
    Ok(())
}
