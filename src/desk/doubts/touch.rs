//! Which blocks' doubts an edit may have changed.

use crate::model::{ArticleId, BlockId, Edit, Project};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The blocks whose doubts may differ after `edits`, an edit and its inverse, of which one was just applied: those that it
/// puts, those on either side of them in their articles, and those at whose places it puts evidence.
pub(in crate::desk) fn touched<'e>(project: &Project, edits: impl IntoIterator<Item = &'e Edit>) -> BTreeSet<BlockId> {
    let mut blocks = BTreeSet::new();
    // How often each article's list was changed: more than once, and the places in it no longer tell.
    let mut lists: BTreeMap<ArticleId, usize> = BTreeMap::new();
    for edit in edits {
        let mut own = BTreeMap::new();
        collect(project, edit, &mut blocks, &mut own);
        for (article, times) in own {
            let most = lists.entry(article).or_default();
            *most = times.max(*most);
        }
    }
    for (article, _) in lists.into_iter().filter(|&(_, times)| times > 1) {
        blocks.extend(project.article(article).iter().flat_map(|article| &article.blocks));
    }
    let mut around = BTreeSet::new();
    for &id in &blocks {
        neighbours(project, id, &mut around);
    }
    blocks.extend(around);
    // A beginning is asked of together with the end that it may come from.
    let spans = blocks.iter().filter_map(|&id| project.block(id)).flat_map(|block| &block.spans);
    let others: Vec<BlockId> = spans.flat_map(|&span| starts_beyond(project, span)).collect();
    blocks.extend(others);
    blocks
}

/// The blocks of the places at which the text of a span may go on, as far as its ends say.
fn starts_beyond(project: &Project, span: Span) -> impl Iterator<Item = BlockId> {
    let cuts = project.seam_evidences_in(span).filter(|(key, _)| key.is_cut());
    let others = cuts.filter_map(|(_, evidence)| evidence.others.first());
    others.filter_map(|other| project.entry_at(other.at)).map(|entry| entry.block)
}

fn collect(project: &Project, edit: &Edit, blocks: &mut BTreeSet<BlockId>, lists: &mut BTreeMap<ArticleId, usize>) {
    match edit {
        Edit::Block { id, to } => {
            blocks.insert(*id);
            let spans = to.iter().flat_map(|block| &block.spans);
            blocks.extend(spans.flat_map(|&span| starts_beyond(project, span)));
        }
        Edit::Article { id, .. } => {
            // It may have been ticked: then nothing in it is asked.
            blocks.extend(project.article(*id).iter().flat_map(|article| &article.blocks));
        }
        Edit::Flow { article, at, take, put } => {
            *lists.entry(*article).or_default() += 1;
            blocks.extend(take.iter().chain(put));
            let list = project.article(*article).map(|article| article.blocks.as_slice()).unwrap_or_default();
            let edges = [at.checked_sub(1), Some(*at), Some(at + put.len()), Some(at + take.len())];
            blocks.extend(edges.into_iter().flatten().filter_map(|at| list.get(at)));
        }
        Edit::Seam { key, to } => {
            let others = to.iter().filter(|_| key.is_cut()).filter_map(|evidence| evidence.others.first());
            blocks.extend(others.filter_map(|other| project.entry_at(other.at)).map(|entry| entry.block));
            blocks.extend(project.entry_before(key.from).map(|entry| entry.block));
            blocks.extend(project.entry_at(key.from).map(|entry| entry.block));
        }
        Edit::Correction { at, to } => {
            // What is corrected is no longer said to be misread.
            let end = to.as_ref().map_or(at.pos, |to| to.end).get();
            blocks
                .extend(project.entries_in(at.page, at.pos.get()..end.max(at.pos.get() + 1)).map(|entry| entry.block));
        }
        Edit::Order { .. } => {}
        Edit::All(edits) => edits.iter().for_each(|edit| collect(project, edit, blocks, lists)),
    }
}

/// The blocks on either side in the article, each up to the next running text: it may begin or end the article now.
fn neighbours(project: &Project, id: BlockId, found: &mut BTreeSet<BlockId>) {
    let Some(at) = project.index_in_article(id) else { return };
    let article = project.block(id).and_then(|block| block.home.article()).and_then(|id| project.article(id));
    let list = article.map(|article| article.blocks.as_slice()).unwrap_or_default();
    let flow = |id: &BlockId| project.block(*id).is_some_and(|block| block.role.is_flow());
    let before = list.get(..at).unwrap_or_default().iter().rev();
    let behind = list.get(at + 1..).unwrap_or_default().iter();
    for side in [&mut before.copied() as &mut dyn Iterator<Item = BlockId>, &mut behind.copied()] {
        for id in side {
            found.insert(id);
            if flow(&id) {
                break;
            }
        }
    }
}
