//! The encodings that a dump may have, by their WHATWG names.

use encoding_rs as rs;

/// An encoding that a dump may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(pub(super) &'static rs::Encoding);

/// Those that a menu offers: Unicode first, then by region.
static CHOICES: [Encoding; 28] = [
    Encoding::UTF_8,
    Encoding(&rs::UTF_16LE_INIT),
    Encoding(&rs::UTF_16BE_INIT),
    Encoding(&rs::GB18030_INIT),
    Encoding(&rs::BIG5_INIT),
    Encoding(&rs::SHIFT_JIS_INIT),
    Encoding(&rs::EUC_JP_INIT),
    Encoding(&rs::ISO_2022_JP_INIT),
    Encoding(&rs::EUC_KR_INIT),
    Encoding(&rs::WINDOWS_1250_INIT),
    Encoding(&rs::WINDOWS_1251_INIT),
    Encoding(&rs::WINDOWS_1252_INIT),
    Encoding(&rs::WINDOWS_1253_INIT),
    Encoding(&rs::WINDOWS_1254_INIT),
    Encoding(&rs::WINDOWS_1255_INIT),
    Encoding(&rs::WINDOWS_1256_INIT),
    Encoding(&rs::WINDOWS_1257_INIT),
    Encoding(&rs::WINDOWS_1258_INIT),
    Encoding(&rs::WINDOWS_874_INIT),
    Encoding(&rs::ISO_8859_2_INIT),
    Encoding(&rs::ISO_8859_5_INIT),
    Encoding(&rs::ISO_8859_7_INIT),
    Encoding(&rs::ISO_8859_15_INIT),
    Encoding(&rs::KOI8_R_INIT),
    Encoding(&rs::KOI8_U_INIT),
    Encoding(&rs::IBM866_INIT),
    Encoding(&rs::MACINTOSH_INIT),
    Encoding(&rs::X_MAC_CYRILLIC_INIT),
];

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(&rs::UTF_8_INIT);

    /// The encodings that a menu offers.
    #[must_use]
    pub fn choices() -> &'static [Self] {
        &CHOICES
    }

    /// The WHATWG name: `UTF-8`, `gb18030`, `Shift_JIS`. It stands in project files and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The encoding that `name` stands for, in any case and by any of its labels (`gbk`, `sjis`, `latin1`).
    ///
    /// GBK and GB2312 give GB18030, which holds them both; ISO 8859-1 gives windows-1252, as the standard has it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let found = rs::Encoding::for_label_no_replacement(name.as_bytes())?;
        // A byte for a private character each is no reading of a text.
        (found != rs::X_USER_DEFINED).then(|| Self::of(found))
    }

    /// `found`, or what holds it: GBK is a part of GB18030.
    pub(super) fn of(found: &'static rs::Encoding) -> Self {
        Self(if found == rs::GBK { rs::GB18030 } else { found })
    }
}

impl std::fmt::Display for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_found_by_its_name() {
        for &choice in Encoding::choices() {
            assert_eq!(Encoding::from_name(choice.name()), Some(choice), "{choice}");
        }
    }

    #[test]
    fn names_are_found_by_their_labels() {
        for (name, wanted) in [
            ("utf8", Some("UTF-8")),
            ("GBK", Some("gb18030")),
            ("gb2312", Some("gb18030")),
            ("GB18030", Some("gb18030")),
            ("big5", Some("Big5")),
            ("sjis", Some("Shift_JIS")),
            ("latin1", Some("windows-1252")),
            ("utf-16", Some("UTF-16LE")),
            ("x-user-defined", None),
            ("hz-gb-2312", None),
            ("klingon", None),
            ("", None),
        ] {
            assert_eq!(Encoding::from_name(name).map(Encoding::name), wanted, "{name}");
        }
    }
}
