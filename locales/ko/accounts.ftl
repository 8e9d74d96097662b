# 로그인
accounts-sign-in-title = 운영 화면에 로그인
accounts-sign-in-lead = 포럼 담당자와 운영자를 위한 화면입니다. 포럼에 참가 신청하신 분은 계정이 필요 없습니다. 보내 드린 메일의 개인 링크를 이용하십시오.
accounts-with-password = 비밀번호로 로그인
accounts-email = 이메일
accounts-password = 비밀번호
accounts-sign-in = 로그인하기
accounts-with-link = 일회용 링크로 로그인
accounts-link-hint = 비밀번호가 아직 없거나 잊으셨으면, 한 번 로그인할 수 있는 링크를 메일로 보내 드립니다.
accounts-send-link = 링크 받기
accounts-sent-title = 메일함을 확인하십시오
accounts-sent-lead = 적어 주신 주소가 계정에 등록되어 있으면 링크가 담긴 메일을 보내 드립니다. 링크는 한 시간 동안 한 번만 쓸 수 있습니다.
accounts-sent-hint = 5분이 지나도 메일이 오지 않으면 스팸 메일함을 살펴보시고, 업무에 쓰는 주소를 적으셨는지 확인하십시오. 한 주소에는 한 시간에 세 통까지만 보냅니다.
accounts-back-to-sign-in = 로그인으로 돌아가기

# 링크로 들어오기
accounts-enter-title = 링크로 로그인
accounts-enter-lead = 이 링크는 한 번만 쓸 수 있습니다. 이 기기에서 로그인하려면 아래 버튼을 누르십시오.
accounts-enter = 이 기기에서 로그인하기

# 비밀번호
accounts-password-title = 비밀번호 정하기
accounts-password-change-title = 비밀번호 바꾸기
accounts-password-account = 계정
accounts-password-new = 새 비밀번호
accounts-password-again = 새 비밀번호 확인
accounts-password-current = 현재 비밀번호
accounts-password-forgotten = 잊으셨으면 로그아웃한 뒤 일회용 링크를 받아, 들어오신 지 한 시간 안에 이 화면에서 바꾸십시오. 그때는 현재 비밀번호가 필요 없습니다.
accounts-password-rules = { $min }자 이상이면 무엇이든 됩니다. 기호를 섞은 한 낱말보다, 본인만 떠올릴 수 있는 여러 낱말이 더 안전합니다.
accounts-password-effect = 로그인해 둔 다른 기기에서는 모두 로그아웃됩니다.
accounts-password-set = 비밀번호 저장하기
accounts-password-later = 나중에 정하고 운영 화면으로 가기
accounts-sign-out = 로그아웃하기

# 무엇이 잘못되었는지
accounts-bad-credentials = 이메일 주소와 비밀번호가 맞지 않습니다. 둘 다 확인하시거나 일회용 링크를 받으십시오.
accounts-link-spent = 이미 썼거나 기한이 지난 링크입니다. 새 링크를 받으십시오.
accounts-busy = 지금 로그인하는 사람이 많습니다. 몇 초 뒤에 다시 시도하십시오.
accounts-wrong-current = 현재 비밀번호가 아닙니다. 확인하시고 다시 적어 주십시오.
accounts-no-session = 비밀번호는 브라우저로 로그인한 사람만 정할 수 있습니다.
accounts-password-short = { $found }자입니다. 비밀번호는 { $min }자 이상이어야 합니다.
accounts-password-long = { $found }자입니다. 비밀번호는 { $max }자까지 쓸 수 있습니다.
accounts-password-plain = 서로 다른 글자를 { $min }개 이상 써 주십시오.
accounts-password-common = 누구나 먼저 시도해 보는 비밀번호입니다. 다른 것으로 정해 주십시오.
accounts-password-personal = 성명이나 이메일 주소와 거의 같습니다. 남이 짐작할 수 없는 것으로 정해 주십시오.
accounts-password-differs = 두 번 적은 비밀번호가 서로 다릅니다. 새 비밀번호를 다시 적어 주십시오.
accounts-token-reach = 관리자 토큰은 설치 전체에 쓰이므로 포럼을 지정하지 않고, 다른 토큰은 포럼 하나를 지정해야 합니다.
accounts-token-days = 토큰의 유효 기간은 1일에서 365일까지입니다.
accounts-token-label = 토큰을 알아볼 이름을 1자에서 60자까지 적어 주십시오. 예: 쓰일 프로그램의 이름.
accounts-token-disabled = 이 이름의 프로그램은 사용이 중지되었습니다. 다른 이름을 적어 주십시오.

# 메일
accounts-letter-link-subject = 로그인 링크를 보내 드립니다
accounts-letter-link-preview = 한 시간 안에 한 번 쓸 수 있는 링크입니다.
accounts-letter-link-why = 운영 화면의 로그인 링크를 요청하신 분께만 보내는 메일입니다. 요청하지 않으셨으면 아무것도 하지 않으셔도 됩니다. 이 링크 없이는 아무도 들어올 수 없으니, 다른 사람에게 전달하지 마십시오.
