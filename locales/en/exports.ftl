## Attendance lists: words inside the file
exports-title = Attendance list · { $forum }
exports-file = attendance
exports-sheet-list = List
exports-sheet-about = About this file
exports-about-forum = Forum
exports-about-purpose = Purpose
exports-about-who = Downloaded by
exports-about-operator = The operator, by command line
exports-about-when = Downloaded at
exports-about-state = Whom it lists
exports-about-session = Session number
exports-about-category = Category
exports-about-rows = People
exports-about-note = Please note
exports-about-care = This file holds personal data. Use it only for the purpose named here and delete it once that is done. The download is on record.

exports-column-reference = Reference
exports-column-badge-name = Badge name
exports-column-name = Name
exports-column-name-latin = Name in Latin letters
exports-column-affiliation = Affiliation
exports-column-category = Category
exports-column-state = State
exports-column-email = E-mail
exports-column-language = Language
exports-column-needs = Support needed
exports-column-sessions = Sessions
exports-column-registered-at = Registered at ({ $zone })
exports-column-verified = Address confirmed

exports-everyone = Everyone
exports-confirmed = Confirmed
exports-waitlisted = Waiting list
exports-withdrawn = Withdrawn
exports-cancelled = Cancelled by the organizer
exports-other = Other
exports-requested = Awaiting approval
exports-yes = Yes
exports-no = No
exports-need-wheelchair = Wheelchair place
exports-need-sign-language = Sign language interpretation
exports-need-captions = Live captions
exports-need-interpretation-ko = Interpretation into Korean
exports-need-interpretation-en = Interpretation into English

## Why a list was not made
exports-unknown-session = No session numbered { $session } takes sign-ups. Check the session number.
exports-unknown-category = There is no category “{ $category }”. Check the category.
exports-too-large = This does not fit on one worksheet. Choose fewer people, or download it as CSV.
exports-disk = The server's disk has no room for the list. Try again in a moment; if it goes on, tell the operator.
