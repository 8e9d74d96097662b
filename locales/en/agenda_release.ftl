# What a release changed
agenda-change-added = Added: { $at }
agenda-change-taken-out = Taken out of the programme
agenda-change-cancelled = Cancelled
agenda-change-moved = Moved from { $from } to { $to }
agenda-change-time = Moved from { $from } to { $to }
agenda-change-room = Moved from { $from } to { $to }
agenda-change-retitled = Renamed from “{ $from }” to “{ $to }”
agenda-change-joined = Now taking part: { $names }
agenda-change-left = No longer taking part: { $names }
agenda-change-languages = Languages now: { $spoken }
agenda-change-languages-interpreted = Languages now: { $spoken } (interpreted into { $interpreted })
agenda-change-described = Its description has changed
agenda-no-room = a room still to be named

# Where a draft contradicts itself
agenda-clash-room = Sessions { $no } and { $other } are in the same room ({ $room }) at the same time.
agenda-clash-speaker = { $name } is in sessions { $no } and { $other } at the same time.
agenda-clash-walk = { $name } has only { $minutes } minutes to get from the room of session { $no } to that of session { $other }.
agenda-clash-outside-days = Session { $no } is on none of the forum's days.
agenda-clash-room-small = The room of session { $no } seats { $size }, but { $seats } can sign up.

# Why a release is refused
agenda-release-clashes = Nothing was released: { $count ->
    [one] { $count } pair of sessions is
   *[other] { $count } pairs of sessions are
} in one room at the same time ({ $sessions }). Change a time or room or accept the overlap, then release again.
agenda-session-unknown = This forum has no session { $no }. Check the numbers.
agenda-nothing-to-release = There is no change to release.
