# Kinds of sessions
agenda-kind-session = Session
agenda-kind-keynote = Keynote
agenda-kind-panel = Panel discussion
agenda-kind-ceremony = Ceremony
agenda-kind-break = Break
agenda-kind-meal = Meal
agenda-kind-film = Film
agenda-kind-registration = Arrival and registration
agenda-kind-other = Other

# Where a session stands
agenda-state-draft = Off the timetable
agenda-state-scheduled = Scheduled
agenda-state-released = Released
agenda-state-held = Held
agenda-state-cancelled = Cancelled

# Parts people have in a session
agenda-role-chair = Chair
agenda-role-moderator = Moderator
agenda-role-host = Host
agenda-role-opening = Opening remarks
agenda-role-welcome = Welcoming remarks
agenda-role-congratulation = Congratulatory remarks
agenda-role-keynote = Keynote
agenda-role-speaker = Speaker
agenda-role-panel = Panel
agenda-role-discussant = Discussant
agenda-role-other = With

# Refusals
agenda-title-missing = Enter a title in at least one language.
agenda-ends-before-start = The session must end after it starts. Check both times.
agenda-outside-days = Choose a day from { $first } to { $last }: during the forum or in the two weeks before and after it.
agenda-room-unknown = This forum has no such room. Choose one of its rooms.
agenda-track-unknown = This forum has no such track. Choose one of its tracks.
agenda-speaker-unknown = This forum has no such speaker. Choose from its speakers.
agenda-speaker-twice = Someone is named twice with the same part. Name each person once for each part.
agenda-too-many-people = A session can have at most { $max } people. Take some out.
agenda-room-taken = { $no ->
    [0] Another session is in this room at that time. Choose another room or time.
   *[other] Session { $no } is in this room at that time. Choose another room or time.
}
agenda-capacity-invalid = Seats must be a whole number from 0 to { $max }.
agenda-move-refused = A session that was held or cancelled can not be changed this way.
agenda-forum-over = A forum that is closed or cancelled can not be changed.
agenda-version-stale = Someone else changed this session meanwhile. Load it again, then make your change.
agenda-zone-unknown = “{ $name }” is not a known time zone. Name one like Asia/Seoul or Europe/Brussels.
agenda-import-outside-days = Line { $line }: session { $id } is on { $day }, and this forum is held from { $first } to { $last }. Change the forum's days or import the file that belongs to it.

# What an organizer should know about an import
agenda-note-venue-made = The forum had no venue; “{ $detail }” was made of the file.
agenda-note-namesake-hidden = A speaker of the name “{ $detail }” is hidden here, so the one in the file is hidden too. If it is someone else, show them on their page at the desk.
agenda-note-overlap-accepted = A session of the file overlaps one that was here in the same room; both were kept ({ $detail }).
agenda-note-session-kept = { $detail } sessions of an earlier import are not in this file any more; they were kept.
agenda-note-links-left-out = { $detail } links of sessions were not taken over.
agenda-note-not-recorded = { $detail } sessions ask not to be recorded. Tell the recording crew: this is not kept here yet.

# Feeds of the programme: calendar and table
agenda-feed-part = { $role }: { $name }
agenda-feed-part-titled = { $role }: { $name }, { $title }
agenda-feed-illustrative = The time of this session is an example.
agenda-feed-column-no = No
agenda-feed-column-guid = GUID
agenda-feed-column-day = Day
agenda-feed-column-start = Start
agenda-feed-column-end = End
agenda-feed-column-title = Title
agenda-feed-column-title-en = English title
agenda-feed-column-subtitle = Subtitle
agenda-feed-column-kind = Kind
agenda-feed-column-track = Track
agenda-feed-column-room = Room
agenda-feed-column-speakers = Speakers
agenda-feed-column-languages = Languages
agenda-feed-column-interpretation = Interpretation
agenda-feed-column-abstract = Abstract
agenda-feed-column-url = Link
