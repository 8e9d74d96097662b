## The first page
registration-start = Register
registration-start-about = Register for { $forum }
registration-start-need = What you need
registration-start-need-email = An e-mail address at which you get letters
registration-start-need-name = Your full name. The badge may show another.
registration-start-need-sessions = An idea of the sessions you want
registration-start-never = We do not ask for an identity number, a date of birth or your home address.
registration-start-takes = It takes about 3 minutes. You need no account, and you can stop and go on later.
registration-start-who = Who can come
registration-start-known = Have you registered already?
registration-start-known-how = The address in your confirmation letter opens your registration. If you can not find the letter, we send it again.
registration-begin = Start registering
registration-contact = Questions:
registration-window-not-yet = Opens soon
registration-window-open = Registration open
registration-window-over = Registration closed
registration-window-none = No registration
registration-window-opens-at = Registration opens { $at }.
registration-window-closes-at = You can register until { $at }.
registration-window-closed-at = Registration closed { $at }.
registration-window-closed = Registration has closed.
registration-window-not-offered = This forum takes no registrations at present.
registration-seats-left = { $count ->
    [one] { $count } seat left
   *[other] { $count } seats left
}
registration-seats-line = Waitlist · { $count } waiting
registration-seats-line-ahead = Waitlist: you would be number { $place } in line now.

## The steps of the form
registration-step-category = Category
registration-step-email = E-mail
registration-step-name = Name
registration-step-affiliation = Affiliation and language
registration-step-sessions = Sessions
registration-step-needs = What you need
registration-step-privacy = What others see
registration-step-consents = Consents
registration-step-check = Check and submit
registration-ask-category = In what capacity are you coming?
registration-ask-email = What is your e‑mail address?
registration-ask-name = What is your name?
registration-ask-affiliation = Your organisation and language
registration-ask-sessions = Which sessions are you coming to?
registration-ask-needs = Do you need anything to take part?
registration-ask-privacy = What may others see?
registration-ask-consents = Please say what you agree to
registration-ask-check = Check your answers
registration-continue = Continue
registration-later = Save and finish later
registration-submit = Submit registration

## Fields and their hints
registration-field-category = Category
registration-field-email = E-mail
registration-field-name = Full name
registration-field-name-latin = Name in Latin letters
registration-field-badge-name = Name on the badge
registration-field-affiliation = Organisation and role
registration-field-language = Language of letters
registration-field-interpretation = Interpretation
registration-field-support = Support
registration-field-needs-other = Anything else you need
registration-field-photo = Photographs
registration-field-discreet = Letters and calendar
registration-hint-email = We use it only for your confirmation and your ticket. An address that is yours alone is best.
registration-hint-name = As you write it, in any script.
registration-hint-name-latin = As it stands in your passport. Leave it empty unless you come with a foreign delegation.
registration-hint-badge-name = A nickname or pseudonym is fine. If you leave this empty, no name is printed on your badge.
registration-hint-affiliation = Leave it empty if you come for yourself.
registration-hint-language = We write to you in this language.
registration-hint-sessions = You can choose several. While you choose here no seat is held: all are decided together at the moment you submit.
registration-hint-support = Choose everything that applies.
registration-hint-needs-other = A diet, someone who assists you, where you need to sit. Only those who prepare it read this.
registration-needs-why = Tell us in advance and we will prepare it. If there is nothing, just continue.
registration-privacy-why = We ask everyone. Other attendees do not see what you choose, and no list of attendees is ever published.
registration-consents-how = Read the texts and tick those you agree to. You can register without the optional ones.
registration-consent-required = Required · version { $version }
registration-consent-free = Optional · version { $version }
registration-interpretation-none = Not needed
registration-interpretation-ko = Headset with interpretation into Korean
registration-interpretation-en = Headset with interpretation into English
registration-support-wheelchair = A place for a wheelchair
registration-support-sign-language = Sign language interpretation
registration-support-captions = Live captions
registration-discreet-yes = Do not name the forum
registration-discreet-no = They name the forum
registration-discreet-note = Our letters and calendar entries will then not tell the forum's name, subject or place.
registration-photo-yes = I may be photographed
registration-photo-ask = Ask me first
registration-photo-ask-note = Nobody takes a picture of you close up without asking.
registration-photo-no = I do not want to be photographed
registration-photo-no-note = Your badge says so, and photographers keep clear.
registration-open-these = { $sessions }: open to everyone who registers, no need to choose.
registration-open-many = Sessions not listed here are open to everyone who registers, no need to choose.

## Sessions at the same time
registration-clash = { $count } of your sessions are at the same time
registration-clash-which = They overlap on { $day }: { $sessions }. Which do you want to keep?
registration-clash-many = They overlap on { $day }: { $sessions }. Please choose again in the list above, or say that you keep them all.
registration-clash-both = Keep both
registration-clash-all = Keep them all
registration-clash-late = You will have to come late to one or leave the other early.
registration-clash-legend = Sessions to keep

## What to mend
registration-choose-category = Choose one category
registration-choose-kept = Choose which of the sessions at the same time you want to keep
registration-session-gone = A session you chose takes no sign-up any more. Please choose again from the list
registration-consent-needed = This one is required. Read the text, and tick it if you agree
registration-consent-changed = The text has changed meanwhile. Read it again, and tick it if you agree
registration-draft-closed = Registration is not open now, so this form can not be submitted. What you typed is kept.
registration-form-sent = This form was submitted already. Please look for our letter.

## A form put aside
registration-saved = Your answers are saved
registration-saved-until = We keep them until { $at }, and erase them then.
registration-saved-how = Bookmark this page to go on later. Anyone who knows its address can open it, so do not pass it on.
registration-saved-seats = No seat is held before you submit.
registration-saved-done = You have answered { $done } of { $of } pages.
registration-resume = Go on registering
registration-gone = This form can not be opened any more
registration-gone-why = We keep a form that was not submitted for 7 days. Either that time is over, or the address is wrong.
registration-gone-sent = If you have submitted it, the address in your confirmation letter opens your registration.
registration-gone-again = Start again

## Check and submit
registration-group-own = About you
registration-group-sessions = Sessions
registration-group-seen = What others see
registration-group-needs = What you need
registration-group-consents = What you agree to
registration-none-given = Not given
registration-none-needed = None
registration-none-chosen = You chose no session
registration-badge-none = Left empty
registration-badge-kept = Your full name is not printed on the badge.
registration-badge-empty = No name is printed on the badge.
registration-agreed = Agreed · version { $version }
registration-not-agreed = Not agreed
registration-check-waits = All places are taken for now. If you submit, you join the waitlist, and your sessions are decided once you have a place.
registration-check-sends = When you submit, your seats are decided at once, and a letter goes to { $email }.

## The receipt
registration-receipt = Your registration was received
registration-receipt-waits = You are on the waitlist
registration-receipt-letter = A letter is on its way to { $email }. If it is not there in 10 minutes, please look among your unwanted mail.
registration-receipt-state = Your place
registration-receipt-lost = No letter, or lost it?
registration-seats-caption = Your seats by session
registration-seat-refused = Not taken
registration-session-no = Session { $no }
registration-head-session = Session
registration-head-when = When
registration-head-where = Where
registration-head-state = State
registration-head-seats = Seats
registration-head-change = Change
registration-next = What happens next
registration-next-letter = Open the link in the letter: it confirms that it was you, and shows your registration and your ticket.
registration-next-place = When a place becomes free it goes to the next in line, and we write to you at once.
registration-next-seat = When a seat you wait for becomes free it goes to the next in line, and we write to you at once.
registration-next-day = On the day, show the QR code of your ticket at the entrance.

## My registration
registration-mine-confirmed = You have a place. On the day, show the QR code of your ticket at the entrance.
registration-mine-waits = When a place becomes free it goes to the next in line, and we write to you at once. Your sessions are decided then.
registration-mine-withdrawn = We cancelled your registration as you asked. What you held has gone to those who wait.
registration-mine-cancelled = The organizer cancelled your registration. If you have questions, please ask the organizer.
registration-mine-over = This was a registration for a forum that is over.
registration-frozen-since = The time for changes ended { $at }. If you can not come, you can still cancel.
registration-frozen-over = The forum is over, so the registration can not be changed.
registration-frozen-cancelled = The forum was cancelled, so the registration can not be changed.
registration-email-fixed = To change the address, please ask the organizer.
registration-none-held = You have signed up for no session.
registration-free = More sessions you can sign up for
registration-again = Register again
registration-clashes-with = At the same time as “{ $session }”.
registration-calendar = Add to my calendar
registration-qr = QR code for the entrance
registration-ticket = Ticket
registration-ticket-open = Show the ticket full size
registration-ticket-show = Show this code at the entrance.
registration-ticket-name = { $name }
registration-ticket-begins = Begins { $clock } · { $zone }
registration-ticket-note = You can print this page or keep a picture of it. The code holds no name.
registration-code = This code is for the entrance
registration-code-how = Show it to the staff at the entrance of the venue. You need not scan it yourself.
registration-code-mine = Your registration opens with the address in your confirmation letter.

## What one does there
registration-done-changed = Your details are changed.
registration-done-taken = A seat in “{ $session }” is yours.
registration-done-in-line = You are number { $place } in line for “{ $session }”.
registration-done-asked = We noted “{ $session }”. It is decided once your place is confirmed.
registration-done-given = You gave back your seat in “{ $session }”.
registration-done-unqueued = You no longer wait for “{ $session }”.
registration-done-left = Your registration is cancelled.
registration-give = Give this seat back?
registration-give-short = Give back
registration-give-means = The seat goes to those who wait, at once. If you want it again later, you get what is left then or wait at the end of the line.
registration-give-do = Give the seat back
registration-unqueue = Stop waiting for this session?
registration-unqueue-short = Stop waiting
registration-unqueue-means = You lose your place in line. If you want it again later, you wait at the end of the line.
registration-unqueue-do = Stop waiting
registration-keep = Keep it
registration-take = Sign up for this session?
registration-take-short = Sign up
registration-take-do = Take a seat
registration-take-wait = Join the line
registration-take-both = Sign up all the same
registration-take-line = All seats are taken for now. When one becomes free it goes to the next in line, and we write to you.
registration-take-clash = At the same time as another
registration-take-clash-with = You hold a seat in “{ $session }”, which is at the same time. If you keep both, you will have to come late to one or leave the other early; and while you wait in line, no seat is given to you that overlaps with one you hold. If you want only one, please give the other back first.
registration-leave-it = Do not change anything
registration-details = Change my details
registration-details-fixed = To change your e-mail address or category, please ask the organizer.
registration-details-save = Save changes
registration-details-stale = Your details were changed meanwhile. What you typed is still here: please check it and save once more.
registration-leave = Cancel my registration
registration-leave-why = If you can not come, please cancel early, so that someone who waits can have your place.
registration-leave-ask = Cancel your registration?
registration-leave-means = This cancels registration { $reference }. It can not be undone; to come after all you would have to register again.
registration-leave-seats = Your seats and places in line for these sessions go too.
registration-leave-do = Cancel my registration
registration-forum-over = The forum is over or was cancelled, so the registration can not be changed.

## The private link again
registration-link = Send me my link again
registration-link-why = Give us the e-mail address you registered with, and we send it a letter with the link to your registration.
registration-link-hint = It must be the address you registered with.
registration-link-do = Send the letter
registration-link-sent = Look in your mailbox
registration-link-sent-how = If there is a registration with the address you gave, a letter with its link is on its way.
registration-link-sent-none = No letter after five minutes? Look among your unwanted mail, and check that it was the address you registered with. We send at most three letters an hour.
registration-link-other = Try another address
registration-link-which = Choose the forum you registered for.
registration-link-none = There is no forum at present whose registrations can be opened.
