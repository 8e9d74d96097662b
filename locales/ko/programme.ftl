# 프로그램의 변경 내역, 내 일정
changes-about = { $forum } 프로그램에서 바뀐 내용입니다.
changes-added = 세션 { $count }개를 새로 편성했습니다.
changes-first = 프로그램을 처음 공개했습니다. 세션은 { $count }개입니다.
changes-none = 아직 공개한 프로그램이 없습니다.
changes-nothing = 프로그램에 보이는 내용은 바뀌지 않았습니다.
changes-release = { $number }차 공개
changes-restores = { $number }차 공개 내용으로 되돌림
changes-session = { $no }번 세션
changes-title = 프로그램 변경 내역
programme-release = { $number }차 공개({ $at }) 변경 내역
