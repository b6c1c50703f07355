use super::*;

const HOUR: Duration = Duration::from_secs(3600);

async fn slowed(pause: u64) -> Pace {
    let pace = Pace::default();
    let turn = pace.turn(HOUR).await.unwrap();
    pace.slow_down(turn, Some(Duration::from_secs(pause)));
    pace
}

async fn waited(pace: &Pace) -> Duration {
    let began = Instant::now();
    pace.turn(HOUR).await.unwrap();
    began.elapsed()
}

#[tokio::test(start_paused = true)]
async fn an_account_that_was_never_told_to_slow_down_has_no_gap() {
    let pace = Pace::default();
    for _ in 0..100 {
        assert_eq!(waited(&pace).await, Duration::ZERO);
        pace.went_well();
    }
}

#[tokio::test(start_paused = true)]
async fn everybody_waits_until_the_instant_bamboohr_named_and_goes_one_by_one() {
    let pace = slowed(7).await;
    let (first, second, third) = tokio::join!(waited(&pace), waited(&pace), waited(&pace));
    assert!(first >= Duration::from_secs(7), "{first:?}");
    assert!(second >= first + FIRST_GAP, "{first:?}, {second:?}");
    assert!(third >= second + FIRST_GAP, "{second:?}, {third:?}");
}

#[tokio::test(start_paused = true)]
async fn a_shorter_pause_does_not_end_a_longer_one() {
    let pace = slowed(60).await;
    pace.slow_down(Turn(Instant::now()), Some(Duration::from_secs(1)));
    assert!(waited(&pace).await >= Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_too_long_is_said_at_once() {
    let pace = slowed(60).await;
    let began = Instant::now();
    let wait = pace.turn(Duration::from_secs(5)).await.unwrap_err();
    assert!(wait > Duration::from_secs(59), "{wait:?}");
    assert_eq!(began.elapsed(), Duration::ZERO);
    assert!(
        pace.turn(Duration::MAX).await.is_ok(),
        "no limit is a limit"
    );
}

#[tokio::test(start_paused = true)]
async fn many_refusals_of_one_moment_widen_the_gap_once() {
    let pace = Pace::default();
    let mut turns = Vec::new();
    for _ in 0..7 {
        turns.push(pace.turn(HOUR).await.unwrap());
    }
    for turn in turns {
        pace.slow_down(turn, None);
    }
    assert_eq!(pace.state().gap, FIRST_GAP);
    let later = pace.turn(HOUR).await.unwrap();
    pace.slow_down(later, None);
    assert_eq!(pace.state().gap, FIRST_GAP * 2);
}

#[tokio::test(start_paused = true)]
async fn the_gap_closes_with_successes_and_with_quiet_time() {
    let pace = slowed(0).await;
    for _ in 0..100 {
        pace.went_well();
    }
    assert_eq!(pace.state().gap, Duration::ZERO);
    let pace = slowed(0).await;
    tokio::time::advance(HOUR).await;
    pace.turn(HOUR).await.unwrap();
    assert_eq!(pace.state().gap, Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_arrives_while_waiting_counts() {
    let pace = slowed(1).await;
    let waiting = tokio::spawn({
        let pace = pace.clone();
        async move { waited(&pace).await }
    });
    tokio::task::yield_now().await;
    pace.slow_down(Turn(Instant::now()), Some(Duration::from_secs(10)));
    assert!(waiting.await.unwrap() >= Duration::from_secs(10));
}

/// BambooHR as a bucket: so many requests at once, so many a second.
struct Bucket {
    burst: f64,
    per_second: f64,
    tokens: f64,
    filled: Instant,
}

impl Bucket {
    fn admits(&mut self) -> bool {
        let passed = self.filled.elapsed().as_secs_f64() * self.per_second;
        self.tokens = self.burst.min(self.tokens + passed);
        self.filled = Instant::now();
        let is_admitted = self.tokens >= 1.0;
        self.tokens -= f64::from(u8::from(is_admitted));
        is_admitted
    }
}

/// How long 400 requests of 100 callers take, compared with what the bucket alone would take, and how
/// many were turned away.
async fn ratio(burst: f64, per_second: f64) -> (f64, usize) {
    let (pace, began) = (Pace::default(), Instant::now());
    let bucket = Arc::new(Mutex::new(Bucket {
        burst,
        per_second,
        tokens: burst,
        filled: began,
    }));
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let (pace, bucket) = (pace.clone(), Arc::clone(&bucket));
        callers.spawn(async move {
            let (mut done, mut refused) = (0, 0);
            while done < 4 {
                let turn = pace.turn(HOUR).await.unwrap();
                tokio::time::sleep(Duration::from_millis(5)).await;
                if bucket.lock().unwrap().admits() {
                    pace.went_well();
                    done += 1;
                } else {
                    pace.slow_down(
                        turn,
                        Some(Duration::from_secs_f64((1.0 / per_second).ceil())),
                    );
                    refused += 1;
                }
            }
            refused
        });
    }
    let refused: usize = callers.join_all().await.into_iter().sum();
    let ideal = (400.0 - burst) / per_second;
    (began.elapsed().as_secs_f64() / ideal, refused)
}

#[tokio::test(start_paused = true)]
async fn four_hundred_requests_take_hardly_longer_than_the_limit_allows() {
    let limits = [
        (5.0, 1.0),
        (5.0, 5.0),
        (10.0, 10.0),
        (20.0, 10.0),
        (40.0, 20.0),
        (100.0, 10.0),
    ];
    for (burst, per_second) in limits {
        let (ratio, refused) = ratio(burst, per_second).await;
        println!("burst {burst}, {per_second}/s: ratio {ratio:.3}, {refused} turned away");
        assert!(ratio < 1.1, "burst {burst}, {per_second}/s: {ratio:.3}");
    }
}

#[tokio::test(start_paused = true)]
async fn requests_to_slow_down_that_no_pace_avoids_do_not_make_it_crawl() {
    let pace = Pace::default();
    let began = Instant::now();
    for number in 0..400 {
        let turn = pace.turn(HOUR).await.unwrap();
        match number % 4 {
            0 => pace.slow_down(turn, Some(Duration::from_secs(1))),
            _ => pace.went_well(),
        }
    }
    // Twice what the pauses and a request a second take.
    let most = Duration::from_secs(400 + 100) * 2;
    assert!(began.elapsed() < most, "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn time_in_which_nobody_asked_is_not_taken_for_a_limit() {
    let pace = slowed(1).await;
    for _ in 0..10 {
        pace.turn(HOUR).await.unwrap();
        pace.went_well();
        tokio::time::advance(Duration::from_secs(3)).await;
    }
    let turn = pace.turn(HOUR).await.unwrap();
    pace.slow_down(turn, Some(Duration::from_secs(1)));
    assert!(pace.state().gap <= FIRST_GAP * 2, "{:?}", pace.state().gap);
}

#[tokio::test(start_paused = true)]
async fn a_turn_taken_ahead_is_good_until_bamboohr_asks_for_a_pause() {
    let pace = Pace::default();
    let ahead = pace.turn(HOUR).await.unwrap();
    assert!(pace.still(ahead).is_ok());
    let other = pace.turn(HOUR).await.unwrap();
    pace.slow_down(other, Some(Duration::from_secs(7)));
    let wait = pace.still(ahead).unwrap_err();
    assert!(wait > Duration::from_secs(6), "{wait:?}");
}
