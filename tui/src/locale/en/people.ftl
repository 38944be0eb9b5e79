# The people of a drill that is served: who is there, codes, seats handed over.

people-by-key = It opens to its keys.
people-code = A fresh code for { $seat }
people-code-about = A code lets one new key into “{ $seat }”, once. Keys that open the seat already go on to open it. An older code is no good any more.
people-code-given = Code for { $seat }
people-code-told =
    { $code }

    Tell it to whoever is to sit down as “{ $seat }”, and to nobody else. They join with
    “ssh -p PORT { $seat }@HOST” and a key of their own, and are asked for the code, once.
people-col-from = From
people-col-here = Lines
people-col-idle = Idle
people-col-seat = Seat
people-col-since = Since
people-hand = Hand over { $seat }
people-hand-about = Whoever has “{ $seat }” is sent away ({ $here ->
    [one] one line
   *[other] { $here } lines
}) and has it no more: no key that opened it opens it again. A fresh code lets the next person in. Half-written forms are thrown away; what was ordered stays.
people-key-code = a fresh code
people-key-hand = hand the seat over
people-key-open = all about the seat
people-key-part = close its lines
people-machine = a program
people-no-seat = There is no seat { $seat }.
people-nobody = Nobody sits there now.
people-none = Nobody keeps the door of this drill.
people-not-kept = Nothing was changed, it could not be written down: { $why }
people-part = Close the lines of { $seat }
people-part-about = { $here ->
    [one] One line of “{ $seat }” is
   *[other] { $here } lines of “{ $seat }” are
} closed now. The seat stays theirs: they may join again at once.
people-parted = Closed { $count ->
    [one] one line
   *[other] { $count } lines
} of { $seat }.
people-seat = Seat
people-tab = People
people-terminal = a terminal
people-title = People: { $here } of { $seats } seats taken
people-visit =
    { $does } from { $from }
      since { $since }, idle for { $idle }
      key { $key }
people-waits = A one-time code waits to be used.
people-who = { $seat } · { $team } · { $cell }
people-who-titled = { $seat } · { $title } · { $team } · { $cell }
