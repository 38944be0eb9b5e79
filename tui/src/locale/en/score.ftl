# The scorecard, causes of loss, corrective actions.
about-account = account { $name }
about-zone = zone { $name }
about-link = link { $name }
about-control = control { $name }
about-backup = backup { $name }
about-run = run { $name }

card-pillars = Points lost by pillar and phase
card-causes = Main causes and corrective actions (draft)
card-cause = { $points } points · { $pillar } · { $stage }: { $cause }
card-fix = Action: { $fix }
card-damage = Damage by the attack / by the defence / in the baseline
card-stamps = Time stamps of each step since it began (t1 recorded, t2 alerted, t3 claimed, t4 paper, t5 contained, t6 restored)
card-weak = Planted weak points
card-not-comparable = People attacked: this score cannot be compared with others.
card-gap-prevented = { $name }: nothing left to detect, because the team stopped it; its weight counts as prevention
card-rubric = Jury: { $got } of { $of }; machine: { $machine }; combined: { $combined }
card-kappa = Agreement of two graders (κ): { $kappa }
card-red = The attack: { $total } points, { $reached } goals reached, { $reported } findings reported
figure-gap = Could not be measured: { $points } points
stage-prevent = Prevent
stage-detect = Detect
stage-respond = Respond
stage-recover = Recover
weak-found = found
weak-seen = seen, not reported
weak-missed = missed
weak-open = not found yet
card-all-pillars = All
fix-place-all = the whole system

rule2-part =
    { $part ->
        [some] in part, it needs { $need } machines and got { $have };{" "}
       *[none] {""}
    }
goal-hold = taken
goal-lodge = forgery laid
goal-encrypt = encrypted
goal-deface = defaced
goal-down = stopped
goal-leak = taken out
goal-tamper = altered
goal-wipe = copy deleted
rule2-harm =
    { $harm ->
        [hold] { goal-hold },{" "}
        [lodge] { goal-lodge },{" "}
        [encrypt] { goal-encrypt },{" "}
        [deface] { goal-deface },{" "}
        [down] { goal-down },{" "}
        [leak] { goal-leak },{" "}
        [tamper] { goal-tamper },{" "}
        [wipe] { goal-wipe },{" "}
       *[none] {""}
    }
rule2-pre-1 = prevented (weight { $weight } of { $of }; succeeded in the baseline at { $at }; proportion { $prop })
rule2-pre-2 = not prevented (weight { $weight } of { $of }; in the baseline at { $at })
rule2-pre-5 = prevented: the attack team tried once the defence had begun to respond, and did not get there ({ rule2-harm }weight { $weight } of { $of }; the attempt was over at { $at }; proportion { $prop })
rule2-pre-7 = prevented in part: it needs { $need } machines and got { $have } (weight { $weight } of { $of }; succeeded in the baseline at { $at }; proportion { $prop })
rule2-pre-6 = not prevented: the attack team got there at { $at } ({ rule2-harm }weight { $weight } of { $of })
rule2-pre-3 = the attack went another way and succeeded (weight { $weight })
rule2-pre-4 = more restricted than the attack called for, what was kept off too long after cleaning included: proportion { $prop }, { $count } measures
rule2-pre-8 = reached besides, weighs nothing: { $count } more, where the script reaches no more of its kind in that group of machines
rule2-det-1 = { $technique } (weight { $weight } of { $of }): claim { $claim } (worth most), after { $lag } (g { $grace }, D { $deadline }), q { $quality }, f { $time }, k { $k }
rule2-det-2 = { $technique } (weight { $weight } of { $of }): not detected (began { $began }, D { $deadline })
rule2-det-3 = factor k { $k }: { $right } incidents claimed rightly, { $wrong } wrongly
rule2-tri-1 = { $count } attack alerts read right, share { $share } by severity
rule2-tri-2 = { $count } harmless alerts called an attack, share { $share }
rule2-tri-3 = { $count } attack alerts misread, share { $share }
rule2-tri-4 = { $count } attack alerts left unread, share { $share }
rule2-con-1 = denied after the first claim, verified and assessed ({ rule2-part }{ rule2-harm }weight { $weight } of { $of }; proportion { $prop })
rule2-con-2 = not denied once the attack could be seen ({ rule2-harm }weight { $weight } of { $of })
rule2-con-3 = denied, its effect not verified and assessed: half ({ rule2-part }{ rule2-harm }weight { $weight } of { $of })
rule2-con-4 = more restricted than the attack called for, what was kept off too long after cleaning included: proportion { $prop }, { $count } measures
rule2-rec-1 = never owned, never kept from more than half of its users (value { $value })
rule2-rec-2 = clean and back in time (value { $value })
rule2-rec-3 = clean and back late: half (value { $value })
rule2-rec-4 = not recovered, or a foothold left (value { $value })
rule2-rec-5 = restored from a dirty state (value { $value })
rule2-rec-6 = more restricted than the attack called for, what was kept off too long after cleaning included: proportion { $prop }, { $count } measures
rule2-rec-7 = put back by the organisers, not restored by the defence (value { $value })
rule2-cnt-0 = loss { $lost }, in the baseline { $reference }
rule2-cnt-1 = users lost { $lost } by the attack
rule2-cnt-2 = users lost { $lost } by the defence
rule2-cnt-3 = data leaked: { $lost }
rule2-cnt-4 = data altered and not noticed: { $lost }
rule2-rep-1 = inject handled ({ $points } inject points)
rule2-rep-2 = inject not handled ({ $points } inject points)
rule2-rep-3 = filed at { $filed } (due { $due }): timeliness { $time }, correctness { $correct }
rule2-rep-9 = sent to { $reached } of { $owed } only (due { $due }): timeliness { $time }, correctness { $correct }
rule2-rep-4 = not filed (due { $due })
rule2-rep-5 = still within its time at the end (due { $due }), not counted
rule2-rep-6 = { $task ->
    [declare] incident declared
    [escalate] escalated
    [evidence] evidence kept before machines were made anew
   *[other] case closed and handed over
}
rule2-rep-7 = { $task ->
    [declare] incident not declared
    [escalate] not escalated
    [evidence] evidence not kept before machines were made anew
   *[other] case not closed and handed over
}
rule2-rep-8 = state-secret material put on an open channel

broke-no-sensor = No sensor, or its log is not collected
broke-no-rule = Recorded, and no rule raised an alert
broke-owned-unused = Owned and unused
broke-unwatched = Alerts and traces were there, and nobody watched
broke-misread = Alert there and somebody free: missed or misread
broke-queue-full = Alert queue over capacity
broke-false-claim = Claims or verdicts against what was harmless
broke-told-late = Told late, wrongly, or not at all
broke-waited = The response waited for approval
broke-no-staff = Response waited for want of staff
broke-wrong-action = Response aimed wrong or without effect
broke-answered-late = Answered only after the attack had what it wanted
broke-no-action = No response
broke-no-means = No control or authority to stop it there
broke-not-verified = Containment not verified and assessed
broke-too-much = More restricted than called for
broke-restored-late = Restored late
broke-restored-dirty = Foothold left, or restored dirty
broke-put-back = Lasted until the organisers put it back
broke-user-fell = A user fell for it
broke-not-done = Expected answer or task not given
fix-no-sensor = Place a sensor over { $where } and collect its log; check daily that it arrives
fix-no-rule = Write or enable a detection rule for { $where }; test it against the traces of this drill
fix-owned-unused = Switch on what is owned over { $where } and name who watches it
fix-unwatched = Put people on shift who read the alerts and look for traces of { $where }
fix-misread = Train triage on these cases: { $where }; have a second reader for severe alerts
fix-queue-full = Rearrange shifts, work the queue by severity, cut noisy rules
fix-false-claim = Require a check of the evidence before a claim; keep a list of lawful activity
fix-told-late = Prepare forms, addressees and signatories; drill reporting by itself
fix-waited = Give the shift authority beforehand for urgent containment of { $where }
fix-no-staff = Add people, and order the work so that containment of { $where } does not wait
fix-wrong-action = Write a playbook for { $where }: target, order, how to check the effect
fix-answered-late = Shorten the time from alert to containment of { $where }; settle beforehand who may and who does
fix-no-action = Write a playbook for { $where } and name its owner
fix-no-means = Provide a control, or an agreement with who has it, for { $where }
fix-not-verified = Make three acts mandatory: do, verify in the log, assess; record them in the case
fix-too-much = Set scope, longest duration and lifting conditions for each restriction
fix-restored-late = Practise restoring { $where } within its time; prepare copies and the order of recovery
fix-restored-dirty = Sweep and clean before restoring { $where }; change all credentials involved
fix-put-back = Practise cleaning and restoring { $where } within the run, without waiting for a reset
fix-user-fell = Awareness and regular phishing tests; one place where users report
fix-not-done = Put the task into the procedure and the duty card of the shift

truth-key-pillars = points lost by pillar
jury-key-sign = sign the result
jury-sign = Sign the result
jury-sign-text = Reservation, if any
jury-signed = Signed: { $grader } ({ $at }) { $text }
jury-sign-about = A signed result is final; what the machine counted and what the jury gave are both kept.
jury-rated-by = { $grader }: { $rating } ({ $at }): { $reason }

task-declare = Incident declared, case opened
task-escalate = Superiors and others concerned told
task-evidence = Evidence kept before machines are made anew
task-hand-over = Case closed and handed over
