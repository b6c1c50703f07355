//! What hosts ask that draw the form themselves.

use handoff::interface::{
    FormsSession, LONGEST_EMBED_SECONDS, NewFormsSession, Recruiter, Role, SendCheck,
};
use handoff::{Entry, FieldHint, FieldProblem};

use super::{Example, ID, RECRUITER, RECRUITER_EMAIL, TOKEN, field, rhea};

pub(super) fn ro() -> Recruiter {
    Recruiter {
        email: RECRUITER_EMAIL.to_owned(),
        name: RECRUITER.to_owned(),
    }
}

impl Example for NewFormsSession {
    fn example() -> Self {
        Self {
            recruiter: ro(),
            role: Role::Recruiter,
            candidates: vec![rhea()],
            seconds: LONGEST_EMBED_SECONDS,
        }
    }
}

impl Example for FormsSession {
    fn example() -> Self {
        Self {
            id: ID.to_owned(),
            secret: TOKEN.to_owned(),
            seconds: LONGEST_EMBED_SECONDS,
            who: format!("{RECRUITER} via Acme ATS"),
        }
    }
}

impl Example for SendCheck {
    fn example() -> Self {
        let mut form = handoff::Form::example();
        // What is said is what the rules say.
        for section in &mut form.sections {
            section
                .fields
                .retain(|asked| asked.id == field("homeEmail"));
        }
        let mut wrong = form.prefilled();
        let nobody = Entry::Text("rhea at home".to_owned());
        wrong.entries.insert(field("homeEmail"), nobody);
        let problems: Vec<FieldProblem> = handoff::validate(&form, &wrong);
        Self {
            problems,
            hints: vec![FieldHint {
                field: field("hireDate"),
                message: "This day is a Saturday.".to_owned(),
            }],
        }
    }
}
