//! Project files: what was saved reads back equal, and what is broken is refused with its reason.

use crate::random::{case, config};
use newsmend::store::project_file::{from_bytes, to_bytes};
use proptest::prelude::*;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_was_saved_reads_back_equal(case in case(30)) {
        let project = case.project();
        let bytes = to_bytes(&project);
        let read = from_bytes(&bytes).unwrap();
        prop_assert_eq!(&read, &project);
        prop_assert_eq!(to_bytes(&read), bytes);
    }
}
