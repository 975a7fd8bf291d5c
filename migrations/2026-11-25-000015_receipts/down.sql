alter table receipts drop constraint receipts_burnt_leads_nowhere, drop column burnt;
