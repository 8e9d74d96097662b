## 공개된 일정이 바뀌어 겹치게 된 좌석
registration-overlap-title = 시간이 겹치게 된 세션
registration-overlap-open = ‘{ $first }’와(과) ‘{ $second }’ 가운데 참석하실 세션 고르기
registration-overlap-why = 주최 측이 일정을 바꾸어 두 세션의 시간이 겹칩니다. 지금은 두 좌석 모두 그대로 있습니다.
registration-overlap-by = { $by }까지 정하실 수 있습니다.
registration-overlap-which = 어느 좌석을 남기시겠습니까?
registration-overlap-keep = ‘{ $session }’ 좌석을 남깁니다
registration-overlap-keep-note = 다른 쪽 좌석은 기다리는 분께 돌아갑니다.
registration-overlap-both = 두 좌석 모두 남깁니다
registration-overlap-both-note = 한쪽에는 늦게 들어가거나 일찍 나오셔야 합니다.
registration-overlap-do = 이대로 정하기
registration-overlap-nothing = 지금 고르실 것이 없습니다. 이미 정하셨거나, 기한이 지났거나, 두 세션이 더는 겹치지 않습니다.
registration-overlap-back = 내 신청 보기
registration-overlap-otherwise-both = 답하지 않으시면 두 좌석 모두 그대로 둡니다.
registration-overlap-otherwise-booked = 답하지 않으시면 먼저 신청하신 좌석을 남기고 다른 좌석은 돌려받습니다.
registration-overlap-otherwise-starting = 답하지 않으시면 먼저 시작하는 세션의 좌석을 남기고 다른 좌석은 돌려받습니다.
registration-overlap-over = 지금은 고르실 수 없습니다. 이미 정해졌거나 기한이 지났습니다.
registration-done-overlap = 고르신 대로 정했습니다.

registration-letter-overlap-choose = ‘{ $first }’와(과) ‘{ $second }’ 가운데 고르기({ $by }까지)
registration-letter-overlap-choose-discreet = 겹치는 두 자리 가운데 고르기({ $by }까지)
registration-letter-overlap-chosen = 고르신 대로 좌석을 돌려받았습니다
registration-letter-overlap-chosen-intro = 시간이 겹치던 세션 가운데 다음 좌석을 돌려받았습니다.
registration-letter-overlap-settled = 시간이 겹치던 좌석을 정리했습니다
registration-letter-overlap-settled-intro = 정해 주신 기한이 지나, 안내해 드린 대로 다음 좌석을 돌려받았습니다.

desk-letter-registration-overlap-settled = 겹친 좌석 정리
desk-act-registration-overlap-answered = 겹친 좌석 가운데 골랐습니다
desk-act-registration-overlap-rule-set = 겹친 좌석의 처리 방법을 정했습니다
desk-act-registration-overlap-settled = 겹친 좌석을 정리했습니다

desk-overlaps-title = 겹친 좌석
desk-overlaps-lead = 일정을 바꾸어 공개하면 한 사람이 가진 좌석이 서로 겹칠 수 있습니다. 좌석은 모두 그대로 두고, 어느 쪽을 남길지 본인에게 메일로 묻습니다.
desk-overlaps-told = 여기서 바꾼 내용은 앞으로 묻는 분께만 적용됩니다. 이미 메일을 받은 분께는 그 메일에서 안내한 대로 합니다.
desk-overlaps-rule = 기한까지 답이 없으면
desk-overlaps-both = 두 좌석 모두 둡니다
desk-overlaps-both-note = 빈자리가 생기지 않지만 아무도 좌석을 잃지 않습니다.
desk-overlaps-booked = 먼저 신청한 좌석을 남깁니다
desk-overlaps-booked-note = 다른 좌석은 기다리는 분께 바로 갑니다.
desk-overlaps-starting = 먼저 시작하는 세션의 좌석을 남깁니다
desk-overlaps-starting-note = 다른 좌석은 기다리는 분께 바로 갑니다.
desk-overlaps-hours = 묻는 시간
desk-overlaps-hours-hint = 1시간에서 720시간까지. 세션이 그 전에 시작하면 시작할 때까지 묻습니다.
