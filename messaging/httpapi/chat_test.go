package httpapi

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"restante/messaging/chat"
	"restante/messaging/delivery"
)

func TestSend(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	r := a.request("POST", "/ob/chat", `{"peerId":"`+bob.String()+`","subject":"s","message":"caf\u00e9 \ud83d\ude00 \\ud83d"}`)
	r.Header.Set("Idempotency-Key", "k1")
	a.wantDo(r, 200, `{"messageId":"id of café 😀 \\ud83d"}`)
	if want := []any{"Send", bob, "s", `café 😀 \ud83d`, "k1"}; !reflect.DeepEqual(c.lastCall(), want) {
		t.Errorf("the service saw %q, want %q", c.lastCall(), want)
	}
	r = a.request("POST", "/ob/chat", `{"peerId":"`+bob.String()+`"}`)
	r.Header.Set("Idempotency-Key", strings.Repeat("k", maxIdempotencyKey+1))
	a.refused(r, 400)
}

func TestMessages(t *testing.T) {
	c := &core{messages: []chat.Message{
		{ID: "m2", Peer: bob, Text: "hi", Outgoing: true, Time: noon, State: delivery.Stored,
			Custody: []delivery.Holder{{Node: node, Expires: noon}}},
		{ID: "m1", Peer: bob, Subject: "s", Text: "<hello>", Read: true, Time: noon, Request: true},
	}}
	a := start(t, c.options())
	a.want("GET", "/ob/chatmessages/"+bob.String(), "", 200, `[
		{"messageId":"m2","peerId":"`+bob.String()+`","subject":"","message":"hi","read":false,"outgoing":true,
		 "timestamp":"2026-11-21T11:00:00.123456789Z","state":"stored","request":false,"healed":0,
		 "custody":[{"node":"`+node.String()+`","expires":"2026-11-21T11:00:00.123456789Z"}]},
		{"messageId":"m1","peerId":"`+bob.String()+`","subject":"s","message":"<hello>","read":true,"outgoing":false,
		 "timestamp":"2026-11-21T11:00:00.123456789Z","state":"","request":true,"healed":0,"custody":[]}]`)
}

func TestMessagesQuery(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	empty, order := "", "order 7"
	for query, want := range map[string]chat.Query{
		"":                             {Limit: 100_000},
		"?limit=1":                     {Limit: 1},
		"?limit=100000&offsetId=m9":    {Limit: 100_000, Before: "m9"},
		"?subject=":                    {Limit: 100_000, Subject: &empty},
		"?limit=20&subject=order%207":  {Limit: 20, Subject: &order},
		"?limit=20&offsetId=&subject=": {Limit: 20, Subject: &empty},
	} {
		a.want("GET", "/ob/chatmessages/"+bob.String()+query, "", 200, `[]`)
		if got := c.lastCall(); !reflect.DeepEqual(got, []any{"Each", bob, want}) {
			t.Errorf("%q became %+v", query, got)
		}
	}
}

// The longest list arrives whole, in order, in valid JSON.
func TestMessagesAreStreamed(t *testing.T) {
	c := &core{messages: make([]chat.Message, chat.MaxPage)}
	for i := range c.messages {
		c.messages[i] = chat.Message{ID: strconv.Itoa(i), Peer: bob, Time: noon}
	}
	a := start(t, c.options())
	status, b, _ := a.do(a.request("GET", "/ob/chatmessages/"+bob.String()+"?limit=100000", ""))
	var got []struct{ MessageID string }
	if err := json.Unmarshal(b, &got); err != nil || status != 200 || len(got) != len(c.messages) {
		t.Fatalf("status %d, %d messages, %v", status, len(got), err)
	}
	for i, m := range got {
		if m.MessageID != c.messages[i].ID {
			t.Fatalf("message %d is %s", i, m.MessageID)
		}
	}
}

// What fails before anything is sent is an ordinary error; what fails later must
// not look like the end of the list.
func TestMessagesFailure(t *testing.T) {
	c := &core{err: errors.New("planted"), failAt: 3, messages: make([]chat.Message, 10_000)}
	a := start(t, c.options())
	a.refused(a.request("GET", "/ob/chatmessages/"+bob.String(), ""), 500)

	c.failAt = 9_000
	resp, err := http.DefaultClient.Do(a.request("GET", "/ob/chatmessages/"+bob.String(), ""))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if b, err := io.ReadAll(resp.Body); err == nil || json.Valid(b) {
		t.Errorf("half a list looks whole: %d bytes, error %v", len(b), err)
	}
}

func TestConversations(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("GET", "/ob/chatconversations", "", 200, `[{"peerId":"`+bob.String()+
		`","unread":2,"lastMessage":"hi","timestamp":"2026-11-21T11:00:00.123456789Z","outgoing":false}]`)
	for call, want := range map[string][]any{
		"POST /ob/markchatasread/" + bob.String():     {"MarkRead", bob},
		"DELETE /ob/chatmessage/m1":                   {"Delete", "m1"},
		"DELETE /ob/chatconversation/" + bob.String(): {"DeleteConversation", bob},
	} {
		method, path, _ := strings.Cut(call, " ")
		a.want(method, path, "", 200, `{}`)
		if got := c.lastCall(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s called %v, want %v", call, got, want)
		}
	}
}
