# Verifying a .drill file.

verify-whole = The file is whole: { $frames ->
    [one] one frame
   *[other] { $frames } frames
}, { $orders ->
    [one] one order
   *[other] { $orders } orders
}, up to { $to }.
verify-torn = The file is torn: its last { $lost } bytes were being written. Intact: frames { $frames }, orders { $orders }, up to { $to }.
verify-recovery = What was being written was never acknowledged: no acknowledged order is lost.
verify-altered = The file was altered: frame { $frame } (byte { $byte }) has a wrong { $why }. Intact before it: frames { $frames }, orders { $orders }, up to { $to }.
verify-not-a-drill = This is not a .drill file.
verify-too-new = A newer version wrote this file (format { $version }); use a newer program.
verify-nothing = There is nothing in the file to play again.

why-length = length
why-crc = checksum
why-json = content
why-seq = number ({ $expected } was due, it is { $found })
why-chain = link to the frame before

verify-bad-frame = Frame { $frame } ({ $kind }) has content that cannot be read.
verify-bad-plan = The scenario in the file cannot be used by this version: faults { $faults }, the first: { $first }
verify-plan-differs = The scenario's digest differs: { $found } in the file, { $expected } made again.
verify-other-version = Version { $found } wrote the file, this is { $own }; another version may play it otherwise.
verify-backwards = Frame { $frame } goes back in time: { $at } after { $now }.
verify-beyond = Frame { $frame } is at { $at }, after the drill has ended.
verify-mark-differs = First difference at frame { $frame }, at { $at }: digest { $found } in the file, { $expected } played again.
verify-end-differs = The end differs: { $found } in the file, { $expected } played again.
verify-fact-differs = Fact { $fact } in frame { $frame } differs from the one played again.
verify-facts-missing = The file is sealed with { $found } facts, playing again gives { $expected }.
verify-unknown-kind = Frame { $frame } is of the unknown kind “{ $kind }” and is left out.
verify-unsealed = The file is not sealed: the drill stopped before its end, or its window is still open.
verify-marks = Played again: { $marks ->
    [one] one digest agrees
   *[other] { $marks } digests agree
}, up to { $to }.
verify-sealed = The seal agrees: { $facts ->
    [one] one fact
   *[other] { $facts } facts
}.
verify-digest = Digest of the file: { $digest }
verify-good = Verdict: as it was played.
verify-bad = Verdict: it does NOT agree.
verify-part = Verdict: what is intact agrees, but the file is not complete.
verify-progress = Playing again { $now } of { $length } · { $percent }%
