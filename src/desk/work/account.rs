//! Where the ledger goes wrong, should it ever: a character in no block, or in two, is a fault of the program, and the editor
//! is told where.

use super::Work;
use crate::model::first_amiss;
use crate::text::Place;

impl Work {
    /// Where the ledger does not add up. `None` where it does, and where each character is in one place and only the count is
    /// wrong. Reads the whole project, once for each state, and only where the ledger does not add up.
    pub fn amiss(&mut self) -> Option<Place> {
        if self.project.ledger().adds_up() {
            return None;
        }
        let now = self.history.now();
        if let Some((_, place)) = self.amiss.filter(|(of, _)| *of == now) {
            return place;
        }
        let place = first_amiss(&self.project);
        self.amiss = Some((now, place));
        place
    }
}
