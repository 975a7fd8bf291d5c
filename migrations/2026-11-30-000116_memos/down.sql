drop table memos;
