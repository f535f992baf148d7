//! Codebooks and the sample study that come with the program.

/// Name and text of every codebook that comes with the program, the default first.
pub const CODEBOOKS: &[(&str, &str)] = &[
    (
        "megacity-governance",
        include_str!("../../codebooks/megacity-governance.toml"),
    ),
    (
        "achievements",
        include_str!("../../codebooks/achievements.toml"),
    ),
    (
        "city-experience",
        include_str!("../../codebooks/city-experience.toml"),
    ),
    ("theories", include_str!("../../codebooks/theories.toml")),
    ("concepts", include_str!("../../codebooks/concepts.toml")),
    (
        "survey-topics",
        include_str!("../../codebooks/survey-topics.toml"),
    ),
];

/// The codebook of that name.
#[must_use]
pub fn codebook(name: &str) -> Option<&'static str> {
    CODEBOOKS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

macro_rules! transcripts {
    ($($file:literal),* $(,)?) => {
        /// File name and bytes of every sample transcript.
        pub(super) const TRANSCRIPTS: &[(&str, &[u8])] = &[
            $(($file, include_bytes!(concat!("../../sessions/", $file)))),*
        ];
    };
}

transcripts! {
    "01-公共管理学者-北京.txt",
    "02-城市规划学者-上海.txt",
    "03-社会学学者-广州.md",
    "04-行政法学者-深圳.docx",
    "05-信息技术与政府治理学者-成都.txt",
    "06-市级部门官员-上海.txt",
    "07-社区工作者-北京.txt",
    "08-社会组织座谈-广州.txt",
    "09-London-borough.md",
}

/// The guide of the sample interviews.
pub(super) const GUIDE: &str = include_str!("../../sessions/guide.toml");
/// What is known about the sample sessions.
pub(super) const SESSIONS: &str = include_str!("../../sessions/sessions.toml");
/// The sample respondents.
pub(super) const RESPONDENTS: &str = include_str!("../../sessions/respondents.csv");
/// Name of each sample coder and their codings.
pub(super) const CODINGS: &[(&str, &str)] = &[
    ("RA-01", include_str!("../../sessions/codings/RA-01.csv")),
    ("RA-02", include_str!("../../sessions/codings/RA-02.csv")),
];
/// Links that the sample coders drew between their codings of one interview.
pub(super) const LINKS: &str = include_str!("../../sessions/codings/links.csv");
/// Suggestions that nobody has taken or refused.
pub(super) const SUGGESTIONS: &str = include_str!("../../sessions/review/suggestions.csv");
/// What a reviewer has said of codings so far.
pub(super) const VERDICTS: &str = include_str!("../../sessions/review/verdicts.csv");
/// A definition that both coders changed, each in a copy of their own.
pub(super) const DEFINITIONS: &str = include_str!("../../sessions/review/definitions.csv");
/// How disagreements between the two coders were settled so far.
pub(super) const SETTLEMENTS: &str = include_str!("../../sessions/review/settlements.csv");
