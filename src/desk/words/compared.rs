//! What is said of two projects that are compared.

use super::{count, role, text};
use crate::desk::compared::CompareError;
use crate::desk::{Lang, Text, explain_open, file_name};
use crate::model::compare::{Agreement, Difference, Kind, Share, Stand};

/// What is otherwise in a difference, in one line.
#[must_use]
pub fn difference(lang: Lang, difference: &Difference) -> String {
    let kinds: Vec<String> = difference.kinds.iter().map(|&one| kind(lang, one)).collect();
    let mut said = kinds.join(match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    });
    if !difference.takeable {
        said.push_str(
            text("（连着文字不同的版面，不能采用）", " (reaches to a page of other text; can't be taken over)")
                .get(lang),
        );
    }
    said
}

/// One thing that is otherwise.
#[must_use]
pub fn kind(lang: Lang, kind: Kind) -> String {
    match (kind, lang) {
        (Kind::Divided { here, there }, Lang::Zh) => format!("此处 {here} 篇，对方 {there} 篇"),
        (Kind::Divided { here, there }, Lang::En) => {
            format!("here {}, there {there}", count(lang, here, "", "article", "articles"))
        }
        (Kind::Stands { here, there }, Lang::Zh) => {
            format!("此处为{}，对方为{}", stand(here).zh, stand(there).zh)
        }
        (Kind::Stands { here, there }, Lang::En) => format!("{} here, {} there", stand(here).en, stand(there).en),
        (Kind::Roles { here, there }, Lang::Zh) => {
            format!("角色不同：此处“{}”，对方“{}”", role(here).zh, role(there).zh)
        }
        (Kind::Roles { here, there }, Lang::En) => {
            format!("other roles: “{}” here, “{}” there", role(here).en, role(there).en)
        }
        (Kind::Order, _) => text("次序不同", "other order").get(lang).to_owned(),
        (Kind::Blocks, _) => text("分段不同", "other paragraphs").get(lang).to_owned(),
        (Kind::Gaps, _) => text("缺失标记不同", "other marks of missing text").get(lang).to_owned(),
        (Kind::Facts, _) => text("篇目标注不同", "other facts of the article").get(lang).to_owned(),
        (Kind::Corrections, _) => text("更正不同", "other corrections").get(lang).to_owned(),
    }
}

fn stand(stand: Stand) -> Text {
    match stand {
        Stand::Article => text("篇目", "article"),
        Stand::Furniture => text("版面附件", "furniture"),
        Stand::Discarded => text("弃用", "discarded"),
    }
}

/// Which difference is looked at, of how many.
#[must_use]
pub fn differences(lang: Lang, number: Option<usize>, of: usize) -> String {
    match (lang, number, of) {
        (Lang::Zh, _, 0) => "没有不同".to_owned(),
        (Lang::En, _, 0) => "Nothing differs".to_owned(),
        (Lang::Zh, Some(number), _) => format!("不同 {number} / {of}"),
        (Lang::En, Some(number), _) => format!("Difference {number} of {of}"),
        (_, None, _) => count(lang, of, "处不同", "difference", "differences"),
    }
}

/// How far two projects agree, in one line.
#[must_use]
pub fn agreement(lang: Lang, agreement: &Agreement) -> String {
    let Agreement { articles, links, roles } = agreement;
    let [articles, links, roles] = [articles, links, roles].map(|&share| percent(share));
    match lang {
        Lang::Zh => format!("一致程度：篇目 {articles}，接续 {links}，角色 {roles}"),
        Lang::En => format!("agreement: articles {articles}, links {links}, roles {roles}"),
    }
}

/// A share in per cent, rounded down: all of it only where it is all.
fn percent(share: Share) -> String {
    let thousandths = share.thousandths();
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

/// After a project was compared with that in a file.
#[must_use]
pub fn compared(lang: Lang, name: &str, differences: usize) -> String {
    let places = count(lang, differences, "处", "difference", "differences");
    match (lang, differences) {
        (Lang::Zh, 0) => format!("与 {name} 没有不同"),
        (Lang::En, 0) => format!("Nothing differs from {name}"),
        (Lang::Zh, _) => format!("与 {name} 有 {places}不同"),
        (Lang::En, _) => format!("{places} from {name}"),
    }
}

/// After several differences were taken over.
#[must_use]
pub fn taken_over(lang: Lang, differences: usize) -> String {
    let places = count(lang, differences, "处", "difference", "differences");
    match lang {
        Lang::Zh => format!("已采用对方的 {places}"),
        Lang::En => format!("Took {places} over"),
    }
}

/// A page (from 1) that is not compared.
#[must_use]
pub fn other_page(lang: Lang, page: usize) -> String {
    match lang {
        Lang::Zh => format!("第 {page} 版两边文字不同，没有比较"),
        Lang::En => format!("page {page} has other text in each project and is left alone"),
    }
}

/// Why a project cannot be compared with a file, and what to do.
#[must_use]
pub fn explain_compare(lang: Lang, error: &CompareError) -> String {
    match (error, lang) {
        (CompareError::Open(error), _) => explain_open(lang, error),
        (CompareError::Dump(path), Lang::Zh) => {
            format!("不能与 {} 比较：这是文本，不是工程。请选另一位编辑保存的工程。", file_name(path))
        }
        (CompareError::Dump(path), Lang::En) => format!(
            "Can't compare with {}: it is a dump, no project. Choose the project that the other editor saved.",
            file_name(path)
        ),
        (CompareError::NoSamePage(path), Lang::Zh) => {
            format!("不能与 {} 比较：没有一版的文字相同。请选同一份文本的工程。", file_name(path))
        }
        (CompareError::NoSamePage(path), Lang::En) => format!(
            "Can't compare with {}: no page has the same text. Choose a project that was made of the same dump.",
            file_name(path)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    #[test]
    fn every_kind_has_words_in_both_languages() {
        let (here, there) = (Stand::Furniture, Stand::Article);
        for (kind_of, zh, en) in [
            (Kind::Divided { here: 1, there: 2 }, "此处 1 篇，对方 2 篇", "here 1 article, there 2"),
            (Kind::Stands { here, there }, "此处为版面附件，对方为篇目", "furniture here, article there"),
            (Kind::Order, "次序不同", "other order"),
            (
                Kind::Roles { here: Role::Deck, there: Role::Body },
                "角色不同：此处“副题”，对方“正文”",
                "other roles: “Deck” here, “Body” there",
            ),
            (Kind::Blocks, "分段不同", "other paragraphs"),
            (Kind::Gaps, "缺失标记不同", "other marks of missing text"),
            (Kind::Facts, "篇目标注不同", "other facts of the article"),
            (Kind::Corrections, "更正不同", "other corrections"),
        ] {
            assert_eq!([kind(Lang::Zh, kind_of), kind(Lang::En, kind_of)], [zh, en]);
        }
    }

    #[test]
    fn a_hundred_per_cent_is_all_of_it() {
        for (alike, of, wanted) in [(0, 0, "100.0 %"), (9_999, 10_000, "99.9 %"), (1, 3, "33.3 %"), (0, 7, "0.0 %")] {
            assert_eq!(percent(Share { alike, of }), wanted);
        }
        assert_eq!(compared(Lang::Zh, "乙", 2), "与 乙 有 2 处不同");
    }
}
