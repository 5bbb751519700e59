package depottest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"time"

	"restante/offline/provider/depot"
)

// Fault is one way in which calls fail.
type Fault struct {
	Name string
	// Do takes the place of a call.
	Do func(next http.RoundTripper, r *http.Request) (*http.Response, error)
	// Want are the errors of which one must come: those of package depot, or a
	// [*depot.RateLimited], whose pause must be the same.
	Want []error
	// Only are the operations of which it can be the answer, by the names "put",
	// "locate", "delete", "list", "usage"; none: all.
	Only []string
	// Soon ends the caller's patience, for what never answers.
	Soon bool
}

// The names of the suite's faults, for [Faults].
const (
	Paused       = "429 with a pause"
	Limited      = "429 without a pause"
	Broken       = "500"
	Away         = "503"
	Silent       = "no answer"
	Hung         = "cut in the request"
	Lost         = "the answer is lost"
	Cut          = "cut in the answer"
	Wrong        = "wrong bytes"
	Expired      = "401"
	Forbidden    = "403"
	Full         = "507"
	Redirected   = "redirect"
	Disconnected = "no connection"
)

var (
	transient = []error{depot.ErrTransient}
	refused   = []error{depot.ErrAuth}
	limited   = []error{&depot.RateLimited{}}
	senseless = []error{depot.ErrTransient, depot.ErrPermanent, depot.ErrNotFound}
)

// common are the faults of every provider.
func common() []Fault {
	pause := http.Header{"Retry-After": {"7"}}
	private := http.Header{"Location": {"https://" + trap + "/here"}}
	return []Fault{
		{Name: Paused, Do: Answer(429, pause, "slow down"), Want: []error{&depot.RateLimited{After: 7 * time.Second}}},
		{Name: Limited, Do: Answer(429, nil, "slow down"), Want: limited},
		{Name: Broken, Do: Answer(500, nil, "an error"), Want: transient},
		{Name: Away, Do: Answer(503, nil, "not now"), Want: append(transient, limited...)},
		{Name: Silent, Do: silent, Want: transient, Soon: true},
		{Name: Hung, Do: hung, Want: transient},
		{Name: Lost, Do: lost, Want: transient},
		{Name: Cut, Do: cut, Want: senseless},
		{Name: Wrong, Do: Answer(200, http.Header{"Content-Type": {"text/html"}}, portal), Want: senseless},
		{Name: Expired, Do: Answer(401, nil, "expired"), Want: refused},
		{Name: Forbidden, Do: Answer(403, nil, "forbidden"), Want: refused},
		{Name: Full, Do: Answer(507, nil, "full"), Want: []error{depot.ErrQuota}, Only: []string{"put"}},
		{Name: Redirected, Do: Answer(307, private, ""), Want: senseless},
		{Name: Disconnected, Do: disconnected, Want: transient},
	}
}

const portal = "<!DOCTYPE html><html><body>Welcome to the hotel</body></html>"

// replaced is the faults with one put in the place of its name.
func replaced(faults []Fault, f Fault) []Fault {
	i := slices.IndexFunc(faults, func(old Fault) bool { return old.Name == f.Name })
	if i < 0 {
		return append(faults, f)
	}
	faults[i] = f
	return faults
}

// wanted reports whether an error is one that a fault asks for.
func (f Fault) wanted(err error) bool {
	return slices.ContainsFunc(f.Want, func(want error) bool {
		var pause, got *depot.RateLimited
		if errors.As(want, &pause) {
			return errors.As(err, &got) && got.After.Round(time.Second) == pause.After
		}
		return errors.Is(err, want)
	})
}

// Answer is an answer that the provider never gave; the call does not reach it.
func Answer(status int, h http.Header, body string) func(http.RoundTripper, *http.Request) (*http.Response, error) {
	return func(_ http.RoundTripper, r *http.Request) (*http.Response, error) {
		swallow(r)
		answer := &http.Response{
			Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), StatusCode: status,
			Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
			Header: h.Clone(), ContentLength: int64(len(body)), Body: io.NopCloser(strings.NewReader(body)),
		}
		if answer.Header == nil {
			answer.Header = make(http.Header)
		}
		if r.Method == http.MethodHead {
			answer.Body = http.NoBody
		}
		return answer, nil
	}
}

func swallow(r *http.Request) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
}

// silent never answers.
func silent(_ http.RoundTripper, r *http.Request) (*http.Response, error) {
	swallow(r)
	<-r.Context().Done()
	return nil, context.Cause(r.Context())
}

// disconnected is a computer without a network.
func disconnected(_ http.RoundTripper, r *http.Request) (*http.Response, error) {
	swallow(r)
	return nil, syscall.ENETUNREACH
}

// hung cuts the connection in the middle of what is sent.
func hung(next http.RoundTripper, r *http.Request) (*http.Response, error) {
	if r.Body == nil || r.ContentLength <= 0 {
		return nil, syscall.ECONNRESET
	}
	half := r.Clone(r.Context())
	half.Body = body{io.MultiReader(io.LimitReader(r.Body, r.ContentLength/2), broken{}), r.Body}
	return next.RoundTrip(half)
}

// lost lets the provider do what it is asked, and then cuts the connection.
func lost(next http.RoundTripper, r *http.Request) (*http.Response, error) {
	answer, err := next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	return nil, errors.Join(syscall.ECONNRESET, answer.Body.Close())
}

// cut lets half of the answer through.
func cut(next http.RoundTripper, r *http.Request) (*http.Response, error) {
	answer, err := next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	all, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	half := bytes.NewReader(all[:len(all)/2])
	answer.Body = body{io.MultiReader(half, broken{}), answer.Body}
	return answer, nil
}

// body is a stream that is closed with another one.
type body struct {
	io.Reader
	io.Closer
}

// broken is the end of a connection that was cut.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
