//! Tool tips keep out of the way of typing: a key takes them away, and they come again when the pointer moves.
//!
//! egui shows a tip as long as the pointer rests on what it tells of, and asks nothing about keys. It shows none within
//! [`egui::style::Interaction::tooltip_delay`] of the last turn of the wheel, whatever else holds, so here that delay is made
//! very long until the pointer moves. A wheel that was never turned counts as turned long ago, which is why one turn of no
//! length comes before all else.

use eframe::egui::style::Interaction;
use eframe::egui::{Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Plugin, RawInput, TouchPhase, Vec2};

/// Seconds that no program runs for: three years.
const NEVER: f32 = 1e8;

/// Takes tips away. Registered once, with [`Context::add_plugin`].
#[derive(Default)]
pub(super) struct Tips {
    /// A frame was begun.
    begun: bool,
    /// A key was pressed since the pointer moved.
    quiet: bool,
}

impl Plugin for Tips {
    fn debug_name(&self) -> &'static str {
        "tips"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let quiet = input.events.iter().fold(self.quiet, |quiet, event| after(event).unwrap_or(quiet));
        if quiet != self.quiet {
            self.quiet = quiet;
            let delay = if quiet { NEVER } else { Interaction::default().tooltip_delay };
            ctx.all_styles_mut(|style| style.interaction.tooltip_delay = delay);
        }
        if !std::mem::replace(&mut self.begun, true) {
            input.events.push(Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: Vec2::ZERO,
                // Nothing begins to scroll.
                phase: TouchPhase::End,
                source: MouseWheelSource::Unknown,
                modifiers: Modifiers::NONE,
            });
        }
    }
}

/// Whether tips are away after this; `None` where it changes nothing.
fn after(event: &Event) -> Option<bool> {
    match event {
        Event::Key { pressed: true, .. }
        | Event::Text(_)
        | Event::Ime(_)
        | Event::Paste(_)
        | Event::Cut
        | Event::Copy => Some(true),
        Event::PointerMoved(_) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Key, Rect, pos2, vec2};

    /// Frames of a window that is one button with a tip: at which second, what comes in, and whether the tip is there then.
    fn check(frames: impl IntoIterator<Item = (f64, Option<Event>, bool)>) {
        let ctx = Context::default();
        crate::app::dress(&ctx);
        for (time, event, wanted) in frames {
            let mut shown = false;
            let input = RawInput {
                time: Some(time),
                events: event.into_iter().collect(),
                screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 300.0))),
                ..RawInput::default()
            };
            let frame = |ui: &mut eframe::egui::Ui| {
                let button = ui.add_sized(vec2(300.0, 200.0), eframe::egui::Button::new("清扫"));
                button.on_hover_ui(|_| shown = true);
            };
            ctx.run_ui(input, frame).textures_delta.clear();
            assert_eq!(shown, wanted, "at {time}");
        }
    }

    fn moved(x: f32) -> Option<Event> {
        Some(Event::PointerMoved(pos2(x, 100.0)))
    }

    fn pressed(key: Key) -> Option<Event> {
        Some(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE })
    }

    #[test]
    fn a_key_takes_a_tip_away_until_the_pointer_moves() {
        check([
            (0.0, None, false),
            (1.0, moved(100.0), false),
            (1.1, None, false),
            (3.0, None, true),
            (3.1, None, true),
            (3.2, pressed(Key::ArrowDown), false),
            (9.0, None, false),
            (9.1, moved(101.0), false),
            (9.2, None, false),
            (11.0, None, true),
        ]);
    }

    #[test]
    fn where_something_is_typed_no_tip_comes_up() {
        let typed = || Some(Event::Text("报".to_owned()));
        check([(0.0, None, false), (1.0, moved(100.0), false), (1.1, typed(), false), (9.0, None, false)]);
    }
}
