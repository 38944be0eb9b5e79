# Help texts of the program.

cli-about = Dientap: a cyber range for a city's information security drills.
cli-more = It rehearses, controls, scores and reports; it does not by itself discharge the duty to drill on real systems.
    Exit codes: 0 done, 1 found wanting, 2 usage.
cli-usage = Usage
cli-verbs = Verbs
cli-given = Arguments
cli-options = Options
cli-examples = Example
cli-help = show this help
cli-version = show the version
cli-lang = language: vi or en (by default from LC_ALL, LANG; Vietnamese unless it is en)
cli-plain = draw without boxes, for screen readers (the start menu and the drill)

verb-run = Play a scenario from beginning to end and print the scorecard
    .scenario = the scenario's folder, or the .drill file of an unfinished drill
    .seat = seat on this terminal: blue, red, white, jury, observer (by default that of whoever needs people)
    .blue = the defence: human, or a bot of “dientap rehearse”: playbook (follows playbook.yml), none (does nothing), novice, flag-all …
    .red = the attack: script (follows campaign.yml), adaptive (finds another way when it is stopped) or human
    .seed = seed of chance; same scenario and seed, same result (by default drawn at random)
    .out = file to record the drill in, never overwritten (by default <scenario>-<seed>.drill)
    .follow = print one line of JSON for each order as soon as it is safely on disk
    .pace = drill seconds in a real second (by default the next even pace at which the whole drill takes ninety minutes at most)
    .plain = draw without boxes and side-by-side columns, for screen readers
    .sigma_rules = a folder of Sigma rules, as a checkout of SigmaHQ, laid beside the shipped ones; those that can fire here join, of the others it is said why not
    .era = the time it is set in, of catalogue/eras (a: until February 2025, b: March 2025 to June 2026, c: from July 2026): names, addressees and clocks of duties; the scenario's own if left out
    .example = dientap run scenarios/hp-cang-ransom --seed 7 --blue playbook
verb-check = List every fault and warning of a scenario, with line, column and the way out
    .scenario = the scenario's folder, or a roster
    .sigma_rules = a folder of Sigma rules, as a checkout of SigmaHQ, laid beside the shipped ones; those that can fire here join, of the others it is said why not
    .coverage = folder to write ATT&CK Navigator layers into: what the rules can see of the attack before any drill
    .era = the time it is set in, of catalogue/eras (a: until February 2025, b: March 2025 to June 2026, c: from July 2026): names, addressees and clocks of duties; the scenario's own if left out
    .example = dientap check scenarios/hp-cang-ransom
verb-verify = Play a .drill file again and compare every digest
    .file = the .drill file
    .example = dientap verify hp-cang-ransom-7.drill
verb-replay = Look through a recorded drill: scrub by time or fact, branch from any moment
    .file = the .drill file
    .plain = draw without boxes and side-by-side columns, for screen readers
    .example = dientap replay hp-cang-ransom-7.drill
verb-report = Make the papers of a recorded drill, or lay several drills side by side
    .files = the .drill file; several are compared, all scored anew by the same rules
    .paper = closing, blue, red, jury, daily, person, plan, other (filed papers, forms to sign), or all of them
    .format = html, docx, md, json (all figures), csv (tables) or navigator (ATT&CK layers); all formats if left out
    .reader = for the organisers or the jury (all), for an observer (what everybody may know), or for a team by its name: only what that team was told
    .scoring = score by this version of the rules (the newest)
    .out = the file, or the folder if there are several (FILE-papers if left out)
    .example = dientap report hp-cang-ransom-7.drill
    dientap report hp-cang-ransom-7.drill --paper closing --format html --out closing.html
    dientap report team-a.drill team-b.drill
verb-export = Print what a drill left, for other programs
    .file = the .drill file
    .telemetry = the collected records, one flat JSON line each, in the form of flattened Windows and Sysmon logs
    .alerts_ocsf = the alerts of a defence team, one JSON line each, as OCSF 1.3.0 detection findings
    .stix = what a defence team holds to be the attack's (indicators, techniques) and the rules that it wrote, as a STIX 2.1 bundle
    .truth = for the organisers: also whose doing each record was, and records that nobody collected
    .daily = with the records of daily life, as the defence's hunt finds them among the others; without it only what was played
    .query = only the records that fit, in the language of the hunt: host:ws-*, class:proxy,dns, zone:z4-so, from T+1:00 to T+2:00
    .team = of which defence team (the first if left out)
    .example =
        dientap export hp-cang-ransom-7.drill --telemetry > records.jsonl
        dientap export hp-cang-ransom-7.drill --telemetry --daily --query 'zone:z4-so from T+1:00 to T+2:00'
        dientap export hp-cang-ransom-7.drill --stix > bundle.json
verb-schema = Print the JSON Schema of scenario files, for editors
    .name = a file's name, as city.yml (all of them if left out)
    .example = dientap schema city.yml > city.schema.json
verb-new = Make a small, complete starter scenario to go on from
    .folder = the new folder; “roster”, or a name that ends in .yml, makes a roster
    .scenario = the scenario that a roster is for
    .example = dientap new my-scenario
verb-completions = Print shell completions
    .shell = bash, elvish, fish, powershell or zsh
    .example = dientap completions bash > ~/.local/share/bash-completion/completions/dientap

usage-missing = missing: { $arg }
usage-unknown-arg = there is no argument “{ $arg }”
usage-unknown-verb = there is no verb “{ $arg }”
usage-bad-value = the value “{ $value }” does not fit { $arg }
usage-no-value = { $arg } needs a value
usage-conflict = { $arg } is given more than once, or does not go with the rest
usage-other = this is not how it is used
usage-near = did you mean “{ $near }”?
usage-values = the values are: { $values }
usage-help = see: dientap --help

trouble-label = error
trouble-internal = a mistake of the program: { $what }
trouble-internal-help = please tell the developers; what was recorded of the drill is intact in its .drill file
trouble-era = there is no era “{ $era }”
    .help = the eras are: { $known }
trouble-not-a-folder = “{ $path }” is not a scenario folder
    .help = name a folder that holds scenario.yml, or make one with “dientap new”
trouble-read = cannot read “{ $path }”: { $why }
    .help = check the path and that it may be read
trouble-write = cannot write “{ $path }”: { $why }
    .help = check the space on the disk and that it may be written
trouble-busy = “{ $path }” is being written by another program
    .help = close the drill that is running on it
trouble-no-drill = “{ $path }” is no unfinished drill
    .help = see what it is with “dientap verify”; a finished one is looked at with “dientap replay”
trouble-taken = “{ $path }” is there already
    .help = choose another name; nothing is ever overwritten
trouble-drill-size = “{ $path }” is larger than a .drill file can be
    .help = check that it is a .drill file
trouble-not-regular = “{ $path }” is not a regular file
    .help = name a .drill file on disk
trouble-schema = there is no schema “{ $name }”
    .help = the names are: { $names }

new-made = { $files ->
    [one] Made the starter scenario { $path } (one file).
   *[other] Made the starter scenario { $path } ({ $files } files).
}
new-next = Next: dientap check { $path }

guests-head = Rules brought along: { $joined } joined, { $out } did not.
guests-too-many = Only the first { $limit } files were looked at.
guests-file = { $file }: { $why }
guests-fire = { $files } can fire.
guests-fire-one = it can fire.
guests-doubtful = { $files } joined, but ask also for fields that no log here has.
guests-doubtful-one = joined; but no log that it looks at has { $names }.
guests-no-log = { $files }: no kind of log here answers to their source.
guests-no-log-one = no kind of log here answers to its source.
guests-not-collected = { $files }: their logs are collected by nobody in this city.
guests-not-collected-one = collected by nobody in this city: { $names }.
guests-no-field = { $files }: no log that they look at has any of their fields.
guests-no-field-one = no log that it looks at has any of { $names }.
guests-no-rule = { $files } count rules that are not there.
guests-no-rule-one = counts rules that are not there: { $names }.
guests-always = { $files } would fire at every record that lacks their fields.
guests-always-one = would fire at every record that lacks its fields.
guests-unread = { $files } cannot be read.
guests-unread-one = cannot be read: { $names }
guests-name-taken = { $files }: a rule of their name is there already.
guests-name-taken-one = a rule of its name is there already.
guests-given-up = { $files } were given up by their authors.
guests-given-up-one = given up by its authors.

export-query-help = the language is that of the hunt: F10 there explains it
export-too-much = that is too much daily life for one export, which goes through { $limit } records and { $logs } logs of machines at most
    .help = narrow it with --query, and export part by part: “from T+8:00 to T+12:00”, “zone:NAME”, “class:NAME”
export-no-team = no defence team is called “{ $name }”
    .help = one of: { $names }
