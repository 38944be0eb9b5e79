//! What nobody should send, and what a storm sends.

/// Names nothing has, and texts nobody should send.
pub const NONSENSE: [&str; 12] = [
    "",
    ":",
    "host:",
    "host:nobody",
    "ws-so-999999999999",
    "none:none",
    "account:\u{0}",
    "../../etc/passwd",
    "\u{202e}\u{1b}[2J",
    "address:::::",
    "host:host:host",
    "ượ\u{301}\u{302}😀",
];

/// Rules that are good, that count, that are bad in one way or many, and that are none.
pub const RULES: [&str; 7] = [
    "title: A\nlogsource: {category: webserver}\ndetection: {s: {cs-method: GET}, condition: s}\n",
    "title: A\nlogsource: {category: firewall}\ndetection: {s: {action: [a, b]}, condition: not s}",
    "title: A\nname: a\nlogsource: {product: windows}\ndetection: {s: {x|re: '.*'}, condition: s}\n\
     ---\ntitle: B\ncorrelation: {type: event_count, rules: [a], group-by: [Computer], \
     timespan: 1h, condition: {gte: 2}}\n",
    "title: A\nlogsource: {}\ndetection: {a: {x|re: '('}, b: {y|cidr: z}, c: {z|re: '['}, \
     condition: all of them}\n",
    "title: A\nlogsource: {}\ndetection: {s: {x|base64offset|contains|all: 1}, condition: 1 of z*}",
    "- - - [",
    "---\n---\n\u{feff}",
];
