## What stands around every page
web-brand = Madang
web-desk = Madang desk
web-lang-own = English
web-lang-ko = Korean
web-lang-en = English
web-skip = Skip to main content
web-exit = Exit this page
web-exit-two = Press Shift two more times to exit this page.
web-exit-one = Press Shift one more time to exit this page.
web-nav = Forum menu
web-nav-overview = Overview
web-nav-programme = Programme
web-nav-speakers = Speakers
web-nav-venue = Venue
web-nav-mine = My registration
web-sample = sample
web-sample-label = About sample data
web-notice-label = Please read
web-foot-privacy = Privacy
web-foot-access = Accessibility
web-foot-help = Help and contact
web-foot-guide = Help
web-foot-zone = All times are { $zone }.
web-foot-exit = To leave this page quickly, press the Shift key three times.
web-foot-house = Madang is where people register for a forum.
web-theme = Colours
web-theme-system = Automatic
web-theme-light = Light
web-theme-dark = Dark
web-theme-contrast = High contrast
web-desk-nav = Desk menu
web-admin = administrator
web-sign-out = Sign out

## Forms and lists
web-errors = { $count ->
    [one] There is a problem with one answer
   *[other] There are problems with { $count } answers
}
web-error = Error:
web-fault-title = Error: { $title }
web-optional = (optional)
web-change = Change
web-back = Back
web-step = Step { $at } of { $of }
web-pages = Pages
web-pages-first = First page
web-pages-next = Next page

## Letters
web-letter-why = This message goes only to the person who registered. If that was not you, there is nothing you need to do.
web-letter-contact = Questions:
web-letter-copy = If the button does not work, copy this address and open it.

## Fault pages
web-fault-status = Error { $status }
web-fault-reference = If you ask for help, give this reference: { $reference }
web-fault-home = Go to the start page
web-fault-desk = Go to the desk
web-fault-return = Return to the page before
web-fault-again = Try again
web-fault-sign-in = Sign in

web-status-400 = The request cannot be read
web-status-401 = You need to sign in
web-status-403 = You may not do this
web-status-404 = This page does not exist
web-status-405 = That cannot be done at this address
web-status-409 = That is not possible right now
web-status-410 = This page is gone
web-status-412 = The content has changed in the meantime
web-status-413 = What you sent is too large
web-status-415 = This format is not accepted
web-status-421 = This server has another name
web-status-422 = Some answers need mending
web-status-428 = Say which version you are changing
web-status-429 = Too many requests
web-status-500 = Something went wrong on our side
web-status-503 = The service is resting for a moment

web-invalid = Some of what you entered needs mending. Return to the page before and correct it.
web-malformed = The request is not in the right form ({ $detail }). Return to the page before and send it again.
web-unauthenticated = Please sign in first to see this page.
web-forbidden = You have no permission for this, or the request came from another site. If you need permission, ask your administrator.
web-not-found = The address is wrong or the page has moved. If the address came in a letter, check that all of it was copied.
web-method = This address does not take that kind of request. Please return to the page before.
web-host = This server does not answer to the name you used. Open the address that your letter or your organizer gives.
web-too-large = { $kilobytes ->
    [0] It is over the size we can take. Make it smaller and send it again.
   *[other] We can take up to { $kilobytes } kB at a time. Make it smaller and send it again.
}
web-busy = { $seconds ->
    [one] Please try again in one second. What you entered is still on the page before.
   *[other] Please try again in { $seconds } seconds. What you entered is still on the page before.
}
web-stale = Someone else changed this while you were looking at it. Reload the page, then try again.
web-version-needed = Name the version you are changing in the If-Match header.
web-unavailable = The database cannot be reached. Please try again in a moment. Registrations already received are safe.
web-broken = The problem has been recorded. Please try again in a moment. If it happens again, tell us the reference below.

## A private link that opens nothing
web-link-gone-title = This link opens no registration
web-link-gone = It was not copied whole, or a newer link has replaced it. Please try the link in the latest letter we sent you; if you can not find one, have it sent again.
web-link-again = Send me my link again
