# A drill's course and its scorecard.

run-seed = Seed: { $seed }
run-seed-drawn = Seed (drawn at random): { $seed }
run-recording = Recording in: { $path }
run-needs-terminal = people need an interactive terminal
run-needs-terminal-help = run it on a terminal, or let the drill play itself with --blue playbook --red script
run-begun = “{ $path }” is a recorded drill: { $option } was settled when it began and stays as recorded
    .help = go on with it without { $option }, or begin a new drill from the scenario folder
live-go-on = Go on with: dientap run { $path }
run-no-playbook = The scenario has no playbook.yml: the defence does nothing.
run-progress = { $now } of { $length } · { $percent }%
run-baseline = Playing the no-response baseline of the same seed …
run-done = Ended: { $facts ->
    [one] one fact
   *[other] { $facts } facts
}, { $orders ->
    [one] one order
   *[other] { $orders } orders
}, { $records ->
    [one] one record
   *[other] { $records } records
}.
run-digest = Digest of the file: { $digest }
run-sealed = The file is sealed: { $path }

card-title = SCORECARD – { $title }
card-about = { $city } · seed { $seed } · defence: { $blue }
card-component = Component
card-got = Got
card-of = Of
card-share = Share
card-total = Total
card-phases = Detection by phase (of 100)
card-lines = Every point
card-no-lines = no lines
card-gaps = Nothing to measure: { $names }
card-figures = Figures
figure-steps = Attack steps: { $tried } tried, { $done } succeeded
figure-detected = Detected { $detected } of { $observable } steps that left traces; after { $mean } on average
figure-alerts = Alerts: { $alerts }, triaged { $triaged }
figure-claims = Claims: { $claims }, of which wrong { $wrong }
figure-papers = Injects: { $injects } of { $injects-due }; duties: { $duties } of { $duties-due }
figure-weak = Weak points: { $found } of { $weak } reported, in { $findings ->
    [one] one paper
   *[other] { $findings } papers
}
figure-trust = Public trust: { $trust }
figure-proportion = Restrictions that were justified: { $proportion }%
card-refused = Orders that were refused
card-refused-times = { $times ->
    [one] once
   *[other] { $times } times
}: { $why }
card-provisional = Provisional score under scoring rules version { $version }; the organisers announce the final result.
card-so-far = Provisional: what the organisers have released while the drill goes on. What the points are for is shown at hotwash.
card-facts = facts { $facts }
card-facts-more = facts { $facts } and { $more } more
card-against = Against the no-response baseline of the same seed.

blue-none = no response
blue-playbook = playbook
blue-human = people

component-prevention = Prevention
component-detection = Detection
component-triage = Triage
component-containment = Containment
component-recovery = Recovery
component-continuity = Continuity, data
component-reporting = Reporting


rule-pre-1 = attack step prevented (weight { $weight }; baseline: fact { $reference })
rule-pre-2 = attack step succeeded (weight { $weight })
rule-det-1 = detected after { $lag } (weight { $weight }, quality { $quality }‰, timeliness { $time }‰)
rule-det-2 = attack step missed (weight { $weight })
rule-det-3 = factor for false claims: { $k }‰ ({ $right } right, { $wrong } wrong)
rule-tri-1 = alerts read right: caught { $caught }‰, false alarm { $cried }‰
rule-con-1 = denied after the first claim (weight { $weight })
rule-con-2 = not denied after the first claim (weight { $weight })
rule-rec-1 = back in time and clean: { $share }‰
rule-cnt-0 = loss of all { $lost }, baseline { $reference }
rule-cnt-1 = damage by the attack: { $lost }
rule-cnt-2 = outage by the defence: { $lost }
rule-cnt-3 = data leaked: { $lost }
rule-rep-1 = inject handled
rule-rep-2 = inject not handled
rule-rep-3 = duty done in time
rule-rep-4 = duty missed
rule-rep-5 = duty still within its time at the end, not counted

about-step = step { $name }
about-host = host { $name }
about-service = service { $name }
about-data = data { $name }
about-inject = inject { $name }
about-duty = duty { $name }
