# 세션 종류
agenda-kind-session = 세션
agenda-kind-keynote = 기조연설
agenda-kind-panel = 패널 토론
agenda-kind-ceremony = 행사
agenda-kind-break = 휴식
agenda-kind-meal = 식사
agenda-kind-film = 영화 상영
agenda-kind-registration = 도착 및 등록
agenda-kind-other = 기타

# 세션 상태
agenda-state-draft = 일정 미정
agenda-state-scheduled = 일정 확정
agenda-state-released = 공개
agenda-state-held = 종료
agenda-state-cancelled = 취소

# 세션에서 맡은 역할
agenda-role-chair = 좌장
agenda-role-moderator = 사회
agenda-role-host = 진행
agenda-role-opening = 개회사
agenda-role-welcome = 환영사
agenda-role-congratulation = 축사
agenda-role-keynote = 기조연설
agenda-role-speaker = 발표
agenda-role-panel = 패널
agenda-role-discussant = 토론
agenda-role-other = 참여

# 거절 사유
agenda-title-missing = 제목을 한 언어 이상 입력하십시오.
agenda-ends-before-start = 종료 시각은 시작 시각보다 늦어야 합니다. 두 시각을 확인하십시오.
agenda-outside-days = 세션 날짜는 { $first }부터 { $last }까지, 곧 포럼 기간과 그 앞뒤 2주 안에서 고르십시오.
agenda-room-unknown = 이 포럼에 없는 장소입니다. 포럼의 장소 중에서 고르십시오.
agenda-track-unknown = 이 포럼에 없는 분과입니다. 포럼의 분과 중에서 고르십시오.
agenda-speaker-unknown = 이 포럼에 없는 연사입니다. 포럼의 연사 중에서 고르십시오.
agenda-speaker-twice = 한 사람이 같은 역할로 두 번 적혀 있습니다. 역할마다 한 번만 적으십시오.
agenda-too-many-people = 한 세션에는 { $max }명까지 적을 수 있습니다. 인원을 줄이십시오.
agenda-room-taken = { $no ->
    [0] 그 시간에 다른 세션이 이 장소를 씁니다. 다른 장소나 시간을 고르십시오.
   *[other] 그 시간에 { $no }번 세션이 이 장소를 씁니다. 다른 장소나 시간을 고르십시오.
}
agenda-capacity-invalid = 좌석 수는 0부터 { $max }까지의 정수여야 합니다.
agenda-move-refused = 끝났거나 취소된 세션은 이렇게 바꿀 수 없습니다.
agenda-forum-over = 종료되거나 취소된 포럼은 바꿀 수 없습니다.
agenda-version-stale = 그사이 다른 사람이 이 세션을 바꾸었습니다. 다시 불러온 뒤 변경하십시오.
agenda-zone-unknown = “{ $name }”은(는) 알 수 없는 시간대입니다. Asia/Seoul이나 Europe/Brussels처럼 적으십시오.
agenda-import-outside-days = { $line }번째 줄: { $id } 세션의 날짜({ $day })가 포럼 기간({ $first }~{ $last })을 벗어납니다. 포럼 기간을 바꾸거나 이 포럼의 파일을 올리십시오.

# 가져오기에서 알아 둘 점
agenda-note-venue-made = 포럼에 장소가 없어 파일의 “{ $detail }”을(를) 장소로 만들었습니다.
agenda-note-namesake-hidden = ‘{ $detail }’이라는 이름의 비공개 연사가 이미 있어, 파일에서 온 연사도 비공개로 두었습니다. 다른 분이라면 데스크의 연사 페이지에서 공개하십시오.
agenda-note-overlap-accepted = 파일의 세션이 같은 장소의 기존 세션과 시간이 겹칩니다. 둘 다 두었습니다({ $detail }).
agenda-note-session-kept = 앞서 가져온 세션 { $detail }개가 이 파일에 없습니다. 지우지 않고 두었습니다.
agenda-note-links-left-out = 세션의 링크 { $detail }개는 가져오지 않았습니다.
agenda-note-not-recorded = 녹화하지 말라는 세션이 { $detail }개 있습니다. 아직 이곳에 남지 않으니 녹화 담당자에게 알리십시오.

# 일정 피드: 달력과 표
agenda-feed-part = { $role }: { $name }
agenda-feed-part-titled = { $role }: { $name }({ $title })
agenda-feed-illustrative = 이 세션의 시간은 예시입니다.
agenda-feed-column-no = 번호
agenda-feed-column-guid = 고유번호
agenda-feed-column-day = 날짜
agenda-feed-column-start = 시작
agenda-feed-column-end = 종료
agenda-feed-column-title = 제목
agenda-feed-column-title-en = 영문 제목
agenda-feed-column-subtitle = 부제
agenda-feed-column-kind = 종류
agenda-feed-column-track = 분과
agenda-feed-column-room = 장소
agenda-feed-column-speakers = 연사
agenda-feed-column-languages = 언어
agenda-feed-column-interpretation = 통역
agenda-feed-column-abstract = 초록
agenda-feed-column-url = 링크
