//! A codebook as a page of Markdown that people read, comment on and send back.
//!
//! The page is made of headings and of fields, `- **定义** …`, whose further lines
//! are indented. The first heading is the title; then come parts with kinds,
//! codes, links and attribute lists. A heading of a code says its id and its
//! name, and its depth is that of the code; what depth can't say stands in a
//! field. Words of fields are Chinese or English, and both are read.

mod read;
mod write;

pub use super::codebook_field::BadField;
pub use read::{ReadError, read};
pub use write::write;

use super::codebook_field::Field;

/// The language of the words of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// 定义
    Chinese,
    /// Definition
    English,
}

/// A fixed word of the page, in Chinese and in English.
#[derive(Clone, Copy)]
struct Word(&'static str, &'static str);

impl Word {
    fn of(field: Field) -> Self {
        Self(field.zh(), field.en())
    }

    fn in_words(self, words: Words) -> &'static str {
        match words {
            Words::Chinese => self.0,
            Words::English => self.1,
        }
    }

    fn is(self, text: &str) -> bool {
        text == self.0 || text == self.1
    }
}

const KINDS: Word = Word("类别", "Kinds");
const CODES: Word = Word("编码", "Codes");
const LINKS: Word = Word("连接", "Links");
const ATTRIBUTES: Word = Word("属性", "Attributes");

const SHORT_NAME: Word = Word("短名", "Short name");
const TITLE_EN: Word = Word("英文标题", "English title");
const MADE_FROM: Word = Word("来源", "Source");
const NOTES: Word = Word("说明", "Notes");
const VALUE: Word = Word("取值", "Value");
const LINK: Word = Word("连接", "Link");
const OF: Word = Word("属于", "Of");
const HYPOTHESIS: Word = Word("假设", "hypothesis");
const OWN_COLUMN: Word = Word("表列：", "Column: ");

/// The deepest heading of Markdown.
const DEEPEST: usize = 6;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::codebook_field::testing::drafts;
    use super::super::codebook_toml;
    use super::*;
    use crate::model::codebook::Draft;

    fn without_lines(mut draft: Draft) -> Draft {
        for code in &mut draft.codes {
            code.line = 0;
        }
        for link in &mut draft.links {
            link.line = 0;
        }
        draft
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_again(draft in drafts()) {
            for words in [Words::Chinese, Words::English] {
                let again = read(&write(&draft, words)).expect("what was written can be read");
                let mut expected = draft.clone();
                for code in &mut expected.codes {
                    for alias in &mut code.entry.aliases {
                        *alias = alias.trim().to_owned();
                    }
                }
                prop_assert_eq!(without_lines(again), expected);
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "(# |## |- |\\*\\*|定义|取值|[|；→\n\\\\ a]|.)*") {
            let _ = read(&text);
        }
    }

    #[test]
    fn the_codebook_that_comes_with_the_program_survives() {
        let text = include_str!("../../codebooks/megacity-governance.toml");
        let draft = codebook_toml::read(text).expect("sound");
        let page = write(&draft, Words::Chinese);
        let again = read(&page).expect("readable");
        for code in &again.codes {
            let heading = page
                .lines()
                .nth(code.line as usize - 1)
                .expect("in the page");
            assert!(heading.contains(&code.entry.public_id), "{heading}");
        }
        assert_eq!(without_lines(again), without_lines(draft));
    }

    #[test]
    fn the_page_is_readable() {
        let draft = codebook_toml::read(
            "name = \"n\"\ntitle = \"问题与对策\"\nnotes = \"一。\\n\\n二。\"\n\
             [[kind]]\nid = \"problem\"\nname = \"问题\"\n\
             [[kind.facet]]\nname = \"立场\"\nvalues = [ { name = \"存在\", name_en = \"exists\" }, { name = \"上海\", group = \"境内\" } ]\n\
             [[code]]\nid = \"P\"\nkind = \"problem\"\nname = \"问题\"\n\
             [[code]]\nid = \"P1\"\nparent = \"P\"\nkind = \"problem\"\nname = \"部门壁垒\"\naliases = [\"孤岛\", \"烟囱\"]\ndefinition = \"各守一摊。\"\ndigit = 2\n\
             [code.columns]\n\"影响\" = \"数据*不*通\"\n\
             [[link]]\nfrom = \"P1\"\nto = \"P\"\nrelation = \"part-of\"\nhypothesis = true\nreason = \"因为。\"\n\
             [[attribute]]\nname = \"城市\"\nof = \"respondent\"\nvalues = [ { name = \"上海\" } ]\n",
        )
        .expect("sound");
        insta::assert_snapshot!(write(&draft, Words::Chinese), @r##"
        # 问题与对策

        - **短名** n
        - **说明** 一。

          二。

        # 类别

        ## problem 问题

        ### 立场

        - **取值** 存在 | exists
        - **取值** 上海 |  | 境内

        # 编码

        ## P 问题

        - **类别** problem

        ### P1 部门壁垒

        - **类别** problem
        - **别名** 孤岛；烟囱
        - **定义** 各守一摊。
        - **数字键** 2
        - **表列：影响** 数据\*不\*通

        # 连接

        - **连接** P1 → P | part-of | 假设 | 因为。

        # 属性

        ## 城市

        - **属于** respondent
        - **取值** 上海
        "##);
    }

    #[test]
    fn a_page_written_by_hand_needs_little() {
        let draft =
            read("# 我的编码\n\n## A 甲\n### A1 乙\n- **Definition** 一\n  二\n\n  三\n## B 丙\n")
                .expect("sound");
        assert_eq!(draft.title, "我的编码");
        assert_eq!(draft.codes[1].parent.as_deref(), Some("A"));
        assert_eq!(draft.codes[1].entry.definition, "一\n二\n\n三");
        assert_eq!(draft.codes[2].parent, None);
        assert_eq!(draft.codes[2].line, 9);
    }

    #[test]
    fn every_fault_is_a_sentence_with_its_line() {
        let check = |text: &str, sentence: &str| {
            let fault = read(text).expect_err(text);
            assert_eq!(fault.to_string(), sentence);
        };
        check(
            "# 题\n\n## A 甲\n随便写一句\n",
            "line 4: a line is a heading (#), a field (- **…**), or indented under a field",
        );
        check(
            "- **定义** 一\n",
            "line 1: a field stands before the first heading",
        );
        check(
            "# 题\n## A 甲\n- **定语** 一\n",
            "line 3: there is no field «定语» here",
        );
        check(
            "# 题\n## A 甲\n- **数字键** 十\n",
            "line 3: «digit» is «十»; it has to be a whole number from 0 to 255",
        );
        check(
            "# 题\n## A 甲\n#### A1 乙\n",
            "line 3: this heading is more than one level below the one before it",
        );
        check(
            "# 题\n# 卷二\n",
            "line 2: there is no part «卷二»; parts are 类别, 编码, 连接, 属性",
        );
        check(
            "# 题\n# 连接\n- **连接** P1 到 C1\n",
            "line 3: a link is written «from → to | relation | hypothesis | reason»",
        );
    }
}
