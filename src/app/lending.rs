//! The keyboard, which a pane lends to what is asked or typed, and how it comes back.

use eframe::egui::Id;

/// Where the keyboard is to come back to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lending {
    /// To no pane: none has lent it.
    #[default]
    Nothing,
    /// To this one, when what it was lent to is done.
    Lent(Id),
    /// To this one, in the next frame: what was asked keeps the keyboard to itself in the frame in which it closes.
    Returning(Id),
}

impl Lending {
    /// Goes on by a frame. `is_lent`: something is asked or typed. Returns the pane to which the keyboard comes back now.
    pub(super) fn step(&mut self, is_lent: bool) -> Option<Id> {
        match *self {
            Self::Lent(pane) | Self::Returning(pane) if is_lent => *self = Self::Lent(pane),
            Self::Lent(pane) => *self = Self::Returning(pane),
            Self::Returning(pane) => {
                *self = Self::Nothing;
                return Some(pane);
            }
            Self::Nothing => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps with something asked or typed (`+`) or nothing (`-`), and in which of them, from 0, the keyboard comes back.
    #[track_caller]
    fn check(lending: &mut Lending, frames: &str, wanted: Option<usize>) {
        let pane = Id::unique("pane");
        let back: Vec<usize> = frames
            .chars()
            .enumerate()
            .filter_map(|(nth, frame)| {
                let back = lending.step(frame == '+');
                assert!(back.is_none_or(|back| back == pane), "{back:?}");
                back.map(|_| nth)
            })
            .collect();
        assert_eq!(back, Vec::from_iter(wanted), "{frames}");
    }

    #[test]
    fn the_keyboard_comes_back_a_frame_behind_that_in_which_what_had_it_closes() {
        let lent = Lending::Lent(Id::unique("pane"));
        for (frames, wanted) in [("+++--", Some(4)), ("+++-", None), ("+-+--", Some(4)), ("--", Some(1))] {
            check(&mut lent.clone(), frames, wanted);
        }
        check(&mut Lending::default(), "+--", None);
    }

    #[test]
    fn each_time_it_is_lent_it_comes_back_in_the_same_way() {
        for _ in 0..3 {
            let mut lending = Lending::Lent(Id::unique("pane"));
            check(&mut lending, "---", Some(1));
            assert_eq!(lending, Lending::Nothing);
        }
    }
}
