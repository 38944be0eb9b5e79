# The live drill over SSH: its roster, its door, who comes and goes.

fault-bad-key = this is no public key: { $found }
    .help = copy the whole line of a .pub file here, as “ssh-ed25519 AAAA… comment”
fault-private-key = this is a PRIVATE key, which belongs in no file but its owner's
    .help = make a new pair with “ssh-keygen -t ed25519”, and put the line of its .pub file here
fault-key-options = options before a key are not obeyed here: { $found }
    .help = delete what stands before the kind of the key
fault-key-kind = keys of this kind are not accepted: { $found }
    .help = make one with “ssh-keygen -t ed25519”; Ed25519, ECDSA and security keys are accepted
fault-no-way-in = nobody could sit down as “{ $name }”: there is no key and no code
    .help = add “keys: ["ssh-ed25519 AAAA…"]”, “keys_file: …”, or “code: true” for a one-time code
fault-code-length = a seat code has from { $least } to { $most } characters
    .help = write “code: true” to have one drawn
counted-seats = seats
counted-keys = keys

roster-head =
    The roster of a live drill: who may sit where.
    Check it with “dientap check roster.yml”; serve it with
    “dientap serve SCENARIO --roster roster.yml”. Names are SSH user names:
    whoever has the seat “ha” joins with “ssh -p 2222 ha@HOST”.
    A seat opens to the public keys under “keys” (lines of a .pub file), to those of “keys_file”
    (a file beside this one), or once, to any key, with a code: “code: true” has one drawn.
    Whoever has no key yet makes one with “ssh-keygen -t ed25519”.
roster-cities = together: all in one city. apart: each defence team in a city of its own.
roster-teams =
    “plays” is a team of the scenario, or observer. A team may have any number of seats;
    a seat may have a title: {"{"}vi: "Trưởng ca", en: "Shift leader"{"}"}.
roster-made = Made the roster { $path }. Next: dientap serve { $scenario } --roster { $path }
trouble-unfit = “{ $path }” has faults
    .help = see them with “dientap check”

verb-serve = Serve a live drill that people join with their SSH client
    .sigma_rules = a folder of Sigma rules, as a checkout of SigmaHQ, laid beside the shipped ones; those that can fire here join, of the others it is said why not
    .era = the time it is set in, of catalogue/eras (a: until February 2025, b: March 2025 to June 2026, c: from July 2026): names, addressees and clocks of duties; the scenario's own if left out
    .scenario = the scenario's folder
    .roster = who may sit where; “dientap new roster” writes one
    .listen = where to listen (by default 0.0.0.0:2222)
    .out = file of the drill: made if it is not there, gone on with if it is (by default <scenario>.drill)
    .seed = seed of chance; same scenario and seed, same result (by default drawn at random)
    .pace = drill seconds in a real second (by default the next even pace at which the whole drill takes ninety minutes at most)
    .red = the attack: script or human (by default people, if any have a seat there)
    .blue = the defence: human, none or playbook (by default people, if any have a seat there)
    .data = folder of the server's own key (by default the user's data folder)
    .old_clients = let in clients older than OpenSSH 9.9 and PuTTY 0.83 too; what is recorded of their lines, a quantum computer may read one day
    .idle = how long a player's terminal may lie untouched before its line is closed, as 30m or 2h; the desk is kept (by default 12h)
    .example = dientap serve scenarios/hp-cang-ransom --roster roster.yml

trouble-listen = cannot listen on { $address }: { $why }
    .help = choose another port with --listen, or end what listens there

serve-title = Live drill: { $title }
serve-address = Listening on { $address }
serve-key = Host key: { $fingerprint }
serve-key-made = Host key, made just now: { $fingerprint }
serve-trail = Who came and what they ordered is written in: { $path }
serve-seats = Seats: join with “ssh -p { $port } SEAT@HOST”
serve-clients = Clients: OpenSSH 9.9 or PuTTY 0.83 and later (“ssh -V” says which); with --old-clients older ones too
serve-by-key = by key
serve-by-code = once with the code { $code }, then by key
serve-waits = The clock stands until the organisers' seat starts it with F8. Ctrl-C ends.
serve-runs = Nobody sits with the organisers: the clock runs by itself. Ctrl-C ends.
serve-over = Over and sealed, shown as it ended: { $path }
serve-go-on = Go on with the same line; the drill is in { $path }
serve-came = { $name } came, from { $from }
serve-went = { $name } went, from { $from }
serve-refused = refused: { $name }, from { $from }: { $more }
serve-trouble = the record cannot be written, the drill stands: make room, then F8 at the organisers’ desk: { $more }
serve-recorded = the record is written again
serve-bound = the code of { $name } let in the key { $more }
serve-renewed = new code for { $name }: { $more }

refused-key = key not in the roster
refused-no-key = no key shown
refused-code = wrong code
refused-often = too many wrong codes, wait a minute
refused-full = too many connections of this seat at once
refused-disk = the key could not be written down
refused-old = the client is too old (older than OpenSSH 9.9 or PuTTY 0.83): update it, or serve with --old-clients

door-code = Seat code
door-too-old = Your SSH client is too old to agree on a key: update it to OpenSSH 9.9 or PuTTY 0.83, or ask the organisers to serve with --old-clients
door-far-too-old = Your SSH client is too old to agree on a key: update it to OpenSSH 6.5 or PuTTY 0.68 at least
door-no-terminal = There is no terminal here. Join with “ssh -t”, or name what you want: play, view, status.
door-no-city = There is no place for this seat in the drill.
door-no-such-city = This seat has no place in a city of that name. Name none, and it finds its own.
door-full = This seat is full: too many terminals at once.
door-no-files = No files are carried here, and nothing is forwarded: the papers are the organisers' to hand out.
door-no-such-word = There is no such word for this seat. There are: play, view, status, and report once the scores are released; for the organisers and the jury: report, who; for the organisers: disconnect SEAT, code SEAT, hand SEAT.

bye-left = Goodbye! Your desk stays as you left it.
bye-closing = The drill stops here for now. Everything is kept; join again when it goes on.
bye-sent-away = The organisers closed this line.
bye-idle = Nothing was typed for very long, so this line was closed. Join again whenever you like.
bye-empty = Nothing was asked for on this line for too long, so it was closed.
bye-lost = The drill cannot be reached. Tell the organisers.
bye-broken = This line ended by a mistake of the program. Join again; the drill goes on.
