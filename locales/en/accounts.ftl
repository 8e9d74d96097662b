# Signing in
accounts-sign-in-title = Sign in to the desk
accounts-sign-in-lead = For organizers and the people who run this service. If you registered for a forum you need no account: your own link is in the letter we sent you.
accounts-with-password = With your password
accounts-email = E-mail
accounts-password = Password
accounts-sign-in = Sign in
accounts-with-link = With a one-time link
accounts-link-hint = If you have no password yet, or have forgotten it, we send you a letter with a link that signs you in once.
accounts-send-link = Send me a link
accounts-sent-title = Look in your mailbox
accounts-sent-lead = If the address you gave belongs to an account, a letter with a link is on its way to it. The link lasts one hour and works once.
accounts-sent-hint = No letter after five minutes? Look among your unwanted mail, and check that you gave the address you work here with. We send at most three letters an hour to one address.
accounts-back-to-sign-in = Back to signing in

# Coming in by a link
accounts-enter-title = Sign in with your link
accounts-enter-lead = This link works once. Press the button to sign in on this device.
accounts-enter = Sign in on this device

# The password
accounts-password-title = Choose a password
accounts-password-change-title = Change your password
accounts-password-account = Account
accounts-password-new = New password
accounts-password-again = New password again
accounts-password-current = Current password
accounts-password-forgotten = Forgotten it? Sign out, ask for a one-time link, and come back here within an hour: then it is not needed.
accounts-password-rules = { $min } characters or more, anything you like: a few words you alone would put together are better than one word with signs in it.
accounts-password-effect = Other devices on which you are signed in will be signed out.
accounts-password-set = Set password
accounts-password-later = Not now: go to the desk
accounts-sign-out = Sign out

# What can be wrong
accounts-bad-credentials = The e-mail address and the password do not belong together. Check both, or have a one-time link sent to you.
accounts-link-spent = This link has been used already, or is too old. Have a new one sent to you.
accounts-busy = Many people are signing in at this moment. Please try again in a few seconds.
accounts-wrong-current = This is not your current password. Check it and type it again.
accounts-no-session = A password can be set only by somebody who is signed in with a browser.
accounts-password-short =
    { $found ->
        [one] That is { $found } character: a password needs { $min } or more.
       *[other] Those are { $found } characters: a password needs { $min } or more.
    }
accounts-password-long = Those are { $found } characters: a password can have { $max } at most.
accounts-password-plain = Use at least { $min } different characters.
accounts-password-common = This is one of the passwords that are tried first. Choose another.
accounts-password-personal = This holds little more than your name or e-mail address. Choose something others can not guess.
accounts-password-differs = The two are not the same. Type the new password again.
accounts-token-reach = An admin token is for the whole installation and takes no forum; every other token needs one forum.
accounts-token-days = A token can live for 1 to 365 days.
accounts-token-label = Give the token a name of 1 to 60 characters, such as the program it is for.
accounts-token-disabled = The program of this name was shut out. Choose another name.

# The letter
accounts-letter-link-subject = Your link to sign in
accounts-letter-link-preview = It lasts one hour and works once.
accounts-letter-link-why = We send this only to people who asked for a link to the desk. If you did not ask, you need not do anything: nobody comes in without this link, so do not pass it on.
