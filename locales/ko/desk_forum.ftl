## 데스크 메뉴
desk-nav-overview = 현황
desk-nav-sessions = 세션
desk-nav-settings = 설정
desk-nav-people = 참가자
desk-nav-export = 명단 내보내기
desk-nav-letters = 메일
desk-nav-audit = 기록

## 포럼 목록
desk-forums-title = 포럼
desk-forums-none = 맡으신 포럼이 아직 없습니다.
desk-forum-new = 새 포럼 만들기
desk-state-draft = 작성 중
desk-state-published = 공개됨
desk-state-running = 진행 중
desk-state-closed = 종료됨
desk-state-cancelled = 취소됨
desk-state-purged = 삭제됨
