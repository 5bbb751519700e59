package httpapi

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"restante/messaging"
	"restante/messaging/card"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/settings"
	"restante/node/durable"
	"restante/offline/inbox"
)

func TestUnknownPathsAndMethods(t *testing.T) {
	a := start(t, new(core).options())
	for _, path := range []string{"/", "/ob", "/ob/", "/ob/nothing", "/ob/chat/", "/ob/chatmessages/", "/ob/chatmessages/a/b", "/favicon.ico"} {
		a.refused(a.request("GET", path, ""), http.StatusNotFound)
	}
	for path, allow := range map[string]string{
		"/ob/chat":                         "POST",
		"/ob/contacts":                     "GET, POST",
		"/ob/pushnodes":                    "DELETE, GET, POST",
		"/ob/chatmessages/" + bob.String(): "GET",
		"/ob/events":                       "GET",
	} {
		r := a.request("PATCH", path, "")
		a.refused(r, http.StatusMethodNotAllowed)
		if _, _, h := a.do(a.request("OPTIONS", path, "")); h.Get("Allow") != allow {
			t.Errorf("%s allows %q, want %q", path, h.Get("Allow"), allow)
		}
	}
}

// What http.ServeMux would send elsewhere, with a page of HTML, is nowhere.
func TestOddPaths(t *testing.T) {
	a := start(t, new(core).options())
	for _, path := range []string{
		"//", "//ob/config", "/ob//config", "/ob/config//", "/ob/../ob/config", "/../ob/config", "/./ob/config", "/ob/config/.", "/ob/config/..",
	} {
		for _, method := range []string{"GET", "POST"} {
			a.refused(a.request(method, path, "{}"), http.StatusNotFound)
		}
	}
	for _, line := range []string{"OPTIONS *", "CONNECT localhost:1", "CONNECT /ob/../ob/config", "GET http://localhost"} {
		a.refusedRaw(line+" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "+token+"\r\n\r\n", http.StatusNotFound)
	}
}

// What net/http refuses by itself has the form of all errors too.
func TestEarlyRefusals(t *testing.T) {
	a := start(t, new(core).options())
	for head, status := range map[string]int{
		"GET /ob/config HTTP/1.1\r\n":                                       400, // no Host
		"GET /ob/config HTTP/1.1\r\nHost:\r\n":                              400,
		"GET /ob/config HTTP/1.0\r\n":                                       400,
		"GET /ob/config HTTP/1.1\r\nHost: a b\r\n":                          400,
		"GET /ob/config HTTP/1.1\r\nHost: a/b\r\n":                          400,
		"GET /ob/config HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n": 400,
		"nonsense\r\n": 400,
		"GET /ob/config HTTP/3.0\r\nHost: localhost\r\n":                                 505,
		"POST /ob/chat HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n":          501,
		"GET /ob/config HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 1<<16): 431,
	} {
		a.refusedRaw(head+"Authorization: Bearer "+token+"\r\n\r\n", status)
	}
}

// refusedRaw sends bytes that no client of Go's would.
func (a *api) refusedRaw(request string, status int) {
	a.t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
	if err != nil {
		a.t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if _, err := io.WriteString(c, request); err != nil {
		a.t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		a.t.Fatal(err)
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, max(resp.ContentLength, 0)))
	if err != nil {
		a.t.Error(err)
	}
	a.isRefusal(fmt.Sprintf("%.60q", request), b)
	if got := resp.Header.Get("Content-Type"); resp.StatusCode != status || got != "application/json" {
		a.t.Errorf("%.60q = %d %s %s; want %d", request, resp.StatusCode, got, b, status)
	}
}

func TestBadBodies(t *testing.T) {
	a := start(t, new(core).options())
	for _, body := range []string{"", " ", "null", "[]", `"text"`, "7", "{", `{"link":}`, `{} {}`, "\xff", "\xef\xbb\xbf{}"} {
		a.refused(a.request("POST", "/ob/contacts", body), http.StatusBadRequest)
	}
	for _, body := range []string{
		`{"message":7}`, `{"message":["a"]}`,
		`{"peerId":"` + bob.String() + "\",\"message\":\"caf\xe9\"}",
		`{"peerId":"` + bob.String() + `","message":"\ud83d"}`,
		`{"peerId":"` + bob.String() + `","message":"\ude00\ud83d"}`,
		`{"message":"no recipient"}`,
		`{"peerId":"not a peer","message":"hi"}`,
		`{"peerId":"QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N","message":"its key is not inside"}`,
	} {
		a.refused(a.request("POST", "/ob/chat", body), http.StatusBadRequest)
	}
}

// A misspelt field is told, not taken for one that is missing: an empty message
// says that one is typing.
func TestUnknownFields(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	to := `"peerId":"` + bob.String() + `"`
	for body, field := range map[string]string{
		`{` + to + `,"mesage":"hi"}`:                    "mesage",
		`{` + to + `,"Message":"hi"}`:                   "Message",
		`{` + to + `,"message":"hi","Message":"ho"}`:    "Message",
		`{` + to + `,"message":"hi","message":"ho"}`:    "message",
		`{` + to + `,"m\u0065ssage":"","message":"hi"}`: "message",
		`{` + to + `,"message":"hi","":[{}]}`:           "",
		`{"peerID":"x"}`:                                "peerID",
	} {
		a.refused(a.request("POST", "/ob/chat", body), http.StatusBadRequest)
		if _, b, _ := a.do(a.request("POST", "/ob/chat", body)); !strings.Contains(string(b), `\"`+field+`\"`) {
			t.Errorf("%s: the answer %s does not name %q", body, b, field)
		}
	}
	for call, body := range map[string]string{
		"POST /ob/config": `{"name":"Bob","x":1}`, "POST /ob/contacts": `{"link":"restante:x","x":1}`,
		"POST /ob/requests": `{` + to + `,"accept":true,"x":1}`, "POST /ob/pushnodes": `{"addr":"x","x":1}`,
		"POST /ob/settings": `{"typing":true,"x":1}`, "POST /ob/holding": `{"on":true,"x":1}`,
		"DELETE /ob/pushnodes": `{` + to + `,"x":1}`,
	} {
		method, path, _ := strings.Cut(call, " ")
		a.refused(a.request(method, path, body), http.StatusBadRequest)
	}
	if c.lastCall() != nil {
		t.Errorf("a service was called: %v", c.lastCall())
	}
}

func TestUnknownParameters(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	fill := filled()
	for _, call := range contract {
		method, path, _ := strings.Cut(fill.Replace(call), " ")
		for _, query := range []string{"lmit=1", "Limit=1", "=", "%zz", "Idempotency-Key=k"} {
			a.refused(a.request(method, path+"?"+query, `{}`), http.StatusBadRequest)
		}
	}
	if c.lastCall() != nil {
		t.Errorf("a service was called: %v", c.lastCall())
	}
	a.want("GET", "/ob/chatmessages/"+bob.String()+"?limit=1&lmit=2", "", 400,
		`{"success":false,"reason":"there is no parameter \"lmit\" here"}`)
}

func TestBodySize(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	body := func(n int) string {
		s := `{"link":"`
		return s + strings.Repeat("x", n-len(s)-2) + `"}`
	}
	a.wantStatus(a.request("POST", "/ob/contacts", body(maxBody)), http.StatusOK)
	a.refused(a.request("POST", "/ob/contacts", body(maxBody+1)), http.StatusRequestEntityTooLarge)
	endless := a.request("POST", "/ob/contacts", "")
	endless.Body, endless.ContentLength = io.NopCloser(strings.NewReader(body(maxBody+1))), -1
	a.refused(endless, http.StatusRequestEntityTooLarge)
}

func TestBadLimit(t *testing.T) {
	a := start(t, new(core).options())
	for _, q := range []string{
		"limit=0", "limit=-1", "limit=100001", "limit=x", "limit=", "limit=1.5", "limit=99999999999999999999", "limit=%201",
		"limit=%zz", "subject=%ff", "offsetId=%ff", "a;b",
	} {
		a.refused(a.request("GET", "/ob/chatmessages/"+bob.String()+"?"+q, ""), http.StatusBadRequest)
	}
}

func TestBadPeers(t *testing.T) {
	a := start(t, new(core).options())
	for _, call := range []string{
		"GET /ob/chatmessages/", "POST /ob/markchatasread/", "DELETE /ob/chatconversation/", "GET /ob/status/", "DELETE /ob/pushnodes/",
		"DELETE /ob/blocked/", "GET /ob/safetynumber/", "DELETE /ob/safetynumber/", "POST /ob/confirmdevice/",
	} {
		method, path, _ := strings.Cut(call, " ")
		for _, id := range []string{"x", "%ff", "..%2f", "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N"} {
			a.refused(a.request(method, path+id, ""), http.StatusBadRequest)
		}
	}
	a.refused(a.request("POST", "/ob/requests", `{"peerId":"x","accept":true}`), http.StatusBadRequest)
	a.refused(a.request("POST", "/ob/requests", `{"peerId":"`+bob.String()+`"}`), http.StatusBadRequest)
	a.refused(a.request("POST", "/ob/requests", `{"peerId":"`+bob.String()+`","accept":true,"block":true}`), http.StatusBadRequest)
	a.refused(a.request("POST", "/ob/blocked", `{"peerId":"x"}`), http.StatusBadRequest)
	a.refused(a.request("DELETE", "/ob/blocked", `{"peerId":"x"}`), http.StatusBadRequest)
	a.refused(a.request("DELETE", "/ob/pushnodes", `{"peerId":"x"}`), http.StatusBadRequest)
}

func TestErrorsOfServices(t *testing.T) {
	c := new(core)
	a := start(t, c.options())
	for _, e := range []struct {
		err    error
		status int
	}{
		{chat.ErrTooLong, 400}, {chat.ErrSubjectTooLong, 400}, {chat.ErrNotUTF8, 400}, {chat.ErrSelf, 400},
		{chat.ErrKeyUsed, 409}, {chat.ErrNotAgain, 409}, {settings.ErrHoldQuota, 400}, {contact.ErrName, 400}, {card.ErrName, 400}, {contact.ErrSelf, 400}, {card.ErrLink, 400}, {card.ErrCard, 400}, {messaging.ErrNodeAddr, 400}, {inbox.ErrTooManyNodes, 409}, {inbox.ErrNoNode, 404},
		{chat.ErrNoMessage, 404}, {contact.ErrUnknown, 404},
		{contact.ErrBlocked, 409}, {contact.ErrManyOut, 409}, {contact.ErrNumber, 409}, {contact.ErrCode, 400}, {contact.ErrOther, 400}, {contact.ErrOwnCode, 400},
		{durable.ErrDiskFull, 507}, {context.Canceled, 503}, {context.DeadlineExceeded, 504},
		{errors.New("something else"), 500},
	} {
		c.err = fmt.Errorf("sending: %w", e.err)
		for _, call := range []string{
			"POST /ob/chat", "GET /ob/chatmessages/" + bob.String(), "GET /ob/chatconversations",
			"DELETE /ob/chatmessage/m1", "GET /ob/contacts", "GET /ob/outbox", "GET /ob/pushnodes", "GET /ob/config",
		} {
			method, path, _ := strings.Cut(call, " ")
			a.refused(a.request(method, path, `{"peerId":"`+bob.String()+`","message":"hi"}`), e.status)
		}
	}
}

// A reason is for a human: the sentinel's sentence, without the way it came.
func TestReason(t *testing.T) {
	c := &core{err: fmt.Errorf("accepting: %w", chat.ErrTooLong)}
	start(t, c.options()).want("POST", "/ob/chat", `{"peerId":"`+bob.String()+`","message":"hi"}`,
		400, `{"success":false,"reason":"the message is longer than 20,000 bytes"}`)
}
