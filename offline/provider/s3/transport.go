package s3

import (
	"io"
	"net/http"
	"strings"
	"time"

	"restante/offline/provider/depot"
)

const (
	agent     = "Mozilla/5.0" // minio-go would name the operating system
	maxAnswer = 4 << 20       // bytes; a page of a listing has a tenth of it
)

// transport looks at answers before minio-go does.
type transport struct{ next http.RoundTripper }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("User-Agent", agent) // no part of the signature
	answer, err := t.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if after, ok := r.Context().Value(pauseKey{}).(*time.Duration); ok {
		*after = depot.RetryAfter(answer.Header)
	}
	if answer.StatusCode/100 == 2 && strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		_ = answer.Body.Close()
		return nil, errNoS3
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(answer.Body, maxAnswer), answer.Body}
	return answer, nil
}
