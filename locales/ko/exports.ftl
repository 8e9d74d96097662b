## 참가자 명단: 파일 안의 말
exports-title = 참가자 명단 · { $forum }
exports-file = 참가자명단
exports-sheet-list = 명단
exports-sheet-about = 이 파일에 대하여
exports-about-forum = 포럼
exports-about-purpose = 이용 목적
exports-about-who = 내려받은 사람
exports-about-operator = 운영자(명령줄)
exports-about-when = 내려받은 때
exports-about-state = 대상
exports-about-session = 세션 번호
exports-about-category = 참가 구분
exports-about-rows = 인원
exports-about-note = 유의 사항
exports-about-care = 개인정보가 들어 있습니다. 적힌 목적으로만 쓰고, 목적을 이루면 바로 지워 주십시오. 내려받은 기록은 보존됩니다.

exports-column-reference = 신청 번호
exports-column-badge-name = 명찰 이름
exports-column-name = 이름
exports-column-name-latin = 로마자 이름
exports-column-affiliation = 소속·직위
exports-column-category = 참가 구분
exports-column-state = 상태
exports-column-email = 이메일
exports-column-language = 안내 언어
exports-column-needs = 필요한 지원
exports-column-sessions = 세션
exports-column-registered-at = 신청한 때 ({ $zone })
exports-column-verified = 주소 확인

exports-everyone = 모두
exports-confirmed = 확정
exports-waitlisted = 대기
exports-withdrawn = 취소
exports-cancelled = 주최 측 취소
exports-other = 기타
exports-requested = 승인 대기
exports-yes = 예
exports-no = 아니요
exports-need-wheelchair = 휠체어석
exports-need-sign-language = 수어 통역
exports-need-captions = 문자 통역
exports-need-interpretation-ko = 한국어 통역
exports-need-interpretation-en = 영어 통역

## 명단을 만들지 못한 까닭
exports-unknown-session = { $session }번은 좌석을 신청받는 세션이 아닙니다. 세션 번호를 확인해 주십시오.
exports-unknown-category = ‘{ $category }’라는 참가 구분이 없습니다. 참가 구분을 확인해 주십시오.
exports-too-large = 엑셀 시트 하나에 다 담을 수 없습니다. 대상을 줄이거나 CSV로 내려받아 주십시오.
exports-disk = 서버 디스크에 자리가 없어 명단을 만들지 못했습니다. 잠시 뒤에 다시 해 보시고, 계속되면 운영자에게 알려 주십시오.
