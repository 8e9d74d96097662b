DROP INDEX audit_entry_staff;
DROP INDEX audit_entry_staff_act;
DROP INDEX message_trouble;
