//! What a fault does, in words, for the request log.

use super::{Ending, Fault};

impl Fault {
    /// A short sentence without a full stop, such as `waited 500 ms, then answered 503`.
    pub(crate) fn in_words(&self) -> String {
        let waiting = self.waiting_time().as_millis();
        let waits = (waiting > 0).then(|| format!("waited {waiting} ms"));
        let carried_out = self
            .is_carried_out_first()
            .then(|| "carried out".to_owned());
        let (ending, note) = match (self.ending(), self.is_carried_out_first()) {
            (Ending::Usual, _) => (None, ""),
            (Ending::Answer { status, .. }, true) => (Some(format!("answered {status}")), ""),
            (Ending::Answer { status, .. }, false) => (
                Some(format!("answered {status}")),
                "; nothing was carried out",
            ),
            (Ending::Drop, true) => (Some("connection dropped".to_owned()), ""),
            (Ending::Drop, false) => (
                Some("connection dropped".to_owned()),
                "; nothing was carried out",
            ),
        };
        let steps: Vec<String> = [carried_out, waits, ending].into_iter().flatten().collect();
        format!("{}{note}", steps.join(", then "))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_effect_is_told_in_the_order_it_happens() {
        let fault = || Fault::on("POST", "/employees");
        let half_a_second = Duration::from_millis(500);
        for (fault, expected) in [
            (fault().delay(half_a_second), "waited 500 ms"),
            (fault().answer(503), "answered 503; nothing was carried out"),
            (
                fault().answer(500).after_storing().delay(half_a_second),
                "carried out, then waited 500 ms, then answered 500",
            ),
            (
                fault().drop_before_storing(),
                "connection dropped; nothing was carried out",
            ),
            (
                fault().drop_after_storing(),
                "carried out, then connection dropped",
            ),
        ] {
            assert_eq!(fault.in_words(), expected);
        }
    }
}
