#!/usr/bin/env python3
"""Reads a letter as a stranger would: Python's `email` and PyPI's `icalendar`.

    check_letter.py LETTER.eml... [--calendars FOLDER]

Prints one line for each letter, or stops at the first that is not what it should be. With
--calendars its calendars are also written to FOLDER, for check_ics.mjs.
"""

import argparse
import datetime
import email
import email.policy
import pathlib
import sys
import unicodedata
import zoneinfo

import icalendar

ONCE = ["date", "from", "to", "subject", "message-id", "mime-version", "content-type",
        "content-language", "auto-submitted"]


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def check_headers(letter):
    for name in ONCE:
        check(len(letter.get_all(name, [])) == 1, f"{name} stands {len(letter.get_all(name, []))} times")
    for part in letter.walk():
        check(not part.defects, f"{part.get_content_type()}: {part.defects}")
        for name, value in part.items():
            check(not value.defects, f"{name}: {value.defects}")
            check(not any(unicodedata.category(c) == "Cc" for c in value), f"{name} holds a control character")
    check(letter["auto-submitted"] == "auto-generated", "Auto-Submitted")
    check(letter["content-language"] in ("ko", "en"), "Content-Language")
    check(letter["date"].datetime.tzinfo is not None, "Date")
    check(letter["subject"].strip(), "the subject is empty")
    for name in ("from", "to"):
        check(len(letter[name].addresses) == 1, f"{name} has {len(letter[name].addresses)} addresses")


def calendars_of(letter):
    """The parts in their places: (shown, attached)."""
    readable, files = letter, []
    if letter.get_content_type() == "multipart/mixed":
        readable, *files = letter.iter_parts()
    check(readable.get_content_type() == "multipart/alternative", readable.get_content_type())
    kinds = [part.get_content_type() for part in readable.iter_parts()]
    check(kinds[:2] == ["text/plain", "text/html"] and kinds[2:] in ([], ["text/calendar"]), kinds)
    text, page, *shown = readable.iter_parts()
    check(text.get_content().strip() and page.get_content().strip(), "an empty body")
    check(bool(shown) == bool(files), "a calendar is shown or attached, not both")
    for file in files:
        check(file.get_content_type() == "application/ics", file.get_content_type())
        check(file.get_content_disposition() == "attachment", "Content-Disposition")
        check(file.get_filename().endswith(".ics"), file.get_filename())
    return shown, files


def check_frame(raw, place):
    check(raw.endswith(b"END:VCALENDAR\r\n"), f"{place}: no end")
    for line in raw.split(b"\r\n"):
        check(len(line) <= 75, f"{place}: a line of {len(line)} octets")
        check(b"\n" not in line and b"\r" not in line, f"{place}: a bare line break")
        line.decode("utf-8")  # no fold cuts a character in two


def check_time(event, name, zones):
    """The instant by the file's own VTIMEZONE is the instant by the world's zone data."""
    at = event[name].dt
    check(isinstance(at, datetime.datetime) and at.tzinfo is not None, f"{name} floats")
    zone = event[name].params.get("TZID")
    if zone is None:
        return at
    check(zone in zones, f"{name} names {zone}, which the file does not define")
    wall = at.replace(tzinfo=None)
    by_file = wall.replace(tzinfo=zones[zone])
    by_world = wall.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    check(by_file.utcoffset() == by_world.utcoffset(),
          f"{name}: {by_file.utcoffset()} by the file, {by_world.utcoffset()} by the world")
    return by_world


def check_calendar(raw, place, sender=None, recipient=None):
    check_frame(raw, place)
    calendar = icalendar.Calendar.from_ical(raw)
    check(not calendar.errors, f"{place}: {calendar.errors}")
    for name in ("version", "prodid", "calscale"):
        check(name in calendar, f"{place}: no {name}")
    zones = {str(zone["tzid"]): zone.to_tz(lookup_tzid=False) for zone in calendar.walk("vtimezone")}
    events = calendar.walk("vevent")
    check(events, f"{place}: no event")
    check(len({str(event["uid"]) for event in events}) == len(events), f"{place}: a UID comes twice")
    method = calendar.get("method")
    for event in events:
        check(not event.errors, f"{place}: {event.errors}")
        for name in ("uid", "dtstamp", "last-modified", "sequence", "status", "summary", "organizer"):
            check(name in event, f"{place}: no {name}")
        check(check_time(event, "dtstart", zones) < check_time(event, "dtend", zones), f"{place}: ends before it starts")
        if sender:
            check(event["organizer"].lower() == f"mailto:{sender.lower()}", f"{place}: {event['organizer']} invites")
        if method == "PUBLISH":
            check("attendee" not in event, f"{place}: PUBLISH has no attendees")
            continue
        attendee = event["attendee"]
        check(not isinstance(attendee, list), f"{place}: several attendees")
        check(attendee.params["partstat"] == "NEEDS-ACTION" and attendee.params["rsvp"] == "FALSE", f"{place}: attendee")
        if recipient:
            check(attendee.lower() == f"mailto:{recipient.lower()}", f"{place}: {attendee} is invited")
        check(method != "CANCEL" or event["status"] == "CANCELLED", f"{place}: CANCEL and {event['status']}")
    return calendar, events


def check_letter(path, calendars=None):
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    check_headers(letter)
    shown, files = calendars_of(letter)
    people = [letter[name].addresses[0].addr_spec for name in ("from", "to")]
    total, first = 0, ""
    for number, part in enumerate(shown + files):
        raw = part.get_payload(decode=True)
        place = "attached" if part in files else "shown"
        calendar, events = check_calendar(raw, place, *people)
        if part in shown:
            check(len(events) == 1, f"{len(events)} events are shown, and Outlook reads one")
            check(part.get_param("method") == str(calendar["method"]), "the methods differ")
            first = f", first {events[0]['dtstart'].dt.isoformat()}"
        else:
            uids = {str(event["uid"]) for event in events}
            check(all(str(e["uid"]) in uids for e in icalendar.Calendar.from_ical(
                shown[0].get_payload(decode=True)).walk("vevent")), "the shown event is not attached")
            total += len(events)
        if calendars:
            name = f"{path.stem}.{number}.{place}.ics"
            (calendars / name).write_bytes(raw)
    print(f"ok {path.name}: {letter['content-language']}, {str(letter['subject'])!r}, {total} events{first}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("letters", nargs="+", type=pathlib.Path)
    parser.add_argument("--calendars", type=pathlib.Path)
    arguments = parser.parse_args()
    for path in arguments.letters:
        try:
            check_letter(path, arguments.calendars)
        except (AssertionError, ValueError, KeyError) as fault:
            sys.exit(f"{path}: {type(fault).__name__}: {fault}")


if __name__ == "__main__":
    main()
