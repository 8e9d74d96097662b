use std::collections::{HashMap, HashSet};

use crate::accounts::Scope;
use crate::db::{self, Conn};
use crate::speakers::{self, Speaker};
use crate::types::{Lang, SessionId, SpeakerId, Words, fold};

use uuid::Uuid;

use super::sessions::Known;
use super::sources::Sources;
use super::words::{pair, put_pair};
use crate::agenda::intake::{Intake, NoteKind, PersonIn};
use crate::agenda::model::{Difference, FieldChange, Thing};
use crate::agenda::report::ImportReport;
use crate::agenda::store::SourceKind;

/// The people of the file, by place: our own, those known from it, and new ones after everyone there
/// is; and who is hidden. Two people may have one name, so nobody is found by name.
pub async fn people(
    conn: &mut Conn,
    scope: &Scope,
    intake: &Intake,
    sessions: &Known,
    sources: &mut Sources,
    report: &mut ImportReport,
) -> db::Result<(Vec<SpeakerId>, HashSet<SpeakerId>)> {
    let there = speakers::list_speakers(conn, scope).await?;
    let mut position = there.iter().map(|own| own.position + 1).max().unwrap_or_default();
    let known: HashMap<_, &Speaker> = there.iter().map(|own| (own.id.0, own)).collect();
    let parts = in_own_sessions(intake, sessions, &known);
    let hidden_names: HashSet<String> =
        there.iter().filter(|own| own.hidden).flat_map(|own| names(&own.name)).collect();
    let (mut ids, mut written) = (Vec::new(), Vec::new());
    for (place, person) in intake.people.iter().enumerate() {
        let named = || parts.get(&place).copied();
        let own = Uuid::try_parse(&person.key).ok().and_then(|id| known.get(&id).copied());
        let own = own.or_else(named);
        let from_there = || sources.find(SourceKind::Speaker, &person.key);
        let before = own.or_else(|| known.get(&from_there()?).copied());
        let after = match before {
            Some(own) => renewed(own, person),
            None => {
                let mut fresh = renewed(&Speaker::named(name_of(person), position), person);
                position += 1;
                // Whoever is hidden here is not made public by a file that knows them by another id.
                fresh.hidden = names(&fresh.name).any(|name| hidden_names.contains(&name));
                if fresh.hidden {
                    report.note("agenda-note-namesake-hidden", NoteKind::Assumed, &person.name);
                }
                fresh
            }
        };
        if own.is_none() {
            sources.learn(SourceKind::Speaker, &person.key, after.id.0);
        }
        ids.push(after.id);
        if before == Some(&after) {
            report.speakers.unchanged += 1;
        } else {
            let count = &mut report.speakers;
            *(if before.is_some() { &mut count.changed } else { &mut count.added }) += 1;
            report.differences.push(match before {
                Some(before) => Difference::changed(Thing::Speaker, after.name.clone(), {
                    speaker_fields(before, &after)
                }),
                None => Difference::new(Thing::Speaker, after.name.clone()),
            });
            written.push(after);
        }
    }
    speakers::upsert_speakers(conn, scope, &written).await?;
    let hidden = there.iter().filter(|own| own.hidden).map(|own| own.id).collect();
    Ok((ids, hidden))
}

fn speaker_fields(before: &Speaker, after: &Speaker) -> Vec<FieldChange> {
    let named = (before.name != after.name)
        .then(|| FieldChange::Named { from: before.name.clone(), to: after.name.clone() });
    let told = (before.biography != after.biography).then_some(FieldChange::Biography);
    named.into_iter().chain(told).collect()
}

/// Whom a table of ours names, which has no ids of people: those of that name who have a part in the
/// very session.
fn in_own_sessions<'a>(
    intake: &Intake,
    sessions: &Known,
    known: &HashMap<Uuid, &'a Speaker>,
) -> HashMap<usize, &'a Speaker> {
    let mut found = HashMap::new();
    for read in &intake.sessions {
        let own = read.guid.and_then(|guid| sessions.get(&SessionId(guid)));
        let Some(own) = own else { continue };
        for (place, _) in &read.people {
            let person = intake.people.get(*place).filter(|person| person.foreign_id.is_none());
            let Some(person) = person else { continue };
            let of_that_name = |speaker: &&&Speaker| {
                Lang::ALL.iter().any(|lang| speaker.name.get(*lang) == Some(person.name.as_str()))
            };
            let there = own.parts.iter().filter_map(|part| known.get(&part.speaker.0));
            if let Some(speaker) = there.filter(|speaker| !speaker.hidden).find(of_that_name) {
                found.entry(*place).or_insert(*speaker);
            }
        }
    }
    found
}

/// What someone is called, in each language, as names are compared.
fn names(name: &Words) -> impl Iterator<Item = String> + '_ {
    name.langs().filter_map(|lang| name.get(lang)).map(fold)
}

fn name_of(read: &PersonIn) -> Words {
    pair(&read.name, read.name_en.as_deref())
}

fn renewed(own: &Speaker, read: &PersonIn) -> Speaker {
    let mut after = own.clone();
    put_pair(&mut after.name, &read.name, read.name_en.as_deref());
    let bio = read.bio.as_deref().unwrap_or_default();
    put_pair(&mut after.biography, bio, read.bio_en.as_deref());
    after
}
