## Titles of tables
table-freq = Code frequencies
table-interviews = Interviews
table-sessions = Sessions
table-respondents = Respondents
table-codes = Codes
table-coders = Coders
table-speakers = Speakers
table-attributes = Attributes
table-turns = Turns
table-memos = Memos
table-coverage = Coverage
table-codings = Codings
table-log = Log
table-guide = Interview guide
table-guide-coverage = Guide coverage: question × interview
table-check = Findings
table-import = Import
table-codebook = Codebook

## Headings
col-aliases = Aliases
col-asked = When asked
col-at = Time
col-attributes = Attributes
col-channel = Channel
col-chars = Characters
col-chars-total = Characters, with descendants
col-code = Code
col-coder = Coder
col-codings = Codings
col-codings-total = Codings, with descendants
col-consent = Consent
col-created-at = Coded at
col-date = Date
col-definition = Definition
col-depth = Depth
col-digit = Digit
col-done = Done
col-encoding = Encoding
col-end = End
col-file = File
col-format = Format
col-guide-version = Guide version
col-id = Id
col-interview = Interview
col-interviewer = Interviewer
col-interviews = Interviews
col-interviews-total = Interviews, with descendants
col-kind = Kind
col-memo = Memo
col-minutes = Minutes
col-name = Name
col-name-en = English name
col-not-when = Don't use when
col-number = Number
col-of = Of
col-on = About
col-origin = Origin
col-outcome = Outcome
col-path = Path
col-place = Place
col-question = Question
col-remedy = Remedy
col-respondent = Respondent
col-respondents = Respondents
col-respondents-total = Respondents, with descendants
col-role = Role
col-section = Section
col-severity = Severity
col-share = % of interviews
col-speaker = Speaker
col-speakers = Speakers
col-start = Start
col-state = State
col-status = Status
col-step = Step
col-text = Text
col-turn = Turn
col-turns = Turns
col-unprompted = Unprompted
col-use-when = Use when
col-values = Values
col-what = What
col-where = Where
col-written-at = Written at

## Cells
cell-yes = yes
cell-no = no
cell-asked = asked
cell-reworded = reworded
cell-skipped = skipped
cell-added = added
cell-error = error
cell-warning = warning
cell-done = in force
cell-undone = undone
cell-dropped = undone and left behind

## Notes under tables
note-counting-codings = Codings: distinct (interview, coder, code, start, end) of codes in use, wherever they lie, interviewer's turns included.
note-counting-interviews = Interviews: those with at least one coding; shares are of the { $interviews ->
    [one] one interview
   *[other] { $interviews } interviews
} that pass the filter.
note-counting-respondents = Respondents: those in whose turns at least one coding lies, each once.
note-counting-chars = Characters: code points in the union of the code's passages in each interview, all coders together, nothing twice.
note-n = { $codings } codings in { $interviews } interviews.
note-prompting = Unprompted: respondents who named it outside the answer to a question that names it. When asked: in such an answer. One person can be in both.
note-no-filter = Filter: none (suggested and rejected codings are left out).
note-filter = Filter: { $filter }
note-fingerprint = Fingerprint of the data: { $fingerprint }
note-frequency-is-not-importance = Frequency follows guide, length and coding granularity; it is not importance.
note-demo = Sample data: invented interviews, not real ones.
note-added-questions = Questions outside the guide: { $list }

## Check
finding-database = The database is damaged
remedy-database = Don't write to this file any more; go back to a copy in the .backups folder, or save what is readable with sqlite3's .recover
finding-reference = A row refers to something that isn't there
remedy-reference = Go back to a backup; “where” names table and row
finding-code-circle = The parents of codes form a circle
remedy-code-circle = Export as JSON, mend the parents, import into a new study
finding-double-digit = Several codes have the same digit key
remedy-double-digit = Change one of them in the codebook
finding-text-changed = Another program changed the text of an interview
remedy-text-changed = Go back to a backup, or import the interview again
finding-text-length = The length of a text is not what was noted
remedy-text-length = Go back to a backup, or import the interview again
finding-turn = A turn is out of order or outside its text
remedy-turn = Import the interview again
finding-outside = A coding lies outside its text
remedy-outside = Take it away with uncode, or go back to a backup
finding-quotation = A quotation no longer equals its text
remedy-quotation = Look at the passage with codings, and code it again where needed
finding-inside-grapheme = An end of a coding lies inside a composed character
remedy-inside-grapheme = Another program brought it; it is kept as it came. B in the coding view moves its ends

## Errors
error-missing = { $what }. Make one with fangtan new
error-exists = { $what }. It was not touched; choose another name, or --force to write over an exported file
error-not-a-study = { $what }
error-truncated = { $what }. It was not copied whole, or it is damaged: fetch it again or go back to a backup
error-newer = { $what }. Open it with a newer fangtan: the study has format { $found }, this program knows up to { $known }
error-open-elsewhere = { $what }. Nothing was written; close it there and try again. Reading works meanwhile
error-read-only = { $what }. Nothing was written; look at the rights of the file and its folder
error-no-such = { $what }. The study is as before
error-taken = { $what }. The study is as before
error-position = { $what }. The study is as before
error-no-such-facet = { $what }. The study is as before; codebook show lists the values
error-nothing-to-undo = There is nothing to undo
error-nothing-to-redo = There is nothing to redo
error-changed-since = { $coder } changed the same things later (step { $step }), so nothing was undone; the study is as before
error-built-upon = Later steps build on it, so nothing was undone; the study is as before
error-refused = { $what }. The study is as before
error-store = The study file could not be read or written: { $what }. What was saved is safe; fangtan check looks it over
error-unknown-code = No code named «{ $name }». The study is as before
error-ambiguous-code = { $what }. Use the id or the path; the study is as before
error-file = { $what }
error-content = { $what }. The study is as before
error-codebook = { $what }. The study is as before; fangtan codebook check lists them all
hint-near = Did you mean «{ $near }»?
error-prefix = Error:{" "}
hint-prefix = Hint:{" "}

## Command line
cli-created = Made the study { $path }
cli-coded = Coded: { $code } { $start }–{ $end }, id { $id }
cli-there-already = The same coder has that code on this passage already, nothing changed: { $code }, id { $id }
cli-uncoded = { $n ->
    [one] Took one coding away
   *[other] Took { $n } codings away
}
cli-added = Added
cli-nothing-changed = Nothing had to be changed
cli-undone = Undone, step { $step }: { $kind }
cli-redone = Done again, step { $step }: { $kind }
cli-written = Wrote { $path }
cli-check-ok = All is well: the database, { $interviews } interviews, every quotation and the codebook
cli-codebook-ok = The codebook is sound: { $codes } codes, { $links } links
cli-guide-ok = The guide is sound: { $questions } questions
cli-codebook-imported = { $added } codes added, { $revised } revised
cli-guide-imported = Took in version { $version } of the guide
cli-import-summary = { $added } interviews added, { $known } there already, { $left_out } left out; { $codings } codings added
cli-import-dry = Only tried: the study is as before
cli-passed-over = Not read, since it is no transcript: { $path }
cli-warning = Warning:{" "}
cli-reading = Reading
cli-demo-built = Built the demonstration study { $path } (sample data: invented interviews)
cli-demo-kept = Kept the old demonstration study as { $path }
cli-no-guide = The study has no guide. Take one in with guide import
cli-home-recent = Recent studies:
cli-home-none = No study opened yet. fangtan demo opens the sample, fangtan new NAME.fangtan makes one
cli-fault-line = line { $line }: { $what }
cli-faults = { $n ->
    [one] One fault
   *[other] { $n } faults
}
cli-needs-output = The format { $format } needs a file: -o FILE
cli-no-format = { $verb } has no format { $format }
cli-speaker-set = Changed the speaker { $label }
cli-respondent-set = Noted the respondent { $label }
cli-cut-cells = { $n } cells hold more than a worksheet can and were cut
cli-no-export = There is no export to «{ $ending }»: .json and .csv are possible

## Warnings of an import
warn-label-seen-once = a label seen once, perhaps a sentence with a colon: { $about }
warn-time-goes-back = time goes back: { $about }
warn-empty-turn = an empty turn: { $about }
warn-no-speakers = no speakers found; imported by paragraph
warn-comments = comments not imported: { $about }
warn-footnotes = footnotes not imported: { $about }
warn-text-boxes = text boxes not imported: { $about }
warn-tracked-changes = tracked changes: { $about } (the changed text is taken)
warn-guessed-encoding = the encoding is a guess: { $about }; --encoding overrides
warn-control-characters = { $about } control characters, kept as they are, shown as marks
warn-long-turn = a very long turn ({ $about } characters): a label may be missing
warn-second-label = a second label inside a paragraph: { $about }
warn-name-taken = another text has that name; named { $about }
warn-unknown-keys = unknown keys ignored: { $about }
warn-inside-grapheme = an end of a coding lies inside a composed character, kept as it came: { $about }
warn-attributes-of-nobody = no interview for «{ $about }» of the attribute table
warn-no-time = not a time: { $about }

## Names of steps
op-import = import
op-code = code
op-code-with-new = new code, coded
op-uncode = uncode
op-move-boundaries = move boundaries
op-set-facet = set facet
op-write-memo = write memo
op-add-code = new code
op-revise-code = revise code
op-retire-code = retire code
op-revive-code = revive code
op-set-speaker = change speaker
op-set-respondent = change respondent
op-set-attributes = change attributes
op-tie-question = tie question
op-undo = undo
op-redo = redo
