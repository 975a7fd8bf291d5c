drop table question_templates;
