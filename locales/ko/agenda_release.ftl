# 공개된 변경 내역
agenda-change-added = 새로 편성: { $at }
agenda-change-taken-out = 프로그램에서 제외
agenda-change-cancelled = 취소
agenda-change-moved = 시간·장소 변경: { $from } → { $to }
agenda-change-time = 시간 변경: { $from } → { $to }
agenda-change-room = 장소 변경: { $from } → { $to }
agenda-change-retitled = 제목 변경: “{ $from }” → “{ $to }”
agenda-change-joined = 참여자 추가: { $names }
agenda-change-left = 참여자 제외: { $names }
agenda-change-languages = 진행 언어 변경: { $spoken }
agenda-change-languages-interpreted = 진행 언어 변경: { $spoken }(통역: { $interpreted })
agenda-change-described = 소개 내용 변경
agenda-no-room = 장소 미정

# 초안에서 맞지 않는 점
agenda-clash-room = { $no }번 세션과 { $other }번 세션이 같은 시간에 같은 장소({ $room })를 씁니다.
agenda-clash-speaker = { $name } 님이 같은 시간에 { $no }번 세션과 { $other }번 세션에 모두 참여합니다.
agenda-clash-walk = { $name } 님이 { $no }번 세션에서 { $other }번 세션의 장소로 옮길 시간이 { $minutes }분뿐입니다.
agenda-clash-outside-days = { $no }번 세션의 날짜가 포럼 기간을 벗어납니다.
agenda-clash-room-small = { $no }번 세션의 장소는 { $size }석인데 신청 정원은 { $seats }명입니다.

# 공개할 수 없는 까닭
agenda-release-clashes = 같은 시간에 같은 장소를 쓰는 세션이 { $count }쌍 있어 공개하지 않았습니다({ $sessions }). 시간이나 장소를 바꾸거나 겹침을 승인한 뒤 다시 공개하십시오.
agenda-session-unknown = 이 포럼에 { $no }번 세션이 없습니다. 번호를 확인하십시오.
agenda-nothing-to-release = 새로 공개할 변경이 없습니다.
