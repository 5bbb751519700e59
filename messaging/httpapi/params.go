package httpapi

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"unicode/utf8"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/chat"
	"restante/node/identity"
)

const maxIdempotencyKey = 255 // bytes

// pathPeer reads {peerId} in the path.
func pathPeer(r *http.Request) (peer.ID, error) { return parsePeer(r.PathValue("peerId")) }

func parsePeer(s string) (peer.ID, error) {
	id, err := identity.ParseID(s)
	if err != nil {
		return "", bad("peerId is not a valid peer ID")
	}
	return id, nil
}

// chatQuery reads which messages are wanted. Without a limit it is the largest.
func chatQuery(r *http.Request) (q chat.Query, err error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return q, bad("the query is not valid")
	}
	q.Limit = chat.MaxPage
	if values.Has("limit") {
		q.Limit, err = parseLimit(values.Get("limit"))
	}
	q.Before = values.Get("offsetId")
	if values.Has("subject") {
		subject := values.Get("subject")
		q.Subject = &subject
	}
	if err == nil && !utf8.ValidString(q.Before+values.Get("subject")) {
		err = bad("the query is not valid UTF-8")
	}
	return q, err
}

func parseLimit(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > chat.MaxPage {
		return 0, bad(fmt.Sprintf("limit must be a number from 1 to %d", chat.MaxPage))
	}
	return n, nil
}

// idempotencyKey makes a repeated call the same message.
func idempotencyKey(r *http.Request) (string, error) {
	key := r.Header.Get("Idempotency-Key")
	if len(key) > maxIdempotencyKey || !utf8.ValidString(key) {
		return "", bad(fmt.Sprintf("Idempotency-Key must be UTF-8 of at most %d bytes", maxIdempotencyKey))
	}
	return key, nil
}
