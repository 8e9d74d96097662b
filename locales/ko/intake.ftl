# 외부 일정표를 가져오지 않는 까닭. 어디가, 왜, 어떻게 고치는지를 말합니다.
intake-empty = 파일이 비어 있습니다. 일정표를 다시 저장한 뒤 그 파일을 선택해 주십시오.
intake-too-large = 파일이 { $limit }MB보다 큽니다. 그림과 첨부를 빼거나 나누어 가져오십시오.
intake-not-recognised = 읽을 수 있는 일정표가 아닙니다. schedule.xml, schedule.json, pretalx·Sessionize·OPass의 JSON, ‘제목(title)’ 열이 있는 표 가운데 한 형식으로 내보내 주십시오.
intake-not-utf8 = { $line }번째 줄: 글자가 UTF-8이 아닙니다. 엑셀에서는 ‘CSV UTF-8’로, 다른 프로그램에서는 인코딩을 UTF-8로 골라 저장해 주십시오.
intake-malformed =
    { $line }번째 줄 { $column }번째 칸: { $reason ->
        [cut-short] 닫히기 전에 파일이 끝납니다. 도중에 잘린 듯하니 다시 내려받거나 저장해 주십시오.
        [tags] 닫는 태그가 열린 태그와 맞지 않습니다. 태그를 고치거나 파일을 다시 내보내 주십시오.
        [attribute] 속성이 이름="값" 꼴이 아니거나 두 번 나옵니다. 고치거나 파일을 다시 내보내 주십시오.
        [reference] ‘&’ 뒤를 글자로 읽을 수 없습니다. 기호 자체는 ‘&amp;’로 적어 주십시오.
        [cells] 이 행의 칸 수가 머리글 행과 다릅니다. 모든 행의 칸 수를 같게 해 주십시오.
       *[syntax] 파일이 형식의 규칙에 어긋납니다. 이 자리를 고치거나 파일을 다시 내보내 주십시오.
    }
intake-doctype = { $line }번째 줄: 문서 유형 선언(DOCTYPE)이 있습니다. 안전을 위해 읽지 않으니 그 줄을 지워 주십시오.
intake-entity-unknown = { $line }번째 줄: ‘&{ $name };’은 XML이 아는 글자가 아닙니다. 글자를 그대로 적어 주십시오.
intake-too-deep = { $line }번째 줄: { $limit }겹보다 깊이 겹쳐 있습니다. 일정표에는 필요하지 않으니 파일을 다시 내보내 주십시오.
intake-zone-missing = 파일에 시간대가 적혀 있지 않습니다. Asia/Seoul처럼 시간대를 지정해 주십시오.
intake-zone-unknown = { $line }번째 줄: ‘{ $name }’은 알려진 시간대가 아닙니다. Asia/Seoul, Europe/Brussels처럼 지정해 주십시오.
intake-no-sessions = 파일에 세션이 없습니다. 프로그램을 공개한 뒤 내보냈는지 확인해 주십시오.
intake-missing-field = { $line }번째 줄: ‘{ $field }’ 항목이 없습니다. 채운 뒤 다시 시도해 주십시오.
intake-wrong-type =
    { $line }번째 줄: ‘{ $field }’ 항목은 { $expected ->
        [text] 따옴표 안의 글
        [number] 숫자
        [list] 대괄호 안의 목록
        [object] 중괄호 안의 객체
        [flag] true 또는 false
       *[other] 다른 종류
    }이어야 합니다. 고친 뒤 다시 시도해 주십시오.
intake-id-invalid = { $line }번째 줄: 번호 { $text }은(는) 1 이상의 정수가 아닙니다(JSON에서는 따옴표 없이 적습니다). 세션마다 번호를 매긴 뒤 다시 시도해 주십시오.
intake-duplicate-id = { $line }번째 줄: 번호 { $id }은(는) { $first }번째 줄에서 이미 쓰였습니다. 세션마다 다른 번호를 주십시오.
intake-time-unreadable = { $line }번째 줄: ‘{ $text }’을(를) 날짜, 시각, 길이로 읽을 수 없습니다. 날짜는 2026-07-11, 시각은 14:00, 길이는 00:45처럼 적어 주십시오.
intake-time-skipped = { $line }번째 줄: { $zone }에서는 시계를 앞당기므로 { $text }이(가) 없습니다. 다른 시각을 골라 주십시오.
intake-end-before-start = { $line }번째 줄: 세션 { $id }이(가) 시작한 뒤에 끝나지 않습니다. 종료 시각이나 길이를 고쳐 주십시오.
intake-too-many =
    { $line }번째 줄: { $what ->
        [sessions] 세션이
        [rooms] 장소가
        [tracks] 트랙이
        [people] 사람이, 또는 한 세션의 사람이
        [links] 한 세션의 링크가
        [days] 날짜가
       *[nodes] 요소가
    } { $limit }개를 넘습니다. 파일을 나누어 하나씩 가져오십시오.
intake-too-long = { $line }번째 줄: ‘{ $field }’ 항목이 { $found }자입니다. { $limit }자까지 들어가니 줄여 주십시오.

# 가져온 일정표에 대해 주최자가 알아야 할 것.
intake-kind-assumed = 가정
intake-kind-dropped = 제외
intake-kind-clash = 충돌
intake-note-zone-assumed = 파일에 시간대가 없어 { $detail } 기준으로 읽었습니다.
intake-note-zone-overridden = 파일에는 ‘{ $detail }’이라고 적혀 있지만 지정한 시간대를 썼습니다.
intake-note-offset-differs = 시각 { $detail }개의 시차가 포럼의 시간대와 다릅니다. 순간은 그대로 두었으므로 시계에는 다른 시각으로 나옵니다.
intake-note-day-start-assumed = 하루가 언제 시작하는지 파일에 없어 { $detail }으로 보았습니다.
intake-note-day-kept = 시각으로는 다른 날에 속하지만 파일에 적힌 날을 따랐습니다({ $detail }).
intake-note-dates-assumed = 포럼의 첫날이나 마지막 날이 파일에 없어 세션에서 { $detail }을(를) 가져왔습니다.
intake-note-dates-widened = 포럼 기간 밖에 세션이 있어 기간을 넓혔습니다({ $detail }).
intake-note-time-folded = 시계를 늦추어 { $detail }이(가) 두 번 있으므로 앞의 것을 골랐습니다.
intake-note-start-differs = 날짜와 시작 시각이 서로 다릅니다. 날짜 { $detail }을(를) 따랐습니다.
intake-note-duration-differs = 세션 { $detail }의 종료 시각과 길이가 서로 다릅니다. 시작과 길이를 따랐습니다.
intake-note-room-differs = 세션 { $detail }개가 목록과 다른 장소를 적고 있습니다. 목록을 따랐습니다.
intake-note-id-derived = 세션 { $detail }개에 번호가 없어 UUID 또는 제목과 시각으로 만들었습니다.
intake-note-guid-missing = 세션 { $detail }개에 UUID가 없습니다.
intake-note-person-names-differ = 한 사람의 이름이 둘이어서 앞의 것을 썼습니다({ $detail }).
intake-note-guid-invalid = ‘{ $detail }’은(는) UUID가 아니어서 뺐습니다.
intake-note-language-unknown = ‘{ $detail }’은(는) 알려진 언어가 아니어서 뺐습니다.
intake-note-link-dropped = 링크 { $detail }개를 뺐습니다. http나 https로 시작하는 주소가 아닙니다.
intake-note-person-dropped = ‘{ $detail }’은(는) 사람 이름이 될 수 없어 뺐습니다.
intake-note-person-repeated = 한 세션에 두 번 적힌 사람 { $detail }명을 한 번만 가져왔습니다.
intake-note-colour-dropped = 색 { $detail }개를 뺐습니다. #rrggbb 꼴이 아닙니다.
intake-note-capacity-dropped = 장소 정원 { $detail }개를 뺐습니다. 1 이상의 숫자가 아닙니다.
intake-note-columns-ignored = 읽지 않은 열입니다: { $detail }.
intake-note-resident-number-masked = ‘{ $detail }’ 항목에 주민등록번호로 보이는 숫자가 있어 별표로 가렸습니다. 원래 자료에서도 지워 주십시오.
intake-note-notes-withheld = 같은 종류의 알림 { $detail }개는 더 보이지 않습니다.
intake-note-guid-shared = 두 세션의 UUID가 같아 뒤의 것은 UUID 없이 가져왔습니다({ $detail }).
intake-note-room-guid-shared = 두 장소의 UUID가 같아 뒤의 것은 UUID 없이 가져왔습니다({ $detail }).
intake-note-room-overlap = 한 장소에서 두 세션이 겹칩니다({ $detail }).
intake-note-person-double-booked = 한 사람이 같은 시간에 두 세션에 있습니다({ $detail }).

# 데스크에서 일정표 가져오기
intake-title = 일정표 가져오기
intake-lead = 다른 프로그램의 일정표를 가져올 수 있습니다. schedule.xml, schedule.json, 표(CSV)와 pretalx·Sessionize·OPass의 JSON을 읽습니다. 무엇이 바뀌는지 먼저 보여 드리며, 확인하시기 전에는 아무것도 바뀌지 않습니다.
intake-file = 파일
intake-file-hint = 20MB까지 받습니다. 어떤 형식인지는 내용을 보고 가려냅니다.
intake-file-missing = 파일을 선택하십시오.
intake-file-large = 파일이 20MB보다 큽니다. 그림과 첨부를 빼거나 나누어 가져오십시오.
intake-zone = 시간대
intake-zone-hint = 파일에 시간대가 없을 때만 씁니다. 비워 두면 포럼의 시간대({ $zone })로 읽습니다.
intake-zone-field = 알려진 시간대가 아닙니다. Asia/Seoul처럼 적어 주십시오.
intake-look = 바뀌는 내용 보기
intake-report-title = 일정표를 가져오면 바뀌는 내용
intake-source = 출처: { $source }
intake-format-schedule-xml = schedule.xml
intake-format-schedule-json = schedule.json
intake-format-csv = 표(CSV)
intake-format-pretalx = pretalx
intake-format-sessionize = Sessionize
intake-format-opass = OPass
intake-sums = 한눈에 보기
intake-head-what = 항목
intake-head-new = 새로 추가
intake-head-changed = 변경
intake-head-same = 그대로
intake-thing-session = 세션
intake-thing-room = 장소
intake-thing-track = 트랙
intake-thing-speaker = 연사
intake-nothing = 이미 있는 내용과 같습니다. 가져올 것이 없습니다.
intake-take = 가져오기
intake-take-note = 새로 추가되거나 바뀐 내용은 바로 공개되며, 옮겨진 세션에 자리가 있는 분께는 메일을 보냅니다.
intake-drop = 파일 버리기
intake-meanwhile = 그사이 프로그램이 바뀌어 파일을 가져오지 않았습니다. 지금 가져오면 바뀌는 내용은 다음과 같습니다.
intake-done-imported = 일정표를 가져왔습니다.
intake-done-dropped = 파일을 버렸습니다. 바뀐 것은 없습니다.
intake-notes = 확인하실 점
intake-line = { $line }번째 줄
intake-more = 외 { $count }건
intake-fate-new = 새로 추가({ $count })
intake-fate-new-lead = 새 세션은 좌석을 정하실 때까지 참가 신청을 받지 않습니다.
intake-fate-changed = 변경({ $count })
intake-fate-gone = 파일에서 빠짐({ $count })
intake-fate-gone-lead = 같은 곳에서 전에 가져온 세션입니다. 그대로 남아 있으니, 취소하거나 프로그램에서 빼려면 직접 처리하십시오.
intake-field-text = “{ $from }” → “{ $to }”
intake-field-none = 없음
intake-field-title = 제목: { $change }
intake-field-name = 이름: { $change }
intake-field-subtitle = 부제: { $change }
intake-field-abstract = 소개 내용이 다릅니다
intake-field-kind = 종류: { $change }
intake-field-track = 트랙: { $change }
intake-field-parts = 참여자의 역할이나 순서가 다릅니다
intake-field-size = 장소의 좌석 수: { $change }
intake-field-colour = 색이 다릅니다
intake-field-biography = 약력이 다릅니다
intake-note-pair-languages = 글마다 두 언어({ $detail })로 적혀 있습니다. 앞의 것을 한국어 자리에, 뒤의 것을 영어 자리에 넣었습니다. 두 언어를 모두 확인하십시오.
intake-note-pair-single = 모든 글이 한 언어({ $detail })로만 적혀 있습니다.
intake-note-tag-track = 세션 { $detail }개에 태그가 있어 첫 태그를 트랙으로 보았습니다.
intake-note-type-track = 태그가 없어 세션 { $detail }개의 유형을 트랙으로 보았습니다.
intake-note-room-unlisted = ‘{ $detail }’은(는) 파일의 장소 목록에 없어 번호를 이름으로 썼습니다.
intake-note-not-accepted = 아직 확정되지 않았거나 반려·철회된 세션 { $detail }개를 뺐습니다.
intake-note-not-scheduled = 시간이 정해지지 않은 세션 { $detail }개를 뺐습니다.
intake-note-overflow-left-out = 세션 { $detail }개가 여러 장소에서 열립니다. 첫 장소만 가져왔습니다.
intake-note-person-unlisted = 연사 ‘{ $detail }’은(는) 파일의 목록에 없어 뺐습니다.
intake-note-id-shared = 파일의 목록에 번호가 같은 항목이 둘 있어({ $detail }) 앞의 것을 썼습니다.
intake-note-more-pages = 여러 쪽 가운데 한 쪽만 든 파일입니다. 모두 내보내지 않으면 나머지 쪽의 내용이 빠집니다.
