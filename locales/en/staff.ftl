# Menu and list
staff-nav = Staff
staff-title = Staff
staff-lead = Who works on this forum, and as what. A role taken away ends at once, on open pages too; everything given and taken stays in the log.
staff-house-title = System administrators
staff-house-lead = They reach every forum and every setting. Have as few as you can: whoever works on one forum only is better invited as staff of that forum.
staff-caption = Who works here now
staff-none = Nobody yet. Whoever you invite will stand here.
staff-who = Who
staff-you = you
staff-role = Role
staff-since = Since
staff-by = Given by
staff-by-operator = the operator
staff-safety = Signing in
staff-invited = Invited, has not come in yet
staff-with-factor = With a second factor
staff-without-factor = With a password only
staff-change = Change role
staff-remove = Remove role
staff-again = Send invitation again
staff-former = Former staff
staff-ended = Until
staff-until = { $at }, by { $by }
staff-categories-gone = Only categories that are gone: sees nobody
staff-done-invited = The role is given, and a letter is on its way.
staff-done-again = The invitation was sent again. The link in the earlier letter opens nothing now.
staff-done-changed = The role is changed.
staff-done-removed = The role is removed.

# Roles
staff-role-admin = System administrator
staff-role-admin-may = Reaches every forum, everybody and every setting.
staff-role-owner = Forum owner
staff-role-owner-may = Does everything at the forum, and says who works on it.
staff-role-organizer = Organizer
staff-role-organizer-may = Looks after the forum, its agenda, people and letters, and takes attendance lists out.
staff-role-protection = Data protection officer
staff-role-protection-may = Sees people and the log, takes the log out and signs its monthly review. Changes nothing.
staff-role-clerk = Registration clerk
staff-role-clerk-may = Finds people, changes and cancels their registrations. Can be kept to some categories.
staff-role-agenda = Agenda editor
staff-role-agenda-may = Writes sessions and speakers and releases the agenda. Sees no registrations.
staff-role-reader = Reader
staff-role-reader-may = Sees how the forum stands, in figures. Sees no registrations.
staff-role-door = Door
staff-role-door-may = Checks people in at the doors. Opens nothing else of the desk.

# Inviting and changing
staff-invite = Invite
staff-invite-title = Invite somebody to work here
staff-invite-admin-title = Invite a system administrator
staff-change-title = Change a role
staff-email = E-mail
staff-email-hint = Their own address at work. With an address that several people share, the log could not tell who did what.
staff-name = Name
staff-name-hint = As shown in the desk.
staff-categories = Categories of a registration clerk
staff-categories-hint = For clerks alone: they see and change only people of the categories chosen here.
staff-categories-all = All categories
staff-categories-some = Only those ticked
staff-no-category = Tick at least one category.
staff-letter-lang = Language of the letter
staff-invite-note = The role holds at once. Who is new gets a link that works once within a week; who has a password already is told of the role.
staff-change-note = This holds at once. Who has a second factor will be asked for a code once more.
staff-remove-title = Remove the role of { $who }?
staff-remove-lead = The role “{ $role }” ends at once, on open pages too. The log of what they did stays, and they can be invited again.

# Codes
staff-code = Code
staff-code-title = Second factor
staff-code-lead = Type the six digits that your authenticator app shows.
staff-code-again = This is important, so we ask once more: type the six digits that your authenticator app shows now.
staff-code-hint = Six digits from the app, or a recovery code from paper. Each works once.
staff-code-go = Go on
staff-code-lost = Lost your phone? Use a recovery code. If you have none left, ask whoever runs the server.
staff-factor = Second factor
staff-factor-title = Set up a second factor
staff-factor-needed = Roles that take out people’s data or say who works here need a second factor. Even with your password, nobody comes in without your phone.
staff-factor-free = Even with your password, nobody comes in without your phone.
staff-factor-scan = 1. Add it to an authenticator app
staff-factor-apps = Scan this code with an app such as Google Authenticator, Microsoft Authenticator or 2FAS.
staff-factor-qr = QR code for your authenticator app
staff-factor-type = If you can not scan it, type these letters into the app:
staff-factor-open = Open in an app on this device
staff-factor-prove = 2. Type what the app shows
staff-factor-code-hint = Six digits; they change every 30 seconds.
staff-factor-set = Set up second factor
staff-factor-none = Not set up yet.
staff-factor-remove = Remove second factor
staff-factor-remove-needed = For when you have a new phone. The recovery codes go with it, your other devices are signed out, and you set up a new one before you can work on.
staff-factor-remove-free = The recovery codes go with it, and your other devices are signed out.
staff-recovery-title = Recovery codes
staff-recovery-lead = Use one of these in place of a code when you can not use your phone. Each works once. Print them or write them down, and keep them in a safe place.
staff-recovery-once = They are shown this once. Recovery codes you had before open nothing now.
staff-recovery-kept = I have kept them
staff-recovery-left =
    { $left ->
        [one] One recovery code is left.
       *[other] { $left } recovery codes are left.
    }
staff-recovery-renew = Make new recovery codes

# My account
staff-account-title = My account
staff-account-name-hint = What you are called in the desk.
staff-account-lang = Language of letters
staff-account-lang-hint = The language of the pages is changed below the menu.
staff-account-password = Change password
staff-account-password-known = Changing it signs your other devices out.
staff-account-password-none = You have none yet and can come in by one-time links only.
staff-account-saved = Saved.
staff-account-ended = Signed out.
staff-account-password-set = The password is set.
staff-account-factor-removed = The second factor is removed.
staff-sessions = Signed-in devices
staff-sessions-lead = If you do not know one of them, sign it out and change your password.
staff-session-device = Device
staff-session-network = Network
staff-session-since = Signed in
staff-session-seen = Last used
staff-session-own = This device
staff-session-unknown = Unknown
staff-session-end = Sign out
staff-sessions-end = Sign all other devices out

# What can be wrong
accounts-wrong-code = That is not the code, or it was used already. Wait until the app shows another, and type that.
accounts-session-over = You are signed out. Please sign in again.
accounts-factor-set-already = A second factor is set up already.
accounts-password-guessable = This is easy to guess. Put three or four words together that have nothing to do with each other.
accounts-role-reach = This role can not be given here.
accounts-role-held = They hold this role already.
accounts-last-owner = A forum keeps at least one owner who has come in. Make somebody else an owner first, and wait until they have signed in.
accounts-last-admin = There must be at least one system administrator who has come in. Invite somebody else first, and wait until they have signed in.
accounts-came-in = They have come in already and set a password: there is no need to invite them again.
accounts-invited-lately = They were sent an invitation a moment ago, or three within a day. Nothing was changed; try again in ten minutes, or tomorrow.
accounts-disabled = The account of this address has been shut. Only whoever runs the server can open it again.
web-proof-needed = A second factor comes first: type a code in the desk, then try again.

# The log
desk-act-accounts-role-ended = Took a role away
desk-act-accounts-invitation-sent = Sent an invitation
desk-act-accounts-added = Added an account
desk-detail-role = role

# The invitation
desk-letter-accounts-invitation = Invitation of staff
staff-letter-subject = Your role at { $house }
staff-letter-lead = You have been given the role “{ $role }” at { $house }.
staff-letter-enter = Enter the desk
staff-letter-enter-note = The link lasts one week from when this letter was sent, and works once. You will choose a password and, where the role takes one, set up a second factor.
staff-letter-sign-in = Open the sign-in page
staff-letter-sign-in-note = Sign in with the e-mail address and the password you have.
staff-letter-why = This letter goes to people to whom a forum’s owner or an administrator gave a role. If you know nothing of it, do not open the link, and pass this letter on to nobody.
