forum-field-email = 이메일
forum-field-name = 성명
forum-field-name-latin = 영문 성명
forum-field-badge-name = 명찰 표기
forum-field-affiliation = 소속
forum-field-category = 참가 구분
forum-field-language = 안내 언어
forum-field-sessions = 신청할 세션
forum-field-consents = 동의

forum-state-draft = 작성 중
forum-state-published = 공개
forum-state-running = 진행 중
forum-state-closed = 종료
forum-state-cancelled = 취소
forum-state-purged = 파기

forum-band-general = 일반
forum-band-student = 학생
forum-band-civil = 시민사회
forum-band-press = 언론
forum-band-diplomatic = 외교
forum-band-speaker = 연사
forum-band-staff = 운영
forum-band-vip = 귀빈

forum-slug-taken = “{ $slug }” 주소는 다른 포럼이 쓰고 있습니다. 다른 주소를 입력하십시오.
forum-slug-fixed = 이미 공개한 포럼의 주소는 바꿀 수 없습니다.
forum-days-out-of-order = 마치는 때가 시작하는 때보다 늦어야 하며, 기간은 100일을 넘을 수 없습니다.
forum-window-out-of-order = 신청 마감은 신청 시작보다 늦어야 합니다.
forum-zone-fixed = 시간이 정해진 세션이 있어 시간대를 바꿀 수 없습니다.
forum-stale = 그사이 다른 사람이 이 포럼을 고쳤습니다. 지금 내용을 확인하고 다시 저장하십시오.
forum-not-editable = 종료하거나 취소한 포럼은 고칠 수 없습니다.
forum-illegal-move = 포럼의 지금 상태에서는 할 수 없는 일입니다.
forum-category-code-taken = 같은 코드의 참가 구분이 이미 있습니다. 다른 코드를 입력하십시오.
forum-category-in-use = 신청자가 있는 참가 구분은 지울 수 없습니다.
forum-room-in-use = 세션이 열리는 방은 지울 수 없습니다. 세션의 방을 먼저 바꾸십시오.
forum-consent-twice = 같은 목적의 동의문이 이미 있습니다.

forum-missing-title = 포럼 이름을 모든 언어로 입력하십시오.
forum-missing-venue = 장소를 하나 이상 입력하십시오.
forum-missing-window = 참가 신청의 시작과 마감을 입력하십시오.
forum-missing-category = 참가 구분을 하나 이상 추가하십시오.
forum-missing-category-name = 참가 구분의 이름을 모든 언어로 입력하십시오.
forum-missing-privacy = 개인정보 수집·이용 동의(필수)를 추가하십시오.
forum-missing-consent-text = 동의문의 제목과 내용을 모든 언어로 입력하십시오.

field-code = 영문 소문자로 시작해 소문자, 숫자, 하이픈(-), 밑줄(_)로 2~32자를 입력하십시오.
