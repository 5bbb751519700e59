package dropbox

import (
	"bytes"
	"io"
	"net/http"
	"strconv"

	"restante/offline/provider/depot"
)

const (
	maxAnswer = 4 << 20 // bytes: a page of a thousand entries is half a megabyte
	maxWords  = 64 << 10
)

// signed adds the access token to a call, gets a fresh one if it has expired, and
// judges what is answered. Only successes reach the SDK.
type signed struct {
	tokens *tokens
	next   http.RoundTripper
}

func (s *signed) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := drain(r.Body)
	if err != nil {
		return nil, err
	}
	answer, token, err := s.call(r, body, "")
	if err == nil && answer.StatusCode == http.StatusUnauthorized {
		answer.Body.Close()
		answer, token, err = s.call(r, body, token)
	}
	if err != nil {
		return nil, err
	}
	return judge(answer, token, s.tokens.refresh)
}

// call makes one call with a token other than the one that was refused.
func (s *signed) call(r *http.Request, body []byte, refused string) (answer *http.Response, token string, err error) {
	if token, err = s.tokens.get(r.Context(), refused); err != nil {
		return nil, "", err
	}
	if answer, err = s.next.RoundTrip(sign(r, body, token)); err != nil {
		return nil, "", depot.Unanswered(err)
	}
	return answer, token, nil
}

func drain(body io.ReadCloser) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	defer body.Close()
	return io.ReadAll(body)
}

func sign(r *http.Request, body []byte, token string) *http.Request {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+token)
	r.Body, r.ContentLength = nil, int64(len(body))
	if len(body) > 0 {
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	return r
}

// judge makes an error of every answer that is no success.
func judge(answer *http.Response, secrets ...string) (*http.Response, error) {
	if answer.StatusCode == http.StatusOK {
		answer.Body = http.MaxBytesReader(nil, answer.Body, maxAnswer)
		return answer, nil
	}
	defer answer.Body.Close()
	words, err := io.ReadAll(io.LimitReader(answer.Body, maxWords))
	if err != nil {
		return nil, depot.Unanswered(err)
	}
	said := hide(string(words), secrets...)
	if answer.StatusCode == http.StatusConflict {
		return nil, conflicting(said, answer.Header)
	}
	return nil, says(status(answer.StatusCode, answer.Header), strconv.Itoa(answer.StatusCode)+" "+summary(said))
}
