# 메뉴와 목록
staff-nav = 담당자
staff-title = 담당자
staff-lead = 이 포럼에서 일하는 사람과 그 역할입니다. 역할을 거두면 그 사람이 열어 둔 화면에서도 바로 효력이 생기고, 맡긴 일과 거둔 일은 모두 기록에 남습니다.
staff-house-title = 시스템 관리자
staff-house-lead = 모든 포럼과 설정을 다루는 사람입니다. 꼭 필요한 사람만 두십시오. 포럼 하나만 맡길 사람은 그 포럼의 담당자로 초대하시면 됩니다.
staff-caption = 지금 일하는 담당자
staff-none = 아직 담당자가 없습니다. 초대하시면 여기에 나옵니다.
staff-who = 담당자
staff-you = 본인
staff-role = 역할
staff-since = 맡긴 때
staff-by = 맡긴 사람
staff-by-operator = 서버 운영자
staff-safety = 로그인
staff-invited = 초대함, 아직 들어오지 않음
staff-with-factor = 2단계 인증 사용
staff-without-factor = 비밀번호만 사용
staff-change = 역할 바꾸기
staff-remove = 역할 거두기
staff-again = 초대 다시 보내기
staff-former = 이전 담당자
staff-ended = 끝
staff-until = { $at }, { $by }
staff-categories-gone = 지워진 참가 구분만 맡고 있어 아무도 보지 못합니다
staff-done-invited = 역할을 맡기고 메일을 보냈습니다.
staff-done-again = 초대 메일을 다시 보냈습니다. 먼저 보낸 링크는 이제 쓸 수 없습니다.
staff-done-changed = 역할을 바꾸었습니다.
staff-done-removed = 역할을 거두었습니다.

# 역할
staff-role-admin = 시스템 관리자
staff-role-admin-may = 모든 포럼과 담당자, 설정을 다룹니다.
staff-role-owner = 포럼 책임자
staff-role-owner-may = 포럼의 모든 일을 하고, 담당자를 초대하거나 역할을 거둡니다.
staff-role-organizer = 운영 담당자
staff-role-organizer-may = 포럼 정보와 일정, 참가자와 메일을 다루고 명단을 내보냅니다.
staff-role-protection = 개인정보 보호 담당자
staff-role-protection-may = 참가자 정보와 기록을 살피고, 기록을 내보내며 월별 점검에 서명합니다. 신청을 고치지는 않습니다.
staff-role-clerk = 접수 담당자
staff-role-clerk-may = 참가자를 찾아보고 신청을 고치거나 취소합니다. 맡을 참가 구분을 정할 수 있습니다.
staff-role-agenda = 일정 담당자
staff-role-agenda-may = 세션과 연사를 적고 일정을 공개합니다. 참가자는 보지 못합니다.
staff-role-reader = 열람자
staff-role-reader-may = 현황 숫자만 봅니다. 참가자는 보지 못합니다.
staff-role-door = 입장 담당자
staff-role-door-may = 행사장 입구에서 입장을 확인합니다. 운영 화면의 다른 곳은 열지 못합니다.

# 초대와 변경
staff-invite = 초대하기
staff-invite-title = 담당자 초대
staff-invite-admin-title = 시스템 관리자 초대
staff-change-title = 역할 바꾸기
staff-email = 이메일
staff-email-hint = 그 사람이 업무에 쓰는 주소를 적어 주십시오. 여러 사람이 함께 쓰는 주소로는 누가 한 일인지 기록에서 알 수 없습니다.
staff-name = 이름
staff-name-hint = 운영 화면에 표시됩니다.
staff-categories = 접수 담당자가 맡을 참가 구분
staff-categories-hint = 접수 담당자에게만 적용됩니다. 고른 구분의 참가자만 보고 고칠 수 있습니다.
staff-categories-all = 모든 참가 구분
staff-categories-some = 고른 참가 구분만
staff-no-category = 맡을 참가 구분을 하나 이상 골라 주십시오.
staff-letter-lang = 초대 메일의 언어
staff-invite-note = 역할은 바로 생깁니다. 처음 오는 분께는 일주일 동안 한 번 쓸 수 있는 링크를 보내고, 이미 비밀번호가 있는 분께는 역할이 생겼다고 알립니다.
staff-change-note = 바로 효력이 생깁니다. 2단계 인증을 쓰는 분은 인증 코드를 한 번 더 넣어야 합니다.
staff-remove-title = { $who }의 역할을 거두시겠습니까?
staff-remove-lead = ‘{ $role }’ 역할을 거둡니다. 열어 둔 화면에서도 바로 효력이 생깁니다. 그동안 한 일의 기록은 남고, 나중에 다시 초대할 수 있습니다.

# 인증 코드
staff-code = 인증 코드
staff-code-title = 2단계 인증
staff-code-lead = 인증 앱에 보이는 여섯 자리 숫자를 적어 주십시오.
staff-code-again = 중요한 일이라 한 번 더 확인합니다. 인증 앱에 지금 보이는 여섯 자리 숫자를 적어 주십시오.
staff-code-hint = 앱의 여섯 자리 숫자나, 적어 둔 복구 코드. 코드마다 한 번만 쓸 수 있습니다.
staff-code-go = 확인하기
staff-code-lost = 휴대전화를 잃어버리셨으면 복구 코드를 쓰십시오. 복구 코드도 없으면 서버 운영자에게 문의해 주십시오.
staff-factor = 2단계 인증
staff-factor-title = 2단계 인증 설정
staff-factor-needed = 참가자 정보를 내보내거나 사람을 관리하는 역할에는 2단계 인증이 필요합니다. 비밀번호가 새어 나가도 휴대전화 없이는 아무도 들어올 수 없습니다.
staff-factor-free = 비밀번호가 새어 나가도 휴대전화 없이는 아무도 들어올 수 없게 합니다.
staff-factor-scan = 1. 인증 앱에 등록하기
staff-factor-apps = Google Authenticator, Microsoft Authenticator, 2FAS 같은 인증 앱에서 아래 코드를 찍으십시오.
staff-factor-qr = 인증 앱에 등록할 QR 코드
staff-factor-type = 찍을 수 없으면 앱에 이 글자를 적으십시오.
staff-factor-open = 이 기기의 인증 앱에서 열기
staff-factor-prove = 2. 앱에 보이는 숫자 적기
staff-factor-code-hint = 여섯 자리 숫자입니다. 30초마다 바뀝니다.
staff-factor-set = 2단계 인증 설정하기
staff-factor-none = 아직 설정하지 않았습니다.
staff-factor-remove = 2단계 인증 지우기
staff-factor-remove-needed = 휴대전화를 바꾸셨을 때 쓰십시오. 지우면 복구 코드도 함께 없어지고 다른 기기에서는 로그아웃되며, 새로 설정해야 계속 일하실 수 있습니다.
staff-factor-remove-free = 지우면 복구 코드도 함께 없어지고, 다른 기기에서는 로그아웃됩니다.
staff-recovery-title = 복구 코드
staff-recovery-lead = 휴대전화를 쓸 수 없을 때 인증 코드 대신 넣는 코드입니다. 코드마다 한 번만 쓸 수 있습니다. 인쇄하거나 적어서 안전한 곳에 두십시오.
staff-recovery-once = 이 코드는 지금 한 번만 보입니다. 전에 받은 복구 코드가 있으면 이제 쓸 수 없습니다.
staff-recovery-kept = 잘 보관했습니다
staff-recovery-left = 남은 복구 코드: { $left }개
staff-recovery-renew = 복구 코드 새로 만들기

# 내 계정
staff-account-title = 내 계정
staff-account-name-hint = 운영 화면에 표시되는 이름입니다.
staff-account-lang = 메일의 언어
staff-account-lang-hint = 화면의 언어는 메뉴 아래에서 바꿉니다.
staff-account-password = 비밀번호 바꾸기
staff-account-password-known = 비밀번호를 바꾸면 다른 기기에서는 모두 로그아웃됩니다.
staff-account-password-none = 아직 비밀번호를 정하지 않아 일회용 링크로만 들어오실 수 있습니다.
staff-account-saved = 저장했습니다.
staff-account-ended = 로그아웃시켰습니다.
staff-account-password-set = 비밀번호를 저장했습니다.
staff-account-factor-removed = 2단계 인증을 지웠습니다.
staff-sessions = 로그인한 기기
staff-sessions-lead = 모르는 기기가 있으면 로그아웃시키고 비밀번호를 바꾸십시오.
staff-session-device = 기기
staff-session-network = 네트워크
staff-session-since = 로그인
staff-session-seen = 마지막 사용
staff-session-own = 지금 이 기기
staff-session-unknown = 알 수 없음
staff-session-end = 로그아웃시키기
staff-sessions-end = 다른 기기 모두 로그아웃시키기

# 무엇이 잘못되었는지
accounts-wrong-code = 맞지 않거나 이미 쓴 코드입니다. 앱에 새 숫자가 보일 때까지 기다렸다가 다시 적어 주십시오.
accounts-session-over = 로그인이 끝났습니다. 다시 로그인해 주십시오.
accounts-factor-set-already = 2단계 인증이 이미 설정되어 있습니다.
accounts-password-guessable = 짐작하기 쉬운 비밀번호입니다. 서로 상관없는 낱말을 서너 개 이어 적어 주십시오.
accounts-role-reach = 이 역할은 여기에서 맡길 수 없습니다.
accounts-role-held = 이미 이 역할을 맡고 있습니다.
accounts-last-owner = 포럼에는 들어올 수 있는 책임자가 한 사람은 있어야 합니다. 다른 사람을 책임자로 정하고, 그분이 들어온 뒤에 거두십시오.
accounts-last-admin = 들어올 수 있는 시스템 관리자가 한 사람은 있어야 합니다. 다른 사람을 초대하고, 그분이 들어온 뒤에 거두십시오.
accounts-came-in = 이미 들어와 비밀번호를 정한 분입니다. 초대를 다시 보낼 필요가 없습니다.
accounts-invited-lately = 조금 전에 초대 메일을 보냈거나, 하루 동안 이미 세 번 보낸 주소입니다. 바뀐 것은 없습니다. 10분 뒤에, 이미 세 번 보냈다면 내일 다시 시도해 주십시오.
accounts-disabled = 사용이 중지된 계정의 주소입니다. 서버 운영자만 다시 열 수 있습니다.
web-proof-needed = 먼저 2단계 인증을 마쳐야 합니다. 운영 화면에서 인증 코드를 넣은 뒤 다시 시도하십시오.

# 기록
desk-act-accounts-role-ended = 역할을 거두었습니다
desk-act-accounts-invitation-sent = 초대 메일을 보냈습니다
desk-act-accounts-added = 계정을 만들었습니다
desk-detail-role = 역할

# 초대 메일
desk-letter-accounts-invitation = 담당자 초대
staff-letter-subject = { $house } 담당자로 초대합니다
staff-letter-lead = { $house }에서 ‘{ $role }’ 역할을 맡기셨습니다.
staff-letter-enter = 운영 화면에 들어가기
staff-letter-enter-note = 링크는 이 메일을 보낸 때부터 일주일 동안, 한 번만 쓸 수 있습니다. 들어오시면 비밀번호를 정하고, 역할에 따라 2단계 인증을 설정하시게 됩니다.
staff-letter-sign-in = 로그인 화면 열기
staff-letter-sign-in-note = 쓰시던 이메일 주소와 비밀번호로 로그인하시면 됩니다.
staff-letter-why = 포럼 책임자나 시스템 관리자가 역할을 맡긴 분께 보내는 메일입니다. 모르는 일이면 링크를 열지 마시고, 이 메일을 다른 사람에게 전달하지 마십시오.
