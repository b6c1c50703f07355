//! What somebody wants to send, looked at: the one way for whoever only asks and for whoever sends, so that what passes
//! the one passes the other.

use handoff::interface::NewSend;
use handoff::{Candidate, FieldProblem, Form, Plan, check, plan};

use crate::account::SignedIn;
use crate::app::App;
use crate::company::choices_made;
use crate::forms::{Chosen, composed_with, connected, extras};
use crate::ledger::NewRemembered;
use crate::problem::ApiError;
use crate::routes::drafts::nothing_unseen;

/// What came of looking.
pub(in crate::routes) struct Looked {
    /// The form as it is now.
    pub(in crate::routes) form: Form,
    /// What has to be corrected, or what can be sent.
    pub(in crate::routes) outcome: Result<Ready, Vec<FieldProblem>>,
}

/// What can be sent.
pub(in crate::routes) struct Ready {
    pub(in crate::routes) plan: Plan,
    /// The company it is for, and for no other.
    pub(in crate::routes) company: String,
    /// Options that were chosen for words of the candidate.
    pub(in crate::routes) remembered: Vec<NewRemembered>,
}

/// Composes the form anew and checks what was entered. The error is for what is wrong beside the fields.
pub(in crate::routes) async fn look(
    app: &App,
    who: &SignedIn,
    candidate: &Candidate,
    wanted: NewSend,
) -> Result<Looked, ApiError> {
    nothing_unseen(app, who, &candidate.id).await?;
    let bamboohr = connected(app, who).await?;
    let submission = &wanted.submission;
    let composed = composed_with(app, who, &bamboohr, candidate, Some(submission)).await?;
    let checked = match check(&composed.form, submission) {
        Ok(checked) => checked,
        Err(problems) => {
            return Ok(Looked {
                form: composed.form,
                outcome: Err(problems),
            });
        }
    };
    let remembered = choices_made(&composed.form, submission);
    let chosen = Chosen {
        documents: wanted.documents,
        photo: wanted.photo,
        crop: wanted.crop,
    };
    let extras = extras(app, who, &composed.form, chosen).await?;
    let ready = Ready {
        plan: plan(checked, &composed.catalogue, &extras),
        company: composed.company,
        remembered,
    };
    Ok(Looked {
        form: composed.form,
        outcome: Ok(ready),
    })
}
