## The desk's menu
desk-nav-overview = Overview
desk-nav-sessions = Sessions
desk-nav-settings = Settings
desk-nav-people = People
desk-nav-export = Attendance lists
desk-nav-letters = Letters
desk-nav-audit = Log

## The forums
desk-forums-title = Forums
desk-forums-none = You have no forum yet.
desk-forum-new = Make a new forum
desk-state-draft = Draft
desk-state-published = Published
desk-state-running = Under way
desk-state-closed = Closed
desk-state-cancelled = Called off
desk-state-purged = Erased
