# What is wrong in scenario files, and the way out.

level-fault = fault
level-warning = warning
level-help = way out

place-in = in { $at }
place-root = at the top of the file

fault-unknown-key = there is no key “{ $key }” { $place }
    .near = did you mean “{ $near }”? The keys are: { $allowed }
    .help = the keys are: { $allowed }
fault-missing-key = the key “{ $key }” is missing { $place }
    .help = add a line “{ $key }: …” here
fault-wrong-type = this is { $found }, but { $expected } is wanted here
    .help = write { $expected }
fault-not-one-of = “{ $found }” is not on the list
    .near = did you mean “{ $near }”? Allowed are: { $allowed }
    .help = allowed are: { $allowed }
fault-out-of-range = { $found } is out of range
    .help = choose a value from { $min } to { $max }
    .least = the least is { $min }
    .most = the most is { $max }
fault-bad-text = “{ $found }” has not the shape of { $shape }
    .help = write it as { $shape }
fault-duplicate-key = the key “{ $key }” is here twice
    .help = keep one of the lines and delete the other
fault-duplicate-name = the name “{ $name }” is already taken on line { $first-line }
    .help = choose another: each name is used once
fault-unknown-name = there is no { $kind } named “{ $name }”
    .near = did you mean “{ $near }”?
    .help = check the spelling, or declare this { $kind } before using it
fault-cycle = these wait for each other in a circle: { $path }
    .help = take one of the links out of the circle
fault-too-many = too many { $what }: { $found }
    .help = at most { $limit }
fault-too-few = too few { $what }: { $found }
    .help = at least { $least }
fault-too-large = the file has { $found } bytes, which is over the limit
    .help = at most { $limit } bytes; split the file or shorten it
fault-not-utf8 = the byte { $byte } is not UTF-8
    .help = save the file as UTF-8
fault-nul-byte = there is a NUL character in the file
    .help = delete it; scenario files hold text only
fault-link-outside = a symbolic link leads out of the scenario folder
    .help = put the file itself in place of the link
fault-special-file = this is not a regular file
    .help = put a regular .yml file here
fault-unreadable = the file cannot be read: { $why }
    .help = check that the file and its folder may be read
fault-unreachable = “{ $name }” can never happen: { $why }
    .help = correct the condition, or delete the entry if it is not needed
fault-opened-anyway = “{ $name }” comes at its own time, whether “{ $of }” is given up or not
    .help = write on_block: true in “{ $name }”; then only an otherwise opens it
fault-no-way = “{ $name }” can never be tried: no link carries { $proto } from { $from } to { $to }
    .help = add { $proto } to the allow of the links on the way, or start the step elsewhere
fault-difficulty-word = the difficulty “{ $vi }”, “{ $en }” is none of the three that a rehearsal measures
    .help = write one of { $words }; `dientap rehearse` says which
fault-no-sensor = no sensor can see the traces of “{ $name }”
    .help = add a control of kind “{ $sensor }” that covers the place, or say observable: false
fault-one-language = the { $missing } text is missing
    .help = every text for people is written in both vi and en
fault-not-nfc = the accents are not composed (Unicode NFC)
    .help = save the file in Unicode NFC
fault-refused = this value is not accepted: { $why }
    .help = see the format with “dientap schema”
fault-needs-value = “{ $key }” needs a value
    .help = write “{ $key }: …”
fault-takes-no-value = “{ $key }” takes no value
    .help = write “{ $key }” alone, without a colon
fault-old-technique = { $found } is an old ATT&CK id
    .help = use today's id, { $now }
fault-era-part = the part “{ $found }” is not in every era profile with lists of the same lengths
    .help = give every file of catalogue/eras the same parts, with as many phrases in the same order
fault-hidden-start = the duty starts on “{ $found }”, which the defence cannot know of when it happens
    .help = use what the defence knows of, such as declared (it reported a detection), ran (it did something itself), inject (it received one), closed (it closed all of its cases)
fault-wrong-target = “{ $found }” is not the kind of target of this action
    .help = this action needs a target of kind { $wanted }
fault-untold = fault “{ $code }” ({ $values })
    .help = there is no explanation of this one yet; please tell the developers the code “{ $code }”

fault-yaml-brackets = brackets do not match: { $what }
    .help = check each pair of [ ] and { "{" } { "}" } and the commas between items
fault-yaml-character = this character is not allowed here: { $what }
    .help = delete it, or put the text in quotes
fault-yaml-colon = a colon is in the wrong place: { $what }
    .help = a key is followed by a colon and a space; put text with a colon in quotes
fault-yaml-directive = YAML directives are not used: { $what }
    .help = delete the line that begins with %
fault-yaml-documents = more than one document in a file: { $what }
    .help = one document a file; delete the line ---
fault-yaml-empty = the file is empty
    .help = fill it in, or delete it if it is not needed
fault-yaml-indent = the indentation is wrong: { $what }
    .help = entries of one level stand equally deep, two spaces a level
fault-yaml-key = this cannot be a key: { $what }
    .help = a key is one word before a colon
fault-yaml-merge = merging with “{ $what }” is not possible here
    .help = write the keys out
fault-yaml-quotes = quotes do not match: { $what }
    .help = close the quotes; within '…' a single quote is written twice
fault-yaml-syntax = this is not YAML: { $what }
    .help = look at this line and at the one above
fault-yaml-tab = a tab is used to indent: { $what }
    .help = put spaces in place of tabs
fault-yaml-tag = YAML tags are not used: { $what }
    .help = delete the word that begins with !
fault-yaml-value = a value is missing: { $what }
    .help = write the value after the colon

sort-map = a map
sort-list = a list
sort-text = text
sort-integer = a whole number
sort-number = a number
sort-bool = true or false
sort-nothing = nothing

shape-span = a length of time, as 90s, 5m, 1h30m, 3d
shape-spans = a length of time, as 5m..20m
shape-times = how many times, as 1..3
shape-name = a name: lower-case letters, digits, dots and dashes
shape-text = text
shape-file-name = a file name: lower-case letters, digits, dots and dashes

kind-account = account
kind-action = action
kind-address = address
kind-anchor = YAML anchor
kind-backup = backup set
kind-cast = cast entry
kind-choice = choice
kind-control = control
kind-control-kind = kind of control
kind-data = body of data
kind-duty = duty
kind-era = era
kind-form = form
kind-group = group of hosts
kind-host = host
kind-indicator = indicator
kind-inject = inject
kind-link = link
kind-log-class = log class
kind-obligation = obligation
kind-org = organisation
kind-phase = phase
kind-place = place
kind-placeholder = placeholder
kind-role = host role
kind-rule = rule
kind-service = service
kind-step = attack step
kind-tactic = tactic
kind-target = target
kind-team = team
kind-technique = ATT&CK technique
kind-weakness = weakness
kind-zone = zone

counted-bytes = bytes
counted-characters = characters
counted-checks = checks
counted-choices = choices
counted-depth = levels of nesting
counted-files = files
counted-hosts = hosts
counted-items = items
counted-links = links
counted-nodes = values
counted-orgs = organisations
counted-steps = steps
counted-teams = teams
counted-zones = zones

why-never-opened = no step ever opens it
why-too-few-to-pick = there are too few to pick from
why-no-host-fits = no host fits
why-no-path = no path leads there
why-not-read = it is no file of a scenario and is not read (check its name)

language-vi = Vietnamese (vi)
language-en = English (en)

coverage-count = Before the drill: of { $steps } steps of the attack the rules see { $whole } for sure, { $part } in part, { $none } not at all.
coverage-step = { $title } ({ $name }): { $sight }
coverage-step-unobservable = { $title } ({ $name }): { $sight } (the scenario does not count it as observable)
coverage-weak = { $line }; weak point: { $weak }
coverage-unsaid = { $line }; no weak point of the scenario speaks of it
coverage-layer = What the rules can see before the drill – { $title }
coverage-about = What the rules can see of each step of the attack, before any drill. A technique is scored by the step of it that is seen least.
sight-whole = seen for sure
sight-part = seen in part
sight-none = not seen
gap-no-trace = it leaves nothing
gap-no-sensor = nothing writes down what it leaves
gap-not-collected = what is written is not collected
gap-no-rule = no rule fires on it
gap-switched-off = what would write it down is off or broken at the start
gap-not-watched = nobody watches the alerts
gap-may-be-lost = the records may be lost on their way
gap-not-tried = there are more kinds of machine than are tried
check-clean = { $files ->
    [one] No faults. One file was read.
   *[other] No faults. { $files } files were read.
}
check-count = { $faults ->
    [one] One fault
   *[other] { $faults } faults
}, { $warnings ->
    [one] one warning
   *[other] { $warnings } warnings
}.
check-beyond = { $count } more are not listed; mend these first.
check-usable = The scenario can be used.
check-unusable = The scenario cannot be used yet.
