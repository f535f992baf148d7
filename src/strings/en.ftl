# The words of the program in English. zh.ftl has the same keys and the same arguments.
# One word per thing: study, interview, session, respondent, speaker, turn, code, codebook,
# coding, coder, memo, guide, facet.
# Each area begins with ##; keys are sorted inside it.

## Titles of tables

table-attributes = Attributes
table-check = Findings
table-codebook-check = Findings in the codebook
table-coders = Coders
table-codes = Codebook
table-codings = Codings
table-coverage = Finished coding
table-freq = Code frequencies
table-guide = Interview guide
table-guide-check = Findings in the guide
table-guide-coverage = How the guide was followed
table-import = Imported files
table-interviews = Interviews
table-log = Log
table-memos = Memos
table-respondents = Respondents
table-sessions = Sessions
table-speakers = Speakers
table-turns = Turns

## Headings

col-aliases = Aliases
col-archive = May be archived
col-asked = When asked (people)
col-at = When
col-attribute = Attribute
col-attributes = Attributes
col-attribution = Attributed by
col-channel = Channel
col-chars = Characters
col-chars-total = Characters with subcodes
col-code = Code
col-coder = Coder
col-codes = Codes named
col-codings = Codings
col-codings-total = Codings with subcodes
col-consent = Consent
col-created_at = Coded at
col-date = Date
col-definition = Definition
col-depth = Level
col-digit = Digit key
col-done = Finished
col-encoding = Encoding
col-end = End
col-file = File
col-format = Format
col-groups = Asked of
col-guide_version = Guide version
col-how = How asked
col-id = Id
col-interview = Interview
col-interviewer = Interviewer
col-interviews = Interviews
col-interviews-total = Interviews with subcodes
col-kind = Kind
col-label = Label
col-line = Line
col-memo = Memo
col-minutes = Minutes
col-n-added = Added
col-n-asked = As written
col-n-reworded = Reworded
col-n-skipped = Skipped
col-name = Name
col-name_en = English name
col-number = Number
col-of = Of
col-on = About
col-origin = Origin
col-outcome = Outcome
col-parent = Parent
col-path = Path
col-place = Place
col-probes = Probes
col-question = Question
col-quote = May be quoted
col-record = May be recorded
col-remedy = What to do
col-respondent = Respondent
col-respondents = Respondents
col-respondents-total = Respondents with subcodes
col-retired = Retired
col-role = Role
col-section = Section
col-severity = Severity
col-share = Share of interviews (%)
col-source = Source
col-speaker = Speaker
col-speakers = Speakers
col-start = Start
col-state = State
col-status = Status
col-step = Step
col-text = Text
col-time = Time in recording
col-turn = Turn
col-turns = Turns
col-unprompted = Unprompted (people)
col-values = Values and how often
col-version = Version
col-warnings = Warnings
col-what = What
col-where = Where
col-written_at = Written at

## Words in cells

cell-asked-added = added
cell-asked-asked = as written
cell-asked-reworded = reworded
cell-asked-skipped = skipped
cell-attribution-background = background only
cell-attribution-label = label only
cell-attribution-name = name
cell-attribution-role = role only
cell-everybody = everybody
cell-no = no
cell-not-asked = not asked
cell-of-interview = interview
cell-of-respondent = respondent
cell-of-session = session
cell-on-code = code
cell-on-coding = coding
cell-on-interview = interview
cell-on-study = the study
cell-origin-emergent = emergent
cell-origin-given = given
cell-origin-in-vivo = in vivo
cell-outcome-added = added
cell-outcome-known = already there
cell-outcome-left-out = left out
cell-role-interviewer = interviewer
cell-role-respondent = respondent
cell-severity-error = error
cell-severity-warning = warning
cell-state-done = in force
cell-state-dropped = undone for good
cell-state-undone = undone
cell-status-accepted = accepted
cell-status-amended = amended
cell-status-asked = queried
cell-status-coded = coded
cell-status-rejected = rejected
cell-status-suggested = suggested
cell-unknown = not stated
cell-yes = yes

## Notes under tables

note-added-questions = Questions outside the guide: { $list }.
note-counting-chars = Characters: the union of the passages in each interview, in Unicode code points; a passage coded by several coders counts once.
note-counting-codings = Codings: distinct combinations of interview, coder, code, start and end; exact duplicates count once, and codings on the interviewer's turns are included.
note-counting-interviews = Interviews: those with at least one coding of the code; shares are of the { $interviews ->
        [one] { $interviews } interview
       *[other] { $interviews } interviews
    } that passed the filter.
note-counting-respondents = Respondents: those in whose turns at least one coding of the code lies; speakers not matched to a respondent are left out.
note-coverage-inferred = An interview that nobody marked as finished counts as coded where it has codings.
note-demo = Sample data, not real interviews.
note-filter = Filter: { $filter }.
note-fingerprint = Fingerprint of the data: { $fingerprint }.
note-frequency-is-not-importance = Frequency follows guide, length and coding granularity; it is not importance.
note-level = Each row takes in its subcodes, gathered at level { $level }.
note-n = Based on { $interviews ->
        [one] { $interviews } interview
       *[other] { $interviews } interviews
    } and { $codings ->
        [one] { $codings } coding
       *[other] { $codings } codings
    }.
note-no-filter = No filter: all interviews are included.
note-own = Columns that don't say "with subcodes" count the code alone.
note-prompting = Unprompted: named where no question of the guide had named the code. When asked: named in the answer to a question that names it. One person can be in both.
note-retired-hidden = Retired codes and their codings are not listed.
note-statuses = Suggested and rejected codings are left out.
note-statuses-chosen = Only codings of these statuses: { $statuses }.
note-totals = With subcodes: the code and everything under it; the same interview, respondent or passage counts once.

## Warnings of imports

warning-at-line = Line { $line }: { $warning }
warning-attributes-of-nobody = "{ $about }" in the file of attributes is no interview of this import; its row is left out.
warning-comments = { $about ->
        [one] { $about } comment was
       *[other] { $about } comments were
    } not read.
warning-control-characters = { $about ->
        [one] { $about } control character is
       *[other] { $about } control characters are
    } kept as found.
warning-empty-turn = Nothing follows "{ $about }"; this turn is left out.
warning-footnotes = { $about ->
        [one] { $about } footnote was
       *[other] { $about } footnotes were
    } not read.
warning-guessed-encoding = The encoding was guessed: { $about }. If the text is garbled, name it with --encoding.
warning-inside-grapheme = A position lies inside a character and is kept as found: { $about }.
warning-label-seen-once = "{ $about }" occurs only once and was not taken for a speaker.
warning-long-turn = A turn of { $about } characters; a speaker may have been missed.
warning-name-taken = The name belongs to another interview; "{ $about }" is used instead.
warning-no-speakers = No speakers were recognised; each paragraph is a turn.
warning-no-time = Not a time, left out: { $about }.
warning-second-label = Another speaker, "{ $about }", appears within a paragraph; the turn is divided there.
warning-text-boxes = { $about ->
        [one] { $about } text box was
       *[other] { $about } text boxes were
    } not read.
warning-time-goes-back = The time mark { $about } is earlier than the one before it.
warning-tracked-changes = The file has tracked changes ({ $about }); it was read as if all of them were accepted.
warning-unknown-keys = Unknown keys were ignored: { $about }.

## Findings of checks

finding-code-circle = These codes are each other's ancestors
finding-database = The database file is damaged
finding-double-digit = Several codes share a digit key
finding-inside-grapheme = A coding begins or ends inside a character
finding-outside = A coding lies outside the text
finding-quotation = The words of a coding are not those that were coded
finding-reference = A record points at something that doesn't exist
finding-text-changed = The text of an interview is not the one that was imported
finding-text-length = The text of an interview is not as long as recorded
finding-turn = A turn begins or ends in the wrong place

## Remedies

remedy-code-circle = Give one of the codes another parent.
remedy-database = Restore the newest backup from the .backups folder, and keep this file.
remedy-double-digit = Leave the digit key to one of the codes.
remedy-inside-grapheme = Counts are not affected; the boundaries can be moved to the edge of the character.
remedy-outside = Remove the coding, or restore a backup.
remedy-quotation = Open the interview and look at the boundaries of this coding.
remedy-reference = Restore a backup, and keep this file to find the cause.
remedy-text-changed = Another program changed the file; restore a backup.
remedy-text-length = Another program changed the file; restore a backup.
remedy-turn = Import the interview again, or restore a backup.

## Names of steps

edit-add-code = add a code
edit-code = code a passage
edit-code-with-new = code with a new code
edit-import = import
edit-move-boundaries = move boundaries
edit-redo = redo
edit-retire-code = retire a code
edit-revise-code = revise a code
edit-revive-code = bring back a code
edit-set-attributes = set attributes of an interview
edit-set-facet = set a facet
edit-set-respondent = set a respondent
edit-set-speaker = set a speaker
edit-tie-question = tie a question
edit-uncode = remove codings
edit-undo = undo
edit-write-memo = write a memo

## Errors

error-ambiguous-code = the name means several codes; give the id or the path ({ $what })
error-built-upon = later steps build on it, so it can't be undone alone
error-changed-since = { $coder } later changed the same things (step { $step }), so it can't be undone
error-codebook = the codebook has faults ({ $what })
error-content = the file can't be taken in ({ $what })
error-exists = the file exists already ({ $what })
error-file = the file can't be read or written ({ $what })
error-missing = there is no such study ({ $what })
error-newer = the file has format { $found }, and this program knows formats up to { $known }; a newer program is needed
error-no-such = the study has no such thing ({ $what })
error-no-such-facet = the kind of this code has no such facet or value ({ $what })
error-not-a-study = this is no fangtan study ({ $what })
error-nothing-to-redo = there is nothing to redo
error-nothing-to-undo = there is nothing to undo
error-open-elsewhere = the study is open elsewhere and can only be read now ({ $what })
error-position = the position doesn't fit the text ({ $what })
error-read-only = the study can only be read ({ $what })
error-refused = this can't be done ({ $what })
error-store = the study file could not be read or written ({ $what })
error-taken = the id belongs to something else ({ $what })
error-truncated = the file is cut off; perhaps it was not copied whole ({ $what })
error-unknown-code = no code is named "{ $name }"
hint-near = did you mean "{ $near }"?

## Command line

cli-added = Added
cli-check-ok = All is well: the database, { $interviews } interviews, every quotation and the codebook
cli-codebook-imported = { $added } codes added, { $revised } revised
cli-codebook-ok = The codebook is sound: { $codes } codes, { $links } links
cli-coded = Coded: { $code } { $start }–{ $end }, id { $id }
cli-created = Made the study { $path }
cli-cut-cells = { $n } cells hold more than a worksheet can and were cut
cli-demo-built = Built the demonstration study { $path } (sample data: invented interviews)
cli-demo-kept = Kept the old demonstration study as { $path }
cli-error-prefix = Error:{" "}
cli-fault-line = line { $line }: { $what }
cli-faults = { $n ->
    [one] One fault
   *[other] { $n } faults
}
cli-guide-imported = Took in version { $version } of the guide
cli-guide-ok = The guide is sound: { $questions } questions
cli-hint-prefix = Hint:{" "}
cli-home-none = No study opened yet. fangtan demo opens the sample, fangtan new NAME.fangtan makes one
cli-home-recent = Recent studies:
cli-import-dry = Only tried: the study is as before
cli-import-file = { $file }: imported as «{ $interview }» ({ $format } { $encoding }, { $chars } characters, { $turns } turns; speakers: { $speakers })
cli-import-known = { $file }: the same text is in the study already, as «{ $interview }»; nothing added
cli-import-left-out = Left out: { $what }
cli-import-summary = { $added } interviews added, { $known } there already, { $left_out } left out; { $codings } codings added
cli-needs-output = The format { $format } needs a file: -o FILE
cli-no-encoding = No encoding is called «{ $name }»
cli-no-export = There is no export to «{ $ending }»: .json and .csv are possible
cli-no-format = { $verb } has no format { $format }
cli-no-guide = The study has no guide. Take one in with guide import
cli-no-terminal = open needs a terminal; in a pipe use freq, codings, list and the like
cli-nothing-changed = Nothing had to be changed
cli-passed-over = Not read, since it is no transcript: { $path }
cli-reading = Reading
cli-redone = Done again, step { $step }: { $kind }
cli-respondent-nothing = A respondent needs a label
cli-respondent-set = Noted the respondent { $label }
cli-respondent-there = There is a respondent { $label } already; respondent set changes attributes
cli-speaker-nothing = Say what to change: --role, --rename or --respondent
cli-speaker-set = Changed the speaker { $label }
cli-there-already = The same coder has that code on this passage already, nothing changed: { $code }, id { $id }
cli-tied = Tied
cli-uncoded = { $n ->
    [one] Took one coding away
   *[other] Took { $n } codings away
}
cli-undone = Undone, step { $step }: { $kind }
cli-warning = Warning:{" "}
cli-written = Wrote { $path }
