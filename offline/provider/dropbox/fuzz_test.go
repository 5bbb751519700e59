package dropbox_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/dropbox"
	"restante/offline/provider/dropbox/dropboxtest"
)

// scripted gives the same answer to every call but those for a token.
type scripted struct {
	status int
	header string
	body   []byte
	tokens http.RoundTripper // nil: those too
}

func (s scripted) RoundTrip(r *http.Request) (*http.Response, error) {
	if s.tokens != nil && strings.HasSuffix(r.URL.Path, "/token") {
		return s.tokens.RoundTrip(r)
	}
	return &http.Response{
		StatusCode: s.status, Request: r, Header: http.Header{"Retry-After": {s.header}, "Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(string(s.body))),
	}, nil
}

// FuzzAnswer: whatever comes instead of Dropbox's answer, each call returns something
// sensible or an error that depots give.
func FuzzAnswer(f *testing.F) {
	for _, body := range []string{
		`null`, `{}`, `[]`, `{"entries":[null,{}],"cursor":"","has_more":true}`, `{"entries":[{".tag":"file"}]}`,
		`{"links":[null]}`, `{"links":[{".tag":"folder"}]}`, `{".tag":"file","url":"x"}`,
		`{".tag":"file","client_modified":"2026-01-01T00:00:00Z","server_modified":"2026-01-01T00:00:00Z","url":"https://x"}`,
		`{"error":{".tag":"path","path":null}}`, `{"error":{".tag":"reason","reason":{".tag":"reason","reason":{}}}}`,
		`{"used":1,"allocation":{".tag":"team"}}`, `{"metadata":{".tag":"deleted"}}`, `{"error":{".tag":"shared_link_already_exists"}}`,
	} {
		for _, status := range []int{200, 409, 401} {
			f.Add(status, "", []byte(body))
		}
	}
	f.Add(429, "9999999999999", []byte("x"))
	s := dropboxtest.New()
	settings := s.Settings()
	f.Fuzz(func(t *testing.T, status int, header string, body []byte) {
		transport := scripted{status, header, body, memory{s}}
		d := opened(t, settings, depot.Deps{HTTP: &http.Client{Transport: transport}})
		for name, call := range calls {
			err := call(t.Context(), d)
			if err != nil && (!depot.Known(err) || len(err.Error()) > 400) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// FuzzToken: the same for the answers to a refresh.
func FuzzToken(f *testing.F) {
	f.Add(200, []byte(`{"access_token":"x","expires_in":-1}`))
	f.Add(200, []byte(`{"access_token":"a\nb","token_type":"mac","expires_in":"9999999999999"}`))
	f.Add(200, []byte(`{"error":"invalid_grant"}`))
	f.Add(400, []byte(`{"error":"invalid_grant"}`))
	f.Add(500, []byte(`null`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		settings := depot.Settings{dropbox.AppKey: dropboxtest.AppKey, dropbox.RefreshToken: "hush-hush"}
		d := opened(t, settings, depot.Deps{HTTP: &http.Client{Transport: scripted{status, "", body, nil}}})
		if _, err := d.Usage(t.Context()); err != nil && (!depot.Known(err) || strings.Contains(err.Error(), "hush-hush")) {
			t.Error(err)
		}
	})
}
