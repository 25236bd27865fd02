-- A state file as version 1 left it: tables as they were, one row or more in each. Never change it.
BEGIN TRANSACTION;
CREATE TABLE answer (
        chat INTEGER NOT NULL, message INTEGER NOT NULL, asked_in INTEGER, question TEXT NOT NULL,
        article TEXT, before TEXT NOT NULL, after TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat, message)
    );
INSERT INTO "answer" VALUES(7,12,11,'Who reopened the harbour of Lindesund?','harbour','','{"version":1,"question":"Who reopened the harbour of Lindesund?","names":["Astrid Falk"],"fresh":1,"place":null}',4000000000.0);
CREATE TABLE chat (id INTEGER PRIMARY KEY, article TEXT, language TEXT, conversation TEXT, at REAL NOT NULL);
INSERT INTO "chat" VALUES(-100200,NULL,'en',NULL,4000000000.0);
INSERT INTO "chat" VALUES(7,'harbour',NULL,'{"version":1,"question":"Who reopened the harbour of Lindesund?","names":["Astrid Falk"],"fresh":1,"place":null}',4000000000.0);
CREATE TABLE prompt (chat INTEGER NOT NULL, message INTEGER NOT NULL, answer INTEGER NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (chat, message));
INSERT INTO "prompt" VALUES(7,14,12,4000000000.0);
CREATE TABLE secret (value BLOB NOT NULL);
INSERT INTO "secret" VALUES(X'25DF22875A0251CA447C6A649F5DFC8065C48D6C9DD008B3AA169AE39878DE94');
CREATE TABLE unanswered (key TEXT PRIMARY KEY, question TEXT NOT NULL, count INTEGER NOT NULL, at REAL NOT NULL);
INSERT INTO "unanswered" VALUES('what is the capital of australia','What is the capital of Australia?',2,4000000000.0);
CREATE TABLE vote (
        chat INTEGER NOT NULL, message INTEGER NOT NULL, voter BLOB NOT NULL, good INTEGER NOT NULL, why TEXT,
        at REAL NOT NULL, PRIMARY KEY (chat, message, voter)
    );
INSERT INTO "vote" VALUES(7,12,X'5448522EC671B87CF4A054871ADFE5E9',0,'too short',4000000000.0);
CREATE INDEX answer_asked_in ON answer (chat, asked_in);
CREATE INDEX answer_at ON answer (at);
COMMIT;
PRAGMA user_version = 1;
