package httpapi

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
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

// parseQuery reads the query; what the call does not know is a mistake of its
// caller's, who would otherwise get an answer to another question.
func parseQuery(r *http.Request, known []param) (url.Values, error) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, bad("the query is not valid")
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !slices.ContainsFunc(known, func(p param) bool { return p.in == "query" && p.name == name }) {
			return nil, bad(fmt.Sprintf("there is no parameter %q here", name))
		}
	}
	return values, nil
}

// chatParams are the parameters that chatQuery reads.
var chatParams = []param{
	{name: "limit", in: "query", integer: true, about: "at most 100000, which it is by default"},
	{name: "offsetId", in: "query", about: "only messages older than this one"},
	{name: "subject", in: "query", about: "only messages with this subject, which may be empty"},
}

// chatQuery reads which messages are wanted. Without a limit it is the largest.
func chatQuery(r *http.Request) (q chat.Query, err error) {
	values, err := parseQuery(r, chatParams)
	if err != nil {
		return q, err
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
