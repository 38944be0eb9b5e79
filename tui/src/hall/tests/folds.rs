//! How often views are folded: once for a team, however many seats look at it.

use super::*;

#[test]
fn a_view_is_folded_once_for_a_team_however_many_seats_look_at_it() {
    const SEATS: usize = 40;
    let place = Place::new("folds");
    let hall = opened(&place.0, false);
    let city = &hall.cities()[0];
    let (tell, told) = channel();
    for seat in 0..SEATS {
        let tell = tell.clone();
        let (_, team) = hall.places(["doi-a", "doi-b"][seat % 2], Cell::Blue)[0];
        city.door.join(Box::new(move |drill, _| {
            let view = drill.blue(team).expect("it plays").clone();
            tell.send((drill.facts().len(), team, view)).is_ok()
        }));
    }
    for n in 0..10 {
        assert!(say(&hall, 0, &format!("n{n}"), false));
        looked(city, |_| ());
    }
    hall.close();
    drop(tell);
    // Views are held until all are counted, so that none lies where another was.
    let all: Vec<_> = told.try_iter().collect();
    let mut folds: Vec<_> = all
        .iter()
        .map(|(facts, team, view)| (*facts, *team, Arc::as_ptr(view) as usize))
        .collect();
    folds.sort_unstable();
    folds.dedup();
    let mut moments: Vec<_> = folds
        .iter()
        .map(|(facts, team, _)| (*facts, *team))
        .collect();
    moments.dedup();
    assert!(moments.len() >= 4, "{moments:?}");
    assert_eq!(folds.len(), moments.len(), "one view for a team and moment");
    assert!(all.len() >= moments.len() * SEATS / 2, "each seat saw each");
}
