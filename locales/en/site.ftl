site-access = Accessibility
site-access-aim = The standards we keep to
site-access-aim-text = We aim at the Korean Web Content Accessibility Guidelines (KWCAG) 2.2 and at WCAG 2.2, level AA.
site-access-can = What you can do
site-access-can-colour = Never depend on colour. Dark and high-contrast settings are followed.
site-access-can-keys = Do everything with the keyboard alone. A thick ring shows where you are.
site-access-can-reader = Use a screen reader: headings, lists, tables and languages are marked, and seats and states are written in words.
site-access-can-scripts = Use everything with JavaScript switched off.
site-access-can-time = Take your time. Nothing expires while you type, and there are no puzzles to solve.
site-access-can-zoom = Read every page on a screen 320 pixels wide, or with text twice as large, without scrolling sideways. Only the timetable is an exception.
site-access-lead = Everyone should be able to read the same and do the same here.
site-access-limit-checked = We test with automatic tools and with the keyboard. Tests with several screen readers are not finished.
site-access-limit-grid = A timetable with many rooms scrolls sideways. The list shows all of it as well.
site-access-limit-texts = What the host wrote in one language only appears in that language on every page.
site-access-limits = What is not good enough yet
site-access-see = Wheelchair access and support
site-access-tell = Tell us what does not work
site-access-tell-text = If something is hard to use, write to the contact under “Help and contact” of the forum. You may also ask them to register you by telephone or e-mail.
site-all-day = All day
site-cast = { $role }: { $names }
site-cast-many = { $role }: { $count } people
site-chip-take = Remove:
site-chip-words = “{ $words }”
site-chips = Chosen filters
site-chips-clear = Remove all filters
site-contact = Contact
site-crumb = You are here
site-days = Days
site-days-all = All days
site-door-closed = Registration closed
site-door-none = No registration
site-door-open = Registration open
site-door-over = Over
site-door-soon = Opens soon
site-doors-closed = Registration has closed.
site-doors-none = You can come without registering.
site-doors-open = You can register until { $at }.
site-doors-over = The forum is over.
site-doors-soon = Registration opens { $at }.
site-feed-ics = Calendar (.ics)
site-feeds = Programme as a file:
site-filter = Search the programme
site-filter-apply = Apply
site-filter-kind = Kind
site-filter-kind-any = All kinds
site-filter-language = Language
site-filter-language-any = All languages
site-filter-room = Room
site-filter-room-any = All rooms
site-filter-search = Search
site-filter-track = Track
site-filter-track-any = All tracks
site-filter-words = Search titles and speakers
site-forums = Forums
site-forums-about = Forums that take registrations, and those that are over.
site-forums-ahead = Coming up
site-forums-empty = No forum is planned. New ones are announced here.
site-forums-past = Over
site-free = Open to everyone registered
site-grid = Timetable
site-grid-caption = Columns are rooms, rows are times.
site-grid-label = Timetable, scrolls sideways
site-grid-see = Show as timetable
site-grid-time = Time
site-help-account-a = No. An e-mail address is enough. We send you a letter, and the address in it opens your registration whenever you like.
site-help-account-q = Do I need an account?
site-help-change-a = Open your registration with the address in our letters; there you can change sessions and cancel. If you can not come, please do cancel: your place goes to whoever waits next.
site-help-change-q = How do I change sessions or cancel?
site-help-contact = Something else?
site-help-forum = Each forum has its own contact: see “Help and contact” on its pages.
site-help-lead = What people ask most about registering.
site-help-letter-a = It usually comes within minutes. Look in your spam folder first. If it is not there, the address may have been mistyped: please register again.
site-help-letter-q = The confirmation has not arrived
site-help-line-a = Places that become free are given in the order of registration, and we write to you at once. You need not check. You are never given a seat at a time when you already have one.
site-help-line-q = How does the waitlist work?
site-help-link-a = The address of your registration is in every letter we sent you. If you deleted them, we send it again to the e-mail address you registered with.
site-help-link-go = Have the address of my registration sent again
site-help-link-q = I have lost the address of my registration
site-help-name-a = We publish no list of participants. Your badge shows the name you choose; if you leave it empty, your full name is not printed instead. You can attend without agreeing to be photographed.
site-help-name-q = I do not want my name to be known
site-help-press-a = Choose the category “Press” when you register. If there is none, please write to the contact.
site-help-press-q = I want to report on the forum
site-help-reply = Reply to any of our letters and the host will read it.
site-help-safe = Your registration number helps us find you. Do not send the address of your registration to anyone: whoever has it can change your registration.
site-help-support-a = Say so when you register. Only the host sees it, and uses it for nothing but preparing. If you have registered already, please write to the contact.
site-help-support-q = I need a wheelchair space or sign language
site-help-write = Please write to
site-host = Host
site-hosted-by = Hosted by { $host }
site-hours = { $hours } h
site-hours-go = Go to a time
site-interpretation = Interpretation
site-interpreted = { $spoken }, interpreted into { $into }
site-interpreted-only = Interpreted into { $into }
site-language-ar = Arabic
site-language-de = German
site-language-en = English
site-language-es = Spanish
site-language-fr = French
site-language-it = Italian
site-language-ja = Japanese
site-language-ko = Korean
site-language-kvk = Korean Sign Language
site-language-nl = Dutch
site-language-pt = Portuguese
site-language-ru = Russian
site-language-vi = Vietnamese
site-language-zh = Chinese
site-letters-go = Go to a letter
site-list-see = Show as list
site-minutes = { $minutes } min
site-lost = Lost that address?
site-near = Before and after in the same room
site-near-after = Next:
site-near-before = Before:
site-now = Now
site-now-go = Go to now
site-people =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
site-people-about = Who speaks at { $forum }.
site-people-all = All { $count } speakers
site-people-empty = Speakers are named here as soon as they are known.
site-people-search = Search sessions by the name of a speaker
site-privacy-asked = What we ask you to agree to
site-privacy-cookies = Cookies keep your language, your colours, a form you have begun and the sessions in your agenda, and nothing else. Nobody is tracked, and no font or picture is loaded from other sites.
site-privacy-erase = To have the use of your data stopped, or your data erased. Without what is required your registration ends.
site-privacy-handled = How we treat it
site-privacy-how = You can change or cancel in your registration. For everything else, please write to the host.
site-privacy-lead = What we ask you and why, how long we keep it, and what you can demand.
site-privacy-letters = Letters are about your registration only, and hold no picture that tells whether you read them.
site-privacy-long = How long
site-privacy-mend = To have mistakes corrected.
site-privacy-none = Nothing is asked yet, as registration has not been set up. It will be published here before registration opens.
site-privacy-optional = Optional
site-privacy-required = Required
site-privacy-rights = What you can demand
site-privacy-see = To see your data, and who looked at it and when.
site-privacy-take-back = To take back an optional consent at any time. You can attend all the same.
site-privacy-version = Version { $version }, { $date }
site-privacy-who = Who is responsible
site-programme-about = Programme of { $forum }, { $days }
site-programme-all = The whole programme
site-programme-empty = The programme is shown here as soon as it is known.
site-programme-nothing = No session matches. Remove a filter or choose another day.
site-promise = Your name need not be seen
site-promise-kept = What you tell us is erased { $days } days after the event.
site-promise-leave = To leave this page quickly, use “Exit this page” at the top or press Shift three times.
site-promise-looks = We record who looked at your data and when, and show you that record if you ask.
site-promise-more = How personal data is handled
site-promise-names = We publish no list of participants. Your badge shows the name you choose; if you leave it empty, your full name is not printed instead. If you do not want to be photographed, your badge says so.
site-promise-never = We never ask for a resident registration number or a date of birth.
site-register = Registration
site-register-already = If you have registered, the address in your confirmation letter opens your registration.
site-register-now = Register
site-register-takes = It takes about 3 minutes. You need no account.
site-register-wait = Join the waitlist
site-room = Room
site-room-at = Floor
site-room-floor = Floor { $floor }
site-room-none = No room yet
site-room-seats = { $seats } seats
site-room-unknown = Not known yet
site-room-way = Wheelchair access
site-rooms = Rooms
site-rooms-go = Go to a room
site-scale =
    { $rooms ->
        [0] { $sessions } sessions
        [one] { $sessions } sessions in one room
       *[other] { $sessions } sessions in { $rooms } rooms
    }
site-seat-already = If you have registered, the address in your confirmation lets you add sessions.
site-seat-take = Take a seat
site-seat-wait = Join the waitlist
site-seats = Seats
site-seats-full = Waitlist
site-seats-left =
    { $left ->
        [one] { $left } seat left
       *[other] { $left } seats left
    }
site-seats-of = { $capacity } in all
site-seats-waiting = { $waiting } waiting
site-session-about = About
site-session-about-empty = More will be told here as soon as it is known.
site-session-free = Everyone who is registered can come in.
site-session-over = This session is over.
site-session-people = Who takes part
site-sessions =
    { $count ->
        [one] { $count } session
       *[other] { $count } sessions
    }
site-speaker-about = About
site-speaker-parts = Sessions
site-spoken = Languages
site-step-free = Step-free
site-steps = With steps
site-support = Support
site-support-ask = Tell us when you register
site-support-write = Write to the contact
site-support-how = Say what you need and we will prepare it.
site-told-cut = The first { $count } are shown; add words to narrow the search. All times are { $zone }.
site-told-day =
    { $count ->
        [one] { $day } · { $count } session · all times are { $zone }
       *[other] { $day } · { $count } sessions · all times are { $zone }
    }
site-told-found =
    { $count ->
        [one] { $count } session · all times are { $zone }
       *[other] { $count } sessions · all times are { $zone }
    }
site-venue-about = How to get to { $forum }, and how to get in.
site-venue-access = Venue and access
site-venue-empty = The venue is named here as soon as it is known.
site-venue-map = Open the map
site-venue-see = How to get there
site-venue-support = If you need a wheelchair space, sign language or captions, say so when you register. Tell us early and we will prepare it.
site-when = When
site-where = Where
