trail-house-title = Log of the installation
trail-house-lead = What happens in no forum: sign-ins, second factors, and who runs the installation. Ids and no names; it can be neither changed nor deleted.
trail-this-one = The one chosen
trail-head = Last signed head: { $day }, up to entry { $no }, fingerprint { $hash }. Compare it with the one you keep elsewhere.
trail-no-head = No day is signed yet. Each day is signed after it has ended.
trail-back = Back to the log
trail-export-short = Take out
trail-export-title = Take out the log
trail-export-lead = A file (CSV) for whoever checks the log outside Madang. It holds ids, times and reasons, and no names of people who registered.
trail-export-all = It will hold every entry. To take out a part, narrow the log first.
trail-export-narrow = It will hold the entries that you narrowed the log to.
trail-export-purpose-hint = For example: yearly inspection by the city’s audit office
trail-export-logged = The log will say that { $who } took it out, when and what for.
trail-export-go = Take out the log
desk-audit-too-many = More than 50,000 entries. Narrow the log to fewer days first
trail-column-act = Code
trail-column-kind = Kind of actor
trail-column-actor = Actor id
trail-column-account = Account
trail-column-about = Kind of subject
trail-column-subject = Subject id
trail-column-why = Reason
trail-column-detail = Detail
trail-column-entry = Entry id
trail-review-title = Monthly review
trail-review-lead = Once a month the owner or the data protection officer looks over who read people’s data and took it out, writes what they found, and signs.
trail-months = Months
trail-month = { $name } { $year }
trail-state-signed = Signed
trail-state-running = Not over yet
trail-state-open = Open
trail-state-nothing = Nobody’s data was read
trail-review-who = { $month }: who read people’s data
trail-review-caption = Who read people’s data, and how often
trail-review-nobody = Nobody read or took out people’s data in this month.
trail-head-lists = Lists
trail-head-records = Records
trail-head-letters = Letters
trail-head-taken = Taken out
trail-head-rows = People
trail-times = { $times ->
    [one] once
   *[other] { $times } times
}
trail-times-of = { $times ->
    [one] once
   *[other] { $times } times
}, { $people ->
    [one] one person
   *[other] { $people } different ones
}
trail-times-rows = { $times ->
    [one] once
   *[other] { $times } times
}, { $people ->
    [one] one person
   *[other] { $people } people in all
}
trail-review-lists = Lists and logs taken out
trail-review-signed = Looked over and signed by { $who } on { $at }
trail-review-running = This month is not over. It can be signed from the first day of the next one.
trail-review-others = This month is open. The forum’s owner or its data protection officer signs it.
trail-review-sign = Sign { $month }
trail-review-note = What you found
trail-review-note-hint = For example: every list had a purpose that fits the work. Asked about 14 records opened on the 3rd: letters that had come back. No names of people who registered.
trail-review-once = It can not be changed afterwards. Your account and the figures above are kept with it.
trail-review-go = Sign the review
trail-review-done = The review is signed.
trail-review-open = The review of { $month } is open: look over who read people’s data, and sign
trail-looks-link = Who has looked at my data
trail-looks-title = Who has looked at my data
trail-looks-lead = Whenever staff open your record or take out a list, it is written down. Here is what they are at the forum, when it was and why; their names are not shown.
trail-looks-none = Nobody has opened your record, and no list has been taken out since you registered.
trail-looks-caption = Who looked at your data, the latest first
trail-look-viewed = Opened your record
trail-look-letter = Opened a letter to you
trail-look-sent = Sent a letter to you again
trail-look-exported = Took out a list in which you may stand
trail-look-listed = Opened the list of registrations
trail-look-cancelled = Cancelled your registration
trail-look-changed = Changed your registration
trail-role-machine = Whoever runs the server
trail-listed-title = Lists on the screen
trail-listed = { $who }: { $times ->
    [one] once
   *[other] { $times } times
}, last { $at }
trail-listed-why = Lists show names and shortened addresses, to those who look after registrations.
desk-act-audit-exported = Took out the log
desk-act-audit-reviewed = Signed the monthly review
desk-about-speaker = Speaker { $id }
desk-detail-month = month
desk-detail-entries = entries
desk-detail-outcome-remade = the chain was made anew
desk-detail-outcome-cut = its end was cut off
desk-detail-outcome-tip = not signed with our key
desk-detail-outcome-head = a signed day is missing or changed
desk-detail-outcome-stray = an entry was slipped in
desk-audit-broken-remade = Link { $link } fits the ones beside it, but is not the one that was signed: somebody made the chain anew.
desk-audit-broken-cut = The chain ends at link { $link }, before what was signed: its end was cut off.
desk-audit-broken-tip = How far the chain reaches is not signed with this installation’s key.{ $link }
desk-audit-broken-head = The signed head of { $link } is missing or was changed.
desk-audit-broken-stray = Entry { $link } was slipped in later: it is older than its neighbours and linked to none.
desk-act-accounts-edited = Changed an account
desk-act-accounts-factor-failed = Showed a wrong code
desk-act-accounts-factor-proved = Showed the second factor
desk-act-accounts-factor-removed = Removed the second factor
desk-act-accounts-factor-set = Set up a second factor
desk-act-accounts-link-made = Made a one-time link
desk-act-accounts-link-sent = Had a one-time link sent
desk-act-accounts-password-set = Set a password
desk-act-accounts-recovery-renewed = Made new recovery codes
desk-act-accounts-sessions-ended = Ended sessions
desk-act-accounts-sign-in-failed = Failed to sign in
desk-act-accounts-signed-in = Signed in
desk-act-accounts-signed-out = Signed out
trail-look-made = Made your registration
