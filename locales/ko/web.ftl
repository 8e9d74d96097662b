## 모든 화면의 틀
web-brand = 마당
web-desk = 마당 데스크
web-lang-own = 한국어
web-lang-ko = 한국어
web-lang-en = 영어
web-skip = 본문으로 바로 가기
web-exit = 이 페이지 나가기
web-exit-two = Shift 키를 두 번 더 누르면 이 페이지를 나갑니다.
web-exit-one = Shift 키를 한 번 더 누르면 이 페이지를 나갑니다.
web-nav = 포럼 메뉴
web-nav-overview = 개요
web-nav-programme = 프로그램
web-nav-speakers = 연사
web-nav-venue = 오시는 길
web-nav-mine = 내 신청
web-sample = 예시
web-sample-label = 예시 안내
web-notice-label = 꼭 읽어 주십시오
web-foot-privacy = 개인정보 처리방침
web-foot-access = 접근성
web-foot-help = 도움말과 문의
web-foot-guide = 도움말
web-foot-zone = 표시된 시각은 모두 { $zone }입니다.
web-foot-exit = 이 페이지를 급히 벗어나려면 Shift 키를 세 번 누르십시오.
web-foot-house = 마당은 포럼의 참가 신청을 받는 곳입니다.
web-theme = 화면 색
web-theme-system = 자동
web-theme-light = 밝게
web-theme-dark = 어둡게
web-theme-contrast = 고대비
web-desk-nav = 데스크 메뉴
web-admin = 관리자
web-sign-out = 로그아웃

## 양식과 목록
web-errors = 다음 { $count }가지를 고쳐 주십시오
web-error = 오류:
web-fault-title = 오류: { $title }
web-optional = (선택)
web-change = 변경
web-back = 이전
web-step = { $of }단계 중 { $at }단계
web-pages = 페이지
web-pages-first = 처음으로
web-pages-next = 다음

## 메일
web-letter-why = 이 메일은 신청하신 분께만 보냅니다. 신청하지 않으셨다면 아무것도 하지 않으셔도 됩니다.
web-letter-contact = 문의
web-letter-copy = 버튼이 눌리지 않으면 이 주소를 복사해 여십시오.

## 오류 화면
web-fault-status = 오류 { $status }
web-fault-reference = 문의하실 때 이 번호를 알려 주십시오: { $reference }
web-fault-home = 처음으로 가기
web-fault-desk = 데스크로 가기
web-fault-return = 이전 화면으로 돌아가기
web-fault-again = 다시 시도하기
web-fault-sign-in = 로그인하기

web-status-400 = 요청을 읽을 수 없습니다
web-status-401 = 로그인이 필요합니다
web-status-403 = 볼 수 있는 권한이 없습니다
web-status-404 = 찾으시는 페이지가 없습니다
web-status-405 = 이 주소에서는 할 수 없는 일입니다
web-status-409 = 지금은 그렇게 할 수 없습니다
web-status-410 = 더 이상 없는 페이지입니다
web-status-412 = 그사이 내용이 바뀌었습니다
web-status-413 = 보내신 내용이 너무 큽니다
web-status-415 = 받을 수 없는 형식입니다
web-status-421 = 다른 이름의 서버입니다
web-status-422 = 고쳐야 할 곳이 있습니다
web-status-428 = 어느 판을 고치는지 알려 주셔야 합니다
web-status-429 = 요청이 너무 잦습니다
web-status-500 = 저희 쪽에서 문제가 생겼습니다
web-status-503 = 잠시 쉬고 있습니다

web-invalid = 적으신 내용에 고칠 곳이 있습니다. 이전 화면으로 돌아가 고쳐 주십시오.
web-malformed = 요청의 형식이 맞지 않습니다({ $detail }). 이전 화면으로 돌아가 다시 보내 주십시오.
web-unauthenticated = 이 페이지를 보시려면 먼저 로그인해 주십시오.
web-forbidden = 이 일을 할 권한이 없거나, 다른 사이트에서 보낸 요청입니다. 권한이 필요하시면 관리자에게 문의해 주십시오.
web-not-found = 주소가 잘못되었거나 페이지가 옮겨졌습니다. 메일에 든 주소라면 끝까지 복사되었는지 확인해 주십시오.
web-method = 이 주소는 그런 요청을 받지 않습니다. 이전 화면으로 돌아가 주십시오.
web-host = 이 서버는 입력하신 주소 이름으로는 답하지 않습니다. 안내 메일이나 담당자가 알려 드린 주소로 접속해 주십시오.
web-too-large = { $kilobytes ->
    [0] 받을 수 있는 크기를 넘었습니다. 내용을 줄여 다시 보내 주십시오.
   *[other] 한 번에 { $kilobytes }KB까지 받을 수 있습니다. 내용을 줄여 다시 보내 주십시오.
}
web-busy = { $seconds }초 뒤에 다시 시도해 주십시오. 적으신 내용은 이전 화면에 남아 있습니다.
web-stale = 보고 계신 동안 다른 사람이 내용을 고쳤습니다. 새로 고친 뒤 다시 해 주십시오.
web-version-needed = 고치기 전의 판을 If-Match 헤더에 적어 주십시오.
web-unavailable = 데이터베이스에 연결할 수 없습니다. 잠시 뒤에 다시 시도해 주십시오. 접수된 신청은 안전하게 남아 있습니다.
web-broken = 문제를 기록했습니다. 잠시 뒤에 다시 시도해 주십시오. 같은 일이 이어지면 아래 번호와 함께 알려 주십시오.

## 열리지 않는 내 신청 주소
web-link-gone-title = 이 주소로 열리는 신청이 없습니다
web-link-gone = 주소가 끝까지 복사되지 않았거나, 새 주소로 바뀌었습니다. 가장 최근에 받으신 메일의 주소를 써 보시고, 메일을 찾을 수 없으면 다시 받으십시오.
web-link-again = 내 신청 주소 다시 받기
