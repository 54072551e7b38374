//! A page with the answer of a `NAME.gold.json`.

use crate::measure::Gold;
use crate::model::{Page, Role};
use crate::propose::learn::{TrueBlock, Truth};
use crate::text::{CodePoints, PageNo, Span};
use std::sync::Arc;

/// What `gold` says of `page`.
pub(super) fn truth(page: &Arc<Page>, gold: &Gold) -> Truth {
    let points = CodePoints::new(page.text());
    let mut truth = Truth { page: Arc::clone(page), blocks: Vec::new(), open: Vec::new() };
    let mut articles: Vec<&str> = Vec::new();
    let mut last: Option<(&serde_json::Value, Option<&str>)> = None;
    for segment in &gold.segments {
        let (start, end) = (points.pos(page.text(), segment.start), points.pos(page.text(), segment.end));
        // [`Gold::read`] has seen that they lie on the page.
        let (Some(start), Some(end)) = (start, end) else { continue };
        let span = Span::new(PageNo::new(0), start.get(), end.get());
        if segment.is_open() {
            truth.open.push(span);
            continue;
        }
        let key = Some((&segment.block, segment.article.as_deref()));
        if key == last
            && let Some(block) = truth.blocks.last_mut()
        {
            block.spans.push(span);
            block.gap |= segment.gap;
            continue;
        }
        last = key;
        let article = segment.article.as_deref().map(|article| {
            articles.iter().position(|known| *known == article).unwrap_or_else(|| {
                articles.push(article);
                articles.len() - 1
            })
        });
        let article = article.and_then(|article| u32::try_from(article).ok());
        let role = segment.role().unwrap_or(if article.is_none() { Role::Furniture } else { Role::Body });
        truth.blocks.push(TrueBlock { spans: vec![span], role, article, gap: segment.gap, coarse: segment.coarse });
    }
    truth
}
