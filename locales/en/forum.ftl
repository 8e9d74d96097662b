forum-field-email = E-mail
forum-field-name = Full name
forum-field-name-latin = Name in Latin letters
forum-field-badge-name = Name on the badge
forum-field-affiliation = Affiliation
forum-field-category = Category
forum-field-language = Language of letters
forum-field-sessions = Sessions
forum-field-consents = Consents

forum-state-draft = Draft
forum-state-published = Published
forum-state-running = Running
forum-state-closed = Closed
forum-state-cancelled = Cancelled
forum-state-purged = Purged

forum-band-general = General
forum-band-student = Student
forum-band-civil = Civil society
forum-band-press = Press
forum-band-diplomatic = Diplomatic
forum-band-speaker = Speaker
forum-band-staff = Staff
forum-band-vip = VIP

forum-slug-taken = Another forum has the address “{ $slug }”. Choose another one.
forum-slug-fixed = The address of a published forum can not be changed.
forum-days-out-of-order = The forum must end after it begins, and last no longer than 100 days.
forum-window-out-of-order = Registration must close after it opens.
forum-zone-fixed = Sessions have hours by now, so the time zone can not be changed.
forum-stale = Someone else changed this forum in the meantime. Look at it as it is now and save again.
forum-not-editable = A forum that is closed or cancelled can not be changed.
forum-illegal-move = The forum can not do that from where it stands.
forum-category-code-taken = There is a category with this code already. Choose another code.
forum-category-in-use = Someone is registered in this category, so it can not be removed.
forum-room-in-use = A session is held in this room, so it can not be removed. Move the session first.
forum-consent-twice = There is a consent text for this purpose already.

forum-missing-title = Give the forum a name in each of its languages.
forum-missing-venue = Add at least one venue.
forum-missing-window = Say when registration opens and closes.
forum-missing-category = Add at least one category of attendees.
forum-missing-category-name = Name each category in each of the forum’s languages.
forum-missing-privacy = Add the required consent to the use of personal information.
forum-missing-consent-text = Give each consent text a title and a body in each of the forum’s languages.

field-code = Start with a small letter and use 2 to 32 small letters, digits, hyphens or underscores.
