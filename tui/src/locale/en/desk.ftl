# The desk: head line, tabs, keys, palette; and what every seat uses.

cell-white = Organisers
cell-red = Attack team
cell-blue = Defence team
cell-jury = Jury
cell-observer = Observer
cell-green = City life

clock-ended = ENDED
clock-sealed = ENDED, SEALED
clock-paused = PAUSED

desk-too-small = The window is too small: at least { $width }×{ $height }.
desk-briefing = Your task
desk-refused = x Refused: { $why }
desk-ordered = > Order sent.
desk-sealed = This drill is over and its record sealed: nothing more can be ordered.
desk-hotwash = = Hotwash has begun: Ctrl-R shows the truth beside what was seen.
desk-trouble = The record cannot be written, the drill stands (make room, then F8): { $what }
desk-trouble-told = The record cannot be written, the drill stands (the organisers know): { $what }

palette-title = Commands
palette-none = Nothing of that name here.
palette-tab = Go to: { $tab }
help-title = Keys that work here
help-tabs = 1–9, 0: straight to the tab of that number. Mouse: click to choose, wheel to scroll.
help-marks = Marks: + good · ! look here · x bad · > under way · ~ waiting · = done · ? unknown
seats-title = Take another seat
seats-about = Enter to sit down, Esc to stay.
leave-title = Leave the drill?
leave-about = Enter to leave, any other key to stay. Every order is in the .drill file; the drill can be gone on with from there.
leave-over = Enter to leave, any other key to stay. The drill is over; every order is in the .drill file, to be replayed and reported from.

key-down = down
key-up = up
key-page-down = a page down
key-page-up = a page up
key-first = to the first
key-last = to the last
key-next-field = next field
key-send = send
key-leave = back
key-help = help
key-language = language
key-briefing = your task
key-stay = stay
key-palette = commands
key-filter = filter
key-clear = clear the filter
key-quit = leave
key-next-tab = next tab
key-previous-tab = previous tab
key-seat = another seat
key-slower = slower
key-pause = pause / go on
key-faster = faster
key-step = step to what is next

key-hint = next hint
key-hotwash = look through the drill with its truth, or back to the desk
key-tour = tour off or on
tour-title = Guide { $number }/{ $count } – F6 next, Ctrl-G off
tour-title-clock = Guide { $number }/{ $count } – F6 next, Ctrl-G off, F8 stops the clock

form-missing = Not filled in: { $field }
form-lost = What was typed will be lost. Esc again drops it, any other key goes on.

tab-briefing = Briefing
briefing-time = Set in: { $day } ({ $era })
briefing-phases = Phases:
briefing-length = Length in drill time: { $length }
briefing-simulated = This is a drill on simulated systems; it does not replace the duty to drill on real ones.

tab-scorecard = Scorecard
score-waits = Playing the drill without a response …
score-not-released = The scorecard is here once the organisers have released it.

why-sound = serving
why-encrypted = host encrypted
why-stopped = stopped
why-flooded = flooded
why-defaced = pages altered
why-host-away = host off the network
why-no-power = host without power
why-unreachable = users cannot reach it
why-dependency = something behind it failed

level-critical = critical
level-high = high
level-medium = medium
level-critical-short = crit
level-high-short = high
level-medium-short = med
level-low = low
level-informational = informational

# Indicators of the city on a wall.
gauges-title = Indicators of the city: what is declared, and what is true as far as it is told
gauges-col-indicator = Indicator
gauges-col-target = Target
gauges-col-declared = Declared
gauges-col-before = At STARTEX
gauges-col-after = At ENDEX, or now
gauges-line = Declared:
gauges-verified = { $so } of { $seen } so (all { $of })
gauges-true = { $declared }, true { $truth }
gauges-delay = { $span } ({ $of ->
    [one] one body
   *[other] { $of } bodies
})
gauges-delay-short = { $span } ({ $of })

# Lengths of time, in full and for narrow columns.
span-s = { $much } s
span-min = { $much } min
span-min-s = { $much } min { $rest } s
span-h = { $much } h
span-h-min = { $much } h { $rest } min
span-d = { $much } d
span-d-h = { $much } d { $rest } h
span-short-s = { $much }s
span-short-min = { $much }m
span-short-min-s = { $much }m{ $rest }s
span-short-h = { $much }h
span-short-h-min = { $much }h{ $rest }m
span-short-d = { $much }d
span-short-d-h = { $much }d{ $rest }h
span-hours = { $from }-{ $to } h
span-minutes = { $from }-{ $to } min
key-funnel = four stages
funnel-title = Four stages of machines that were held
funnel-known = Four stages, as far as the team knows
funnel-truth = Four stages, as they are
funnel-machines = Each machine by public address ({ $of })
funnel-none = No machine so far.
funnel-col-stage = Stage
funnel-col-count = Machines
funnel-col-means = Counted from
funnel-col-address = Public IP
funnel-col-body = Body
funnel-col-machine = Machine
funnel-stage-detected = Detected
funnel-stage-warned = Warned
funnel-stage-handled = Handled
funnel-stage-cleaned = Cleaned
funnel-means-detected = a reported detection names the machine
funnel-means-warned = a warning reached its body
funnel-means-handled = the machine was isolated or cleaned
funnel-means-cleaned = clean (a team: by a look)
