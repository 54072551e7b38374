//! Taking over what another project has: differences become as they are there, and nothing else changes.

use super::{Draft, Refusal};
use crate::model::compare::{Comparison, Difference};
use crate::model::{ArticleId, Block, BlockId, Edit, Evidence, Home, Project, SeamKey};
use crate::text::Place;
use std::collections::{BTreeMap, BTreeSet};

/// Makes `taken`, differences of `comparison`, what they are in `there`: text, roles, paragraphs, what is missing, facts and
/// ticks of their articles, corrections, and what is known of it all. One edit, whatever their number.
///
/// Blocks that stay as they are keep their ids, and so do articles, which keep their place in the order; a new article comes
/// behind the one that it follows there.
///
/// # Errors
/// [`Refusal::Nothing`] where none is taken; [`Refusal::OtherPages`] where one reaches to a page that is not the same in
/// both; [`Refusal::Gone`] where the project is no longer what was compared.
pub fn take_over(
    project: &Project,
    there: &Project,
    comparison: &Comparison,
    taken: &[&Difference],
) -> Result<Edit, Refusal> {
    if taken.iter().any(|difference| !difference.takeable) {
        return Err(Refusal::OtherPages);
    }
    let mut taking = Taking::new(project, there, comparison, taken);
    taking.choose_ids()?;
    for &own in &taking.own {
        taking.draft.forget(own);
    }
    taking.put_articles(taken)?;
    taking.put_pieces(taken)?;
    taking.put_evidence();
    taking.put_corrections(taken);
    taking.draft.finish_proposal()
}

/// What becomes of differences while they are taken over.
struct Taking<'a> {
    draft: Draft<'a>,
    there: &'a Project,
    comparison: &'a Comparison,
    /// The blocks here.
    own: BTreeSet<BlockId>,
    /// The blocks there.
    theirs: Vec<BlockId>,
    /// By the block there: its id here.
    ids: BTreeMap<BlockId, BlockId>,
    /// By the article there: the one here that becomes it.
    articles: BTreeMap<ArticleId, ArticleId>,
}

impl<'a> Taking<'a> {
    fn new(project: &'a Project, there: &'a Project, comparison: &'a Comparison, taken: &[&Difference]) -> Self {
        let own = taken.iter().flat_map(|difference| difference.here.blocks(project)).collect();
        let theirs = taken.iter().flat_map(|difference| difference.there.blocks(there)).collect();
        let (ids, articles) = (BTreeMap::new(), BTreeMap::new());
        Self { draft: Draft::new(project), there, comparison, own, theirs, ids, articles }
    }

    /// A block there of the same spans as one here has its id, any other one a new id.
    fn choose_ids(&mut self) -> Result<(), Refusal> {
        for &id in &self.theirs {
            let block = self.there.block(id).ok_or(Refusal::Gone)?;
            let project = self.draft.project();
            let first = block.first().and_then(|span| project.entry_at(span.from()));
            let same = first.map(|entry| entry.block).filter(|own| {
                self.own.contains(own) && project.block(*own).is_some_and(|own| own.spans == block.spans)
            });
            let own = same.unwrap_or_else(|| self.draft.new_block_id());
            self.ids.insert(id, own);
        }
        Ok(())
    }

    /// The articles there, in their order: each becomes of the article here that has its first text, if none did yet.
    fn put_articles(&mut self, taken: &[&Difference]) -> Result<(), Refusal> {
        let of_here = taken.iter().flat_map(|difference| difference.here.articles.iter().copied());
        let mut free: BTreeSet<ArticleId> = of_here.collect();
        let of_there = taken.iter().flat_map(|difference| difference.there.articles.iter().copied());
        let mut theirs: Vec<ArticleId> = of_there.collect();
        theirs.sort_by_key(|&id| self.there.number(id));
        for &id in &free {
            self.draft.article_mut(id)?.blocks.clear();
        }
        for id in theirs {
            let article = self.there.article(id).ok_or(Refusal::Gone)?;
            let heir = self.heir(&article.blocks, &free);
            let own = heir.unwrap_or_else(|| {
                let at = self.index_of(id);
                self.draft.add_article(at, article.facts.clone())
            });
            free.remove(&own);
            self.articles.insert(id, own);
            let mut list = Vec::with_capacity(article.blocks.len());
            for &block in &article.blocks {
                list.push(self.put_block(block, Home::Article(own))?);
            }
            let target = self.draft.article_mut(own)?;
            target.facts = article.facts.clone();
            target.blocks = list;
        }
        Ok(())
    }

    /// The first of the free articles here that has text of these blocks there.
    fn heir(&self, blocks: &[BlockId], free: &BTreeSet<ArticleId>) -> Option<ArticleId> {
        let project = self.draft.project();
        let spans = blocks.iter().filter_map(|&id| self.there.block(id)).flat_map(|block| &block.spans);
        let mut homes = spans.filter_map(|span| project.block(project.entry_at(span.from())?.block)?.home.article());
        homes.find(|id| free.contains(id))
    }

    /// Where a new article comes in the order: behind that of the article which stands before it there, or before all.
    fn index_of(&self, theirs: ArticleId) -> usize {
        let before = self.there.number(theirs).map_or(0, |number| number - 1);
        let before = self.there.order().iter().take(before).rev();
        let own = |id: &ArticleId| self.articles.get(id).copied().or_else(|| self.comparison.partner(*id));
        let place = |id: ArticleId| self.draft.order().iter().position(|&other| other == id);
        before.filter_map(own).find_map(place).map_or(0, |at| at + 1)
    }

    fn put_pieces(&mut self, taken: &[&Difference]) -> Result<(), Refusal> {
        for &piece in taken.iter().flat_map(|difference| &difference.there.pieces) {
            let home = self.there.block(piece).ok_or(Refusal::Gone)?.home;
            self.put_block(piece, home)?;
        }
        Ok(())
    }

    /// Puts a block as it is there; the lists are not touched.
    fn put_block(&mut self, theirs: BlockId, home: Home) -> Result<BlockId, Refusal> {
        let block = self.there.block(theirs).ok_or(Refusal::Gone)?;
        let id = *self.ids.get(&theirs).ok_or(Refusal::Gone)?;
        let mut block = Block { home, ..block.clone() };
        if let Some(why) = self.known_here(&block.why) {
            block.why = why.into();
        }
        self.draft.put_block(id, block);
        Ok(id)
    }

    /// Evidence without the places of pages that are others here; `None` where it names none.
    fn known_here(&self, why: &Evidence) -> Option<Evidence> {
        let elsewhere = |place: Place| self.comparison.other_pages.contains(&place.page);
        why.others.iter().any(|other| elsewhere(other.at)).then(|| {
            let mut known = why.clone();
            known.others.retain(|other| !elsewhere(other.at));
            known
        })
    }

    /// What is known of how the text goes on becomes what it is there, at places that nothing else has a part in.
    fn put_evidence(&mut self) {
        let (project, there) = (self.draft.project(), self.there);
        let mut keys: BTreeSet<SeamKey> = BTreeSet::new();
        for (side, blocks) in [(project, self.own.iter().collect::<Vec<_>>()), (there, self.theirs.iter().collect())] {
            for &span in blocks.into_iter().filter_map(|&id| side.block(id)).flat_map(|block| &block.spans) {
                // Whatever begins there on either side: the text is the same.
                keys.extend(project.seam_evidences_in(span).chain(there.seam_evidences_in(span)).map(|(key, _)| key));
            }
        }
        for key in keys.into_iter().filter(|&key| is_of(project, &self.own, key)) {
            let to = there.seam_evidence(key).map(|why| self.known_here(why).unwrap_or_else(|| why.clone()));
            if project.seam_evidence(key) != to.as_ref() {
                self.draft.seam(key, to);
            }
        }
    }

    /// All that go first, since none may meet another.
    fn put_corrections(&mut self, taken: &[&Difference]) {
        for one in taken.iter().flat_map(|difference| &difference.corrections).filter(|one| one.here.is_some()) {
            self.draft.correct(one.at, None);
        }
        for one in taken.iter().flat_map(|difference| &difference.corrections).filter(|one| one.there.is_some()) {
            self.draft.correct(one.at, one.there.clone());
        }
    }
}

/// True where a key is about the text of these blocks of the project and no other: a piece of it, or two of its places.
fn is_of(project: &Project, blocks: &BTreeSet<BlockId>, key: SeamKey) -> bool {
    let holder = project.entry_at(key.from).filter(|entry| key.from < key.to && key.to <= entry.span.to());
    if let Some(holder) = holder {
        return blocks.contains(&holder.block);
    }
    // At a cut one text may end and another begin, without a character between them.
    let touching = |place: Place| {
        let before = project.entry_before(place).filter(|entry| place <= entry.span.to());
        [before, project.entry_at(place)].into_iter().flatten().map(move |entry| blocks.contains(&entry.block))
    };
    let own = |place: Place| touching(place).any(|own| own);
    own(key.from) && own(key.to) && (!key.is_cut() || touching(key.from).all(|own| own))
}
