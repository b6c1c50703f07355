//! A clock that is set back while nobody works on the ledger.

use std::time::Duration;

use proxy::ledger::{Arrived, Brought};

use crate::pinpoint::arrival;
use crate::place::{Place, begun, candidate, everybody, mine};

const PAUSE: Duration = Duration::from_secs(40);

#[tokio::test]
async fn after_a_clock_was_set_back_what_is_due_is_due_and_a_pause_is_not_cut_short() {
    let place = Place::sqlite();
    let ledger = place.open().await;
    begun(&ledger, &mine(), "cand_1").await;
    let read = arrival("1", &[]);
    let kept = ledger.bring_from_pinpoint(&mine(), &read).await;
    assert_eq!(kept.unwrap(), Arrived::Kept(Brought::New));
    ledger.hold_back(&mine(), PAUSE).await.unwrap();
    ledger.close().await;
    // As a clock that was ten minutes ahead would have written it.
    for sql in [
        "UPDATE sends SET due_at = due_at + 600000, \
         changed_at = strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', '+600 seconds')",
        "UPDATE candidates SET read = read + 600000",
        "UPDATE upstreams SET held_until = held_until + 600000, probed_at = probed_at + 600000",
    ] {
        place.alter(sql).await.unwrap();
    }
    let ledger = place.open().await;
    let left = ledger.upstream(&mine()).await.unwrap().holds_for.unwrap();
    assert!(left <= PAUSE + Duration::from_secs(1), "{left:?}");
    assert!(left > PAUSE / 2, "{left:?}");
    let due = ledger.next_due(&everybody()).await.unwrap().unwrap();
    assert!(due <= left, "{due:?}");
    let every = Duration::from_millis(1);
    assert!(ledger.take_probe(&mine(), every).await.unwrap());
    // It counts as read now, and not for as long as the clock was wrong.
    let pass = "UPDATE candidates SET read = read - 60000";
    place.alter(pass).await.unwrap();
    let read = candidate("pinpoint-acme-1");
    let read = ledger.from_pinpoint(&mine(), &read).await.unwrap().unwrap();
    assert!(
        read.read_ago.unwrap() >= Duration::from_secs(60),
        "{read:?}"
    );
}
