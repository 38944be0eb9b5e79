# Rehearsals: bots × seeds, the table, and what was found wanting.

verb-rehearse = Play a scenario many times by bots: how hard is it, can it be won, does any trick pay
    .sigma_rules = a folder of Sigma rules, as a checkout of SigmaHQ, laid beside the shipped ones; those that can fire here join, of the others it is said why not
    .era = the time it is set in, of catalogue/eras (a: until February 2025, b: March 2025 to June 2026, c: from July 2026): names, addressees and clocks of duties; the scenario's own if left out
    .scenario = the scenario's folder; or “merge”, and the files of the parts
    .files = the parts to put together, after “merge”
    .runs = how many seeds (20)
    .bots = which bots, with commas between (all)
    .shard = only part I of N; prints JSON to be put together with “dientap rehearse merge”
    .format = how the table is printed: table or json
    .seed_from = the first seed (1)
    .jobs = how many threads (as many as there are cores)
    .out = file to write to, whole or not at all (the standard output)
    .example = dientap rehearse scenarios/hp-cang-ransom --runs 50

rehearse-progress = { $done } of { $all } drills · { $percent }% · { $rate }/min
rehearse-done = { $drills ->
    [one] One drill
   *[other] { $drills } drills
} in { $seconds } s on { $jobs ->
    [one] one thread
   *[other] { $jobs } threads
}.
rehearse-files = files are given only to “merge”
rehearse-files-help = dientap rehearse merge part-1.json part-2.json
rehearse-nothing = there is nothing to put together
rehearse-nothing-help = name the files that --shard wrote: dientap rehearse merge part-*.json
rehearse-no-part = “{ $path }” holds no part of a rehearsal: { $why }
    .help = it must be what “dientap rehearse … --shard I/N” wrote, whole
rehearse-differs = the parts do not belong together: { $what } is { $first } in one and { $other } in another
rehearse-differs-help = rehearse all parts with the same program, scenario folder, --bots, --runs and --seed-from
rehearse-twice = part { $shard } is there twice
rehearse-twice-help = name each part once

table-title = REHEARSAL – { $title }
table-about = { $scenario } · { $runs ->
    [one] one seed
   *[other] { $runs } seeds
} from { $from } · rules of scoring, version { $scoring } · plan { $plan }
table-rank = Rank
table-bot = Bot
table-raw = Raw
table-sd = sd
table-half = ±95%
table-index = Index
table-interval = 95% interval
table-band = Band
table-legend = ○ trick · ▲ ladder of skill · ● reference. Same rank with “=”: intervals overlap, a tie.
table-scale = Index 0 is the best trick ({ $zero } raw), 100 the reference ({ $hundred } raw). Bands: A from 85, B from 65, C from 40, D from 15, E. The interval is that of the bot's own mean (Student's t over seeds).
table-parts = Means by component
table-queue = Alerts before the defence (means of a drill)
table-queue-all = Alerts
table-queue-hour = /hour
table-queue-busiest = Most/h
table-queue-attack = Attack
table-queue-attempts = Tried
table-queue-benign = Benign
table-queue-ratio = F:T
table-queue-legend = Most/h: in its busiest hour. Tried: strangers' attempts that fail. F:T: false alarms for each true alert; “noise:” in routines.yml is meant for 1:1 (light), 4:1 (normal), 10:1 (heavy). Four analysts who take ten minutes for an alert read 24 an hour.
table-weighed = Index with each component weighing half again or half as much (least … most)
table-ordered = The order trick, novice, competent, expert, reference holds in { $holds } of { $ways } ways to weigh. How far evaluators differ stands in the minutes of a drill: bots have no evaluators.
table-holds = The lint holds.
table-holds-so-far = What was played breaks nothing; the lint is judged only when every bot has played.
table-breaks = What breaks the lint
table-notes = Besides

short-prevention = Prev.
short-detection = Detect
short-triage = Triage
short-containment = Cont.
short-recovery = Recov.
short-continuity = Keep
short-reporting = Report

blue-random = random
blue-flag-all = flags everything
blue-isolate-at-start = isolates everything at the start
blue-isolate-at-first-alert = isolates everything at the first alert
blue-isolate-midway = isolates everything midway
blue-service-bunker = all services off, all work by hand
blue-deny-all = cuts all links to the outside
blue-reset-all = all machines anew, all accounts reset
blue-technique-shotgun = every technique in every claim
blue-hindsight = claims everything in the last minutes
blue-perfect-claim = one claim, handed to it as true
blue-report-all = files everything to everybody
blue-novice = novice
blue-competent = competent
blue-expert = expert

table-difficulty = Difficulty: { $measured } (the scenario states: { $stated }; the intervals leave open: { $open }). The rule: basic if the novice reaches { $basic } of the index, medium if not but the competent reaches { $medium }, else hard; here they reach { $novice } and { $competent }. Length from STARTEX to ENDEX: { $length }.
difficulty-basic = basic
difficulty-medium = medium
difficulty-hard = hard
finding-difficulty-off = the scenario states “{ $stated }”, and the rehearsal bears out { $measured }: the novice reaches { $novice } of the index, the competent { $competent }
    .help = write difficulty: {"{"}vi: "{ $vi }", en: "{ $en }"{"}"} in scenario.yml
finding-incomplete = { $missing ->
    [one] one drill is missing
   *[other] { $missing } drills are missing
}: not all parts were put together
    .help = rehearse the parts that are not there, and merge again
finding-not-played = not judged, because they did not play: { $bots }
    .help = leave --bots out
finding-no-playbook = there is no playbook.yml: whether the scenario can be won, and by how much more than by tricks, is not known
    .help = write playbook.yml, the orders of a good defence (see the guide in scenarios/README.md)
finding-trick-pays = the best trick, { $bot }, earns { $mean } points; at most { $limit } may be had without defending anything
    .help = see which component pays it; raise the harm of what it closes, the noise beside what it flags, or the weight of what only a real defence does
finding-reference-low = the reference playbook earns { $mean } points; at least { $limit } must be reachable; worst with seed { $seed }: { $worst }
    .help = look at the losses with “dientap run FOLDER --blue playbook --seed { $seed }”; mend playbook.yml, or give the defence the time, staff, rules or controls it lacks
finding-gap-small = the reference is only { $gap } points above the best trick; { $limit } are needed
    .help = make the reference better or the trick worth less
finding-ladder-broken = { $lower } does no worse than { $upper }
    .help = more seeds, or more in the scenario that skill decides: alerts to be read, orders in time, papers
finding-blind = step { $step } leaves no record that is collected, and is not declared blind
    .help = give it a log source that is collected, or write “observable: false”
finding-heavy = step { $step } is worth up to { $share } points; at most { $limit }
    .help = lower its weight, or have more steps
finding-no-rule = step { $step } is recorded, and no rule sees it: only hunting finds it
    .help = meant so? Otherwise add a rule for what it leaves
finding-never-began = step { $step } was never tried: { $why }
    .help = an alternative is not needed in every drill; if it is meant to be tried, mend what it waits for
finding-stalls = step { $step } was never tried, not even where nobody resisted: { $why }
    .help = mend what it waits for, or write on_block: true if another step is to open it
finding-never-done = step { $step } was tried and never came off: { $why }
    .help = see its requirements and the controls in its way; give it a retry or an “otherwise”
finding-never-fired = inject { $inject } never fired
    .help = mend its “on:” or “at:”, or mark it by_hand

finding-noise = without a response and by the playbook there are { $least } to { $most } false alarms for each true alert; the noise is meant to be { $meant }
    .help = change “per_day” in routines.yml, or say in “rates” there which level they amount to (light 1, normal 4, heavy 10)

stall-not-needed = it is the alternative to steps that were never given up
stall-waits = it waits for { $steps }, which never came off
stall-condition = its condition (“when:”) never came
stall-lacked = its time came, and this was not there: { $what }
stall-nothing-there = there was nothing it could be tried at, or what it needs was not there
stall-done = it came off in part only
stall-failed = it failed
stall-stopped = a control stopped it
stall-overtaken = what it needed was gone
stall-undone = it was taken back
stall-declined = the other body declined
