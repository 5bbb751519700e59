package httpapi

import (
	"net/http"
	"reflect"
	"testing"

	"restante/messaging/contact"
)

func TestContacts(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	a.want("GET", "/ob/invite", "", 200, `{"link":"restante:long","short":"restante:s","peerId":"`+node.String()+`","name":"Me"}`)
	a.want("POST", "/ob/contacts", `{"link":"restante:x"}`, 200, `{"peerId":"`+bob.String()+
		`","name":"Bob","added":"2026-11-21T11:00:00.123456789Z","online":false,"cardVersion":0,"pushNodes":0,"request":false}`)
	if got := c.lastCall(); !reflect.DeepEqual(got, []any{"Add", "restante:x"}) {
		t.Errorf("called %v", got)
	}
	a.want("GET", "/ob/contacts", "", 200, `[{"peerId":"`+bob.String()+
		`","name":"Bob","added":"2026-11-21T11:00:00.123456789Z","online":false,"cardVersion":7,"pushNodes":2,"request":false}]`)
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
	a.want("GET", "/ob/requests", "", 200, `[]`)
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

func TestDelivery(t *testing.T) {
	a := start(t, new(core).options())
	a.want("POST", "/ob/scanofflinemessages", "", 200, `{"found":4}`)
	a.want("GET", "/ob/outbox", "", 200, `[{"messageId":"m1","peerId":"`+bob.String()+`","kind":"chat","state":"stored",
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
