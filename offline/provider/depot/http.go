package depot

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

const (
	maxText  = 200            // bytes of what a provider says
	maxPause = 24 * time.Hour // that a provider may ask for
)

// Client is what a depot calls its provider with: no cookies, and no redirect is
// followed, since the person trusts the address that was entered and no other.
func (d Deps) Client() *http.Client {
	return &http.Client{Transport: d.Transport(), CheckRedirect: stay}
}

// Transport is how calls travel.
func (d Deps) Transport() http.RoundTripper {
	if d.HTTP == nil || d.HTTP.Transport == nil {
		return standard
	}
	return d.HTTP.Transport
}

// standard keeps a connection for each writer: Go's own default keeps two.
var standard = func() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 16
	return t
}()

func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Answered is what the status of an answer means where a provider has no words of
// its own; nil if it is a success.
func Answered(status int, h http.Header) error {
	after := RetryAfter(h)
	switch {
	case status/100 == 2:
		return nil
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable && after > 0:
		return &RateLimited{After: after}
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return ErrAuth
	case status == http.StatusNotFound, status == http.StatusGone:
		return ErrNotFound
	case status == http.StatusPaymentRequired, status == http.StatusInsufficientStorage:
		return ErrQuota
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly, status >= 500:
		return ErrTransient
	}
	return ErrPermanent
}

// RetryAfter is the pause that an answer asks for; 0 if it does not say.
func RetryAfter(h http.Header) time.Duration {
	text := h.Get("Retry-After")
	if seconds, err := strconv.ParseInt(text, 10, 32); err == nil {
		return min(max(time.Duration(seconds)*time.Second, 0), maxPause)
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	return min(max(time.Until(at), 0), maxPause)
}

// Unanswered is the error of a call to which no answer came, without the address:
// it may hold a secret. It still is the context's error, if the context ended.
func Unanswered(err error) error {
	var call *url.Error
	if errors.As(err, &call) {
		err = call.Err
	}
	return fmt.Errorf("%w: %w", ErrTransient, err)
}

// Clip makes one short line of what a provider says.
func Clip(text string) string {
	line := strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, strings.ToValidUTF8(text, " "))
	line = strings.Join(strings.Fields(line), " ")
	if len(line) <= maxText {
		return line
	}
	return strings.ToValidUTF8(line[:maxText], "") + "…"
}
