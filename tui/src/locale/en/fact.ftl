# A sentence for each fact; and the small words that many screens share.

fact-with-words = { $said } – { $text }

# The exercise
fact-phase-began = Phase began: { $phase }
fact-ended = The drill ended (ENDEX)
fact-released = The organisers released scores and truths
fact-refused = An order of { $team } was refused: { $why }
fact-announced = The organisers announced: { $text }
fact-said = { $team } to the organisers: { $text }
fact-addressed = The organisers to { $team }: { $text }
fact-rated = The jury ({ $grader }) rated the objective “{ $objective }”: { $rating }
fact-signed = The jury ({ $grader }) signed the result
fact-unblock-ordered = The organisers ordered { $target } unblocked
fact-end-moved = The organisers moved the end to { $at }
fact-ruled = The jury ruled on detection report { $claim }: { $text }
fact-noted = Note: { $text }
fact-noted-at = Note on { $at }: { $text }
fact-clock-paused = The organisers paused the drill
fact-clock-set = The organisers set the pace to ×{ $pace }
fact-graded = The jury graded paper { $paper }: { $points }/100
fact-inject-held = The organisers hold back { $inject }
fact-inject-skipped = The organisers left out { $inject }
fact-inject-resent = The organisers sent { $inject } to { $team } again
fact-inject-marked-met = The organisers marked { $inject }: met
fact-inject-marked-unmet = The organisers marked { $inject }: not met
fact-inject-written = The organisers put extra inject { $number } “{ $title }” before { $team }
fact-inject-expects = Expected of extra inject { $number }: { $text }
fact-requested-unblock = { $team } asked the organisers to have { $what } unblocked (request { $request })
fact-requested-check = { $team } asked the organisers to check whether { $what } works (request { $request })
fact-requested-other = { $team } put request { $request } to the organisers
fact-request-granted = The organisers granted request { $request } of { $team }
fact-request-denied = The organisers denied request { $request } of { $team }
fact-protested = { $team } lodged protest { $protest } about { $about }
fact-protest-upheld = The jury upheld protest { $protest } of { $team }
fact-protest-rejected = The jury rejected protest { $protest } of { $team }

# Runs and the campaign
fact-run-asked = { $team } ordered run { $run }: { $action }
fact-run-asked-on = { $team } ordered run { $run }: { $action } – { $target }
fact-run-waits = Run { $run } waits for { $wait }
fact-run-started = Run { $run } started
fact-run-ended = Run { $run } ended: { $outcome }
fact-run-recorded = Traces of run { $run } were first recorded: record { $record }
fact-run-left = Traces of run { $run } were recorded on the spot but not collected
fact-run-routed = Run { $run } goes by { $address }
fact-run-stopped = Run { $run } was stopped by { $control }
fact-run-holds = Run { $run } was verified: it holds
fact-run-undone = Run { $run } was verified: the team itself has taken it back since
fact-run-fails = Run { $run } was verified: it does not hold
fact-run-assessed = Assessment of run { $run }: { $text }
fact-step-began = The attack began { $step } ({ $runs ->
        [one] one run
       *[other] { $runs } runs
    })
fact-step-done = The attack completed { $step }
fact-step-blocked = The attack gave up { $step }
fact-step-touched = Traces of { $step } are on { $target }
fact-step-recorded = Traces of { $step } were first recorded: record { $record }
fact-step-left = Traces of { $step } were recorded on the spot but not collected

# Hosts, accounts, network
fact-foothold-gained = { $team } took { $target } with { $grip }
fact-lodged = A forgery of { $team } lies on { $target }
fact-recalled = The forgery on { $target } is recalled
fact-persisted = The attack made its foothold on { $target } last
fact-foothold-lost = The attack lost its foothold on { $target }
fact-beacon-cut = The control channel out of { $target } was cut
fact-beacon-heard = Malware on { $target } calls its control server
fact-isolated = Isolated: { $target }
fact-reconnected = Back on the network: { $target }
fact-encrypted = Data on { $target } was encrypted
fact-rebuilt = Rebuilt or decrypted: { $target }
fact-patched = A vulnerability was patched on { $target }
fact-logs-cleared = Logs on { $target } were cleared
fact-preserved = Evidence was preserved on { $target }
fact-power-cut = { $target } has no power
fact-power-back = { $target } has power again
fact-blinded = { $target } was disabled altogether
fact-blinded-on = { $kind } was disabled on { $target }
fact-healed = { $target } works again
fact-healed-on = { $kind } works again on { $target }
fact-log-off = { $target } no longer writes this log: { $log }
fact-log-on = { $target } writes this log again: { $log }
fact-credential-gained = { $team } holds the secret of { $target }
fact-account-locked = Locked: { $target }
fact-account-unlocked = Unlocked: { $target }
fact-account-rotated = New secret for { $target }
fact-link-set = { $target } now carries { $flow }
fact-zone-cut = Cut off: { $target }
fact-zone-back = Put back: { $target }
fact-address-blocked = Blocked: { $target }
fact-address-unblocked = Open again: { $target }

# Services and data
fact-service-serves = { $target } serves { $share }% of its users ({ $why })
fact-harm-laid = Harm to { $target } (serves { $share }%): { $side }
fact-harm-over = { $target }: the disruption is over
fact-defaced = Pages of { $target } were altered
fact-repaired = Pages of { $target } are right again
fact-staged = Gathered for taking away: { $target }
fact-leaked = Leaked: { $target }
fact-secret-shown = { $team } put state-secret material on an open channel: { $target }
fact-tampered = Altered: { $target }
fact-wiped = Lost: { $target }
fact-restored = Restored { $target } from { $backup }: the copy is { $age } old, { $lost } of entries are lost
fact-failed-over = { $target } runs at its standby { $host } from { $backup }: the copy is { $age } old, { $lost } of entries are lost
fact-resynced = What was entered at the standby is at the main site too, in step: { $target }
fact-fell-behind = The main site is no longer in step with the standby: { $target }
fact-failed-back = { $target } runs at its main site again: { $lost } of entries made at the standby are lost
fact-failed-back-whole = { $target } runs at its main site again: nothing entered at the standby is lost
fact-restore-failed = Could not restore { $target } in full from { $backup }
fact-restored-dirty = What came back as { $target } was still held by the attack
fact-restored-clean = What came back as { $target } was clean

# Knowledge and detection
fact-revealed = { $team } came to know { $target }
fact-inspected-sound = { $team } inspected { $target }: sound
fact-inspected-unsound = { $team } inspected { $target }: { $what }
fact-copy-seen = { $team } looked into { $target }: { $age } old, { $tested }, { $bad } of 1,000 blocks bad
copy-tested = a restore last tested { $ago } ago
copy-never-tested = no restore ever tested
fact-sweep-found = { $team } swept up signs of intrusion on { $target }
fact-swept = { $team } finished sweeping { $target }: { $found ->
        [one] one host with signs of intrusion
       *[other] { $found } hosts with signs of intrusion
    }
fact-weak-seen = Came to light for { $team }: { $weak }
fact-finding-made = { $team } reported a { $pillar } weakness at { $target }
fact-finding-planted = The weakness { $team } reported is { $weak }
fact-finding-other = The weakness { $team } reported is not among the planted ones
fact-alert-raised = Alert { $alert }: { $rule } (record { $record })
fact-alert-raised-on = Alert { $alert }: { $rule } on { $target } (record { $record })
fact-alert-meant = Behind alert { $alert }: { $truth }
fact-alert-joined = Behind alert { $alert } as it grew, too: { $truth }
fact-alert-grew = Alert { $alert } fired again, { $times } times in all (record { $record })
fact-triaged = { $team } triaged alert { $alert }: { $verdict }
fact-searched = { $team } searched the logs for “{ $query }”
fact-rule-on = { $team } turned on { $rule }
fact-rule-flooded = { $rule } was turned off: { $count } alerts within an hour
fact-rule-off = { $team } turned off { $rule }
fact-rule-written = { $team } put the rule “{ $rule }” in force
fact-case-opened = { $team } opened case { $case } “{ $title }” ({ $alerts ->
        [one] one alert
       *[other] { $alerts } alerts
    })
fact-case-moved = { $team } moved case { $case } to { $phase }
fact-case-grew = { $team } added to case { $case }: alerts { $alerts }, records { $records }
fact-claim-made = { $team } made detection report { $claim } ({ $level }): { $scope }; records cited: { $cites }
fact-claim-made-says = { $team } made detection report { $claim } ({ $level }: { $says }): { $scope }; records cited: { $cites }
fact-claim-right = Detection report { $claim } found { $found }; harmless records cited: { $benign }
fact-claim-wrong = Detection report { $claim } found no act of attack; harmless records cited: { $benign }
fact-claim-runs = { $runs ->
        [one] one run of the attack team
       *[other] { $runs } runs of the attack team
    }
fact-red-reported = { $team } submitted finding { $report } “{ $title }” ({ $severity }) at { $on }

# People and papers
fact-inject-fired = { $team } received { $inject }
fact-inject-answered = { $team } answered { $inject }: { $choice }
fact-lead-taken = { $team } takes the lead { $inject } for true: { $reason }
fact-lead-rejected = { $team } rejects the lead { $inject }: { $reason }
fact-lead-right = What was made of the lead { $inject } is right
fact-lead-wrong = What was made of the lead { $inject } is not right
fact-answer-right = The answer to { $inject } is right
fact-answer-wrong = The answer to { $inject } is not right
fact-inject-met = What { $inject } expects was done
fact-inject-unmet = What { $inject } expects was not done
fact-told = { $team } to { $org }: { $action }
fact-trust = Public trust moved by { $by }
fact-prepared = { $team } is ready before the need: { $mark }
bodies-and-more = { $shown } and { $more } more
fact-filed = { $team } filed paper { $paper } with { $org }: { $form }
fact-duty-began = A duty of { $team } began: { $duty }, due { $by }
fact-duty-met = Drill duty “{ $duty }”: met in time
fact-duty-missed = Drill duty “{ $duty }”: overdue

# Small words
name-target = { $kind } { $name }
name-team = Team { $name }
name-team-white = Organisers ({ $name })
name-team-red = Attack team ({ $name })
name-team-blue = Defence team ({ $name })
name-team-jury = Jury ({ $name })
name-team-observer = Observers ({ $name })
name-inject = the inject “{ $title }”
name-inject-number = inject { $number }
name-inject-written = extra inject { $number }
name-step = the step “{ $title }”
name-step-number = attack step { $number }
name-weak = the weak point “{ $title }”
name-weak-number = weak point { $number }
name-rule = rule “{ $title }”
name-rule-number = rule { $number }

target-kind-none = no target
target-kind-host = host
target-kind-service = service
target-kind-account = account
target-kind-zone = zone
target-kind-link = link
target-kind-org = organisation
target-kind-address = address
target-kind-data = data
target-kind-backup = backup
target-kind-control = control

cause-plan = by the plan of the drill
cause-order = by order { $number }
cause-run = by run { $number }
cause-fact = from fact { $number }
cause-other = by { $what }

outcome-done = done
outcome-failed = did not work out
outcome-stopped = stopped by a control
outcome-overtaken = what it needed was gone
outcome-undone = taken back
outcome-declined = the body asked did not carry it out

wait-approval = the leader’s approval
wait-staff = free staff
wait-body = { $org }

truth-red = attack run { $number }
truth-attempt = an attempt from outside that failed
truth-benign = harmless

verdict-attack = attack
verdict-attempt = failed attempt
verdict-benign = false alarm

claim-level-suspicious = something is odd
claim-level-malicious = an attack
claim-level-tactic = tactic known
claim-level-technique = technique known

severity-low = low severity
severity-medium = medium severity
severity-high = high severity
severity-critical = critical severity

case-phase-verify = received, being verified
case-phase-contain = containment
case-phase-recover = removal and recovery
case-phase-closed = closed

rating-p = P – performed without challenges
rating-s = S – performed with some challenges
rating-m = M – performed with major challenges
rating-u = U – unable to be performed

pillar-process = process
pillar-technology = technology
pillar-people = people

side-attack = by the attack
side-defence = by the defence
side-neither = by neither side

grip-user = a user’s rights
grip-admin = administrator’s rights

flow-open = all it may
flow-restricted = only what is needed
flow-cut = nothing

fact-declaration-holds = { $team } saw that what { $service } declares is so: { $what }
fact-declaration-false = { $team } saw that what { $service } declares is not so: { $what }
fact-attained = { $team } brought { $service } this far: { $what }
fact-gauged = { $indicator } truly stands at { $have } of { $of }
name-indicator = Indicator “{ $title }”
name-indicator-number = Indicator { $number }
compliance-classified = level determined
compliance-approved = dossier approved
compliance-deployed = plan fully deployed
compliance-assessed = inspected and assessed
odd-held = signs that an attacker holds the machine
odd-encrypted = the data on the machine are encrypted
odd-held-encrypted = signs that an attacker holds the machine; its data are encrypted
odd-down = it does not work
odd-unwatched = it works and nobody watches it
odd-spoiled = the copy has bad blocks or cannot be read
odd-unanswered = the contact does not answer
