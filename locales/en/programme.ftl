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
