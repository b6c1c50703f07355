//! Choosing the square of a picture that is kept: dragged over the picture, or moved with three sliders, which are the
//! browser's own and have labels. Beside it the square in a circle, as it will be seen.
//!
//! Dragging is for who can; whatever it does the sliders do, and only they are told to screen readers. Each change is
//! reported, also one that does not fit: who keeps the square moves it into the picture. Lengths are pixels of the
//! picture, whatever size it is shown in.

use handoff::photo::{Crop, PhotoSize, SMALLEST_SIDE};
use leptos::ev::PointerEvent;
use leptos::html::Div;
use leptos::prelude::*;

use crate::tasks::drawn;

/// A picture and its square.
#[component]
pub fn SquareChooser(
    /// What the ids of its parts begin with.
    id: String,
    /// Where the picture is.
    source: String,
    /// How large the picture is.
    size: PhotoSize,
    /// The square.
    #[prop(into)]
    square: Signal<Crop>,
    /// Another square is wanted.
    on_change: Callback<Crop>,
) -> impl IntoView {
    let is_broken = RwSignal::new(false);
    let frame = NodeRef::<Div>::new();
    // Where the drag began: the pointer, and the square then.
    let grip = StoredValue::new(None::<(f64, f64, Crop)>);
    let take = move |event: PointerEvent| {
        event.prevent_default();
        if let Some(frame) = frame.get_untracked() {
            let _ = frame.set_pointer_capture(event.pointer_id());
        }
        grip.set_value(Some((
            f64::from(event.client_x()),
            f64::from(event.client_y()),
            square.get_untracked(),
        )));
    };
    let drag = move |event: PointerEvent| {
        let Some(((left, top, begun), frame)) = grip.get_value().zip(frame.get_untracked()) else {
            return;
        };
        let scale = f64::from(size.width) / f64::from(frame.client_width().max(1));
        let moved = |from: u32, by: f64| pixels(f64::from(from) + by * scale);
        on_change.run(Crop {
            left: moved(begun.left, f64::from(event.client_x()) - left),
            top: moved(begun.top, f64::from(event.client_y()) - top),
            ..begun
        });
    };
    let let_go = move |_| grip.set_value(None);
    let PhotoSize { width, height } = size;
    let of_side = move |length: u32| percent(length, square.get().side);
    let before_side = move |length: u32| format!("-{}", of_side(length));
    let whole = source.clone();
    let pictures = view! {
        <div class="square-chooser__pictures">
            <div
                class="square-chooser__frame"
                node_ref=frame
                style:aspect-ratio=format!("{} / {}", size.width, size.height)
                on:pointerdown=take
                on:pointermove=drag
                on:pointerup=let_go
                on:pointercancel=let_go
            >
                <img
                    class="square-chooser__picture"
                    src=whole
                    alt=""
                    draggable="false"
                    on:error=move |_| is_broken.set(true)
                />
                <div
                    class="square-chooser__square"
                    style:left=move || percent(square.get().left, width)
                    style:top=move || percent(square.get().top, height)
                    style:width=move || percent(square.get().side, width)
                    style:height=move || percent(square.get().side, height)
                ></div>
            </div>
            <div class="square-chooser__seen">
                <div class="square-chooser__circle">
                    <img
                        class="square-chooser__part"
                        src=source
                        alt="The photo as BambooHR will show it"
                        style:left=move || before_side(square.get().left)
                        style:top=move || before_side(square.get().top)
                        style:width=move || of_side(width)
                        style:height=move || of_side(height)
                    />
                </div>
                <p class="field__hint" aria-hidden="true">
                    "As BambooHR shows it"
                </p>
            </div>
        </div>
    };
    let longest = size.longest_square();
    let from_left = Callback::new(move |left| {
        on_change.run(Crop {
            left,
            ..square.get_untracked()
        });
    });
    let from_top = Callback::new(move |top| {
        on_change.run(Crop {
            top,
            ..square.get_untracked()
        });
    });
    let side = Callback::new(move |side| on_change.run(grown(square.get_untracked(), side)));
    // Of the smallest picture there is one square.
    let is_settled = longest <= SMALLEST_SIDE && size.width == size.height;
    let room = move |length: u32| Signal::derive(move || length.saturating_sub(square.get().side));
    view! {
        <div class="square-chooser" role="group" aria-label="Square of the photo">
            {pictures}
            {drawn(move || {
                is_broken
                    .get()
                    .then(|| {
                        view! {
                            <p class="field__hint">
                                "The photo cannot be shown here. It can go along all the same."
                            </p>
                        }
                    })
            })}
            <div class="square-chooser__sliders" hidden=is_settled>
                {slider(
                    format!("{id}-side"),
                    "Size of the square",
                    Signal::derive(move || square.get().side),
                    SMALLEST_SIDE,
                    Signal::stored(longest),
                    side,
                )}
                {slider(
                    format!("{id}-left"),
                    "From the left",
                    Signal::derive(move || square.get().left),
                    0,
                    room(size.width),
                    from_left,
                )}
                {slider(
                    format!("{id}-top"),
                    "From the top",
                    Signal::derive(move || square.get().top),
                    0,
                    room(size.height),
                    from_top,
                )}
            </div>
        </div>
    }
}

fn slider(
    id: String,
    label: &'static str,
    value: Signal<u32>,
    least: u32,
    most: Signal<u32>,
    on_change: Callback<u32>,
) -> AnyView {
    let read = move |event| {
        if let Ok(length) = event_target_value(&event).parse() {
            on_change.run(length);
        }
    };
    view! {
        <div class="slider">
            <label class="slider__label" for=id.clone()>
                {label}
            </label>
            <input
                class="slider__input"
                type="range"
                id=id.clone()
                min=least
                max=most
                step="1"
                disabled=move || most.get() <= least
                aria-valuetext=move || format!("{} pixels", value.get())
                prop:value=move || value.get().to_string()
                on:input=read
            />
            <output class="slider__value" for=id>
                {move || value.get()}
            </output>
        </div>
    }
    .into_any()
}

/// A part of a whole for CSS, in hundredths of a percent. Without fractions: writing them out needs a lot of code.
fn percent(part: u32, whole: u32) -> String {
    let share = u64::from(part) * 10_000 / u64::from(whole.max(1));
    format!("{}.{:02}%", share / 100, share % 100)
}

/// The square with another side, around the same middle.
fn grown(square: Crop, side: u32) -> Crop {
    let start = |from: u32| (from + square.side / 2).saturating_sub(side / 2);
    Crop {
        left: start(square.left),
        top: start(square.top),
        side,
    }
}

/// Whole pixels, none of them outside at the left or the top.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes the nearest number that fits, which is what is wanted"
)]
fn pixels(length: f64) -> u32 {
    length.round().max(0.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_grows_around_its_middle_and_never_beyond_the_corner() {
        let square = Crop {
            left: 100,
            top: 20,
            side: 200,
        };
        let grown_to = |side| {
            let Crop { left, top, .. } = grown(square, side);
            (left, top)
        };
        assert_eq!(grown_to(200), (100, 20));
        assert_eq!(grown_to(150), (125, 45));
        assert_eq!(grown_to(300), (50, 0));
    }

    #[test]
    fn shares_are_written_as_css_reads_them() {
        for (part, whole, expected) in [
            (0, 400, "0.00%"),
            (1, 3, "33.33%"),
            (640, 400, "160.00%"),
            (1, 2_000, "0.05%"),
            (7, 0, "700.00%"),
        ] {
            assert_eq!(percent(part, whole), expected);
        }
    }

    #[test]
    fn pixels_are_whole_and_not_negative() {
        for (length, expected) in [(-4.0, 0), (3.5, 4), (f64::NAN, 0)] {
            assert_eq!(pixels(length), expected, "{length}");
        }
    }
}
