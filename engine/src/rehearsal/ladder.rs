//! The ladder of skill: the same method, the scenario's playbook, in different hands.
//!
//! The rungs are our own proposal: figures chosen so that each thing people get better at with
//! practice falls from one rung to the next. They are not measured on people.

/// How well the playbook is followed. Shares and factors are per mille.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Skill {
    /// Share of the alerts that are looked at at all.
    pub reads: u16,
    /// How often a reading is right, of how often the playbook's own analysts are.
    pub right: u16,
    /// How long reading one alert takes, of the playbook's time.
    pub slow: u32,
    /// How long everything that is ordered, answered and filed waits, of the playbook's waits…
    pub delay: u32,
    /// …and by how many seconds at least, at the scenario's tempo.
    pub hesitates: u32,
    /// Share of claims that name a technique; the others only say that it is an attack.
    pub names: u16,
    /// Whether claims are backed by a search around the alert.
    pub searches: bool,
    /// Share of the playbook's orders that are thought of.
    pub acts: u16,
    /// Share of finished responses that are looked at and assessed.
    pub verifies: u16,
    /// Share of injects answered as the playbook says; the others not at all.
    pub answers: u16,
    /// Share of papers that are filed.
    pub files: u16,
}

/// Unpractised hands: half of the queue, slowly, often wrong, and little of what comes after.
pub const NOVICE: Skill = Skill {
    reads: 450,
    right: 700,
    slow: 3_000,
    delay: 4_000,
    hesitates: 1_200,
    names: 300,
    searches: false,
    acts: 400,
    verifies: 100,
    answers: 350,
    files: 300,
};

/// Practised hands.
pub const COMPETENT: Skill = Skill {
    reads: 750,
    right: 850,
    slow: 1_800,
    delay: 2_000,
    hesitates: 480,
    names: 700,
    searches: true,
    acts: 720,
    verifies: 500,
    answers: 700,
    files: 650,
};

/// Hands that do it daily.
pub const EXPERT: Skill = Skill {
    reads: 930,
    right: 950,
    slow: 1_250,
    delay: 1_300,
    hesitates: 120,
    names: 900,
    searches: true,
    acts: 900,
    verifies: 850,
    answers: 900,
    files: 880,
};

/// The playbook as it is written.
pub const REFERENCE: Skill = Skill {
    reads: 1_000,
    right: 1_000,
    slow: 1_000,
    delay: 1_000,
    hesitates: 0,
    names: 1_000,
    searches: true,
    acts: 1_000,
    verifies: 1_000,
    answers: 1_000,
    files: 1_000,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rung_is_worse_than_the_next_in_everything() {
        for pair in [NOVICE, COMPETENT, EXPERT, REFERENCE].windows(2) {
            let (a, b) = (pair[0], pair[1]);
            assert!(a.reads < b.reads && a.right < b.right && a.names < b.names);
            assert!(a.slow > b.slow && a.delay > b.delay && a.hesitates > b.hesitates);
            assert!(a.acts < b.acts && a.verifies < b.verifies);
            assert!(a.answers < b.answers && a.files < b.files);
        }
    }
}
