# Why a foreign schedule is not taken over. Each says where, why, and how to mend it.
intake-empty = The file is empty. Save the schedule again and choose that file.
intake-too-large = The file is larger than { $limit } MB. Take out pictures and attachments, or bring in one part at a time.
intake-not-recognised = This is no schedule that can be read: not a schedule.xml, not a schedule.json, no JSON of pretalx, Sessionize or OPass, and no table with a “title” column. Export the schedule in one of these formats.
intake-not-utf8 = Line { $line }: the text is not UTF-8. In Excel choose “CSV UTF-8” when you save; in other programs choose the encoding UTF-8.
intake-malformed =
    Line { $line }, column { $column }: { $reason ->
        [cut-short] the file ends before this is closed. It was probably cut off on the way: download or save it again.
        [tags] this closing tag does not belong to the tag that is open. Correct the tag, or export the file again.
        [attribute] an attribute is not written as name="value", or stands there twice. Correct it, or export the file again.
        [reference] a “&” begins no readable character. Write “&amp;” for the sign itself.
        [cells] this row has more or fewer cells than the header row. Give every row the same number of cells.
       *[syntax] the file breaks the rules of its format. Correct this place, or export the file again.
    }
intake-doctype = Line { $line }: the file brings a document type (DOCTYPE), which we do not read for safety. Delete that line.
intake-entity-unknown = Line { $line }: “&{ $name };” is not a character XML knows. Write the character itself.
intake-too-deep = Line { $line }: things are nested more than { $limit } deep. No schedule needs that: export the file again.
intake-zone-missing = The file does not say which time zone its times are in. Name one, for example Asia/Seoul.
intake-zone-unknown = Line { $line }: “{ $name }” is not a known time zone. Name one like Asia/Seoul or Europe/Brussels.
intake-no-sessions = There is no session in the file. Check that the programme was published before you exported it.
intake-missing-field = Line { $line }: “{ $field }” is missing. Add it and try again.
intake-wrong-type =
    Line { $line }: “{ $field }” must be { $expected ->
        [text] a text in quotation marks
        [number] a number
        [list] a list in square brackets
        [object] an object in braces
        [flag] true or false
       *[other] of another kind
    }. Correct it and try again.
intake-id-invalid = Line { $line }: the id { $text } is not a whole number above zero (in JSON without quotation marks). Number the sessions and try again.
intake-duplicate-id = Line { $line }: the id { $id } was already used on line { $first }. Give every session an id of its own.
intake-time-unreadable = Line { $line }: “{ $text }” can not be read as a date, time or duration. Write dates as 2026-07-11, times as 14:00 and durations as 00:45.
intake-time-skipped = Line { $line }: { $text } does not exist in { $zone }, because clocks are put forward then. Choose another time.
intake-end-before-start = Line { $line }: session { $id } does not end after it starts. Correct its end or duration.
intake-too-many =
    Line { $line }: there are more than { $limit } { $what ->
        [sessions] sessions
        [rooms] rooms
        [tracks] tracks
        [people] people, or that many on one session
        [links] links on one session
        [days] days
       *[nodes] elements
    }. Divide the file and bring in the parts one by one.
intake-too-long = Line { $line }: “{ $field }” has { $found } characters; at most { $limit } fit. Shorten it.

# What an organizer should know about a schedule that was taken over.
intake-kind-assumed = Assumed
intake-kind-dropped = Left out
intake-kind-clash = Clash
intake-note-zone-assumed = The file names no time zone; times were read in { $detail }.
intake-note-zone-overridden = The file says “{ $detail }”, but the time zone you gave was used.
intake-note-offset-differs = { $detail } times carry an offset that differs from the forum’s time zone; the moment was kept, so the clock shows another time.
intake-note-day-start-assumed = The file does not say when a conference day begins; { $detail } was assumed.
intake-note-day-kept = By its time this session belongs to another day; the day in the file was kept ({ $detail }).
intake-note-dates-assumed = The file does not say when the forum begins or ends; { $detail } was taken from the sessions.
intake-note-dates-widened = Sessions lie outside the dates of the forum; the dates were widened ({ $detail }).
intake-note-time-folded = { $detail } happens twice, because clocks are put back then; the earlier moment was taken.
intake-note-start-differs = Date and start time disagree; the date { $detail } counts.
intake-note-duration-differs = End and duration of session { $detail } disagree; start and duration count.
intake-note-room-differs = { $detail } sessions name another room than the one they are listed under; the list counts.
intake-note-id-derived = { $detail } sessions have no id; one was made of the UUID, or of title and time.
intake-note-guid-missing = { $detail } sessions have no UUID.
intake-note-person-names-differ = One person has two names; the first was kept ({ $detail }).
intake-note-guid-invalid = “{ $detail }” is not a UUID and was left out.
intake-note-language-unknown = “{ $detail }” is not a known language and was left out.
intake-note-link-dropped = { $detail } links were left out: not an address that begins with http or https.
intake-note-person-dropped = “{ $detail }” can not be a person’s name and was left out.
intake-note-person-repeated = { $detail } people stood twice on one session and were taken once.
intake-note-colour-dropped = { $detail } colours were left out: not of the form #rrggbb.
intake-note-capacity-dropped = { $detail } room capacities were left out: not a number above zero.
intake-note-columns-ignored = These columns were not read: { $detail }.
intake-note-resident-number-masked = “{ $detail }” held what looks like a resident registration number; it was replaced by asterisks. Delete it at the source too.
intake-note-notes-withheld = { $detail } more notes of the same kinds are not shown.
intake-note-guid-shared = Two sessions share one UUID; the later one was taken without ({ $detail }).
intake-note-room-guid-shared = Two rooms share one UUID; the later one was taken without ({ $detail }).
intake-note-room-overlap = Two sessions overlap in one room ({ $detail }).
intake-note-person-double-booked = One person is in two sessions at a time ({ $detail }).

# Bringing a schedule in at the desk
intake-title = Bring in a schedule
intake-lead = Schedules of other programs can be taken over: schedule.xml, schedule.json, a table (CSV), and JSON from pretalx, Sessionize or OPass. You first see what would change. Nothing is changed before you say so.
intake-file = The file
intake-file-hint = At most 20 MB. Which kind it is, we see from what is in it.
intake-file-missing = Choose a file.
intake-file-large = The file is larger than 20 MB. Take out pictures and attachments, or bring in one part at a time.
intake-zone = Time zone
intake-zone-hint = Only for files that name none. Left empty, the forum's own counts: { $zone }.
intake-zone-field = This is not a time zone. Write one such as Asia/Seoul.
intake-look = See what would change
intake-report-title = What the schedule would change
intake-source = source: { $source }
intake-format-schedule-xml = schedule.xml
intake-format-schedule-json = schedule.json
intake-format-csv = Table (CSV)
intake-format-pretalx = pretalx
intake-format-sessionize = Sessionize
intake-format-opass = OPass
intake-sums = In figures
intake-head-what = What
intake-head-new = New
intake-head-changed = Changed
intake-head-same = The same
intake-thing-session = Session
intake-thing-room = Room
intake-thing-track = Track
intake-thing-speaker = Speaker
intake-nothing = The schedule says what is here already. There is nothing to take over.
intake-take = Take it over
intake-take-note = What is new or changed is public at once, and whoever holds a seat in a session that moves gets a letter.
intake-drop = Drop the file
intake-meanwhile = The agenda was changed meanwhile, so the file was not taken over. This is what it would change now.
intake-done-imported = The schedule has been taken over.
intake-done-dropped = The file was dropped. Nothing was changed.
intake-notes = What you should know
intake-line = line { $line }
intake-more = … and { $count } more
intake-fate-new = New ({ $count })
intake-fate-new-lead = Sessions take no sign-up until you give them seats.
intake-fate-changed = Changed ({ $count })
intake-fate-gone = Not in the file any more ({ $count })
intake-fate-gone-lead = They came from the same source before and stay as they are. Call them off or take them out by hand.
intake-field-text = “{ $from }” → “{ $to }”
intake-field-none = none
intake-field-title = Title: { $change }
intake-field-name = Name: { $change }
intake-field-subtitle = Subtitle: { $change }
intake-field-abstract = The description reads differently
intake-field-kind = Kind: { $change }
intake-field-track = Track: { $change }
intake-field-parts = The parts of those who take part, or their order
intake-field-size = Seats in the room: { $change }
intake-field-colour = The colour
intake-field-biography = The biography reads differently
intake-note-pair-languages = Each text stands there in two languages ({ $detail }). The first was taken for Korean, the second for English. Check both.
intake-note-pair-single = All texts stand in one language alone ({ $detail }).
intake-note-tag-track = { $detail } sessions carry tags; the first was taken as the track.
intake-note-type-track = No session carries a tag, so the types of { $detail } sessions were taken as tracks.
intake-note-room-unlisted = The room “{ $detail }” is not in the file's list of rooms; its id was taken as its name.
intake-note-not-accepted = { $detail } sessions are not accepted yet, were turned down or withdrawn, and were left out.
intake-note-not-scheduled = { $detail } sessions have no time yet and were left out.
intake-note-overflow-left-out = { $detail } sessions are shown in more than one room; the first was taken.
intake-note-person-unlisted = The speaker “{ $detail }” is not in the file's list and was left out.
intake-note-id-shared = Two entries of a list in the file have one id ({ $detail }). The first was taken.
intake-note-more-pages = The file is one page of several. Export all of them, or what stands on the others is missing.
