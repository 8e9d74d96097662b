## Seats that overlap since the programme changed
registration-overlap-title = Sessions that now overlap
registration-overlap-open = Choose between “{ $first }” and “{ $second }”
registration-overlap-why = The organizer changed the programme, and these two sessions now overlap. Both seats are still yours.
registration-overlap-by = You can choose until { $by }.
registration-overlap-which = Which seat do you want to keep?
registration-overlap-keep = Keep the seat in “{ $session }”
registration-overlap-keep-note = The other seat goes to whoever waits for it.
registration-overlap-both = Keep both seats
registration-overlap-both-note = You will have to come late to one or leave the other early.
registration-overlap-do = Keep it like this
registration-overlap-nothing = There is nothing to choose now: you have chosen, the time is over, or the sessions overlap no more.
registration-overlap-back = See my registration
registration-overlap-otherwise-both = If you do not answer, both seats stay yours.
registration-overlap-otherwise-booked = If you do not answer, the seat you took first stays yours and the other is given back.
registration-overlap-otherwise-starting = If you do not answer, the seat in the session that starts first stays yours and the other is given back.
registration-overlap-over = You cannot choose now: it is settled, or the time is over.
registration-done-overlap = It is as you chose.

registration-letter-overlap-choose = Choose between “{ $first }” and “{ $second }” until { $by }
registration-letter-overlap-choose-discreet = Choose between the two that overlap until { $by }
registration-letter-overlap-chosen = You gave a seat back
registration-letter-overlap-chosen-intro = Of the sessions that overlapped, you gave back this seat.
registration-letter-overlap-settled = One of two overlapping seats was given back
registration-letter-overlap-settled-intro = The time to choose is over. As we told you, this seat was given back.

desk-letter-registration-overlap-settled = Overlapping seats settled
desk-act-registration-overlap-answered = Chose between overlapping seats
desk-act-registration-overlap-rule-set = Set what becomes of overlapping seats
desk-act-registration-overlap-settled = Settled overlapping seats

desk-overlaps-title = Overlapping seats
desk-overlaps-lead = When you release a changed programme, seats of one person may come to overlap. Every seat is kept, and the person is asked by letter which one to keep.
desk-overlaps-told = A change here holds for whoever is asked from now on; who was asked before keeps what their letter said.
desk-overlaps-rule = Without an answer in time
desk-overlaps-both = Both seats stay
desk-overlaps-both-note = Nobody loses a seat, and none becomes free.
desk-overlaps-booked = The seat taken first stays
desk-overlaps-booked-note = The other goes to whoever waits for it.
desk-overlaps-starting = The seat in what starts first stays
desk-overlaps-starting-note = The other goes to whoever waits for it.
desk-overlaps-hours = Hours to choose
desk-overlaps-hours-hint = 1 to 720. Where a session starts before that, until it starts.
