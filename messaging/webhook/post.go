package webhook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// outcome is an answer, and what it asks of us.
type outcome struct {
	Answer
	rest time.Duration // for so long nothing more is to come
	gone bool          // it wants nothing any more
}

// post makes an attempt.
func (s *Service) post(ctx context.Context, t target, id string, body []byte) (a outcome) {
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	began := time.Now()
	defer func() { a.Took = time.Since(began) }()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, t.url, bytes.NewReader(body))
	if err != nil {
		return outcome{Answer: Answer{Why: plain(err)}}
	}
	r.Header.Set("Content-Type", media)
	r.Header.Set("User-Agent", "Restante")
	sign(r.Header, id, began, body, t.secrets...)
	client := &s.plain
	if r.URL.Scheme == "https" {
		client = &s.secure
	}
	resp, err := client.Do(r)
	if err != nil {
		return outcome{Answer: Answer{Why: plain(err)}}
	}
	defer resp.Body.Close()
	return answerOf(resp, began)
}

// answerOf judges by the status alone; what the body says is for the log.
func answerOf(resp *http.Response, now time.Time) outcome {
	text, _ := io.ReadAll(io.LimitReader(resp.Body, MaxAnswer)) // as far as it came
	a := outcome{gone: resp.StatusCode == http.StatusGone}
	a.Status, a.Text = resp.StatusCode, strings.ToValidUTF8(string(text), "\uFFFD")
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		a.Why = fmt.Sprintf("it redirects (%d), which is not followed", resp.StatusCode)
	case resp.StatusCode < 200 || resp.StatusCode >= 300:
		a.Why = fmt.Sprintf("it answered %d", resp.StatusCode)
	}
	if a.Why != "" {
		a.rest = restOf(resp.Header.Get("Retry-After"), now)
	}
	return a
}

// restOf reads Retry-After: seconds or a date.
func restOf(text string, now time.Time) time.Duration {
	if n, err := strconv.ParseUint(text, 10, 32); err == nil {
		return min(time.Duration(n)*time.Second, MaxRest)
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), MaxRest)
}

// plain says what went wrong without the address, which can hold what is secret.
func plain(err error) string {
	if outer := new(url.Error); errors.As(err, &outer) {
		err = outer.Err
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("no answer within %s", Deadline)
	case errors.Is(err, ErrOwn):
		return ErrOwn.Error()
	case errors.Is(err, ErrFar):
		return ErrFar.Error()
	}
	text := err.Error()
	return strings.ToValidUTF8(text[:min(len(text), MaxAbout)], "")
}
