package chat

import (
	"restante/node/vault"
)

// Audit checks that the people list agrees with the messages, and that each
// outgoing message has a state. It returns one line a finding.
func Audit(tx *vault.Tx) ([]string, error) {
	rows, err := tx.Query(`
		SELECT 'chat: the conversation with ' || c.peer || ' does not agree with its messages' FROM conversation c
		WHERE c.unread <> (SELECT count(*) FROM message m WHERE m.peer = c.peer AND outgoing = 0 AND read = 0)
		   OR c.last IS NOT (SELECT row FROM message m WHERE m.peer = c.peer ORDER BY pos DESC, seq DESC, row DESC LIMIT 1)
		UNION ALL
		SELECT 'chat: messages with ' || peer || ' are in no conversation' FROM message
		WHERE peer NOT IN (SELECT peer FROM conversation) GROUP BY peer
		UNION ALL
		SELECT 'chat: message ' || id || ' has the state "' || state || '"' FROM message WHERE outgoing = 1
		AND state NOT IN ('queued', 'waiting', 'stored', 'delivered', 'read', 'failed', 'expired')`)
	return vault.Collect("auditing chat", rows, err, vault.Column[string])
}
