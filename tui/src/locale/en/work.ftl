# Responses, city, papers, rules, intelligence and exchange of the defence team.
work-tab-respond = Respond
work-tab-city = City
work-tab-papers = Papers
work-tab-rules = Rules
work-tab-intel = Intel
work-tab-exchange = Exchange

work-col-alerts = Alerts
work-col-asked = Asked
work-col-assessed = Assessed
work-col-at = When
work-col-basis = Basis
work-col-body-kind = Kind of body
work-col-contact = Contact
work-col-due = Left
work-col-ended = Ended
work-col-found = Found
work-col-hits = Hits
work-col-host = Host
work-col-hosts = Hosts
work-col-kind = Kind
work-col-on = On
work-col-org = Body
work-col-paper = Paper
work-col-place = Zone, link
work-col-response = Response
work-col-rule = Rule
work-col-rule-level = Level
work-col-seen = Seen in
work-col-source = Log source
work-col-state = State
work-col-stem = File
work-col-target = Target
work-col-technique = Technique
work-col-text = Text
work-col-to = Addressee
work-col-verified = Verified
work-col-what = What it is
work-col-who = Who

work-key-answer = answer / read
work-key-assess-run = assess it
work-key-bodies = bodies
work-key-choose = choose
work-key-edit-rule = edit the rule
work-key-fill-form = fill the form
work-key-finding = report a weak point
work-key-map = map
work-key-new-rule = new rule
work-key-back-test = try on the past
work-key-next-body = next body
work-key-next-fault = to the next fault
work-key-open = open
work-key-order = order it
work-key-previous-body = previous body
work-key-protest = protest
work-key-read = read
work-key-request = request
work-key-respond = new response
work-key-respond-here = respond to this
work-key-say = say something
work-key-search-for = read, or search for it
work-key-switch-rule = rule on / off
work-key-undo-run = take back
work-key-verify-run = verify it

work-respond-head = Responses · under way: { $running } · done and not verified: { $owed }
work-respond-none = No response yet. Press n to order one.
work-respond-can-undo = Not started: press u to take it back.
work-respond-runs = Under way.
work-respond-owes-verify = ! Done, not verified (v): an unverified block is worth half.
work-respond-owes-assess = ! Verified, not assessed (e).
work-respond-owes-nothing = Nothing is owed on this one.
work-run-asked = asked for
work-run-waits = waits { $since } for { $what }
work-run-running = running { $since }
work-run-done = done
work-run-sound = done: nothing wrong seen
work-run-brought = done: { $what }
work-brought-weak = { $count ->
    [one] 1 weak point
   *[other] { $count } weak points
}
work-brought-not-so = { $count ->
    [one] 1 false declaration
   *[other] { $count } false declarations
}
work-brought-so = { $count ->
    [one] 1 declared truly
   *[other] { $count } declared truly
}
work-brought-declared = What was held against declarations stands at City, key d.
work-run-swept = done: signs on { $count ->
    [one] 1 host
   *[other] { $count } hosts
}
work-run-holds = holds
work-run-holds-not = does not hold
work-run-unverified = ! unverified
work-run-assessed = yes
work-run-asked-at = Asked at { $at }
work-run-started-at = Started at { $at }
work-run-ended-at = Ended at { $at }
work-run-verified-at = Verified at { $at }
work-run-assessed-at = Assessed at { $at }:
work-assess-title = Assessment
work-field-assessment = What it came to, and what is next

work-order-title = Order a response
work-order-none-fits = No response fits.
work-order-no-target = There is no such target: { $name }
work-order-on = Target: { $what }
work-order-forecasting = Working it out…
work-order-would-be-refused = Would be refused: { $what }
work-order-need-met = Requirement met: { $what }
work-order-need-not-met = Requirement not met: { $what }
work-order-need-unknown = Not known whether met: { $what }
work-order-takes = Takes { $what } (waiting not counted)
work-order-odds = Chance of success: { $what }
work-order-staff = Staff: needs { $staff }, free now { $free }
work-order-not-counted = not counted
work-order-approval = Waits for the leader’s approval: { $what }
work-order-via = Carried out by (left/right to change): { $what }
work-order-via-none = Another body has to carry it out (left/right to choose).
work-order-nobody = The team has no say here, and no body to order it through.
work-order-breaks = What it breaks: { $what }
work-order-disrupts = Services disrupted: { $what }
work-order-undo = Can be taken back by: { $what }
work-order-ready = Enter to order it, Esc to go back.
work-order-not-ready = A requirement is not met; Enter orders it all the same, Esc goes back.
work-need-authority = authority over the target
work-need-platform = the right platform
work-need-role = the right role of host
work-need-not-role = a host that has no response of its own for this
work-need-up = the target is up
work-need-down = the target is down
work-need-usable = the copy can be used
work-need-reachable = a way to the target
work-need-other = another requirement
work-handling-prepare = Prepare
work-handling-detect = Detect
work-handling-analyse = Analyse
work-handling-contain = Contain
work-handling-eradicate = Eradicate
work-handling-recover = Recover
work-handling-report = Report
work-handling-other = Other

work-city-list = Zones and links, from the internet inwards
work-city-map = Map: line open · dashes restricted · x cut
work-flow-open = open
work-flow-restricted = restricted
work-flow-cut = cut
work-zone-cut = cut off
work-zone-joined = joined
work-zone-tally = { $hosts } hosts · { $alerts } al · { $away } away
work-zone-tally-short = { $hosts }h · { $alerts } al
work-zone-tally-full = hosts { $hosts }, alerts { $alerts }, isolated { $away }
work-zone-head = { $zone } · run by { $org }
work-host-nothing = nothing known
work-host-since = { $what } since { $at }
work-host-encrypted = encrypted
work-host-found = foothold found
work-host-isolated = isolated
work-host-rebuilt = rebuilt
work-host-patched = patched
work-host-preserved = evidence preserved
work-host-role = Role: { $what }
work-host-address = Address: { $what }
work-host-zone = Zone: { $what }
work-host-org = Belongs to: { $what }
work-host-state = Known state:
work-host-services = Services on it:
work-host-alerts = Alerts on it:
work-host-runs = Responses on it:
work-host-none = none
work-host-untriaged = not triaged
work-bodies-title = Bodies of the city
work-contact-reached = reached
work-contact-published = published, not tried
work-contact-missing = none published
work-body-commanded-by = Under the command of: { $what }
work-body-commands = Commands: { $what }
work-body-zones = Runs the zones: { $what }
work-body-reached = Reached by: { $what }
work-body-warned = Warning: { $what }
work-col-issued = Issued
work-col-delivered = Delivered
work-col-acknowledged = Acknowl.
work-col-acted = Acted on
work-col-body-verified = Verified
work-warned-none = not warned
work-warned-issued = issued, not seen to have reached the body
work-warned-delivered = reached the body; nothing was asked of it, or it has not answered
work-warned-waits = waiting for the body's answer since { $at }
work-warned-acknowledged = the body took it up and has not reported back
work-warned-acted = the body reports it done; not verified
work-warned-holds = verified: it holds
work-warned-fails = verified: not clean, to be asked for again
work-warned-silent = the body is silent: its time to answer ran out at { $at } and it did nothing
work-warned-silent-short = ! silent
work-warned-fails-short = x not clean
work-body-soc = monitoring centre (SOC)
work-body-department = department
work-body-district = local committee
work-body-port = port operator
work-body-telco = telecom provider
work-body-vertical = vertical agency
work-body-cipher = cipher authority
work-body-press = press
work-body-police = police
work-body-committee = steering committee
work-body-coordinator = national coordinator
work-body-citizens = citizens
work-body-vendor = vendor
work-body-datacentre = data centre
work-body-enterprise = enterprise
work-body-attacker = attacker

work-papers-head = Duties that run, forms, papers filed
work-papers-chosen = The chosen one
work-papers-practice = Filing here is practice; it does not discharge any real duty.
work-paper-duty = duty
work-paper-form = form
work-paper-filed = filed
work-paper-filed-about = Filed to { $to } at { $at }
work-paper-graded = The jury gave { $points }/100: { $why }
work-paper-not-graded = No grade of the jury yet.
work-duty-about = File “{ $form }” to { $to } by { $by }
work-duty-met = met
work-duty-missed = missed
work-basis-law = text of the law
work-basis-guidance = guidance
work-basis-proposal = proposal, not law
work-basis-from-memory = not verified
work-file-intro = Filed within the drill. Choose the addressee, fill the fields marked *; what the team knows is filled in.
work-file-intro-to = Filed within the drill. Right kind of addressee: { $to }. What the team knows is filled in.
work-file-no-body = There is no such body: { $what }
work-word-yes = yes
work-word-no = no
work-finding-title = Report a weak point
work-finding-intro = Process, technology or people; where; and why it is one.
work-finding-no-place = There is no such place: { $what }
work-field-pillar = Kind
work-field-where = Where (kind:name)
work-field-finding = The weakness in words

work-rules-head = Rules: { $rules } · turned off: { $off }
work-rules-flooded = of them for flooding the queue (100 alerts an hour): { $count }
work-word-on = on
work-word-off = off
work-rule-new-title = New rule of the defence team
work-editor-title = Sigma rule
work-editor-new = New rule: { $name }
work-editor-replaces = Editing: { $name }
work-editor-at = Line { $line }, column { $column }
work-editor-good = The rule can be read. Ctrl-T tries it on the past, Ctrl-S puts it in force at once.
work-editor-leaving = ! Changes are not sent. Esc again to drop them, any other key to go on.
work-editor-too-long = x { $bytes } bytes, at most { $limit }.

work-intel-head = Known of the attack
work-intel-matrix = ATT&CK techniques seen
work-intel-none = Nothing yet.
work-intel-notice = notice
work-intel-technique = technique
work-intel-weak = weak point
work-intel-declared = declaration
work-intel-reported = reported
work-indicator-address = address
work-indicator-domain = domain
work-indicator-hash = hash
work-seen-blocked = blocked · { $times ->
    [one] once
   *[other] { $times } times
}
work-seen-claimed = claimed · { $times ->
    [one] once
   *[other] { $times } times
}
work-seen-told = told of · { $times ->
    [one] once
   *[other] { $times } times
}
work-seen-alerted = in alerts · { $times ->
    [one] once
   *[other] { $times } times
}
work-technique-seen = claims { $claimed } · alerts { $alerted }
work-choice-none = not chosen
work-file-no-moment = No moment (write 21/10 08:45, 08:45 or T+1:20): { $what }
work-file-affirm = This must be confirmed before it is filed: { $field }
work-weak-where = Where: { $what }
work-weak-when = Seen { $what }
work-weak-by = By: { $what }
work-weak-report = Not reported yet: w opens the paper that reports it.
work-weak-reported = Reported { $at }, kind: { $pillar }, { $where }
work-weak-seen = { $title } – press w to report it
work-run-restored = Restored from: { $what }
work-run-unreadable = This backup could not be read: { $what }
work-run-weak = ! Weak point: { $title }
work-run-report-weak = Report it here with w; later on Papers or Intelligence.
work-declared-false = { $system } declares what is not so: { $what }
work-tactic-unknown = tactic not known
work-matrix-legend = + claimed · ! alerts only

work-exchange-head = Exchange · waiting for the team: { $open }
work-exchange-none = Nothing has been said yet.
work-exchange-unblock = The organisers order { $what } opened again
work-exchange-answered = Answered: { $what }
work-exchange-answer-wanted = ! An answer is wanted: press Enter.
work-exchange-right = + The answer was right.
work-exchange-wrong = x The answer was not right.
work-who-inject = situation
work-who-other = another body
work-who-we = we
work-who-unblock = unblock order
work-who-request = request
work-who-protest = protest
work-field-answer = Answer (up/down to choose)
work-answer-none = choose an answer
work-answer-missing = Choose an answer first: up and down go through them.
work-say-title = To the organisers
work-say-intro = Everything said is on record.
work-field-line = Text
work-request-title = Request to the organisers
work-request-intro = Passes through the organisers: open an address, check a function, or anything else.
work-field-request = What is asked
work-field-request-about = Address or function
work-field-reason = Why
work-request-kind-unblock = open an address again
work-request-kind-check = check a function
work-request-kind-other = anything else
work-request-unblock = Asked to open { $what } again
work-request-check = Asked to check { $what }
work-request-other = Another request
work-request-granted = + Granted: { $what }
work-request-denied = x Not granted: { $what }
work-protest-title = Protest a judgement
work-protest-intro = Say which judgement, and the grounds. The jury decides.
work-protest-not-yet = A protest is possible once the organisers have released the results.
work-protest-upheld = + Upheld: { $what }
work-protest-rejected = x Rejected: { $what }
work-field-protest-about = The judgement, such as: claim 3
work-field-grounds = Grounds

# A rule tried on what has been collected
back-test-title = Rule { $name } tried on the past 24 hours
back-test-waits = Running the rule over the collected records…
back-test-looked = Looked at { $records } records, from { $from } to { $to }.
back-test-found = Fired { $hits } times on { $machines } machines: { $alerts } alerts (grouped within 30 minutes).
back-test-cost = If it goes on so: about { $alerts } alerts a day to be looked into.
back-test-hours = Fired in each hour: { $counts }
back-test-cut = ! There is too much: only the most recent part was looked at.

# Levels, dossiers and indicators
work-key-levels = levels, indicators
work-levels-title = Levels and indicators
work-levels-none = No system of this city has a level dossier.
work-levels-systems = Systems: declarations held against evidence { $seen }, not so { $wrong }
work-col-system-level = Lv
work-col-system = System
work-col-classified = Level
work-col-approved = Dossier
work-col-deployed = Plan
work-col-dossier-assessed = Assessed
work-declared-so = so
work-declared-not-so = NOT so
work-declared-only = declared
work-declared-nothing = -
work-indicator-open = { $title } (open)
