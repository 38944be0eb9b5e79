# The screens of the defence team.

tab-wall = Wall
wall-services = Services, as people feel them
wall-city = City zones and their alerts
wall-key-host = machine behind it
wall-queue = Alert queue
wall-open = Not triaged: { $open } · waiting { $oldest }
wall-curve = ^ alerts, from the start until now
wall-work = Responding: { $runs } · claims made: { $claims }
wall-duties = Duties counting down
wall-no-duties = no duty has begun
wall-no-open-duties = no duty is counting down now
wall-duty-missed = missed
wall-duty-late = filed late
wall-news = Incoming
wall-no-news = nothing yet
wall-waiting = Waiting for a verdict, the most serious and oldest first
wall-none-waits = no alert waits
wall-col-waits = Waiting
wall-at-work = Responses: under way, then done
wall-nothing-done = no response was ordered
wall-known = Known of the attack
wall-told = told of in messages: { $times }
wall-nothing-known = nothing yet

col-service = Service
col-level = Lv
col-served = Served
col-why = State
tab-alerts = Alerts
tab-hunt = Hunt
tab-cases = Cases

# Columns.
watch-col-time = Time
watch-col-severity = Level
watch-col-rule = Rule
watch-col-host = Host
watch-col-times = ×
watch-col-verdict = Verdict
watch-col-field = Field
watch-col-value = Value
watch-col-count = Count
watch-col-class = Log
watch-col-says = What it says
watch-col-opened = Opened
watch-col-case = Case
watch-col-phase = Phase
watch-col-alerts = Alerts
watch-col-evidence = Evidence
watch-col-scope = Scope
watch-col-worth = Worth

# Keys.
watch-final = A verdict is final
watch-final-why = Each of these alerts has its verdict, and a verdict stays: it is part of the record. If it was wrong, say so in the case, or in a claim.
watch-key-attack = attack
watch-key-attempt = failed attempt
watch-key-benign = false alarm
watch-key-open = open
watch-key-mark = mark
watch-key-unmark = unmark all
watch-key-hunt = hunt
watch-key-claim = claim
watch-key-claims = claims made
watch-key-new-case = new case
watch-key-to-case = add to case
watch-key-pin = pin
watch-key-unpin-all = unpin all
watch-key-filter-text = filter by text
watch-key-open-only = open only / all
watch-key-least = lowest level
watch-key-sort = sort
watch-key-group = group
watch-key-dispose = give the verdict
watch-key-keep-value = keep to this value
watch-key-drop-value = leave this value out
watch-key-next-record = next record
watch-key-previous-record = previous record
watch-key-query = query
watch-key-open-or-keep = open / keep to value
watch-key-values = values of a field
watch-key-next-value-field = next field
watch-key-previous-value-field = previous field
watch-key-query-help = how to write a query
watch-key-anywhere = search for this value anywhere
watch-key-kin = process tree
watch-key-older = older records
watch-key-count = count all, hour by hour
watch-key-complete = complete
watch-key-search = search
watch-key-search-again = search again
watch-key-earlier-search = earlier search
watch-key-move-case = move on
watch-key-note = note
watch-key-attach-pins = attach evidence
watch-key-zoom = larger / smaller
watch-key-scroll-down = scroll down
watch-key-scroll-up = scroll up
watch-key-tick = tick / untick

# The queue of alerts.
queue-open = not triaged
queue-all = all
queue-by-time = newest first
queue-by-level = most serious first
queue-by-host = by host
queue-group-rule = grouped by rule
queue-group-host = grouped by host
queue-least = { $level } and up
queue-none-fits = None fits: plain words, host:NAME, rule:WORD, * for anything
queue-count = { $shown } alerts, { $marked } marked
queue-empty = No alerts here
alert-number = Alert { $number }
alert-records = Records ({ $count }, { $pinned } pinned)
alert-when = From { $first } to { $last } · hits: { $times }
alert-waits = Not triaged for { $waits }: a attack · t failed attempt · b false alarm
alert-in-case = In case
alert-dispose = Verdict: { $verdict }
alert-turn = Alert { $at } of { $of }
alert-reason = Reason

# Records.
record-title = Record
record-none = There is no record to read.
record-waits = Reading…
record-pinned = pinned

# The hunt.
hunt-begin = Press / to write a query, F10 for how.
hunt-waits = Searching…
hunt-count = { $count } records for: { $query }
hunt-curve = { $from } – { $to } · a column is { $column } · the highest { $most }
hunt-newest = The newest { $count } records for: { $query } · o older · = counts all
hunt-at-least = At least { $count } records for: { $query }
hunt-count-back = { $count } records back to { $back } for: { $query }
hunt-back = Looked back to { $back }; o goes on.
hunt-left-out = { $hosts } hosts were left out: narrow the query.
hunt-offers = May go on as
kin-title = Process tree
kin-none = This record tells of no process that was started.
kin-col-process = Process
kin-col-command = Command line
query-near = Did you mean { $near }?
query-more = ({ $more } more)
query-open-quote = Column { $column }: this quote is not closed.
query-open-bracket = Column { $column }: this bracket is not closed.
query-stray-bracket = Column { $column }: this bracket closes nothing.
query-nothing-follows = Column { $column }: “{ $found }” needs a word on each side it joins.
query-too-deep = Column { $column }: brackets stand too deep in one another.
query-too-long = Column { $column }: the query has too many words.
query-no-moment = Column { $column }: “{ $found }” is no moment; write 10:30, T+1:20 or seconds.
query-no-span = Column { $column }: “{ $found }” is no length of time; write 30m, 2h, 1d.
query-no-number = Column { $column }: “{ $found }” needs a number after > or <.
query-no-field = Column { $column }: no log has the field of “{ $found }”; put text with a : in quotes.
query-no-class = Column { $column }: there is no such class of log: “{ $found }”.
query-no-host = Column { $column }: there is no such host: “{ $found }”; * stands for anything.
query-no-org = Column { $column }: there is no such body: “{ $found }”.
query-no-zone = Column { $column }: there is no such zone: “{ $found }”.
hunt-recent = Recent searches
hunt-no-recent = nothing searched yet
hunt-pins = Pinned evidence: { $count }
hunt-help-title = How to write a query
hunt-help =
    A query is words with spaces between; a record must fit all of them.
    Upper and lower case are alike. Tab completes what you type.

    powershell           it stands in any field
    "net user"           a phrase, spaces and all; "" within is one quote
    class:proxy          of this class of log (source: is the same)
    host:ws-so-*         a host of this name; * stands for anything
    org:NAME  zone:NAME  a host of this body, in this zone
    FIELD:part           the field's value has this part
    FIELD:*.exe          the whole value is like this, where there is a *
    FIELD:*              the field has a value (other than -)
    FIELD:=value         it is exactly this
    FIELD:>9  >= < <=    it is a number greater, or less
    after:T  before:T    written at T or later; at T or earlier
    from T to T          written between these moments
    last 30m             within the last 30 minutes (also last:30m)
    A or B               either fits; without a word between, both must
    not A  -A            this does not fit
    ( … )                taken together

    After a : commas stand between alternatives: class:proxy,dns
    A value with a space, a comma, a bracket or a : needs quotes.
    A moment T is a time of day, 10:30 (the last that has been), drill time, T+1:20,
    or seconds since the start.

# Cases.
cases-none = No cases yet. Press n to open one.
case-open = Open a case
case-open-about = Alerts it holds: { $alerts }
case-title = Title
case-title-long = The title is too long.
case-which = Which case
case-evidence = Evidence
case-note = Note
case-attach = Attach to a case
case-attach-about = Alerts: { $alerts } · pinned evidence: { $records }
case-nothing = There is nothing to attach.
case-phase = Phase
case-move = Move the case on
case-opened = Case opened
case-moved-to = Moved to { $phase }
case-response = Response
case-story = Timeline ({ $alerts } alerts)

# Claims.
claim-title = Claim: a detection reported to the organisers
claim-scope = Scope { $number } of { $most } (host:… or account:…)
claim-level = How much it says
claim-technique-field = ATT&CK technique { $number } (when it is known)
claim-tactic-field = ATT&CK tactic { $number } (when only the tactic is known)
claim-cites = Cited records
claim-note = Note
claim-from-case = evidence of the case
claim-checks = Before it is sent
claim-no-such = No such host or account: { $name }
claim-scope-none = No host or account: only direct evidence counts
claim-scope-count = Scope: { $count } of { $most }
claim-scope-left = Marked but left out: { $count }; claim { $most } at a time
claim-cites-none = Cite at least one record
claim-cites-how = No record to cite yet: open one in Alerts or Hunt and press p
claim-says-unused = “{ $level }”: the { $what } filled in is not sent
claim-unused-technique = technique
claim-unused-tactic = tactic
claim-cites-over = Too many records: { $count } of { $most }
claim-cites-count = Cited records: { $count } of { $most }
claim-note-long = The note is too long.
claim-says = Says: { $says }
claim-says-level = Says: { $level }
claim-says-none = “{ $level }”: name at least one
claim-says-unknown = Not in ATT&CK: { $says }
claim-says-several = Naming several makes each worth less: { $says }
claim-number = Claim { $number }
claim-unjudged = until the release
claim-judged = found { $found }, harmless { $benign }
claim-ruled = The jury ruled
claims-title = Claims made
claims-none = No claims made yet.

# ATT&CK tactics.
tactic-reconnaissance = Reconnaissance
tactic-resource-development = Resource development
tactic-initial-access = Initial access
tactic-execution = Execution
tactic-persistence = Persistence
tactic-privilege-escalation = Privilege escalation
tactic-stealth = Stealth
tactic-evasion = Evasion
tactic-defense-impairment = Defense impairment
tactic-credential-access = Credential access
tactic-discovery = Discovery
tactic-lateral-movement = Lateral movement
tactic-collection = Collection
tactic-command-and-control = Command and control
tactic-exfiltration = Exfiltration
tactic-impact = Impact
tactic-impair-process-control = Impair process control
tactic-inhibit-response-function = Inhibit response function
