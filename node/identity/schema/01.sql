-- The identity of this folder: one row at most. The words give everything else.
CREATE TABLE identity (
	id    INTEGER PRIMARY KEY CHECK (id = 1),
	words TEXT NOT NULL
) STRICT;
