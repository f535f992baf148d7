# The words of the program in English. zh.ftl has the same keys and the same arguments.
# One word per thing: study, interview, session, respondent, speaker, turn, code, codebook,
# coding, coder, memo, guide, facet.
# Each area begins with ##; keys are sorted inside it.

## Titles of tables

col-about = About
col-added = New
table-agreement = Inter-coder agreement
table-agreement-rounds = Inter-coder agreement by rounds
table-attributes = Attributes
table-autocode = Coded by search
table-check = Findings
table-codebook = Codebook
table-codebook-changes = Changes of the codebook
table-codebook-check = Findings in the codebook
table-codebook-versions = Versions of the codebook
table-coders = Coders
table-codes = Codebook
table-codings = Codings
table-conflicts = Conflicts between copies
table-contrast = One value against the others
table-cooccur = Co-occurrence of codes
table-coverage = Finished coding
table-crosstab = Codes by groups
table-decisions = Decisions
table-disagreements = Disagreements
table-evidence = Evidence by the tables of the document
table-freq = Code frequencies
table-guide = Interview guide
table-guide-check = Findings in the guide
table-guide-coverage = How the guide was followed
table-guide-ties = Turns that ask questions of the guide
table-import = Imported files
table-interviews = Interviews
table-keys = Keys
table-kwic = Concordance
table-lexicon = The study's own words
table-links = Links and what speaks for them
table-log = Log
table-matrix = Framework matrix
table-memos = Memos
table-merge = What comes
table-negative = Negative cases
table-orphans = Codes without a supported link
table-quotes = Quotations
table-recut = What changes
table-respondents = Respondents
table-review = Codings to review
table-saturation = New codes by interview
table-search = Passages found
table-sessions = Sessions
table-speakers = Speakers
table-turns = Turns
table-words = Word frequencies

## Headings

col-a_with_b = A with B
col-after = After
col-aliases = Aliases
col-all = All
col-alone = Why
col-archive = May be archived
col-asked = When asked (people)
col-asked_share = Of those asked (%)
col-assigned = Assigned
col-at = When
col-attribute = Attribute
col-attributes = Attributes
col-attribution = Attributed by
col-b_with_a = B with A
col-band_high = Random orders, high
col-band_low = Random orders, low
col-before = Before
col-bias_index = Bias index
col-blind = Blind
col-both = Both
col-boundary_f1 = Boundary F1
col-brennan_prediger = Brennan–Prediger S
col-brought = What
col-c_coefficient = c-coefficient
col-change = Change
col-changed = Changed
col-channel = Channel
col-chars = Characters
col-chars-total = Characters with subcodes
col-code = Code
col-code_a = Code A
col-code_b = Code B
col-code_from = From
col-code_to = To
col-codebook = Codebook
col-coded = Counts as coded
col-coder = Coder
col-coder_a = Coder A
col-coder_b = Coder B
col-coders = Coders
col-codes = Codes named
col-codings = Codings
col-codings-total = Codings with subcodes
col-cohen_kappa = Cohen κ
col-command = Command
col-conflict = Conflict
col-consent = Consent
col-context = Context
col-contrary = Says the contrary too
col-cramers_v = Cramér’s V
col-cramers_v_corrected = V corrected
col-created_at = Coded at
col-cu_alpha = cu-α
col-cumulative = Cumulative
col-data = Data
col-date = Date
col-declared = In the codebook
col-definition = Definition
col-denied = Codings that deny it
col-denied-all = Denied
col-depth = Level
col-digit = Digit key
col-dispute = Dispute
col-document_table = Table
col-does = What it does
col-done = Finished
col-effect = Change
col-encoding = Encoding
col-end = End
col-expected = { $group } expected
col-facets = Facets
col-field = Field
col-file = File
col-fleiss_kappa = Fleiss κ
col-format = Format
col-frozen_at = Frozen at
col-g2 = G²
col-group = { $group } (n={ $n })
col-group-final = Final (n={ $n })
col-group-interviewer = Interviewer (n={ $n })
col-group-no-question = Outside the guide (n={ $n })
col-group-none = No value (n={ $n })
col-group-respondent = Respondent (n={ $n })
col-groups = Asked of
col-guide_version = Guide version
col-gwet_ac1 = Gwet AC1
col-high = { $of } high
col-how = How asked
col-id = Id
col-id_a = Id A
col-id_b = Id B
col-interview = Interview
col-interviewer = Interviewer
col-interviews = Interviews
col-interviews-total = Interviews with subcodes
col-interviews_together = Interviews together
col-jaccard = Jaccard
col-kept = Stands
col-kept_by = By
col-keys = Keys
col-kind = Kind
col-krippendorff_alpha = Krippendorff α
col-label = Label
col-light_kappa = Light κ
col-likeness = Likeness
col-line = Line
col-linked_with = Linked with
col-links = Links drawn
col-list = List
col-low = { $of } low
col-memo = Memo
col-memo_kind = Kind
col-minutes = Minutes
col-n-added = Added
col-n-asked = As written
col-n-reworded = Reworded
col-n-skipped = Skipped
col-n_a = A in all
col-n_b = B in all
col-n_codes = Codes in use
col-name = Name
col-name_a = Name A
col-name_b = Name B
col-name_en = English name
col-name_from = Name (from)
col-name_to = Name (to)
col-new = New
col-new_code_ids = Which
col-new_codes = New codes
col-new_words = After
col-not_when = When not
col-number = Number
col-of = Of
col-old_words = Before
col-on = About
col-origin = Origin
col-orphan = What
col-other = Other
col-other_by = By
col-other_quotation = Another quotation
col-others = The others (n={ $n })
col-others_say = The others say
col-outcome = Outcome
col-over = More in
col-overlap = Shared / whole
col-p = p
col-p_holm = p (Holm)
col-p_neg = p_neg
col-p_pos = p_pos
col-pabak = PABAK
col-parent = Parent
col-passages = Passages
col-path = Path
col-percent = Agreement (%)
col-place = Place
col-place_in_order = Order
col-pooled_kappa = Pooled κ
col-prevalence_index = Prevalence index
col-probes = Probes
col-question = Question
col-quotation = Quotation
col-quote = May be quoted
col-rate = Per 10,000 words
col-reason = Reason
col-record = May be recorded
col-remedy = What to do
col-removed = Gone
col-resolution = Dealt with
col-respondent = Respondent
col-respondents = Respondents
col-respondents-total = Respondents with subcodes
col-retired = Retired
col-role = Role
col-round = Round (codebook)
col-run_ratio = New in the run, of the base (%)
col-scott_pi = Scott π
col-section = Section
col-segment_match = Segments matched
col-settled_by = Settled by
col-severity = Severity
col-share = Share of interviews (%)
col-share-column = { $group } % of group
col-share-column-alone = % of group
col-share-row = { $group } % of row
col-share-row-alone = % of row
col-share-total = { $group } % of all
col-share-total-alone = % of all
col-share_of_codes = Share of all codes given (%)
col-share_of_respondents = Share of respondents (%)
col-share_of_text = Share of what is said (%)
col-shown = Interviews
col-side = Side
col-source = Source
col-speaker = Speaker
col-speakers = Speakers
col-stance = Says
col-stars = Starred by
col-start = Start
col-state = State
col-status = Status
col-step = Step
col-test = Test
col-text = Text
col-text_a = Words A
col-text_b = Words B
col-time = Time in recording
col-times = Times
col-together = Together
col-turn = Turn
col-turn-words = Turn says
col-turns = Turns
col-u_alpha = u-α
col-units = Units
col-unprompted = Unprompted (people)
col-unread = Unread
col-use_when = When to use
col-values = Values and how often
col-version = Version
col-warnings = Warnings
col-what = What
col-where = Where
col-why = Why
col-word = Word
col-written_at = Written at

## Words in cells

cell-alone-none-declared = none in the codebook
cell-alone-not-proposed = declared, but proposed by nobody who names it
cell-alone-only-emergent = only with codes made while coding
cell-answers-nothing = answers nothing
cell-asked-added = added
cell-asked-asked = as written
cell-asked-reworded = reworded
cell-asked-skipped = skipped
cell-attribution-background = background only
cell-attribution-label = label only
cell-attribution-name = name
cell-attribution-role = role only
cell-background = { "[background only]" }
cell-brought-assignments = assignments
cell-brought-attributes = attributes
cell-brought-codes = codes
cell-brought-codings = codings
cell-brought-facts = facts about the study
cell-brought-guide = guide
cell-brought-interviews = interviews
cell-brought-lexicon = words
cell-brought-marks = marks
cell-brought-memos = memos
cell-brought-people = people
cell-brought-review = verdicts
cell-brought-summaries = summaries
cell-change-added = added
cell-change-gone = no longer there
cell-change-kind = another kind
cell-change-kind-added = new kind
cell-change-kind-gone = kind gone
cell-change-kind-words = kind renamed or other facets
cell-change-link-words = link changed
cell-change-linked = new link
cell-change-merged = merged
cell-change-moved = moved
cell-change-renamed = renamed
cell-change-retired = out of use
cell-change-revived = in use again
cell-change-unlinked = link removed
cell-change-words = reworded
cell-codes-defined = Codes with a value
cell-conflict-changed = changed twice
cell-conflict-circle = in a circle
cell-conflict-deleted = deleted and changed
cell-conflict-passage = other words
cell-conflict-renamed = renamed
cell-conflict-turn = corrected twice
cell-declared-hypothesis = hypothesis
cell-declared-no = no
cell-declared-yes = yes
cell-dispute-boundary = boundaries
cell-dispute-missed = one has nothing
cell-dispute-other-code = other code
cell-dispute-same = the same
cell-effect-hidden = not counted any more
cell-effect-joined = put together
cell-effect-left = left as it is
cell-effect-parted = taken apart
cell-effect-recut = cut elsewhere
cell-effect-shown = counted from now on
cell-everybody = everybody
cell-fewer-than-three = <3
cell-field-aliases = other names
cell-field-definition = definition
cell-field-example = example
cell-field-name = name
cell-field-name_en = English name
cell-field-not_when = not when
cell-field-use_when = use when
cell-held-out = held out
cell-list-cut = dictionary, also cuts
cell-list-keep = counted all the same
cell-list-stop = stop list
cell-list-word = dictionary
cell-memo_kind-coding = coding
cell-memo_kind-content = content
cell-memo_kind-method = method
cell-memo_kind-question = to ask
cell-memo_kind-reflexivity = reflexivity
cell-memo_kind-theory = theory
cell-no = no
cell-not-asked = not asked
cell-of-interview = interview
cell-of-respondent = respondent
cell-of-session = session
cell-on-code = code
cell-on-coding = coding
cell-on-interview = interview
cell-on-passage = passage
cell-on-study = the study
cell-origin-emergent = emergent
cell-origin-given = given
cell-origin-in-vivo = in vivo
cell-outcome-a = A stands
cell-outcome-added = added
cell-outcome-b = B stands
cell-outcome-both = both stand
cell-outcome-known = already there
cell-outcome-left-out = left out
cell-outcome-neither = nothing stands
cell-outcome-other = something else stands
cell-outcome-withdrawn = withdrawn, not taken in
cell-pooled-kappa = Pooled κ
cell-resolution-kept = as it stands
cell-resolution-open = open
cell-resolution-other = the other was taken
cell-role-interviewer = interviewer
cell-role-respondent = respondent
cell-round-first = Before the first freeze
cell-round-unknown = Time unknown
cell-ruling-accepted = accepted
cell-ruling-amended = amended
cell-ruling-asked = queried
cell-ruling-kept = confirmed
cell-ruling-rejected = rejected
cell-severity-error = error
cell-severity-warning = warning
cell-shown-not-found = not found
cell-shown-supported = supported
cell-shown-undeclared = found, not declared
cell-side-only-others = only the others
cell-side-only-value = only here
cell-side-shared = shared
cell-stance-affirmed = affirms
cell-stance-conditional = it depends
cell-stance-denied = denies
cell-state-done = in force
cell-state-dropped = undone for good
cell-state-undone = undone
cell-status-accepted = accepted
cell-status-amended = amended
cell-status-asked = queried
cell-status-coded = coded
cell-status-rejected = rejected
cell-status-settled = settled
cell-status-suggested = suggested
cell-status-superseded = superseded
cell-test-chi_square = chi-square
cell-test-fisher = Fisher, exact
cell-test-fisher_drawn = Fisher, tables drawn
cell-tie-likeness = likeness
cell-tie-number = number
cell-unanswered = unanswered
cell-unknown = not stated
cell-why-constant_coder = a coder used one value only
cell-why-empty_base = the base is empty
cell-why-incomplete_data = no interview coded by all
cell-why-no_codings = no codings
cell-why-no_documents = no interviews
cell-why-no_jointly_coded_matter = no text coded by two
cell-why-no_negative = nobody said no
cell-why-no_pairable_units = no unit coded by two
cell-why-no_positive = nobody gave it
cell-why-no_segments = no passages
cell-why-no_units = no units
cell-why-no_variation = no variation
cell-why-not_mutually_exclusive = codes don't exclude each other
cell-why-not_two_coders = for two coders only
cell-why-out_of_range = counts don't fit the formula
cell-why-single_category = a single category
cell-why-too_few_documents = too few interviews
cell-why-too_few_units = too few units
cell-why-zero_cell = a cell is zero
cell-withheld = { "[not to be quoted]" }
cell-yes = yes

## Notes under tables

note-added-questions = Questions outside the guide: { $list }.
note-agreement-as-coded = What each coder coded counts: codings that a reviewer amended count as they were, and settled ones not at all.
note-agreement-hidden = { $interviews ->
    [one] One interview that you are coding blind is left out: others' work on it is not shown until you are done.
   *[other] { $interviews } interviews that you are coding blind are left out: others' work on them is not shown until you are done.
}
note-agreement-inferred = { $n ->
    [one] Once an interview counts
   *[other] { $n } times an interview counts
} as gone through by a coder without a mark, because they have a coding there.
note-agreement-kinds = Any code of a kind: all codes of the kind taken as one. First look whether coders found the same places relevant, then whether they gave the same code.
note-agreement-least = A unit has a code where at least { $percent }% of its text is marked.
note-agreement-left-out = { $interviews ->
    [one] One more interview was gone through by fewer than two coders and is left out.
   *[other] { $interviews } more interviews were gone through by fewer than two coders and are left out.
} Where somebody hasn't gone through an interview their values are missing, not "no".
note-agreement-overall = Mean: of the codes with a value; passages matched and boundary F1 are shares of all passages; cu-α takes all codes for one set of categories. Pooled κ (De Vries et al. 2008): one kappa from the mean observed and the mean chance agreement of all codes.
note-agreement-own = Each code stands for itself, without those under it.
note-agreement-rounds = A round is what was coded under one frozen codebook: an interview belongs to the version that was the latest when the last of its codings was made.
note-agreement-sample = Sample: { $interviews } interviews gone through by at least two coders, { $units } units; coders: { $coders }.
note-agreement-settled = After review and settling: { $n } decisions are taken in, what is open is as each has it; so this is no independent work any more; report reliability from before.
note-agreement-unit-character = Unit: the character (Unicode code point); yes where a passage of the coder covers it.
note-agreement-unit-interview = Unit: the whole interview; yes where the coder gave the code once.
note-agreement-unit-paragraph = Unit: the paragraph of a turn; yes where at least one character is marked.
note-agreement-unit-sentence = Unit: the sentence; yes where at least one character is marked.
note-agreement-unit-turn = Unit: the turn (the paragraph where a text has no turns); yes where at least one character is marked.
note-agreement-with-interviewer = The interviewer's words count too; of characters the whole text counts.
note-agreement-without-interviewer = The interviewer's words are left out.
note-any-of-kind = { $kind }: any code
note-asked-share = Of those asked: respondents who named it when asked, of those who answered a question that names it.
note-at-least = ≥{ $n }
note-blind = You are coding interviews blind: of these, nobody else's codings, memos and counts are in here until you call them done.
note-c-coefficient = c-coefficient = n ÷ (A + B − n), n = together. Where one long coding lies over several others it can leave its range, and then has no value.
note-cell-background = ({ $n }) [background only]
note-cell-quotation = ({ $n }) { $text }
note-cell-withheld = ({ $n }) [not to be quoted]
note-coders-apart = Only codings of the same coder stand together: two coders who give a passage different codes disagree.
note-coders-united = Codings of different coders stand together, too.
note-concordance =
    { $lines ->
        [one] { $lines } place
       *[other] { $lines } places
    } in { $with } of { $interviews ->
        [one] { $interviews } interview
       *[other] { $interviews } interviews
    }.
note-contrast = { $value } of { $attribute } against its other values: { $others }. Shared: named on both sides; a coding that denies its code names nothing.
note-counting-chars = Characters: the union of the passages in each interview, in Unicode code points; a passage coded by several coders counts once.
note-counting-codings = Codings: distinct combinations of interview, coder, code, start and end; exact duplicates count once, and codings on the interviewer's turns are included.
note-counting-interviews = Interviews: those with at least one coding of the code; shares are of the { $interviews ->
        [one] { $interviews } interview
       *[other] { $interviews } interviews
    } that passed the filter.
note-counting-quotations = Quotations: places that a code was given to; several coders who gave it there make one. Each stands under its own code, not again under those above.
note-counting-respondents = Respondents: those in whose turns at least one coding of the code lies; speakers not matched to a respondent are left out.
note-counting-sides = Counted are people: respondents, and interviews where a speaker is not matched to one. A coding affirms its code unless a facet says otherwise.
note-counting-speakers = Speakers: those other than the interviewer in whose turns at least one coding of the code lies, interview by interview, matched to a respondent or not.
note-coverage-inferred = An interview that nobody marked as finished counts as coded where it has codings.
note-crosstab-attribute = By { $by }. An interview’s own value goes for all that is said in it; a respondent’s, for what that respondent says. A coding that touches the words of two people counts for both. “No value” stands last.
note-crosstab-coder = By coder; n: interviews with a coding of that coder.
note-crosstab-codings = Cells: codings, distinct combinations of interview, coder, code, start and end.
note-crosstab-interviews = Cells: interviews with at least one coding of the code.
note-crosstab-question = By question of the guide: a coding belongs to the answer it lies in.
note-crosstab-respondents = Cells: respondents in whose turns at least one coding of the code lies; speakers not matched to a respondent are left out.
note-crosstab-role = By what the speaker does, by the turns that a coding touches.
note-crosstab-shared = { $n } codings belong to several groups, so that groups don’t add up to all.
note-demo = Sample data, not real interviews.
note-denied = Codings that deny it: those whose facet says that it isn’t so or won’t do (such as “does not exist” or “opposed”); they are in the codings, too.
note-denied-all = Denied: codings in any group whose facet says that it isn’t so or won’t do (such as “does not exist” or “opposed”), counted as the cells are; they are in the cells, too.
note-evidence-cells = Cells: the best quotation, starred ones first, then those that more coders gave the code, then those of a handy length; after it whose it is. Codings that deny their code are left out.
note-evidence-interviews = Counted are interviews in which the code is affirmed.
note-evidence-respondents = Counted are respondents in whose turns the code is affirmed; speakers not matched to a respondent are left out.
note-fewer-than-three = <3: one or two respondents, so that nobody is recognised. Where one is in a row, its total says only what the other cells come to at least, and shares of the row are left out.
note-fewer-than-three-pairs = <3: one or two respondents, so that nobody is recognised; figures that would tell them are left out, and these rows stand last, in codebook order.
note-fewer-than-three-people = <3: one or two respondents, so that nobody is recognised; their share is left out.
note-filter = Filter: { $filter }.
note-fingerprint = Fingerprint of the data: { $fingerprint }.
note-formula-bias_index = Bias index = (only the first − only the second) ÷ n (Byrt et al. 1993).
note-formula-boundary_f1 = Boundary F1 = 2 × pairs of starts and of ends within 5 characters ÷ starts and ends of both coders.
note-formula-brennan_prediger = S = (p_a − 1/q) ÷ (1 − 1/q), q = categories that could have been used (Brennan and Prediger 1981).
note-formula-cohen_kappa = Cohen's κ = (p_o − p_e) ÷ (1 − p_e), p_e from each coder's own margins (Cohen 1960).
note-formula-cu_alpha = cu-α: of text that two coders marked, did they say the same? For each code (k)u-α (Krippendorff et al. 2016). Codes must exclude each other; on characters.
note-formula-fleiss_kappa = Fleiss' κ = (p_a − Σπ_k²) ÷ (1 − Σπ_k²) (Fleiss 1971).
note-formula-gwet_ac1 = AC1 = (p_a − p_e) ÷ (1 − p_e), p_e = Σπ_k(1 − π_k) ÷ (q − 1) (Gwet 2008). For rare codes it is high almost whatever coders do: don't report it alone.
note-formula-krippendorff_alpha = α = 1 − (n − 1)(n − Σo_cc) ÷ (n² − Σn_c²), nominal, each code yes or no (Krippendorff 2011).
note-formula-light_kappa = Light's κ = mean of Cohen's κ over all pairs of coders (Light 1971).
note-formula-p_neg = p_neg = 2d ÷ (2d + b + c), d = both no (Cicchetti and Feinstein 1990).
note-formula-p_pos = p_pos = 2a ÷ (2a + b + c), a = both yes, b and c = only one (Cicchetti and Feinstein 1990).
note-formula-pabak = PABAK = 2p_o − 1 (Byrt et al. 1993).
note-formula-percent = Agreement = share of agreeing pairs of coders, mean over units. It counts units that nobody coded, so for rare codes it is high whatever coders do.
note-formula-prevalence_index = Prevalence index = (both yes − both no) ÷ n (Byrt et al. 1993).
note-formula-scott_pi = Scott's π = (p_o − p_e) ÷ (1 − p_e), p_e from the margins of both coders together (Scott 1955).
note-formula-segment_match = Segments matched: passages that overlap one of the other coder with the same code (shared ÷ covered) by the share set, of all passages.
note-formula-u_alpha = u-α: did they find the same passages? On characters, of interviews that all coders have gone through (Krippendorff et al. 2016).
note-freq-by-coder = By coder: interviews with a coding of that coder; n: interviews with any.
note-freq-by-interviews = By { $by }: interviews of the group with at least one coding of the code.
note-freq-by-layer = By layer: interviews with a coding of the code in the final layer, and in those of A and B before review; n: interviews with any.
note-freq-by-people = By { $by }: respondents of the group in whose turns at least one coding of the code lies.
note-frequency-is-not-importance = Frequency follows guide, length and coding granularity; it is not importance.
note-group-based-on = { $group }: { $interviews ->
        [one] { $interviews } interview
       *[other] { $interviews } interviews
    }, { $codings ->
        [one] { $codings } coding
       *[other] { $codings } codings
    }, fingerprint { $fingerprint }.
note-groups-of-words = Groups by { $by }, with their words: { $sizes }.
note-guest-empty-base = Guest’s rule says nothing: the first { $base } interviews have no code (run of { $run }, threshold { $threshold }%).
note-guest-not-reached = Guest’s rule (base of { $base } interviews with { $codes } codes, runs of { $run }, threshold { $threshold }%): not reached.
note-guest-reached = Guest’s rule (base of { $base } interviews with { $codes } codes, runs of { $run }, threshold { $threshold }%): reached at { $after }+{ $run }.
note-guest-too-few = Guest’s rule says nothing: there are fewer interviews than a base of { $base } and a run of { $run } (threshold { $threshold }%).
note-guest-undefined = Guest’s rule has no value (base of { $base } interviews, runs of { $run }, threshold { $threshold }%): { $why }.
note-guide-drives = Where codes of two kinds stand together here follows the order of the guide: what is asked for in different questions seldom stands together.
note-hits = Passages: { $hits }. Interviews: { $interviews }.
note-interval-interviews = Intervals: interviews drawn again with replacement, { $replicates } times, { $level }% percentile limits; seed { $seed }.
note-interval-units = Intervals: rows drawn again with replacement, { $replicates } times, { $level }% percentile limits; seed { $seed }. Right only where rows are independent of each other.
note-jaccard = Jaccard: interviews that carry both codes, of those that carry either, wherever in them.
note-layer-final = Final layer: of interviews that one coder covers, their codings; of those with several, what all who cover it gave alike and what disagreements were settled to. Open disagreements are not in it.
note-level = Each row takes in its subcodes, gathered at level { $level }.
note-lexicon = These come on top of the dictionary of { $segmenter } and of the function words that the program leaves out.
note-lines-withheld = { $n ->
            [one] The words of one line are
           *[other] The words of { $n } lines are
        } not printed: respondents don't agree to being quoted, or passages are marked as not to be quoted or as background only.
note-links-drawn = Links drawn: pairs of passages that coders linked (relation { $relation }), each pair once; evidence of a kind of its own.
note-links-hypothesis = Links of the codebook marked as hypothesis are its author’s; interviews support them or don’t.
note-links-undeclared = Pairs that the codebook doesn’t declare are listed where a coder linked them, or from { $least } who name both on.
note-log-likelihood = G² = 2 Σ O ln(O ÷ E), E = words of the group × times the word is said ÷ all words (Dunning 1993; Rayson and Garside 2000). It puts words in order and is no test: words of one interview are not independent of each other. Look how many interviews have a word.
note-matrix =
    { $filled ->
        [one] { $filled } cell has
       *[other] { $filled } cells have
    } something in them; { $summarised ->
        [one] { $summarised } has
       *[other] { $summarised } have
    } a summary.
note-matrix-by = A matrix for each value of { $by }: interviews and people that have it, as with --where.
note-matrix-cells = Cells: how many name both (in how many passages of either code); +n: links that coders drew between such passages.
note-matrix-columns = Columns: codes that stand together with one of the rows at least once.
note-matrix-counts = A cell without a summary shows how many passages there are.
note-matrix-nothing = Cells without a summary are empty, whatever was coded there.
note-matrix-of-nobody =
    { $n ->
        [one] { $n } passage lies
       *[other] { $n } passages lie
    } in turns of speakers matched to no respondent, and in no row.
note-matrix-quotations = A cell without a summary shows how many passages there are, and the best of them.
note-mean-of-codes = Mean of codes
note-mean-of-kind = { $kind }: mean of codes
note-mean-of-level = Level { $level }, with what stands under it: mean of codes
note-n = Based on { $interviews ->
        [one] { $interviews } interview
       *[other] { $interviews } interviews
    } and { $codings ->
        [one] { $codings } coding
       *[other] { $codings } codings
    }.
note-named-by-respondents = Respondents: those who name both codes, in whatever turns; a coding that denies its code names nothing.
note-named-in-interviews = Interviews: those in which both codes are named, no respondents being known; a coding that denies its code names nothing.
note-negative-code = { $code } { $name }: denied by { $denied }, dependent for { $conditional }, affirmed by { $affirmed }; { $both } say both.
note-negative-denials = What denies: { $denials }.
note-negative-left-out =
    { $n ->
        [one] { $n } more affirming quotation is not shown.
       *[other] { $n } more affirming quotations are not shown.
    }
note-negative-no-denials = No facet of the codebook or of a coding denies: name one with --denial.
note-negative-undisputed = Affirmed by all who name them: { $codes }.
note-no-filter = No filter: all interviews are included.
note-no-interval-interviews = No intervals: fewer than { $fewest } interviews were coded twice.
note-no-interval-units = No intervals: there are fewer than { $fewest } rows.
note-no-variation-no-evidence = Where a code has no variation, AC1, S and PABAK have a value all the same, but it is no evidence of reliability.
note-order-date = Order of interviews: by date, those without one last. Another order gives another curve.
note-order-given = Order of interviews: as named in the call. Another order gives another curve.
note-order-import = Order of interviews: as they were imported. Another order gives another curve.
note-order-study = Order of interviews: the study’s, as fixed in an imported file, else by date, those without one last. Another order gives another curve.
note-ordered-left = Ordered by what stands before the word, nearest character first; hanzi by pinyin, marks passed over.
note-ordered-right = Ordered by what stands after the word; hanzi by pinyin, marks passed over.
note-ordered-word = Ordered by the word itself, then by what stands after it; hanzi by pinyin, marks passed over.
note-orphans = Listed: codes that somebody names, that no coder linked with a given code, and whose declared links nobody supports by naming both.
note-own = Columns that don't say "with subcodes" count the code alone.
note-prompting = Unprompted: named where no question of the guide had named the code. When asked: named in the answer to a question that names it. One person can be in both.
note-quotations = Quotations shown: { $shown } of { $all }.
note-quotations-best = At most { $best } of each code: starred ones first, then those that more coders gave the code, then those of a handy length; nobody twice before everybody once, and of overlapping ones the best.
note-quotations-starred = Only those that a coder starred as worth quoting.
note-quoted = { $words } ({ $voice })
note-ratings-positive = Yes is { $category }.
note-ratings-sample = Sample: { $units } rows, { $pairable } of them with two values or more; coders: { $coders }; categories: { $categories }.
note-recut =
    { $n ->
        [0] No word comes or goes.
        [one] { $n } word comes or goes.
       *[other] { $n } words come or go.
    } Places in all turns, whoever speaks.
note-recut-left = Left as it is: the word stands there, but putting it together would cut others. With --cut it is put together there too.
note-refi = REFI-QDA holds coders, codes, texts, codings that count, memos and attributes of interviews. Suggested and rejected codings, facets, verdicts, links, respondents and the guide have no place in it; the JSON file holds everything.
note-replicates-undefined = Draws without a value are left out, at most { $n } for one figure; with more than 5% of them there is no interval.
note-retired-hidden = Retired codes and their codings are not listed.
note-saturation-all = All codes in use: { $codes }.
note-saturation-appeared = 90% of all codes given had appeared after { $near } interviews, all after { $full }. That is saturation of codes; that of meaning can’t be computed.
note-saturation-band = Random orders: the middle 95% of { $orders } random orders of the same interviews; seed { $seed }.
note-saturation-caution = The curve depends on the order, on how codes were split and merged, and on a codebook that was fixed or grew.
note-saturation-curve = New codes: those given in an interview for the first time; shares are of the codes given, never of the codebook.
note-saturation-emergent = Only codes made while coding: { $codes }.
note-saturation-given = { $given } of these codes were there before the interviews: on a given taxonomy the curve says little; --codes emergent looks at the others.
note-saturation-held-out = Held out: { $interviews } interviews with { $codings } codings; { $known } of them with codes that the others have, { $new } codes are new.
note-segmenter = Words are cut by { $segmenter } with its dictionary and { $own ->
        [one] { $own } word
       *[other] { $own } words
    } of the study's own; other scripts by the rules of Unicode (UAX #29).
note-share-of-column = % of group: of all in the group, n in its heading.
note-share-of-respondents = Share of respondents: of the { $n } whose words pass the filter.
note-share-of-row = % of row: of all with the code.
note-share-of-text = Share of what is said: of { $chars } characters in turns of others than the interviewer; labels and time marks are left out, and what several coders coded counts once.
note-share-of-total = % of all: of everything that the table counts.
note-statuses = Suggested and rejected codings are left out.
note-statuses-chosen = Only codings of these statuses: { $statuses }.
note-stop-words-in = Function words and stop words are in.
note-stop-words-out = Function words and { $own ->
        [one] { $own } stop word
       *[other] { $own } stop words
    } of the study's own are not shown; rates are of all words all the same.
note-tests = Tests: each code for itself, interviews with and without it by group; { $n } tests, p (Holm) takes their number into account.
note-tests-caution = A p-value speaks of a population that was sampled at random. Most interview studies choose their respondents; describe the table and V, and don’t test attributes that were made from the coding.
note-tests-expected = Codes with an expected count below 5: { $n }; for these Fisher’s exact test, else Pearson’s chi-square without correction. V corrected: Bergsma (2013).
note-tests-too-few = Fewer than { $fewest } interviews: describe only; there is no p.
note-ties = A turn is tied by the number it begins with, or else to the question that it is most like: at least { $enough }, and { $ahead } ahead of any other (Dice, on pairs of neighbouring letters, of the turn or a sentence of it). A question is tied once in an interview. Any tie can be changed.
note-together-answer = Together: in one answer. An answer is what respondents say from one question of the guide to the next; without a guide, from one turn of the interviewer to the next.
note-together-interview = Together: in one interview, wherever, whoever coded.
note-together-near = Together: passages with at most { $most } characters between them.
note-together-overlap = Together: pairs of passages that share at least one character.
note-together-respondent = Together: both named by one respondent, in whatever turns; whoever coded. A coding that denies its code names nothing.
note-together-turn = Together: in one turn (a paragraph where a text has no turns).
note-totals = With subcodes: the code and everything under it; the same interview, respondent or passage counts once.
note-two-coders = A: { $a }, B: { $b }.
note-undefined = Where a cell holds words there is no value, and the words say why; what is undefined is neither 0 nor 1 and in no mean.
note-value-of-nobody = No interview, session or respondent has { $name } = { $value }.
note-voices-and-passages = { $n } ({ $passages }){ $links ->
        [0] {""}
       *[other] {" "}+{ $links }
    }
note-with-interviewer = Interviewers' words are in; headers are not.
note-withheld =
    Not printed, only counted: { $passages ->
        [one] { $passages } quotation
       *[other] { $passages } quotations
    } from { $interviews ->
        [one] { $interviews } interview
       *[other] { $interviews } interviews
    } whose respondents don't want to be quoted.
note-withheld-marked = { $passages ->
            [one] One quotation is
           *[other] { $passages } quotations are
        } counted and not printed: they overlap passages marked as not to be quoted or as background only.
note-without-interviewer = Interviewers' words and headers are left out.
note-words =
    { $words ->
        [one] { $words } word
       *[other] { $words } words
    }, { $types } different ones, in { $interviews ->
        [one] { $interviews } interview
       *[other] { $interviews } interviews
    }.
note-words-in-codings = Only words that lie wholly in text with codings that pass the filter.
note-words-in-no-group =
    { $n ->
        [one] { $n } word is
       *[other] { $n } words are
    } of people without a value, and in no group.
note-words-shown = Words shown: { $shown } of { $all } said at least { $least ->
        [one] once
       *[other] { $least } times
    }.
note-words-withheld = { $n ->
            [one] One word is
           *[other] { $n } words are
        } said only where words may not be printed: counted, and not listed.

## Pictures

picture-band = band of random orders
picture-declared-first = Drawn are { $shown } pairs of { $all }: those that the codebook declares first, then those that most name; the table has all.
picture-first-rows = Drawn are the first { $shown } rows of { $all }; the table has all.
picture-held-out = Drawn are { $shown } interviews, those held out left aside; the table has { $all }.
picture-in-order = Interviews, in order
picture-links = { $n }, linked { $links }
picture-most-codes = Drawn are the { $shown } codes that share most with others, of { $all }; the table has all.
picture-most-columns = Drawn are the { $shown } columns with the largest figures, of { $all }; the table has all.
picture-most-pairs = Drawn are the { $shown } pairs with the largest figures, of { $all }; the table has all.
picture-most-rows = Drawn are the { $shown } rows with the largest figures, of { $all } that have any; the table has all.
picture-network = Behind a name stands how often the code occurs, A or B in all of the table; on a line, how often the two stand together.
picture-saturated = Saturated by the rule at interview { $n }
picture-shown-not-found = declared, not found in interviews
picture-shown-supported = declared, supported by interviews
picture-shown-undeclared = not declared, found in interviews
picture-undefined = Drawn are the { $shown } rows that have a coefficient, of { $all }; the table says why the others have none.
picture-upper-levels = Drawn are { $shown } codes of the upper levels, of { $all }; the table has all.

## Warnings of imports

warning-at-line = Line { $line }: { $warning }
warning-attributes-of-nobody = "{ $about }" in the file of attributes is no interview of this import; its row is left out.
warning-bad-cue = A line with a cue's times can't be read and its words are left out: { $about }.
warning-codings-united = the same coder has the same code on the same passage more than once, with differences; taken as one: { $about }
warning-columns-left-out = Columns that are no part of a transcript were left out: { $about }.
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
warning-memo-kind = Memos of the unknown kind "{ $about }" were taken in as "content".
warning-name-taken = The name belongs to another interview; "{ $about }" is used instead.
warning-no-speakers = No speakers were recognised; each paragraph is a turn.
warning-no-time = Not a time, left out: { $about }.
warning-project-left-out = A study has no place for these, or they refer to nothing, and they are left out: { $about }.
warning-project-moved = Codings whose place didn't fit their words were put where the words stand: { $about }.
warning-project-unsure = Codings whose words are not in the text stand where the project puts them; look through them: { $about }.
warning-refi-left-out = A study has no place for these, or they refer to nothing, and they are left out: { $about }.
warning-refi-no-text = The file has no text for "{ $about }"; the interview is empty.
warning-refi-range = A passage lies outside its text and is left out: { $about }.
warning-refi-reading = Positions were read by what the names of passages quote, not as the program usually writes them: { $about }.
warning-row-without-answers = "{ $about }" answered nothing and is left out.
warning-second-label = Another speaker, "{ $about }", appears within a paragraph; the turn is divided there.
warning-sheets-left-out = Other sheets were left out: { $about }.
warning-speaker-of-nobody = No interview of this import has a speaker "{ $about }"; what was said of it is left out.
warning-text-boxes = { $about ->
        [one] { $about } text box was
       *[other] { $about } text boxes were
    } not read.
warning-tiers-left-out = Tiers without a participant are left out: { $about }.
warning-time-goes-back = The time mark { $about } is earlier than the one before it.
warning-tracked-changes = The file has tracked changes ({ $about }); it was read as if all of them were accepted.
warning-unknown-keys = Unknown keys were ignored: { $about }.
warning-withdrawn = “{ $about }” was withdrawn and is not taken in.
warning-withdrawn-elsewhere = The file says that “{ $about }” was withdrawn; fangtan withdraw takes it out here as well.

## Findings of checks

finding-code-circle = These codes are each other's ancestors
finding-corrections = The text of an interview does not follow from its first text and its corrections
finding-database = The database file is damaged
finding-double-digit = Several codes share a digit key
finding-inside-grapheme = A coding begins or ends inside a character
finding-memo-outside = The passage of a memo lies outside the text
finding-outside = A coding lies outside the text
finding-quotation = The words of a coding are not those that were coded
finding-reference = A record points at something that doesn't exist
finding-text-changed = The text of an interview is not the one that was imported
finding-text-length = The text of an interview is not as long as recorded
finding-turn = A turn begins or ends in the wrong place

## Remedies

remedy-code-circle = Give one of the codes another parent.
remedy-corrections = Another program changed the file; restore a backup.
remedy-database = Restore the newest backup from the .backups folder, and keep this file.
remedy-double-digit = Leave the digit key to one of the codes.
remedy-inside-grapheme = Counts are not affected; the boundaries can be moved to the edge of the character.
remedy-memo-outside = Remove the memo, or restore a backup.
remedy-outside = Remove the coding, or restore a backup.
remedy-quotation = Open the interview and look at the boundaries of this coding.
remedy-reference = Restore a backup, and keep this file to find the cause.
remedy-text-changed = Another program changed the file; restore a backup.
remedy-text-length = Another program changed the file; restore a backup.
remedy-turn = Import the interview again, or restore a backup.

## Names of steps

edit-add-bookmark = a bookmark
edit-add-code = add a code
edit-add-turn = add a turn
edit-amend = amend a coding
edit-assign = give interviews to a coder
edit-change-lexicon = change the study's own words
edit-code = code a passage
edit-code-each = coding
edit-code-passages = code all hits
edit-code-with-new = code with a new code
edit-freeze-codebook = freeze the codebook
edit-import = import
edit-judge = review codings
edit-link-codings = linking codings
edit-mark-coding = marking a coding
edit-mark-done = interviews done
edit-mark-not-done = interviews not done
edit-merge = merge copies
edit-merge-codes = merge codes
edit-move-boundaries = move boundaries
edit-move-code = move a code
edit-pin = digit keys
edit-redo = redo
edit-remove-bookmark = removing a bookmark
edit-replace-code = replacing a code
edit-replace-words = replace words
edit-resolve = deal with a conflict
edit-retire-code = retire a code
edit-revise-code = revise a code
edit-revise-turn = correct a turn
edit-revive-code = bring back a code
edit-set-attributes = set attributes of an interview
edit-set-facet = set a facet
edit-set-memo-kind = change the kind of a memo
edit-set-respondent = set a respondent
edit-set-speaker = set a speaker
edit-settle = settle a disagreement
edit-split-code = split a code
edit-split-turn = split a turn
edit-start-interview = make an interview
edit-summarise = summarise an interview for a code
edit-tie-question = tie a question
edit-tie-questions = tie questions
edit-unassign = take interviews back from a coder
edit-uncode = remove codings
edit-undo = undo
edit-unlink-codings = unlinking codings
edit-withdraw = withdraw an interview
edit-write-memo = write a memo

## Errors

error-ambiguous-code = “{ $name }” means several codes; give the id or the path: “{ $candidates }”
error-bad-backup = the backup was not kept, because { $what }: { $path }
error-built-upon = later steps build on it, so it can't be undone alone
error-cancelled = Cancelled.
error-changed-since = { $coder } later changed the same things (step { $step }), so this step can't be undone or redone
error-codebook = the codebook has a fault: { $file }: line { $line }: { $what }
error-codebook-faults = the codebook has faults: { $file }: line { $line }: { $what }; { $n } more
error-config = the configuration has a fault: { $path }: line { $line } (in its words: “{ $detail }”)
error-content = the file can't be taken in: { $file }: { $what }
error-crosses-no-attribute = only attributes can be crossed, and “{ $by }” is none
error-exists = the file exists already: { $path }
error-fewer-steps = there are fewer steps: { $n }
error-file = { $what }: { $path }
error-holds-withdrawn = the file holds an interview that was withdrawn; open it for writing once, and it is taken out: { $path }
error-itself = { $path } is the study itself; name another copy of it.
error-missing = there is no study at this path: { $path }
error-newer = the file has format { $found }, and this program knows formats up to { $known }; a newer program is needed: { $path }
error-no-longer-fits = the study changed meanwhile: the place of this step is taken, or what it rests on is gone
error-no-such = the study has no { $thing } “{ $name }”
error-no-such-facet = the kind of code { $code } has no value “{ $value }” of a facet “{ $facet }”
error-no-test-groups = no test: groups have to be whole interviews, each in one group; here an interview can belong to several, or what is said in it to different ones
error-no-test-unit = no test: its unit has to be the interview; the codings or people of one interview don’t stand alone, and p-values from them mean nothing
error-not-a-study = this is no fangtan study: { $what }: { $path }
error-nothing-to-redo = there is nothing to redo
error-nothing-to-undo = there is nothing to undo
error-open-elsewhere = the study is open elsewhere and can only be read now: { $path }
error-open-elsewhere-by = the study is open elsewhere ({ $user } on { $host }, process { $pid }) and can only be read now: { $path }
error-other = it could not be done (in its words: “{ $detail }”)
error-other-study = { $path } is no copy of this study but another study; import takes in what it exports.
error-pattern-bad-class = the regular expression has no class of characters in its square brackets (character { $at })
error-pattern-bad-count = the regular expression repeats something no number of times (character { $at })
error-pattern-bad-escape = the regular expression has something after "\" that means nothing (character { $at }); to find "\" itself write "\\"
error-pattern-bad-group = the regular expression has something after "(?" that means nothing (character { $at })
error-pattern-nothing-to-repeat = the regular expression has nothing to repeat there (character { $at }); to find the sign itself write "\" before it
error-pattern-open-class = the regular expression has a square bracket without a partner (character { $at }); to find the bracket itself write "\" before it
error-pattern-open-group = the regular expression has a bracket without a partner (character { $at }); to find the bracket itself write "\" before it
error-pattern-too-large = the regular expression is too large, or has brackets in too many brackets (character { $at })
error-pattern-unknown-class = the regular expression names a class of characters that there is not (character { $at })
error-pattern-unsupported = the regular expression looks around or refers back, which is not supported (character { $at })
error-position = the position doesn't fit the text: interview “{ $interview }”: { $what }
error-query-bad-distance = "{ $word }" is no distance (character { $at }): near/50 means within 50 characters, near/2s within two sentences
error-query-empty = there is nothing to search for (character { $at })
error-query-no-value = after "{ $word }" a value is missing (character { $at })
error-query-nothing-after = after "{ $word }" something is missing (character { $at }); to find the word itself put it in quotation marks
error-query-open-bracket = a bracket has no partner (character { $at }); to find the bracket itself put it in quotation marks
error-query-open-quote = a quotation mark has no partner (character { $at })
error-query-too-deep = the query is too long, or has brackets in too many brackets (character { $at })
error-read-only = the study can only be read: { $path }
error-restless = Somebody changed the study while it was being read, so the parts don't fit together; the study is unharmed, try again.
error-signal = a signal ended the program; everything done was kept
error-strange = the study file holds what this program never writes; restore a backup and keep this file: { $place }
error-taken = the { $thing } id “{ $id }” belongs to something else: in the study it is “{ $here }”, in the file “{ $there }”
error-taken-interview = the interview id “{ $id }” belongs in the study to “{ $here }” with another text; in the file it is “{ $there }”
error-terminal = the terminal failed: { $what }
error-texts-apart = The copies have other texts of these interviews from the beginning: { $interviews }. Nothing was merged and both copies are as they were; export or withdraw the interview in one of them, then merge
error-too-few-coders = coders are compared from two on, and there are { $n }
error-truncated = the file is cut off, { $have } bytes of { $want }; perhaps it was not copied whole: { $path }
error-unknown-code = no code is named "{ $name }"
hint-near = did you mean "{ $near }"?
refused-amended = coding { $id } was amended; the one that counts in its place can be reviewed
refused-attribute-name = an attribute needs a name
refused-coded-already = the same coder has the same code on exactly that passage already
refused-conflict-by-hand = neither side of this conflict can be put in the place of the other by itself: mend it by hand, then keep what stands
refused-conflict-settled = it was said before which side stands: undo that step to choose again
refused-control-characters = the words hold control characters
refused-facet-lost = { $n ->
    [one] one coding
   *[other] { $n } codings
} of { $code } say { $facet } = { $value }, which the kind { $kind } doesn't have; change these values first
refused-guide-version = the study has another guide with version { $version }; count the version of the new one up
refused-in-use-below = { $n ->
    [one] one code in use lies
   *[other] { $n } codes in use lie
} under { $code }; move or retire what lies there first
refused-interview-taken = there is an interview named “{ $name }” already
refused-label = the label of a speaker is one line without a colon
refused-link-elsewhere = a link leads from one coding to another of the same interview
refused-link-relation = a link needs a relation
refused-name-taken = “{ $name }” stands there already, as { $there }; codes under one parent need different names
refused-no-digit = there is no digit key { $digit }
refused-no-disagreement = these codings are in no disagreement of the interview’s coders; `review disagreements` lists what can be settled
refused-no-id = no id is left for a new code
refused-no-name = a code needs a name
refused-no-neighbour = { $before } doesn't lie under the same code, so nothing can stand before it there
refused-no-pair = a disagreement is between codings of two coders in one interview, or between one and none
refused-not-behind = the interview has turns already, so a new one comes behind one of them
refused-not-its-coding = one of the codings no longer carries { $code }
refused-nothing-frozen = no version of the codebook is frozen; fangtan codebook freeze, or :freeze-codebook in the codebook, freezes one
refused-out-of-use = { $code } is out of use; bring it back first
refused-same = { $code } can't be merged with itself or split into itself
refused-same-again = an amended coding needs another code or other boundaries
refused-settled = coding { $id } settles a disagreement, which can be settled again
refused-speaker-taken = the interview has a speaker “{ $name }” already
refused-there-already = the same coder has that code on exactly that passage already: { $id }
refused-turn-outside = a turn of interview “{ $interview }” lies outside its text: { $start }..{ $end }
refused-under-itself = { $code } can't go under itself
refused-version-taken = there is a frozen version named “{ $name }” already; choose another name
refused-without-words = words are missing ({ $thing })
refused-your-own = you have that code on exactly that passage yourself: { $id }

## Why something can't be done

backup-damaged = the copy is damaged (in its words: “{ $detail }”)
backup-other-rows = the copy has other rows than the study
csv-double-column = line 1: the column “{ $name }” stands twice
csv-faulty = the csv is faulty (in its words: “{ $detail }”)
csv-no-column = line 1: there is no column “{ $name }”
csv-no-head = the file is empty; its first line has to name the columns, id and name among them
csv-ragged = { $found } cells under { $heads } heads
csv-unknown-column = line 1: there is no column “{ $name }” in a codebook; a column of your own is written “col:{ $name }”
damage-archive = the archive can't be opened (in its words: “{ $detail }”)
damage-cut-off = a part ends in the middle
damage-encoding = part { $part } is not { $encoding }
damage-missing = part { $part } is missing
damage-part = part { $part } can't be unpacked (in its words: “{ $detail }”)
damage-xml = the XML is faulty at byte { $at } (in its words: “{ $detail }”)
database-busy = another program holds the study file; try again later
database-corrupt = the database is damaged; restore the latest backup from the .backups folder
database-other = the database failed (in its words: “{ $detail }”)
database-read-only = the study file can't be written
fault-circle = code “{ $code }” is its own ancestor: its parents form a circle
fault-double-digit = the digit { $digit } is given to “{ $one }” and to “{ $other }”
fault-double-id = the id “{ $code }” is used twice
fault-link-to-nowhere = a link names “{ $code }”, which is no code
fault-no-id = a code has no id
fault-no-name = code “{ $code }” has no name
fault-no-such-digit = code “{ $code }” has the digit { $digit }; keys go from 0 to 9
fault-one-name = “{ $one }” and “{ $other }” stand under one parent with the same name “{ $name }”
fault-unknown-kind = code “{ $code }” has the unknown kind “{ $kind }”
fault-unknown-parent = code “{ $code }” has the unknown parent “{ $parent }”
field-flag = “{ $key }” is “{ $found }”; it has to be yes or no (true, false)
field-number = “{ $key }” is “{ $found }”; it has to be a whole number from 0 to { $most }
foreign-bytes = binary data
foreign-database = an SQLite database
foreign-doc = an old Office file (doc)
foreign-empty-zip = an empty zip archive
foreign-epub = an EPUB book
foreign-flac = a FLAC sound
foreign-gif = a GIF image
foreign-gzip = a gzip archive
foreign-jpeg = a JPEG image
foreign-json = JSON data
foreign-locked = a Word file locked with a password
foreign-media = a sound or film
foreign-ogg = an Ogg sound
foreign-pdf = a PDF file
foreign-png = a PNG image
foreign-presentation = a presentation (pptx)
foreign-program = a program
foreign-rar = a RAR archive
foreign-seven-zip = a 7z archive
foreign-xml = XML data
foreign-xz = an xz archive
foreign-zip = a zip archive
guide-double-number = the number “{ $number }” is used twice, first on line { $first }
guide-double-section = the section “{ $id }” stands twice
guide-no-number = a question has no number: “{ $text }”
guide-no-question = the guide has no question
guide-no-text = question “{ $number }” has no text
guide-no-title = section “{ $id }” has no title
io-denied = permission is denied
io-exists = there is a file of that name already
io-folder = this is a folder, not a file
io-full = the disk is full
io-name = the file name is not possible
io-no-text = the file is no UTF-8 text
io-not-folder = a part of the path is no folder
io-not-found = there is no such file or folder
io-other = reading or writing failed (in its words: “{ $detail }”)
io-path = the path is not possible
io-read-only = the disk can only be read
json-bad-value = “{ $key }” can't be “{ $value }”; it may be { $known }
json-dangling = { $whose } names the { $thing } “{ $id }”, which the file doesn't have
json-double-id = the { $thing } id “{ $id }” is used twice
json-newer = the format has version { $version }; this program knows version 1
json-other-format = its format is “{ $format }”, not “fangtan-study”
json-position = { $whose } (interview “{ $doc }”): { $what }
json-syntax = line { $line }, column { $column }: the JSON is faulty (in its words: “{ $detail }”)
json-turns-overlap = turns { $first } and { $second } of interview “{ $doc }” overlap
keymap-clash = “{ $key }” is given twice, or another sequence begins with it
keymap-command = there is no command “{ $name }”
keymap-context = there is no context “{ $name }”
keymap-key = there is no key “{ $key }”
limit-depth = its elements are nested too deeply
limit-document-type = it declares a document type
limit-parts = it has too many parts
limit-size = a part is too big
md-bad-link = a link is written “from → to | relation | hypothesis | reason”
md-field-of-nothing = a field stands before the first heading
md-skipped-level = this heading is more than one level below the one before it
md-stray = a line is a heading (#), a field (- **…**), or indented under a field
md-unknown-field = there is no field “{ $word }” here
md-unknown-part = there is no part “{ $word }”; parts are kinds, codes, links and attributes
not-a-study-no-database = it is no SQLite file
not-a-study-other-program = it is another program's SQLite file
ratings-bad-head = column { $column } has no name of its own
ratings-bad-row = the row can't be read
ratings-no-category = row { $row } under the heads: “{ $value }” is none of the categories
ratings-too-few-coders = the head row names { $coders } coders; two or more are needed
read-at-line = line { $line }: { $what }
read-damaged = the file is damaged: { $what }
read-damaged-project = the project can't be read: { $detail }
read-empty = the file is empty
read-endless = it is no file that ends: a device or a pipe
read-no-codebook = a codebook is a .toml, .csv, .md or .qdc file, not “{ $ending }”
read-no-column = the table has no column “{ $name }”
read-no-columns = no column is known to hold what was said: call them "speaker", "text" and "time", or import the answers of a survey with --survey (columns: { $heads })
read-no-project = it is a database, but no project of QualCoder, Taguette or RQDA; another copy of a study is taken in by “fangtan merge”
read-no-table = a survey is a table with a head for each column
read-no-text = this is no text: it looks like { $format }
read-not-yet = { $format } can't be read yet; save it as docx or txt
read-sample = the sample data of this program are faulty (in its words: “{ $detail }”)
read-several-projects = it holds several projects ({ $names }); export the one you want from Taguette as SQLite3 and import that file
read-too-big = the file has { $bytes } bytes, more than the { $most } that are read
read-too-large = the file has { $bytes } bytes, more than any such file has
read-too-many-lines = the text has { $lines } lines, more than the { $most } that are read
read-undecodable = not { $encoding } at byte { $at }
read-unsafe = the file is not read, to be safe: { $what }
shape-flag = true or false
shape-number = a whole number
shape-table = a table
shape-tables = a list of tables
shape-text = a text in quotation marks
shape-texts = a list of texts in quotation marks
span-empty = the passage { $start }..{ $end } is empty or reversed
span-inside = position { $at } lies inside a character that is written with several code points
span-outside = the passage { $start }..{ $end } ends outside the text, which has { $len } characters
thing-attribute = attribute
thing-attribute-value = attribute value
thing-category = category
thing-code = code
thing-codebook-version = codebook version
thing-coder = coder
thing-coding = coding
thing-conflict = conflict
thing-facet = facet
thing-interview = interview
thing-kind = kind
thing-layer = layer
thing-memo = memo
thing-question = question
thing-respondent = respondent
thing-speaker = speaker
thing-step = step
thing-table = table of the document
thing-turn = turn
toml-other-format = the file says format = “{ $found }”; “{ $expected }” is needed
toml-other-version = the format has version { $found }; this program reads version { $known }
toml-syntax = the TOML is faulty (in its words: “{ $detail }”)
toml-unknown-key = the file has no key “{ $key }”
toml-unknown-key-of = { $table } has no key “{ $key }”
toml-wrong-type = “{ $key }” has to be { $expected }
whose-bookmark = a bookmark
whose-code = code “{ $id }”
whose-coding = coding { $place }
whose-memo = a memo
whose-turn = a turn
write-too-large = “{ $sheet }” has more rows or columns than a worksheet can hold
write-workbook = the workbook was not written (in its words: “{ $detail }”)

## Command line

cli-accepted = Codings accepted: { $n }
cli-added = Added
cli-agreement-needs-positive = With more than two categories { $measure } needs --positive to say which of them is yes.
cli-agreement-needs-study = Name a study, or give a table with --ratings.
cli-agreement-no-layer = Agreement compares what each coder coded, so --layer has no place here.
cli-agreement-not-here = { $measure } doesn't fit these data: light_kappa is for tables of --ratings, measures of passages for studies.
cli-agreement-settled-filter = --settled compares what stands after settling and takes neither --status nor --facet
cli-amend-nothing = Say what it should be: --code, or --start and --end
cli-amended = Amended; the coding that counts now has the id { $id }
cli-asked = Codings queried: { $n }
cli-assign-nobody = Say who is to code them: --to NAME
cli-assigned = Interviews for { $coder } to code: { $n }
cli-assigned-blind = Interviews for { $coder } to code blind: { $n }. In this file that is a rule the program keeps, not a lock
cli-autocode-dry = Nothing was changed. Hits: { $hits }; codings to make: { $n }; there already: { $there }
cli-autocoded = Hits: { $hits }; codings made: { $n }; there already and left: { $there }
cli-autosuggested = Hits: { $hits }; suggestions made: { $n } (left out of every figure until accepted); there already and left: { $there }
cli-backup-holds = This backup still holds it: { $path } (--remove-backups removes such; when restored it loses the interview)
cli-backup-removed = Removed the backup that held it: { $path }
cli-check-ok = All is well: the database, { $interviews } interviews, every quotation and the codebook
cli-codebook-frozen = Froze the codebook as “{ $name }” (version { $number }).
cli-codebook-imported = { $added } codes added, { $revised } revised
cli-codebook-ok = The codebook is sound: { $codes } codes, { $links } links
cli-coded = Coded: { $code } { $start }–{ $end }, id { $id }
cli-conflict = Conflict, { $kind }: { $place }: { $kept } stands, not { $other }
cli-conflict-nothing = nothing
cli-conflict-several = Several conflicts begin with «{ $id }»
cli-copy-holds = Another copy of the study beside it still holds the interview: { $path }
cli-copy-of-another = Note: this is the work copy of { $whose }, and this is done in the name of { $coder } (--coder { $whose } does it in theirs)
cli-created = Made the study { $path }
cli-csv-leaves-out = A csv holds codes alone: facets of kinds and links between codes are left out; .toml and .md have them
cli-cut-cells = { $n } cells hold more than a worksheet can and were cut
cli-demo-built = Built the demonstration study { $path } (sample data: invented interviews)
cli-demo-kept = Kept the old demonstration study as { $path }
cli-done = Interviews that { $coder } is done with: { $n }
cli-error-prefix = Error:{" "}
cli-export-complete = This file is the study itself: it also holds the words marked as not to be quoted or as background only, and interviews that may not be quoted. Keep it from readers.
cli-export-what = --what goes with .docx, .html and .md only
cli-export-whole = .json, .qdpx and .qdc are the whole study and can't be filtered: leave the filters out, or write .csv, .xlsx or .zip
cli-fault-line = { $file }: line { $line }: { $what }
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
cli-kept = Codings kept under the present definition: { $n }
cli-keys-fragile = { $command } has only keys that fail on some terminals: { $keys }
cli-keys-hidden = [{ $context }] every key of { $command } runs another command: { $keys }
cli-keys-never = { $keys } is the same as another key, or an input method takes it: { $command } never gets it
cli-keys-ok = { $n } keys, nothing wrong with them
cli-kind-of-memos = --kind goes with list memos only
cli-kwic-no-words = A concordance needs words to look for; codes and people alone have none. `search` finds their passages, `quotes` prints them.
cli-marked = { $use ->
            [not-quoted] Not to be quoted
            [background] Background only
           *[other] Free to be quoted
        }: { $n } { $n ->
            [one] coding
           *[other] codings
        }
cli-matrix-what = Name the study file, or call `matrix set`.
cli-merge-nothing = The other copies have nothing that this one doesn't have
cli-merge-withdraws = “{ $interview }” was withdrawn in another copy and would be withdrawn here
cli-merge-withdrew = “{ $interview }” was withdrawn in another copy and is withdrawn here, too
cli-merge-would = Would take in: steps { $steps }, turns with other words { $turns }; conflicts: { $n }. Nothing was written
cli-merged = Took in: steps { $steps }, turns with other words { $turns }; conflicts to look at: { $n } (list conflicts)
cli-merged-blind = Done. What others did with interviews that you code blind is not told
cli-merging = Merging
cli-needs-output = The format { $format } needs a file: -o FILE
cli-no-coder = a coder needs a name
cli-no-codes = the study has no codes, and a codebook without codes is none
cli-no-encoding = No encoding is called «{ $name }»
cli-no-export = There is no export to «{ $ending }»: .json, .qdpx, .qdc, .csv, .xlsx, .zip, .docx, .html and .md are possible
cli-no-folder = { $path }: there is no such folder
cli-no-font = No font on this machine has “{ $chars }”; no picture was written. Install a font with these characters (Noto Sans CJK for Chinese), or write svg.
cli-no-format = { $verb } has no format { $format }
cli-no-glyphs = config.toml: there are no glyphs “{ $name }”; there are ascii, safe, rich and auto
cli-no-guide = The study has no guide. Take one in with guide import
cli-no-home = there is no home folder to put the study in
cli-no-name-left = no file name is left for the old study
cli-no-picture = This verb, or this use of it, has no picture, and nothing was done; freq, crosstab, cooccur, links, saturation, codebook show, words and agreement have one: links without --orphans, cooccur without --by, agreement without --rounds and --ratings.
cli-no-popup = config.toml: popup_ms is a number of milliseconds or "off", not “{ $word }”
cli-no-speakers = the regular expression of --speakers is faulty (in its words: “{ $detail }”)
cli-no-terminal = open needs a terminal; in a pipe use freq, codings, list and the like
cli-no-theme = There is no theme “{ $name }”; there are dark, light, 16, plain and auto
cli-no-width = config.toml: ambiguous is narrow, wide or auto, not “{ $name }”
cli-not-done = Interviews that { $coder } is not done with after all: { $n }
cli-nothing-changed = Nothing had to be changed
cli-nothing-to-draw = There are no figures to draw; no picture was written. Widen the filter, or look at the table.
cli-passed-over = Not read, since it is no transcript: { $path }
cli-picture-needs-format = --picture is for pictures only: add -o FILE.svg or -o FILE.png
cli-picture-needs-kinds = --picture flow leads from one kind of code to another: add --rows and --cols
cli-picture-too-large = The picture would have too many pixels; it was not written. Write svg, or add a filter.
cli-reading = Reading
cli-redone = Done again, step { $step }: { $kind }
cli-rejected = Codings rejected: { $n }
cli-rename-twice = “{ $label }” is both a new label and one that gets another: these renames would make different people one. Import first, then rename with “fangtan speaker”
cli-resolved = Conflicts dealt with: { $n }
cli-respondent-nothing = A respondent needs a label
cli-respondent-set = Noted the respondent { $label }
cli-respondent-there = There is a respondent { $label } already; respondent set changes attributes
cli-settle-no-code = --take other needs a code: --code CODE
cli-settle-twice = Name each coding once
cli-settled = Settled: { $outcome }
cli-settled-other = Settled; the coding that stands has the id { $id }
cli-speaker-nothing = Say what to change: --role, --rename or --respondent
cli-speaker-set = Changed the speaker { $label }
cli-summary-gone = The summary of { $interview } for { $code } is gone.
cli-summary-same = The summary of { $interview } for { $code } is as it was.
cli-summary-written = Summary of { $interview } for { $code } written.
cli-target-exists = { $path } exists already and was not touched; --force writes over it
cli-target-is-study = { $path } is a study, or another SQLite database, and no result takes its place; choose another name
cli-there-already = The same coder has that code on this passage already, nothing changed: { $code }, id { $id }
cli-tie-words = To tie by hand name an interview, a turn and a question: guide tie STUDY INTERVIEW TURN QUESTION.
cli-tied = Tied
cli-ties-done = { $n } turns tied as one step; { $tied } that were tied stay as they are
cli-ties-dry = { $n } turns would be tied; { $tied } that are tied stay as they are
cli-ties-nobody = Nobody is known to ask in: { $list }. Say who does with speaker … --role interviewer.
cli-two-coders = --coders takes two names: A,B
cli-unassigned = Interviews taken back from { $coder }: { $n }
cli-uncoded = { $n ->
    [one] Took one coding away
   *[other] Took { $n } codings away
}
cli-undone = Undone, step { $step }: { $kind }
cli-warning = Warning: { $what }
cli-warning-of = Warning: { $file }: { $what }
cli-withdraw-unconfirmed = withdraw takes an interview out for good: text, codings, memos, log. Say --for-good to do it
cli-withdrawn = Took “{ $interview }” out for good: its text, { $codings } codings, { $memos } memos, and what the log knew of it
cli-withdrawn-beyond = Copies sent elsewhere, and what the disk keeps of earlier blocks, are out of reach
cli-withdrawn-quoted = The file still quotes { $n } of its lines elsewhere, in examples of codes or in memos on other things: search for them
cli-work-copy = Wrote the work copy { $path } for { $coder }: { $n } interviews, nobody else's work
cli-written = Wrote { $path }
usage-conflict = “{ $option }” can't be used with “{ $other }”
usage-help = For more information, try --help.
usage-line = Usage: { $usage }
usage-missing = still needed: { $options }
usage-no-choice = it may be { $known }
usage-no-equals = “{ $option }” takes its value after an equals sign
usage-no-number = it has to be a whole number from { $least }
usage-no-orders = it has to be a whole number from 0 to 100000
usage-no-pair = it has to be of the form NAME=VALUE
usage-no-percent = it has to be a number from 0 to 100
usage-no-share = it has to be a number above 0 and at most 1
usage-no-utf8 = the call holds words that are no UTF-8
usage-number-of-values = “{ $option }” takes another number of values
usage-twice = “{ $option }” can stand only once
usage-unknown-option = there is no option “{ $option }”
usage-unknown-verb = there is no verb “{ $verb }”
usage-value-bad = it can't be written like this
usage-value-missing = “{ $option }” needs a value
usage-value-unknown = “{ $option }” can't be “{ $value }”; it may be { $known }
usage-value-wrong = “{ $option }” can't be “{ $value }”: { $why }
usage-verb-missing = it is not said what to do

## Documents that leave the study

paper-about = About
paper-codebook = Codebook
paper-comma = { ", " }
paper-content = Content
paper-continued = { " (continued)" }
paper-counts = Codings: { $codings }, in { $interviews } { $interviews ->
            [one] interview
           *[other] interviews
        }.
paper-definition = { "Definition: " }
paper-example = { "Example: " }
paper-fact = { $key }: { $value }
paper-filter = Filter
paper-fingerprint = Fingerprint of the data
paper-item = Item
paper-lang = en
paper-not-when = { "Not for: " }
paper-note = { "Note: " }
paper-notice = Note well
paper-program = Program
paper-quotes = Quotations
paper-source = { $from } (coded by { $coders })
paper-study = Study
paper-table = Table { $n }  { $title }
paper-table-of = { $title }: { $of }
paper-tables = Tables
paper-text-cells = Cells of text
paper-text-cells-words = All text is written as text: what begins with = + - @ is never computed. Shares are parts of one, shown as per cent.
paper-transcripts = Coded transcripts
paper-turn = turn { $turn }
paper-use-when = { "Use for: " }
paper-withheld = Where [not to be quoted] or [background only] stands, words are left out: respondents don't agree to being quoted, or the passage is for background. They count in every figure.

## The full-screen program

about-above = Above
about-above-words = { $above } (level { $level })
about-aliases = Also
about-changed = { $what } ({ $fields })
about-color = Colour
about-color-words = colour { $color }
about-definition = Definition
about-example = Example
about-facet = Facet
about-facet-words = { $facet }: { $values }
about-figures = Counts
about-figures-words = own { $own }, with codes below { $total }, in { $interviews } interviews
about-history = History
about-hypothesis = [hypothesis]
about-kind = Kind
about-links = Links
about-memos = Memos
about-merged = Out of use: merged into { $code }
about-more = … more: { $key-side-panel } shows all of it
about-name-en = English
about-not-when = Not when
about-overlaps = { $n ->
    [one] 1 overlap
   *[other] { $n } overlaps
} (interviews: { $interviews })
about-page = page { $page } of { $pages }   { $key-page-down } turns   { $key-side-panel } goes back to the tree
about-retired = Out of use: its codings are kept and hidden
about-source = Source
about-use-when = Use when
agreement-after-settling = after { $n } settled
agreement-before-settling = before settling
agreement-by-character = Unit: character
agreement-by-interview = Unit: interview
agreement-by-paragraph = Unit: paragraph
agreement-by-sentence = Unit: sentence
agreement-by-turn = Unit: turn
agreement-hidden = { $n } coded blind by you
agreement-inferred = { $n } unmarked
agreement-intervals = Intervals: interviews drawn { $replicates } times, { $level }%; bar: α from 0 to 1, edges: limits
agreement-left-out = { $n } not coded twice
agreement-mean = Mean α { $mean } ({ $defined } of { $codes } codes with a value)
agreement-no-intervals = No intervals: fewer than { $fewest } interviews coded twice; bar: α from 0 to 1
agreement-pooled = Pooled κ { $kappa }
agreement-progress = Working… { $done }/{ $of }
agreement-reading = "agr.%" counts units nobody coded and is high for rare codes; report α or κ
agreement-sample = { $interviews } interviews, { $units } units, no interviewer
analysis-by = By { $by }
analysis-progress = Working… { $done }/{ $of }
asked-added = not in the guide
asked-as-written = asked as written
asked-reworded = reworded
asked-skipped = skipped
attributes-none = No attributes yet: { $key-new-attribute } adds a column
bar-scale = one cell: { $n }
bar-scale-times = times, one cell: { $n }
bar-scale-value = { $value }, one cell: { $n }
by-attribute = { $name } ({ $n } values)
by-coder = Coder
by-layer = Final version and each coder’s
by-nothing = No groups
by-question = Question of the guide
by-role = Role of the speaker
by-title = Groups by
cmd-accept = Accept
cmd-accept-coding = Say that the coding is right
cmd-add-child-code = Make a code below
cmd-add-code = Make a code
cmd-after-settling = Compare before or after settling
cmd-agreement = Agreement between coders
cmd-all-words = Function words too, or not
cmd-analysis = Overview of the analyses
cmd-anchor = Start or end a selection that follows the cursor
cmd-as-table = Show as a table, or as a chart again
cmd-ask-back = Ask the coder back
cmd-attributes = Attributes of the interviews in a table
cmd-back = Go back; quit from the first screen
cmd-back-to-here = Go back to how the study was after this step
cmd-base = Another base for Guest’s rule
cmd-bookmark = Set or remove a bookmark
cmd-boundaries = Move the ends of the passage
cmd-cancel = Cancel
cmd-co-occurrence = Co-occurrence: problems × countermeasures
cmd-coarser = Use a larger unit
cmd-code-0 = Give or take the code on key 0
cmd-code-1 = Give or take the code on key 1
cmd-code-2 = Give or take the code on key 2
cmd-code-3 = Give or take the code on key 3
cmd-code-4 = Give or take the code on key 4
cmd-code-5 = Give or take the code on key 5
cmd-code-6 = Give or take the code on key 6
cmd-code-7 = Give or take the code on key 7
cmd-code-8 = Give or take the code on key 8
cmd-code-9 = Give or take the code on key 9
cmd-code-hits = Give a code to all hits of the search
cmd-codebook = The codebook
cmd-colour-code = Change the colour of the code
cmd-commands = List every command
cmd-confidence = How sure: high, middle, low, not said
cmd-conflicts = Conflicts that merges left
cmd-copy = Copy the quotation with its place
cmd-cycle-codings = Choose another coding under the cursor
cmd-disagreements = Where two coders differ
cmd-discard = Give up the correction
cmd-earlier = Take an earlier version
cmd-edit-code = Edit definition, use when, not when and so on
cmd-edit-memo = Read or change the memo under the cursor
cmd-emergent = Emergent codes only, or all
cmd-end-turn = End this turn and begin the next
cmd-export-codebook = Write the codebook to a file
cmd-export-decisions = Write the record of decisions to a file
cmd-export-table = Write this table to a file
cmd-extend = Extend the selection by a unit
cmd-extend-back = Extend the selection back by a unit
cmd-extend-word = Extend the selection by a word
cmd-facet = Set a facet of the coding
cmd-filter-code = Show one code only
cmd-filter-coder = Show memos of one coder
cmd-filter-interview = Show one interview only
cmd-filter-kind = Show memos of one kind
cmd-filter-status = Show another status
cmd-find-speakers = How speakers are found in the file
cmd-find-speakers-all = How speakers are found in all files
cmd-finer = Use a smaller unit
cmd-first = Go to the beginning
cmd-first-coder = Another first coder
cmd-fold = Close the branch
cmd-freeze-codebook = Freeze the present version of the codebook
cmd-frequencies = Code frequencies
cmd-group-rows = Order by interview, code or coders
cmd-groups = Choose the groups
cmd-half-page-down = Half a screen down
cmd-half-page-up = Half a screen up
cmd-heard = Interviewers’ words too, or not
cmd-heat-map = Codes by groups
cmd-help = Keys of this screen
cmd-history = Steps, to go back to one
cmd-hold-out = Hold out the interview under the cursor, or take it back
cmd-home = Home: progress, decisions
cmd-how-to-quit = How to quit
cmd-import = Import files
cmd-import-back = A step back in the import
cmd-import-next = Go on with the import
cmd-import-now = Import all that was agreed to
cmd-in-vivo = Make a code of the passage's own words
cmd-indent-code = Put it under the code before it
cmd-interview-memo = Write a memo on the interview
cmd-interview-order = Another order of interviews
cmd-interviews = List of interviews
cmd-jump = Jump to a unit by its letters
cmd-keep-standing = Keep what stands
cmd-kinds = Other kinds of code against each other
cmd-last = Go to the end
cmd-later = Take a later version
cmd-leave-list = Go back, but never quit
cmd-leave-out = Leave this one out of the import, or take it after all
cmd-level = Change the levels shown
cmd-line-break = Break the line
cmd-link = Link to another coding
cmd-mark = Mark, to take several at once
cmd-mark-all = Mark all files of the folder, or none
cmd-memo = Write a memo: on a coding or the selection, a code, an interview
cmd-memo-kind = Give the memo another kind
cmd-memos = All memos
cmd-menu = What can be done here
cmd-menu-bar = Menu of all commands
cmd-merge = Take in another copy of this study
cmd-merge-code = Merge into another code
cmd-mouse-off = Give the mouse back to the terminal
cmd-mouse-on = Use the mouse
cmd-move-code-down = Move down
cmd-move-code-up = Move up
cmd-name-interview = Give the interview another name
cmd-narrow = Filter the figures
cmd-new-attribute = Add an attribute
cmd-new-code = Make a code and give it here
cmd-new-interview = New interview, to be typed
cmd-new-study = Make a study
cmd-next = Next
cmd-next-bookmark = Next bookmark
cmd-next-character = Next character
cmd-next-clause = Next clause
cmd-next-coded = Next coded passage
cmd-next-column = Next column
cmd-next-hit = Next hit
cmd-next-interview = Next interview
cmd-next-memo = Next memo
cmd-next-open = Go to the next one that is open
cmd-next-pane = Move in the next part of the screen
cmd-next-panel = Next panel; beside co-occurrence, codes without a link
cmd-next-paragraph = Next paragraph
cmd-next-question = Next question of the guide
cmd-next-same-speaker = Next turn of the same speaker
cmd-next-sentence = Next sentence
cmd-next-tab = Next group
cmd-next-turn = Next turn
cmd-next-unread = Next sentence neither read nor coded
cmd-next-use = Next use of this code, also in later interviews
cmd-next-word = Next word
cmd-normalise = Shares of what
cmd-open = Open
cmd-open-demo = Open the demonstration study
cmd-other-code = Say another code
cmd-other-end = Go to the other end
cmd-outdated = Codings made under an older definition, or the queue
cmd-outdent-code = Put it beside the code above it
cmd-page-down = A screen down
cmd-page-up = A screen up
cmd-palette = Choose a code
cmd-passages = Passages of this code
cmd-pin = Put this code on a digit key
cmd-pins = Change the set of codes on the digit keys
cmd-previous = Previous
cmd-previous-bookmark = Previous bookmark
cmd-previous-character = Previous character
cmd-previous-coded = Previous coded passage
cmd-previous-column = Previous column
cmd-previous-field = The field before
cmd-previous-hit = Previous hit
cmd-previous-interview = Previous interview
cmd-previous-memo = Previous memo
cmd-previous-open = Go to the one before that is open
cmd-previous-pane = Move in the part of the screen before
cmd-previous-paragraph = Previous paragraph
cmd-previous-question = Previous question of the guide
cmd-previous-same-speaker = Previous turn of the same speaker
cmd-previous-sentence = Previous sentence
cmd-previous-tab = Previous group
cmd-previous-turn = Previous turn
cmd-previous-unread = Previous sentence neither read nor coded
cmd-previous-use = Previous use of this code, also in earlier interviews
cmd-previous-word = Previous word
cmd-put-aside = Put it aside
cmd-put-other = Put the other in its place
cmd-question = Tie the question to one of the guide
cmd-quit = Quit
cmd-read-as = Read the file in another encoding
cmd-read-as-all = Read all files in another encoding
cmd-reason = Write the reason for the next verdict
cmd-redo = Redo
cmd-reject-coding = Say that the coding is wrong
cmd-remove-code = Take a code away
cmd-remove-memo = Remove the memo
cmd-rename-code = Rename
cmd-rename-speaker = Rename the speaker, or make two one
cmd-rename-speaker-all = The same for this label in all interviews
cmd-repeat = Give the last codes again
cmd-replace-code = Give another code in its place
cmd-replace-words = Replace words in all interviews
cmd-reselect = Select what was selected last
cmd-retire-code = Take out of use, or back (nothing is deleted)
cmd-review = Codings to be reviewed
cmd-revise = Correct the words of this turn
cmd-run-length = Another run for Guest’s rule
cmd-saturation = Saturation curve
cmd-save = Make a verified backup
cmd-search = Search the text, or filter the list
cmd-search-everywhere = Search all interviews
cmd-second-coder = Another second coder (after the last: everybody)
cmd-select-turns = Start or end a selection of whole turns
cmd-set-attribute = Give the interview an attribute
cmd-set-attribute-all = Give all interviews an attribute
cmd-show-retired = Show or hide codes out of use
cmd-show-whole = Show the turns, or the whole text
cmd-shrink-word = Shorten the selection by a word
cmd-side-panel = Open or close the side panel
cmd-sort = Change the order
cmd-speaker-role = The speaker asks, answers, or neither
cmd-speaker-role-all = The same for this label in all interviews
cmd-split-code = Split the code, coding by coding
cmd-star = Mark as worth quoting, or not
cmd-study-memo = Write a memo on the study
cmd-suspend = Suspend; fg comes back
cmd-swap-ends = Move the other end of the selection
cmd-switch-pane = Go to the results of a search, or back to its field
cmd-take-a = Take A: the first coder's coding stands
cmd-take-b = Take B: the second coder's coding stands
cmd-take-both = Keep both
cmd-take-neither = Keep neither
cmd-tie-questions = Tie the interviewer's turns to the questions of the guide
cmd-tie-respondent = Which respondent the speaker is
cmd-tie-respondent-all = The same for this label in all interviews
cmd-tour = Tour of the demonstration study; again ends it
cmd-tour-next = Next stop of the tour
cmd-type-turns = Type turns behind the last one
cmd-undo = Undo
cmd-unfold = Open the branch
cmd-unit = Another unit
cmd-use = Use of the words: not to be quoted, background only, free
cmd-value = Count something else
cmd-versions = Compare two versions of the codebook
cmd-visited-back = Go back to where the cursor was
cmd-visited-forward = Go forward again
cmd-wider = Wider values, or each value again
cmd-words = Word frequencies
commands-keys = { $key-accept } runs   { $key-previous }/{ $key-next } choose   { $key-cancel } closes
commands-title = Commands
confidence-high = high
confidence-low = low
confidence-middle = middle
confirm-keys = { $key-accept } does it   { $key-cancel } cancels
conflict-about = { $what ->
    [turn] turn { $about }
   *[other] { $about }
}
conflict-other = The other: { $by }  { $at }
conflict-standing = Stands: { $by }  { $at }
copy-blind = What others did with interviews that you code blind is not told.
copy-conflicts = { $n } things that both changed: the later change stands, the other is listed
copy-line = { $what }: { $added } new, { $changed } changed, { $removed } gone
copy-title = Take in «{ $file }»?
copy-turns = { $n } turns get other words
copy-undo = A backup is made first; undo takes the merge back. The other file stays as it is.
copy-undo-but-withdrawn = A backup is made first; undo takes the merge back, but not the withdrawals.
copy-withdraws = “{ $interview }” was withdrawn there and goes here for good
counting-rule = Counted: codings; interviews with at least one of them
counting-rule-respondents = Counted: codings; interviews and respondents with at least one of them
curve-band = { $glyph } { $orders } random orders
curve-cell = { $interview }: { $codes } new codes, { $cumulative } so far: { $ids }
curve-cell-held = Held out { $interview }: { $codes } new codes: { $ids }
curve-cell-held-nothing = Held out { $interview }: no new codes
curve-cell-nothing = { $interview }: no new codes, { $cumulative } so far
curve-codes-all = all codes
curve-codes-emergent = emergent codes
curve-new = New
curve-no-held-out = Nothing is held out: { $key-hold-out } on an interview holds it out.
curve-not-reached = { $codes } codes so far, saturation not reached (base { $base }, run { $run })
curve-order-date = Order: by date
curve-order-given = Order: as given
curve-order-import = Order: as imported
curve-order-study = Order: the study’s
curve-reached = { $codes } codes so far, saturated at { $after }+{ $run } (base { $base })
curve-rule = base { $base }, run { $run }
curve-too-few = { $codes } codes so far; too few interviews for Guest’s rule
difference-turn = turn { $turn }
difference-with = { $coder }: yes
difference-without = { $coder }: no
disagreements-by-code = by code
disagreements-by-coders = by coders
disagreements-differ = differ in
disagreements-no-precedents = this dispute was never settled before
disagreements-open = open
disagreements-overlap = { $shared } of { $hull } characters in common ({ $percent }%)
disagreements-precedents = before
disagreements-progress = settled { $done }, left { $left }
disagreements-settled = settled
empty-agreement = There are no codes to compare yet. { $key-back } goes back.
empty-changes = These two versions are the same
empty-codebook = There are no codes yet. Press { $key-add-code } to make one, or import a codebook with fangtan codebook import.
empty-conflicts = No conflicts. Where two copies changed the same thing without knowing of each other, the later change stands and the other is listed here.
empty-curve = There are no interviews to draw: none yet, or none that pass. { $key-narrow } changes the filter.
empty-differences = On this code the coders don't differ anywhere. { $key-back } goes back.
empty-disagreements = No two coders differ anywhere: an interview needs two who have coded it. { $key-back } goes back.
empty-filter = Nothing fits. { $key-cancel } takes the filter away.
empty-frequencies = Nothing is coded yet. Open an interview and press a digit or { $key-palette }.
empty-heat = There are no codings to group: nothing is coded yet, or nothing passes. { $key-narrow } changes the filter.
empty-history = Nothing was done in this study yet. Press { $key-back } to go back.
empty-interview = This interview has no text. Press { $key-type-turns } to type it, { $key-back } to go back.
empty-interviews = There are no interviews yet. Press { $key-import } to import files, or { $key-new-interview } to type an interview.
empty-lines = The word isn’t there: it doesn’t pass the filter, or the text was changed. { $key-back } goes back.
empty-memos = There are no memos yet. Press { $key-memo } in an interview, the codebook or the list of interviews, or { $key-study-memo } for a memo on the study.
empty-no-attribute = No attribute makes groups: neither interviews nor respondents have one with several values. { $key-groups } groups by coder, role or question; attributes are filled in from the list of interviews with { $key-attributes }.
empty-outdated = Nothing was coded under an older definition. { $key-outdated } shows the codings that wait, { $key-back } goes back.
empty-pairs = No codes stand together: nothing is coded yet, or the two kinds never meet. { $key-unit } takes another unit, { $key-narrow } another filter.
empty-passages = This code has no passages of its own yet; those of the codes below it are listed there. Press { $key-back } to go back.
empty-pins = No code is on a digit key: press { $key-pin } on a coded sentence
empty-review = No coding waits for a word. { $key-filter-status } shows those of another status, { $key-back } goes back.
empty-review-none = Nothing has been coded yet. { $key-back } goes back.
empty-table = This table has no rows.
empty-versions = No version is frozen yet. Press { $key-freeze-codebook } in the codebook to freeze the present one; later ones can be compared with it.
empty-words = There are no words to count: no interviews yet, or none that pass. { $key-narrow } changes the filter.
field-digit = Digit key
field-name = Name
form-keys = { $key-other-end } next   { $key-previous-field } back   { $key-accept } keeps and closes   ; between other names
form-title = Edit: { $code }
group-code = Coding
group-codebook = Codebook
group-go = Screens
group-move = Moving
group-review = Review
group-select = Selecting
group-study = Study
group-without-value = no value
head-ac1 = AC1
head-alpha = α
head-alpha-interval = α, interval
head-both = both
head-chars = Chars
head-code = Code
head-codings = Codings
head-definition = defined
head-g2 = G²
head-interview = Interview
head-interviews = Inter.
head-kappa = κ
head-key = key
head-neither = none
head-only-first = A
head-only-second = B
head-over = Said more by
head-p_pos = p_pos
head-percent = agr.%
head-respondents = Resp.
head-share = % int.
head-times = Times
head-word = Word
heat-cell-hidden = { $code } × { $group }: one or two respondents, not shown so that nobody is recognised
heat-cell-interviews = { $code } × { $group }: { $part } of { $whole } interviews, { $codings } codings
heat-cell-respondents = { $code } × { $group }: { $part } of { $whole } respondents, { $codings } codings
heat-legend-column = % of group  blank 0-20  { $one } 21-41  { $two } 42-62  { $three } 63-83  { $four } 84-100
heat-legend-count = % of the most, { $most }  blank 0-20  { $one } 21-41  { $two } 42-62  { $three } 63-83  { $four } 84-100
heat-legend-row = % of row  blank 0-20  { $one } 21-41  { $two } 42-62  { $three } 63-83  { $four } 84-100
help-keys = Type to search   { $key-accept } try it   { $key-cancel } close
help-mouse = Shift-drag (iTerm2: Option) is the terminal's selection
help-title = Keys of this screen ({ $key-accept } tries one)
here = Here:
here-none = no code
hint-accept = done
hint-accept-coding = accept
hint-add-child-code = below
hint-add-code = new
hint-after-settling = settled
hint-agreement = agreement
hint-all-words = all words
hint-analysis = analyses
hint-as-table = table/chart
hint-ask-back = ask back
hint-attributes = attributes
hint-back = back
hint-back-to-here = back to here
hint-base = base
hint-boundaries = ends
hint-cancel = cancel
hint-co-occurrence = together
hint-coarser = unit
hint-code-0 = stays
hint-code-1 = code
hint-code-hits = code all
hint-codebook = codebook
hint-colour-code = colour
hint-commands = commands
hint-conflicts = conflicts
hint-copy = copy
hint-disagreements = differences
hint-discard = give up
hint-earlier = version
hint-edit-code = edit
hint-edit-memo = read/edit
hint-emergent = emergent
hint-end-turn = next turn
hint-export-codebook = export
hint-export-decisions = export
hint-export-table = write
hint-extend = extend
hint-facet = facet
hint-filter-code = code
hint-filter-coder = coder
hint-filter-interview = interview
hint-filter-kind = kind
hint-filter-status = status
hint-find-speakers = find speakers
hint-find-speakers-all = find speakers in all
hint-first-coder = coders
hint-fold = close/open
hint-freeze-codebook = freeze
hint-frequencies = counts
hint-group-rows = order
hint-groups = groups
hint-heard = interviewers
hint-heat-map = by groups
hint-help = help
hint-history = steps
hint-hold-out = hold out
hint-home = home
hint-import = import
hint-import-back = back
hint-import-next = go on
hint-import-now = import
hint-in-vivo = in vivo
hint-indent-code = level
hint-interview-order = order
hint-interviews = interviews
hint-jump = jump
hint-keep-standing = keep
hint-kinds = kinds
hint-later = later
hint-leave-list = back
hint-leave-out = leave out
hint-level = levels
hint-line-break = line break
hint-mark = mark
hint-mark-all = mark all
hint-memo = memo
hint-memo-kind = kind
hint-memos = memos
hint-menu = menu
hint-merge = take in a copy
hint-merge-code = merge
hint-move-code-down = move
hint-move-code-up = up
hint-name-interview = name
hint-narrow = filter
hint-new-attribute = add a column
hint-new-code = new
hint-new-interview = new
hint-new-study = new study
hint-next = one by one
hint-next-character = a character
hint-next-coded = next coding
hint-next-open = next open
hint-next-pane = part
hint-next-panel = panel
hint-next-unread = next unread
hint-normalise = shares
hint-open = open
hint-open-demo = demonstration
hint-other-code = recode
hint-other-end = other end
hint-outdated = old definitions
hint-outdent-code = level up
hint-palette = codes
hint-pin = pin
hint-pins = set
hint-previous = a character
hint-previous-character = a character
hint-previous-column = column
hint-previous-field = back
hint-previous-pane = part before
hint-previous-word = a word
hint-put-aside = aside
hint-put-other = put the other
hint-question = question
hint-quit = quit
hint-read-as = encoding
hint-read-as-all = encoding of all
hint-reason = reason
hint-redo = redo
hint-reject-coding = reject
hint-remove-code = remove
hint-remove-memo = remove
hint-rename-code = rename
hint-rename-speaker = rename/merge
hint-rename-speaker-all = rename in all
hint-repeat = repeat
hint-replace-code = replace
hint-replace-words = replace
hint-retire-code = retire
hint-review = review
hint-revise = correct
hint-run-length = run
hint-saturation = saturation
hint-search = search
hint-search-everywhere = search all
hint-second-coder = second
hint-set-attribute = attribute
hint-set-attribute-all = attribute of all
hint-show-retired = retired
hint-show-whole = turns/text
hint-side-panel = panel
hint-sort = order
hint-speaker-role = role
hint-speaker-role-all = role in all
hint-split-code = split
hint-star = star
hint-study-memo = study memo
hint-switch-pane = field/results
hint-take-a = take A
hint-take-b = take B
hint-take-both = both
hint-take-neither = neither
hint-tie-questions = tie all
hint-tie-respondent = respondent
hint-tie-respondent-all = respondent in all
hint-tour = tour
hint-tour-next = next stop
hint-type-turns = type
hint-undo = undo
hint-unfold = open
hint-unit = unit
hint-value = value
hint-versions = compare
hint-wider = wider
hint-words = words
history-back = Your { $n } steps after it are taken back.
history-dropped = [left behind]
history-forth = { $n } of your steps are done again.
history-kept = Everything stays in the log: from here you can come back.
history-others = What others did stays.
history-title = Go back to how it was at { $at }?
history-undone = [taken back]
hits-as-coded = As: coded   { $key-other-end } changes
hits-as-suggested = As: suggested, not counted yet   { $key-other-end } changes
hits-keys = { $key-accept } gives them   { $key-mark } leaves one out   { $key-cancel } cancels
hits-title = { $n ->
    [one] one passage gets
   *[other] { $n } passages get
} { $code }
hits-unit = On: { $unit }   -/= change
hits-unit-match = the words found
hits-unlisted = { $n ->
    [one] { $n } more is not listed and gets it too
   *[other] { $n } more are not listed and get it too
}
home-backups = Backups: { $n }, the latest { $latest }
home-check-found = Check: { $n } found, fangtan check lists them
home-check-ok = Check: nothing wrong with database, quotations, codebook
home-codebook = Codebook ({ $n } codes)
home-codes-unused = Codes never used: { $n }
home-conflicts = Conflicts between merged copies: { $n }
home-continue = Go on: { $place }, turn { $turn }
home-copy = Another copy of this study: { $file }
home-decisions = To decide
home-disagreements = Open disagreements between coders: { $n }
home-file = File
home-findings = The check found { $n }: { $first } ({ $place })
home-imported = interviews { $interviews }, codes { $codes }, codings { $codings }
home-local = Place: not in a folder of a well-known sync service
home-looking = Looking the study over…
home-more = { $n } more below
home-no-backups = Backups: none yet ({ $key-save } makes one)
home-no-interviewer = Interviews without a known interviewer ({ $n }): { $first }
home-not-begun = Interviews not begun ({ $n }): { $first }
home-not-private = other users of this machine can read it
home-nothing = Nothing to decide
home-outdated = Codings made under an older definition: { $n }
home-own-codings = My codings
home-private = only you can read it
home-progress = Progress ({ $n } interviews)
home-review = Codings to review: { $suggested } suggested, { $asked } queried
home-size = File: { $mb } MB, { $privacy }
home-state = State
home-state-begun = coding
home-state-done = finished
home-state-rest = not begun
home-steps = Latest steps ({ $key-undo } takes your own last one back)
home-summary = { $interviews } interviews: { $done } finished, { $begun } begun, { $rest } not begun; my codings: { $codings }
home-synced = Place: in a folder of { $service }; two people who write at once leave conflict copies
home-turn = turn { $turn }
home-undefined = Codes used and not defined ({ $n }): { $first }
ime-note = Works under an input method: arrows, digits, Enter, F keys
ime-on = An input method is on; keys work all the same
import-about = What was read
import-adds = adds to it
import-agree = { $key-import-now } imports all as one step, { $key-undo } takes it back. { $key-import-back } goes back.
import-answers = answers
import-asks = asks
import-attributes = Attributes: { $pairs }
import-brings = Brings { $codes } codes, { $codings } codings, { $memos } memos.
import-chars = { $kept } chars = { $spoken } in turns + { $outside } outside
import-date = Date: { $date }
import-empty-folder = This folder is empty.
import-failed = unreadable
import-failed-stays-out = This file stays out; the others can be imported. Try another encoding with { $key-read-as }, or leave it.
import-field = type to narrow (pinyin too), or a path
import-folder = Folder: { $folder }
import-format = { $format } { $encoding }  { $turns }
import-header = Header: { $pairs }
import-known = in the study
import-marked = { $n } marked: { $names }
import-name-taken = The name { $name } is taken; it will be { $new }. { $key-name-interview } gives it another.
import-no-role = -
import-no-such-file = Nothing here has such a name.
import-none-marked = Nothing is marked: { $key-open } takes the file under the cursor. Dim files are rarely transcripts.
import-out = left out
import-proof = file { $file } = { $kept } + CR { $ends } + BOM { $mark }; exact
import-proof-differs = file { $file }, kept { $kept }, CR { $ends }, BOM { $mark }: written back it is not quite the same file
import-reading = Reading the files: { $done } of { $of }. { $key-cancel } stops; nothing has been written.
import-reading-again = reading { $done }/{ $of }
import-ready = to import
import-same-as = The same text as { $name }.
import-same-id = The study has this interview already: { $name }. What the file adds to it will come.
import-same-text = The study has this text already: { $name }. Taking it anyway only adds its attributes.
import-speakers = { $n ->
        [one] { $n } speaker
       *[other] { $n } speakers
    }
import-step-agree = 3 confirm
import-step-choose = 1 files
import-step-look = 2 look over { $at }
import-total = { $n ->
        [one] { $n } interview
       *[other] { $n } interviews
    } to add: { $chars } characters, { $turns } turns, { $speakers } speakers
import-total-failed = { $n } unreadable, left out
import-total-known = { $n } that the study has already: only what they add comes
import-total-out = { $n } left out
import-total-warned = { $n } with warnings
import-total-withdrawn = { $n } that were withdrawn stay out
import-turns = Turns { $at }/{ $n }
import-turns-auto = speakers found by itself
import-turns-none = a turn a paragraph
import-turns-pattern = turns begin with { $pattern }
import-turns-survey = survey: an interview a row
import-twin = same text
import-up = .. (the folder above)
import-voice = { $turns }t { $chars }c
import-warned = { $n ->
        [one] { $n } warning
       *[other] { $n } warnings
    }
import-whole = Whole text, line { $at }/{ $n }; what is no turn is marked
import-withdrawn = withdrawn
level-all = Levels: all
level-all-short = all levels
level-n = Levels: { $level }, deeper codes counted into theirs
level-n-short = level { $level }
lines-order-left = Ordered by what stands before the word
lines-order-right = Ordered by what stands after the word
lines-order-text = In the order of the interviews
lines-order-word = Ordered by the word itself
list-comma = { ", " }
memo-draft = unfinished
memo-drop = Unsaved words are lost; undo can't bring them back.
memo-drop-title = Discard what was written here?
memo-goes-on = Unfinished draft from { $at }; { $key-discard } discards it
memo-keys = { $key-accept } saves  Enter new line  { $key-memo-kind } kind  { $key-discard } discards
memo-keys-reading = { $key-accept } closes   ↑ ↓ through the words
memo-place-gone = its passage or code no longer exists
memo-title = Memo ({ $kind }): { $about }
menu-give = Give or take { $code }
menu-here = Here
menu-keys = { $key-previous-tab }/{ $key-next-tab } group   { $key-accept } run   an item's own key works too
menu-title = Menu
menu-why = Not possible now: { $why }
merge-codes = { $n ->
    [one] one code below goes
   *[other] { $n } codes below go
} along
merge-codings = { $n ->
    [one] one coding goes
   *[other] { $n } codings go
} to the other code
merge-links = { $n ->
    [one] one link goes
   *[other] { $n } links go
} along
merge-memos = { $n ->
    [one] one memo on the code goes
   *[other] { $n } memos on the code go
} along
merge-retires = { $code } goes out of use; its names lead to the other code. This can be undone
merge-title = Merge { $code } into { $into }?
merge-united = { $n ->
    [one] one of them equals
   *[other] { $n } of them equal
} what the same coder has there, and become one
narrow-clear = Clear the filter
narrow-code = Code and those under it
narrow-coder = Coder
narrow-facet = Facet: { $name }
narrow-interview = Interview
narrow-kind = Kind of code
narrow-layer = Version of what two coded
narrow-layer-final = final: agreed and settled
narrow-now = { $part } = { $values }
narrow-question = Answers to a question
narrow-respondent = Respondent
narrow-speaker = Speaker
narrow-status = Status of codings
narrow-title = Filter
narrow-where = Attribute: { $name }
not-importance = Frequency follows guide, length and granularity; it is not importance
not-mouse-off = the mouse is the terminal's already
not-mouse-on = the mouse is in use already
not-on-this-screen = this screen doesn't have it
not-without-selection = nothing is selected
not-without-tour = No tour is under way
order-best = Order: most hits first
order-codebook = Order: codebook
order-codings = Order: codings
order-differences = Order: most differences first
order-lowest-alpha = Order: lowest α first
order-study = Order: the study's
order-value = Order: by value
overview-agreement = Agreement by sentence: mean α { $mean } ({ $defined } of { $codes } codes have one)
overview-agreement-none = Agreement: { $why }
overview-agreement-working = Agreement: working…
overview-curve = { $number } Saturation
overview-frequencies = { $number } Frequencies
overview-heat = { $number } Codes by groups
overview-pairs = { $number } Agreement and co-occurrence
pairs-all-hidden = Every pair is named by one or two respondents only, and not shown so that nobody is recognised.
pairs-answers-nothing = Answering nothing ({ $n }):
pairs-cell-hidden = { $a } × { $b }: one or two respondents, not shown so that nobody is recognised
pairs-cell-interviews = { $a } × { $b }: both in { $together } interviews, { $passages } passages, { $links } links, Jaccard { $jaccard }
pairs-cell-none = { $a } × { $b }: never together
pairs-cell-respondents = { $a } × { $b }: { $together } respondents name both, { $passages } passages, { $links } links, Jaccard { $jaccard }
pairs-cell-units = { $a } × { $b }: together { $together } times in { $interviews } interviews, Jaccard { $jaccard }
pairs-unanswered = Unanswered ({ $n }):
pairs-unit-answer = Unit: answer
pairs-unit-interview = Unit: interview
pairs-unit-near = Unit: near
pairs-unit-overlap = Unit: overlap
pairs-unit-respondent = Unit: respondent
pairs-unit-turn = Unit: turn
pairs-value-both = Value: together (passages)
pairs-value-interviews = Value: interviews
pairs-value-jaccard = Value: Jaccard
pairs-value-links = Value: links drawn
palette-choose-keys = { $key-accept } chooses   { $key-cancel } cancels
palette-empty = No code fits
palette-hits = A code for all hits ({ $n } codes)
palette-hits-keys = { $key-accept } shows the hits first   { $key-mark } marks   { $key-cancel } cancels
palette-keys = { $key-accept } gives and closes   { $key-mark } marks   { $key-facet } facets   { $key-cancel } cancels
palette-marked = { $n } marked: { $codes }   { $key-accept } gives them all
palette-merge = Merge { $code } into which code
palette-new = + New code “{ $name }”
palette-note = pinyin / hanzi / number / English
palette-other = Which code instead?  { $n } codes
palette-parent = The code above ({ $n } codes)
palette-part = A code to split { $code } into
palette-replace = In place of { $code }
palette-replace-keys = { $key-accept } replaces   { $key-mark } marks   { $key-cancel } cancels
palette-title = Choose a code ({ $n } codes)
palette-top = (top level)
panel-definition = Definition: { $code }
panel-example = Example:{" "}
panel-here = Codes here
panel-memo = Memo: { $memo }
panel-memos = { $n } memos ({ $key-memo } opens)
panel-no-definition = (no definition)
panel-not = Not when:{" "}
panel-pins = Digit keys
panel-pins-of = Digit keys: { $set }
panel-question = Question { $number }: { $text }
panel-question-reworded = Question { $number } (reworded): { $text }
panel-recent = Recent
panel-repeat = again: { $codes }
panel-speaker = Speaker: { $label }
panel-use = Use when:{" "}
panic = fangtan stopped because of an error in the program. What was saved is safe.
pick-colour = Colour of “{ $code }”
pick-colour-n = number { $color }  ####
pick-encoding = Encoding of the file
pick-encoding-all = Encoding of all files
pick-encoding-auto = find out
pick-facet = Facets: { $code }
pick-link = Link { $code } to which coding (* is linked)
pick-memo-coding = Coding: what a code takes in and leaves out, why a passage got it
pick-memo-content = Content: what is said, what stands out
pick-memo-kind = What kind of memo is this
pick-memo-method = Method: what was done and decided, what is next
pick-memo-question = To ask: what is still to be asked or looked up
pick-memo-reflexivity = Reflexivity: the researcher's own expectations, position, doubts
pick-memo-theory = Theory: concepts, conditions, how things hang together
pick-new-respondent = a new one…
pick-no-colour = no colour
pick-no-digit = Take it off its digit key
pick-no-respondent = nobody known
pick-no-value = { $facet }: none
pick-pin = Which digit key for “{ $code }”
pick-pins = Which codes the digit keys carry
pick-pins-codebook = the codebook's digits
pick-relation = { $from } -> { $to } (choosing * unlinks)
pick-respondent = Which respondent is { $label }?
pick-respondent-all = Which respondent is { $label }, in all interviews?
pick-turns = How speakers are found
pick-turns-all = How speakers are found in all files
pick-turns-auto = by the look of the text
pick-turns-none = not: a turn a paragraph
pick-turns-pattern = by a regular expression…
pick-turns-survey = a table: an interview a row (survey)
pick-uncode = Which code to take away
pick-value = { $facet }: { $value }
picker-keys = Its key or { $key-accept } chooses   { $key-cancel } cancels
preview-after = After:
preview-before = Before:
preview-grown = grown
preview-kept = kept
preview-keys = { $key-accept } keeps   { $key-cancel } goes back to the words   { $key-discard } gives up
preview-lost = lost
preview-moved = moved
preview-n-bookmarks = { $n } bookmarks move to its start
preview-n-elsewhere = { $n } elsewhere move along
preview-n-grown = { $n } grown
preview-n-kept = { $n } kept, with other words
preview-n-lost = { $n } lost
preview-n-moved = { $n } moved
preview-n-shrunk = { $n } shrunk
preview-n-united = { $n } united
preview-no-words = (no words left)
preview-none = No coding is changed
preview-shrunk = shrunk
preview-united = united
prompt-attribute = Value (empty takes it away)
prompt-attribute-keys = { $key-accept } saves   { $key-cancel } cancels
prompt-code-keys = { $key-accept } makes and gives it   { $key-other-end } changes the code above   { $key-cancel } cancels
prompt-codebook-file = Write the codebook to (.toml, .csv or .md)
prompt-copy-file = Which copy to take in (a file; without a folder, beside the study)
prompt-decisions = Record of decisions: to which file (xlsx, html, md)?
prompt-decisions-keys = { $key-accept } writes it   { $key-cancel } cancels
prompt-filter = Filter
prompt-filter-keys = { $key-accept } keeps the filter   { $key-cancel } takes it away
prompt-freeze = Freeze the present version as
prompt-import-attribute = Attribute: name=value
prompt-import-attribute-all = Attribute of all interviews: name=value
prompt-in-vivo = A code in the respondent's own words
prompt-interview-name = Name of the interview
prompt-label = Label of the speaker
prompt-label-all = Label of the speaker, in all interviews
prompt-label-keys = { $key-accept } takes it   a label that another speaker has makes both one   { $key-cancel } cancels
prompt-name-keys = { $key-accept } takes it   { $key-cancel } cancels
prompt-new-attribute = Name of the new attribute
prompt-new-code = A new code
prompt-pair-keys = { $key-accept } takes it   an empty value takes it away   { $key-cancel } cancels
prompt-parent = Above it: { $parent }
prompt-part = A new code to split into
prompt-pattern = Regular expression for the beginning of turns; its first group is the label
prompt-pattern-keys = { $key-accept } reads again with it   { $key-cancel } cancels
prompt-reason = Why? It goes with the next verdict
prompt-reason-keys = { $key-accept } keeps it   { $key-cancel } cancels
prompt-rename = Rename
prompt-respondent = Label of a new respondent (E17)
prompt-search = Search this interview ({ $key-search-everywhere } searches all)
prompt-search-keys = { $key-accept } finds   { $key-next-hit }/{ $key-previous-hit } next/previous   { $key-cancel } cancels
prompt-table-file = Write the table to
prompt-table-keys = { $key-accept } writes it   { $key-cancel } cancels   csv, tsv, xlsx, html, md, tex
questions-added = + Not in the guide
questions-how = { $how }
questions-keys = { $key-accept } ties   { $key-mark } changes how   { $key-cancel } cancels
questions-title = Which question of the guide does turn { $turn } ask
questions-untie = - Untie it
relation-answered-by = answered by
relation-caused-by = caused by
relation-contradicted-by = contradicted by
relation-depends-on = depends on
relation-other = { $relation }
replace-find = Find:
replace-found = “{ $find }” -> “{ $with }”: { $n ->
    [one] one place
   *[other] { $n } places
 } in { $interviews } interviews
replace-keys = { $key-accept } goes on   { $key-other-end } changes the line   { $key-cancel } cancels
replace-left = ; { $n } turns with nothing else stay
replace-looking = Looking…
replace-note = Only in the words of turns, as written; labels and headers stay.
replace-title = Replace in all interviews
replace-with = Put:
review-aside = aside
review-code = code
review-definition = means
review-ends = ends
review-ends-keys = being moved: { $key-previous } and { $key-next } move this end, { $key-other-end } takes the other, { $key-accept } keeps it
review-made-under = made under version { $version } of the definition
review-memo = memo
review-progress = reviewed { $done }, left { $left }
review-reason = reason
review-use = use
review-use-not = don't use
revise-keys = { $key-accept } is done   { $key-end-turn } begins a turn here   { $key-line-break } line
revise-title = Correct turn { $turn } { $speaker }
said-accepted = Accepted: { $code } by { $coder }
said-added = Made { $code }
said-amended = Amended; what { $coder } coded is kept
said-asked = Asked { $coder } back about { $code }
said-attribute = { $interview }: { $name } = { $value }
said-backup = Saved { $at }; backup verified: { $file }
said-bookmark = Bookmark -> { $place } ({ $key-next-bookmark } next)
said-bookmark-removed = Removed the bookmark <- { $place }
said-boundaries = The passage now has { $n } characters
said-coded = Coded { $code } -> { $place } “{ $words }”
said-coded-hits = { $code } given to all hits: { $n } new, { $there } there already ({ $key-undo } undoes)
said-confidence-high = Sure: { $code }
said-confidence-low = Not sure: { $code }
said-confidence-middle = Rather sure: { $code }
said-confidence-none = Nothing said about how sure: { $code }
said-conflict-kept = { $what ->
    [turn] Kept what stands: turn { $about }
   *[other] Kept what stands: { $about }
}
said-conflict-other = { $what ->
    [turn] Put the other in its place: turn { $about }
   *[other] Put the other in its place: { $about }
}
said-copied = Copied the quotation with its place, { $n } characters
said-copy-same = That copy has nothing that is not here
said-corrected = Corrected turn { $turn }; { $n ->
    [one] one more coding moves
   *[other] { $n } more codings move
 } along ({ $key-undo } undoes)
said-draft-dropped = Draft discarded
said-facet = { $facet }: { $value }
said-frozen = Froze version { $number } as “{ $name }”
said-import-stopped = The import was stopped; nothing was written.
said-imported = { $n ->
        [one] { $n } interview imported
       *[other] { $n } interviews imported
    }, { $codings } codings. { $key-undo } takes it back.
said-kept = Confirmed under the present definition: { $code } by { $coder }
said-linked = Linked: { $from } -> { $to }
said-memo = Memo saved
said-memo-kind = The memo has another kind now
said-memo-removed = Memo removed ({ $key-undo } brings it back)
said-merged = Merged { $code } into { $into }: { $n ->
    [one] one coding
   *[other] { $n } codings
} went over
said-mouse-off = The mouse is the terminal's; :mouse-on takes it again
said-mouse-on = The mouse is in use
said-moved = Moved { $code }
said-moved-kind = Moved { $code } under { $parent }; its kind is now { $kind }
said-moved-top = Moved { $code } to the top level
said-moved-under = Moved { $code } under { $parent }
said-new-code = Made and coded { $code } -> { $place }
said-no-star = No longer marked for quoting: { $code }
said-of-interviews = { $n ->
        [one] Done in { $n } interview.
       *[other] Done in { $n } interviews.
    }
said-pinned = { $code } is on key { $digit }
said-pins = Digit keys: { $set }
said-pins-codebook = Digit keys: as the codebook has them
said-question-skipped = Question { $question } noted as skipped
said-reading-stopped = Reading was stopped; nothing was written.
said-recoloured = Changed the colour of { $code }
said-redone = Done again: { $step }{ $place }
said-rejected = Rejected: { $code } by { $coder }
said-renamed = Renamed { $old } to { $code }
said-replaced = { $code } in place of { $old } -> { $place }
said-retired = { $code } is out of use; its codings are hidden
said-revised = Revised { $code }
said-revived = { $code } is in use again
said-settled = Settled: { $outcome ->
    [a] A stands
    [b] B stands
    [both] both stand
    [neither] nothing stands
   *[other] something else stands
 }; both codings are kept
said-split = Split { $code }: { $n ->
    [one] one coding
   *[other] { $n } codings
} went to other codes ({ $codes })
said-split-turn = Split turn { $turn } in two; { $n ->
    [one] one more coding moves
   *[other] { $n } more codings move
 } along ({ $key-undo } undoes)
said-star = Worth quoting: { $code }
said-started = Made the interview { $name }
said-suggested-hits = { $code } suggested for all hits: { $n } new, { $there } there already ({ $key-undo } undoes)
said-taking-in-stopped = Stopped: nothing was taken in
said-taking-in-stopped-withdrawn = Not merged; { $n } interviews that were withdrawn there may be gone here
said-tied = Turn { $turn } -> question { $question }
said-tied-added = Turn { $turn }: not in the guide
said-tied-all = { $n ->
        [one] { $n } turn tied
       *[other] { $n } turns tied
    }
said-took-in = Took the other copy in
said-took-in-blind = Done; what others did with interviews that you code blind is not told
said-took-in-conflicts = Took the other copy in; { $n } conflicts to look at
said-travelled-back = Taken back: { $n } of your steps ({ $key-history } leads back to any of them)
said-travelled-forth = Done again: { $n } of your steps
said-typed = Turn { $turn } is kept
said-uncoded = Took away { $code } <- { $place } ({ $key-undo } undoes)
said-undone = Undone: { $step }{ $place } ({ $key-redo } does it again)
said-unlinked = Unlinked: { $from } -> { $to }
said-unpinned = { $code } is on no digit key now
said-untied = Turn { $turn } is tied to no question now
said-use-background = Background only: { $code }. It counts, and no table or export prints its words
said-use-free = Words may be used: { $code }
said-use-not-quoted = Not to be quoted: { $code }. It counts, and no table or export prints its words
said-written = Wrote { $file }
said-written-in-part = Wrote { $file }, without facets and links: a csv has no place for them
say-attribute-needs-value = Write it as name=value.
say-codebook-ending = A codebook is written to a .toml, .csv or .md file
say-coded-already = This passage has the code already
say-codes-of-others = The code here is { $coder }'s, who alone can change it
say-decide-first = This correction changes codings: keep it with { $key-accept } or give it up with { $key-discard }, then quit
say-discarded = Gave the correction up; the words are as before
say-drafts = { $n ->
    [one] One memo was cut off; its words are kept ({ $key-memos })
   *[other] { $n } memos were cut off; their words are kept ({ $key-memos })
}
say-findings = fangtan check lists all of it with what can be done
say-focus = Chosen: { $code }
say-hit = “{ $query }”: { $at } of { $of }
say-hit-round = “{ $query }”: { $at } of { $of } (round the end)
say-how-to-quit = Quit: { $key-quit }; back: { $key-back }. Every step is saved as you go.
say-is-here = None of your steps came after this one: the study is as it was then
say-jump = Type the letters of a unit; { $key-cancel } leaves
say-leave-import = { $key-cancel } once more leaves the import; nothing was written.
say-mark-files = Mark files first ({ $key-mark }).
say-memo-of-others = This is a memo of { $coder }: it can only be read
say-memo-read-only = The study is opened read-only: a memo can't be kept
say-name-needed = Type a name
say-no-attribute = No attributes yet: { $key-new-attribute } adds a column
say-no-bookmark = No bookmark that way
say-no-code-here = There is no code here
say-no-coded = Nothing coded that way
say-no-codes = There are no codes yet
say-no-dispute-there = There nothing is in dispute now: it was reviewed since, or is one coder's alone
say-no-facets = { $code } has no facets
say-no-facets-there = This code has no facets
say-no-files-there = There are no files to import there.
say-no-guide = The study has no guide yet (fangtan guide import)
say-no-hits = Nothing was found
say-no-interview-there = There is no interview in this file.
say-no-interviewer = No interviewer speaks before the cursor
say-no-memo = No memo that way
say-no-memo-here = There is no memo here
say-no-more-interviews = There are no more interviews
say-no-more-parts = At most nine codes at once
say-no-more-uses = No use of this code that way
say-no-part = No code is on { $digit }; { $key-add-code } makes one, { $key-palette } takes one there is
say-no-pattern = Not a regular expression: { $detail }
say-no-pin = No code is on key { $digit } ({ $key-pin } puts one there)
say-no-place = There is no place to open
say-no-question = No question of the guide that way
say-no-same-speaker = No turn of the same speaker that way
say-no-search = Nothing was searched for yet (press { $key-search })
say-no-selection = Nothing was selected yet
say-no-speaker = There is no speaker here.
say-no-such-key = No such key here ({ $key-help } helps)
say-no-such-label = No unit is labelled { $label } ({ $key-cancel } leaves)
say-no-ties = No turn that is not tied yet begins with the number of a question or is like one.
say-no-turn-here = There is no turn to correct here
say-no-unread = Nothing unread that way
say-no-visited-back = No earlier place
say-no-visited-forward = No later place
say-not-found = “{ $query }” is not in this interview ({ $key-search-everywhere } searches all)
say-nothing-to-import = Nothing is left to import: every file is left out or unreadable.
say-nothing-to-link = This interview has no other coding to link to
say-nothing-to-repeat = There is no code to repeat yet
say-nothing-to-replace = “{ $find }” was not found
say-nothing-to-review = There is no coding under the cursor
say-nothing-to-settle = There is no disagreement under the cursor
say-nowhere-to-move = It leads nowhere that way
say-paste-ignored = What was pasted was not taken for commands; nothing was done
say-read-only = Open for reading only; nothing can be changed
say-read-only-elsewhere = Read-only: open elsewhere; once closed there, open it again to write
say-read-only-elsewhere-by = Read-only: { $user } has it open; once closed there, open it again to write
say-read-only-protected = Read-only: the file can't be written; change its rights or its folder's
say-tour-elsewhere = The tour is held in the demonstration study, not in your own: run fangtan demo
say-tour-left = The tour has stopped; :tour begins it anew
say-tour-over = That was the tour; :tour repeats it, fangtan new makes a study of your own
say-turn-needs-words = A turn needs words
search-about = Type what to look for; results follow each key.
    Words are found whatever their case, width and blanks beside hanzi.
    who:E17 said by           code:P1.2 a code and those under it
    group:VALUE an attribute  memo:WORD in a memo
    han:WORD in either script   re:PATTERN a regular expression
    and or not near within ( ); to find these words themselves quote them.
    { $key-previous } in the empty field brings back earlier searches.
search-count = hits: { $at }/{ $hits }  interviews: { $interviews }
search-group = { $n ->
    [one] { $n } hit
   *[other] { $n } hits
}
search-help = who:E17 code:P1.2 group:VALUE memo: han: re:   and or not near within ( )
search-more = { $n } more: { $key-open } opens, { $key-next } goes on
search-none = Nothing answers to “{ $query }”.
search-nothing-yet = all interviews
search-progress = Searching { $done }/{ $of }
search-working = Searching …
share-column = % of group
share-none = counts
share-row = % of row
side-chars = { $n } chars
side-nothing = (nothing here)
side-sure = sure
size-selection = { $n } selected
size-unit = { $n } chars
sort-codebook = as in the codebook
sort-column = by the column
sort-most = most first
split-no-parts = Press { $key-add-code } to make a code to split into, { $key-palette } to take one there is; then digits give each coding
split-stays = stays with { $code }
start-interviewer = Interviewer’s label:
start-keys = { $key-accept } goes on   { $key-other-end } changes the line   { $key-cancel } cancels
start-label-fault = A label is not empty and has no colon
start-name = Name of the interview:
start-name-needed = An interview needs a name
start-name-taken = Another interview has that name
start-one-label = Interviewer and respondent need two labels
start-respondent = Respondent’s label:
start-title = New interview
tie-by-likeness = likeness { $likeness }
tie-by-number = number
tie-line = turn { $turn }  { $question }  ({ $why })  { $words }
tie-more = { $n } more
tie-title = { $n ->
        [one] { $n } turn asks a question of the guide
       *[other] { $n } turns ask questions of the guide
    }
tie-undo = What is tied already stays. { $key-undo } takes it back; { $key-question } at a turn changes one.
title-agreement = Agreement
title-blind = blind
title-blind-n = coding { $n } blind
title-codebook = Codebook  { $n } codes, { $levels } levels, version { $number }
title-conflicts = Conflicts of merges: { $n }, { $open } open
title-curve = Saturation
title-demo = invented sample data
title-demo-short = sample
title-differences = { $code }  differs { $n } times
title-disagreements = Disagreements
title-elsewhere = read-only: open elsewhere
title-frequencies = Code frequencies
title-frozen = (version { $number } frozen as “{ $name }”)
title-heat = Codes by groups
title-history = Steps  { $n }
title-import = Import
title-interviews = { $n } interviews
title-lines = Concordance  { $word }  { $n } places
title-memos = Memos  { $n }
title-memos-plain = Memos
title-n = { $interviews } interviews, { $codings } codings
title-outdated = Older definitions
title-overview = Analyses
title-pairs = Co-occurrence
title-passages = { $code }  { $n } passages
title-passages-group = { $code } × { $group }  { $n } passages
title-passages-new = { $interview }: { $codes } new codes  { $n } passages
title-passages-pair = { $a } × { $b }  { $n } passages
title-protected = read-only: file can't be written
title-reading = read-only
title-review = Review
title-saved = saved { $at }
title-search = Search all interviews
title-split = Split { $code }  decided { $decided } of { $all }
title-study = Study
title-turn = turn { $at }/{ $of }
title-unread = unread { $n }
title-unread-short = unread { $n }
title-versions = Versions of the codebook  { $n ->
    [one] 1 change
   *[other] { $n } changes
}
title-with-retired = with codes out of use
title-words = Word frequencies
title-words-n = { $interviews } interviews, { $words } words
too-small = The window is too small ({ $now }); { $width }x{ $height } is needed. Make it larger or the type smaller.
tour-back = The tour goes on in the interview: { $key } goes back to it.
tour-digit = Frequent codes are on the digit keys: { $a } to another passage, then { $b } codes it at once.
tour-extend = { $a } takes the next unit into the selection, { $b } gives it up again.
tour-frequencies = { $a } shows the table of code frequencies, { $b } comes back to the interview.
tour-help = { $a } lists the keys of this place, { $b } finds every command by its name.
tour-home = { $a } shows how far the study is and what waits; { $b } lists the interviews.
tour-memo = { $a } writes a memo on this place; it is saved while you type and says how to close it.
tour-move = This is an interview, the bright unit is where you are. { $a } goes on, { $b } goes back.
tour-palette = { $a } opens the codes: type a name or a number (silos, P4), { $key-accept } gives the code.
tour-place = Tour { $n }/{ $of }
tour-skip = { $key } skips
tour-undo = { $a } takes the last step back, { $b } does it again. All is saved; undo works tomorrow too.
trouble-bug = An error in the program; not done ({ $job }).
trouble-changed = { $what }. The step is saved but could not be read again; quit and open the study anew. { $key-cancel } closes this.
trouble-decisions-ending = A record of decisions is written as xlsx, html or md, and { $path } ends otherwise.
trouble-file-there = { $path } is there already; choose another name.
trouble-more = { $n } more.
trouble-not-written = { $path } could not be written.
trouble-safe = { $what }. Nothing was changed and what was saved is safe. { $key-cancel } closes this.
trouble-table-ending = A table is written as csv, tsv, xlsx, html, md or tex, and { $path } ends otherwise.
typing-choosing-keys = { $key-accept } chooses   { $key-cancel } cancels
typing-keys = { $key-accept } next turn   { $key-other-end } first: speaker   { $key-line-break } line   { $key-cancel } leaves
typing-name = Label:
typing-naming-keys = { $key-accept } takes it   { $key-cancel } cancels
typing-somebody-new = Somebody else…
typing-title = Turn { $turn } by { $speaker }
unit-char = character
unit-clause = clause
unit-paragraph = paragraph
unit-sentence = sentence
unit-turn = turn
unit-word = word
value-codings = codings
value-interviews = interviews
value-respondents = respondents
version-frozen = version { $number } “{ $name }” ({ $coder })
version-present = now (version { $number })
waiting-importing = Importing
waiting-keys = { $key-cancel } stop
waiting-looking = Looking at what «{ $file }» would bring
waiting-percent = { $n }% done
waiting-stopping = Stopping …
waiting-taking-in = Taking in «{ $file }»
welcome-ask-codebook = Codebook:
welcome-ask-path = File:
welcome-ask-title = Title:
welcome-keys = { $key-accept } next   { $key-other-end } move on   Left/Right codebook   { $key-cancel } cancel
welcome-makes = makes { $path }
welcome-missing = not found
welcome-new-title = New study
welcome-no-codebook = none, begin without codes
welcome-none = No study was opened yet. Press { $key-open-demo } to look at the demonstration study, { $key-new-study } to make one of your own.
welcome-path-needed = Name a file; without a title it gives its name.
welcome-recent = Recent studies
welcome-title = fangtan
word-defined = yes
word-retired = retired
word-undefined = missing
words-shown-of = { $shown } of { $all } different words shown
working = Working…
