package depot

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"
)

func TestAnswered(t *testing.T) {
	for status, want := range map[int]error{
		200: nil, 201: nil, 204: nil, 206: nil,
		302: ErrPermanent, 400: ErrPermanent, 409: ErrPermanent, 413: ErrPermanent, 100: ErrPermanent,
		401: ErrAuth, 403: ErrAuth,
		404: ErrNotFound, 410: ErrNotFound,
		402: ErrQuota, 507: ErrQuota,
		408: ErrTransient, 425: ErrTransient, 500: ErrTransient, 502: ErrTransient, 503: ErrTransient, 504: ErrTransient,
	} {
		if err := Answered(status, nil); err != want {
			t.Errorf("%d: %v, want %v", status, err, want)
		}
	}
	for _, status := range []int{429, 503} {
		var limited *RateLimited
		err := Answered(status, http.Header{"Retry-After": {"20"}})
		if !errors.As(err, &limited) || limited.After != 20*time.Second {
			t.Errorf("%d with a pause: %v", status, err)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // its time stands still, at a whole second
		later := time.Now().Add(90 * time.Second).UTC().Format(http.TimeFormat)
		for text, want := range map[string]time.Duration{
			"": 0, "7": 7 * time.Second, "0": 0, "-7": 0, "soon": 0, "1000000": maxPause, "99999999999999999999": 0,
			later: 90 * time.Second, "Sat, 02 Jan 1999 15:04:05 GMT": 0, "Mon, 02 Jan 2306 15:04:05 GMT": maxPause,
		} {
			if got := RetryAfter(http.Header{"Retry-After": {text}}); got != want {
				t.Errorf("%q: %v, want %v", text, got, want)
			}
		}
	})
}

// TestUnanswered: the error tells no address, and is still the context's.
func TestUnanswered(t *testing.T) {
	call := &url.Error{Op: "Get", URL: "https://example.org/hidden", Err: context.DeadlineExceeded}
	err := Unanswered(call)
	if !errors.Is(err, ErrTransient) || !errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "hidden") {
		t.Errorf("the error %v", err)
	}
}

func TestClip(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "said": "said", " two\r\n\tlines\x00 ": "two lines", "\xff\xfe": "", "grün": "grün",
		strings.Repeat("a", maxText): strings.Repeat("a", maxText),
	} {
		if got := Clip(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
	long := Clip("a" + strings.Repeat("ü", 1000))
	if len(long) > maxText+len("…") || !utf8.ValidString(long) || !strings.HasSuffix(long, "ü…") {
		t.Errorf("%d bytes: %q", len(long), long)
	}
}

// TestClientStays: what an account's address redirects to is not asked.
func TestClientStays(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("a redirect was followed")
	}))
	defer elsewhere.Close()
	s := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer s.Close()
	answer, err := Deps{}.Client().Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusTemporaryRedirect {
		t.Errorf("status %d", answer.StatusCode)
	}
}
