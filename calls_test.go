package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"time"
)

// call makes one call of the API; bytes go as they are, and into may be nil.
func (m *machine) call(method, path string, body, into any, headers ...string) (status int, err error) {
	in, whole := body.([]byte)
	if body != nil && !whole {
		if in, err = json.Marshal(body); err != nil {
			return 0, err
		}
	}
	ctx, done := context.WithTimeout(context.Background(), patience)
	defer done()
	req, err := http.NewRequestWithContext(ctx, method, m.ready.API+path, bytes.NewReader(in))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+m.token)
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	if into == nil || res.StatusCode != http.StatusOK {
		return res.StatusCode, nil
	}
	if whole, ok := into.(*[]byte); ok {
		*whole, err = io.ReadAll(res.Body)
	} else {
		err = json.NewDecoder(res.Body).Decode(into)
	}
	return res.StatusCode, err
}

func (m *machine) must(method, path string, body, into any) {
	m.t.Helper()
	status, err := m.call(method, path, body, into)
	if err != nil || status != http.StatusOK {
		m.t.Fatalf("%s: %s %s: %d %v\n%s", m.name, method, path, status, err, m.errors.String())
	}
}

// until asks again and again until ok holds; it fails with the story.
func (m *machine) until(what string, ok func() bool) {
	m.t.Helper()
	m.within(patience, what, ok)
}

func (m *machine) within(limit time.Duration, what string, ok func() bool) {
	m.t.Helper()
	end := time.NewTimer(limit)
	tick := time.NewTicker(20 * time.Millisecond)
	defer end.Stop()
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-end.C:
			m.t.Fatalf("%s waits in vain: %s\n%s", m.name, what, m.errors.String())
		}
	}
}

type sentAnswer struct {
	MessageID string `json:"messageId"`
}

type message struct {
	MessageID string `json:"messageId"`
	Message   string `json:"message"`
	Outgoing  bool   `json:"outgoing"`
	State     string `json:"state"`
	Custody   []struct {
		Node    string    `json:"node"`
		Expires time.Time `json:"expires"`
	} `json:"custody"`
}

// messages is a conversation, oldest first; nil when the process is gone.
func (m *machine) messages(with string) []message {
	var all []message
	if status, err := m.call("GET", "/ob/chatmessages/"+with+"?limit=1000", nil, &all); err != nil || status != http.StatusOK {
		return nil
	}
	slices.Reverse(all)
	return all
}

func (m *machine) link() string {
	m.t.Helper()
	var inv struct{ Link string }
	m.must("GET", "/ob/invite", nil, &inv)
	return inv.Link
}

func (m *machine) add(link string) {
	m.t.Helper()
	m.must("POST", "/ob/contacts", map[string]string{"link": link}, nil)
}

// registered waits until every push node holds this machine's mail.
func (m *machine) registered() {
	m.t.Helper()
	m.until("registered at the push nodes", func() bool {
		var nodes []struct{ Registered bool }
		m.must("GET", "/ob/pushnodes", nil, &nodes)
		for _, n := range nodes {
			if !n.Registered {
				return false
			}
		}
		return len(nodes) > 0
	})
}

// held is how many deposits lie at a push node.
func (m *machine) held() int {
	m.t.Helper()
	var h struct{ Deposits int }
	m.must("GET", "/ob/holdings", nil, &h)
	return h.Deposits
}
