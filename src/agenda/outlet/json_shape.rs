//! `schedule.json` version 1 as types: what c3voc's schema asks for, and nothing it does not know.

use std::collections::BTreeMap;

use serde::Serialize;

/// The whole document.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    pub(super) generator: Generator<'a>,
    pub(super) schedule: Schedule<'a>,
}

#[derive(Serialize)]
pub(super) struct Generator<'a> {
    pub(super) name: &'static str,
    pub(super) url: &'a str,
}

#[derive(Serialize)]
pub(super) struct Schedule<'a> {
    pub(super) version: String,
    pub(super) base_url: String,
    /// The schema leaves room beside the conference: the language that all of it is told in.
    pub(super) language: &'static str,
    pub(super) conference: Conference<'a>,
}

#[derive(Serialize)]
pub(super) struct Conference<'a> {
    pub(super) acronym: String,
    pub(super) title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) description: &'a str,
    pub(super) start: String,
    pub(super) end: String,
    #[serde(rename = "daysCount")]
    pub(super) days_count: usize,
    pub(super) timeslot_duration: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time_zone_name: Option<&'static str>,
    pub(super) url: String,
    pub(super) tracks: Vec<Track<'a>>,
    pub(super) rooms: Vec<Room<'a>>,
    pub(super) days: Vec<Day<'a>>,
}

#[derive(Serialize)]
pub(super) struct Track<'a> {
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) slug: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) color: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Room<'a> {
    pub(super) name: &'a str,
    pub(super) guid: String,
    pub(super) capacity: Option<i32>,
}

#[derive(Serialize)]
pub(super) struct Day<'a> {
    pub(super) index: usize,
    pub(super) date: String,
    pub(super) day_start: String,
    pub(super) day_end: String,
    pub(super) rooms: BTreeMap<&'a str, Vec<Session<'a>>>,
}

#[derive(Serialize)]
pub(super) struct Session<'a> {
    pub(super) id: i32,
    pub(super) guid: String,
    pub(super) date: String,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) duration: String,
    pub(super) room: &'a str,
    pub(super) slug: String,
    pub(super) url: String,
    pub(super) title: &'a str,
    pub(super) subtitle: &'a str,
    pub(super) track: Option<&'a str>,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) language: Option<&'a str>,
    #[serde(rename = "abstract")]
    pub(super) abstract_: &'a str,
    pub(super) persons: Vec<Person<'a>>,
    pub(super) links: [(); 0],
}

/// `name` without `public_name`: the schema takes a person of frab's or of pretalx's kind, not of both.
#[derive(Serialize)]
pub(super) struct Person<'a> {
    pub(super) guid: String,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) biography: &'a str,
}
