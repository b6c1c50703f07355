//! What a fault does, in words, for the request log and the page of settings.

use super::{Delivery, ERROR_PAGE, Ending, Fault, Shape};
use crate::company::settings::ErrorHeader;

impl Fault {
    /// A short sentence without a full stop, such as `waited 500 ms, then answered 503`.
    pub(crate) fn in_words(&self) -> String {
        let waiting = self.waiting_time().as_millis();
        let waits = (waiting > 0).then(|| format!("waited {waiting} ms"));
        let carried_out = self
            .is_carried_out_first()
            .then(|| "carried out".to_owned());
        let notes = self.shape().in_words();
        let ending = match self.ending() {
            Ending::Usual if notes.is_empty() => None,
            Ending::Usual => Some("answered as usual".to_owned()),
            Ending::Answer {
                status,
                headers,
                body,
            } => {
                let target = headers.get("Location").map(|url| format!(" to {url}"));
                let page = (body == ERROR_PAGE).then_some(" with an error page");
                let more = target.or_else(|| page.map(str::to_owned));
                Some(format!("answered {status}{}", more.unwrap_or_default()))
            }
            Ending::Drop => Some("connection dropped".to_owned()),
        };
        let is_shaped = !notes.is_empty();
        let notes = is_shaped.then(|| format!(" ({})", notes.join(", ")));
        let never = match self.ending() {
            Ending::Answer { .. } | Ending::Drop if !self.is_carried_out_first() => {
                "; nothing was carried out"
            }
            _ => "",
        };
        let steps: Vec<String> = [carried_out, waits, ending].into_iter().flatten().collect();
        format!(
            "{}{}{never}",
            steps.join(", then "),
            notes.unwrap_or_default()
        )
    }
}

impl Shape {
    fn in_words(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.as_xml {
            notes.push("in XML".to_owned());
        }
        if let Some(content_type) = &self.content_type {
            notes.push(format!("as {content_type}"));
        }
        if self.is_emptied {
            notes.push("without the body".to_owned());
        }
        if let Some(spelling) = self.error_header {
            let which = match spelling {
                ErrorHeader::Both => "both error headers",
                ErrorHeader::Misspelt => "only the misspelt error header",
                ErrorHeader::Correct => "only the correct error header",
            };
            notes.push(format!("with {which}"));
        }
        match self.delivery {
            Delivery::Whole => {}
            Delivery::Truncated => notes.push("cut off half-way".to_owned()),
            Delivery::Slow(pause) => {
                notes.push(format!("byte by byte, {} ms each", pause.as_millis()));
            }
            Delivery::Endless(bytes) => notes.push(format!("with {bytes} bytes too many")),
        }
        notes
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
            (
                fault().html_page(502),
                "answered 502 with an error page; nothing was carried out",
            ),
            (
                fault().redirect("http://127.0.0.1:1/").after_storing(),
                "carried out, then answered 302 to http://127.0.0.1:1/",
            ),
            (fault().truncated(), "answered as usual (cut off half-way)"),
            (
                fault().slow(half_a_second).as_xml(),
                "answered as usual (in XML, byte by byte, 500 ms each)",
            ),
            (
                fault().answer(409).endless(9).misspelt_header_only(),
                "answered 409 (with only the misspelt error header, with 9 bytes too many); nothing was carried out",
            ),
            (
                fault()
                    .delay(half_a_second)
                    .content_type("text/html")
                    .empty_body(),
                "waited 500 ms, then answered as usual (as text/html, without the body)",
            ),
        ] {
            assert_eq!(fault.in_words(), expected);
        }
    }
}
