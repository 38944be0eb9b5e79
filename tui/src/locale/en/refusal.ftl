# Why an order was not admitted.

refusal-no-such-team = There is no such team in this drill.
refusal-wrong-cell = This is not for your team to ask.
refusal-ended = The drill has ended.
refusal-unknown = Not found: { $what }.
refusal-wrong-target = This action is for another kind of target.
refusal-not-yours = This action is another team's.
refusal-limits =
    Over the limit: { $what ->
        [at] moment
        [about] what it is about
        [points] points
        [text] length of the text
        [entries] number of entries
        [evidence] evidence
        [pace] pace
        [end] end
        [rules] number of rules
        [rule] length of the rule
        [waiting] number of things that wait
       *[other] { $what }
    }.
refusal-out-of-bounds = The target is out of bounds: the rules of the drill forbid touching it.
refusal-lacks = Not given: { $what }.
refusal-no-authority = The organisation has no authority over the target.
refusal-no-authority-by = The organisation has no authority over the target; go through { $what }.
refusal-no-contact = The organisation's published contact does not answer.
refusal-declined = The organisation does not comply.
refusal-already = This has been done or is being done.
refusal-not-done = It is not finished, so it cannot be verified or assessed yet.
refusal-started = It has started and cannot be taken back.
refusal-only-on-order = A block is lifted on the organisers' order only.
refusal-no-such-record = Your team cannot see this record.
refusal-not-yet = It has not come about yet, so it cannot be sent again or marked.
refusal-signed = The result has been signed and can no longer be changed.
refusal-pending = A protest is still undecided, so the result cannot be signed yet.
refusal-bad-rule =
    The rule has a fault in line { $line }, column { $column }: { $what }{ $faults ->
        [0] {""}
        [1] {""}
       *[other] {" "}({ $faults } faults in all)
    }
