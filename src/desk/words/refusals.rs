//! Why a command cannot do anything now.

use super::{Text, text};
use crate::desk::Refusal;

/// Why a command cannot do anything now.
#[must_use]
pub fn refusal(refusal: Refusal) -> Text {
    match refusal {
        Refusal::Nothing => text("没有可改之处", "Nothing would change"),
        Refusal::NoProject => text("先打开一个文件", "Open a file first"),
        Refusal::NoSelection => text("先在原文中选定文字", "Select some text first"),
        Refusal::NoBoundary => text("此处没有边界", "There is no boundary here"),
        Refusal::Gone => text("所选内容已不在", "What was selected is no longer there"),
        Refusal::AlreadyThere => text("已在该篇目中", "It is in that article already"),
        Refusal::AtEdge => text("已到边缘", "It is at the edge already"),
        Refusal::NotInArticle => text("此处不属于任何篇目", "This is in no article"),
        Refusal::NoNext => text("后面没有段落", "No paragraph follows"),
        Refusal::OnlyArticle => text("没有别的篇目", "There is no other article"),
        Refusal::Crowded => text(
            "紧邻文字的更正与此处相接，请先改回那一处",
            "A correction of the text beside it is in the way; take that back first",
        ),
        Refusal::NoUndo => text("没有可撤销的操作", "There is nothing to undo"),
        Refusal::OwnProposal => text(
            "再撤销就是程序自己的提议了；要撤销它，请用操作历史",
            "Next to undo is the program's own proposal; the history takes it back",
        ),
        Refusal::NoRedo => text("没有可重做的操作", "There is nothing to redo"),
        Refusal::TooLong => text("文本块太长，请先拆分", "The block is too long; split it first"),
        Refusal::NoQuery => text("先输入要查找的文字", "Type what to look for first"),
        Refusal::NotFound => text("没有找到", "Nothing was found"),
        Refusal::Busy => text("正在处理，请稍候", "Another task is running"),
        Refusal::Idle => text("没有正在进行的任务", "Nothing is under way"),
        Refusal::Unsaved => text("有未保存的修改，请先保存或撤销", "Changes are not saved; save or undo them first"),
        Refusal::NoLine => text("没有这一行", "There is no such line"),
        Refusal::NoFile => text("工程还没有保存过", "The project was never saved"),
        Refusal::Looking => text(
            "工程已在别的窗口打开，这里只能查看；可另存为别的文件",
            "Another window has this project open, so here you can only look; save it under another name to edit",
        ),
        Refusal::NoPage => text("没有这一版", "There is no such page"),
        Refusal::NoDoubt => text("没有存疑之处", "Nothing is in doubt"),
        Refusal::NoChoice => text("没有这个选项", "There is no such alternative"),
        Refusal::NoneAlike => text("没有角色不同的同类行", "No line like this one has another role"),
        Refusal::NoDifference => text("没有比较，或没有不同之处", "Nothing is compared, or nothing differs"),
        Refusal::OtherPages => text(
            "这一处连着两个工程里文字不同的版面，不能采用",
            "This reaches to a page whose text is not the same in both projects, so it can't be taken over",
        ),
        Refusal::NoLink => text("此处没有接续", "The text does not go on elsewhere"),
        Refusal::NoJump => text(
            "这一篇没有“下转”“上接”一类的转版标记；可用 Shift+M 并入另一篇",
            "No jump line such as “Continued on page 3” stands in this article; Shift+M merges it into another",
        ),
        Refusal::NoContinuation => text(
            "转版所指的版面上找不到相应的上接或下转；可用 Shift+M 并入另一篇",
            "Nothing on the page that the jump line names leads back here; Shift+M merges the article into another",
        ),
    }
}
