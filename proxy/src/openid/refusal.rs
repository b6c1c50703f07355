//! Why nobody was signed in, in words that say what to do. In an address only the code stands.

use handoff::interface::Problem;

/// Why signing in with a provider came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Nothing of it is known here: too late, a second time, or in another browser.
    Lost,
    /// The provider, or the person there, said no.
    Declined,
    /// The provider does not answer.
    OutOfReach,
    /// The provider's answer proves nothing.
    NotProven,
    /// No address, or no name that can be used.
    NoAddress,
    /// The address may be somebody else's.
    AddressNotVerified,
    /// No account follows.
    NoAccount,
    /// No role follows.
    NoRole,
    /// Somebody else signs in with the address.
    AddressTaken,
    /// They are a user of another account.
    OtherAccount,
    /// The ledger failed.
    NoRecords,
}

impl Refusal {
    pub(crate) const ALL: [Self; 11] = [
        Self::Lost,
        Self::Declined,
        Self::OutOfReach,
        Self::NotProven,
        Self::NoAddress,
        Self::AddressNotVerified,
        Self::NoAccount,
        Self::NoRole,
        Self::AddressTaken,
        Self::OtherAccount,
        Self::NoRecords,
    ];

    /// The stable name, also in the address of the page.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Lost => "sign-in-lost",
            Self::Declined => "sign-in-declined",
            Self::OutOfReach => "provider-out-of-reach",
            Self::NotProven => "sign-in-not-proven",
            Self::NoAddress => "no-address",
            Self::AddressNotVerified => "address-not-verified",
            Self::NoAccount => "no-account",
            Self::NoRole => "no-role",
            Self::AddressTaken => "address-taken",
            Self::OtherAccount => "other-account",
            Self::NoRecords => "ledger-unavailable",
        }
    }

    /// The refusal of this code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.code() == code)
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Lost => (
                "Signing in was not finished",
                "It took longer than ten minutes, was finished already, or was begun in another browser. Sign in again.",
            ),
            Self::Declined => (
                "Signing in was stopped",
                "The sign-in of your company did not let you in, or you stopped it. Try again; if it goes on, ask whoever \
                 looks after it whether you may use Send to BambooHR.",
            ),
            Self::OutOfReach => (
                "The sign-in of your company is out of reach",
                "Try again in a minute. If it goes on, tell whoever looks after it.",
            ),
            Self::NotProven => (
                "The sign-in of your company gave no proof",
                "What it answered cannot be used, so you are not signed in. Try again; if it goes on, tell your admin.",
            ),
            Self::NoAddress => (
                "Your name or e-mail address is missing",
                "The sign-in of your company does not say them. Ask whoever looks after it to pass on “email” and “name”.",
            ),
            Self::AddressNotVerified => (
                "Your e-mail address is not verified",
                "The sign-in of your company does not say that the address is yours. Verify it there, or ask whoever looks \
                 after it.",
            ),
            Self::NoAccount => (
                "There is no account for you here",
                "The sign-in of your company knows you, but nobody has said which account you belong to. Ask an admin to \
                 have it added.",
            ),
            Self::NoRole => (
                "You have no role here yet",
                "The sign-in of your company knows you, but none of your groups may use Send to BambooHR. Ask an admin which \
                 group to join: for admins, recruiters or viewers.",
            ),
            Self::AddressTaken => (
                "Somebody signs in with your address already",
                "There is a user with your e-mail address who signs in in another way, perhaps you. Ask an admin to remove \
                 that user; then sign in again here.",
            ),
            Self::OtherAccount => (
                "You belong to another account",
                "You were here as a user of another account. Ask an admin there to remove you; then sign in again.",
            ),
            Self::NoRecords => (
                "Our records are out of reach",
                "You are not signed in. Try again in a minute; if it goes on, tell your admin.",
            ),
        }
    }

    /// For the page to sign in.
    pub(crate) fn problem(self) -> Problem {
        let (title, detail) = self.words();
        Problem {
            kind: format!("/problems/{}", self.code()),
            title: title.to_owned(),
            detail: detail.to_owned(),
            ..Problem::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_code_of_its_own_and_says_what_to_do() {
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::from_code(refusal.code()), Some(refusal));
            assert!(refusal.problem().detail.len() > 40, "{refusal:?}");
        }
        assert_eq!(Refusal::from_code("Call 555-0100 now"), None);
    }
}
