use proptest::prelude::*;

use super::*;
use crate::types::ForumId;

fn limit(capacity: Option<i32>) -> Limit {
    Limit {
        id: LimitId::fresh(),
        forum: ForumId::fresh(),
        kind: "session".to_owned(),
        capacity,
        ceiling: capacity,
        taken: 0,
        waiting: 0,
        last_place: 0,
    }
}

struct House {
    held: Held,
    forum: LimitId,
    categories: Vec<LimitId>,
    sessions: Vec<LimitId>,
}

fn house(forum: i32, categories: &[Option<i32>], sessions: &[Option<i32>]) -> House {
    let mut held = Held::new();
    let mut add = |capacity| {
        let limit = limit(capacity);
        let id = limit.id;
        held.insert(id, limit);
        id
    };
    let forum = add(Some(forum));
    let categories = categories.iter().map(|c| add(*c)).collect();
    let sessions = sessions.iter().map(|c| add(*c)).collect();
    House { held, forum, categories, sessions }
}

fn capacities() -> impl Strategy<Value = Vec<Option<i32>>> {
    proptest::collection::vec(proptest::option::weighted(0.8, 0..6_i32), 1..5)
}

proptest! {
    #[test]
    fn no_limit_is_ever_exceeded_and_every_count_adds_up(
        forum in 0..15_i32,
        categories in capacities(),
        sessions in capacities(),
        asks in proptest::collection::vec((0..5_usize, proptest::collection::vec(0..5_usize, 0..4)), 0..40),
    ) {
        let mut house = house(forum, &categories, &sessions);
        let mut confirmed = 0;
        let mut seats_taken = std::collections::BTreeMap::<LimitId, i32>::new();
        for (category, wanted) in asks {
            let category = house.categories[category % house.categories.len()];
            let mut seats: Vec<LimitId> = wanted.iter().map(|s| house.sessions[s % house.sessions.len()]).collect();
            seats.dedup();
            seats.sort();
            seats.dedup();
            let ask = Ask { place: vec![house.forum, category], seats: seats.clone() };
            let before = house.held.clone();
            prop_assert_eq!(pretend(&house.held, &ask), decide(&mut before.clone(), &ask));
            prop_assert_eq!(&before, &house.held, "pretending took something");
            let outcome = decide(&mut house.held, &ask);
            prop_assert_eq!(outcome.seats.len(), seats.len());
            match outcome.place.0 {
                Got::Confirmed => {
                    confirmed += 1;
                    for (id, got) in seats.iter().zip(&outcome.seats) {
                        match got {
                            Got::Confirmed => *seats_taken.entry(*id).or_default() += 1,
                            Got::Waiting { ahead, .. } => prop_assert_eq!(*ahead, before[id].waiting),
                            Got::Requested => prop_assert!(false, "a person with a place waits for none"),
                        }
                    }
                }
                Got::Waiting { .. } => prop_assert!(outcome.seats.iter().all(|got| *got == Got::Requested)),
                Got::Requested => prop_assert!(false, "a place is given or waited for"),
            }
        }
        prop_assert_eq!(house.held[&house.forum].taken, confirmed);
        for (id, limit) in &house.held {
            if let Some(capacity) = limit.capacity {
                prop_assert!(limit.taken <= capacity);
                prop_assert!(limit.waiting == 0 || limit.taken == capacity, "people wait while there is room");
            }
            if house.sessions.contains(id) {
                prop_assert_eq!(limit.taken, seats_taken.get(id).copied().unwrap_or_default());
            }
        }
    }

    #[test]
    fn the_line_is_fair(capacity in 0..4_i32, people in 0..20_usize, freed in 0..6_i32, blocked in proptest::collection::vec(any::<bool>(), 20)) {
        let mut house = house(100, &[None], &[Some(capacity)]);
        let session = house.sessions[0];
        let mut line = Vec::new();
        for (person, is_blocked) in blocked.iter().enumerate().take(people) {
            if let Got::Waiting { line: place, .. } = seat(&mut house.held, session) {
                line.push(Waiting { who: person, line: place, eligible: !is_blocked, also: Vec::new() });
            }
        }
        for _ in 0..freed.min(house.held[&session].taken) {
            give_back(&mut house.held, session);
        }
        let free = house.held[&session].left().unwrap();
        let before = house.held[&session].waiting;
        let promoted = promote(&mut house.held, session, &line);
        let limit = &house.held[&session];
        let wanted: Vec<usize> = line.iter().filter(|w| w.eligible).map(|w| w.who).collect();
        let count = usize::try_from(free).unwrap().min(wanted.len());
        prop_assert_eq!(&promoted, &wanted[..count].to_vec(), "first come, first served");
        prop_assert_eq!(limit.waiting, before - i32::try_from(promoted.len()).unwrap());
        prop_assert!(limit.taken <= capacity);
    }
}
