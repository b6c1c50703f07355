//! What Leptos does again and again: drawing, effects, memos and tasks, each compiled once.
//!
//! Leptos compiles its part for every closure and every future anew, about a kilobyte each time. Behind a box they
//! are all of one type. Nothing here knows what is done.

use std::pin::Pin;

use leptos::prelude::*;

/// What is drawn anew whenever a signal changes that it reads.
pub fn drawn<Drawn: IntoAny>(draw: impl Fn() -> Drawn + Send + 'static) -> AnyView {
    boxed_drawn(Box::new(move || draw().into_any()))
}

fn boxed_drawn(draw: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || draw()).into_any()
}

/// Does something now and whenever a signal that it reads changes.
pub fn effect(act: impl FnMut() + 'static) {
    boxed_effect(Box::new(act));
}

fn boxed_effect(mut act: Box<dyn FnMut()>) {
    Effect::new(move |_| act());
}

/// A value that follows signals and is told on only when it is another.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    boxed_memo(Box::new(value))
}

fn boxed_memo<T: PartialEq + Send + Sync + 'static>(
    value: Box<dyn Fn() -> T + Send + Sync>,
) -> Memo<T> {
    Memo::new(move |_| value())
}

/// Runs until it is done or the room that it belongs to is left.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    boxed_spawn(Box::pin(task));
}

fn boxed_spawn(task: Pin<Box<dyn Future<Output = ()>>>) {
    leptos::reactive::spawn_local_scoped_with_cancellation(task);
}

/// Runs until it is done, whatever room is shown by then.
pub fn spawn_detached(task: impl Future<Output = ()> + 'static) {
    boxed_spawn_detached(Box::pin(task));
}

fn boxed_spawn_detached(task: Pin<Box<dyn Future<Output = ()>>>) {
    leptos::task::spawn_local(task);
}
