-- At the same place the sender's own sequence decides.
DROP INDEX message_pos;
CREATE INDEX message_pos ON message (peer, pos, seq, row);
UPDATE conversation SET last = coalesce((SELECT row FROM message m WHERE m.peer = conversation.peer
  ORDER BY pos DESC, seq DESC, row DESC LIMIT 1), last);
