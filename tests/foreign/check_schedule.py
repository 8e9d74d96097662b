#!/usr/bin/env python3
"""Reads the feeds of one forum with other people's programs: are they valid, and do they agree?

    check_schedule.py [--schemas FOLDER] schedule.xml schedule.json schedule.ics schedule.csv

Needs icalendar, lxml and jsonschema. FOLDER holds c3voc's schedule.xml.xsd and schedule.schema.json
(https://c3voc.de/wiki/schedule); they are not ours to hand on. Without them the files are only read and
compared. Ends with the first fault.
"""

import argparse
import csv
import datetime
import json
import pathlib
import re
import sys
import zoneinfo

import icalendar
import jsonschema
from lxml import etree

from check_letter import check, check_frame, check_time

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def check_xml(path, schemas):
    """(guid: (title, start, room)), the zone"""
    document = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True))
    if schemas:
        schema = etree.XMLSchema(etree.parse(str(schemas / "schedule.xml.xsd")))
        check(schema.validate(document), f"{schema.error_log}")
    zone = document.findtext("conference/time_zone_name")
    found = {}
    for day in document.iterfind("day"):
        begins, ends = (datetime.datetime.fromisoformat(day.get(name)) for name in ("start", "end"))
        check(begins.date().isoformat() == day.get("date"), f"day {day.get('date')} begins {begins}")
        rooms = [room.get("name") for room in day.iterfind("room")]
        check(len(set(rooms)) == len(rooms), f"a room stands twice on {day.get('date')}")
        for room in day.iterfind("room"):
            for event in room.iterfind("event"):
                start = datetime.datetime.fromisoformat(event.findtext("date"))
                check(begins <= start < ends, f"{event.get('id')} is not on its day")
                check(start.strftime("%H:%M") == event.findtext("start"), f"{event.get('id')}: start")
                check(start.utcoffset() == start.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset(), "offset")
                check(room.get("name") == event.findtext("room"), f"{event.get('id')}: room")
                guid = event.get("guid")
                check(guid not in found, f"{guid} comes twice")
                found[guid] = (event.findtext("title"), start, room.get("name"))
    return found, zone


def check_json(path, schemas):
    document = json.loads(path.read_text())
    if schemas:
        schema = json.loads((schemas / "schedule.schema.json").read_text())
        checker = jsonschema.FormatChecker()
        faults = list(jsonschema.Draft6Validator(schema, format_checker=checker).iter_errors(document))
        check(not faults, "\n".join(f"{fault.json_path}: {fault.message}" for fault in faults[:5]))
    found = {}
    conference = document["schedule"]["conference"]
    known = {room["name"] for room in conference["rooms"]}
    for day in conference["days"]:
        for name, events in day["rooms"].items():
            check(not name or name in known, f"{name} is not among the rooms")
            for event in events:
                start = datetime.datetime.fromisoformat(event["date"])
                found[event["guid"]] = (event["title"], start, name)
    check(len(conference["days"]) == conference["daysCount"], "daysCount")
    return found


def check_ics(path):
    raw = path.read_bytes()
    check_frame(raw, path.name)
    calendar = icalendar.Calendar.from_ical(raw)
    check(not calendar.errors, f"{calendar.errors}")
    for name in ("version", "prodid", "calscale", "name", "x-wr-calname", "x-wr-timezone",
                 "refresh-interval", "x-published-ttl", "source", "url", "last-modified"):
        check(name in calendar, f"no {name}")
    check(str(calendar["name"]) == str(calendar["x-wr-calname"]), "it has two names")
    check(calendar["refresh-interval"].dt == datetime.timedelta(hours=1), "refresh-interval")
    check("method" not in calendar, "a feed invites nobody")
    zones = {str(zone["tzid"]): zone.to_tz(lookup_tzid=False) for zone in calendar.walk("vtimezone")}
    found = {}
    for event in calendar.walk("vevent"):
        check(not event.errors, f"{event.errors}")
        for name in ("uid", "dtstamp", "last-modified", "sequence", "status", "summary", "url"):
            check(name in event, f"no {name}")
        for name in ("attendee", "organizer"):
            check(name not in event, f"a feed has no {name}")
        check(event["dtstamp"].dt == event["last-modified"].dt, "DTSTAMP is not the last change")
        start = check_time(event, "dtstart", zones)
        check(start < check_time(event, "dtend", zones), "ends before it starts")
        guid = str(event["uid"]).split("@")[0]
        check(guid not in found, f"{guid} comes twice")
        found[guid] = (str(event["summary"]), start, None)
    return found


def check_csv(path, zone):
    raw = path.read_bytes()
    check(raw.startswith(b"\xef\xbb\xbf"), "no byte order mark")
    check(raw.endswith(b"\r\n"), "the last line has no end")
    head, *rows = csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True), strict=True)
    found = {}
    for row in rows:
        check(len(row) == len(head), f"{len(row)} cells under {len(head)} headings")
        check(not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row), f"a cell runs: {row}")
        guid = next(cell for cell in row if UUID.fullmatch(cell))
        start = datetime.datetime.fromisoformat(row[2]).replace(tzinfo=zoneinfo.ZoneInfo(zone))
        found[guid] = (unguarded(row[4]), start, row[9])
    return found


def unguarded(cell):
    """A cell without the mark that keeps a spreadsheet from running it."""
    return cell[1:] if re.match("'[=+\\-@\t\r\n＝＋－＠]", cell) else cell


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schemas", type=pathlib.Path)
    parser.add_argument("files", nargs=4, type=pathlib.Path, metavar="schedule.{xml,json,ics,csv}")
    arguments = parser.parse_args()
    xml, plain, calendar, table = arguments.files
    try:
        found, zone = check_xml(xml, arguments.schemas)
        others = [check_json(plain, arguments.schemas), check_ics(calendar), check_csv(table, zone)]
        for path, other in zip(arguments.files[1:], others):
            check(found.keys() == other.keys(), f"{path}: {found.keys() ^ other.keys()} in one alone")
            for guid, (title, start, room) in other.items():
                check(found[guid][:2] == (title, start), f"{path}: {found[guid]} and {title, start}")
                check(room in (None, found[guid][2]), f"{path}: {room}")
    except (AssertionError, ValueError, KeyError, etree.Error) as fault:
        sys.exit(f"{type(fault).__name__}: {fault}")
    print(f"ok {len(found)} sessions in {zone}{'' if arguments.schemas else ', schemas not at hand'}")


if __name__ == "__main__":
    main()
