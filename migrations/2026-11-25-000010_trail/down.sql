DROP TABLE audit_review;
DROP TABLE audit_tip;
DROP TABLE audit_head;
