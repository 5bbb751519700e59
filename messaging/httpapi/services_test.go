package httpapi

import (
	"net/http"
	"reflect"
	"testing"

	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/settings"
)

func TestContacts(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("GET", "/ob/invite", "", 200, `{"link":"restante:long","short":"restante:s","peerId":"`+node.String()+`","name":"Me"}`)
	a.want("POST", "/ob/contacts", `{"link":"restante:x"}`, 200, `{"peerId":"`+bob.String()+
		`","name":"Bob","added":"2026-11-21T11:00:00.123456789Z","online":false,"hidden":false,"cardVersion":0,"pushNodes":0,"request":false}`)
	if got := c.lastCall(); !reflect.DeepEqual(got, []any{"Add", "restante:x"}) {
		t.Errorf("called %v", got)
	}
	a.want("GET", "/ob/contacts", "", 200, `[{"peerId":"`+bob.String()+
		`","name":"Bob","added":"2026-11-21T11:00:00.123456789Z","online":false,"hidden":false,"cardVersion":7,"pushNodes":2,"request":false}]`)
}

func TestIntroductions(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("POST", "/ob/introductions", `{"peerId":"`+bob.String()+`","to":"`+node.String()+`"}`, 200,
		`{"link":"restante:peer/`+bob.String()+"/for/"+node.String()+`","name":"Bob"}`)
	c.err = contact.ErrThemselves
	a.refused(a.request("POST", "/ob/introductions", `{"peerId":"`+bob.String()+`","to":"`+bob.String()+`"}`), 400)
	for _, body := range []string{`{}`, `{"peerId":"` + bob.String() + `"}`, `{"peerId":"x","to":"` + bob.String() + `"}`} {
		a.refused(a.request("POST", "/ob/introductions", body), 400)
	}
}

func TestWhatWasRefusedIsCounted(t *testing.T) {
	start(t, new(core).options()).want("GET", "/ob/refused", "", 200, `{"count":3}`)
}

func TestSetName(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("POST", "/ob/config", `{"name":"Zoë"}`, 200, `{}`)
	if got := c.lastCall(); !reflect.DeepEqual(got, []any{"SetName", "Zoë"}) {
		t.Errorf("called %v", got)
	}
	c.err = contact.ErrName
	a.refused(a.request("POST", "/ob/config", `{"name":""}`), 400)
}

func TestRequests(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("GET", "/ob/requests", "", 200, `[{"peerId":"`+bob.String()+`","name":"Bob","timestamp":"2026-11-21T11:00:00.123456789Z","shown":3,"left":2}]`)
	for _, accept := range []bool{true, false} {
		body := `{"peerId":"` + bob.String() + `","accept":false}`
		if accept {
			body = `{"peerId":"` + bob.String() + `","accept":true}`
		}
		a.want("POST", "/ob/requests", body, 200, `{}`)
		if got := c.lastCall(); !reflect.DeepEqual(got, []any{"Answer", bob, accept}) {
			t.Errorf("called %v", got)
		}
	}
}

func TestBlocked(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("GET", "/ob/blocked", "", 200, `[{"peerId":"`+bob.String()+`","name":"Bob","since":"2026-11-21T11:00:00.123456789Z"}]`)
	in := `{"peerId":"` + bob.String() + `"}`
	for _, call := range []struct{ method, path, body, want string }{
		{"POST", "/ob/blocked", in, "Block"}, {"DELETE", "/ob/blocked", in, "Unblock"}, {"DELETE", "/ob/blocked/" + bob.String(), "", "Unblock"},
		{"POST", "/ob/requests", `{"peerId":"` + bob.String() + `","block":true}`, "Block"},
	} {
		a.want(call.method, call.path, call.body, 200, `{}`)
		if got := c.lastCall(); !reflect.DeepEqual(got, []any{call.want, bob}) {
			t.Errorf("%s %s called %v", call.method, call.path, got)
		}
	}
}

func TestSafetyNumber(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	path := "/ob/safetynumber/" + bob.String()
	a.want("GET", path, "", 200, `{"number":"12345","code":"restante-safety:1:","verified":"2026-11-21T11:00:00.123456789Z"}`)
	for _, call := range []struct {
		method, path, body string
		want               []any
	}{
		{"POST", path, `{"code":"x"}`, []any{"Verify", bob, "x"}}, {"POST", path, `{}`, []any{"Verify", bob, ""}},
		{"DELETE", path, "", []any{"Unverify", bob}}, {"POST", "/ob/confirmdevice/" + bob.String(), "", []any{"ConfirmDevice", bob}},
	} {
		a.want(call.method, call.path, call.body, 200, `{}`)
		if got := c.lastCall(); !reflect.DeepEqual(got, call.want) {
			t.Errorf("%s %s called %v", call.method, call.path, got)
		}
	}
}

func TestDelivery(t *testing.T) {
	a := start(t, new(core).options())
	a.want("POST", "/ob/scanofflinemessages", "", 200, `{"found":4}`)
	a.want("GET", "/ob/outbox", "", 200, `[{"messageId":"m1","peerId":"`+bob.String()+`","kind":"chat","size":8192,"state":"stored",
		"accepted":"2026-11-21T11:00:00.123456789Z","attempts":3,"nextAttempt":"2026-11-21T12:00:00.123456789Z",
		"custody":[{"node":"`+node.String()+`","expires":"2026-11-21T11:00:00.123456789Z"}],"pointers":0}]`)
}

func TestNetwork(t *testing.T) {
	a := start(t, new(core).options())
	a.want("GET", "/ob/config", "", 200, `{"peerId":"`+self.String()+`","name":"Me","addrs":[]}`)
	a.want("GET", "/ob/peers", "", 200, `["`+bob.String()+`"]`)
	a.want("GET", "/ob/status/"+bob.String(), "", 200, `{"status":"online"}`)
	a.want("GET", "/ob/status/"+node.String(), "", 200, `{"status":"offline"}`)
	a.want("GET", "/ob/holdings", "", 200, `{"users":1,"deposits":2,"bytes":16384}`)
}

func TestPushNodes(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("GET", "/ob/pushnodes", "", 200, `[{"peerId":"`+node.String()+
		`","addr":"","online":false,"registered":false,"latencyMs":1.5,"held":8192,"quota":1073741824}]`)
	addr := "/ip4/127.0.0.1/tcp/4001/p2p/" + node.String()
	a.want("POST", "/ob/pushnodes", `{"addr":"`+addr+`"}`, 200, `{"peerId":"`+node.String()+`","addr":"`+addr+
		`","online":false,"registered":false,"latencyMs":0,"held":0,"quota":0}`)
	for _, r := range []*http.Request{
		a.request("DELETE", "/ob/pushnodes/"+node.String(), ""),
		a.request("DELETE", "/ob/pushnodes", `{"peerId":"`+node.String()+`"}`),
	} {
		a.wantDo(r, 200, `{}`)
		if got := c.lastCall(); !reflect.DeepEqual(got, []any{"RemovePushNode", node}) {
			t.Errorf("called %v", got)
		}
	}
}

func TestGivenUp(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("GET", "/ob/givenup", "", 200, `[{"messageId":"m1","peerId":"`+bob.String()+`","state":"failed","reason":"too large",
		"when":"2026-11-21T11:00:00.123456789Z"}]`)
	a.want("POST", "/ob/sendagain/m1", "", 200, `{}`)
	if got := c.lastCall(); !reflect.DeepEqual(got, []any{"SendAgain", "m1"}) {
		t.Errorf("called %v", got)
	}
	for err, status := range map[error]int{chat.ErrNoMessage: 404, chat.ErrNotAgain: 409} {
		c.err = err
		a.refused(a.request("POST", "/ob/sendagain/m1", ""), status)
	}
}

// What a call leaves out stays as it is.
func TestSettings(t *testing.T) {
	c := &core{chosen: settings.Settings{ReadReceipts: true, Typing: true, LastSeen: true, Hold: true, HoldQuota: 7}}
	a := start(t, c.options())
	a.want("GET", "/ob/settings", "", 200, `{"readReceipts":true,"typing":true,"lastSeen":true}`)
	a.want("POST", "/ob/settings", `{"typing":false}`, 200, `{"readReceipts":true,"typing":false,"lastSeen":true}`)
	a.want("POST", "/ob/settings", `{"readReceipts":false,"lastSeen":false,"typing":true}`, 200, `{"readReceipts":false,"typing":true,"lastSeen":false}`)
	a.want("POST", "/ob/settings", `{}`, 200, `{"readReceipts":false,"typing":true,"lastSeen":false}`)
	if want := (settings.Settings{Typing: true, Hold: true, HoldQuota: 7}); c.chosen != want {
		t.Errorf("the settings are %+v, want %+v", c.chosen, want)
	}
	a.refused(a.request("POST", "/ob/settings", `{"hold":true}`), 400)
	a.refused(a.request("POST", "/ob/settings", `{"typing":1}`), 400)
}

func TestHolding(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	const held = `{"on":true,"quota":1073741824,"bytes":16384,"users":1,"deposits":2,"link":"/ip4/1.2.3.4/tcp/1/p2p/x"}`
	a.want("GET", "/ob/holding", "", 200, held)
	for body, want := range map[string][]any{
		`{"on":false}`:                   {false, int64(1 << 30)},
		`{"on":true,"quota":2000000000}`: {true, int64(2_000_000_000)},
	} {
		a.want("POST", "/ob/holding", body, 200, held)
		if !reflect.DeepEqual(c.held, want) {
			t.Errorf("%s: told %v, want %v", body, c.held, want)
		}
	}
	for _, body := range []string{`{}`, `{"quota":2000000000}`, `{"on":true,"quota":"much"}`, `{"on":true,"quota":1.5}`, `{"on":true,"quota":1e30}`} {
		a.refused(a.request("POST", "/ob/holding", body), 400)
	}
	c.err = settings.ErrHoldQuota
	a.refused(a.request("POST", "/ob/holding", `{"on":true,"quota":1}`), 400)
}

func TestUsage(t *testing.T) {
	start(t, new(core).options()).want("GET", "/ob/usage", "", 200,
		`{"folder":"/data","database":1,"outbox":2,"blocks":3,"held":4,"free":5}`)
}
