# The change log of the programme, and a reader's own agenda
changes-about = What has changed in the programme of { $forum }.
changes-added =
    { $count ->
        [one] { $count } session was added.
       *[other] { $count } sessions were added.
    }
changes-first =
    { $count ->
        [one] The programme was published, with { $count } session.
       *[other] The programme was published, with { $count } sessions.
    }
changes-none = No programme has been published yet.
changes-nothing = Nothing that the programme shows has changed.
changes-release = Release { $number }
changes-restores = Brings back release { $number }
changes-session = Session { $no }
changes-title = Changes to the programme
programme-release = Changes up to release { $number } ({ $at })
mine-add = Add to my agenda
mine-clash = At the same time as: { $titles }
mine-clear = Clear my agenda
mine-cookie = Your browser blocks cookies, so nothing was added. Allow them and add the session again.
mine-done-added = Added to your agenda.
mine-done-cleared = Your agenda is empty now.
mine-done-full = Your agenda holds up to { $most } sessions. Remove one, then add this one again.
mine-done-removed = Removed from your agenda.
mine-empty = You have not chosen any sessions yet. Open a session in the programme and press “Add to my agenda”.
mine-gone = Session { $no }
mine-gone-why = No longer in the programme.
mine-ics = Download as calendar file (.ics)
mine-kept = What you choose is kept in this browser only.
mine-kept-briefly = What you choose is kept in this browser only, until you close it.
mine-lead = Choosing a session here does not hold a seat. Register to take one.
mine-off = Cancelled
mine-remove = Remove
mine-see = See my agenda
mine-title = My agenda
