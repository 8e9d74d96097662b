## 한 칸에 잘못 적힌 것과 고치는 법
field-required = 이 칸을 채워 주십시오
field-too-long = { $max }자까지 적을 수 있습니다. 지금은 { $found }자입니다
field-email = 이메일 주소를 name@example.org처럼 적어 주십시오
field-link-in-name = 이름에는 인터넷 주소나 < > 기호를 쓸 수 없습니다
field-no-letters = 글자나 숫자가 하나는 있어야 합니다
field-resident-number = 주민등록번호로 보이는 숫자가 있습니다. 저희는 주민등록번호를 받지 않으니 지워 주십시오
field-slug = 영문 소문자, 숫자, 가운데 붙임표로 2자에서 48자까지 적어 주십시오
field-slug-reserved = ‘{ $slug }’은(는) 마당이 쓰는 주소입니다. 다른 이름을 골라 주십시오
field-reference = 신청 번호를 K7M4-QX9D처럼 적어 주십시오
field-choice = 보기 가운데 하나를 골라 주십시오
field-number = 숫자만 적어 주십시오
field-language = 한국어(ko)나 영어(en) 가운데 하나를 골라 주십시오
field-latin = 영문 성명은 로마자로 적어 주십시오
field-too-many = { $max }개까지 고르실 수 있습니다
field-unknown-answer = 이 포럼이 묻지 않는 칸입니다. 지워 주십시오
field-unknown-invitation = 이 포럼은 초대 코드를 쓰지 않습니다. 비워 두고 다시 보내 주십시오
