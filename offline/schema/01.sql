-- This folder is a push node's. A user's has the tables of its packages too, and lacks
-- this one: neither program takes the folder of the other.
CREATE TABLE push_node (
  one INTEGER PRIMARY KEY CHECK (one = 1)
) STRICT;
