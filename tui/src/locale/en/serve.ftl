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
