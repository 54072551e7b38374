//! Older project files become today's: a function a version.
//!
//! A migration works on plain JSON, so that it needs no types of the past. When the format changes, [`VERSION`] goes up
//! by itself with the new entry of [`MIGRATIONS`], and a file of the old version goes into `tests/fixtures/projects/`
//! for good.

use serde_json::Value;

/// Turns a project file of one version into the next. What it does not know it leaves alone; reading the result checks it.
pub(super) type Migration = fn(Value) -> Value;

/// The entry at index n turns version n + 1 into version n + 2.
pub(super) const MIGRATIONS: &[Migration] = &[];

/// The version that this program writes.
pub(super) const VERSION: u64 = version_after(MIGRATIONS);

/// The version that the migrations of `table` lead to.
const fn version_after(table: &[Migration]) -> u64 {
    // No length is wider than 64 bits, and `try_from` is not const.
    table.len() as u64 + 1
}

/// Brings a file of `version` (from 1) to the newest that `table` knows.
pub(super) fn migrate(mut file: Value, version: u64, table: &[Migration]) -> Value {
    let done = usize::try_from(version.saturating_sub(1)).unwrap_or(usize::MAX);
    for migration in table.iter().skip(done) {
        file = migration(file);
    }
    if let Some(version) = file.get_mut("version") {
        *version = version_after(table).max(1).into();
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What two changes of the format might look like: a field gets a new name, then a value becomes a list.
    const TABLE: &[Migration] = &[
        |mut file| {
            if let Some(fields) = file.as_object_mut()
                && let Some(title) = fields.remove("title")
            {
                fields.insert("name".to_owned(), title);
            }
            file
        },
        |mut file| {
            if let Some(name) = file.get_mut("name") {
                *name = json!([name.take()]);
            }
            file
        },
    ];

    #[test]
    fn each_older_version_goes_through_every_change_since() {
        let newest = json!({"version": 3, "name": ["市报"]});
        for (name, version, given) in [
            ("two behind", 1, json!({"version": 1, "title": "市报"})),
            ("one behind", 2, json!({"version": 2, "name": "市报"})),
            ("the newest", 3, newest.clone()),
        ] {
            assert_eq!(migrate(given, version, TABLE), newest, "{name}");
        }
    }
}
